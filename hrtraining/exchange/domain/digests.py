"""Codes of sheets and people as keyed digests: known again when they come again, readable nowhere."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass


def new_salt() -> str:
    """The salt of one workshop, 128 random bits; without it its digests say nothing even to who has the key."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Digests:
    """The digests of one workshop: HMAC-SHA-256 under a key from the site's secret and the workshop's salt.

    The codes on stickers are short, so a plain hash could be tried out. The secret stands outside the database and
    the salt is destroyed with the links; either alone makes the digests worthless.
    """

    key: bytes

    @classmethod
    def of(cls, secret: str, salt: str) -> Digests:
        """The digests of a workshop with this salt."""
        return cls(hmac.digest(secret.encode(), f"exchange:{salt}".encode(), "sha256"))

    @property
    def check(self) -> str:
        """Says later whether the secret is still the same; from it nothing can be read."""
        return self._digest("check", "")

    def learner(self, code: str) -> str:
        """The digest of a person's code."""
        return self._digest("learner", code)

    def uid(self, uid: str) -> str:
        """The digest of a sheet's code."""
        return self._digest("uid", uid)

    def _digest(self, kind: str, code: str) -> str:
        return hmac.digest(self.key, f"{kind}|{code}".encode(), "sha256").hex()
