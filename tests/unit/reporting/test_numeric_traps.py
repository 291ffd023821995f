"""Cases in which common libraries print p = 0, NaN or infinite effects.

Each trap, and the test that falls into it when the figure is computed the naive way:

* chi-square McNemar without movement, p = 0: `test_no_movement_is_p_of_one_not_of_zero`
* paired t of identical or constantly changed scores: `test_identical_scores_have_no_t_no_p_and_no_interval`,
  `test_constant_change_is_not_an_infinite_effect`, `test_constant_change_of_shares_leaves_no_residual`
* binomial test of nothing raises: `test_no_movement_is_p_of_one_not_of_zero`
* Wilcoxon with ties differs between programs: `test_no_test_whose_ties_programs_treat_differently_is_given`
* a paired effect that is the unpaired one: `test_paired_and_unpaired_effects_are_not_the_same_number`
* alpha with a missing cell: `test_a_missing_cell_counts_as_not_favourable_and_not_as_a_smaller_group`
* p underflows: `test_p_underflows_to_zero_without_a_warning`, `test_a_p_that_underflows_is_printed_as_smaller_than`
* non-central t, NaN or lost digits: `test_noncentral_limits_of_small_and_huge_t`,
  `test_noncentral_limits_keep_their_digits_where_others_lose_them`,
  `test_noncentral_limits_of_few_people_who_nearly_all_changed_alike`
* products of margins overflow: `test_margins_of_large_tables_do_not_overflow`
* unsigned bytes wrap around: `test_unsigned_answers_do_not_wrap_around`
* bias-corrected bootstrap of constant data: `test_bootstrap.py`
* halves rounded to even: `test_halves_are_rounded_up_in_every_output`,
  `test_a_printed_difference_is_rounded_on_its_exact_value`
* `bdtr` with floats warns: `test_exact_p_asks_for_whole_numbers`
"""

from __future__ import annotations

import json
import warnings
from fractions import Fraction

import numpy as np
import pytest
from scipy import integrate, special, stats

from hrtraining.core.khmer import digits
from hrtraining.core.khmer.digits import number
from hrtraining.reporting import exports
from hrtraining.reporting.domain import proportions
from hrtraining.reporting.domain.arrays import Ints
from hrtraining.reporting.domain.clusters import anova_icc, robust, sums_by
from hrtraining.reporting.domain.extremes import MEANS, Cell, rounded
from hrtraining.reporting.domain.intake import read_items
from hrtraining.reporting.domain.noncentral import noncentrality_limits
from hrtraining.reporting.domain.published import Shown, difference_of, mean
from hrtraining.reporting.domain.reliability import reliability
from hrtraining.reporting.domain.scores import cliffs_delta, score_figures, t_interval
from tests.unit.reporting.data import attempts, figures, item_rows, learner_pair


def whole(*values: int) -> Ints:
    """An array of whole numbers."""
    return np.array(values, dtype=np.int64)


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
    with np.errstate(divide="ignore"):
        naive = (np.abs(np.array([0.0]) - 0.0) - 1) ** 2 / np.array([0.0])
    assert stats.chi2.sf(naive[0], 1) == 0
    with pytest.raises(ValueError, match="n"):
        stats.binomtest(0, 0)


def test_published_table_gives_the_published_tango_interval() -> None:
    # (1, 1, 7, 12) read as before-only 1 and after-only 7 (Fagerland 2014, Table V)
    low, high = proportions.tango(whole(7), whole(1), whole(21))
    assert (round(float(low[0]), 3), round(float(high[0]), 3)) == (-0.517, -0.026)


def test_odds_of_nobody_who_moved_have_no_limits() -> None:
    found = figures([row for n in range(12) for row in learner_pair(f"L{n}", 4, 4)])["national"]["items"][
        "Q01"
    ]
    assert (found["or_post_vs_pre"], found["or_ci_exact"]) == (None, None)


def test_equal_movement_has_a_mid_p_below_one() -> None:
    assert proportions.mid_p(whole(1), whole(1))[0] == pytest.approx(0.75)


def test_identical_scores_have_no_t_no_p_and_no_interval() -> None:
    found = scores(whole(5, 9, 12, 20), whole(5, 9, 12, 20))
    assert [found[name] for name in ("t", "p_t", "ci95_t", "dz", "dz_ci")] == [None] * 5
    assert found["mean_change"] == 0
    assert found["sign_test_exact_p"] == 1
    assert found["cluster_workshop"]["ci95"] is None  # type: ignore[index]
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        assert np.isnan(stats.ttest_rel([5, 9, 12, 20], [5, 9, 12, 20]).pvalue)


