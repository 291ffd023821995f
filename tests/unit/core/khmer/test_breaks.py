"""Where Khmer lines may break: at word borders, and nowhere a reader would stumble."""

from __future__ import annotations

import pytest

from hrtraining.core.khmer.breaks import BREAK, insert_breaks

TEXT = "ត្រូវពាក់ស្រោមដៃ និងយកសឺរ៉ាំងទៅដាក់ក្នុងប្រអប់ភ្លាមៗ។ ការព្យាបាលដោយមេតាដូន៖ ៥៦,៩% (ឆ្នាំ២០១៧) «កុំគ្របម្ជុលវិញ»។"


def test_breaks_add_nothing_but_break_marks() -> None:
    assert insert_breaks(TEXT).replace(BREAK, "") == TEXT
    assert insert_breaks(TEXT).count(BREAK) >= 10


@pytest.mark.parametrize("sign", "ៗ។៖»)%៕,")
def test_no_break_before_a_closing_sign(sign: str) -> None:
    assert BREAK + sign not in insert_breaks(TEXT + f"ភ្លាម{sign}")


@pytest.mark.parametrize("word", ["ស្រោមដៃ", "សឺរ៉ាំង", "មេតាដូន", "ភ្លាមៗ", "ម្ជុល"])
def test_words_of_the_field_stay_together(word: str) -> None:
    assert word in insert_breaks(TEXT)


def test_breaks_never_stand_inside_a_cluster() -> None:
    broken = insert_breaks(TEXT)
    for place, character in enumerate(broken):
        if character == BREAK:
            assert broken[place - 1] != "\u17d2"
            assert "\u1780" <= broken[place + 1] <= "\u17b3"


def test_glossary_joins_short_terms_and_lets_long_ones_break() -> None:
    long = "ការកាត់បន្ថយគ្រោះថ្នាក់ពីការប្រើប្រាស់គ្រឿងញៀន"
    assert BREAK in insert_breaks(long, terms=[long])
    assert BREAK not in insert_breaks("សាលាឃុំ", terms=["សាលាឃុំ"])


def test_tags_and_latin_words_are_left_alone() -> None:
    html = '<p class="say">PEP <strong>ម្ជុល</strong>&nbsp;(HIV)</p>'
    assert insert_breaks(html) == html


def test_breaking_twice_changes_nothing() -> None:
    assert insert_breaks(insert_breaks(TEXT)) == insert_breaks(TEXT)
