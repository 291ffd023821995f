"""Attendance, ticked by the trainer per half-day."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.guards import allow, current_account
from hrtraining.core import clock
from hrtraining.core.errors import NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.workshops import queries, services
from hrtraining.workshops.domain import Half, HalfDay
from hrtraining.workshops.views import blueprint
from hrtraining.workshops.views.planning import OWNERS

HALF_NAMES = {Half.MORNING: _l("morning"), Half.AFTERNOON: _l("afternoon")}


@blueprint.get("/workshops/<int:workshop_id>/attendance")
@allow(*OWNERS)
def attendance(workshop_id: int) -> str:
    """The roster with a tick for one half-day, and how many were there in all the others."""
    session = db.session()
    workshop = queries.workshop_for(session, workshop_id, current_account())
    present = queries.attendance(session, workshop_id)
    halves = workshop.half_days
    asked = next(
        (one for one in halves if f"{one.day}-{one.half.value}" == request.args.get("half_day")), None
    )
    today = clock.local_date(clock.utc_now())
    shown = asked or next((one for one in halves if one.day >= today and one not in present), halves[0])
    return render_template(
        "workshops/attendance.html",
        workshop=workshop,
        people=queries.roster(session, workshop_id),
        halves=[(one, len(present[one]) if one in present else None) for one in halves],
        shown=shown,
        leaves_out_sundays=len(halves) < 2 * ((workshop.ends_on - workshop.starts_on).days + 1),
        present=present.get(shown, frozenset()),
        half_names=HALF_NAMES,
    )


@blueprint.post("/workshops/<int:workshop_id>/attendance")
@allow(*OWNERS)
def record_attendance(workshop_id: int) -> ResponseReturnValue:
    """Keep who was there for one half-day."""
    queries.workshop_for(db.session(), workshop_id, current_account())
    try:
        half_day = HalfDay(
            date.fromisoformat(request.form.get("day", "")), Half(request.form.get("half", ""))
        )
        ticked = {int(one) for one in request.form.getlist("present")}
    except ValueError:
        raise NotFound(_l("This workshop has no such half-day.")) from None
    services.record_attendance(
        db.session(),
        workshop_id=workshop_id,
        half_day=half_day,
        present=ticked,
        actor_id=current_account().account_id,
        now=clock.utc_now(),
    )
    flash(_("Attendance is kept."), "ok")
    return redirect(
        url_for(
            "workshops.attendance",
            workshop_id=workshop_id,
            half_day=f"{half_day.day}-{half_day.half.value}",
        )
    )
