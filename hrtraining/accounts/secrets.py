"""How passwords and PINs are hashed, and one-time codes from a second device checked."""

from __future__ import annotations

import base64
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from urllib.parse import quote

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_hashing = ThreadPoolExecutor(2, thread_name_prefix="hashing")
"""Two threads do all hashing of a process: a class signing in together cannot take 19 MiB each, and the memory
that the allocator keeps for a thread after a hash is kept for these two only."""

STEP_SECONDS = 30
_dummy_hash = _hasher.hash("nobody's secret")


def hash_secret(secret: str) -> str:
    """argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet)."""
    return _hashing.submit(_hasher.hash, secret).result()


def secret_matches(stored: str | None, secret: str) -> bool:
    """Whether a secret is the stored one; takes as long when nothing is stored."""
    try:
        _hashing.submit(_hasher.verify, stored or _dummy_hash, secret).result()
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


def new_totp_secret() -> str:
    """A fresh secret for a second device, in base 32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def totp_step(secret: str, code: str, *, now: datetime, last_step: int) -> int | None:
    """The time step a six-digit code is for, or None when it is wrong or was used before (RFC 6238).

    One step either side of `now` is accepted for clocks that differ; steps up to `last_step` never again.
    """
    if len(code) != 6 or not code.isascii() or not code.isdigit():
        return None
    # loaded by whoever uses a second device: the library takes some 7 MB of every process
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.twofactor.totp import TOTP

    digest = SHA1()  # noqa: S303 - what RFC 6238 and every code app use; it signs a counter, not a document
    device = TOTP(base64.b32decode(secret), 6, digest, STEP_SECONDS, enforce_key_length=False)
    present = int(now.timestamp()) // STEP_SECONDS
    for step in (present, present - 1, present + 1):
        expected = device.generate(step * STEP_SECONDS).decode()
        if step > last_step and secrets.compare_digest(expected, code):
            return step
    return None


def totp_address(secret: str, *, login: str, issuer: str) -> str:
    """The otpauth address a second device reads from a QR."""
    return f"otpauth://totp/{quote(issuer)}:{quote(login)}?secret={secret}&issuer={quote(issuer)}"
