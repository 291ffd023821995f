"""Signing in and out, the second device, the lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hrtraining.accounts import secrets
from hrtraining.accounts.domain import (
    LONGEST_LEARNER,
    LONGEST_STAFF,
    MUST_USE_SECOND_FACTOR,
    Role,
    Throttle,
    after_failure,
    is_blocked,
)
from hrtraining.accounts.models import Account, SignInSession
from hrtraining.core import audit
from hrtraining.core.errors import TooManyTries
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.ids import new_token, token_hash
from hrtraining.core.khmer.text import normalise_secret


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session just opened; the token goes into the cookie and is stored nowhere."""

    token: str
    role: Role
    needs_second_factor: bool


def sign_in(
    session: Session, *, login: str, secret: str, demonstration: bool, now: datetime
) -> NewSession | None:
    """Open a session for a number and PIN, or a sign-in name and password; None when they do not fit.

    A wrong try is counted for the account (the caller commits it). Analysts and administrators must pass the
    second factor first, except in the demonstration (RULES.md 18).

    Raises:
        TooManyTries: the account waits after wrong tries.
    """
    account = (
        session.execute(select(Account).where(Account.login == login.strip().casefold())).scalars().first()
    )
    if account is None or not account.is_active:
        secrets.secret_matches(None, secret)
        return None
    throttle = Throttle(account.failures, account.blocked_until)
    if is_blocked(throttle, now):
        raise TooManyTries(_l("Too many wrong tries. Wait a few minutes, or ask your trainer for a new PIN."))
    if not secrets.secret_matches(account.secret_hash, normalise_secret(secret)):
        throttle = after_failure(throttle, now)
        account.failures, account.blocked_until = throttle.failures, throttle.blocked_until
        return None
    opened = open_session(session, account_id=account.id, demonstration=demonstration, now=now)
    if not opened.needs_second_factor:
        # else whoever knows the password could guess codes of the second device without end
        account.failures, account.blocked_until = 0, None
    return opened


def open_session(session: Session, *, account_id: int, demonstration: bool, now: datetime) -> NewSession:
    """Open a session for a person who has just proved who they are."""
    account = session.get_one(Account, account_id)
    role = Role(account.role)
    second = account.totp_secret is not None or (role in MUST_USE_SECOND_FACTOR and not demonstration)
    token = new_token()
    session.execute(delete(SignInSession).where(SignInSession.expires_at < now))
    session.add(
        SignInSession(
            token_hash=token_hash(token),
            account_id=account.id,
            seen_at=now,
            expires_at=now + (LONGEST_LEARNER if role is Role.LEARNER else LONGEST_STAFF),
            needs_second_factor=second,
        )
    )
    session.flush()
    return NewSession(token=token, role=role, needs_second_factor=second)


def pass_second_factor(
    session: Session, *, session_id: int, account_id: int, code: str, now: datetime
) -> bool:
    """Check the code of the second device; each code works once. Wrong codes count as wrong tries.

    Raises:
        TooManyTries: the account waits after wrong tries.
    """
    account = session.get_one(Account, account_id)
    throttle = Throttle(account.failures, account.blocked_until)
    if is_blocked(throttle, now):
        raise TooManyTries(_l("Too many wrong tries. Wait a few minutes and try again."))
    step = None
    if account.totp_secret is not None:
        step = secrets.totp_step(account.totp_secret, code, now=now, last_step=account.totp_last_step)
    if step is None:
        throttle = after_failure(throttle, now)
        account.failures, account.blocked_until = throttle.failures, throttle.blocked_until
        return False
    account.totp_last_step, account.failures, account.blocked_until = step, 0, None
    session.execute(
        update(SignInSession).where(SignInSession.id == session_id).values(needs_second_factor=False)
    )
    return True


def set_second_factor(
    session: Session, *, account_id: int, secret: str, code: str, session_id: int, now: datetime
) -> bool:
    """Bind a second device after it has shown a right code; False when the code is wrong."""
    account = session.get_one(Account, account_id)
    step = secrets.totp_step(secret, code, now=now, last_step=0)
    if step is None:
        return False
    account.totp_secret, account.totp_last_step = secret, step
    account.failures, account.blocked_until = 0, None
    session.execute(
        update(SignInSession).where(SignInSession.id == session_id).values(needs_second_factor=False)
    )
    audit.record(
        session,
        actor_id=account_id,
        action="accounts.set_second_factor",
        subject=f"account:{account_id}",
        now=now,
    )
    return True


def touch_session(session: Session, *, session_id: int, now: datetime) -> None:
    """Note that the person is still there."""
    session.execute(update(SignInSession).where(SignInSession.id == session_id).values(seen_at=now))


def lock_session(session: Session, *, session_id: int) -> None:
    """Ask for the PIN again before the session goes on; an open test stays as it is."""
    session.execute(update(SignInSession).where(SignInSession.id == session_id).values(is_locked=True))


def unlock_session(session: Session, *, session_id: int, account_id: int, pin: str, now: datetime) -> bool:
    """Open a locked session with the PIN.

    Raises:
        TooManyTries: the account waits after wrong tries.
    """
    account = session.get_one(Account, account_id)
    throttle = Throttle(account.failures, account.blocked_until)
    if is_blocked(throttle, now):
        raise TooManyTries(_l("Too many wrong tries. Wait a few minutes, or ask your trainer for a new PIN."))
    if not secrets.secret_matches(account.secret_hash, normalise_secret(pin)):
        throttle = after_failure(throttle, now)
        account.failures, account.blocked_until = throttle.failures, throttle.blocked_until
        return False
    account.failures, account.blocked_until = 0, None
    session.execute(
        update(SignInSession).where(SignInSession.id == session_id).values(is_locked=False, seen_at=now)
    )
    return True


def sign_out(session: Session, *, session_id: int) -> None:
    """End a session; its cookie is dead from now on wherever it was copied to."""
    session.execute(delete(SignInSession).where(SignInSession.id == session_id))


def end_sessions(session: Session, *, account_ids: list[int]) -> None:
    """End all sessions of some people, so that no last-seen moment stays behind."""
    session.execute(delete(SignInSession).where(SignInSession.account_id.in_(account_ids)))
