"""The Secretariat's page of what is left of the change after 3, 6 and 12 months, and how work went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request, url_for

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.assessment.domain import Phase
from hrtraining.core import clock
from hrtraining.core.errors import NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext, language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer import digits
from hrtraining.followup.domain import ASKED, LABELS, MONTHS, WAVE_NAMES
from hrtraining.reporting import figures, making, queries
from hrtraining.reporting.domain.followup_release import PhaseFigures
from hrtraining.reporting.followup.drawing import Point, path_of, points_of
from hrtraining.reporting.followup.reading import (
    FollowUp,
    as_json,
    follow_up,
    followed,
    kept_in_a_sentence,
    kept_text,
    places_of,
)
from hrtraining.reporting.pages import NONE, SHOWN
from hrtraining.reporting.versions import VersionLine
from hrtraining.reporting.views import addressed, blueprint, end_waves, to_keep

TOP, BOTTOM = 20.0, 180.0
"""Where the drawing of the template has all questions and none."""


@dataclass(frozen=True, slots=True)
class Line:
    """The same people before, after and later, as a line."""

    name: str
    kind: str
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        """The points as SVG writes them."""
        return path_of(self.points)


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    """What the template receives."""

    sentence: str
    found: FollowUp
    names: dict[str, str]
    lines: tuple[Line, ...]
    kept: Mapping[str, str | None]
    """How much of the gain is left, by follow-up."""
    labels: Mapping[str, Mapping[str, Any]]
    asked: Mapping[str, Any]
    json_url: str
    up: tuple[str, str]
    versions: tuple[VersionLine, ...]

    @staticmethod
    def places(step: float | None) -> int:
        """The decimals of a mean rounded to a step."""
        return places_of(step)


def _up_to_date() -> FollowUp:
    end_waves()
    session = db.session()
    return follow_up(session, followed(session, now=clock.utc_now()), version=_asked_version())


def _asked_version() -> str:
    """The published version of the test that the address names, or nothing.

    Raises:
        NotFound: it names another one.
    """
    asked = request.args.get("version", "")
    if not asked:
        return ""
    found = [one.version for one in queries.versions(db.session()) if one.version.startswith(asked)]
    if not found:
        raise NotFound(_l("There is no such page."))
    return found[0]


def _versions(found: FollowUp) -> tuple[VersionLine, ...]:
    """The published versions of the test, where there are several, and whether waves of them are over."""
    published = queries.versions(db.session())
    if len(published) < 2:
        return ()
    return addressed(
        [
            VersionLine(
                version=one.version,
                edition_id=one.edition_id,
                until=None,
                state=SHOWN if one.version in found.versions else NONE,
                pairs=None,
                is_this=one.version == found.instrument_version,
            )
            for one in published
        ]
    )


def _sentence(found: FollowUp) -> str:
    """What happened, in one sentence, of the longest follow-up."""
    lang = language()
    if not found.phases:
        return gettext("No follow-up can be shown yet: at least ten people must have answered one.")
    last = found.phases[-1]
    kept, months = kept_in_a_sentence(last, lang), MONTHS[Phase(last.phase)]
    values = {"months": digits.number(months, lang), "people": digits.number(last.scored, lang)}
    values["items"] = digits.number(found.items, lang)
    if last.later.value is None or last.before.value is None or last.after.value is None:
        return gettext("%(people)s people answered again %(months)s months after the course.", **values)
    means = {
        name: digits.number(value, lang, places_of(last.step))
        for name, value in (
            ("before", last.before.value),
            ("after", last.after.value),
            ("later", last.later.value),
        )
    }
    if kept is None or last.after.value <= last.before.value:
        return gettext(
            "%(months)s months after the course %(people)s people scored %(later)s of %(items)s; they had "
            "%(before)s before and %(after)s after.",
            **values, **means,
        )  # fmt: skip
    return gettext(
        "%(months)s months after the course %(kept)s of the gain is left: %(people)s people scored %(before)s before, "
        "%(after)s after and %(later)s then.",
        kept=kept, **values, **means,
    )  # fmt: skip


def _line(one: PhaseFigures, items: int) -> Line | None:
    points = points_of(one, items, top=TOP, bottom=BOTTOM)
    return Line(WAVE_NAMES[Phase(one.phase)].in_(language()), one.phase, points) if points else None


@blueprint.get("/follow-up")
@allow(Role.ANALYST)
def follow_up_report() -> str:
    """The same people before, after and later, who was lost, and how work went."""
    found = _up_to_date()
    lines = [_line(one, found.items) for one in found.phases]
    page = FollowUpPage(
        sentence=_sentence(found),
        found=found,
        names={phase.value: name.in_(language()) for phase, name in WAVE_NAMES.items()},
        lines=tuple(line for line in lines if line is not None),
        kept={one.phase: kept_text(one, language()) for one in found.phases},
        labels=LABELS,
        asked=ASKED,
        json_url=url_for("reporting.follow_up_json", version=request.args.get("version")),
        up=(gettext("Report"), url_for("reporting.national", version=request.args.get("version"))),
        versions=_versions(found),
    )
    return render_template("reporting/follow_up.html", page=page)


@blueprint.get("/follow-up.json")
@allow(Role.ANALYST)
def follow_up_json() -> Response:
    """The same figures as JSON."""
    body = figures.written(as_json(_up_to_date(), **making.stamp_of(db.session())))
    return to_keep(body, name="follow-up.json", content_type=making.JSON["json"])
