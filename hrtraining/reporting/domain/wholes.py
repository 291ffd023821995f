"""Figures of the nation beyond its score and items: by kind, by language, how the tests were filled in, clusters.

Each is given from 100 pairs on, each count from ten on, each language from 100 people on; the rest is null with a mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from hrtraining.reporting.domain import language, scoring
from hrtraining.reporting.domain.answers import (
    Difference,
    ItemQuality,
    TestQuality,
    coarse,
    item_quality,
    pair_quality,
)
from hrtraining.reporting.domain.arrays import Bytes, Figures, Flags, Ints
from hrtraining.reporting.domain.bootstrap import of_pairs
from hrtraining.reporting.domain.chance import WORKSHOPS_FOR_SCORES
from hrtraining.reporting.domain.clusters import anova_icc, design_effect
from hrtraining.reporting.domain.dataset import LANGUAGES
from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.extremes import SMALL
from hrtraining.reporting.domain.grid import MEAN, POOLED
from hrtraining.reporting.domain.groups import Pairs
from hrtraining.reporting.domain.instrument import KINDS, KNOWLEDGE
from hrtraining.reporting.domain.masking import Marks
from hrtraining.reporting.domain.published import (
    HIDDEN,
    NOT_ESTIMABLE,
    Shown,
    why_no_interval,
)
from hrtraining.reporting.domain.release import Release
from hrtraining.reporting.domain.reliability import alpha_without, reliability
from hrtraining.reporting.domain.report import do_not_know, straightliners
from hrtraining.reporting.domain.scope import DIMENSIONS, NOT_GIVEN
from hrtraining.reporting.domain.scores import sd
from hrtraining.reporting.domain.scoring import Scored
from hrtraining.reporting.domain.units import JOINED


def _spoken(release: Release) -> tuple[Bytes, Flags]:
    """The language of each scored pair whose language is shown in its period, and which pairs these are."""
    codes, names = release.tags("language")
    unknown = len(LANGUAGES)
    places = [LANGUAGES.index(name) if name in LANGUAGES else unknown for name in names]
    of_pairs = np.array(places, dtype=np.uint8)[codes]
    rows = release.rows_shown("language") & release.pairs.complete & (of_pairs < unknown)
    return of_pairs[rows], rows


def _speakers(release: Release) -> tuple[Flags, Flags]:
    """The same as who was asked in each of the two languages."""
    spoken, rows = _spoken(release)
    one, other = (np.zeros(len(rows), dtype=np.bool_) for _ in LANGUAGES)
    one[rows], other[rows] = spoken == 0, spoken == 1
    return one, other


PHASES = ("pre", "post")
OTHER_DIMENSIONS = tuple(name for name in DIMENSIONS if name != "language")


@dataclass(frozen=True, slots=True)
class Alike:
    """Whether people of the same level answer each item alike: in both languages, and by breakdown."""

    languages: Figures
    groups: dict[str, Difference]


def differences(release: Release) -> dict[str, Difference]:
    """Whether people of the same level answer each item alike, for the two largest groups of each breakdown.

    Only people whose category is shown in their period, and at least 100 of them with a score in each group.
    """
    return _alike(release).groups if release.is_national_shown else {}


def _alike(release: Release) -> Alike:
    def make() -> Alike:
        ranked = language.Ranked.of(release.pairs.pre.favourable)
        spoken = language.of_languages(ranked.difference(*_speakers(release), release.key))
        return Alike(spoken, _by_breakdown(release, ranked) if release.is_national_shown else {})

    return release.once("alike", make)


def _by_breakdown(release: Release, ranked: language.Ranked) -> dict[str, Difference]:
    found = {}
    for dimension in OTHER_DIMENSIONS:
        codes, names = release.tags(dimension)
        rows = release.rows_shown(dimension) & release.pairs.complete
        people = np.bincount(codes[rows], minlength=len(names)).tolist()
        sizes = {
            name: people[names.index(name)] if name in names else 0
            for name in release.scope.categories[dimension]
            if name != NOT_GIVEN
        }
        largest = sorted(sizes, key=lambda name: (-sizes[name], name))[:2]
        if len(largest) < 2 or sizes[largest[1]] < SMALL:
            continue
        one, other = (rows & (codes == names.index(name)) for name in largest)
        items = ranked.difference(one, other, release.key)
        found[dimension] = Difference(dimension, largest[0], largest[1], items)
    return found


def very_fast(release: Release, phase: str) -> tuple[int, int]:
    """Attempts of the nation's pairs that took less than two seconds an answer, and those whose time is known."""
    return release.nation_count(f"fast_{phase}"), release.nation_count(f"timed_{phase}")


