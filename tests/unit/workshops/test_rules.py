"""The rules of a workshop: half-days, the gates, the rows of a roster file."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrtraining.core.cells import guarded, unguarded
from hrtraining.workshops.domain import Gate, Half, half_days, lessons_are_open, post_gate, pre_gate
from hrtraining.workshops.domain.sheet import (
    GROUPS,
    HEADERS_EN,
    HEADERS_KM,
    OTHER_HEADERS,
    REQUIRED,
    SEXES,
    Column,
    Fault,
    header,
    map_headers,
    read_row,
)

MONDAY = date(2026, 11, 23)


def test_half_days_leave_sundays_out() -> None:
    found = half_days(MONDAY, MONDAY + timedelta(days=7))
    assert len(found) == 14
    assert all(one.day.weekday() != 6 for one in found)
    assert found[0].half is Half.MORNING


def test_workshop_on_sundays_only_keeps_them() -> None:
    sunday = MONDAY - timedelta(days=1)
    assert [one.day for one in half_days(sunday, sunday)] == [sunday, sunday]


@given(
    st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans()
)
def test_post_test_never_opens_too_early(
    is_open: bool,
    was_closed: bool,
    is_started: bool,
    is_submitted: bool,
    pre: bool,
    excused: bool,
    done: bool,
) -> None:
    gate = post_gate(
        is_open=is_open, was_closed=was_closed, is_started=is_started, is_submitted=is_submitted, pre_submitted=pre,
        is_excused=excused, planned=["m01", "m02"], completed=["m01", "m02", "m03"] if done else ["m01"],
    )  # fmt: skip
    if is_submitted:
        assert gate is Gate.SUBMITTED
    elif gate is Gate.READY:
        assert is_open
        assert is_started or ((pre or excused) and done)
    elif is_open and (pre or excused) and done:
        raise AssertionError("nothing stands in the way")


def test_gates_name_the_first_thing_to_do() -> None:
    def gate(*, pre: bool, done: bool, is_open: bool = False, was_closed: bool = False) -> Gate:
        return post_gate(
            is_open=is_open, was_closed=was_closed, is_started=False, is_submitted=False, pre_submitted=pre,
            is_excused=False, planned=["m01"], completed=["m01"] if done else [],
        )  # fmt: skip

    assert gate(pre=False, done=False, is_open=True) is Gate.PRE_FIRST
    assert gate(pre=True, done=False, is_open=True) is Gate.MODULES_FIRST
    assert gate(pre=True, done=True) is Gate.NOT_OPEN
    assert gate(pre=True, done=True, was_closed=True) is Gate.CLOSED
    assert gate(pre=True, done=True, is_open=True) is Gate.READY
    assert pre_gate(is_open=True, was_closed=False, is_submitted=True) is Gate.SUBMITTED
    assert pre_gate(is_open=False, was_closed=True, is_submitted=False) is Gate.CLOSED
    for pre, excused in product((True, False), repeat=2):
        assert lessons_are_open(pre_submitted=pre, is_excused=excused) is (pre or excused)


@pytest.mark.parametrize("column", list(Column))
def test_headers_in_both_languages_mean_their_column(column: Column) -> None:
    for written in (
        HEADERS_KM[column],
        HEADERS_EN[column],
        HEADERS_EN[column].upper(),
        f" {HEADERS_EN[column]}  ",
    ):
        assert header(written) is column


def test_no_header_means_two_columns() -> None:
    written = [*HEADERS_KM.values(), *HEADERS_EN.values(), *OTHER_HEADERS]
    assert len({one.casefold() for one in written}) == len(written)
    assert header("unknown") is None


def test_first_of_two_equal_headers_counts() -> None:
    places, missing = map_headers([HEADERS_KM[Column.FAMILY], "family name", HEADERS_EN[Column.GIVEN]])
    assert places == {0: Column.FAMILY, 2: Column.GIVEN}
    assert missing == (Column.LATIN,)


def test_names_alone_are_enough() -> None:
    cells = dict.fromkeys(Column, "") | {Column.FAMILY: "សុខ", Column.GIVEN: "វិបុល", Column.LATIN: "SOK VIBOL"}
    row, faults = read_row(2, cells)
    assert not faults
    assert row is not None
    assert (row.sex, row.group.value, row.service_number) == (None, "police", None)
    for column in REQUIRED:
        row, faults = read_row(2, cells | {column: ""})
        assert row is None
        assert [(one.number, one.fault, one.column) for one in faults] == [(2, Fault.MISSING, column)]


def test_empty_row_is_no_row() -> None:
    assert read_row(9, dict.fromkeys(Column, "")) == (None, [])


@pytest.mark.parametrize("written", [*SEXES, *(one.upper() for one in SEXES)])
def test_sexes_in_both_languages(written: str) -> None:
    cells = {Column.FAMILY: "ក", Column.GIVEN: "ខ", Column.LATIN: "X", Column.SEX: written}
    row, faults = read_row(2, cells)
    assert row is not None
    assert not faults
    assert row.sex in ("female", "male")


def test_groups_are_what_people_write() -> None:
    assert {one.value for one in GROUPS.values()} == {"police", "local_authority", "civil_society"}


@given(st.text(max_size=20))
def test_guarded_cell_is_no_formula_and_comes_back(cell: str) -> None:
    assert not guarded(cell).startswith(("=", "+", "-", "@"))
    assert unguarded(guarded(cell)) == cell or cell.startswith("'")
