"""The designs that the published data have, with the figures of each; read for pages and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.core.clock import local_date
from hrtraining.reporting import queries
from hrtraining.reporting.designs.doubled import doubled_workshops
from hrtraining.reporting.domain.chance import WORKSHOPS_FOR_SCORES
from hrtraining.reporting.domain.cross_over import SEQUENCES, CrossOver, cross_over
from hrtraining.reporting.domain.double_release import DoubleFigures, double_figures, published
from hrtraining.reporting.domain.followup_release import Printed
from hrtraining.reporting.domain.waiting_cohorts import WaitingStep, waiting_steps
from hrtraining.reporting.queries import FROZEN, Version
from hrtraining.workshops import queries as workshop_queries

if TYPE_CHECKING:
    from hrtraining.reporting.domain.masking import Marks
    from hrtraining.reporting.domain.published import Shown
    from hrtraining.reporting.domain.release import Release

PRE_POST, WAITING_COHORTS = "pre_post", "waiting_cohorts"
DOUBLE_PRETEST, CROSS_OVER = "double_pretest", "cross_over"
FORM = "form"
"""The declared breakdown by the form of the test."""


@dataclass(frozen=True, slots=True)
class Term:
    """A published period: the day it closed, the first and the last day of the courses in it."""

    closed: date
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Designs:
    """Which designs the published data of the nation have, with the figures of each."""

    terms: Mapping[int, Term]
    """The periods with workshops of the instrument version, oldest first."""
    waiting: tuple[WaitingStep, ...] = ()
    double: DoubleFigures | None = None
    has_doubled: bool = False
    """Whether a doubled course was published, be its figures shown or not."""
    cross: CrossOver | None = None
    has_crossed: bool = False
    """Whether a cross-over was published, be its figures shown or not."""
    kinds: tuple[str, ...] = field(default=(PRE_POST,))


def designs(
    session: Session, version: Version, release: Release, *, closed: Mapping[int, datetime]
) -> Designs:
    """The designs of what is published of an instrument version; `closed` says when its periods closed, oldest first."""
    terms = _terms(session, version, closed)
    together = {later for one, later in pairwise(terms) if terms[later].first_day <= terms[one].last_day}
    waiting = waiting_steps(release.trend(), list(terms), together)
    workshops = doubled_workshops(session, version)
    double = double_figures(published(workshops, release.trend()), items=release.key.size)
    kinds = [PRE_POST]
    if not all(step.is_together for step in waiting):
        kinds.append(WAITING_COHORTS)
    if workshops:
        kinds.append(DOUBLE_PRETEST)
    forms = release.scope.categories[FORM]
    has_crossed = any(one in forms or one in release.scope.hidden_categories[FORM] for one in SEQUENCES)
    if has_crossed:
        kinds.append(CROSS_OVER)
    return Designs(
        cross=cross_over(release.breakdown(FORM), forms),
        has_crossed=has_crossed,
        terms=terms,
        waiting=waiting,
        double=double,
        has_doubled=bool(workshops),
        kinds=tuple(kinds),
    )


def designs_of_file(release: Release) -> Designs | None:
    """The design that a file can have beyond the plain one: two forms in both orders; None where it has not."""
    forms = release.scope.categories[FORM]
    if not any(one in forms or one in release.scope.hidden_categories[FORM] for one in SEQUENCES):
        return None
    return Designs(
        terms={},
        cross=cross_over(release.breakdown(FORM), forms),
        has_crossed=True,
        kinds=(PRE_POST, CROSS_OVER),
    )


def _terms(session: Session, version: Version, closed: Mapping[int, datetime]) -> dict[int, Term]:
    """The periods in which workshops of the platform were published; of those held outside nobody knows who waited."""
    published = select(FROZEN.workshop_id, FROZEN.period_id).where(
        *queries.published_by(version.period), FROZEN.instrument_version == version.version, FROZEN.pairs > 0
    )
    days = workshop_queries.days_by_group(session, published)
    return {
        number: Term(local_date(closed_at), *days[number])
        for number, closed_at in closed.items()
        if number in days
    }


def as_json(found: Designs, marks: Marks) -> dict[str, Any]:
    """The designs with their figures; what is hidden is null with a mark."""
    return {
        "kinds": list(found.kinds),
        "waiting_cohorts": _waiting(found, marks),
        "double_pretest": _double(found.double, marks) if found.double else None,
        "cross_over": _cross(found.cross, marks) if found.cross else None,
    }


def _cross(found: CrossOver, marks: Marks) -> dict[str, Any]:
    path = "designs.cross_over"
    sequences = {}
    for name, line in found.sequences.items():
        shown = (
            ("before", line.pooled.before),
            ("after", line.pooled.after),
            ("change", line.pooled.difference),
        )
        sequences[name] = {
            "n": line.pairs,
            **{part: marks.put(f"{path}.sequences.{name}.{part}", one) for part, one in shown},
        }
    return {
        "sequences": sequences,
        "change": marks.put(f"{path}.change", found.change),
        "form_difference": marks.put(f"{path}.form_difference", found.form_difference),
    }


def _double(found: DoubleFigures, marks: Marks) -> dict[str, Any]:
    def put(name: str, printed: Printed) -> float | None:
        if printed.mark:
            marks.by_path[f"designs.double_pretest.{name}"] = printed.mark
        return printed.value

    def interval(name: str, centre: float | None, margin: float | None) -> list[float] | None:
        if found.workshops < WORKSHOPS_FOR_SCORES:
            marks.by_path[f"designs.double_pretest.{name}"] = "few"
        return (
            None
            if centre is None or margin is None
            else [round(centre - margin, 1), round(centre + margin, 1)]
        )

    first, change, net = (
        put(name, printed)
        for name, printed in (
            ("change_first", found.change_first),
            ("change", found.change),
            ("net", found.net),
        )
    )
    return {
        "n_workshops": found.workshops,
        "n": found.people,
        "rounded_to_points": found.step,
        "mean_pre0": put("mean_pre0", found.first),
        "mean_pre": put("mean_pre", found.before),
        "mean_post": put("mean_post", found.after),
        "change_first": first,
        "change_first_ci95": interval("change_first_ci95", first, found.margin_first),
        "change": change,
        "change_ci95": interval("change_ci95", change, found.margin),
        "net": net,
        "net_ci95": interval("net_ci95", net, found.margin_net),
        "reading": found.reading.value,
    }


def _waiting(found: Designs, marks: Marks) -> list[dict[str, Any]]:
    steps = []
    for place, step in enumerate(found.waiting):
        own, later = found.terms[step.period], found.terms[step.waited_period]

        def put(name: str, shown: Shown, place: int = place) -> float | None:
            return marks.put(f"designs.waiting_cohorts.{place}.{name}", shown)

        steps.append(
            {
                "period": step.period,
                **_days(own),
                "n": step.people,
                "before": put("before", step.before),
                "after": put("after", step.after),
                "change": put("change", step.change),
                "waited": {
                    "period": step.waited_period,
                    **_days(later),
                    "n": step.waited_people,
                    "before": put("waited.before", step.waited_before),
                    "change_while_waiting": put("waited.change_while_waiting", step.while_waiting),
                },
                "difference": put("difference", step.difference),
                "reading": step.reading.value,
            }
        )
    return steps


def _days(term: Term) -> dict[str, str]:
    return {
        "closed": term.closed.isoformat(),
        "first_day": term.first_day.isoformat(),
        "last_day": term.last_day.isoformat(),
    }
