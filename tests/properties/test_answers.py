"""Answers that arrive in any order, twice, or contradicting each other leave the same sheet."""

from __future__ import annotations

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from hrtraining.assessment.domain import MISSING, Answer, Outcome, Sheet, judge, option_code, stored_character

CODES = ("1", "2", "3", "4", "5")
arrivals = st.lists(st.builds(Answer, st.sampled_from(CODES), st.integers(1, 12)), max_size=20)


def outcome_of(sent: list[Answer]) -> tuple[Answer | None, list[Outcome]]:
    kept: Answer | None = None
    outcomes = []
    for one in sent:
        outcomes.append(judge(kept, one))
        if outcomes[-1] is Outcome.KEPT:
            kept = one
    return kept, outcomes


@given(arrivals)
def test_highest_sequence_number_wins(sent: list[Answer]) -> None:
    kept, _outcomes = outcome_of(sent)
    if not sent:
        assert kept is None
        return
    highest = max(one.sequence for one in sent)
    assert kept == next(one for one in sent if one.sequence == highest)


@given(arrivals, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter_while_one_device_sends(
    sent: list[Answer], dice: random.Random
) -> None:
    one_device = list({one.sequence: one for one in sent}.values())
    shuffled = one_device.copy()
    dice.shuffle(shuffled)
    assert outcome_of(one_device)[0] == outcome_of(shuffled)[0]


@given(arrivals)
def test_replays_change_nothing(sent: list[Answer]) -> None:
    kept, _outcomes = outcome_of(sent)
    again, outcomes = outcome_of([*sent, *sent])
    assert again == kept
    assert Outcome.KEPT not in outcomes[len(sent) :]


@given(arrivals)
def test_every_contradiction_is_told(sent: list[Answer]) -> None:
    kept: Answer | None = None
    for one in sent:
        outcome = judge(kept, one)
        contradicts = kept is not None and one.sequence == kept.sequence and one.code != kept.code
        assert (outcome is Outcome.CONFLICT) == contradicts
        kept = one if outcome is Outcome.KEPT else kept


@given(st.permutations([Answer("1", 1), Answer("4", 2), Answer("2", 3)]))
def test_a_changed_mind_stands_in_whatever_order_the_line_brings_it(sent: list[Answer]) -> None:
    assert outcome_of(sent)[0] == Answer("2", 3)


@given(
    st.lists(st.tuples(st.integers(0, 32), st.sampled_from(["1", "5", "T", "F", "DK"]), st.integers(1, 99)))
)
def test_sheet_survives_the_table(written: list[tuple[int, str, int]]) -> None:
    sheet = Sheet.empty(33)
    for place, code, sequence in written:
        sheet = sheet.with_answer(place, Answer(code, sequence))
    assert Sheet.stored(sheet.characters, sheet.stored_sequences) == sheet
    assert len(sheet.characters) == len(sheet.sequences) == 33
    last = {place: Answer(code, sequence) for place, code, sequence in written}
    for place in range(33):
        assert sheet.answer(place) == last.get(place)
    assert set(sheet.unanswered) == set(range(33)) - set(last)


def test_every_code_has_its_own_character() -> None:
    codes = ["1", "2", "3", "4", "5", "T", "F", "DK"]
    characters = [stored_character(code) for code in codes]
    assert len(set(characters)) == len(codes)
    assert MISSING not in characters
    assert [option_code(one) for one in characters] == codes
    assert all(len(one) == 1 for one in characters)
    assert not any(a == b for a, b in itertools.combinations(characters, 2))
