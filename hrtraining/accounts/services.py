"""Signing in and out, giving accounts, PINs and passwords: the only writers of the account tables."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from hrtraining.accounts import secrets
from hrtraining.accounts.domain import (
    LEARNER_NUMBER_LENGTH,
    LONGEST_LEARNER,
    LONGEST_STAFF,
    MAY_CREATE,
    MUST_USE_SECOND_FACTOR,
    OF_AN_ACADEMY,
    PIN_LENGTH,
    PersonName,
    Role,
    Throttle,
    after_failure,
    is_blocked,
    password_is_weak,
)
from hrtraining.accounts.models import Academy, Account, OneTimeLink, RateCount, SignInSession
from hrtraining.core import audit
from hrtraining.core.errors import Conflict, DomainError, NotAllowed, NotFound, TooManyTries
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.ids import digits, new_token, token_hash
from hrtraining.core.khmer.sorting import sort_key
from hrtraining.core.khmer.text import name_key, normalise_name, normalise_secret

LINK_LIFETIME = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session just opened; the token goes into the cookie and is stored nowhere."""

    token: str
    role: Role
    needs_second_factor: bool


def add_academy(
    session: Session, *, key: str, name_km: str, name_en: str, actor_id: int | None, now: datetime
) -> int:
    """Add a place that teaches; gives its id.

    Raises:
        Conflict: the key is taken.
    """
    if session.execute(select(Academy.id).where(Academy.key == key)).scalar() is not None:
        raise Conflict(_l("An academy with the key %(key)s exists already. Choose another key."), key=key)
    academy = Academy(key=key, name_km=name_km, name_en=name_en)
    session.add(academy)
    session.flush()
    audit.record(
        session, actor_id=actor_id, action="accounts.add_academy", subject=f"academy:{academy.id}", now=now
    )
    return academy.id


def _free_learner_number(session: Session) -> str:
    while True:
        number = digits(LEARNER_NUMBER_LENGTH)
        if session.execute(select(Account.id).where(Account.login == number)).scalar() is None:
            return number


def add_learner(
    session: Session,
    *,
    academy_id: int,
    name: PersonName,
    now: datetime,
    rank: str = "",
    sex: str | None = None,
    service_number: str | None = None,
    language: str = "km",
) -> int:
    """Add a learner with a random free number and no PIN yet; gives the account's id."""
    family, given = normalise_name(name.family_km), normalise_name(name.given_km)
    account = Account(
        role=Role.LEARNER.value,
        login=_free_learner_number(session),
        academy_id=academy_id,
        family_km=family,
        given_km=given,
        latin_name=" ".join(name.latin.split()).upper(),
        rank=" ".join(rank.split()),
        sex=sex,
        service_number=service_number or None,
        language=language,
        name_key=name_key(f"{family} {given}"),
        name_sort=sort_key(f"{family} {given}"),
        created_at=now,
    )
    session.add(account)
    session.flush()
    return account.id


