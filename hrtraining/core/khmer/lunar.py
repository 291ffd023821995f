"""The date of the Khmer lunar calendar that official papers carry above the Gregorian one.

Own arithmetic from the published rules of the Khmer calendar (chhankitek): a year has
twelve months of 29 and 30 days in turn; a year with a leap month has a second month of Asadh of 30 days,
a year with a leap day gives Jesth 30 days; which year has which follows from the solar reckoning of its
Buddhist Era number. It was checked against the public holidays that the tests list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from hrtraining.core.khmer.dates import weekday_name
from hrtraining.core.khmer.digits import to_khmer

ANIMALS = ("ជូត", "ឆ្លូវ", "ខាល", "ថោះ", "រោង", "ម្សាញ់", "មមី", "មមែ", "វក", "រកា", "ច", "កុរ")
SAKS = (
    "សំរឹទ្ធិស័ក", "ឯកស័ក", "ទោស័ក", "ត្រីស័ក", "ចត្វាស័ក", "បញ្ចស័ក", "ឆស័ក", "សប្តស័ក", "អដ្ឋស័ក", "នព្វស័ក",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1900, 2100

_VISAKH = "ពិសាខ"
_JESTH = "ជេស្ឋ"
_ASADH = "អាសាឍ"
_AFTER_ASADH = ("ស្រាពណ៍", "ភទ្របទ", "អស្សុជ", "កត្តិក", "មិគសិរ", "បុស្ស", "មាឃ", "ផល្គុន", "ចេត្រ")
_TWO_ASADHS = ("បឋមាសាឍ", "ទុតិយាសាឍ")

_ANCHOR_YEAR, _ANCHOR = 2023, date(2023, 4, 20)
"""1 waxing Visakh of 2023: Visak Bochea, the 15th, was 4 May (sub-decree 166 on the holidays of 2023)."""

_LITTLE_ERA = 638
_NEW_YEAR_ORDINAL = date(2026, 4, 16).toordinal() - 506_980
"""Day 506,980 of the Little Era is the first day of its year 1388, 16 April 2026."""


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day of the Khmer calendar.

    `day` runs from 1 to 15 in each half of a month, `is_waxing` says which;
    `era` is the Buddhist Era year.
    """

    day: int
    is_waxing: bool
    month: str
    animal: str
    sak: str
    era: int


def _solar_count(era: int) -> int:
    """800ths of days from the start of the reckoning to the new year of a Buddhist Era year."""
    return era * 292_207 + 499


def _harkun(era: int) -> int:
    return _solar_count(era) // 800 + 4


def _avoman(era: int) -> int:
    """The moon's excess over whole days at new year, in 692nds of a day."""
    return (11 * _harkun(era) + 25) % 692


def _bodithey(era: int) -> int:
    """The moon's age at new year, in lunar days from 0 to 29."""
    return ((11 * _harkun(era) + 25) // 692 + _harkun(era) + 29) % 30


def _asks_for_month(era: int) -> bool:
    age, next_age = _bodithey(era), _bodithey(era + 1)
    if age == 25 and next_age == 5:
        return False
    if age == 24 and next_age == 6:
        return True
    return age >= 25 or age <= 5


def _asks_for_day(era: int) -> bool:
    is_solar_leap = 800 - _solar_count(era) % 800 <= 207
    excess = _avoman(era)
    if is_solar_leap:
        return excess <= 126
    return excess <= 137 and not (excess == 137 and _avoman(era + 1) == 0)


def _has_leap_day(era: int) -> bool:
    """A year cannot have both: the leap day waits for the next year."""
    if _asks_for_month(era):
        return False
    return _asks_for_day(era) or (_asks_for_month(era - 1) and _asks_for_day(era - 1))


@cache
def _months(year: int) -> tuple[tuple[str, int], ...]:
    """Names and days of the months from Visakh of a Gregorian year to the Chetr that follows."""
    era = year + 544
    months = [(_VISAKH, 30), (_JESTH, 30 if _has_leap_day(era) else 29)]
    months += [(name, 30) for name in _TWO_ASADHS] if _asks_for_month(era) else [(_ASADH, 30)]
    return (*months, *((name, 29 + place % 2) for place, name in enumerate(_AFTER_ASADH)))


@cache
def _start(year: int) -> date:
    """The first waxing day of Visakh in a Gregorian year."""
    if year == _ANCHOR_YEAR:
        return _ANCHOR
    if year > _ANCHOR_YEAR:
        return _start(year - 1) + timedelta(days=sum(days for _, days in _months(year - 1)))
    return _start(year + 1) - timedelta(days=sum(days for _, days in _months(year)))


def _new_year(year: int) -> tuple[date, date]:
    """The day the animal changes (Moha Sangkran) and the day the sak changes (Loeng Sak) in a Gregorian year.

    The Little Era counts 292,207 days to 800 years; its year begins 2.165 days after the sun enters Aries.
    """
    count = (year - _LITTLE_ERA) * 292_207 + 373
    loeng_sak = count // 800 + 1
    sangkran = (count - 1_732) // 800 + 1
    return date.fromordinal(_NEW_YEAR_ORDINAL + sangkran), date.fromordinal(_NEW_YEAR_ORDINAL + loeng_sak)


def lunar_date(day: date) -> LunarDate:
    """The Khmer date of a Gregorian day.

    Raises:
        ValueError: a year before 1900 or after 2100, for which the rules were not checked.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"no lunar date for the year {day.year}")
    year = day.year if day >= _start(day.year) else day.year - 1
    passed = (day - _start(year)).days
    # The Buddhist Era year begins on the first waning day of Visakh, not in January and not at New Year.
    era = year + 544 if passed >= 15 else year + 543
    month = _VISAKH
    for name, days in _months(year):
        month = name
        if passed < days:
            break
        passed -= days
    sangkran, loeng_sak = _new_year(day.year)
    animal_year = day.year if day >= sangkran else day.year - 1
    sak_year = day.year if day >= loeng_sak else day.year - 1
    return LunarDate(
        day=passed % 15 + 1,
        is_waxing=passed < 15,
        month=month,
        animal=ANIMALS[(animal_year - 4) % 12],
        sak=SAKS[(sak_year - _LITTLE_ERA) % 10],
        era=era,
    )


def lunar_line(day: date) -> str:
    """The line of an official paper: 'ថ្ងៃសុក្រ ១១កើត ខែកត្តិក ឆ្នាំមមី អដ្ឋស័ក ព.ស. ២៥៧០'."""
    lunar = lunar_date(day)
    half = "កើត" if lunar.is_waxing else "រោច"
    return to_khmer(
        f"ថ្ងៃ{weekday_name(day, 'km')} {lunar.day}{half} ខែ{lunar.month} "
        f"ឆ្នាំ{lunar.animal} {lunar.sak} ព.ស. {lunar.era}"
    )
