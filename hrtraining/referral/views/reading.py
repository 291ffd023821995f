"""The directory as everybody reads it: the list of places, the page of a place, the print for the pocket."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.guards import allow_everybody_signed_in, public
from hrtraining.core.extensions import db
from hrtraining.core.i18n import language
from hrtraining.core.pdf import render_pdf
from hrtraining.referral import queries
from hrtraining.referral.domain import NATIONAL, Kind
from hrtraining.referral.pages import PlacePage, place_lines, place_page
from hrtraining.referral.views.frame import blueprint, place_key, today

KEPT_SECONDS = 600
"""How long a browser may show a page of the directory without asking; whoever is signed in always asks."""

PAPERS = ("a6", "a4")


def _kept(page: str) -> ResponseReturnValue:
    response = make_response(page)
    response.cache_control.private = True
    response.cache_control.max_age = KEPT_SECONDS
    response.add_etag()
    return response.make_conditional(request)


def _kind(kinds: tuple[Kind, ...]) -> str:
    """The kind the reader asks for, or nothing when there is none of that name."""
    asked = request.args.get("kind", "")
    return asked if asked in {one.key for one in kinds} else ""


@blueprint.get("/services")
@public
def index() -> ResponseReturnValue:
    """Every place with the number of its services, of one kind when the reader asks for it."""
    session, lang = db.session(), language()
    kinds = queries.kinds(session)
    kind = _kind(kinds)
    place = request.args.get("province", "")
    if place:
        return redirect(url_for("referral.province", province=place_key(place), kind=kind or None))
    names = {one.key: one.name.in_(lang) for one in kinds}
    lines = place_lines(queries.counts(session, kind=kind or None), lang)
    return _kept(
        render_template(
            "referral/index.html", lines=lines, kind=kind, kind_name=names.get(kind, ""), kinds=names.items()
        )
    )


def _page(province: str) -> PlacePage:
    session, lang, key = db.session(), language(), place_key(province)
    kinds = queries.kinds(session)
    kind = _kind(kinds)
    found = queries.services(session, provinces={key, NATIONAL}, kind=kind or None, lang=lang)
    return place_page(key, found, kinds=kinds, kind=kind, lang=lang, today=today())


@blueprint.get("/services/<province>")
@public
def province(province: str) -> ResponseReturnValue:
    """The services of a place, then those of the whole country.

    Raises:
        NotFound: there is no such place.
    """
    return _kept(render_template("referral/province.html", page=_page(province), papers=PAPERS))


@blueprint.get("/services/<province>/pocket.pdf")
@allow_everybody_signed_in
def pocket(province: str) -> ResponseReturnValue:
    """The services of a place on pages for the pocket: A6, or A4 to fold twice.

    Raises:
        NotFound: there is no such place.
        Unprintable: a record holds a character no print font has.
    """
    asked = request.args.get("paper", "")
    paper = asked if asked in PAPERS else PAPERS[0]
    html = render_template("print/referral/template.html", page=_page(province), paper=paper, today=today())
    return Response(
        render_pdf(html, stylesheet="referral/theme.css"),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="services-{province}-{paper}.pdf"'},
    )
