"""The editor's pages: the list with the age of each record, a record with its history."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.guards import allow
from hrtraining.core import clock
from hrtraining.core.errors import NotAllowed
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.referral import queries, services
from hrtraining.referral.domain import PROVINCES
from hrtraining.referral.files import csv_text
from hrtraining.referral.forms import RecordForm
from hrtraining.referral.pages import fault_sentence, shown, shown_change
from hrtraining.referral.services import FaultyRecord
from hrtraining.referral.views.frame import (
    EDITORS,
    blueprint,
    editable_places,
    editor,
    service_or_404,
    today,
)


@blueprint.get("/services/editor")
@allow(*EDITORS)
def edit() -> str:
    """All records with their age, those out of use too; of one province when the editor asks for it."""
    session, lang = db.session(), language()
    kinds = {one.key: one for one in queries.kinds(session)}
    asked = request.args.get("province", "")
    place = asked if asked in PROVINCES else ""
    found = queries.services(session, provinces=[place] if place else None, only_active=False, lang=lang)
    mine = set(editable_places())
    rows = [(shown(one, kinds=kinds, lang=lang, today=today()), one.record.province in mine) for one in found]
    return render_template(
        "referral/editor.html",
        rows=rows,
        old=sum(one.is_old and one.is_active for one, _is_mine in rows),
        place=place,
        places=[(key, one.name.in_(lang)) for key, one in PROVINCES.items()],
    )


@blueprint.get("/services/editor/services.csv")
@allow(*EDITORS)
def export() -> Response:
    """The whole directory as the file that can be imported again."""
    session, lang = db.session(), language()
    found = queries.services(session, only_active=False, lang=lang)
    return Response(
        csv_text(found, kinds=queries.kinds(session), lang=lang),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="services.csv"'},
    )


def _form() -> RecordForm:
    return RecordForm().offer(kinds=queries.kinds(db.session()), provinces=editable_places(), lang=language())


def _blame(form: RecordForm, error: FaultyRecord) -> None:
    form.blame((one, fault_sentence(one, language())) for one in error.wrong)


@blueprint.route("/services/editor/new", methods=["GET", "POST"])
@allow(*EDITORS)
def add() -> ResponseReturnValue:
    """A new record."""
    form = _form()
    if request.method == "GET" and request.args.get("province") in editable_places():
        form.province.data = request.args["province"]
    if form.validate_on_submit():
        try:
            services.add_service(db.session(), record=form.record(), editor=editor(), now=clock.utc_now())
        except FaultyRecord as error:
            _blame(form, error)
        else:
            flash(_("The record is in the directory."), "ok")
            return redirect(url_for("referral.edit", province=form.province.data))
    page = render_template("referral/record.html", form=form, service=None, history=[])
    return page, 422 if form.errors else 200


@blueprint.route("/services/editor/<uuid:service_uuid>", methods=["GET", "POST"])
@allow(*EDITORS)
def change(service_uuid: UUID) -> ResponseReturnValue:
    """A record: change it, and see what was changed before.

    Raises:
        NotFound: there is no such record.
        NotAllowed: it is of the whole country and the reader is no administrator.
        Conflict: somebody changed it meanwhile.
    """
    session, lang = db.session(), language()
    service = service_or_404(service_uuid)
    if not editor().may(service.record.province):
        raise NotAllowed(_l("Records of the whole country are changed by the administrator only."))
    form = _form()
    if request.method == "GET":
        form.show(service.record, service.changed_at)
    elif form.validate():
        try:
            is_changed = services.change_service(
                session,
                uuid=service_uuid,
                record=form.record(),
                editor=editor(),
                now=clock.utc_now(),
                seen=form.seen_at(),
            )
        except FaultyRecord as error:
            _blame(form, error)
        else:
            flash(_("The change is kept.") if is_changed else _("Nothing was different."), "ok")
            return redirect(url_for("referral.edit", province=form.province.data))
    kinds = {one.key: one for one in queries.kinds(session)}
    page = render_template(
        "referral/record.html",
        form=form,
        service=shown(service, kinds=kinds, lang=lang, today=today()),
        history=[shown_change(one, kinds=kinds, lang=lang) for one in queries.history(session, service.id)],
    )
    return page, 422 if form.errors else 200
