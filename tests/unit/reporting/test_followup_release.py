"""What of the follow-up may be read: reckoned by hand, and attacked."""

from __future__ import annotations

import random

import pytest

from hrtraining.reporting.domain.followup_release import (
    HIDDEN,
    Printed,
    Triple,
    Wave,
    follow_up_figures,
    mean_as_printed,
    phase_figures,
    published,
    score_of,
    share_as_printed,
    shown_halves,
    step_for,
)
from hrtraining.reporting.followup.reading import kept_in_a_sentence, kept_text

ITEMS = 33


def person(before: int, after: int, later: int | None) -> Triple:
    return Triple(before, after, later, later is not None)


def wave(answered: int, lost: int = 0, phase: str = "fu3") -> Wave:
    people = [person(15, 25, 20)] * answered + [person(10, 30, None)] * lost
    return Wave(phase, answered + lost, tuple(people))


def test_a_score_counts_favourable_answers_and_forgives_three_missing() -> None:
    favourable = [frozenset("45")] * 30 + [frozenset("T")] * 3
    assert score_of("5" * 30 + "TTT", favourable, "-", 3) == 33
    assert score_of("4" * 10 + "3" * 20 + "TFD", favourable, "-", 3) == 11
    assert score_of("---" + "5" * 27 + "TTT", favourable, "-", 3) == 30
    assert score_of("----" + "5" * 26 + "TTT", favourable, "-", 3) is None


@pytest.mark.parametrize(
    ("people", "step"),
    [(330, 0.1), (329, 0.2), (165, 0.2), (66, 0.5), (65, 1.0), (33, 1.0), (17, 2.0), (10, 4.0)],
)
def test_a_mean_is_too_coarse_for_one_person(people: int, step: float) -> None:
    assert step_for(people, ITEMS) == step


def test_means_by_hand() -> None:
    assert mean_as_printed([], ITEMS) == Printed(None)
    assert mean_as_printed([20] * 9, ITEMS) == Printed(None, HIDDEN)
    assert mean_as_printed([20] * 10, ITEMS) == Printed(20.0)
    assert mean_as_printed([21] * 10, ITEMS) == Printed(20.0)  # steps of 4: 20 is nearer than 24
    assert mean_as_printed([20] * 200 + [21] * 200, ITEMS) == Printed(20.5)
    assert mean_as_printed([33] * 500, ITEMS) == Printed(None, ">95")
    assert mean_as_printed([32] * 50, ITEMS) == Printed(None, ">95")
    assert mean_as_printed([1] * 50, ITEMS) == Printed(None, "<5")


def test_the_same_people_by_hand() -> None:
    found = phase_figures(
        [Wave("fu3", 60, tuple([person(15, 25, 20)] * 40 + [person(10, 30, None)] * 20))], items=ITEMS
    )
    assert found is not None
    assert (found.step, found.scored, found.answered, found.invited, found.lost) == (1.0, 40, 40, 60, 20)
    assert [found.before.value, found.after.value, found.later.value] == [15.0, 25.0, 20.0]
    assert (found.change_from_before.value, found.change_from_after.value) == (5.0, -5.0)
    assert found.gain_kept_percent.value == 50.0
    assert found.retained_percent == pytest.approx(200 / 3)
    assert (found.lost_before.value, found.lost_after.value, found.lost_step) == (10.0, 30.0, 2.0)
    assert found.margin is None  # one workshop is too few


def test_the_interval_from_six_workshops_covers_rounding() -> None:
    mixed = tuple(person(15, 25, 20 + shift) for shift in (-2, -1, 0, 1, 2) * 4)
    found = phase_figures([Wave("fu3", 20, mixed)] * 6, items=ITEMS)
    assert found is not None
    # 120 people, sd of the change 1.42, half t interval 0.257; step 0.5: (0.257 + 0.5) / 0.5 -> 2 steps
    assert (found.step, found.margin) == (0.5, 1.0)


def test_a_gain_within_the_rounding_has_no_share_left() -> None:
    found = phase_figures([Wave("fu3", 40, tuple([person(20, 21, 20)] * 40))], items=ITEMS)
    assert found is not None
    assert found.gain_kept_percent == Printed(None)


