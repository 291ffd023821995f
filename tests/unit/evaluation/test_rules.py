"""When an opinion may be given, what it may hold, and how opinions are counted."""

from __future__ import annotations

import pytest

from hrtraining.content.domain import Evaluation, ModuleQuestion, Statement, Text
from hrtraining.evaluation.domain import Standing, choices, counted, is_possible, standing

WORD = Text("ពាក្យ", "word")
ASKED = Evaluation(
    version="v",
    title=WORD,
    scale=dict.fromkeys("12345", WORD),
    statements=(Statement("useful", WORD), Statement("clear", WORD)),
    module_questions=(ModuleQuestion("most-useful", WORD, None), ModuleQuestion("repeat", WORD, WORD)),
)
MODULES = ("m01", "m07")


@pytest.mark.parametrize(
    ("asked", "given", "closed", "sent", "expected"),
    [
        (False, False, False, True, Standing.NOT_ASKED),
        (True, False, False, False, Standing.POST_FIRST),
        (True, False, False, True, Standing.READY),
        (True, True, False, True, Standing.GIVEN),
        (True, True, True, True, Standing.GIVEN),
        (True, False, True, True, Standing.CLOSED),
        (True, False, True, False, Standing.CLOSED),
    ],
)
def test_once_after_the_post_test_until_closing(
    asked: bool, given: bool, closed: bool, sent: bool, expected: Standing
) -> None:
    assert standing(is_asked=asked, has_given=given, is_closed=closed, post_submitted=sent) is expected


def test_choices_follow_the_planned_modules() -> None:
    assert choices(ASKED, MODULES) == {
        "useful": ("1", "2", "3", "4", "5"),
        "clear": ("1", "2", "3", "4", "5"),
        "most-useful": ("m01", "m07"),
        "repeat": ("m01", "m07", "none"),
    }
    assert is_possible({"useful": "5", "repeat": "none"}, ASKED, MODULES)
    assert not is_possible({"most-useful": "none"}, ASKED, MODULES)
    assert not is_possible({"repeat": "m02"}, ASKED, MODULES)


def test_who_leaves_a_question_out_counts_in_none_of_its_answers() -> None:
    found = counted([{"useful": "5"}, {"useful": "5", "repeat": "m07"}, {"clear": "1"}], ASKED, MODULES)
    assert found["useful"] == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 2}
    assert found["clear"]["1"] == 1
    assert found["repeat"] == {"m01": 0, "m07": 1, "none": 0}
    assert sum(found["most-useful"].values()) == 0
