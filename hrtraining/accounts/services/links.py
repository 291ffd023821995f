"""One-time links with which staff set a password."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import (
    Role,
)
from hrtraining.accounts.models import Account, OneTimeLink, SignInSession
from hrtraining.accounts.services.giving import set_password
from hrtraining.core import audit
from hrtraining.core.errors import DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.ids import new_token, token_hash

LINK_LIFETIME = timedelta(hours=48)


def new_link(session: Session, *, purpose: str, account_id: int | None, now: datetime) -> str:
    """A one-time link of 48 hours; earlier unused ones for the same account end. Gives the token."""
    session.execute(
        delete(OneTimeLink).where(OneTimeLink.purpose == purpose, OneTimeLink.account_id.is_(account_id))
        if account_id is None
        else delete(OneTimeLink).where(OneTimeLink.purpose == purpose, OneTimeLink.account_id == account_id)
    )
    token = new_token()
    session.add(
        OneTimeLink(
            token_hash=token_hash(token),
            purpose=purpose,
            account_id=account_id,
            expires_at=now + LINK_LIFETIME,
        )
    )
    session.flush()
    return token


def reset_password_link(session: Session, *, account_id: int, actor_id: int, now: datetime) -> str:
    """End a staff member's sessions and give a link to set a new password and a new second device."""
    account = session.get_one(Account, account_id)
    if account.role == Role.LEARNER.value:
        raise DomainError(_l("A learner gets a new PIN on a slip, not a link."))
    account.totp_secret, account.totp_last_step = None, 0
    session.execute(delete(SignInSession).where(SignInSession.account_id == account_id))
    audit.record(
        session,
        actor_id=actor_id,
        action="accounts.reset_password_link",
        subject=f"account:{account_id}",
        now=now,
    )
    return new_link(session, purpose="password", account_id=account_id, now=now)


def open_link(session: Session, *, token: str, purpose: str, now: datetime) -> int | None:
    """Whose link this is, without using it (None for the first set-up, which has no account yet).

    Raises:
        NotFound: no such link, used before, or too old.
    """
    link = link_of(session, token=token, purpose=purpose, now=now)
    return link.account_id


def link_of(session: Session, *, token: str, purpose: str, now: datetime) -> OneTimeLink:
    """The row of a good link.

    Raises:
        NotFound: no such link, used before, or too old.
    """
    link = (
        session.execute(
            select(OneTimeLink).where(
                OneTimeLink.token_hash == token_hash(token), OneTimeLink.purpose == purpose
            )
        )
        .scalars()
        .first()
    )
    if link is None or link.used_at is not None or link.expires_at < now:
        raise NotFound(_l("This link was used before or is too old. Ask for a new one."))
    return link


def use_link(session: Session, *, token: str, password: str, now: datetime) -> int:
    """Set a password by a link; gives the account's id.

    Raises:
        NotFound: the link is not good.
        DomainError: the password is too easy.
    """
    link = link_of(session, token=token, purpose="password", now=now)
    account = session.get_one(Account, link.account_id)
    set_password(session, account, password)
    link.used_at = now
    return account.id
