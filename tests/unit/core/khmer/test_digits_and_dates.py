"""Numbers and dates in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from babel.dates import get_day_names, get_month_names

from hrtraining.core.khmer.dates import (
    date_range,
    long_date,
    month_name,
    short_date,
    time_of_day,
    weekday_name,
)
from hrtraining.core.khmer.digits import number, percent, round_half_up, to_ascii, to_khmer


def test_digits_go_both_ways_and_leave_the_rest() -> None:
    assert to_khmer("KH-2026/0045") == "KH-២០២៦/០០៤៥"
    assert to_ascii("០១២៣៤៥៦៧៨៩ ក 7") == "0123456789 ក 7"
    assert to_khmer(27) == "២៧"


@pytest.mark.parametrize(
    ("value", "decimals", "khmer", "english"),
    [
        (1234567.5, 1, "១.២៣៤.៥៦៧,៥", "1,234,567.5"),
        (4136, 0, "៤.១៣៦", "4,136"),
        (56.9, 1, "៥៦,៩", "56.9"),
        (2.675, 2, "២,៦៨", "2.68"),
        (0.5, 0, "១", "1"),
        (-0.5, 0, "-១", "-1"),
        (-0.04, 1, "០,០", "0.0"),
        (Fraction(1, 3), 3, "០,៣៣៣", "0.333"),
        (Decimal("1.005"), 2, "១,០១", "1.01"),
        (0, 1, "០,០", "0.0"),
    ],
)
def test_number_in_both_languages(
    value: float | Fraction | Decimal, decimals: int, khmer: str, english: str
) -> None:
    assert number(value, "km", decimals) == khmer
    assert number(value, "en", decimals) == english


def test_percent_in_both_languages() -> None:
    assert percent(56.9, "km") == "៥៦,៩%"
    assert percent(56.94, "en") == "56.9%"


def test_round_half_up_is_exact_for_fractions() -> None:
    assert round_half_up(Fraction(5, 2)) == 3
    assert round_half_up(Fraction(-5, 2)) == -3
    assert str(round_half_up(Fraction(1, 8), 2)) == "0.13"


@pytest.mark.parametrize("lang", ["km", "en"])
def test_months_and_days_are_named_as_cldr_names_them(lang: str) -> None:
    months, days = get_month_names("wide", locale=lang), get_day_names("wide", locale=lang)
    assert [month_name(month, lang) for month in range(1, 13)] == [months[month] for month in range(1, 13)]
    assert [weekday_name(date(2026, 11, 2 + day), lang) for day in range(7)] == [
        days[day] for day in range(7)
    ]


def test_long_date() -> None:
    assert long_date(date(2026, 11, 20), "km") == "ថ្ងៃទី២០ ខែវិច្ឆិកា ឆ្នាំ២០២៦"
    assert long_date(date(2026, 11, 20), "en") == "20 November 2026"
    assert short_date(date(2026, 11, 2), "km") == "២ វិច្ឆិកា ២០២៦"
    assert short_date(date(2026, 9, 2), "en") == "2 Sep 2026"


@pytest.mark.parametrize(
    ("first", "last", "khmer", "english"),
    [
        (date(2026, 11, 3), date(2026, 11, 14), "ថ្ងៃទី៣ ដល់ថ្ងៃទី១៤ ខែវិច្ឆិកា ឆ្នាំ២០២៦", "3–14 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 4),
         "ថ្ងៃទី៣០ ខែវិច្ឆិកា ដល់ថ្ងៃទី៤ ខែធ្នូ ឆ្នាំ២០២៦", "30 November – 4 December 2026"),
        (date(2026, 12, 30), date(2027, 1, 2),
         "ថ្ងៃទី៣០ ខែធ្នូ ឆ្នាំ២០២៦ ដល់ថ្ងៃទី២ ខែមករា ឆ្នាំ២០២៧", "30 December 2026 – 2 January 2027"),
        (date(2026, 11, 3), date(2026, 11, 3), "ថ្ងៃទី៣ ខែវិច្ឆិកា ឆ្នាំ២០២៦", "3 November 2026"),
    ],
)  # fmt: skip
def test_date_range(first: date, last: date, khmer: str, english: str) -> None:
    assert date_range(first, last, "km") == khmer
    assert date_range(first, last, "en") == english


def test_moments_are_shown_in_phnom_penh() -> None:
    late = datetime(2026, 11, 19, 18, 5, tzinfo=UTC)
    assert long_date(late, "en") == "20 November 2026"
    assert time_of_day(late, "km") == "០១:០៥"
