"""Exact tests and intervals of paired yes/no answers, for many tables at once.

`n11, n10, n01, n00` are arrays of whole numbers: favourable both times, before only, after only, never.
Differences are shares (post minus pre) between -1 and 1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import special

from hrtraining.reporting.domain.arrays import Floats, Ints

Z = float(special.ndtri(0.975))
_STEPS = 60


def _half_binomial_pmf(k: Ints, n: Ints) -> Floats:
    n_f, k_f = n.astype(np.float64), k.astype(np.float64)
    logs = special.gammaln(n_f + 1) - special.gammaln(k_f + 1) - special.gammaln(n_f - k_f + 1)
    return np.asarray(np.exp(logs - n_f * np.log(2.0)))


def exact_p(a: Ints, b: Ints) -> Floats:
    """Two-sided exact McNemar (and sign) test: a among a + b at one half; 1 where nobody moved (rule 8)."""
    low, n = np.minimum(a, b), a + b
    # bdtr wants whole numbers for n; a float raises a DeprecationWarning
    return np.asarray(np.minimum(1.0, 2.0 * special.bdtr(low.astype(np.float64), n.astype(np.int64), 0.5)))


def mid_p(a: Ints, b: Ints) -> Floats:
    """Mid-p McNemar test (Fagerland, Lydersen & Laake 2013, BMC Med Res Methodol 13:91); 1 where nobody moved."""
    pmf = _half_binomial_pmf(np.minimum(a, b), a + b)
    twice = 2.0 * special.bdtr(np.minimum(a, b).astype(np.float64), (a + b).astype(np.int64), 0.5)
    p = np.where(a == b, 1.0 - 0.5 * pmf, twice - pmf)
    return np.asarray(np.where(a + b == 0, 1.0, np.clip(p, 0.0, 1.0)))


def clopper_pearson(k: Ints, n: Ints) -> tuple[Floats, Floats]:
    """Exact 95 % limits of a share k of n (Clopper & Pearson 1934); NaN where n is 0."""
    k_f, n_f = np.asarray(k, dtype=np.float64), np.asarray(n, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        low = np.where(k_f == 0, 0.0, special.betaincinv(np.maximum(k_f, 1), n_f - k_f + 1, 0.025))
        high = np.where(k_f == n_f, 1.0, special.betaincinv(k_f + 1, np.maximum(n_f - k_f, 1), 0.975))
    empty = n_f == 0
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)


def odds_ratio(n10: Ints, n01: Ints) -> tuple[Floats, Floats, Floats]:
    """n01/n10 with exact limits p/(1-p) of the share n01 of those who moved; infinite if n10 = 0, NaN if no one moved."""
    low, high = clopper_pearson(n01, n10 + n01)
    with np.errstate(divide="ignore", invalid="ignore"):
        return n01 / n10.astype(np.float64), low / (1.0 - low), high / (1.0 - high)


def tango(n10: Ints, n01: Ints, n: Ints) -> tuple[Floats, Floats]:
    """Tango's score interval of the difference (Tango 1998, Stat Med 17:891); NaN where n is 0."""
    estimate = (n01 - n10) / np.maximum(n, 1)
    # the lower limit is the upper one of the same tables the other way round; both are found in the same steps
    there, back = np.stack((n10, n01)), np.stack((n01, n10))
    high, low = _tango_limit(there, back, n, np.stack((estimate, -estimate)))
    return np.where(n == 0, np.nan, -low), np.where(n == 0, np.nan, high)


