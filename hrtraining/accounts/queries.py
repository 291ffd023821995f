"""Reading academies, accounts and sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import PersonName, Role
from hrtraining.accounts.models import Academy, Account, SignInSession
from hrtraining.accounts.secrets import secret_matches
from hrtraining.core.ids import token_hash


@dataclass(frozen=True)
class SignedIn:
    """Who holds a session: what the guards and every page's head need, and nothing more."""

    session_id: int
    account_id: int
    role: Role
    academy_id: int | None
    language: str
    name: PersonName
    login: str
    seen_at: datetime
    expires_at: datetime
    is_locked: bool
    needs_second_factor: bool

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The account as Flask-Login names it."""
        return str(self.account_id)

    def display_name(self, lang: str) -> str:
        """The name in the reader's language, the sign-in name where none is known."""
        return (self.name.km if lang == "km" else self.name.latin) or self.name.km or self.login


@dataclass(frozen=True, slots=True)
class AcademyRow:
    """An academy as other capabilities see it."""

    id: int
    key: str
    name_km: str
    name_en: str

    def name(self, lang: str) -> str:
        """The name in a language."""
        return self.name_km if lang == "km" else self.name_en


@dataclass(frozen=True, slots=True)
class Person:
    """A person as other capabilities see one."""

    id: int
    login: str
    role: Role
    academy_id: int | None
    rank: str
    name: PersonName
    sex: str | None
    service_number: str | None
    has_secret: bool
    is_active: bool
    name_key: str
    name_sort: str


_SIGNED_IN = (
    select(  # built once and asked past the ORM: every request asks it
        SignInSession.id,
        SignInSession.seen_at,
        SignInSession.expires_at,
        SignInSession.is_locked,
        SignInSession.needs_second_factor,
        Account.id.label("account_id"),
        Account.role,
        Account.academy_id,
        Account.language,
        Account.family_km,
        Account.given_km,
        Account.latin_name,
        Account.login,
    )
    .join(Account, Account.id == SignInSession.account_id)
    .where(SignInSession.token_hash == bindparam("token_hash"), Account.is_active)
)


def signed_in(session: Session, token: str) -> SignedIn | None:
    """The holder of a session token, or None when there is no such session; expiry is the caller's to judge."""
    row = session.connection().execute(_SIGNED_IN, {"token_hash": token_hash(token)}).one_or_none()
    if row is None:
        return None
    return SignedIn(
        session_id=row.id,
        account_id=row.account_id,
        role=Role(row.role),
        academy_id=row.academy_id,
        language=row.language,
        name=PersonName(row.family_km, row.given_km, row.latin_name),
        login=row.login,
        seen_at=row.seen_at,
        expires_at=row.expires_at,
        is_locked=row.is_locked,
        needs_second_factor=row.needs_second_factor,
    )


def academies(session: Session) -> list[AcademyRow]:
    """All academies in the order of their keys."""
    rows = session.execute(select(Academy).where(Academy.is_active).order_by(Academy.key)).scalars()
    return [AcademyRow(row.id, row.key, row.name_km, row.name_en) for row in rows]


def academy(session: Session, academy_id: int) -> AcademyRow | None:
    """One academy, or None."""
    row = session.get(Academy, academy_id)
    return AcademyRow(row.id, row.key, row.name_km, row.name_en) if row else None


def _person(row: Account) -> Person:
    return Person(
        id=row.id,
        login=row.login,
        role=Role(row.role),
        academy_id=row.academy_id,
        rank=row.rank,
        name=PersonName(row.family_km, row.given_km, row.latin_name),
        sex=row.sex,
        service_number=row.service_number,
        has_secret=row.secret_hash is not None,
        is_active=row.is_active,
        name_key=row.name_key,
        name_sort=row.name_sort,
    )


def people(session: Session, ids: Iterable[int]) -> dict[int, Person]:
    """People by id; ids nobody has are left out. One statement however many ids."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = session.execute(select(Account).where(Account.id.in_(wanted))).scalars()
    return {row.id: _person(row) for row in rows}


def person(session: Session, account_id: int) -> Person | None:
    """One person, or None."""
    row = session.get(Account, account_id)
    return _person(row) if row else None


def staff(session: Session, *, academy_id: int | None = None) -> list[Person]:
    """Staff accounts by role and name; of one academy when it is given."""
    query = select(Account).where(Account.role != Role.LEARNER.value)
    if academy_id is not None:
        query = query.where(Account.academy_id == academy_id)
    return [
        _person(row) for row in session.execute(query.order_by(Account.role, Account.name_sort)).scalars()
    ]


def trainers(session: Session, academy_id: int) -> list[Person]:
    """The active trainers of an academy by name."""
    query = select(Account).where(
        Account.role == Role.TRAINER.value, Account.academy_id == academy_id, Account.is_active
    )
    return [_person(row) for row in session.execute(query.order_by(Account.name_sort)).scalars()]


def learner_by_service_number(session: Session, *, academy_id: int, service_number: str) -> Person | None:
    """The learner of an academy who has this service number, or None."""
    row = (
        session.execute(
            select(Account).where(
                Account.academy_id == academy_id,
                Account.role == Role.LEARNER.value,
                Account.service_number == service_number,
            )
        )
        .scalars()
        .first()
    )
    return _person(row) if row else None


def learners_with_names(
    session: Session, *, academy_id: int, name_keys: Sequence[str]
) -> dict[str, list[Person]]:
    """The learners of an academy by name key, for finding people who are already known."""
    if not name_keys:
        return {}
    rows = session.execute(
        select(Account).where(
            Account.academy_id == academy_id,
            Account.role == Role.LEARNER.value,
            Account.name_key.in_(list(name_keys)),
        )
    ).scalars()
    found: dict[str, list[Person]] = {}
    for row in rows:
        found.setdefault(row.name_key, []).append(_person(row))
    return found


def has_administrator(session: Session) -> bool:
    """Whether anybody can administer this installation yet."""
    return bool(
        session.execute(
            select(func.count())
            .select_from(Account)
            .where(Account.role == Role.ADMINISTRATOR.value, Account.secret_hash.is_not(None))
        ).scalar_one()
    )


def opens(session: Session, *, login: str, secret: str) -> bool:
    """Whether an open account has this name and secret; nobody is signed in."""
    found = session.execute(
        select(Account.secret_hash).where(Account.login == login, Account.is_active)
    ).scalar()
    return secret_matches(found, secret)


def first_learner_with_pin(session: Session) -> str | None:
    """The number of the first learner who has a PIN; in the demonstration the one whose slip is public."""
    return session.execute(
        select(Account.login)
        .where(Account.role == Role.LEARNER.value, Account.secret_hash.is_not(None))
        .order_by(Account.id)
        .limit(1)
    ).scalar()


def totp_secret(session: Session, account_id: int) -> str | None:
    """The secret of the person's second device, or None when none was set up."""
    return session.execute(select(Account.totp_secret).where(Account.id == account_id)).scalar_one()
