"""Opinions through the gate: groups under ten nowhere, extremes as marks, periods apart."""

from __future__ import annotations

import pytest

from hrtraining.reporting.domain.evaluation_cells import Unit, protect, row_of
from hrtraining.reporting.domain.evaluation_release import Heard, opinions
from hrtraining.reporting.domain.scope import ClosedWorkshop

QUESTIONS = {"useful": ("for", "neither", "against")}


def heard(
    key: int, academy: str, agree: int, neither: int = 0, against: int = 0, *, period: int = 1
) -> Heard:
    parts = {"useful": {"for": agree, "neither": neither, "against": against}}
    return Heard(ClosedWorkshop(key, academy, period, agree + neither + against), parts)


def test_fewer_than_ten_opinions_are_nowhere() -> None:
    found = opinions([heard(1, "A", 9)], QUESTIONS)
    assert (found.nation, found.academies, found.workshops) == (None, {}, {})


def test_one_workshop_of_ten_is_shown_to_its_trainer() -> None:
    found = opinions([heard(1, "A", 6, 3, 1)], QUESTIONS).nation
    assert found is not None
    shares = found.questions["useful"].shares
    assert {name: shown.value for name, shown in shares.items()} == {"for": 60, "neither": 30, "against": 10}
    assert found.questions["useful"].answered.value == 10


def test_everybody_alike_is_a_mark_in_a_small_group() -> None:
    found = opinions([heard(1, "A", 30)], QUESTIONS).nation
    assert found is not None
    assert {name: shown.mark for name, shown in found.questions["useful"].shares.items()} == {
        "for": ">95",
        "neither": "<5",
        "against": "<5",
    }


def test_a_question_that_few_answered_is_hidden() -> None:
    one = heard(1, "A", 12)
    few = Heard(one.workshop, {"useful": {"for": 4, "neither": 1, "against": 1}})
    found = opinions([few], QUESTIONS).nation
    assert found is not None
    figures = found.questions["useful"]
    assert figures.answered.mark == "hidden"
    assert {shown.mark for shown in figures.shares.values()} == {"hidden"}


def test_nobody_answered_is_no_figure() -> None:
    empty = Heard(ClosedWorkshop(1, "A", 1, 12), {"useful": {"for": 0, "neither": 0, "against": 0}})
    found = opinions([empty], QUESTIONS).nation
    assert found is not None
    assert {shown.mark for shown in found.questions["useful"].shares.values()} == {"none"}


def test_a_small_academy_takes_another_one_with_it() -> None:
    found = opinions([heard(1, "A", 40, 10), heard(2, "B", 15, 5), heard(3, "C", 5, 2)], QUESTIONS)
    assert set(found.academies) == {"A"}
    assert found.scope.hidden == {"B", "C"}
    assert found.nation is not None
    assert found.nation.opinions == 77


def test_what_was_published_never_becomes_finer() -> None:
    first = [heard(1, "A", 20, 8, 0), heard(2, "B", 50, 10, 10)]
    later = [*first, heard(3, "A", 12, 2, 1, period=2), heard(4, "B", 9, 5, 3, period=2)]
    before, after = opinions(first, QUESTIONS), opinions(later, QUESTIONS)
    assert before.workshops[1] == after.workshops[1]
    assert before.workshops[2] == after.workshops[2]
    total = after.academies["A"]
    assert (total.opinions, total.workshops) == (43, 2)
    assert total.questions["useful"].shares["against"].value is None


def test_exact_periods_add_up_to_an_exact_share() -> None:
    found = opinions([heard(1, "A", 60, 30, 30), heard(2, "A", 20, 20, 10, period=2)], QUESTIONS).nation
    assert found is not None
    assert found.questions["useful"].shares["for"].value == pytest.approx(47)
    assert not found.questions["useful"].shares["for"].is_rounded


def test_a_rare_answer_keeps_another_possible_world() -> None:
    """27 of 28 agree: whether one is neutral or against must stay open, whatever else is printed."""
    answers = {1: {"for": 55, "neither": 28, "against": 22}, 2: {"for": 27, "neither": 1, "against": 0}}
    names = ("for", "neither", "against")
    whole = Unit(frozenset({1, 2}), row_of(names, answers.values(), 133))
    parts = [Unit(frozenset({key}), row_of(names, [one], sum(one.values()))) for key, one in answers.items()]
    protect([whole, *parts], answers)
    small = parts[1].row
    assert {name: cell.mark for name, cell in small.items()} == {
        "for": ">95",
        "neither": "<5",
        "against": "<5",
    }
    coarser = [cell for unit in (whole, parts[0]) for cell in unit.row.values() if cell.rung]
    assert coarser, "the others would give it away, so some of them are printed less finely"
