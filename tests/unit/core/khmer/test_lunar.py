"""The lunar date against the public holidays of Cambodia, and what must hold on every day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from hrtraining.core.khmer.lunar import lunar_date, lunar_line

# Sub-decree 166 (holidays of 2023), sub-decree 145 (2022), the published list of 2011.
HOLIDAYS = [
    (date(2023, 5, 4), 15, True, "ពិសាខ"),
    (date(2023, 5, 8), 4, False, "ពិសាខ"),
    (date(2023, 10, 14), 15, False, "ភទ្របទ"),
    (date(2023, 11, 27), 15, True, "កត្តិក"),
    (date(2022, 5, 15), 15, True, "ពិសាខ"),
    (date(2022, 5, 19), 4, False, "ពិសាខ"),
    (date(2022, 9, 25), 15, False, "ភទ្របទ"),
    (date(2022, 11, 8), 15, True, "កត្តិក"),
    (date(2011, 5, 17), 15, True, "ពិសាខ"),
    (date(2011, 5, 21), 4, False, "ពិសាខ"),
    (date(2011, 9, 27), 15, False, "ភទ្របទ"),
    (date(2011, 11, 10), 15, True, "កត្តិក"),
]


@pytest.mark.parametrize(("day", "number", "is_waxing", "month"), HOLIDAYS)
def test_lunar_date_of_a_public_holiday(day: date, number: int, is_waxing: bool, month: str) -> None:
    lunar = lunar_date(day)
    assert (lunar.day, lunar.is_waxing, lunar.month) == (number, is_waxing, month)


def test_lunar_line_reads_as_on_an_official_paper() -> None:
    assert lunar_line(date(2026, 11, 20)) == "ថ្ងៃសុក្រ ១១កើត ខែកត្តិក ឆ្នាំមមី អដ្ឋស័ក ព.ស. ២៥៧០"


@pytest.mark.parametrize("year", range(2005, 2040))
def test_buddhist_year_changes_on_the_first_waning_day_of_visakh_only(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=count) for count in range(365)]
    changes = [day for before, day in pairwise(days) if lunar_date(before).era != lunar_date(day).era]
    assert len(changes) == 1
    lunar = lunar_date(changes[0])
    assert (lunar.day, lunar.is_waxing, lunar.month, lunar.era) == (1, False, "ពិសាខ", year + 544)


def test_days_follow_one_another_without_a_gap_for_a_century() -> None:
    day = date(1950, 1, 1)
    before = lunar_date(day)
    lengths: dict[str, set[int]] = {}
    length = 0
    while day < date(2050, 1, 1):
        day += timedelta(days=1)
        after = lunar_date(day)
        length += 1
        if after.month != before.month:
            assert (after.day, after.is_waxing) == (1, True)
            lengths.setdefault(before.month, set()).add(length)
            length = 0
        elif after.is_waxing == before.is_waxing:
            assert after.day == before.day + 1
        else:
            assert (before.day, after.day) == (15, 1)
        before = after
    lengths.pop(lunar_date(date(1950, 1, 1)).month)
    assert lengths.pop("ជេស្ឋ") == {29, 30}
    assert all(len(found) == 1 and found <= {29, 30} for found in lengths.values())


@pytest.mark.parametrize(
    ("day", "animal", "sak"),
    [
        (date(2024, 4, 12), "ថោះ", "បញ្ចស័ក"),
        (date(2024, 4, 13), "រោង", "បញ្ចស័ក"),
        (date(2024, 4, 16), "រោង", "ឆស័ក"),
        (date(2026, 4, 13), "ម្សាញ់", "សប្តស័ក"),
        (date(2026, 4, 14), "មមី", "សប្តស័ក"),
        (date(2026, 4, 16), "មមី", "អដ្ឋស័ក"),
        (date(2026, 12, 31), "មមី", "អដ្ឋស័ក"),
        (date(2027, 1, 1), "មមី", "អដ្ឋស័ក"),
    ],
)
def test_animal_changes_at_sangkran_and_sak_at_loeng_sak(day: date, animal: str, sak: str) -> None:
    lunar = lunar_date(day)
    assert (lunar.animal, lunar.sak) == (animal, sak)


@pytest.mark.parametrize("year", [1899, 2101])
def test_lunar_date_outside_the_checked_years_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        lunar_date(date(year, 6, 1))
