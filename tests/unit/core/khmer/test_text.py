"""One coding per word: pairs that look alike become equal, different names do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrtraining.core.khmer.text import (
    fold_coeng,
    name_key,
    normalise_line,
    normalise_name,
    normalise_secret,
    strip_zero_width,
)

SAME = [
    ("ស្ត្រី", "ស្រ្តី"), ("ខ្ញុំ", "ខ្ញំុ"), ("បើ", "បេី"), ("កោ", "កេា"), ("សិទ្ធិ", "សិទិ្ធ"), ("ភ្នំ", "ភំ្ន"),
    ("ស្តី", "ស្ដី"), ("អ៊ុក", "អុ៊ក"), ("ង៉ែត", "ងែ៉ត"), ("ញ៉ឹម", "ញឹ៉ម"), ("ស៊ីន", "សុីន"), ("ម៉ី", "មុី"),
    ("ប៉ី", "បុី"), ("ស៊ើ", "សុើ"), ("ម៉ៅ", "មៅ៉"), ("ហ៊ាន", "ហា៊ន"), ("សុខ", "សុុខ"), ("កែវ", "កែែវ"),
    ("សុខ", "សុ\u200cខ"), ("សុខ", "\ufeffសុខ\u2060"), ("អា", "ឤ"), ("ឡា", "ឡា\u17b4"),
]  # fmt: skip

khmer = st.text(
    alphabet=[chr(code) for code in range(0x1780, 0x17EA)] + list(" \u200b\u200c\u200d\u00a0aZ-'")
)


@pytest.mark.parametrize(("right", "typed"), SAME)
def test_codings_that_look_alike_become_one(right: str, typed: str) -> None:
    assert right != typed
    assert normalise_name(typed) == normalise_name(right) == right


@pytest.mark.parametrize(
    ("one", "other"), [("សុខ", "សុខា"), ("ម៉ៅ", "មៅ"), ("ញ៉ឹម", "ញឹម"), ("ចន្ទ", "ច័ន្ទ"), ("ឯក", "ឰក")]
)
def test_names_that_differ_stay_different(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_space_bar_of_the_khmer_keyboard_is_a_space_in_a_name() -> None:
    assert normalise_name(" សុខ\u200b\u200bវិបុល\u00a0 ") == "សុខ វិបុល"
    assert name_key("សុខ\u200bវិបុល") == name_key("សុខវិបុល")


def test_hidden_characters_never_reach_a_name() -> None:
    assert normalise_name("SOK\u202e \tDARA\x00\n") == "SOK DARA"


def test_break_marks_vanish_between_khmer_letters_of_a_line_and_are_spaces_elsewhere() -> None:
    assert normalise_line("បណ្តុះ\u200bបណ្តាល") == "បណ្តុះបណ្តាល"
    assert normalise_line("ឆ្នាំ\u200b2026\u200bPNP") == "ឆ្នាំ 2026 PNP"
    assert normalise_line("វគ្គ \u200b ទី១") == "វគ្គ ទី១"


def test_secret_is_the_same_from_both_space_bars() -> None:
    assert normalise_secret("ពាក្យ\u200bសម្ងាត់") == normalise_secret("ពាក្យ សម្ងាត់")
    assert normalise_secret("a\u200cb\ufeff") == "ab"
    assert normalise_secret(" a  b ") == " a  b "


def test_strip_and_fold() -> None:
    assert strip_zero_width("ក\u200bខ\u200c\u200d\u2060\ufeffគ") == "កខគ"
    assert fold_coeng("បណ្ដុះបណ្ដាល ដៃ") == "បណ្តុះបណ្តាល ដៃ"


def test_name_key_ignores_case_and_spaces() -> None:
    assert name_key("SOK  Vibol") == name_key("sokvibol")


@settings(deadline=None)
@given(khmer)
def test_normalising_twice_changes_nothing(text: str) -> None:
    for normalise in (normalise_name, normalise_line, normalise_secret, name_key):
        assert normalise(normalise(text)) == normalise(text)


@settings(deadline=None)
@given(khmer)
def test_a_name_carries_no_zero_width_character_and_no_subscript_da(text: str) -> None:
    name = normalise_name(text)
    assert name == strip_zero_width(name).strip()
    assert "\u17d2\u178a" not in name and "  " not in name
