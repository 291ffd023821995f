"""Which attempts count: replays, first before, first after, incomplete ones, thresholds."""

from __future__ import annotations

import pytest

from hrtraining.reporting.domain.dataset import count
from hrtraining.reporting.domain.instrument import Key, KeyedItem
from tests.unit.reporting.data import ITEMS, answers, attempt, attempts, figures, item_rows, learner_pair


def test_replayed_uid_is_dropped_and_the_earliest_stands() -> None:
    late = attempt("L1", "post", answers(9), uid="u", at="2026-03-09T08:00:00+07:00")
    early = attempt("L1", "post", answers(4), uid="u", at="2026-03-08T08:00:00+07:00")
    for rows in ([late, early], [early, late]):
        found = figures([attempt("L1", "pre", answers(2)), *rows])
        assert found["flow"]["duplicate_rows_dropped"] == 1
        assert found["national"]["score"]["mean_post"] == 4


@pytest.mark.parametrize("other", [{"academy": "A2"}, {"workshop": "W2"}, {"lang": "en"}])
def test_replays_of_one_moment_that_differ_only_in_place_do_not_hang_on_the_order_of_the_file(
    other: dict[str, str],
) -> None:
    twice = [
        attempt("L1", "pre", answers(4), uid="u"),
        attempt("L1", "pre", answers(4), uid="u", **other),
    ]
    rest = [*learner_pair("L2", 2, 6), attempt("L1", "post", answers(7))]
    found = figures([*twice, *rest])
    assert found == figures([*reversed(twice), *rest])
    assert found["flow"]["duplicate_rows_dropped"] == 1
    assert found["national"]["score"]["cluster_workshop"]["G"] == 1


def test_first_pre_and_first_later_post_make_the_pair() -> None:
    rows = [
        attempt("L1", "post", answers(10), uid="too-early", at="2026-03-02T08:00:00+07:00"),
        attempt("L1", "pre", answers(3), uid="first", at="2026-03-03T08:00:00+07:00"),
        attempt("L1", "post", answers(9), uid="same-moment", at="2026-03-03T01:00:00+00:00"),
        attempt("L1", "pre", answers(8), uid="again", at="2026-03-04T08:00:00+07:00"),
        attempt("L1", "post", answers(5), uid="used", at="2026-03-05T08:00:00+07:00"),
        attempt("L1", "post", answers(6), uid="superseded", at="2026-03-06T08:00:00+07:00"),
        attempt("L2", "post", answers(6)),
        attempt("L3", "pre", answers(6)),
    ]
    found = figures(rows)
    assert found["flow"] == {
        "rows": 8,
        "duplicate_rows_dropped": 0,
        "learners": 3,
        "learners_with_pre": 2,
        "superseded_attempts": 2,
        "posts_not_after_pre": 2,
        "post_only_learners": 1,
        "pre_only_learners": 1,
        "paired": 1,
        "incomplete_pairs": 0,
    }
    assert found["national"]["definitions"]["D4_mean_score"]["mean_pre"] == 3
    assert found["national"]["definitions"]["D4_mean_score"]["mean_post"] == 5


def test_unpaired_contrast_pools_what_the_pairs_leave_out() -> None:
    rows = [*learner_pair("L1", 2, 6), attempt("L2", "pre", answers(10)), attempt("L3", "post", answers(0))]
    found = figures(rows)
    assert found["unpaired"] == {"pct_pre": 60.0, "pct_post": 30.0, "points": -30.0}
    assert found["national"]["definitions"]["D1_pooled"]["points"] == 40


def test_pair_with_too_many_missing_answers_counts_for_items_only() -> None:
    one_missing = ["", *answers(9, ITEMS - 1)]
    two_missing = ["", "", *answers(8, ITEMS - 2)]
    rows = [
        *learner_pair("L1", 3, 5),
        attempt("L2", "pre", one_missing),
        attempt("L2", "post", answers(10)),
        attempt("L3", "pre", two_missing),
        attempt("L3", "post", answers(10)),
    ]
    found = figures(rows)
    assert (found["national"]["n_paired"], found["national"]["n_scored"]) == (3, 2)
    assert found["flow"]["incomplete_pairs"] == 1
    assert found["national"]["score"]["mean_pre"] == (3 + 9) / 2
    assert [found["national"]["items"][item]["n"] for item in ("Q01", "Q02", "Q03")] == [1, 2, 3]


def test_neutral_code_and_do_not_know_are_answered_and_not_favourable() -> None:
    items = [["item_id", "seq", "kind", "options", "favourable"], ["K1", "1", "knowledge", "T|F|DK", "T"]]
    found = figures([attempt("L1", "pre", ["DK"]), attempt("L1", "post", ["T"])], items)
    assert found["national"]["items"]["K1"]["n01"] == 1
    assert found["dont_know"] == {"pre": 1, "post": 0}


@pytest.mark.parametrize(
    ("items", "threshold", "missing"), [(33, 27, 3), (30, 24, 3), (9, 8, 0), (10, 8, 1), (5, 4, 0)]
)
def test_threshold_and_missing_rule_are_whole_number_arithmetic(
    items: int, threshold: int, missing: int
) -> None:
    item = KeyedItem("Q", 1, "attitude", ("1", "2"), frozenset({"2"}))
    key = Key((item,) * items)
    assert (key.threshold, key.missing_allowed) == (threshold, missing)


def test_straight_lining_wants_every_attitude_item_answered_alike() -> None:
    rows = [
        *learner_pair("L1", 10, 0),
        attempt("L2", "pre", ["3"] * 9 + [""]),
        attempt("L2", "post", ["3"] * 9 + ["4"]),
    ]
    assert figures(rows)["straightliners"] == {"pre": 1, "post": 1}


def test_academy_and_workshop_are_those_of_the_counted_pre() -> None:
    rows = [
        attempt("L1", "pre", answers(3), academy="A1", workshop="W1"),
        attempt("L1", "post", answers(5), academy="A2", workshop="W9"),
    ]
    found = figures(rows)
    assert found["academies"]["A1"]["n_paired"] == 1
    assert found["academies"]["A2"]["n_paired"] == 0
    assert found["published"]["academies"] == {"A1": "suppressed_primary", "A2": "none"}


def test_follow_up_compares_the_same_people() -> None:
    rows = [
        *learner_pair("L1", 2, 8),
        attempt("L1", "fu3", answers(5)),
        *learner_pair("L2", 4, 8),
        attempt("L2", "fu3", answers(7)),
        *learner_pair("L3", 1, 9),
        attempt("L4", "fu3", answers(9)),
    ]
    found = figures(rows)["followup"]["fu3"]
    assert found["n_with_all_three"] == 2
    assert found["retained_pct_of_paired"] == pytest.approx(200 / 3)
    assert (found["mean_pre"], found["mean_post"], found["mean_followup"]) == (3, 8, 6)
    assert found["share_of_gain_kept"] == pytest.approx(3 / 5)
    assert found["mean_pre_of_lost"] == 1


def test_items_of_another_count_keep_their_names() -> None:
    data = attempts(learner_pair("L1", 2, 3), item_rows())
    assert count(data).flow["paired"] == 1
    assert (
        "mean_post_at_least_8of10"
        in figures(learner_pair("L1", 2, 3))["national"]["definitions"]["D4_mean_score"]
    )