def _tango_limit(n10: Ints, n01: Ints, n: Ints, low: Floats) -> Floats:
    """The upper limit by halving: the score statistic falls from 0 at the estimate (`low`) to below -z towards 1."""
    n_f, high = n.astype(np.float64), np.ones_like(low)
    moved, gained, slope = -(n01 + n10), n01 - n10, 2.0 * n_f - n01 + n10
    eight, four = 8.0 * n_f, np.maximum(4.0 * n_f, 1.0)
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        b = moved + slope * middle
        c = -n10 * middle * (1.0 - middle)
        q = (np.sqrt(np.maximum(b * b - eight * c, 0.0)) - b) / four
        variance = n_f * (2.0 * q + middle * (1.0 - middle))
        distance = n_f * middle - gained
        inside = distance * distance <= Z * Z * np.maximum(variance, 0.0)
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return np.asarray((low + high) / 2.0)


def bonett_price(n10: Ints, n01: Ints, n: Ints) -> tuple[Floats, Floats]:
    """Adjusted Wald interval of the difference (Bonett & Price 2012, J Educ Behav Stat 37:479)."""
    p01, p10 = (n01 + 1.0) / (n + 2.0), (n10 + 1.0) / (n + 2.0)
    half = Z * np.sqrt((p01 + p10 - (p01 - p10) ** 2) / (n + 2.0))
    empty = n == 0
    low, high = np.maximum(p01 - p10 - half, -1.0), np.minimum(p01 - p10 + half, 1.0)
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)


def wilson(k: Ints, n: Ints) -> tuple[Floats, Floats]:
    """Wilson's score limits of a share k of n; NaN where n is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        n_f = n.astype(np.float64)
        centre = (2.0 * k + Z * Z) / (2.0 * (n_f + Z * Z))
        half = Z * np.sqrt(Z * Z + 4.0 * k * (1.0 - k / n_f)) / (2.0 * (n_f + Z * Z))
    return np.where(n == 0, np.nan, centre - half), np.where(n == 0, np.nan, centre + half)


def newcombe10(n11: Ints, n10: Ints, n01: Ints, n00: Ints) -> tuple[Floats, Floats]:
    """Newcombe's method 10 for paired differences (Newcombe 1998, Stat Med 17:2635), with corrected phi."""
    n = n11 + n10 + n01 + n00
    n_f = np.maximum(n, 1).astype(np.float64)
    before, after = (n11 + n10) / n_f, (n11 + n01) / n_f
    low_before, high_before = wilson(n11 + n10, n)
    low_after, high_after = wilson(n11 + n01, n)
    # floats: the product of four margins overflows 64 bits near 55,000 pairs
    f11, f10, f01, f00 = (x.astype(np.float64) for x in (n11, n10, n01, n00))
    top = f11 * f00 - f10 * f01
    top = np.where(top > n_f / 2, top - n_f / 2, np.where(top < 0, top, 0.0))
    bottom = np.sqrt((f11 + f10) * (f01 + f00)) * np.sqrt((f11 + f01) * (f10 + f00))
    phi = np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1.0), 0.0)
    down_after, up_after = after - low_after, high_after - after
    down_before, up_before = before - low_before, high_before - before
    low = down_after**2 - 2 * phi * down_after * up_before + up_before**2
    high = up_after**2 - 2 * phi * up_after * down_before + down_before**2
    difference = after - before
    return difference - np.sqrt(np.maximum(low, 0.0)), difference + np.sqrt(np.maximum(high, 0.0))


def holm(p: Floats) -> Floats:
    """Holm's step-down adjusted p over the whole family (Holm 1979)."""
    return _stepped(p, lambda sorted_p, m: np.maximum.accumulate((m - np.arange(m)) * sorted_p))


def benjamini_hochberg(p: Floats) -> Floats:
    """Benjamini & Hochberg's adjusted p over the whole family (1995)."""
    return _stepped(
        p, lambda sorted_p, m: np.minimum.accumulate((m / np.arange(1, m + 1) * sorted_p)[::-1])[::-1]
    )


def _stepped(p: Floats, adjust: Callable[[Floats, int], Floats]) -> Floats:
    order = np.argsort(p, kind="stable")
    out = np.empty(len(p))
    out[order] = np.minimum(adjust(p[order], len(p)), 1.0)
    return out
