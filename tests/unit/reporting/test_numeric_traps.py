"""Cases in which common libraries print p = 0, NaN or infinite effects (MEASUREMENT.md, section 3.1)."""

from __future__ import annotations

import json
import warnings

import numpy as np
import pytest
from scipy import special

from hrtraining.reporting.domain import proportions
from hrtraining.reporting.domain.arrays import Ints
from hrtraining.reporting.domain.clusters import anova_icc, robust, sums_by
from hrtraining.reporting.domain.noncentral import noncentrality_limits
from hrtraining.reporting.domain.reliability import reliability
from hrtraining.reporting.domain.scores import cliffs_delta, score_figures, t_interval
from tests.unit.reporting.data import attempts, figures, learner_pair


def whole(*values: int) -> Ints:
    """An array of whole numbers."""
    return np.array(values, dtype=np.int64)


@pytest.fixture(autouse=True)
def no_warnings() -> object:
    """No numeric warning may pass."""
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        yield


def scores(pre: Ints, post: Ints, items: int = 33) -> dict[str, object]:
    """Score figures of one academy with two workshops."""
    n = len(pre)
    return score_figures(
        pre, post, workshop=np.arange(n) % 2, academy=np.zeros(n, dtype=np.int64), items=items
    )


def test_no_movement_is_p_of_one_not_of_zero() -> None:
    assert proportions.exact_p(whole(0), whole(0))[0] == 1
    assert proportions.mid_p(whole(0), whole(0))[0] == 1
    odds, low, high = proportions.odds_ratio(whole(0), whole(0))
    assert np.isnan([odds[0], low[0], high[0]]).all()


def test_published_table_gives_the_published_tango_interval() -> None:
    # (1, 1, 7, 12) read as before-only 1 and after-only 7 (Fagerland 2014, Table V)
    low, high = proportions.tango(whole(7), whole(1), whole(21))
    assert (round(float(low[0]), 3), round(float(high[0]), 3)) == (-0.517, -0.026)


def test_equal_movement_has_a_mid_p_below_one() -> None:
    assert proportions.mid_p(whole(1), whole(1))[0] == pytest.approx(0.75)


def test_identical_scores_have_no_t_no_p_and_no_interval() -> None:
    found = scores(whole(5, 9, 12, 20), whole(5, 9, 12, 20))
    assert [found[name] for name in ("t", "p_t", "ci95_t", "dz", "dz_ci")] == [None] * 5
    assert found["mean_change"] == 0
    assert found["sign_test_exact_p"] == 1
    assert found["cluster_workshop"]["ci95"] is None  # type: ignore[index]


def test_constant_change_is_not_an_infinite_effect() -> None:
    pre = np.array([3, 7, 11, 13, 20, 21], dtype=np.int64)
    found = scores(pre, pre + 5)
    assert [found[name] for name in ("t", "p_t", "ci95_t", "dz", "dz_ci")] == [None] * 5
    assert found["sd_change"] == 0
    assert found["n_higher"] == 6
    assert found["cluster_workshop"]["ci95"] is None  # type: ignore[index]


def test_constant_change_leaves_exactly_no_residual_in_unequal_workshops() -> None:
    sizes = whole(3, 7, 11)
    assert robust(sizes, sizes * 7)["se"] == 0
    assert robust(sizes, sizes * 7)["ci95"] is None


def test_one_pair_has_no_spread() -> None:
    found = scores(whole(5), whole(9))
    assert [found[name] for name in ("sd_pre", "sd_post", "sd_change", "d_av", "g_av", "t")] == [None] * 6
    assert found["df"] == 0


def test_two_pairs_do_not_divide_by_zero() -> None:
    assert scores(whole(5, 6), whole(9, 12))["g_av"] == pytest.approx(0.0, abs=10)


def test_no_free_room_has_no_normalised_gain() -> None:
    assert scores(whole(33, 33), whole(33, 33))["class_normalised_gain"] is None


def test_single_workshop_has_no_clustered_interval() -> None:
    assert robust(whole(20), whole(31)) == {"G": 1, "se": None, "ci95": None}
    assert anova_icc(np.zeros(5, dtype=np.int64), np.arange(5)) is None


def test_p_underflows_to_zero_without_a_warning() -> None:
    p = proportions.exact_p(whole(1200, 100_000), whole(0, 0))
    assert (p == 0).all()


def test_margins_of_large_tables_do_not_overflow() -> None:
    for n in (3_250, 55_000, 3_000_000):
        low, high = proportions.newcombe10(whole(n), whole(n), whole(n), whole(n))
        assert -0.1 < low[0] < 0 < high[0] < 0.1


def test_unsigned_answers_do_not_wrap_around() -> None:
    found = figures([row for learner in range(12) for row in learner_pair(f"L{learner}", 5, 3)])
    assert found["national"]["score"]["mean_change"] == -2
    assert found["national"]["definitions"]["D1_pooled"]["points"] == -20


def test_noncentral_limits_of_small_and_huge_t() -> None:
    for t, df in ((2.5, 9), (0.0, 1), (-3.0, 2), (13.1, 78)):
        low, high = noncentrality_limits(t, df)
        assert special.nctdtr(df, low, t) == pytest.approx(0.975, abs=1e-6)
        assert special.nctdtr(df, high, t) == pytest.approx(0.025, abs=1e-6)
    low, high = noncentrality_limits(500.0, 99_999)
    assert low < 500 < high
    assert high - low == pytest.approx(2 * 1.959964 * (1 + 500**2 / (2 * 99_999)) ** 0.5, rel=1e-3)


