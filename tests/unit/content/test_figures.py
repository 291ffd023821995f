"""Proves that numbers are read alike in Khmer and English writing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hrtraining.content.domain import figures


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("៥៦,៩", "56.9"),
        ("៤.១៣៦", "4136"),
        ("៧២", "72"),
        ("០,៣", "0.3"),
        ("១.២៣៤.៥៦៧", "1234567"),
        ("០៥២", "52"),
    ],
)
def test_khmer_number_is_read(written: str, value: str) -> None:
    assert figures.khmer_numbers(f"មាន {written} នាក់។")[0] == {Decimal(value)}


@pytest.mark.parametrize("written", ["០.៣", "១២.៣៤", "៤.១៣"])
def test_khmer_number_with_a_dot_for_decimals_is_wrong(written: str) -> None:
    assert figures.khmer_numbers(written)[1] == (written,)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4,136 people in 2017, 15.2%", {"4136", "2017", "15.2"}),
        ("the 36-hour course on the 2nd day", {"36", "2"}),
        ("COVID-19 and s12954 and PMC123", set()),
        ("[@niosh-2022-154] {#s-2}\n1. one", set()),
        ("between 3,267 and 4,742", {"3267", "4742"}),
    ],
)
def test_english_number_is_read(text: str, values: set[str]) -> None:
    assert figures.english_numbers(text) == {Decimal(value) for value in values}


def test_equal_texts_have_no_difference() -> None:
    assert figures.differences("៥៦,៩% នៃ ៤.១៣៦ នាក់ (ឆ្នាំ២០១៧)", "56.9% of 4,136 people (2017)") == ((), ())


def test_a_number_may_be_a_word_on_the_other_side() -> None:
    assert figures.differences("ធ្វើ ៥ ជំហាន", "Take five steps") == ((), ())
    assert figures.differences("មន្ត្រីពីរនាក់", "2 officers") == ((), ())


def test_a_number_missing_on_one_side_is_found() -> None:
    assert figures.differences("មិនឱ្យហួស ៧២ ម៉ោង", "not later than 48 hours") == ((Decimal(72),), (Decimal(48),))


def test_a_digit_swapped_for_thousands_is_found() -> None:
    assert figures.differences("៤,១៣៦ នាក់", "4,136 people") == ((Decimal("4.136"),), (Decimal(4136),))


def test_western_digits_are_found_outside_codes_only() -> None:
    assert figures.western_digits("ម៉ោង 72 និង COVID-19 [@cdc-2020-hcv]") == ("72",)
