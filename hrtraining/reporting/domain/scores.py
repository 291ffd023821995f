"""Figures of the score 0..K before and after, of the same people (rules 6, 9, 10 and 11)."""

from __future__ import annotations

from math import sqrt

import numpy as np
from scipy import special

from hrtraining.reporting.domain import proportions
from hrtraining.reporting.domain.arrays import Figures, Ints, finite, pair
from hrtraining.reporting.domain.clusters import robust, sums_by
from hrtraining.reporting.domain.noncentral import noncentrality_limits


def _spread(one: Ints, two: Ints) -> int:
    """n times the sum of products of deviations, in whole numbers: exact, and the same in every order of people."""
    return len(one) * int(one @ two) - int(one.sum()) * int(two.sum())


def sd(values: Ints) -> float | None:
    """Standard deviation of whole numbers with n - 1; None below two values; exactly 0 for equal values."""
    n = len(values)
    return sqrt(_spread(values, values) / (n * (n - 1))) if n > 1 else None


def mean(values: Ints) -> float | None:
    """Mean of whole numbers, None of nothing."""
    return int(values.sum()) / len(values) if len(values) else None


def t_interval(values: Ints) -> list[float] | None:
    """95 % t interval of a mean; None where the values do not vary."""
    spread = sd(values)
    if not spread:
        return None
    half = float(special.stdtrit(len(values) - 1, 0.975)) * spread / sqrt(len(values))
    centre = int(values.sum()) / len(values)
    return pair(centre - half, centre + half)


def score_figures(
    pre: Ints, post: Ints, *, workshop: Ints, academy: Ints, items: int, limits: bool = True
) -> Figures:
    """Everything about n scored pairs: means, change, effect sizes, persons higher and lower.

    `pre` and `post` are whole scores 0..items, `workshop` and `academy` positions. Points are points of the score;
    effect sizes have no unit. Without `limits` there is no interval of dz. What is not estimable is None:
    with no variance of the change t, p, dz and all intervals; with n = 1 every standard
    deviation; with no free room the normalised gain.
    """
    n = len(pre)
    change = post - pre
    higher, lower = int(np.count_nonzero(change > 0)), int(np.count_nonzero(change < 0))
    mean_change, sd_pre, sd_post = mean(change), sd(pre), sd(post)
    values, counts = _distribution(change)
    before = mean(pre)
    room = None if before is None else items - before
    return {
        "n": n,
        "mean_pre": before,
        "sd_pre": sd_pre,
        "mean_post": mean(post),
        "sd_post": sd_post,
        "mean_change": mean_change,
        "sd_change": sd(change),
        "median_change": _median(values, counts),
        **_tests(change, limits=limits),
        **_standardised(n, mean_change, sd_pre, sd_post),
        "r_pre_post": _correlation(pre, post),
        "n_higher": higher,
        "n_same": n - higher - lower,
        "n_lower": lower,
        "sign_test_exact_p": float(proportions.exact_p(np.array([higher]), np.array([lower]))[0])
        if n
        else None,
        "paired_dominance": (higher - lower) / n if n else None,
        "cliffs_delta": cliffs_delta(pre, post, items),
        "class_normalised_gain": None if not room or mean_change is None else mean_change / room,
        "at_maximum_pre": int(np.count_nonzero(pre == items)),
        "at_maximum_post": int(np.count_nonzero(post == items)),
        "change_distribution": {str(int(v)): int(c) for v, c in zip(values, counts, strict=True)},
        "cluster_workshop": robust(*sums_by(workshop, change)),
        "cluster_academy": robust(*sums_by(academy, change)),
    }


def _distribution(values: Ints) -> tuple[Ints, Ints]:
    """The different whole numbers in their order, and how many there are of each; they lie close together."""
    if not len(values):
        return values, values
    low = int(values.min())
    counts = np.bincount(values - low).astype(np.int64)
    found = np.flatnonzero(counts).astype(np.int64)
    return found + low, counts[found]


def _median(values: Ints, counts: Ints) -> float | None:
    """The median of a distribution, None of nothing."""
    n = int(counts.sum())
    if not n:
        return None
    low, high = values[np.searchsorted(np.cumsum(counts), [(n - 1) // 2, n // 2], side="right")]
    return (int(low) + int(high)) / 2


def _tests(change: Ints, *, limits: bool) -> Figures:
    """Paired t, its p and interval, dz with the interval of the non-central t; all None without variance."""
    n, spread, centre = len(change), sd(change), mean(change)
    figures: Figures = {
        "t": None,
        "df": n - 1 if n else None,
        "p_t": None,
        "ci95_t": None,
        "dz": None,
        "dz_ci": None,
    }
    if not spread or centre is None:
        return figures
    t = centre / (spread / sqrt(n))
    low, high = noncentrality_limits(t, n - 1) if limits else (0.0, 0.0)
    figures |= {
        "t": t,
        "p_t": float(2 * special.stdtr(n - 1, -abs(t))),
        "ci95_t": t_interval(change),
        "dz": centre / spread,
        "dz_ci": pair(low / sqrt(n), high / sqrt(n)),
    }
    return figures


def _standardised(n: int, change: float | None, sd_pre: float | None, sd_post: float | None) -> Figures:
    """d_av = change / sqrt((sd_pre^2 + sd_post^2)/2); g_av = d_av (1 - 3/(4(n-1)-1)) (Lakens 2013, PMC3840331)."""
    if change is None or sd_pre is None or sd_post is None or sd_pre**2 + sd_post**2 == 0:
        return {"d_av": None, "g_av": None}
    d_av = change / sqrt((sd_pre**2 + sd_post**2) / 2)
    return {"d_av": d_av, "g_av": finite(d_av * (1 - 3 / (4 * (n - 1) - 1)))}


def _correlation(pre: Ints, post: Ints) -> float | None:
    if not sd(pre) or not sd(post):
        return None
    return _spread(pre, post) / sqrt(_spread(pre, pre)) / sqrt(_spread(post, post))


def cliffs_delta(pre: Ints, post: Ints, items: int) -> float | None:
    """Mean sign(post_i - pre_j) over all i, j, from the two histograms of whole scores."""
    if not len(pre) or not len(post):
        return None
    before = np.bincount(pre, minlength=items + 1).astype(np.float64)
    after = np.bincount(post, minlength=items + 1).astype(np.float64)
    below = np.concatenate(([0.0], np.cumsum(before)[:-1]))
    above = len(pre) - np.cumsum(before)
    return float(after @ (below - above) / (float(len(pre)) * len(post)))
