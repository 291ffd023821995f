"""How far chance and place reach: the headline with workshops and with academies as units, and how alike workshops are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Figures, Ints, numbered
from hrtraining.reporting.domain.chance import WORKSHOPS_FOR_SCORES
from hrtraining.reporting.domain.clusters import robust
from hrtraining.reporting.domain.extremes import BELOW, LOW, SMALL
from hrtraining.reporting.domain.published import (
    CLUSTERED,
    FEW,
    HIDDEN,
    NOT_ESTIMABLE,
    Detail,
    Interval,
    Shown,
)
from hrtraining.reporting.domain.release import Release
from hrtraining.reporting.domain.wholes import alikeness


@dataclass(frozen=True, slots=True)
class Spread:
    """Of the nation: the interval if other academies behaved like these, the likeness within workshops, its price.

    `icc` is the intraclass correlation of the change in score, `design_effect` how many times larger workshops as
    units make its variance.
    """

    academies: int
    by_academy: Interval
    icc: Shown
    design_effect: Shown


def spread(release: Release) -> Spread | None:
    """The spread of the nation; None where the nation is withheld or has fewer than 100 people."""
    national = release.national()
    rows = release.nation_rows()
    if national is None or int(np.count_nonzero(rows)) < SMALL:
        return None
    figures = _by_academy(release, release.nation_groups()[0])
    ends = figures["ci95"]
    if national.summary.pooled.difference.value is None or national.summary.pooled.difference.is_rounded:
        interval = Interval(why_not=HIDDEN)
    elif figures["G"] < WORKSHOPS_FOR_SCORES:
        interval = Interval(why_not=FEW)
    else:
        interval = Interval(ends[0], ends[1], CLUSTERED) if ends else Interval(why_not=NOT_ESTIMABLE)
    alike = alikeness(release)
    return Spread(
        academies=figures["G"],
        by_academy=interval,
        icc=_shown(alike.icc, alike.why_not),
        design_effect=_shown(alike.design_effect, alike.why_not),
    )


def full_score(detail: Detail) -> Shown:
    """The share of full scores after, from 5 per cent on; below it may stand for one person."""
    full = detail.at_maximum_after
    return Shown(None, mark=BELOW) if full.value is not None and full.value < LOW else full


def _shown(value: float | None, why_not: str | None) -> Shown:
    return Shown(None, mark=why_not or NOT_ESTIMABLE) if value is None else Shown(value, 2)


def _by_academy(release: Release, leaves: Ints) -> Figures:
    """The robust interval of the points of all answers; academies whose figure is not printed exactly are one unit."""
    academy = numbered(release.units.academies[leaves])[1]
    tables = release.pairs.tables.of(leaves).joined(academy)
    return robust(tables.answered.sum(axis=1), tables.gains.sum(axis=1), scale=100.0)
