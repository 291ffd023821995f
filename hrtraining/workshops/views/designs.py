"""The Secretariat switches designs on and off, and sees how the lot fell; trainers choose nothing here."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel.speaklater import LazyString

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.core import clock
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import Text
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.workshops import queries, services
from hrtraining.workshops.domain.designs import Design, Span
from hrtraining.workshops.forms import SwitchForm
from hrtraining.workshops.queries import LotRow
from hrtraining.workshops.views import blueprint

SECRETARIAT = (Role.ANALYST, Role.ADMINISTRATOR)
NAMES: dict[Design, LazyString] = {
    Design.DOUBLE_PRETEST: _l("Double pre-test for a random half of the workshops"),
    Design.CROSS_OVER: _l("Two forms of the test in turn"),
}
ABOUT: dict[Design, LazyString] = {
    Design.DOUBLE_PRETEST: _l(
        "The lot puts one of every two new workshops of an academy into the doubled half. There the learners answer the "
        "same 33 questions twice before the course: at enrolment and on the first day. What changes between the two comes "
        "from answering twice and from the time that passes, not from the course."
    ),
    Design.CROSS_OVER: _l(
        "Half of the learners of a workshop answer form A before and form B after; the others B before and A after. The "
        "mean of both changes is free of a difference between the forms."
    ),
}
NO_SECOND_FORM = _l(
    "It cannot be switched on: the questions of this course have one wording only. A second wording of every question is "
    "needed in the course files first."
)


@dataclass(frozen=True, slots=True)
class DesignCard:
    """A design with its state and what may be done with it."""

    design: Design
    name: LazyString
    about: LazyString
    spans: tuple[Span, ...]
    is_on: bool
    """Whether a course created today takes part."""
    has_end: bool
    """Whether nothing is left to switch off: it was never on, or the day of its end is known."""
    why_not: LazyString | None
    form: SwitchForm


@dataclass(frozen=True, slots=True)
class DesignsPage:
    """What may be switched on, and the courses on which a lot fell."""

    cards: tuple[DesignCard, ...]
    lots: tuple[LotRow, ...]
    academies: dict[int, Text]


@blueprint.get("/designs")
@allow(*SECRETARIAT)
def designs() -> str:
    """Which designs are on, since when, and how the lot fell."""
    return _page(None, None)


def _page(sent: Design | None, form: SwitchForm | None) -> str:
    """The page, with a form that was sent and is not right in its place."""
    session, today = db.session(), clock.local_date(clock.utc_now())
    found = queries.switches(session)
    cards = []
    for design in Design:
        spans = tuple(row.span for row in found if row.design is design)
        lacks_form = design is Design.CROSS_OVER and not queries.has_two_forms(session)
        cards.append(
            DesignCard(
                design=design,
                name=NAMES[design],
                about=ABOUT[design],
                spans=spans,
                is_on=any(span.has(today) for span in spans),
                has_end=all(span.until_day is not None for span in spans),
                why_not=NO_SECOND_FORM if lacks_form else None,
                form=form
                if form is not None and sent is design
                else SwitchForm(formdata=None, prefix=design.value, data={"day": today.strftime("%d/%m/%Y")}),
            )
        )
    page = DesignsPage(
        cards=tuple(cards),
        lots=tuple(queries.lots(session)),
        academies={row.id: Text(row.name_km, row.name_en) for row in account_queries.academies(session)},
    )
    return render_template("workshops/designs.html", page=page, form=form)


@blueprint.post("/designs/<design>/<any(on, off):act>")
@allow(*SECRETARIAT)
def switch_design(design: str, act: str) -> ResponseReturnValue:
    """Switch a design on or off from a day."""
    if design not in list(Design):
        raise NotFound(_l("There is no such page."))
    form = SwitchForm(prefix=design)
    if not form.validate() or form.day.day is None:
        return _page(Design(design), form), 422
    who, now = current_account().account_id, clock.utc_now()
    try:
        if act == "on":
            services.switch_on(
                db.session(), design=Design(design), from_day=form.day.day, actor_id=who, now=now
            )
            flash(_("Switched on. Courses that were created before stay as they are."), "ok")
        else:
            services.switch_off(
                db.session(), design=Design(design), until_day=form.day.day, actor_id=who, now=now
            )
            flash(_("Switched off. Courses that were created before stay as they are."), "ok")
    except Conflict:
        raise
    except DomainError as error:
        form.day.errors = [error.sentence()]
        return _page(Design(design), form), 422
    return redirect(url_for("workshops.designs"))
