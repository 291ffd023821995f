"""Figures of the nation beyond its score and items: by kind, by language, how the tests were filled in, clusters.

Each is given from 100 pairs on, each count from ten on, each language from 100 people on; the rest is null with a mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from hrtraining.reporting.domain import language
from hrtraining.reporting.domain.answers import (
    Difference,
    ItemQuality,
    TestQuality,
    coarse,
    item_quality,
    pair_quality,
)
from hrtraining.reporting.domain.arrays import Bytes, Figures, Flags
from hrtraining.reporting.domain.bootstrap import of_pairs
from hrtraining.reporting.domain.clusters import anova_icc, design_effect
from hrtraining.reporting.domain.dataset import LANGUAGES
from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.extremes import SMALL
from hrtraining.reporting.domain.grid import MEAN, POOLED
from hrtraining.reporting.domain.instrument import DO_NOT_KNOW, KINDS, KNOWLEDGE, Key
from hrtraining.reporting.domain.masking import Marks
from hrtraining.reporting.domain.published import FEW, HIDDEN, NOT_ESTIMABLE, WORKSHOPS_FOR_SCORES, Shown
from hrtraining.reporting.domain.release import Release
from hrtraining.reporting.domain.reliability import alpha_without, reliability
from hrtraining.reporting.domain.report import straightliners
from hrtraining.reporting.domain.scope import DIMENSIONS, NOT_GIVEN
from hrtraining.reporting.domain.scores import sd


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


def do_not_know(codes: Bytes, key: Key) -> int:
    """How many answers to knowledge items are "not sure"."""
    return sum(
        int(np.count_nonzero(codes[:, place] == key.items[place].numbers[DO_NOT_KNOW]))
        for place in key.places(KNOWLEDGE)
    )


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


def whole_figures(release: Release, marks: Marks) -> Figures:
    """`by_kind`, `straightliners`, `very_fast`, `dont_know`, `by_language`, `language_dif_pre`, `group_dif_pre` and
    `cluster_extra` after the gate."""
    rows = release.nation_rows()
    n = int(np.count_nonzero(rows))
    pairs, key = release.pairs, release.key
    spoken, of_languages = _spoken(release)
    sides = release.nation_codes()
    kinds = {kind: key.places(kind) for kind in KINDS}
    figures: Figures = {
        "by_kind": {
            kind: {
                f"mean_{phase}": sum(
                    int(np.count_nonzero(side.favourable[:, place] & rows)) for place in places
                )
                / n
                if places and n
                else None
                for phase, side in (("pre", pairs.pre), ("post", pairs.post))
            }
            for kind, places in kinds.items()
        },
        "straightliners": dict(zip(PHASES, (straightliners(side, key) for side in sides), strict=True)),
        "very_fast": {phase: very_fast(release, phase)[0] for phase in PHASES},
        "dont_know": dict(zip(PHASES, (do_not_know(side, key) for side in sides), strict=True)),
        "by_language": language.by_language(spoken, (pairs.post.score - pairs.pre.score)[of_languages]),
        "language_dif_pre": _alike(release).languages,
        "cluster_extra": clusters(release),
        "group_dif_pre": {
            name: {"first": found.first, "second": found.second, "items": found.items}
            for name, found in differences(release).items()
        },
    }
    if n < SMALL or not release.is_national_shown:
        return {name: marks.hide(name, found) for name, found in figures.items()}
    for phase in PHASES:
        timed = very_fast(release, phase)[1]
        if timed < SMALL:
            found = figures["very_fast"]
            found[phase] = marks.hide(f"very_fast.{phase}", found[phase]) if timed else None
    for name in ("straightliners", "very_fast", "dont_know"):
        for phase, n in figures[name].items():
            if n is not None and 0 <= n < THRESHOLD:
                figures[name][phase] = marks.hide(f"{name}.{phase}", n)
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
        elif found[name]["G"] < WORKSHOPS_FOR_SCORES:
            for one in ("se", "ci95"):
                found[name][one] = marks.hide(f"{path}.{one}", found[name][one], FEW)
    return found


def all_exact(release: Release) -> bool:
    """Whether every item of the nation is printed as finely as usual."""
    national = release.national()
    return national is not None and not any(line.to_favourable.mark for line in national.items)


def speaks_both(spoken: Bytes) -> bool:
    """Whether there are enough people in each language to compare them."""
    return all(int(np.count_nonzero(spoken == place)) >= SMALL for place in range(len(LANGUAGES)))


def clusters(release: Release) -> Figures:
    """How alike the change is within workshops, over the scored pairs of the nation."""
    return release.once("clusters", lambda: _clusters(release))


def _clusters(release: Release) -> Figures:
    pairs = release.pairs
    scored = release.nation_rows() & pairs.complete
    change = (pairs.post.score - pairs.pre.score)[scored]
    workshop = release.units.of[MEAN][pairs.leaf[scored]]
    spread = sd(change)
    enough = int(np.count_nonzero(np.bincount(workshop))) >= WORKSHOPS_FOR_SCORES
    naive = None if spread is None or not len(change) else spread / float(np.sqrt(len(change)))
    return {
        "anova_icc_workshop": anova_icc(workshop, change) if enough else None,
        "naive_se": naive,
        "design_effect": design_effect(workshop, change, naive) if enough else None,
    }


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