def change_learner(
    session: Session,
    *,
    account_id: int,
    name: PersonName,
    rank: str,
    sex: str | None,
    service_number: str | None,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Correct a learner's name and particulars; certificates already issued keep their snapshot."""
    account = _learner(session, account_id)
    family, given = normalise_name(name.family_km), normalise_name(name.given_km)
    account.family_km, account.given_km = family, given
    account.latin_name = " ".join(name.latin.split()).upper()
    account.rank, account.sex, account.service_number = " ".join(rank.split()), sex, service_number or None
    account.name_key, account.name_sort = name_key(f"{family} {given}"), sort_key(f"{family} {given}")
    audit.record(
        session, actor_id=actor_id, action="accounts.change_learner", subject=f"account:{account_id}", now=now
    )


def _learner(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id)
    if account is None or account.role != Role.LEARNER.value:
        raise NotFound(_l("This learner does not exist."))
    return account


def give_pins(
    session: Session, *, account_ids: list[int], actor_id: int, now: datetime
) -> dict[int, tuple[str, str]]:
    """Give each learner a fresh PIN for a printed slip; earlier PINs and sessions end.

    Returns learner number and PIN by account id. The PINs are stored only as hashes.
    """
    given: dict[int, tuple[str, str]] = {}
    for account_id in account_ids:
        account = _learner(session, account_id)
        pin = digits(PIN_LENGTH)
        _set_secret(session, account, pin)
        given[account_id] = (account.login, pin)
    audit.record(
        session,
        actor_id=actor_id,
        action="accounts.give_pins",
        subject="learners",
        now=now,
        detail={"accounts": sorted(given)},
    )
    return given


def learner_number(session: Session, *, account_id: int) -> str:
    """The number with which a learner signs in."""
    return _learner(session, account_id).login


def choose_pin(session: Session, *, account_id: int, pin: str) -> None:
    """A learner whom the trainer approved in class chooses a PIN.

    Raises:
        DomainError: not six digits, or all the same.
    """
    if len(pin) != PIN_LENGTH or not pin.isascii() or not pin.isdigit() or len(set(pin)) == 1:
        raise DomainError(_l("Choose a PIN of six digits that are not all the same."))
    _set_secret(session, _learner(session, account_id), pin)


def _set_secret(session: Session, account: Account, secret: str) -> None:
    account.secret_hash = secrets.hash_secret(secret)
    account.failures, account.blocked_until = 0, None
    session.execute(delete(SignInSession).where(SignInSession.account_id == account.id))


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


def set_language(session: Session, *, account_id: int, language: str) -> None:
    """Keep the language a person chose."""
    session.execute(update(Account).where(Account.id == account_id).values(language=language))


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
    link = _link(session, token=token, purpose=purpose, now=now)
    return link.account_id


def _link(session: Session, *, token: str, purpose: str, now: datetime) -> OneTimeLink:
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
    link = _link(session, token=token, purpose="password", now=now)
    account = session.get_one(Account, link.account_id)
    _set_password(session, account, password)
    link.used_at = now
    return account.id


def first_administrator(
    session: Session, *, token: str, login: str, name: PersonName, password: str, now: datetime
) -> int:
    """Make the first administrator by the set-up link; gives the account's id."""
    link = _link(session, token=token, purpose="setup", now=now)
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
    _set_password(session, account, password)
    link.used_at = now
    return account.id


def _set_password(session: Session, account: Account, password: str) -> None:
    cleaned = normalise_secret(password)
    if password_is_weak(cleaned, account.login):
        raise DomainError(
            _l("Choose a longer password: at least 12 characters, several words, not your sign-in name.")
        )
    _set_secret(session, account, cleaned)


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


def end_sessions(session: Session, *, account_ids: list[int]) -> None:
    """End all sessions of some people, so that no last-seen moment stays behind."""
    session.execute(delete(SignInSession).where(SignInSession.account_id.in_(account_ids)))


def count_try(
    session: Session, *, what: str, address: str, limit: int, window: timedelta, now: datetime
) -> None:
    """Count one try of something that has no account, by address; the counts of past windows are dropped.

    Raises:
        TooManyTries: more than `limit` tries in this window.
    """
    bucket = _bucket(what, address, window, now)
    session.execute(delete(RateCount).where(RateCount.expires_at < now))
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    counted = insert(RateCount).values(bucket=bucket, count=1, expires_at=now + window)
    statement = counted.on_conflict_do_update(
        index_elements=[RateCount.bucket], set_={"count": RateCount.count + 1}
    ).returning(RateCount.count)
    if session.execute(statement).scalar_one() > limit:
        raise TooManyTries(_l("Too many tries from this place. Wait a few minutes and try again."))


def require_tries_left(
    session: Session, *, what: str, address: str, limit: int, window: timedelta, now: datetime
) -> None:
    """Let somebody try who has tries left, without counting one: for tries of which only the wrong ones count.

    Raises:
        TooManyTries: the limit was reached in this window.
    """
    bucket = _bucket(what, address, window, now)
    if (session.execute(select(RateCount.count).where(RateCount.bucket == bucket)).scalar() or 0) >= limit:
        raise TooManyTries(_l("Too many tries from this place. Wait a few minutes and try again."))


def _bucket(what: str, address: str, window: timedelta, now: datetime) -> str:
    number = int(now.timestamp() // window.total_seconds())
    return hashlib.sha256(f"{what}|{address}|{number}".encode()).hexdigest()
