"""Every printed sentence takes the same values in both languages."""

from __future__ import annotations

import re

import pytest

from hrtraining.core.khmer.breaks import BREAK
from hrtraining.reporting.printed.words import WORDS, say
from hrtraining.reporting.printed.wrapping import Wrapper

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


def test_a_report_from_files_breaks_its_lines_between_words() -> None:
    html = "<td title='ច្បាប់អនុញ្ញាត'>ច្បាប់អនុញ្ញាត</td>"
    assert Wrapper(None).wrap(html) == f"<td title='ច្បាប់អនុញ្ញាត'>ច្បាប់{BREAK}អនុញ្ញាត</td>"
