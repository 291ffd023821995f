"""The rules of certificates: eligibility, serial numbers, the states, the snapshot."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrtraining.certificates.domain import (
    Decision,
    Facts,
    Kind,
    Lack,
    Snapshot,
    State,
    decide,
    has_attended,
    is_serial_number,
    may_become,
    months_later,
    serial_number,
    state_on,
)
from tests.unit.certificates.sample import SNAPSHOT

DONE = Facts(
    modules_complete=9, half_days_present=8, half_days_total=10, attendance_percent=80, post_submitted=True
)


def test_everything_done_earns_the_achievement_certificate() -> None:
    assert decide(DONE, may_certify_achievement=True) == Decision(Kind.ACHIEVEMENT, frozenset())


@pytest.mark.parametrize(
    ("facts", "lack", "kind"),
    [
        (replace(DONE, modules_complete=8), Lack.MODULES, Kind.ATTENDANCE),
        (replace(DONE, post_submitted=False), Lack.POST_TEST, Kind.ATTENDANCE),
        (replace(DONE, half_days_present=7), Lack.ATTENDANCE, None),
        (replace(DONE, half_days_present=0, half_days_total=0), Lack.ATTENDANCE, None),
    ],
)
def test_one_thing_lacking(facts: Facts, lack: Lack, kind: Kind | None) -> None:
    assert decide(facts, may_certify_achievement=True) == Decision(kind, frozenset({lack}))


def test_without_approval_only_attendance_is_certified() -> None:
    assert decide(DONE, may_certify_achievement=False) == Decision(
        Kind.ATTENDANCE, frozenset({Lack.APPROVAL})
    )


def test_the_rule_cannot_see_a_score() -> None:
    assert {field.name for field in fields(Facts)} == {
        "modules_complete",
        "half_days_present",
        "half_days_total",
        "attendance_percent",
        "post_submitted",
    }


@settings(deadline=None)
@given(st.integers(0, 120), st.integers(1, 120), st.integers(1, 100))
def test_attendance_is_judged_without_rounding(present: int, total: int, percent: int) -> None:
    facts = replace(DONE, half_days_present=present, half_days_total=total, attendance_percent=percent)
    assert has_attended(facts) == (present * 100 >= total * percent)


@settings(deadline=None)
@given(st.integers(2000, 2099), st.integers(1, 9_999_999))
def test_serial_numbers_are_known_again_and_all_different(year: int, number: int) -> None:
    serial = serial_number(year, number)
    assert is_serial_number(serial)
    assert tuple(map(int, serial.split("-"))) == (year, number)


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, -1), (1999, 1), (2026, 10_000_000)])
def test_serial_number_outside_its_form_is_refused(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="serial"):
        serial_number(year, number)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-1", "2026-00001x", "../etc", "២០២៦-00001", "2026-00001\n"]
)
def test_what_is_no_serial_number(text: str) -> None:
    assert not is_serial_number(text)


def test_no_path_leads_back_to_issued() -> None:
    assert not any(may_become(state, State.ISSUED) for state in State)
    for ended, then in product((State.REVOKED, State.REPLACED), State):
        assert not may_become(ended, then)
    assert may_become(State.EXPIRED, State.REVOKED)


def test_expiry_begins_the_day_after_the_last() -> None:
    last = date(2027, 11, 20)
    assert state_on(State.ISSUED, last, last) is State.ISSUED
    assert state_on(State.ISSUED, last, date(2027, 11, 21)) is State.EXPIRED
    assert state_on(State.REVOKED, last, date(2030, 1, 1)) is State.REVOKED
    assert state_on(State.ISSUED, None, date(2099, 1, 1)) is State.ISSUED


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 20), 24, date(2028, 11, 20)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_later(day: date, months: int, then: date) -> None:
    assert months_later(day, months) == then


def test_a_snapshot_survives_storing() -> None:
    assert Snapshot.from_json(json.loads(json.dumps(SNAPSHOT.as_json()))) == SNAPSHOT


def test_any_change_of_a_snapshot_changes_its_digest() -> None:
    digests = {SNAPSHOT.digest()}
    for name, value in SNAPSHOT.as_json().items():
        other = {**SNAPSHOT.as_json()}
        if name == "kind":
            other[name] = "attendance"
        elif isinstance(value, bool):
            other[name] = not value
        elif isinstance(value, int):
            other[name] = value + 1
        elif isinstance(value, dict):
            other[name] = {**value, "en": value["en"] + "x"}
        elif isinstance(value, list | tuple):
            other[name] = value[1:]
        else:
            other[name] = f"{value}x"
        digests.add(Snapshot.from_json(other).digest())
    assert len(digests) == 1 + len(SNAPSHOT.as_json())
