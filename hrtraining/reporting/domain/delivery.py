"""How the courses behind the nation were given: half-days that people attended, and courses that planned every module.

Counted once, when a workshop is frozen (`flow`), so that a printed report can be computed again from the same counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from hrtraining.reporting.domain.answers import coarse
from hrtraining.reporting.domain.arrays import Figures
from hrtraining.reporting.domain.extremes import SMALL
from hrtraining.reporting.domain.masking import Marks
from hrtraining.reporting.domain.published import HIDDEN, NOT_ESTIMABLE, Shown
from hrtraining.reporting.domain.release import Release

TICKED = "ticked"
"""1 for a workshop in which attendance was ticked at all."""
TICKED_PEOPLE = "ticked_people"
"""Registered people of such a workshop."""
HALF_DAYS = "half_days"
"""Half-days of such a workshop times its registered people."""
ATTENDED = "attended"
"""How many of these were ticked."""
EVERY_MODULE = "every_module"
"""1 for a workshop held here that planned every module of its edition, 0 for one that planned fewer."""
HELD_HERE = "held_here"
"""1 for a workshop held on the platform: of others neither attendance nor modules are known."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Of the workshops behind the nation: in how many attendance was ticked, the share of half-days attended, how
    many were held on the platform, and how many of these planned every module."""

    ticked: int
    attended: Shown
    held_here: int
    every_module: int


def counted(*, registered: int, half_days: int, attended: int, planned: int, modules: int) -> dict[str, int]:
    """What is kept of one workshop held on the platform.

    Args:
        registered: people on the roster.
        half_days: half-days of the workshop.
        attended: half-days ticked, summed over the people of the roster.
        planned: modules that the workshop planned.
        modules: modules of its edition.
    """
    kept = {HELD_HERE: 1, EVERY_MODULE: int(planned >= modules)}
    if attended:
        kept |= {
            TICKED: 1,
            TICKED_PEOPLE: registered,
            HALF_DAYS: registered * half_days,
            ATTENDED: attended,
        }
    return kept


def delivery(release: Release) -> Delivery | None:
    """How the courses of the nation were given; None while the nation is withheld.

    The share of half-days is in whole per cent, from 100 registered people on, so that no later report less this one
    tells who stayed away.
    """
    if not release.is_national_shown:
        return None
    people = release.nation_count(TICKED_PEOPLE)
    if people < SMALL:
        share = Shown(None, 0, HIDDEN if people else NOT_ESTIMABLE)
    else:
        share = coarse(release.nation_count(ATTENDED), release.nation_count(HALF_DAYS))
    return Delivery(
        ticked=release.nation_count(TICKED),
        attended=share,
        held_here=release.nation_count(HELD_HERE),
        every_module=release.nation_count(EVERY_MODULE),
    )


def delivery_figures(release: Release, marks: Marks) -> Figures | None:
    """The same for the JSON of the nation, as `delivery`."""
    found = delivery(release)
    return (
        None
        if found is None
        else {
            "n_workshops_with_attendance": found.ticked,
            "half_days_attended_pct": marks.put("delivery.half_days_attended_pct", found.attended),
            "n_workshops_held_here": found.held_here,
            "n_workshops_with_every_module": found.every_module,
        }
    )
