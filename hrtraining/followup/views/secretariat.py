"""The Secretariat draws the panels and sees how far each wave is; no names, no answers, and no numbers of people.

How many people of a workshop sent both tests is a figure that the report may hide (CONVENTIONS.md 19), so neither the size
of a panel nor how many could be drawn or answered stands here; the report has them of all panels together.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.core import clock
from hrtraining.core.extensions import db
from hrtraining.core.i18n import Text, language
from hrtraining.core.i18n import gettext as _
from hrtraining.core.khmer.digits import number
from hrtraining.followup import queries, services
from hrtraining.followup.domain import WAVE_NAMES
from hrtraining.followup.forms import DrawForm
from hrtraining.followup.pages import PanelLine, ReadyLine
from hrtraining.followup.views import blueprint


def _index(form: DrawForm) -> str:
    session = db.session()
    academies = {row.id: Text(row.name_km, row.name_en) for row in account_queries.academies(session)}
    today = clock.local_date(clock.utc_now())
    ready = [
        ReadyLine(row.id, row.title, academies[row.academy_id])
        for row, people in queries.ready_to_draw(session)
        if queries.can_be_drawn(people)
    ]
    panels = [
        PanelLine(found, academies[found.panel.academy_id], services.is_as_drawn(session, found.panel))
        for found in queries.progress(session, queries.panels(session), today=today)
    ]
    return render_template(
        "followup/index.html",
        form=form,
        ready=ready,
        panels=panels,
        waves=WAVE_NAMES,
    )


@blueprint.get("/follow-up")
@allow(Role.ANALYST)
def index() -> str:
    """All panels with their waves, and what can be drawn."""
    return _index(DrawForm())


@blueprint.post("/follow-up")
@allow(Role.ANALYST)
def draw() -> ResponseReturnValue:
    """Draw the panel of every closed workshop that has none and enough people."""
    form = DrawForm()
    if not form.validate():
        return _index(form), 422
    drawn, _left = services.draw_all(
        db.session(),
        share_percent=form.share.data or 0,
        seed=form.seed.data or services.new_seed(),
        actor_id=current_account().account_id,
        now=clock.utc_now(),
    )
    if drawn:
        flash(_("Panels drawn: %(number)s.", number=number(drawn, language())), "ok")
    else:
        flash(_("There was nothing to draw."), "info")
    return redirect(url_for("followup.index"))