def _by_kind(pairs: Pairs, rows: Flags) -> Figures:
    """Mean favourable answers to the items of each kind; item by item, so that no array is as large as the answers."""
    n = int(np.count_nonzero(rows))

    def mean_of(side: Scored, places: Sequence[int]) -> float | None:
        favourable = sum(
            int(np.count_nonzero(scoring.favourable(side.codes[:, place]) & rows)) for place in places
        )
        return favourable / n if places and n else None

    return {
        kind: {
            f"mean_{phase}": mean_of(side, pairs.key.places(kind))
            for phase, side in zip(PHASES, (pairs.pre, pairs.post), strict=True)
        }
        for kind in KINDS
    }


def whole_figures(release: Release, marks: Marks) -> Figures:
    """`by_kind`, `straightliners`, `very_fast`, `dont_know`, `by_language`, `language_dif_pre`, `group_dif_pre` and
    `cluster_extra` after the gate.

    `by_kind` are means of the score, `by_language` too; `straightliners` and `very_fast` count attempts, `dont_know`
    answers; the differences are those of `language.group_difference`.
    """
    rows = release.nation_rows()
    n = int(np.count_nonzero(rows))
    pairs, key = release.pairs, release.key
    spoken, of_languages = _spoken(release)
    sides = release.nation_codes()
    figures: Figures = {
        "by_kind": _by_kind(pairs, rows),
        "straightliners": dict(zip(PHASES, (straightliners(side, key) for side in sides), strict=True)),
        "very_fast": {phase: very_fast(release, phase)[0] for phase in PHASES},
        "dont_know": dict(zip(PHASES, (do_not_know(side, key) for side in sides), strict=True)),
        "by_language": language.by_language(spoken, (pairs.post.score - pairs.pre.score)[of_languages]),
        "language_dif_pre": _alike(release).languages,
        "group_dif_pre": {
            name: {"first": found.first, "second": found.second, "items": found.items}
            for name, found in differences(release).items()
        },
    }
    alike = alikeness(release)
    if n < SMALL or not release.is_national_shown:
        figures["cluster_extra"] = alike.nest("cluster_extra", Marks())
        return {name: marks.hide(name, found) for name, found in figures.items()}
    figures["cluster_extra"] = alike.nest("cluster_extra", marks)
    for phase in PHASES:
        timed = very_fast(release, phase)[1]
        if timed < SMALL:
            found = figures["very_fast"]
            found[phase] = marks.hide(f"very_fast.{phase}", found[phase]) if timed else None
    for name in ("straightliners", "very_fast", "dont_know"):
        for phase, people in figures[name].items():
            if people is not None and 0 <= people < THRESHOLD:
                figures[name][phase] = marks.hide(f"{name}.{phase}", people)
    if not all_exact(release):
        figures["by_kind"] = marks.hide("by_kind", figures["by_kind"])
    if not speaks_both(spoken):
        for name in ("by_language", "language_dif_pre"):
            figures[name] = marks.hide(name, figures[name])
    return figures


def bootstrap_figures(release: Release, marks: Marks) -> Figures:
    """The seeded check of the nation's intervals, over the same units and from as many of them (rule 23)."""
    leaves, rows = release.nation_groups()
    of = release.units.of
    seed = int.from_bytes(sha256(release.data_hash.encode()).digest()[:4], "big")
    found = of_pairs(release.pairs, rows=rows, leaves=leaves, units=(of[POOLED], of[MEAN]), seed=seed)
    for name, cell in (("pooled_points", POOLED), ("mean_change", MEAN)):
        path = f"bootstrap.{name}"
        if not release.is_exact(cell):
            found[name] = marks.hide(path, found[name])
            continue
        joined = _distinct(release.units.own[leaves]) - _distinct(of[cell][leaves])
        why_not = why_no_interval({"G": found[name]["G"], JOINED: joined}, WORKSHOPS_FOR_SCORES)
        for one in ("se", "ci95"):
            if why_not is not None:
                found[name][one] = marks.hide(f"{path}.{one}", found[name][one], why_not)
            elif joined and found[name][one] is not None:
                marks.by_path[f"{path}.{one}"] = JOINED
    return found


def all_exact(release: Release) -> bool:
    """Whether every item of the nation is printed as finely as usual."""
    national = release.national()
    return national is not None and not any(line.to_favourable.mark for line in national.items)


