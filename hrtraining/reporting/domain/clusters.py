"""Intervals that treat workshops or academies as the unit (rule 10), and how alike people of one workshop are."""

from __future__ import annotations

from math import sqrt

import numpy as np
from scipy import special

from hrtraining.reporting.domain.arrays import Figures, Floats, Ints, finite, pair


def robust(sizes: Ints, sums: Ints, *, scale: float = 1.0) -> Figures:
    """Cluster-robust interval of a mean change from the sums of G clusters.

    SE = sqrt(G/(G-1) * sum_g (sum_{i in g} e_i)^2) / n with e_i = d_i - mean(d); interval with t(G-1).
    `sizes` are persons, `sums` whole-number sums of their changes; clusters of size 0 do not count.
    `scale` turns shares into points. `se` and `ci95` are None if G < 2; the interval is None if it has no width.
    """
    sizes, sums = sizes.astype(np.int64), np.where(sizes > 0, sums, 0).astype(np.int64)
    groups, n, total = int(np.count_nonzero(sizes)), int(sizes.sum()), int(sums.sum())
    if groups < 2:
        return {"G": groups, "se": None, "ci95": None}
    # whole numbers until the last step: the same in every order and on every machine, and constant changes leave exactly
    # no residual; n^2 times the sum of squared residuals is too large for 64 bits
    squares = (
        n * n * int(sums @ sums) - 2 * n * total * int(sums @ sizes) + total * total * int(sizes @ sizes)
    )
    se = scale * sqrt(groups / (groups - 1) * (squares / (n * n))) / n
    mean = scale * total / n
    half = float(special.stdtrit(groups - 1, 0.975)) * se
    return {"G": groups, "se": finite(se), "ci95": pair(mean - half, mean + half)}


def sums_by(cluster: Ints, values: Ints) -> tuple[Ints, Ints]:
    """Sizes and whole-number sums of the values in each cluster."""
    size = int(cluster.max()) + 1 if len(cluster) else 0
    counts = np.bincount(cluster, minlength=size).astype(np.int64)
    totals = np.bincount(cluster, weights=values, minlength=size)
    return counts, np.rint(totals).astype(np.int64)


def anova_icc(cluster: Ints, values: Ints) -> float | None:
    """(MSB - MSW) / (MSB + (n0 - 1) MSW), n0 = (N - sum n_i^2 / N) / (G - 1); None where it does not exist."""
    sizes, sums = sums_by(cluster, values)
    used = sizes > 0
    n_i: Floats = sizes[used].astype(np.float64)
    s_i: Floats = sums[used].astype(np.float64)
    groups, n = len(n_i), float(n_i.sum())
    if groups < 2 or n <= groups:
        return None
    mean = float(s_i.sum()) / n
    between = float((n_i * (s_i / n_i - mean) ** 2).sum()) / (groups - 1)
    squares = float(int(values @ values))
    within = max(squares - float((s_i**2 / n_i).sum()), 0.0) / (n - groups)
    n0 = (n - float((n_i**2).sum()) / n) / (groups - 1)
    bottom = between + (n0 - 1) * within
    return (between - within) / bottom if bottom > 0 else None


def design_effect(cluster: Ints, values: Ints, naive_se: float | None) -> float | None:
    """How many times larger the variance of the mean is with clusters as units: (robust SE / (sd / sqrt(n)))^2.

    `values` are whole numbers. None where either standard error does not exist or the naive one is zero.
    """
    se = robust(*sums_by(cluster, values))["se"]
    return None if se is None or not naive_se else (se / naive_se) ** 2
