"""What a trainer prints: the slips with PINs and the poster with the code."""

from __future__ import annotations

from flask import Response, render_template, url_for

from hrtraining.accounts import services as account_services
from hrtraining.accounts.guards import allow, current_account
from hrtraining.core import clock
from hrtraining.core.errors import DomainError
from hrtraining.core.extensions import db
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.pdf import render_pdf
from hrtraining.core.qr import qr_data_uri
from hrtraining.core.settings import current
from hrtraining.workshops import queries
from hrtraining.workshops.views import blueprint
from hrtraining.workshops.views.planning import OWNERS


def refuse_loopback() -> None:
    """Nothing that is printed may carry an address that only this machine understands (RULES.md 15).

    Raises:
        DomainError: BASE_URL is a loopback address outside the demonstration.
    """
    settings = current()
    if settings.is_loopback and not settings.demonstration:
        raise DomainError(
            _l(
                "The address %(address)s works on this machine only. Ask the administrator to set BASE_URL, then print."
            ),
            address=settings.base_url,
        )


def _pdf(data: bytes, name: str) -> Response:
    return Response(
        data, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )


@blueprint.post("/workshops/<int:workshop_id>/slips.pdf")
@allow(*OWNERS)
def slips(workshop_id: int) -> Response:
    """A slip for everybody who has no PIN yet, or for everybody anew."""
    refuse_loopback()
    session = db.session()
    workshop = queries.workshop_for(session, workshop_id, current_account())
    people = [one for one in queries.roster(session, workshop_id) if not one.person.has_secret]
    if not people:
        raise DomainError(_l("Everybody has a PIN. Give a single person a new one on that person's page."))
    given = account_services.give_pins(
        session,
        account_ids=[one.person.id for one in people],
        actor_id=current_account().account_id,
        now=clock.utc_now(),
    )
    base = current().base_url
    shown = [
        (
            one,
            *given[one.person.id],
            qr_data_uri(base + url_for("accounts.sign_in", number=given[one.person.id][0])),
        )
        for one in people
    ]
    html = render_template(
        "print/slips/template.html", workshop=workshop, slips=shown, base_url=base, lang=language()
    )
    return _pdf(render_pdf(html, stylesheet="slips/theme.css"), f"slips-{workshop.join_code}")


@blueprint.get("/workshops/<int:workshop_id>/poster.pdf")
@allow(*OWNERS)
def poster(workshop_id: int) -> Response:
    """The poster for the wall: address, QR and code."""
    refuse_loopback()
    workshop = queries.workshop_for(db.session(), workshop_id, current_account())
    base = current().base_url
    html = render_template(
        "print/poster/template.html",
        workshop=workshop,
        base_url=base,
        qr=qr_data_uri(base + url_for("web.roster", code=workshop.join_code)),
        lang=language(),
    )
    return _pdf(render_pdf(html, stylesheet="poster/theme.css"), f"poster-{workshop.join_code}")
