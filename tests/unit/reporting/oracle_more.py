"""The rest of the second computation: effect sizes, intervals of items, reliability, languages, losses, statuses.

Where the program has a closed formula, this looks for the same number another way: Tango's limits by maximising the
likelihood, the non-central t by summing over the normal distribution, correlations by NumPy, strata by fractions.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from statistics import fmean, stdev
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

Row = Sequence[str]
Pair = tuple[Row, Row]
Scored = Sequence[tuple[Row, Row, int, int]]
Figures = dict[str, Any]
Floats = NDArray[np.float64]
Z = float(stats.norm.ppf(0.975))


def effects(pre: list[int], post: list[int]) -> Figures:
    """Spreads, standardised changes and the limits of dz."""
    n = len(pre)
    change = [b - a for a, b in zip(pre, post, strict=True)]
    sd_pre, sd_post = (stdev(side) if n > 1 else None for side in (pre, post))
    d_av = r = limits = None
    if sd_pre is not None and sd_post is not None and sd_pre + sd_post > 0:
        d_av = fmean(change) / math.sqrt((sd_pre**2 + sd_post**2) / 2)
    if sd_pre and sd_post:
        r = float(np.corrcoef(pre, post)[0, 1])
    if len(set(change)) > 1:
        t = fmean(change) / (stdev(change) / math.sqrt(n))
        limits = [end / math.sqrt(n) for end in _noncentral(t, n - 1)]
    higher, lower = sum(one > 0 for one in change), sum(one < 0 for one in change)
    return {
        "n": n,
        "df": n - 1 if n else None,
        "sd_pre": sd_pre,
        "sd_post": sd_post,
        "median_change": float(np.median(change)) if n else None,
        "d_av": d_av,
        "g_av": None if d_av is None else d_av * (1 - 3 / (4 * (n - 1) - 1)),
        "dz_ci": limits,
        "r_pre_post": r,
        "paired_dominance": (higher - lower) / n if n else None,
        "change_distribution": {str(value): many for value, many in Counter(change).items()},
    }


def _noncentral(t: float, df: int) -> tuple[float, float]:
    points, weights = np.polynomial.legendre.leggauss(300)

    def below(limit: float) -> float:
        cuts = sorted({-9.0, -3.0, 0.0, 3.0, 9.0, min(max(-limit, -9.0), 9.0)})
        total = 0.0
        for low, high in pairwise(cuts):
            z = (high - low) / 2 * points + (high + low) / 2
            s = (limit + z) / t
            above = special.gammaincc(df / 2, df / 2 * np.maximum(s, 0) ** 2)
            # P(T <= t) = P(s >= (limit + Z) / t), turned round where t is negative
            share = above if t > 0 else 1 - above
            total += (high - low) / 2 * float(weights @ (stats.norm.pdf(z) * share))
        return total

    reach = 15 + abs(t) * (1 + 15 / math.sqrt(2 * df))
    if abs(t) < 0.5 * math.sqrt(2 * df):
        # the summed step is too steep here, and the library is reliable
        return tuple(float(special.nctdtrinc(df, goal, t)) for goal in (0.975, 0.025))  # type: ignore[return-value]
    found = [
        optimize.brentq(lambda d, goal=goal: below(d) - goal, t - reach, t + reach, xtol=1e-12)
        for goal in (0.975, 0.025)
    ]
    return found[0], found[1]


def item_intervals(table: tuple[int, int, int, int]) -> Figures:
    """Mid-p and the three intervals of one table of (n11, n10, n01, n00)."""
    n11, n10, n01, n00 = table
    n = sum(table)
    if not n:
        return dict.fromkeys(("ci_tango_pp", "ci_bonett_price_pp", "ci_newcombe10_pp")) | {"p_midp": 1.0}
    moved, low = n10 + n01, min(n10, n01)
    pmf, cdf = stats.binom.pmf(low, moved, 0.5), stats.binom.cdf(low, moved, 0.5)
    p01, p10 = (n01 + 1) / (n + 2), (n10 + 1) / (n + 2)
    half = Z * math.sqrt((p01 + p10 - (p01 - p10) ** 2) / (n + 2))
    return {
        "fav_pre": n11 + n10,
        "fav_post": n11 + n01,
        "pct_post": 100 * (n11 + n01) / n,
        "p_midp": 1.0 if not moved else float(1 - pmf / 2 if n10 == n01 else 2 * cdf - pmf),
        "ci_tango_pp": [-100 * _tango(n10, n01, n), 100 * _tango(n01, n10, n)],
        "ci_bonett_price_pp": [100 * max(p01 - p10 - half, -1), 100 * min(p01 - p10 + half, 1)],
        "ci_newcombe10_pp": _newcombe(n11, n10, n01, n00),
    }


def _tango(n01: int, n10: int, n: int) -> float:
    """The upper limit; the nuisance share is found where the likelihood is highest."""

    def statistic(difference: float) -> float:
        low, high = max(0.0, -difference), (1 - difference) / 2

        def slope(q: float) -> float:
            parts = ((n01, q + difference, 1), (n10, q, 1), (n - n01 - n10, 1 - 2 * q - difference, -2))
            return sum(sign * many / max(share, 1e-300) for many, share, sign in parts if many)

        ends = low + 1e-15, high - 1e-15
        if ends[0] >= ends[1] or slope(ends[0]) <= 0:
            q = low
        else:
            q = high if slope(ends[1]) >= 0 else optimize.brentq(slope, *ends, xtol=1e-16, maxiter=500)
        variance = n * (2 * q + difference * (1 - difference))
        away = n01 - n10 - n * difference
        return away / math.sqrt(variance) if variance > 0 else math.copysign(math.inf, away) if away else 0.0

    low, high = (n01 - n10) / n, 1.0
    for _ in range(48):
        middle = (low + high) / 2
        low, high = (middle, high) if statistic(middle) >= -Z else (low, middle)
    return (low + high) / 2


def _newcombe(n11: int, n10: int, n01: int, n00: int) -> list[float]:
    n = n11 + n10 + n01 + n00
    sides = []
    for k in (n11 + n10, n11 + n01):
        found = stats.binomtest(k, n).proportion_ci(method="wilson")
        sides.append((k / n, found.low, found.high))
    (one, low_one, high_one), (two, low_two, high_two) = sides
    margins = (n11 + n10) * (n01 + n00) * (n11 + n01) * (n10 + n00)
    top = float(n11 * n00 - n10 * n01)
    top = max(top - n / 2, 0.0) if top > 0 else top
    phi = top / math.sqrt(margins) if margins else 0.0

    def reach(a: float, b: float) -> float:
        return math.sqrt(max(a * a - 2 * phi * a * b + b * b, 0.0))

    return [
        100 * (two - one - reach(two - low_two, high_one - one)),
        100 * (two - one + reach(high_two - two, one - low_one)),
    ]


def alpha(answers: list[list[int]], names: Sequence[str]) -> tuple[Figures, Figures]:
    """KR-20 with Feldt's interval, and correlations of each item with the sum of the others."""
    rest_of: Figures = dict.fromkeys(names)
    table = np.array(answers, dtype=np.float64).reshape(len(answers), len(names))
    kept = [place for place in range(len(names)) if len(answers) > 1 and len(set(table[:, place])) > 1]
    table, k, n = table[:, kept], len(kept), len(answers)
    total = table.sum(axis=1)
    found = interval = None
    if k > 1 and len(set(total)) > 1:
        found = float(k / (k - 1) * (1 - table.var(axis=0, ddof=1).sum() / total.var(ddof=1)))
        ends = stats.f.ppf([0.975, 0.025], n - 1, (n - 1) * (k - 1))
        interval = [1 - (1 - found) * float(end) for end in ends]
        interval = interval if interval[0] < interval[1] else None
    for column, place in enumerate(kept):
        rest = total - table[:, column]
        if len(set(rest)) > 1:
            rest_of[names[place]] = float(np.corrcoef(table[:, column], rest)[0, 1])
    return {"alpha": found, "k": k, "feldt95": interval}, rest_of