def test_constant_change_is_not_an_infinite_effect() -> None:
    pre = np.array([3, 7, 11, 13, 20, 21], dtype=np.int64)
    found = scores(pre, pre + 5)
    assert [found[name] for name in ("t", "p_t", "ci95_t", "dz", "dz_ci")] == [None] * 5
    assert found["sd_change"] == 0
    assert found["n_higher"] == 6
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        naive = stats.ttest_rel(pre + 5, pre)
    assert (np.isinf(naive.statistic), naive.pvalue) == (True, 0)
    assert found["cluster_workshop"]["ci95"] is None  # type: ignore[index]


def test_constant_change_leaves_exactly_no_residual_in_unequal_workshops() -> None:
    sizes = whole(3, 7, 11)
    assert robust(sizes, sizes * 7)["se"] == 0
    assert robust(sizes, sizes * 7)["ci95"] is None


def test_constant_change_of_shares_leaves_no_residual() -> None:
    # every workshop rose by one in 49, and 49 times the float 1/49 is not 1: an interval of 1e-16 would be left
    sizes = whole(49, 98, 147, 196, 245)
    found = robust(sizes, sizes // 49, scale=100.0)
    assert (found["se"], found["ci95"]) == (0, None)
    assert 49 * (1 / 49) != 1


def test_one_pair_has_no_spread() -> None:
    found = scores(whole(5), whole(9))
    assert [found[name] for name in ("sd_pre", "sd_post", "sd_change", "d_av", "g_av", "t")] == [None] * 6
    assert found["df"] == 0


def test_the_correction_of_two_pairs_leaves_nothing_and_no_minus() -> None:
    # 1 - 3/(4(n-1)-1) is 0 for two pairs
    for pre, post in ((whole(5, 6), whole(9, 12)), (whole(9, 12), whole(5, 6))):
        found = scores(pre, post)["g_av"]
        assert repr(found) == "0.0"


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
    with np.errstate(all="ignore"):
        assert np.prod(np.full(4, 110_000, dtype=np.int64)) != 110_000**4
        assert np.prod(np.full(3, 3_250, dtype=np.int32), dtype=np.int32) != 3_250**3


def test_unsigned_answers_do_not_wrap_around() -> None:
    found = figures([row for learner in range(12) for row in learner_pair(f"L{learner}", 5, 3)])
    assert found["national"]["score"]["mean_change"] == -2
    assert found["national"]["definitions"]["D1_pooled"]["points"] == -20
    assert (np.array([3], dtype=np.uint8) - np.array([5], dtype=np.uint8))[0] == 254


def test_noncentral_limits_of_small_and_huge_t() -> None:
    for t, df in ((2.5, 9), (0.0, 1), (-3.0, 2), (13.1, 78)):
        low, high = noncentrality_limits(t, df)
        assert special.nctdtr(df, low, t) == pytest.approx(0.975, abs=1e-6)
        assert special.nctdtr(df, high, t) == pytest.approx(0.025, abs=1e-6)
    low, high = noncentrality_limits(500.0, 99_999)
    assert low < 500 < high
    assert high - low == pytest.approx(2 * 1.959964 * (1 + 500**2 / (2 * 99_999)) ** 0.5, rel=1e-3)


@pytest.mark.parametrize(("t", "df"), [(40.0, 30), (60.0, 20), (-45.0, 12), (38.0, 1_000)])
def test_noncentral_limits_keep_their_digits_where_others_lose_them(t: float, df: int) -> None:
    # P(T <= t) = integral of Phi(t s - d) over s = sqrt(chi2/df), which no library function is asked for
    for limit, goal in zip(noncentrality_limits(t, df), (0.975, 0.025), strict=True):
        found, _ = integrate.quad(
            lambda s, limit=limit: stats.norm.cdf(t * s - limit) * stats.chi2.pdf(df * s * s, df) * 2 * df * s,
            0,
            4,
            points=[0.5, 0.8, 1.0, 1.2, 1.5],
            limit=400,
        )  # fmt: skip
        assert found == pytest.approx(goal, abs=1e-6)


def below_with_two(t: float, limit: float) -> float:
    """P(T <= t) with two degrees of freedom, where P(s > x) = exp(-x^2) and the integral has a closed form."""
    bend = 1 + 2 / t**2
    return float(
        stats.norm.cdf(-limit)
        + np.exp(limit**2 / 2 * (1 / bend - 1)) / np.sqrt(bend) * stats.norm.cdf(limit / np.sqrt(bend))
    )


@pytest.mark.parametrize("t", [1.5, 3.9, 4.1, 14.0, 33.0, 98.0])
def test_noncentral_limits_of_few_people_who_nearly_all_changed_alike(t: float) -> None:
    low, high = noncentrality_limits(t, 2)
    assert below_with_two(t, low) == pytest.approx(0.975, abs=1e-9)
    assert below_with_two(t, high) == pytest.approx(0.025, abs=1e-9)
    assert noncentrality_limits(-t, 2) == (-high, -low)


@pytest.mark.parametrize(("t", "df"), [(5.0, 1), (65.0, 1), (32.0, 4), (1_020.0, 30), (328_000.0, 10_000)])
def test_noncentral_limits_agree_with_the_normal_summed_finely(t: float, df: int) -> None:
    for limit, goal in zip(noncentrality_limits(t, df), (0.975, 0.025), strict=True):
        u = np.linspace(max(limit - 9, 0), limit + 9, 400_001)
        beyond = stats.norm.pdf(u - limit) * special.gammaincc(df / 2, df / 2 * (u / t) ** 2)
        assert stats.norm.cdf(-limit) + integrate.trapezoid(beyond, u) == pytest.approx(goal, abs=1e-8)


def test_both_ways_to_the_noncentral_limits_meet() -> None:
    for df in (1, 2, 5, 40, 3_000):
        edge = 2 * (2 * df) ** 0.5
        one, other = (noncentrality_limits(edge * side, df) for side in (1 - 1e-9, 1 + 1e-9))
        assert one == pytest.approx(other, rel=1e-7)


def test_exact_p_asks_for_whole_numbers() -> None:
    assert proportions.exact_p(whole(2), whole(7))[0] == pytest.approx(stats.binomtest(2, 9).pvalue)
    with pytest.raises(DeprecationWarning):
        special.bdtr(2.0, 9.5, 0.5)


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [(12.5, 0, 13), (13.5, 0, 14), (-12.5, 0, -13), (56.25, 1, 56.3), (0.125, 2, 0.13), (2.675, 2, 2.68)],
)
def test_halves_are_rounded_up_in_every_output(value: float, decimals: int, words: float) -> None:
    assert exports.printed(Shown(value, decimals)) == words
    assert number(value, "en", decimals) == f"{words:.{decimals}f}"
    if decimals == 0 and value > 0:
        assert rounded(value, 1.0) == words
    assert round(12.5) == 12  # what must not be used