def test_no_group_under_ten_is_shown() -> None:
    assert phase_figures([wave(9)], items=ITEMS) is None
    found = phase_figures([wave(12, lost=9)], items=ITEMS)
    assert found is not None
    assert (found.lost_before, found.lost_after) == (Printed(None, HIDDEN), Printed(None, HIDDEN))
    assert found.lost_step is None
    incomplete = Triple(None, 20, 20, True)
    assert phase_figures([Wave("fu3", 20, (incomplete,) * 11 + (person(1, 2, 3),) * 9)], items=ITEMS) is None


def test_waves_come_out_in_batches_of_ten() -> None:
    one, two, three, four = wave(6), wave(5), wave(12), wave(4)
    assert published([one]) == []
    assert published([one, two]) == [one, two]
    assert published([one, two, three, four]) == [one, two, three]
    figures, waiting = follow_up_figures([one, two, three, four, wave(9, phase="fu6")], items=ITEMS)
    assert [found.phase for found in figures] == ["fu3"]
    assert waiting == 2


def test_what_is_out_never_goes_back() -> None:
    dice = random.Random(4)  # noqa: S311 — examples, no secret
    for _ in range(300):
        waves = [wave(dice.randrange(0, 14)) for _ in range(dice.randrange(1, 12))]
        before: list[Wave] = []
        for end in range(1, len(waves) + 1):
            out = published(waves[:end])
            assert out[: len(before)] == before
            new = out[len(before) :]
            assert not new or sum(one.answered for one in new) >= 10
            before = out


def test_nobody_who_was_lost_between_two_waves_can_be_reckoned() -> None:
    """An attacker who knows all scores but one, and both printed means, is left with every possible score."""
    dice = random.Random(5)  # noqa: S311 — examples, no secret
    for _ in range(2000):
        n = dice.randrange(11, 400)
        others = [dice.randrange(5, 29) for _ in range(n - 1)]
        with_one = mean_as_printed([*others, dice.randrange(0, 34)], ITEMS)
        without = mean_as_printed(others, ITEMS)
        if with_one.value is None or without.value is None:
            continue
        low = n * (with_one.value - step_for(n, ITEMS) / 2) - (n - 1) * (
            without.value + step_for(n - 1, ITEMS) / 2
        )
        high = n * (with_one.value + step_for(n, ITEMS) / 2) - (n - 1) * (
            without.value - step_for(n - 1, ITEMS) / 2
        )
        assert high - low >= 2 * ITEMS - 1e-6


@pytest.mark.parametrize(
    ("count", "n", "printed"),
    [
        (3, 9, Printed(None, HIDDEN)),
        (3, 10, Printed(30.0)),
        (1, 30, Printed(None, "<5")),
        (29, 30, Printed(None, ">95")),
        (7, 30, Printed(25.0)),
        (33, 100, Printed(33.0)),
        (0, 400, Printed(None, "<5")),
        (400, 400, Printed(None, ">95")),
        (4, 400, Printed(1.0)),
    ],
)
def test_shares_of_reports_of_work(count: int, n: int, printed: Printed) -> None:
    assert share_as_printed(count, n) == printed


def test_half_years_under_ten_are_in_no_sum() -> None:
    assert shown_halves({"2027-1": 12, "2027-2": 9, "2028-1": 10}) == ["2027-1", "2028-1"]


def test_of_coarse_means_only_the_ends_of_the_gain_left_are_said() -> None:
    """Ten people and steps of four points: 15, 25 and 20 are printed as 16, 24 and 20, a half that may be nothing."""
    found, fine = (phase_figures([wave(people)], items=ITEMS) for people in (10, 400))
    assert found is not None
    assert fine is not None
    assert (found.before.value, found.after.value, found.later.value) == (16.0, 24.0, 20.0)
    assert found.gain_kept_percent.value == 50
    assert found.gain_kept_between == (0.0, 100.0)
    assert [kept_text(found, lang) for lang in ("en", "km")] == ["0% to 100%", "០% ដល់ ១០០%"]
    assert fine.gain_kept_between == (49.0, 51.0)
    assert kept_text(fine, "en") == "50%"
    assert kept_in_a_sentence(found, "en") is None  # nothing to open a page with
    assert kept_in_a_sentence(fine, "en") == "50%"
