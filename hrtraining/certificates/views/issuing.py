"""The trainer's page of a workshop: who has earned what, and the act of issuing."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.certificates import queries, services
from hrtraining.certificates.forms import (
    IssueForm,
)
from hrtraining.certificates.pages import candidate_line
from hrtraining.certificates.views.frame import blueprint
from hrtraining.content import queries as content_queries
from hrtraining.core import clock
from hrtraining.core.errors import DomainError
from hrtraining.core.extensions import db
from hrtraining.core.forms import options
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language, ngettext
from hrtraining.core.khmer.digits import number
from hrtraining.core.settings import current
from hrtraining.workshops import queries as workshop_queries


@blueprint.route("/workshops/<int:workshop_id>/certificates", methods=["GET", "POST"])
@allow(Role.TRAINER, Role.ACADEMY_ADMINISTRATOR)
def workshop(workshop_id: int) -> ResponseReturnValue:
    """Who of a workshop has earned what; the trainer issues, both print.

    Raises:
        NotFound: there is no such workshop for this reader.
    """
    session, reader, now = db.session(), current_account(), clock.utc_now()
    shown = workshop_queries.workshop_for(session, workshop_id, reader)
    may_issue = reader.role is Role.TRAINER
    form = IssueForm()
    form.signer.choices = options((one.id, _label(one)) for one in queries.signers(session))
    if may_issue and form.validate_on_submit():
        try:
            done = services.issue_certificates(
                session,
                workshop_id=workshop_id,
                signer_id=form.signer.data,
                demonstration=current().demonstration,
                actor_id=reader.account_id,
                now=now,
                lunar=form.lunar.data or "",
            )
        except DomainError as error:
            form.signer.errors = [*form.signer.errors, error.sentence()]
        else:
            _tell(done)
            return redirect(url_for("certificates.workshop", workshop_id=workshop_id))
    may_certify = content_queries.is_approved(session, shown.edition_id) or current().demonstration
    today = clock.local_date(now)
    found = queries.candidates(session, workshop_id, may_certify_achievement=may_certify)
    lines = [candidate_line(one, language(), today) for one in found]
    page = render_template(
        "certificates/workshop.html",
        workshop=shown,
        lines=lines,
        due=sum(line.is_due and line.fault is None for line in lines),
        printable=any(one.is_valid for line in lines for one in line.certificates),
        form=form,
        may_issue=may_issue,
        may_certify=may_certify,
    )
    return page, 422 if form.errors else 200


def _label(signer: queries.SignerRow) -> str:
    pairs = (signer.rank, signer.name, signer.title)
    return " · ".join(text for one in pairs if (text := one.km if language() == "km" else one.en))


def _tell(done: services.Issue) -> None:
    many = len(done.issued)
    if many:
        sentence = ngettext("%(num)d certificate was issued.", "%(num)d certificates were issued.", many)
        flash(sentence.replace(str(many), number(many, language())), "ok")
    elif not done.refused:
        flash(_("Nobody is waiting for a certificate."), "info")
    for one in done.refused:
        flash(f"{one.name}: {one.sentence}", "warn")
