"""Giving an account a PIN or a password; earlier ones and all sessions end."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from hrtraining.accounts import secrets
from hrtraining.accounts.domain import (
    Role,
    password_is_weak,
)
from hrtraining.accounts.models import Account, SignInSession
from hrtraining.core.errors import DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.text import normalise_secret


def learner_account(session: Session, account_id: int) -> Account:
    """A learner's own row.

    Raises:
        NotFound: there is no such learner.
    """
    account = session.get(Account, account_id)
    if account is None or account.role != Role.LEARNER.value:
        raise NotFound(_l("This learner does not exist."))
    return account


def set_secret(session: Session, account: Account, secret: str) -> None:
    """Keep the hash of a new PIN or password; wrong tries are forgotten, sessions end."""
    account.secret_hash = secrets.hash_secret(secret)
    account.failures, account.blocked_until = 0, None
    session.execute(delete(SignInSession).where(SignInSession.account_id == account.id))


def set_password(session: Session, account: Account, password: str) -> None:
    """Keep a new password.

    Raises:
        DomainError: it is too easy.
    """
    cleaned = normalise_secret(password)
    if password_is_weak(cleaned, account.login):
        raise DomainError(
            _l("Choose a longer password: at least 12 characters, several words, not your sign-in name.")
        )
    set_secret(session, account, cleaned)
