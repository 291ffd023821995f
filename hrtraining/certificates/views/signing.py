"""Who signs certificates, and the offices at their head."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.certificates import queries, services
from hrtraining.certificates.domain import Pair
from hrtraining.certificates.forms import (
    LetterheadForm,
    SignerForm,
)
from hrtraining.certificates.views.frame import blueprint
from hrtraining.core import clock
from hrtraining.core.errors import DomainError
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _


@blueprint.route("/signers", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
def signers() -> ResponseReturnValue:
    """Who signs certificates, and the offices at their head."""
    form = SignerForm()
    if form.validate_on_submit():
        try:
            services.add_signer(
                db.session(),
                title=Pair(form.title_km.data or "", form.title_en.data or ""),
                rank=Pair(form.rank_km.data or "", form.rank_en.data or ""),
                name=Pair(form.name_km.data or "", form.name_en.data or ""),
                place=Pair(form.place_km.data or "", form.place_en.data or ""),
                actor_id=current_account().account_id,
                now=clock.utc_now(),
            )
        except DomainError as error:
            form.name_km.errors = [*form.name_km.errors, error.sentence()]
        else:
            flash(_("The signer is recorded."), "ok")
            return redirect(url_for("certificates.signers"))
    return _signers(form, LetterheadForm(formdata=None))


def _signers(form: SignerForm, head_form: LetterheadForm) -> ResponseReturnValue:
    session = db.session()
    head = queries.letterhead(session)
    if not head_form.is_submitted() or head_form.ministry_km.data is None:
        head_form.ministry_km.data, head_form.ministry_en.data = head.ministry.km, head.ministry.en
        head_form.office_km.data, head_form.office_en.data = head.office.km, head.office.en
    page = render_template(
        "certificates/signers.html",
        rows=queries.signers(session, only_active=False),
        head=head,
        form=form,
        head_form=head_form,
    )
    return page, 422 if form.errors or head_form.errors else 200


@blueprint.post("/signers/<int:signer_id>/retire")
@allow(Role.ADMINISTRATOR)
def retire(signer_id: int) -> ResponseReturnValue:
    """Take a signer off the list.

    Raises:
        NotFound: there is no such signer.
    """
    services.retire_signer(
        db.session(), signer_id=signer_id, actor_id=current_account().account_id, now=clock.utc_now()
    )
    flash(_("Taken off the list. Certificates already signed stay as they are."), "ok")
    return redirect(url_for("certificates.signers"))


@blueprint.post("/letterhead")
@allow(Role.ADMINISTRATOR)
def letterhead() -> ResponseReturnValue:
    """Record the official names of the offices."""
    form = LetterheadForm()
    if form.validate_on_submit():
        try:
            services.record_letterhead(
                db.session(),
                ministry=Pair(form.ministry_km.data or "", form.ministry_en.data or ""),
                office=Pair(form.office_km.data or "", form.office_en.data or ""),
                actor_id=current_account().account_id,
                now=clock.utc_now(),
            )
        except DomainError as error:
            form.ministry_km.errors = [*form.ministry_km.errors, error.sentence()]
        else:
            flash(_("The names are recorded. Certificates issued from now on carry them."), "ok")
            return redirect(url_for("certificates.signers"))
    return _signers(SignerForm(formdata=None), form)