def speaks_both(spoken: Bytes) -> bool:
    """Whether there are enough people in each language to compare them."""
    return all(int(np.count_nonzero(spoken == place)) >= SMALL for place in range(len(LANGUAGES)))


@dataclass(frozen=True, slots=True)
class Alikeness:
    """How alike the change is within workshops, over the scored pairs of the nation.

    `icc` and `design_effect` are over the units of printed intervals; `why_not` says why there are none ("few",
    "hidden"), `is_joined` whether workshops were put together for them. `naive_se` is sd / sqrt(n).
    """

    icc: float | None
    design_effect: float | None
    naive_se: float | None
    why_not: str | None
    is_joined: bool

    def nest(self, path: str, marks: Marks) -> Figures:
        """The figures in the names of the conventions, with their marks."""
        figures: Figures = {
            "anova_icc_workshop": self.icc,
            "naive_se": self.naive_se,
            "design_effect": self.design_effect,
        }
        for name in ("anova_icc_workshop", "design_effect"):
            if self.why_not is not None:
                figures[name] = marks.hide(f"{path}.{name}", figures[name], self.why_not)
            elif self.is_joined and figures[name] is not None:
                marks.by_path[f"{path}.{name}"] = JOINED
        return figures


def alikeness(release: Release) -> Alikeness:
    """How alike the change is within workshops."""
    return release.once("clusters", lambda: _alikeness(release))


def _alikeness(release: Release) -> Alikeness:
    pairs = release.pairs
    scored = release.nation_rows() & pairs.complete
    change = (pairs.post.score - pairs.pre.score)[scored]
    leaf = pairs.leaf[scored]
    unit = release.units.of[MEAN][leaf]
    spread = sd(change)
    naive = None if spread is None or not len(change) else spread / float(np.sqrt(len(change)))
    units = _distinct(unit)
    joined = _distinct(release.units.own[leaf]) - units
    why_not = why_no_interval({"G": units, JOINED: joined}, WORKSHOPS_FOR_SCORES)
    return Alikeness(
        icc=None if why_not else anova_icc(unit, change),
        design_effect=None if why_not else design_effect(unit, change, naive),
        naive_se=naive,
        why_not=why_not,
        is_joined=bool(joined),
    )


def _distinct(positions: Ints) -> int:
    return int(np.count_nonzero(np.bincount(positions)))


def item_qualities(release: Release) -> dict[str, ItemQuality]:
    """The quality of every item over the nation; nothing under 100 people with a score."""
    rows = release.nation_rows()
    pairs, key = release.pairs, release.key
    scored = rows & pairs.complete
    if not release.is_national_shown or int(scored.sum()) < SMALL:
        return {}
    favourable = pairs.pre.favourable[scored]
    codes = release.nation_codes()[0][pairs.complete[rows]]
    together = reliability(favourable, pairs.post.favourable[scored], key)
    by_language = _alike(release).languages if speaks_both(_spoken(release)[0]) else {}
    without = alpha_without(favourable, key)
    return {
        item.key: item_quality(
            key,
            place,
            codes=codes,
            favourable=favourable,
            score=pairs.pre.score[scored],
            reliability=together,
            language=by_language,
            alpha_without=without[item.key],
            differences=tuple(differences(release).values()),
        )
        for place, item in enumerate(key.items)
    }


def test_page(release: Release, opposites: tuple[tuple[str, str], ...]) -> TestQuality | None:
    """How the people of the nation filled in the test as a whole; None under 100 pairs."""
    sides = release.nation_codes()
    n = len(sides[0])
    if not release.is_national_shown or n < SMALL:
        return None
    key = release.key
    places = {item.key: place for place, item in enumerate(key.items)}
    known = len(key.places(KNOWLEDGE)) * n
    straight = [coarse(straightliners(side, key), n) for side in sides]
    fast = [_fast(*very_fast(release, phase)) for phase in PHASES]
    not_sure = [coarse(do_not_know(side, key), known) for side in sides]
    return TestQuality(
        straight_before=straight[0],
        straight_after=straight[1],
        fast_before=fast[0],
        fast_after=fast[1],
        not_sure_before=not_sure[0],
        not_sure_after=not_sure[1],
        pairs=tuple(
            pair_quality(key, places[one], places[other], sides)
            for one, other in opposites
            if one in places and other in places
        ),
    )


def _fast(count: int, timed: int) -> Shown:
    """A share in whole per cent of the attempts whose time is known, from 100 on; none where no time is known."""
    if timed < SMALL:
        return Shown(None, 0, HIDDEN if timed else NOT_ESTIMABLE)
    return coarse(count, timed)
