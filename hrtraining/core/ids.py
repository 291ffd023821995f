"""Identifiers: time-ordered ones for machines, random ones for secrets, checked codes for people."""

from __future__ import annotations

import hashlib
import secrets
import time
import uuid

JOIN_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 characters, a prime number, without 0 O 1 I L; a prime lets one check character catch every single slip."""

JOIN_LENGTH = 6


def uuid7() -> uuid.UUID:
    """A version 7 UUID (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits. Not a secret."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def new_token() -> str:
    """A session or link token of 256 random bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def digits(length: int) -> str:
    """A random number of exactly `length` digits as text; the first digit is never zero."""
    return str(secrets.randbelow(9 * 10 ** (length - 1)) + 10 ** (length - 1))


def check_character(body: str) -> str:
    """The character that completes a join code: weighted sum modulo 31.

    The weights 1..n are all different and below the prime 31, so every single wrong character and every
    swap of two characters changes the sum.
    """
    total = sum((place + 1) * JOIN_ALPHABET.index(character) for place, character in enumerate(body))
    return JOIN_ALPHABET[(-total * pow(len(body) + 1, -1, 31)) % 31]


def new_join_code() -> str:
    """A random join code of six characters, the last of them the check character."""
    body = "".join(secrets.choice(JOIN_ALPHABET) for _ in range(JOIN_LENGTH - 1))
    return body + check_character(body)


def clean_join_code(typed: str) -> str:
    """What a person meant by a typed code: capitals, without spaces and hyphens."""
    return "".join(character for character in typed.upper() if character.isalnum())


def is_join_code(code: str) -> bool:
    """Whether a cleaned code has the right length, only letters of the alphabet and the right check character."""
    return (
        len(code) == JOIN_LENGTH
        and all(character in JOIN_ALPHABET for character in code)
        and check_character(code[:-1]) == code[-1]
    )
