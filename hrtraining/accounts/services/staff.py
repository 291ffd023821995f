"""Staff accounts: who may give one, and whether it is open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import (
    MAY_CREATE,
    OF_AN_ACADEMY,
    PersonName,
    Role,
)
from hrtraining.accounts.models import Account, SignInSession
from hrtraining.accounts.services.links import new_link
from hrtraining.core import audit
from hrtraining.core.errors import Conflict, DomainError, NotAllowed
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.sorting import sort_key
from hrtraining.core.khmer.text import name_key, normalise_name


def add_staff(
    session: Session,
    *,
    role: Role,
    login: str,
    name: PersonName,
    academy_id: int | None,
    by_role: Role | None,
    by_academy_id: int | None,
    actor_id: int | None,
    now: datetime,
    rank: str = "",
) -> str:
    """Give a staff member an account; gives the token of the link with which they set their password.

    Raises:
        NotAllowed: the giver's role or academy does not permit it.
        Conflict: the sign-in name is taken.
    """
    if by_role is not None and role not in MAY_CREATE.get(by_role, frozenset()):
        raise NotAllowed(_l("Your role cannot give this role to anybody."))
    if by_role is Role.ACADEMY_ADMINISTRATOR and academy_id != by_academy_id:
        raise NotAllowed(_l("You can add trainers to your own academy only."))
    if role in OF_AN_ACADEMY and academy_id is None:
        raise DomainError(_l("Choose the academy this person belongs to."))
    login = login.strip().casefold()
    if login.isdigit():
        raise DomainError(_l("A sign-in name needs at least one letter; numbers alone are for learners."))
    if session.execute(select(Account.id).where(Account.login == login)).scalar() is not None:
        raise Conflict(_l("The sign-in name %(login)s is taken. Choose another."), login=login)
    account = Account(
        role=role.value,
        login=login,
        academy_id=academy_id if role in OF_AN_ACADEMY else None,
        family_km=normalise_name(name.family_km),
        given_km=normalise_name(name.given_km),
        latin_name=" ".join(name.latin.split()).upper(),
        rank=rank,
        name_key=name_key(name.km),
        name_sort=sort_key(name.km),
        created_at=now,
    )
    session.add(account)
    session.flush()
    audit.record(
        session,
        actor_id=actor_id,
        action="accounts.add_staff",
        subject=f"account:{account.id}",
        now=now,
        detail={"role": role.value},
    )
    return new_link(session, purpose="password", account_id=account.id, now=now)


def set_active(session: Session, *, account_id: int, is_active: bool, actor_id: int, now: datetime) -> None:
    """Close or reopen an account; closing ends its sessions."""
    account = session.get_one(Account, account_id)
    account.is_active = is_active
    if not is_active:
        session.execute(delete(SignInSession).where(SignInSession.account_id == account_id))
    audit.record(
        session,
        actor_id=actor_id,
        action="accounts.set_active",
        subject=f"account:{account_id}",
        now=now,
        detail={"is_active": is_active},
    )


def set_language(session: Session, *, account_id: int, language: str) -> None:
    """Keep the language a person chose."""
    session.execute(update(Account).where(Account.id == account_id).values(language=language))
