"""The rules of the directory: places, ages, telephone numbers, records, the cells of a file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrtraining.core.i18n import Text
from hrtraining.core.settings import ROOT
from hrtraining.referral.domain import (
    NATIONAL,
    PROVINCES,
    Column,
    Fault,
    Kind,
    Unit,
    age_of,
    changes,
    dialled,
    faults,
    flat,
    is_phone,
    province_named,
)
from hrtraining.referral.domain.age import full_months
from hrtraining.referral.domain.sheet import (
    HEADERS_EN,
    HEADERS_KM,
    header,
    map_headers,
    read_day,
    read_phones,
    read_row,
)
from hrtraining.referral.services import read_start
from tests.factories.referral import ADMINISTRATOR, OF_AN_ACADEMY, record

TODAY = date(2026, 11, 23)
KINDS = (Kind("pep", Text("ឱសថ", "PEP medicine")), Kind("hiv", Text("តេស្ត", "HIV testing")))
KEYS = {one.key for one in KINDS}


def test_capital_24_provinces_and_the_whole_country() -> None:
    assert len(PROVINCES) == 26
    assert next(iter(PROVINCES)) == NATIONAL
    assert sum(one.name.km.startswith("ខេត្ត") for one in PROVINCES.values()) == 24
    assert (
        len({one.name.km for one in PROVINCES.values()})
        == len({one.name.en for one in PROVINCES.values()})
        == 26
    )


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("kampot", "kampot"), ("Kampot province", "kampot"), ("ខេត្តកំពត", "kampot"), ("កំពត", "kampot"),
        ("Phnom  Penh", "phnom-penh"), ("ភ្នំពេញ", "phnom-penh"), ("preah vihear", "preah-vihear"),
        ("ទូទាំងប្រទេស", NATIONAL), ("Whole country", NATIONAL), ("Hanoi", None), ("", None), ("ខេត្ត", None),
    ],
)  # fmt: skip
def test_places_are_found_by_any_of_their_names(written: str, key: str | None) -> None:
    found = province_named(written)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("checked", "unit", "count", "is_old"),
    [
        (None, Unit.NEVER, 0, True),
        (date(2026, 11, 23), Unit.TODAY, 0, False),
        (date(2026, 11, 24), Unit.TODAY, 0, False),
        (date(2026, 11, 22), Unit.DAYS, 1, False),
        (date(2026, 10, 24), Unit.DAYS, 30, False),
        (date(2026, 10, 23), Unit.MONTHS, 1, False),
        (date(2026, 5, 24), Unit.MONTHS, 5, False),
        (date(2026, 5, 23), Unit.MONTHS, 6, True),
        (date(2024, 11, 24), Unit.MONTHS, 23, True),
        (date(2024, 11, 23), Unit.YEARS, 2, True),
    ],
)
def test_age_of_a_check(checked: date | None, unit: Unit, count: int, is_old: bool) -> None:
    age = age_of(checked, TODAY)
    assert (age.unit, age.count, age.is_old) == (unit, count, is_old)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 4000))
def test_older_checks_are_never_younger(earlier: date, days: int) -> None:
    later = earlier + timedelta(days=days)
    assert 0 <= full_months(earlier, later) <= days // 28
    assert full_months(earlier, later) <= full_months(earlier - timedelta(days=1), later)


@pytest.mark.parametrize("written", ["115", "012 345 678", "+855 12 345 678", "(023) 123-456", "023/123.456"])
def test_telephone_numbers(written: str) -> None:
    assert is_phone(written)
    assert dialled(written).lstrip("+").isdigit()
    assert dialled(written).startswith("+") == written.startswith("+")


@pytest.mark.parametrize(
    "written", ["", "12", "abc", "012 345 678 ask Sok", "=1+2", "1" * 16, "++855", "tel:012"]
)
def test_what_is_no_telephone_number(written: str) -> None:
    assert not is_phone(written)


def test_numbers_of_a_cell_come_in_ascii_each_once() -> None:
    assert read_phones("០១២ ៣៤៥; 012 345, 023 1\n023 1 ;; ") == ("012 345", "023 1")


@pytest.mark.parametrize(
    "written", ["23/11/2026", "២៣/១១/២០២៦", "2026-11-23", "23.11.2026", "23 - 11 - 2026"]
)
def test_days_as_people_write_them(written: str) -> None:
    assert read_day(written) == TODAY


@pytest.mark.parametrize("written", ["31/2/2026", "23/11", "23/11/26", "soon", "1/1/1/2026", "2026"])
def test_what_is_no_day(written: str) -> None:
    with pytest.raises(ValueError):
        read_day(written)


def test_a_whole_record_has_no_fault_and_one_with_gaps_neither() -> None:
    assert not list(faults(record(), kinds=KEYS, today=TODAY))
    empty = Text("", "")
    bare = record(
        services=empty, address=empty, hours=empty, phones=(), note=empty, checked_on=None, checked_by=""
    )
    assert not list(faults(bare, kinds=KEYS, today=TODAY))


@pytest.mark.parametrize(
    ("changed", "fault", "column"),
    [
        ({"name": Text("", "x")}, Fault.MISSING, Column.NAME_KM),
        ({"source": ""}, Fault.MISSING, Column.SOURCE),
        ({"kinds": ()}, Fault.MISSING, Column.KINDS),
        ({"kinds": ("pep", "spa")}, Fault.KIND, Column.KINDS),
        ({"province": "hanoi"}, Fault.PROVINCE, Column.PROVINCE),
        ({"phones": ("call me",)}, Fault.PHONE, Column.PHONES),
        ({"phones": tuple(f"000 00{n}" for n in range(6))}, Fault.LONG, Column.PHONES),
        ({"address": Text("ភូមិ", "")}, Fault.ONE_LANGUAGE, Column.ADDRESS_EN),
        ({"hours": Text("", "7 to 11")}, Fault.ONE_LANGUAGE, Column.HOURS_KM),
        ({"note": Text("ក" * 801, "a")}, Fault.LONG, Column.NOTE_KM),
        ({"checked_on": date(2026, 11, 24)}, Fault.AHEAD, Column.CHECKED_ON),
        ({"checked_by": ""}, Fault.CHECKED, Column.CHECKED_BY),
        ({"checked_on": None}, Fault.CHECKED, Column.CHECKED_ON),
    ],
)
def test_each_fault_is_found_alone(changed: dict[str, Any], fault: Fault, column: Column) -> None:
    assert [(one.fault, one.column) for one in faults(record(**changed), kinds=KEYS, today=TODAY)] == [
        (fault, column)
    ]


def test_changes_name_the_cells_that_differ() -> None:
    assert changes(record(), record()) == {}
    after = record(phones=("000",), is_active=False)
    assert changes(record(), after) == {
        Column.PHONES: ("000 000 001; +855 00 000 002", "000"),
        Column.ACTIVE: ("yes", "no"),
    }


def test_only_the_administrator_touches_the_whole_country() -> None:
    assert ADMINISTRATOR.may(NATIONAL) and ADMINISTRATOR.may("kampot")
    assert OF_AN_ACADEMY.may("kampot") and not OF_AN_ACADEMY.may(NATIONAL)


@pytest.mark.parametrize("column", list(Column))
def test_headers_in_either_language_and_as_keys(column: Column) -> None:
    for written in (HEADERS_KM[column], HEADERS_EN[column].upper(), column.value):
        assert header(written) is column


def test_missing_columns_are_named() -> None:
    _places, missing = map_headers(["Name in Khmer", "?", "Province"])
    assert missing == (Column.NAME_EN, Column.KINDS, Column.SOURCE)


def test_a_row_written_out_reads_back_the_same() -> None:
    cells = flat(record())
    read, wrong = read_row(cells, before=None, kinds=KINDS)
    assert (read, wrong) == (record(), [])


def test_columns_a_file_lacks_stay_and_unknown_ones_empty() -> None:
    cells = {Column.PROVINCE: "កំពត", Column.PHONES: "មិនទាន់ដឹង", Column.KINDS: "HIV testing; ឱសថ"}
    read, wrong = read_row(cells, before=record(), kinds=KINDS)
    assert not wrong
    assert read == record(phones=())


def test_unreadable_cells_are_named() -> None:
    cells = flat(record()) | {Column.CHECKED_ON: "soon", Column.PROVINCE: "Hanoi", Column.ACTIVE: "maybe"}
    read, wrong = read_row(cells, before=None, kinds=KINDS)
    assert read is None
    assert {one.fault for one in wrong} == {Fault.DAY, Fault.PROVINCE, Fault.ACTIVE}


def test_starting_rows_are_national_and_invent_nothing() -> None:
    start = read_start(ROOT / "curriculum")
    keys = {one.key for one in start.kinds}
    assert len(keys) == len(start.kinds) >= 11
    assert len({uuid for uuid, _record in start.records}) == len(start.records) >= 6
    for _uuid, one in start.records:
        assert not list(faults(one, kinds=keys, today=TODAY))
        assert one.province == NATIONAL
        assert one.note.km and one.note.en, "what is known and what is not stands there in both languages"
        # no source of the course gives any of these
        assert (one.phones, one.address.en, one.hours.en, one.checked_on) == ((), "", "", None)
