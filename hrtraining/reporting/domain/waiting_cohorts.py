"""Sets cohorts that waited for the course beside those just trained: what time alone did in between.

Academies begin in different months. The pre-tests of those published in one period were taken while those of the
period before were already trained (the idea of the stepped wedge). Everything is made of figures
of whole periods that passed the gate, so nothing new is disclosed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hrtraining.reporting.domain.published import Shown, Summary

LITTLE = 0.25
"""Up to this part of the change of the trained, what happened while waiting is called little."""


class Reading(StrEnum):
    """What a change with the course may mean beside the change without it."""

    LITTLE = "little"
    """Hardly any rise without the course: other causes explain little."""
    PART = "part"
    """A rise without the course too, but a smaller one: other causes explain a part."""
    ALL = "all"
    """As much of a rise without the course."""
    NO_RISE = "no_rise"
    """No rise with the course: there is none to explain."""
    UNKNOWN = "unknown"
    """A figure is hidden or an extreme."""
    TOGETHER = "together"
    """Courses of both ran at the same time, so not everybody waited."""


def reading_of(rise: float | None, drift: float | None) -> Reading:
    """What a rise with the course means beside the drift without it, both as printed and in the same unit."""
    if rise is None or drift is None:
        return Reading.UNKNOWN
    if rise <= 0:
        return Reading.NO_RISE
    if drift <= LITTLE * rise:
        return Reading.LITTLE
    return Reading.PART if drift < rise else Reading.ALL


@dataclass(frozen=True, slots=True)
class WaitingStep:
    """Two periods in a row; shares are per cent of favourable answers, differences percentage points.

    `change` is after less before of those trained in `period`; `while_waiting` is the before of those who waited
    until `waited_period` less the before of those trained; `difference` the after of the trained less the before of
    those who waited.
    """

    period: int
    people: int
    before: Shown
    after: Shown
    change: Shown
    waited_period: int
    waited_people: int
    waited_before: Shown
    while_waiting: Shown
    difference: Shown
    is_together: bool = False
    """Whether a course of those who waited began before the last one of those trained was over."""

    @property
    def reading(self) -> Reading:
        """What the step may mean, from the figures as they are printed and the days of the courses."""
        found = reading_of(self.change.value, self.while_waiting.value)
        is_told = found in (Reading.LITTLE, Reading.PART, Reading.ALL)
        return Reading.TOGETHER if self.is_together and is_told else found


def waiting_steps(
    trend: Mapping[int, Summary], periods: Sequence[int], together: Collection[int] = ()
) -> tuple[WaitingStep, ...]:
    """The steps between periods that follow each other, oldest first.

    `trend` has the periods that are shown, `periods` all that hold something of this instrument version in the order
    in which they were closed: a period that is hidden makes no step, and no step leaps over it. `together` are the
    periods of which a course began before the last course of the period before was over.
    """
    from hrtraining.reporting.domain.published import difference_of

    found = []
    for period, waited in pairwise(periods):
        if period not in trend or waited not in trend:
            continue
        trained, later = trend[period], trend[waited]
        own, still = trained.pooled, later.pooled.before
        found.append(
            WaitingStep(
                period=period,
                people=trained.pairs,
                before=own.before,
                after=own.after,
                change=own.difference,
                waited_period=waited,
                waited_people=later.pairs,
                waited_before=still,
                while_waiting=difference_of(own.before, still),
                difference=difference_of(still, own.after),
                is_together=waited in together,
            )
        )
    return tuple(found)
