"""Signing in, the throttle, the second device, the lock: who gets a session, and when it is dead."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hrtraining.accounts import queries, secrets, services
from hrtraining.accounts.domain import (
    FIRST_WAIT,
    FREE_TRIES,
    LONGEST_LEARNER,
    LONGEST_WAIT,
    STAFF,
    Role,
    Throttle,
    after_failure,
    is_blocked,
)
from hrtraining.accounts.models import Account, SignInSession
from hrtraining.core import audit
from hrtraining.core.errors import DomainError, TooManyTries
from tests.factories.clock import NOW, later
from tests.factories.people import PASSWORD, PIN, academy, hash_of, learner, login_of, staff, totp


@pytest.fixture
def person(session: Session) -> int:
    return learner(session, academy(session, "A1"))


def sign_in(session: Session, account_id: int, secret: str, minutes: float = 0) -> services.NewSession | None:
    return services.sign_in(
        session, login=login_of(session, account_id), secret=secret, demonstration=False, now=later(minutes)
    )


def test_number_and_pin_open_a_session(session: Session, person: int) -> None:
    opened = sign_in(session, person, PIN)
    assert opened is not None
    assert (opened.role, opened.needs_second_factor) == (Role.LEARNER, False)
    who = queries.signed_in(session, opened.token)
    assert who is not None
    assert (who.account_id, who.expires_at) == (person, NOW + LONGEST_LEARNER)
    kept = session.execute(select(SignInSession.token_hash)).scalar_one()
    assert opened.token not in kept
    assert len(kept) == 64


def test_learner_numbers_have_six_digits_and_differ(session: Session) -> None:
    academy_id = academy(session, "A1")
    numbers = {login_of(session, learner(session, academy_id, number, pin=None)) for number in range(30)}
    assert len(numbers) == 30
    assert all(len(one) == 6 and one.isdigit() for one in numbers)


def test_pin_in_zero_width_disguise_is_the_same_secret(session: Session, person: int) -> None:
    assert sign_in(session, person, PIN[:3] + "\u200c" + PIN[3:] + "\ufeff") is not None


def test_wrong_secret_unknown_name_and_closed_account_look_alike(session: Session, person: int) -> None:
    assert sign_in(session, person, "000000") is None
    assert services.sign_in(session, login="999999", secret=PIN, demonstration=False, now=NOW) is None
    services.set_active(session, account_id=person, is_active=False, actor_id=person, now=NOW)
    assert sign_in(session, person, PIN) is None


def test_account_without_a_pin_cannot_sign_in(session: Session) -> None:
    nobody = learner(session, academy(session, "A1"), pin=None)
    for secret in ("", "nobody's secret", PIN):
        assert sign_in(session, nobody, secret) is None


def test_throttle_waits_for_the_account_and_then_lets_in(session: Session, person: int) -> None:
    for _try in range(FREE_TRIES):
        assert sign_in(session, person, "000000") is None
    with pytest.raises(TooManyTries):
        sign_in(session, person, PIN)
    with pytest.raises(TooManyTries):
        sign_in(session, person, PIN, minutes=0.4)
    assert sign_in(session, person, PIN, minutes=0.6) is not None
    account = session.get_one(Account, person)
    assert (account.failures, account.blocked_until) == (0, None)


def test_throttle_of_one_does_not_touch_another(session: Session, person: int) -> None:
    other = learner(session, 1, 2)
    for _try in range(FREE_TRIES + 1):
        if _try < FREE_TRIES:
            sign_in(session, person, "000000")
    assert sign_in(session, other, PIN) is not None


def test_waits_double_up_to_a_quarter_of_an_hour() -> None:
    throttle, waits = Throttle(0, None), []
    for _try in range(20):
        throttle = after_failure(throttle, NOW)
        waits.append(throttle.blocked_until - NOW if throttle.blocked_until else timedelta())
    assert waits[: FREE_TRIES - 1] == [timedelta()] * (FREE_TRIES - 1)
    assert waits[FREE_TRIES - 1 : FREE_TRIES + 2] == [FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4]
    assert waits[-1] == LONGEST_WAIT
    assert is_blocked(throttle, NOW + LONGEST_WAIT - timedelta(seconds=1))
    assert not is_blocked(throttle, NOW + LONGEST_WAIT)


def test_copied_token_is_dead_after_signing_out(session: Session, person: int) -> None:
    one, other = sign_in(session, person, PIN), sign_in(session, person, PIN)
    assert one is not None
    assert other is not None
    who = queries.signed_in(session, one.token)
    assert who is not None
    services.sign_out(session, session_id=who.session_id)
    assert queries.signed_in(session, one.token) is None
    assert queries.signed_in(session, other.token) is not None


@pytest.mark.parametrize("act", ["pins", "closed", "chosen"])
def test_new_secret_or_closing_ends_every_session(session: Session, person: int, act: str) -> None:
    opened = sign_in(session, person, PIN)
    assert opened is not None
    if act == "pins":
        services.give_pins(session, account_ids=[person], actor_id=person, now=NOW)
    elif act == "closed":
        services.set_active(session, account_id=person, is_active=False, actor_id=person, now=NOW)
    else:
        services.choose_pin(session, account_id=person, pin="246801")
    assert queries.signed_in(session, opened.token) is None


def test_old_sessions_are_swept_when_somebody_signs_in(session: Session, person: int) -> None:
    sign_in(session, person, PIN)
    sign_in(session, person, PIN, minutes=13 * 60)
    assert session.execute(select(func.count()).select_from(SignInSession)).scalar_one() == 1


def test_slip_pins_are_six_random_digits_and_stored_as_hashes(session: Session) -> None:
    academy_id = academy(session, "A1")
    people = [learner(session, academy_id, number, pin=None) for number in range(3)]
    given = services.give_pins(session, account_ids=people, actor_id=people[0], now=NOW)
    assert set(given) == set(people)
    for account_id, (number, pin) in given.items():
        assert number == login_of(session, account_id)
        assert len(pin) == 6
        assert pin.isdigit()
        stored = session.get_one(Account, account_id).secret_hash or ""
        assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert pin not in stored
        assert sign_in(session, account_id, pin) is not None
    assert len({pin for _number, pin in given.values()}) > 1


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "abcdef", "111111", "១២៣៤៥៦", "12 456"])
def test_chosen_pin_must_be_six_digits_not_all_the_same(session: Session, person: int, pin: str) -> None:
    with pytest.raises(DomainError):
        services.choose_pin(session, account_id=person, pin=pin)
    assert session.get_one(Account, person).secret_hash == hash_of(PIN)


@pytest.mark.parametrize("role", STAFF)
def test_second_device_is_asked_of_analysts_and_administrators(session: Session, role: Role) -> None:
    account_id = staff(session, role, "somebody", academy(session, "A1"))
    outside = services.open_session(session, account_id=account_id, demonstration=False, now=NOW)
    inside = services.open_session(session, account_id=account_id, demonstration=True, now=NOW)
    assert outside.needs_second_factor is (role in (Role.ANALYST, Role.ADMINISTRATOR))
    assert inside.needs_second_factor is False


def code_at(secret: str, minutes: float) -> str:
    return totp(secret, later(minutes))


def test_code_of_the_second_device_works_once(session: Session) -> None:
    account_id, secret = staff(session, Role.ANALYST, "analyst"), secrets.new_totp_secret()
    opened = services.open_session(session, account_id=account_id, demonstration=False, now=NOW)
    who = queries.signed_in(session, opened.token)
    assert who is not None
    assert services.set_second_factor(
        session,
        account_id=account_id,
        secret=secret,
        code=code_at(secret, 0),
        session_id=who.session_id,
        now=NOW,
    )

    def passes(code: str, minutes: float) -> bool:
        return services.pass_second_factor(
            session, session_id=who.session_id, account_id=account_id, code=code, now=later(minutes)
        )

    assert not passes(code_at(secret, 0), 0)
    assert passes(code_at(secret, 5), 5)
    assert not passes(code_at(secret, 5), 5)
    assert not passes(code_at(secret, 4.5), 5), "an older code than one that was used"
    assert passes(code_at(secret, 10), 10.4), "a clock that is half a minute behind"
    assert not passes(code_at(secret, 10), 12)


def test_wrong_codes_of_the_second_device_are_throttled(session: Session) -> None:
    account_id, secret = staff(session, Role.ANALYST, "analyst"), secrets.new_totp_secret()
    opened = services.open_session(session, account_id=account_id, demonstration=False, now=NOW)
    who = queries.signed_in(session, opened.token)
    assert who is not None
    services.set_second_factor(
        session,
        account_id=account_id,
        secret=secret,
        code=code_at(secret, 0),
        session_id=who.session_id,
        now=NOW,
    )
    for _try in range(FREE_TRIES):
        assert not services.pass_second_factor(
            session, session_id=who.session_id, account_id=account_id, code="00000", now=later(5)
        )
    with pytest.raises(TooManyTries):
        services.pass_second_factor(
            session, session_id=who.session_id, account_id=account_id, code=code_at(secret, 5), now=later(5)
        )


def test_signing_in_again_does_not_forget_wrong_codes(session: Session) -> None:
    account_id, secret = staff(session, Role.ANALYST, "analyst"), secrets.new_totp_secret()
    opened = services.open_session(session, account_id=account_id, demonstration=False, now=NOW)
    who = queries.signed_in(session, opened.token)
    assert who is not None
    services.set_second_factor(
        session,
        account_id=account_id,
        secret=secret,
        code=code_at(secret, 0),
        session_id=who.session_id,
        now=NOW,
    )
    with pytest.raises(TooManyTries):
        for _try in range(FREE_TRIES * 2):
            again = services.sign_in(
                session, login="analyst", secret=PASSWORD, demonstration=False, now=later(5)
            )
            assert again is not None
            held = queries.signed_in(session, again.token)
            assert held is not None
            services.pass_second_factor(
                session, session_id=held.session_id, account_id=account_id, code="000000", now=later(5)
            )


def test_new_password_link_takes_the_old_second_device_away(session: Session) -> None:
    account_id, secret = staff(session, Role.ANALYST, "analyst"), secrets.new_totp_secret()
    opened = services.open_session(session, account_id=account_id, demonstration=False, now=NOW)
    who = queries.signed_in(session, opened.token)
    assert who is not None
    services.set_second_factor(
        session,
        account_id=account_id,
        secret=secret,
        code=code_at(secret, 0),
        session_id=who.session_id,
        now=NOW,
    )
    services.reset_password_link(session, account_id=account_id, actor_id=account_id, now=later(1))
    assert queries.totp_secret(session, account_id) is None
    assert queries.signed_in(session, opened.token) is None


def test_lock_asks_for_the_pin_and_keeps_the_session(session: Session, person: int) -> None:
    opened = sign_in(session, person, PIN)
    assert opened is not None
    who = queries.signed_in(session, opened.token)
    assert who is not None
    services.lock_session(session, session_id=who.session_id)
    locked = queries.signed_in(session, opened.token)
    assert locked is not None
    assert locked.is_locked
    assert not services.unlock_session(
        session, session_id=who.session_id, account_id=person, pin="000000", now=later(1)
    )
    assert services.unlock_session(
        session, session_id=who.session_id, account_id=person, pin=PIN, now=later(2)
    )
    opened_again = queries.signed_in(session, opened.token)
    assert opened_again is not None
    assert (opened_again.is_locked, opened_again.seen_at) == (False, later(2))


def test_tries_without_an_account_are_counted_by_address(session: Session) -> None:
    def count(address: str, minutes: float = 0) -> None:
        services.count_try(
            session, what="join", address=address, limit=3, window=timedelta(minutes=10), now=later(minutes)
        )

    for _try in range(3):
        count("10.0.0.1")
    with pytest.raises(TooManyTries):
        count("10.0.0.1")
    count("10.0.0.2")
    count("10.0.0.1", minutes=11)


def test_acts_on_accounts_are_audited_and_signing_in_is_not(session: Session, person: int) -> None:
    before = {one.id for one in audit.entries(session)}
    sign_in(session, person, PIN)
    assert {one.id for one in audit.entries(session)} == before
    services.give_pins(session, account_ids=[person], actor_id=7, now=NOW)
    [newest] = [one for one in audit.entries(session) if one.id not in before]
    assert (newest.action, newest.actor_id) == ("accounts.give_pins", 7)
    assert PIN not in str(newest.detail)
