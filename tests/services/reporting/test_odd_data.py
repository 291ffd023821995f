"""Odd data sets through every output: a sentence or figures, never NaN, infinity, a warning or an error."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator

import numpy as np
import pytest
from flask import Flask, g

from hrtraining.reporting import exports, from_files
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.figures import report_figures
from hrtraining.reporting.pages import ReportPage
from hrtraining.reporting.printed.report import report_html
from tests.unit.reporting.data import answers, attempt, attempts, item_rows, learner_pair

Rows = list[list[str]]


def pairs(people: int, before: int, after: int, *, workshops: int = 3, academies: int = 2) -> Rows:
    """People who all scored the same before and the same after."""
    return [
        row
        for n in range(people)
        for row in learner_pair(
            f"L{n}", before, after, academy=f"A{n % academies}", workshop=f"W{n % workshops}"
        )
    ]


def spread(people: int, *, lang: str = "km", workshops: int = 12) -> Rows:
    """People of many kinds, some lower after."""
    return [
        row
        for n in range(people)
        for row in learner_pair(
            f"{lang}{n}", n % 9, (n * 7) % 11, academy=f"A{n % 3}", workshop=f"W{n % workshops}", lang=lang
        )
    ]


SETS: dict[str, Rows] = {
    "no change": pairs(40, 5, 5),
    "perfect change": pairs(40, 0, 10),
    "perfect loss": pairs(40, 10, 0),
    "ceiling": pairs(120, 10, 10),
    "floor": pairs(120, 0, 0),
    "constant change of many": pairs(150, 3, 7, workshops=12),
    "one workshop": pairs(20, 4, 6, workshops=1, academies=1),
    "spread": spread(200),
    "both languages": [*spread(130), *spread(130, lang="en")],
    "ten people": spread(10, workshops=2),
    "many leavers": [*spread(60), *[attempt(f"X{n}", "pre", answers(n % 10)) for n in range(40)]],
    "all left out": [attempt(f"L{n}", phase, [""] * 10) for n in range(30) for phase in ("pre", "post")],
    "names that are code": [
        row
        for n in range(20)
        for row in learner_pair(f"L{n}", n % 5, n % 7, academy="=1+1<script>", workshop="{{ 7*7 }}")
    ],
}


@pytest.fixture(autouse=True)
def no_warnings() -> Iterator[None]:
    """No numeric warning may pass."""
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.filterwarnings("error", category=RuntimeWarning)
        warnings.filterwarnings("error", category=DeprecationWarning, module="scipy")
        yield


def composed(name: str) -> Composed:
    """The report of an odd data set."""
    return from_files.composed(attempts(SETS[name]), data_hash="odd")


@pytest.mark.parametrize("name", SETS)
def test_odd_data_give_figures_or_words_in_every_output(app: Flask, name: str) -> None:
    made = composed(name)
    page = made.page
    text = json.dumps(report_figures(made, draft=False, demonstration=False), allow_nan=False)
    assert isinstance(page, ReportPage), name
    for lang in ("km", "en"):
        with app.test_request_context():
            g.language = lang
            html = report_html(made, lang=lang, draft=True, demonstration=False)
            sheets = exports.as_csv(exports.sheets(page, data_hash="odd", draft=False, demonstration=False))
        # what is attached is compared above; words are looked for in what is read
        read = re.sub(r"base64,[^\"]*", "", html)
        for wrong in ("nan", "NaN", "Infinity", ">inf", "None", "<script"):
            assert wrong not in read, (wrong, lang)
        assert not re.search(r"\bnan\b|Infinity|None", sheets.decode("utf-8-sig"))
    assert "NaN" not in text


@pytest.mark.parametrize("items", [1, 3, 33])
def test_tests_of_any_length_are_printed(app: Flask, items: int) -> None:
    rows = [
        attempt(f"L{n}", phase, answers(min(items, n % (items + 1)), items), workshop=f"W{n % 11}")
        for n in range(130)
        for phase in ("pre", "post")
    ]
    made = from_files.composed(attempts(rows, item_rows(items)), data_hash="odd")
    with app.test_request_context():
        g.language = "en"
        assert "</html>" in report_html(made, lang="en", draft=False, demonstration=False)


def test_under_ten_pairs_there_is_no_report() -> None:
    made = from_files.composed(attempts(spread(9, workshops=2)), data_hash="odd")
    assert not isinstance(made.page, ReportPage)
