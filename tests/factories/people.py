"""Academies and accounts for tests, made by the real services; only the hashing of secrets is shared."""

from __future__ import annotations

import base64
import hmac
import struct
from datetime import datetime
from functools import cache

from sqlalchemy import update
from sqlalchemy.orm import Session

from hrtraining.accounts import queries, secrets, services
from hrtraining.accounts.domain import OF_AN_ACADEMY, PersonName, Role
from hrtraining.accounts.models import Account
from hrtraining.core.khmer.digits import to_khmer
from tests.factories.clock import NOW

PIN = "135790"
PASSWORD = "seven quiet herons"


@cache
def hash_of(secret: str) -> str:
    """The hash of a secret at the real cost, once a run."""
    return secrets.hash_secret(secret)


def give_secret(session: Session, account_id: int, secret: str) -> None:
    """Let an account sign in with a secret without paying for its hash again."""
    session.execute(update(Account).where(Account.id == account_id).values(secret_hash=hash_of(secret)))


def academy(session: Session, key: str) -> int:
    """A numbered academy; gives its id."""
    return services.add_academy(
        session, key=key, name_km=f"សាលាសាកល្បង {to_khmer(key[-1])}", name_en=f"Test academy {key}", actor_id=None,
        now=NOW,
    )  # fmt: skip


def staff(
    session: Session, role: Role, login: str, academy_id: int | None = None, *, now: datetime = NOW
) -> int:
    """A staff member with PASSWORD; gives the account's id."""
    services.add_staff(
        session,
        role=role,
        login=login,
        name=PersonName("បុគ្គលិក", to_khmer(str(len(login))), f"STAFF {login}"),
        academy_id=academy_id if role in OF_AN_ACADEMY else None,
        by_role=None,
        by_academy_id=None,
        actor_id=None,
        now=now,
    )
    account_id = next(one.id for one in queries.staff(session) if one.login == login.casefold())
    give_secret(session, account_id, PASSWORD)
    return account_id


def learner_name(number: int, *, word: str = "សិក្ខាកាម", latin: str = "TESTLEARNER") -> PersonName:
    """The name of a test learner, different for every number."""
    return PersonName(word, to_khmer(f"{number:03d}"), f"{latin} {number:03d}")


def learner(session: Session, academy_id: int, number: int = 1, *, pin: str | None = PIN) -> int:
    """A learner on no roster; gives the account's id."""
    account_id = services.add_learner(session, academy_id=academy_id, name=learner_name(number), now=NOW)
    if pin is not None:
        give_secret(session, account_id, pin)
    return account_id


def totp(secret: str, moment: datetime) -> str:
    """The code that a second device shows, computed as RFC 4226 and RFC 6238 write it down."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(moment.timestamp()) // 30), "sha1")
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def login_of(session: Session, account_id: int) -> str:
    """The name or number with which a person signs in."""
    person = queries.person(session, account_id)
    assert person is not None
    return person.login
