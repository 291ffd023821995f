"""The first administrator of an empty installation, by the set-up link."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import (
    PersonName,
    Role,
)
from hrtraining.accounts.models import Account
from hrtraining.accounts.services.giving import set_password
from hrtraining.accounts.services.links import link_of
from hrtraining.accounts.services.staff import add_staff


def first_administrator(
    session: Session, *, token: str, login: str, name: PersonName, password: str, now: datetime
) -> int:
    """Make the first administrator by the set-up link; gives the account's id."""
    link = link_of(session, token=token, purpose="setup", now=now)
    add_staff(
        session,
        role=Role.ADMINISTRATOR,
        login=login,
        name=name,
        academy_id=None,
        by_role=None,
        by_academy_id=None,
        actor_id=None,
        now=now,
    )
    account = session.execute(select(Account).where(Account.login == login.strip().casefold())).scalar_one()
    set_password(session, account, password)
    link.used_at = now
    return account.id
