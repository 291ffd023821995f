"""The register of certificates, and the acts that end one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.certificates import queries, services
from hrtraining.certificates.domain import Reason, State
from hrtraining.certificates.forms import (
    EndForm,
    ReplaceForm,
)
from hrtraining.certificates.pages import certificate_page, listed
from hrtraining.certificates.views.frame import blueprint, readable
from hrtraining.core import clock
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language


@blueprint.get("/certificates")
@allow(Role.ANALYST, Role.ACADEMY_ADMINISTRATOR)
def registry() -> ResponseReturnValue:
    """The register: the newest certificates, or those found by number or name."""
    reader = current_account()
    typed = request.args.get("q", "")[:80]
    academy_id = reader.academy_id if reader.role is Role.ACADEMY_ADMINISTRATOR else None
    rows = queries.registry(db.session(), text=typed, academy_id=academy_id)
    today = clock.local_date(clock.utc_now())
    return render_template(
        "certificates/registry.html",
        rows=[listed(row, language(), today) for row in rows],
        typed=typed,
        is_cut=len(rows) == queries.SEARCH_LIMIT,
        limit=queries.SEARCH_LIMIT,
    )


@blueprint.get("/certificates/<serial>")
@allow(Role.ANALYST, Role.ACADEMY_ADMINISTRATOR)
def show(serial: str) -> ResponseReturnValue:
    """One certificate of the register.

    Raises:
        NotFound: there is none for this reader.
    """
    return _certificate(serial, EndForm(prefix="revoke"), ReplaceForm(prefix="replace"))


def _certificate(serial: str, revoke_form: EndForm, replace_form: ReplaceForm) -> ResponseReturnValue:
    reader = current_account()
    row = readable(queries.certificate(db.session(), serial), reader)
    page = certificate_page(row, language(), clock.local_date(clock.utc_now()))
    may_end = reader.role is Role.ACADEMY_ADMINISTRATOR and row.stored_state is State.ISSUED
    shown = render_template(
        "certificates/show.html",
        page=page,
        may_end=may_end,
        revoke_form=revoke_form,
        replace_form=replace_form,
    )
    return shown, 422 if revoke_form.errors or replace_form.errors else 200


@blueprint.post("/certificates/<serial>/revoke")
@allow(Role.ACADEMY_ADMINISTRATOR)
def revoke(serial: str) -> ResponseReturnValue:
    """Revoke a certificate of the reader's academy.

    Raises:
        NotFound: there is none for this reader.
        Conflict: it was already revoked or replaced.
    """
    session, reader, form = db.session(), current_account(), EndForm(prefix="revoke")
    if not form.validate_on_submit():
        return _certificate(serial, form, ReplaceForm(formdata=None, prefix="replace"))
    services.revoke_certificate(
        session,
        serial=serial,
        reason=Reason(form.reason.data),
        note=form.note.data or "",
        actor_id=reader.account_id,
        academy_id=reader.academy_id,
        now=clock.utc_now(),
    )
    flash(_("The certificate is revoked. Whoever scans it now reads so."), "ok")
    return redirect(url_for("certificates.show", serial=serial))


@blueprint.post("/certificates/<serial>/replace")
@allow(Role.ACADEMY_ADMINISTRATOR)
def replace(serial: str) -> ResponseReturnValue:
    """Issue a new certificate in place of one of the reader's academy.

    Raises:
        NotFound: there is none for this reader.
        Conflict: it was already revoked or replaced.
    """
    session, reader, form = db.session(), current_account(), ReplaceForm(prefix="replace")
    if not form.validate_on_submit():
        return _certificate(serial, EndForm(formdata=None, prefix="revoke"), form)
    try:
        new = services.replace_certificate(
            session,
            serial=serial,
            reason=Reason(form.reason.data),
            note=form.note.data or "",
            actor_id=reader.account_id,
            academy_id=reader.academy_id,
            now=clock.utc_now(),
        )
    except (NotFound, Conflict):
        raise
    except DomainError as error:
        form.reason.errors = [*form.reason.errors, error.sentence()]
        return _certificate(serial, EndForm(formdata=None, prefix="revoke"), form)
    flash(_("The new certificate is issued. The old one now says by which it was replaced."), "ok")
    return redirect(url_for("certificates.show", serial=new))
