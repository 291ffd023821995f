"""What of the double pre-test may be read: whole published periods, means too coarse to tell one person's score.

The doubled courses are a part of the published ones, so an exact mean of theirs less an exact one of all could show
the few who are left. As in the follow-up, means are rounded to a step with step x people >= items, and changes are
differences of printed means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hrtraining.reporting.domain.chance import WORKSHOPS_FOR_SCORES
from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.followup_release import (
    Printed,
    difference_as_printed,
    margin_as_printed,
    mean_as_printed,
    step_for,
)
from hrtraining.reporting.domain.waiting_cohorts import Reading, reading_of


@dataclass(frozen=True, slots=True)
class DoubledPerson:
    """The scores of one person at enrolment, before and after; None where too much is missing."""

    first: int | None
    before: int | None
    after: int | None

    @property
    def is_scored(self) -> bool:
        """Whether all three have a score."""
        return None not in (self.first, self.before, self.after)


@dataclass(frozen=True, slots=True)
class DoubledWorkshop:
    """A closed doubled workshop: the period in which it was published, and its people with the three tests."""

    workshop: int
    period: int
    people: tuple[DoubledPerson, ...]


@dataclass(frozen=True, slots=True)
class DoubleFigures:
    """The double pre-test of the nation. Means are points of the score 0..K, all of the same people.

    `change_first` is before less enrolment, `change` after less before, `net` the one less the other; a margin is
    half a 95 % interval with workshops as units, None below six workshops.
    """

    workshops: int
    people: int
    items: int
    step: float
    first: Printed
    before: Printed
    after: Printed
    change_first: Printed
    change: Printed
    net: Printed
    margin_first: float | None
    margin: float | None
    margin_net: float | None

    @property
    def reading(self) -> Reading:
        """What the change with the course may mean, from the figures as they are printed."""
        return reading_of(self.change.value, self.change_first.value)


def published(workshops: Iterable[DoubledWorkshop], periods: Iterable[int]) -> list[DoubledWorkshop]:
    """The workshops of the periods that may be read: shown ones in which ten people or more have three scores.

    So no figure of a later state less one of an earlier state shows fewer than ten (rule 16).
    """
    shown = set(periods)
    by_period: dict[int, list[DoubledWorkshop]] = defaultdict(list)
    for one in workshops:
        if one.period in shown:
            by_period[one.period].append(one)
    return [
        one
        for _, group in sorted(by_period.items())
        if sum(person.is_scored for one in group for person in one.people) >= THRESHOLD
        for one in sorted(group, key=lambda one: one.workshop)
    ]


def double_figures(workshops: Sequence[DoubledWorkshop], *, items: int) -> DoubleFigures | None:
    """The figures of workshops that may be read; None when there are none."""
    scored = [
        (place, person.first, person.before, person.after)
        for place, one in enumerate(workshops)
        for person in one.people
        if person.first is not None and person.before is not None and person.after is not None
    ]
    if len(scored) < THRESHOLD:
        return None
    units, first, before, after = zip(*scored, strict=True)
    means = [mean_as_printed(side, items) for side in (first, before, after)]
    step = step_for(len(scored), items)
    margins = (
        _margins(units, first, before, after, step) if len(set(units)) >= WORKSHOPS_FOR_SCORES else [None] * 3
    )
    change_first, change = (
        difference_as_printed(means[1], means[0]),
        difference_as_printed(means[2], means[1]),
    )
    return DoubleFigures(
        workshops=len(set(units)),
        people=len(scored),
        items=items,
        step=step,
        first=means[0],
        before=means[1],
        after=means[2],
        change_first=change_first,
        change=change,
        net=difference_as_printed(change, change_first),
        margin_first=margins[0],
        margin=margins[1],
        margin_net=margins[2],
    )


def _margins(
    units: Sequence[int], first: Sequence[int], before: Sequence[int], after: Sequence[int], step: float
) -> list[float | None]:
    """Half the intervals of the three changes with workshops as units (rule 10), never finer than the step."""
    import numpy as np

    from hrtraining.reporting.domain.clusters import robust, sums_by

    cluster = np.array(units, dtype=np.int64)
    one, two, three = (np.array(side, dtype=np.int64) for side in (first, before, after))
    found: list[float | None] = []
    for values in (two - one, three - two, three - 2 * two + one):
        ends = robust(*sums_by(cluster, values))["ci95"]
        found.append(margin_as_printed(ends, step))
    return found
