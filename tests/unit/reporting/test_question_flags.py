"""What stands out about a question or a test, and the figures that say so: small cases with known results."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from hrtraining.assessment.domain import is_very_fast
from hrtraining.reporting.domain import flags as of
from hrtraining.reporting.domain.answers import GroupDifference, ItemQuality, PairQuality, part_of_possible
from hrtraining.reporting.domain.answers import TestQuality as Whole
from hrtraining.reporting.domain.published import HIDDEN, NOT_ESTIMABLE, Change, ItemLine, Shown
from hrtraining.reporting.domain.reliability import alpha_without, reliability
from hrtraining.reporting.questions.pages import FLAGS, TEST_FLAGS
from tests.factories.clock import NOW
from tests.unit.reporting.data import attempts, learner_pair

NONE = Shown(None, 0, NOT_ESTIMABLE)


def change(before: Shown, after: Shown, points: float | None) -> Change:
    """Shares before and after with a given difference."""
    return Change(before, after, Shown(points, 1))


def line(before: float = 40, after: float = 70, p: float = 0.001) -> ItemLine:
    """An item with so many per cent before and after."""
    n = Shown(200, 0)
    return ItemLine(
        "i1", "A", "attitude", n, change(Shown(before), Shown(after), after - before), n, n, n, n, Shown(p), Shown(p)
    )  # fmt: skip


GOOD = ItemQuality(
    key="i1",
    item_rest=Shown(0.4, 2),
    item_rest_after=Shown(0.4, 2),
    discrimination=Shown(0.4, 2),
    alpha=Shown(0.80, 2),
    alpha_without=Shown(0.79, 2),
    curves=(),
    language_odds=NONE,
    language_delta=NONE,
    language_p=NONE,
)


def by_sex(delta: float, p: float) -> GroupDifference:
    """Men and women of the same level, so far apart."""
    return GroupDifference("sex", "male", "female", NONE, Shown(delta, 2), Shown(p, 3))


@pytest.mark.parametrize(
    ("seconds", "characters", "fast"),
    [
        (65, "1" * 33, True),
        (66, "1" * 33, False),
        (19, "1" * 10 + "-" * 23, True),
        (20, "1" * 10 + "-" * 23, False),
        (26 * 3600, "1" * 33, False),  # begun in the evening, sent the next day
        (0, "1" * 33, None),  # typed in from paper, or the moments were forgotten
        (-5, "1" * 33, None),
        (60, "-" * 33, None),
    ],
)
def test_two_seconds_an_answer_are_the_limit(seconds: int, characters: str, fast: bool | None) -> None:
    assert is_very_fast(NOW, NOW + timedelta(seconds=seconds), characters) is fast


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (of.flags(line(), GOOD, None), ("clear",)),
        (of.flags(line(), replace(GOOD, item_rest=Shown(-0.1, 2)), None), ("reversed",)),
        (of.flags(line(), replace(GOOD, item_rest=Shown(0.1, 2)), None), ("weak",)),
        (of.flags(line(), replace(GOOD, alpha_without=Shown(0.82, 2)), None), ("loosens",)),
        (
            of.flags(
                line(), replace(GOOD, language_delta=Shown(1.6, 2), language_p=Shown(0.01, 3)), None
            ),
            ("language",),
        ),
        (
            of.flags(
                line(), replace(GOOD, language_delta=Shown(-1.2, 2), language_p=Shown(0.01, 3)), None
            ),
            ("language_watch",),
        ),
        (of.flags(line(), replace(GOOD, groups=(by_sex(-1.6, 0.01),)), None), ("groups",)),
        (of.flags(line(), replace(GOOD, groups=(by_sex(-1.6, 0.06), by_sex(1.4, 0.01))), None), ("clear",)),
        (of.flags(line(60, 55, 0.2), GOOD, None), ("may_have_fallen",)),
        (of.flags(line(60, 50, 0.001), GOOD, None), ("fell",)),
        (of.flags(line(93, 95), GOOD, None), ("full",)),
        (of.flags(line(60, 61), GOOD, None), ("unmoved",)),
        (of.flags(line(20, 40), GOOD, None), ("not_yet",)),
        (of.flags(line(), GOOD, None, [PairQuality("i1", "i2", Shown(11, 0), NONE)]), ("contradicted",)),
        (of.flags(line(), GOOD, None, [PairQuality("i1", "i2", Shown(10, 0), NONE)]), ("clear",)),
    ],
)  # fmt: skip
def test_each_flag_has_its_case_and_its_words(found: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert found == expected
    assert all(FLAGS[flag][1] and FLAGS[flag][2] for flag in found)


def filled_in(**changed: object) -> Whole:
    """A test filled in with care, but for what is given."""
    few = Shown(None, 0, "<5")
    plain = dict.fromkeys(("straight_before", "straight_after", "fast_before", "fast_after"), few)
    plain |= {"not_sure_before": few, "not_sure_after": few}
    return Whole(**({**plain, "pairs": ()} | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quality", "expected"),
    [
        (filled_in(), ("careful",)),
        (filled_in(straight_after=Shown(11, 0)), ("straight",)),
        (filled_in(fast_before=Shown(12, 0)), ("fast",)),
        (filled_in(fast_before=NONE), ("careful",)),
        (filled_in(fast_before=Shown(None, 0, ">95")), ("fast",)),
        (filled_in(pairs=(PairQuality("a", "b", Shown(5, 0), Shown(20, 0)),)), ("contradictory",)),
    ],
)
def test_the_test_as_a_whole_has_flags_too(quality: Whole, expected: tuple[str, ...]) -> None:
    assert of.test_flags(quality) == expected
    assert all(TEST_FLAGS[flag][1] and TEST_FLAGS[flag][2] for flag in expected)


def test_alpha_without_an_item_is_alpha_of_the_others() -> None:
    key = attempts(learner_pair("L1", 2, 3)).key
    rng = np.random.default_rng(11)
    people = rng.normal(size=(300, 1))
    answers = (people + rng.normal(size=(300, 10)) > 0).astype(np.uint8)
    answers[:, 9] = 1
    found = alpha_without(answers, key)
    for place in range(9):
        others = np.delete(answers, place, axis=1)
        padded = np.concatenate([others, np.ones((300, 1), dtype=np.uint8)], axis=1)
        assert found[key.items[place].key] == pytest.approx(
            reliability(padded, padded, key)["pre"]["alpha"], abs=1e-12
        )
    assert found[key.items[9].key] is None


def test_alpha_of_nothing_is_not_estimable() -> None:
    key = attempts(learner_pair("L1", 2, 3)).key
    for answers in (np.ones((50, 10)), np.zeros((1, 10)), np.zeros((0, 10)), np.eye(10)[:, :10] * 0):
        assert set(alpha_without(answers.astype(np.uint8), key).values()) == {None}


@pytest.mark.parametrize(
    ("before", "after", "value", "mark"),
    [
        (Shown(40), Shown(70), 50, ""),
        (Shown(80), Shown(82.5), 13, ""),  # 12.5 is rounded up
        (Shown(100), Shown(100), None, NOT_ESTIMABLE),
        (Shown(60), Shown(50), None, NOT_ESTIMABLE),
        (Shown(None, 0, "<5"), Shown(50), None, NOT_ESTIMABLE),
        (Shown(None, 0, HIDDEN), Shown(None, 0, HIDDEN), None, HIDDEN),
    ],
)
def test_part_of_the_possible_rise(before: Shown, after: Shown, value: float | None, mark: str) -> None:
    found = part_of_possible(change(before, after, None))
    assert (found.value, found.mark) == (value, mark)


def extreme(before: Shown, after: Shown) -> ItemLine:
    """A question whose shares are printed so, without a difference."""
    hidden = Shown(None, mark=HIDDEN)
    return replace(line(), change=Change(before, after, hidden), p_exact=hidden, p_holm=hidden)


def test_of_a_hidden_question_nothing_is_said() -> None:
    hidden = Shown(None, mark=HIDDEN)
    assert of.flags(extreme(hidden, hidden), None, None) == (of.UNSAID,)
    assert of.flags(extreme(Shown(None, mark="<5"), Shown(None, mark=">95")), None, None) == (of.CLEAR,)


def test_a_fall_from_an_extreme_is_seen_though_its_size_is_not_printed() -> None:
    assert of.flags(extreme(Shown(None, mark=">95"), Shown(45)), None, None) == (
        of.MAY_HAVE_FALLEN,
        of.NOT_YET,
    )
    assert of.flags(extreme(Shown(None, mark=">95"), Shown(70)), None, None) == (of.MAY_HAVE_FALLEN,)