def test_a_printed_difference_is_rounded_on_its_exact_value() -> None:
    # of 2,000 people: 799 before and 1,402 after are 30.15 points; the floats 70.1 - 39.95 are 30.149999999999995
    before, after = Shown(100 * 799 / 2000), Shown(100 * 1402 / 2000)
    assert 70.1 - 39.95 < 30.15
    assert number(difference_of(before, after).value or 0, "en", 1) == "30.2"
    for count in range(2_001):
        found = difference_of(Shown(100 * count / 2000), after).value
        assert found is not None
        assert digits.round_half_up(found, 1) == digits.round_half_up(Fraction(1402 - count, 20), 1)


def test_a_printed_mean_is_rounded_on_its_exact_value() -> None:
    for people in (20, 60, 120, 300, 700):
        for total in range(people * 3, people * 9, 3):
            found = mean(Cell(total, 33 * people, people, 1 / people, MEANS)).value
            assert found is not None
            assert digits.round_half_up(found, 1) == digits.round_half_up(Fraction(total, people), 1)


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


@pytest.mark.parametrize(("people", "all_right"), [(11, 1), (11, 10), (19, 5)])
def test_perfect_reliability_has_no_interval_of_a_hair(people: int, all_right: int) -> None:
    # R 4.2: k / (k - 1) * (1 - sum(apply(X, 2, var)) / var(rowSums(X))) is 1, its interval has no width
    key = read_items(item_rows(5), file="items.csv")
    answers = np.zeros((people, 5), dtype=np.uint8)
    answers[:all_right] = 1
    found = reliability(answers, answers, key)["pre"]
    assert found == {"alpha": 1.0, "k": 5, "dropped": [], "feldt95": None}


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
    change = [1, 1, 2, 2, 3, 3, 3, -1, 4, 5]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ways = {round(float(stats.wilcoxon(change, method=way).pvalue), 4) for way in ("exact", "approx")}
    assert len(ways) == 2


@pytest.mark.parametrize(
    ("p", "words"), [(0.0, "< 0.001"), (0.0004, "< 0.001"), (0.0312, "0.031"), (1.0, "1.000")]
)
def test_a_p_that_underflows_is_printed_as_smaller_than(p: float, words: str) -> None:
    from hrtraining.reporting.printed.report import Printer

    assert Printer("en").chance(Shown(p, 3)) == words
