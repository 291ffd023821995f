"""Every printed sentence takes the same values in both languages."""

from __future__ import annotations

import re

import pytest

from hrtraining.reporting.printed.words import WORDS, say

NAMES = re.compile(r"%\((\w+)\)s")


@pytest.mark.parametrize("name", sorted(WORDS))
def test_both_languages_take_the_same_values(name: str) -> None:
    text = WORDS[name]
    names = set(NAMES.findall(text.en))
    assert set(NAMES.findall(text.km)) == names
    for lang in ("km", "en"):
        said = say(name, lang, **dict.fromkeys(names, "7"))
        assert "%(" not in said
        assert "%%" not in said
