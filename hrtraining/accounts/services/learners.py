"""Academies and learners: their numbers, particulars and PINs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import (
    LEARNER_NUMBER_LENGTH,
    PIN_LENGTH,
    PersonName,
    Role,
)
from hrtraining.accounts.models import Academy, Account
from hrtraining.accounts.services.giving import learner_account, set_secret
from hrtraining.core import audit
from hrtraining.core.errors import Conflict, DomainError
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.ids import digits
from hrtraining.core.khmer.sorting import sort_key
from hrtraining.core.khmer.text import name_key, normalise_name


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
    account = learner_account(session, account_id)
    family, given = normalise_name(name.family_km), normalise_name(name.given_km)
    account.family_km, account.given_km = family, given
    account.latin_name = " ".join(name.latin.split()).upper()
    account.rank, account.sex, account.service_number = " ".join(rank.split()), sex, service_number or None
    account.name_key, account.name_sort = name_key(f"{family} {given}"), sort_key(f"{family} {given}")
    audit.record(
        session, actor_id=actor_id, action="accounts.change_learner", subject=f"account:{account_id}", now=now
    )


def give_pins(
    session: Session, *, account_ids: list[int], actor_id: int, now: datetime
) -> dict[int, tuple[str, str]]:
    """Give each learner a fresh PIN for a printed slip; earlier PINs and sessions end.

    Returns learner number and PIN by account id. The PINs are stored only as hashes.
    """
    given: dict[int, tuple[str, str]] = {}
    for account_id in account_ids:
        account = learner_account(session, account_id)
        pin = digits(PIN_LENGTH)
        set_secret(session, account, pin)
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
    return learner_account(session, account_id).login


def choose_pin(session: Session, *, account_id: int, pin: str) -> None:
    """A learner whom the trainer approved in class chooses a PIN.

    Raises:
        DomainError: not six digits, or all the same.
    """
    if len(pin) != PIN_LENGTH or not pin.isascii() or not pin.isdigit() or len(set(pin)) == 1:
        raise DomainError(_l("Choose a PIN of six digits that are not all the same."))
    set_secret(session, learner_account(session, account_id), pin)
