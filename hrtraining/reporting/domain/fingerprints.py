"""The fingerprint beside everything that is frozen, by which a change after closing is found."""

from __future__ import annotations

from hashlib import sha256


def hash_of(body: bytes | str) -> str:
    """SHA-256 of what is kept; of a text in UTF-8."""
    return sha256(body.encode() if isinstance(body, str) else body).hexdigest()