def of_languages(answers: list[list[int]], spoken: list[str], names: Sequence[str]) -> Figures:
    """Mantel-Haenszel of each item, person by person."""
    found: Figures = {}
    for place, name in enumerate(names):
        rest = [sum(row) - row[place] for row in answers]
        of = _fifths(rest)
        top = bottom = seen = expected = spread = 0.0
        for stratum in set(of):
            cells = Counter(
                (spoken[person], answers[person][place]) for person in range(len(of)) if of[person] == stratum
            )
            n, km, yes = sum(cells.values()), cells["km", 0] + cells["km", 1], cells["km", 1] + cells["en", 1]
            if n < 2:
                continue
            top += cells["km", 1] * cells["en", 0] / n
            bottom += cells["km", 0] * cells["en", 1] / n
            seen, expected = seen + cells["km", 1], expected + km * yes / n
            spread += km * (n - km) * yes * (n - yes) / (n * n * (n - 1))
        if not spread:
            found[name] = dict.fromkeys(("mh_or_km_vs_en", "chisq", "p", "delta_ets", "p_holm"))
            continue
        chisq = (seen - expected) ** 2 / spread
        found[name] = {
            "mh_or_km_vs_en": top / bottom if bottom else "Inf",
            "chisq": chisq,
            "p": float(stats.chi2.sf(chisq, 1)),
            "delta_ets": -2.35 * math.log(top / bottom) if top and bottom else None,
        }
    worst, family = 0.0, [(one["p"] if one["p"] is not None else 1.0, name) for name, one in found.items()]
    for rank, (p, name) in enumerate(sorted(family)):
        worst = max(worst, min((len(family) - rank) * p, 1.0))
        found[name]["p_holm"] = None if found[name]["p"] is None else worst
    return found


