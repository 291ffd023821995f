"""Whether two languages, or two groups, are asked the same: change by language, each item by Mantel-Haenszel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from hrtraining.reporting.domain import proportions
from hrtraining.reporting.domain.arrays import (
    WORD,
    Bytes,
    Figures,
    Flags,
    Floats,
    Ints,
    Places,
    finite,
    placed,
    ratio,
    total_of,
)
from hrtraining.reporting.domain.dataset import LANGUAGES
from hrtraining.reporting.domain.instrument import Key
from hrtraining.reporting.domain.scores import mean

FIFTHS = 5


def by_language(language: Bytes, change: Ints) -> Figures:
    """Scored pairs and mean change by the language of the pre-test."""
    return {
        name: {"n": int(np.count_nonzero(language == place)), "mean_change": mean(change[language == place])}
        for place, name in enumerate(LANGUAGES)
    }


def language_difference(favourable: Bytes, language: Bytes, key: Key) -> Figures:
    """Mantel-Haenszel on the pre-test of the scored pairs, Khmer against English.

    Strata are fifths of the rest score (type-7 quantiles, duplicates merged, lowest included); `mh_or_km_vs_en` is
    the odds of a favourable answer, Khmer over English; `chisq` has no continuity correction;
    `delta_ets` = -2.35 ln(OR) (Holland & Thayer 1988); `p_holm` over the items, those without p as 1.
    """
    return of_languages(group_difference(favourable, language, key))


def of_languages(found: Figures) -> Figures:
    """The figures of two groups in the names of the two languages."""
    return {name: {"mh_or_km_vs_en": figures.pop("mh_or"), **figures} for name, figures in found.items()}


def group_difference(favourable: Bytes, group: Bytes, key: Key) -> Figures:
    """Mantel-Haenszel of every item: do people of the same level in two groups (0 and 1) answer it alike?

    `favourable` is n x K of 0/1, `group` n of 0/1; `mh_or` is the odds of group 0 over those of group 1, the rest as
    in `language_difference`. Null where no stratum holds both groups or nobody's answers differ.
    """
    return Ranked.of(favourable).difference(group == 0, group == 1, key)


@dataclass(frozen=True, slots=True)
class Ranked:
    """n people in the order of their whole scores, to compare many pairs of groups among them.

    `answers` are K rows of bits, people side by side, those of each score from a new word on; `at` is the bit of each
    person, `starts` the first word of each score, `score` n of 0..K.
    """

    answers: NDArray[np.uint64]
    at: Places
    starts: Ints
    score: Ints

    @classmethod
    def of(cls, favourable: Bytes) -> Ranked:
        """From n x K of 0/1."""
        items = favourable.shape[1]
        score = total_of(favourable.T, len(favourable))
        people = np.bincount(score, minlength=items + 1)
        # one word more for each score, so that none is empty
        room = people // WORD + 1
        ends = np.cumsum(room)
        starts = ends - room
        order = np.argsort(score.astype(np.uint16), kind="stable")
        at = np.empty(len(score), dtype=np.int64)
        at[order] = np.arange(len(score)) + np.repeat(starts * WORD - (np.cumsum(people) - people), people)
        return cls(placed(favourable.T, at, int(ends[-1])), at, starts, score)

    def difference(self, first: Flags, second: Flags, key: Key) -> Figures:
        """The figures of `group_difference` for two groups that share nobody."""
        odds, chisq, p_value = _mantel_haenszel(self._levels(first, second))
        is_known = np.isfinite(chisq)
        adjusted = proportions.holm(np.where(is_known, p_value, 1.0))
        figures: Figures = {}
        for place, item in enumerate(key.items):
            ratio_of, known = float(odds[place]), bool(is_known[place])
            finite_odds = np.isfinite(ratio_of) and ratio_of > 0
            figures[item.key] = {
                "mh_or": ratio(ratio_of),
                "chisq": float(chisq[place]) if known else None,
                "p": float(p_value[place]) if known else None,
                "delta_ets": finite(-2.35 * np.log(ratio_of)) if finite_odds else None,
                "p_holm": float(adjusted[place]) if known else None,
            }
        return figures

    def _levels(self, first: Flags, second: Flags) -> Floats:
        """K x levels x 4: people by item, rest score, group and answer (0 not, 0 favourable, 1 not, 1 favourable)."""
        items = len(self.answers)
        found = np.zeros((items, items + 1, 4))
        for column, group in ((0, first), (2, second)):
            people = np.bincount(self.score[group], minlength=items + 1)
            chosen = placed(group[None, :], self.at, self.answers.shape[1])
            both = np.bitwise_count(self.answers & chosen)
            yes = np.add.reduceat(both, self.starts, axis=1, dtype=np.int64)
            found[:, :, column] = people - yes
            # the rest score of somebody with a favourable answer is one lower
            found[:, :-1, column + 1] = yes[:, 1:]
        return found


def _mantel_haenszel(levels: Floats) -> tuple[Floats, Floats, Floats]:
    """Odds ratio, chi-square and p of K items; NaN where they do not exist (an odds ratio may be infinite)."""
    cells = _strata(levels)
    n = cells.sum(axis=2)
    cells = np.where((n > 1)[:, :, None], cells, 0.0)
    km_not, km_yes, en_not, en_yes = (cells[:, :, column] for column in range(4))
    # a stratum that is not used has nobody in any cell and adds nothing
    n = np.where(n > 1, n, 2.0)
    top, bottom = (km_yes * en_not / n).sum(axis=1), (km_not * en_yes / n).sum(axis=1)
    km, yes = km_yes + km_not, km_yes + en_yes
    used = cells.any(axis=2)
    spread = np.where(used, km * (n - km) * yes * (n - yes) / (n * n * (n - 1)), 0.0).sum(axis=1)
    nothing = np.full(len(levels), np.nan)
    known = spread > 0
    distance = (km_yes.sum(axis=1) - (km * yes / n).sum(axis=1)) ** 2
    chisq = np.divide(distance, spread, out=nothing.copy(), where=known)
    odds = np.divide(top, bottom, out=np.where(top > 0, np.inf, np.nan), where=bottom > 0)
    return np.where(known, odds, np.nan), chisq, np.where(known, special.chdtrc(1, chisq), np.nan)


def _strata(levels: Floats) -> Floats:
    """K x 5 x 4: the levels of each item put together into fifths: (lowest, q20], ... (q80, highest]."""
    cumulated = np.cumsum(levels.sum(axis=2), axis=1)
    # whole numbers: 0.6 times as many people is not always a whole number, and a fifth that ends a hair beyond the
    # lowest level would keep that level apart
    below, over = np.divmod(np.arange(FIFTHS + 1) * (cumulated[:, -1:].astype(np.int64) - 1), FIFTHS)
    low, high = ((cumulated[:, None, :] <= at[:, :, None]).sum(axis=2) for at in (below, below + (over > 0)))
    edges = low + over / FIFTHS * (high - low)
    is_new = np.diff(edges, axis=1, prepend=-1.0) > 0
    strata = np.maximum(is_new.sum(axis=1) - 1, 1)
    passed = edges[:, :, None] < np.arange(levels.shape[1])
    of_level = np.clip((passed & is_new[:, :, None]).sum(axis=1) - 1, 0, strata[:, None] - 1)
    chosen = of_level[:, None, :] == np.arange(FIFTHS)[:, None]
    return np.asarray(chosen.astype(np.float64) @ levels)
