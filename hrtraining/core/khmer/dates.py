"""Days and moments as people in Cambodia write them, in Khmer and in English."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from hrtraining.core.clock import PHNOM_PENH
from hrtraining.core.khmer.digits import to_khmer

# the names of CLDR, written out: reading them through Babel would keep all of both languages in memory, some 5 MB
_MONTHS = {
    "km": ["មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ"],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_DAYS = {
    "km": ["ច័ន្ទ", "អង្គារ", "ពុធ", "ព្រហស្បតិ៍", "សុក្រ", "សៅរ៍", "អាទិត្យ"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


@cache
def _km(number: int) -> str:
    """A day of the month or a year in Khmer digits; there are few, and pages with a thousand dates."""
    return to_khmer(number)


def _lang(lang: str) -> str:
    return "km" if lang == "km" else "en"


def _day(value: date | datetime) -> date:
    """The calendar day in Phnom Penh when a moment is given; a date as it is."""
    if isinstance(value, datetime):
        return value.astimezone(PHNOM_PENH).date() if value.tzinfo else value.date()
    return value


def month_name(month: int, lang: str) -> str:
    """The name of a month from 1 to 12."""
    return _MONTHS[_lang(lang)][month - 1]


def weekday_name(value: date | datetime, lang: str) -> str:
    """The name of the day of the week, without the word for 'day'."""
    return _DAYS[_lang(lang)][_day(value).weekday()]


def long_date(value: date | datetime, lang: str) -> str:
    """km 'ថ្ងៃទី២០ ខែវិច្ឆិកា ឆ្នាំ២០២៦', en '20 November 2026'."""
    return _long(_day(value), lang)


def _long(day: date, lang: str) -> str:
    of_month = _month_and_year(day.year, day.month, lang)
    return f"ថ្ងៃទី{_km(day.day)} {of_month}" if lang == "km" else f"{day.day} {of_month}"


@cache
def _month_and_year(year: int, month: int, lang: str) -> str:
    """km 'ខែវិច្ឆិកា ឆ្នាំ២០២៦', en 'November 2026'; there are few, too."""
    if lang == "km":
        return f"ខែ{month_name(month, lang)} ឆ្នាំ{_km(year)}"
    return f"{month_name(month, lang)} {year}"


def short_date(value: date | datetime, lang: str) -> str:
    """km '២០ វិច្ឆិកា ២០២៦', en '20 Nov 2026'; for tables."""
    day = _day(value)
    if lang == "km":
        return f"{_km(day.day)} {month_name(day.month, 'km')} {_km(day.year)}"
    return f"{day.day} {month_name(day.month, 'en')[:3]} {day.year}"


def date_range(first: date | datetime, last: date | datetime, lang: str) -> str:
    """The days from the first to the last, saying month and year once where they are the same."""
    lang, a, b = _lang(lang), _day(first), _day(last)
    if a == b:
        return _long(a, lang)
    same_year, same_month = a.year == b.year, (a.year, a.month) == (b.year, b.month)
    if lang == "km":
        start = f"ថ្ងៃទី{_km(a.day)}"
        if not same_month:
            start += f" ខែ{month_name(a.month, 'km')}"
        if not same_year:
            start += f" ឆ្នាំ{_km(a.year)}"
        return f"{start} ដល់{_long(b, 'km')}"
    if same_month:
        return f"{a.day}\u2013{_long(b, 'en')}"
    start = f"{a.day} {month_name(a.month, 'en')}" if same_year else _long(a, "en")
    return f"{start} \u2013 {_long(b, 'en')}"


def time_of_day(value: datetime, lang: str) -> str:
    """The clock time in Phnom Penh of an aware moment, '14:05' or '១៤:០៥'."""
    text = value.astimezone(PHNOM_PENH).strftime("%H:%M")
    return to_khmer(text) if lang == "km" else text