def test_interval_of_few_values_is_the_textbook_one() -> None:
    assert t_interval(whole(1, 2, 3, 4, 5)) == pytest.approx([1.0367568385, 4.9632431615])


def test_cliffs_delta_counts_all_pairs_of_people() -> None:
    pre, post = whole(1, 5, 9), whole(4, 5, 6)
    brute = np.mean([np.sign(after - before) for after in post for before in pre])
    assert cliffs_delta(pre, post, 10) == pytest.approx(float(brute))
    assert cliffs_delta(whole(), whole(), 10) is None


def test_items_without_variance_are_dropped_and_listed() -> None:
    key = attempts(learner_pair("L1", 2, 3)).key
    answers = np.zeros((20, 10), dtype=np.uint8)
    answers[:10, 1:] = 1
    found = reliability(answers, np.ones((20, 10), dtype=np.uint8), key)
    assert found["pre"]["dropped"] == ["Q01"]
    assert found["pre"]["alpha"] == pytest.approx(1.0)
    assert found["item_rest_pre"]["Q01"] is None
    assert found["post"]["alpha"] is None
    assert len(found["post"]["dropped"]) == 10


def test_negative_alpha_is_printed_not_clipped() -> None:
    key = attempts(learner_pair("L1", 2, 3)).key
    rng = np.random.default_rng(5)
    first = rng.integers(0, 2, size=(40, 5), dtype=np.uint8)
    answers = np.concatenate([first, 1 - first], axis=1)
    answers[0] = 1
    found = reliability(answers, answers, key)["pre"]["alpha"]
    assert found is not None
    assert found < 0


def test_holm_and_bh_of_a_known_family() -> None:
    p = np.array([0.01, 0.04, 0.03, 0.005])
    assert proportions.holm(p) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert proportions.benjamini_hochberg(p) == pytest.approx([0.02, 0.04, 0.04, 0.02])


def test_cluster_sums_are_whole_numbers() -> None:
    sizes, sums = sums_by(np.array([0, 0, 2]), np.array([-3, 1, 7]))
    assert (list(sizes), list(sums)) == ([2, 0, 1], [-2, 0, 7])


@pytest.mark.parametrize(("before", "after"), [(10, 10), (0, 10), (0, 0), (10, 0), (3, 3)])
@pytest.mark.parametrize("people", [1, 2, 12])
def test_no_nan_or_infinity_reaches_the_output(before: int, after: int, people: int) -> None:
    found = figures([row for learner in range(people) for row in learner_pair(f"L{learner}", before, after)])
    json.dumps(found, allow_nan=False)
    assert found["national"]["score"]["ci95_t"] is None


def test_nobody_paired_gives_zero_and_null() -> None:
    found = figures([learner_pair("L1", 3, 4)[0], learner_pair("L2", 3, 4)[1]])
    json.dumps(found, allow_nan=False)
    assert found["national"]["n_paired"] == 0
    assert found["national"]["score"]["mean_pre"] is None
    assert found["national"]["items"]["Q01"]["pct_pre"] is None
    assert found["national"]["items"]["Q01"]["p_exact"] == 1
    assert found["published"] == {"academies": {"A1": "none"}, "national": "suppressed"}


def test_paired_and_unpaired_effects_are_not_the_same_number() -> None:
    pre, post = whole(10, 14, 18, 22, 26), whole(13, 18, 20, 26, 28)
    found = scores(pre, post)
    change = post - pre
    assert found["dz"] == pytest.approx(float(change.mean() / change.std(ddof=1)))
    both = np.sqrt((pre.std(ddof=1) ** 2 + post.std(ddof=1) ** 2) / 2)
    assert found["d_av"] == pytest.approx(float(change.mean() / both))
    assert abs(float(found["dz"]) - float(found["d_av"])) > 1  # type: ignore[arg-type]


def test_a_missing_cell_counts_as_not_favourable_and_not_as_a_smaller_group() -> None:
    rows = [row for n in range(12) for row in learner_pair(f"L{n}", 2 + n % 7, 9)]
    with_gap = [list(row) for row in rows]
    with_gap[0][-1] = ""
    whole_, gap = figures(rows)["national"], figures(with_gap)["national"]
    assert whole_["n_scored"] == gap["n_scored"] == 12
    assert gap["reliability"]["pre"]["alpha"] == pytest.approx(whole_["reliability"]["pre"]["alpha"])


def test_no_test_whose_ties_programs_treat_differently_is_given() -> None:
    found = json.dumps(figures([row for n in range(12) for row in learner_pair(f"L{n}", n % 5, n % 7)]))
    assert "wilcoxon" not in found.casefold()


@pytest.mark.parametrize(
    ("p", "words"), [(0.0, "< 0.001"), (0.0004, "< 0.001"), (0.0312, "0.031"), (1.0, "1.000")]
)
def test_a_p_that_underflows_is_printed_as_smaller_than(p: float, words: str) -> None:
    from hrtraining.reporting.domain.published import Shown
    from hrtraining.reporting.printing import Printer

    assert Printer("en").chance(Shown(p, 3)) == words