def _fifths(rest: list[int]) -> list[int]:
    if not rest:
        return []
    levels, edges = sorted(rest), set[Fraction]()
    for fifth in range(6):
        at = Fraction(fifth * (len(levels) - 1), 5)
        low, high = levels[math.floor(at)], levels[math.ceil(at)]
        edges.add(low + (at - math.floor(at)) * (high - low))
    return [max(sum(edge < one for edge in edges) - 1, 0) for one in rest]


def losses(stayed: list[int], left: list[int]) -> Figures:
    """The standardised difference of those who stayed and those who left."""
    smd = None
    if len(stayed) > 1 and len(left) > 1:
        freedom = len(stayed) + len(left) - 2
        pooled = ((len(stayed) - 1) * stdev(stayed) ** 2 + (len(left) - 1) * stdev(left) ** 2) / freedom
        smd = (fmean(stayed) - fmean(left)) / math.sqrt(pooled) if pooled else None
    return {"pre_scorable": len(stayed) + len(left), "smd": smd}


def whole(pairs: Sequence[Pair], scored: Scored, items: Sequence[Row], marks: Mapping[str, Any]) -> Figures:
    """Kinds, straight lines, languages, academies and likeness, over all pairs or the scored ones."""
    good = marks["good"]
    attitude, knowledge = (
        [p for p, row in enumerate(items) if row[2] == k] for k in ("attitude", "knowledge")
    )
    change = [b - a for *_, a, b in scored]
    by_academy: dict[str, list[int]] = {}
    for (one, *_), step in zip(scored, change, strict=True):
        by_academy.setdefault(one[2], []).append(step)
    means = [fmean(steps) for steps in by_academy.values()]
    spoken = {
        name: [step for (one, *_), step in zip(scored, change, strict=True) if one[5] == name]
        for name in ("km", "en")
    }

    def kind(side: int, places: list[int]) -> float | None:
        sums = [sum(pair[side][7 + p] in good[p] for p in places) for pair in pairs]
        return fmean(sums) if sums and places else None

    def straight(side: int) -> int:
        sheets = [{pair[side][7 + place] for place in attitude} for pair in pairs]
        return sum(len(sheet) == 1 and sheet != {""} for sheet in sheets)

    phases: tuple[tuple[str, int], ...] = (("pre", 0), ("post", 1))
    return {
        "by_kind": {
            name: {f"mean_{phase}": kind(side, places) for phase, side in phases}
            for name, places in (("attitude", attitude), ("knowledge", knowledge))
        },
        "straightliners": {phase: straight(side) for phase, side in phases},
        "by_language": {
            name: {"n": len(steps), "mean_change": fmean(steps) if steps else None}
            for name, steps in spoken.items()
        },
        "equal_weight_mean_change": fmean(means) if means else None,
        "cluster_extra": {
            "naive_se": stdev(change) / math.sqrt(len(change)) if len(change) > 1 else None,
            "anova_icc_workshop": _icc([one[3] for one, *_ in scored], change),
        },
    }


def _icc(unit: list[str], values: list[int]) -> float | None:
    groups = [[v for v, at in zip(values, unit, strict=True) if at == one] for one in sorted(set(unit))]
    g, n = len(groups), len(values)
    if g < 2 or n <= g:
        return None
    mean = Fraction(sum(values), n)
    of = [Fraction(sum(group), len(group)) for group in groups]
    between = sum(len(group) * (own - mean) ** 2 for group, own in zip(groups, of, strict=True)) / (g - 1)
    within = sum((v - own) ** 2 for group, own in zip(groups, of, strict=True) for v in group) / Fraction(
        n - g
    )
    n0 = (n - Fraction(sum(len(group) ** 2 for group in groups), n)) / (g - 1)
    bottom = between + (n0 - 1) * within
    return float((between - within) / bottom) if bottom else None


def merged(one: Figures, other: Figures) -> Figures:
    """Both nests in one."""
    out = dict(one)
    for name, value in other.items():
        out[name] = merged(out[name], value) if isinstance(out.get(name), dict) else value
    return out
