"""Whether two languages, or two groups, are asked the same: change by language, each item by Mantel-Haenszel."""

from __future__ import annotations

import numpy as np
from scipy import special

from hrtraining.reporting.domain import proportions
from hrtraining.reporting.domain.arrays import Bytes, Figures, Floats, Ints, ratio, words
from hrtraining.reporting.domain.dataset import LANGUAGES
from hrtraining.reporting.domain.instrument import Key
from hrtraining.reporting.domain.scores import mean


def by_language(language: Bytes, change: Ints) -> Figures:
    """Scored pairs and mean change by the language of the pre-test."""
    return {
        name: {"n": int((language == place).sum()), "mean_change": mean(change[language == place])}
        for place, name in enumerate(LANGUAGES)
    }


def language_difference(favourable: Bytes, language: Bytes, key: Key) -> Figures:
    """Mantel-Haenszel on the pre-test of the scored pairs, Khmer against English.

    Strata are fifths of the rest score (type-7 quantiles, duplicates merged, lowest included); `mh_or_km_vs_en` is
    the odds of a favourable answer, Khmer over English; `chisq` has no continuity correction;
    `delta_ets` = -2.35 ln(OR) (Holland & Thayer 1988); `p_holm` over the items, those without p as 1.
    """
    return {
        name: {"mh_or_km_vs_en": figures.pop("mh_or"), **figures}
        for name, figures in group_difference(favourable, language, key).items()
    }


def group_difference(favourable: Bytes, group: Bytes, key: Key) -> Figures:
    """Mantel-Haenszel of every item: do people of the same level in two groups (0 and 1) answer it alike?

    `favourable` is n x K of 0/1, `group` n of 0/1; `mh_or` is the odds of group 0 over those of group 1, the rest as
    in `language_difference`. Null where no stratum holds both groups or nobody's answers differ.
    """
    levels = _levels(favourable, group)
    found = [_mantel_haenszel(levels[place]) for place in range(key.size)]
    p = np.array([1.0 if row[2] is None else row[2] for row in found])
    adjusted = proportions.holm(p)
    figures: Figures = {}
    for place, (odds, chisq, p_value) in enumerate(found):
        finite_odds = np.isfinite(odds) and odds > 0
        figures[key.items[place].key] = {
            "mh_or": ratio(odds),
            "chisq": chisq,
            "p": p_value,
            "delta_ets": float(-2.35 * np.log(odds)) if finite_odds else None,
            "p_holm": None if p_value is None else float(adjusted[place]),
        }
    return figures


def _levels(favourable: Bytes, group: Bytes) -> Floats:
    """K x levels x 4: people by item, rest score, group and answer (0 not, 0 favourable, 1 not, 1 favourable)."""
    items = favourable.shape[1]
    score = favourable.sum(axis=1, dtype=np.uint16).astype(np.int64)
    # all items follow from the people of each whole score and group, and how many of them were favourable
    kind = score * 2 + group
    people = np.bincount(kind, minlength=2 * (items + 1))
    yes = np.zeros((2 * (items + 1), items), dtype=np.int64)
    answers = words(favourable.T)
    for one in np.flatnonzero(people):
        yes[one] = np.bitwise_count(answers & words((kind == one)[None, :])).sum(axis=1, dtype=np.int64)
    found = np.zeros((items, items + 1, 4))
    found[:, :, 0] = people[0::2] - yes[0::2].T
    found[:, :, 2] = people[1::2] - yes[1::2].T
    # the rest score of somebody with a favourable answer is one lower
    found[:, :-1, 1], found[:, :-1, 3] = yes[2::2].T, yes[3::2].T
    return found


def _mantel_haenszel(levels: Floats) -> tuple[float, float | None, float | None]:
    nothing = (float("nan"), None, None)
    if not levels.any():
        return nothing
    cells = _strata(levels)
    km_not, km_yes, en_not, en_yes = (cells[:, column] for column in range(4))
    n = cells.sum(axis=1)
    used = n > 1
    km_not, km_yes, en_not, en_yes, n = (x[used] for x in (km_not, km_yes, en_not, en_yes, n))
    top, bottom = float((km_yes * en_not / n).sum()), float((km_not * en_yes / n).sum())
    km, yes = km_yes + km_not, km_yes + en_yes
    expected = km * yes / n
    variance = _hypergeometric_variance(km, yes, n)
    if not variance:
        return nothing
    chisq = float(km_yes.sum() - expected.sum()) ** 2 / variance
    odds = top / bottom if bottom else (float("inf") if top else float("nan"))
    return odds, chisq, float(special.chdtrc(1, chisq))


def _strata(levels: Floats) -> Floats:
    """Put the rows of a histogram by whole score together into fifths: (lowest, q20], ... (q80, highest]."""
    cumulated = np.cumsum(levels.sum(axis=1))
    positions = np.linspace(0, 1, 6) * (cumulated[-1] - 1)
    low = np.searchsorted(cumulated, np.floor(positions), side="right")
    high = np.searchsorted(cumulated, np.ceil(positions), side="right")
    edges = np.unique(low + (positions - np.floor(positions)) * (high - low))
    strata = max(len(edges) - 1, 1)
    of_level = np.clip(np.searchsorted(edges, np.arange(len(levels)), side="left") - 1, 0, strata - 1)
    cells = np.zeros((strata, 4))
    np.add.at(cells, of_level, levels)
    return cells


def _hypergeometric_variance(km: Floats, yes: Floats, n: Floats) -> float:
    return float((km * (n - km) * yes * (n - yes) / (n * n * (n - 1))).sum())
