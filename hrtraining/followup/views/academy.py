"""The academy and its trainers print the sealed slips of a panel and see who has answered, never what."""

from __future__ import annotations

from flask import Response, render_template, request, url_for

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.assessment.domain import Phase
from hrtraining.content import queries as content_queries
from hrtraining.core import clock
from hrtraining.core.errors import DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import Text, language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.pdf import render_pdf
from hrtraining.core.qr import qr_data_uri
from hrtraining.core.settings import current
from hrtraining.followup import queries, services, wording
from hrtraining.followup.domain import WAVE_NAMES, WaveState, grouped, window
from hrtraining.followup.pages import SlipPage, WaveCard
from hrtraining.followup.views import blueprint
from hrtraining.workshops import queries as workshop_queries

HOLDERS = (Role.TRAINER, Role.ACADEMY_ADMINISTRATOR)
PRINTABLE = (WaveState.PRINT, WaveState.OPEN)


@blueprint.get("/workshops/<int:workshop_id>/follow-up")
@allow(*HOLDERS)
def workshop(workshop_id: int) -> str:
    """The panel of one's own workshop, its waves, and the buttons that print slips."""
    session = db.session()
    row = workshop_queries.workshop_for(session, workshop_id, current_account())
    panel = queries.panel_of(session, workshop_id)
    if panel is None:
        return render_template("followup/workshop.html", workshop=row, panel=None, cards=(), members=())
    found = queries.progress(session, [panel], today=clock.local_date(clock.utc_now()))[0]
    cards = tuple(
        WaveCard(
            wave=wave,
            name=WAVE_NAMES[wave.phase],
            size=panel.size,
            print_url=url_for("followup.slips", workshop_id=workshop_id, phase=wave.phase.value)
            if wave.state in PRINTABLE
            else None,
            can_print_again=wave.printed > wave.answered,
        )
        for wave in found.waves
    )
    return render_template(
        "followup/workshop.html",
        workshop=row,
        panel=panel,
        cards=cards,
        members=queries.members(session, panel),
    )


@blueprint.post("/workshops/<int:workshop_id>/follow-up/<any(fu3, fu6, fu12):phase>/slips.pdf")
@allow(*HOLDERS)
def slips(workshop_id: int, phase: str) -> Response:
    """A sealed slip for everybody of the panel who has none and has not answered; or for all of these anew."""
    settings = current()
    if settings.is_loopback and not settings.demonstration:  # RULES.md 15
        raise DomainError(
            _l(
                "The address %(address)s works on this machine only. Ask the administrator to set BASE_URL, then print."
            ),
            address=settings.base_url,
        )
    session, which = db.session(), Phase(phase)
    row = workshop_queries.workshop_for(session, workshop_id, current_account())
    made = services.print_slips(
        session,
        workshop_id=workshop_id,
        phase=which,
        again=request.form.get("again") == "yes",
        actor_id=current_account().account_id,
        now=clock.utc_now(),
    )
    academy = account_queries.academy(session, row.academy_id)
    if academy is None:
        raise NotFound(_l("There is no such workshop."))
    html = render_template(
        "print/followup/template.html",
        slips=[
            SlipPage(
                name_km=slip.participant.person.name.km,
                name_latin=slip.participant.person.name.latin,
                rank=slip.participant.person.rank,
                code=grouped(slip.code),
                qr=qr_data_uri(settings.base_url + url_for("learner.slip", code=slip.code)),
            )
            for slip in made
        ],
        workshop=row,
        academy=Text(academy.name_km, academy.name_en),
        wave=WAVE_NAMES[which],
        days=wording.days(window(row.ends_on, which)),
        words=wording,
        address=settings.base_url + url_for("learner.slip_code"),
        both=("km", "en"),
        lang=language(),
        is_draft=not content_queries.current_is_approved(session),
    )
    return Response(
        render_pdf(html, stylesheet="followup/theme.css"),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="slips-{workshop_id}-{phase}.pdf"'},
    )
