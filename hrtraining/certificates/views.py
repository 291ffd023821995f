"""The pages of certificates: verification, registry, issue and print, signers, a learner's own."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account, public
from hrtraining.accounts.queries import SignedIn
from hrtraining.certificates import printing, queries, services
from hrtraining.certificates.domain import Pair, Reason, State, is_serial_number
from hrtraining.certificates.forms import (
    EndForm,
    IssueForm,
    LetterheadForm,
    ReplaceForm,
    SignerForm,
    VerifyForm,
)
from hrtraining.certificates.pages import candidate_line, certificate_page, listed
from hrtraining.certificates.queries import CertificateRow
from hrtraining.content import queries as content_queries
from hrtraining.core import clock
from hrtraining.core.db import begin_write
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language, ngettext
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import number
from hrtraining.core.settings import current
from hrtraining.workshops import queries as workshop_queries

blueprint = Blueprint("certificates", __name__)

TRIES, WINDOW = 40, timedelta(minutes=10)
"""How many verifications one address may ask for in a window: enough for a desk, too few for guessing."""


def _base_url() -> str | None:
    """The address that may be printed; a loopback address only in the demonstration (RULES.md 15)."""
    settings = current()
    return settings.base_url if settings.demonstration or not settings.is_loopback else None


def _count_try() -> None:
    """Count a verification, also when it finds nothing.

    Raises:
        TooManyTries: too many from this address.
    """
    session = db.session()
    begin_write(session)
    g.keep_writes = True
    account_services.count_try(
        session,
        what="certificates.verify",
        address=request.remote_addr or "",
        limit=TRIES,
        window=WINDOW,
        now=clock.utc_now(),
    )


def _unlisted(page: str, status: int = 200) -> Response:
    response = Response(page, status=status, mimetype="text/html")
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/verify")
@public
def ask() -> ResponseReturnValue:
    """Where a number and a code can be typed from paper."""
    if "serial" not in request.args:
        return _unlisted(
            render_template("certificates/ask.html", form=VerifyForm(formdata=None), nothing=False)
        )
    form = VerifyForm(formdata=request.args)
    if not form.validate():
        return _unlisted(render_template("certificates/ask.html", form=form, nothing=False), 422)
    return redirect(url_for("certificates.verify", serial=form.serial.data, code=form.code.data))


@blueprint.get("/verify/<serial>/<code>")
@public
def verify(serial: str, code: str) -> ResponseReturnValue:
    """Whether a paper is genuine: every printed field and what has become of the certificate.

    Raises:
        TooManyTries: too many from this address.
    """
    _count_try()
    found = (
        queries.verified(db.session(), serial=serial, code=code.upper()) if is_serial_number(serial) else None
    )
    if found is None:
        form = VerifyForm(formdata=None, serial=serial[:20], code=code[:40])
        return _unlisted(render_template("certificates/ask.html", form=form, nothing=True), 404)
    page = certificate_page(found, clock.local_date(clock.utc_now()))
    return _unlisted(render_template("certificates/verify.html", page=page))


@blueprint.get("/my-certificates")
@allow(Role.LEARNER)
def own() -> ResponseReturnValue:
    """The learner's own certificates."""
    today = clock.local_date(clock.utc_now())
    rows = queries.certificates_of(db.session(), current_account().account_id)
    return render_template("certificates/own.html", rows=[listed(row, language(), today) for row in rows])


def _readable(row: CertificateRow | None, reader: SignedIn) -> CertificateRow:
    """A certificate the reader may see; of another person or academy it does not exist.

    Raises:
        NotFound: there is none for this reader.
    """
    missing = NotFound(_l("There is no such certificate."))
    if row is None:
        raise missing
    if reader.role is Role.LEARNER and row.account_id != reader.account_id:
        raise missing
    if reader.role is Role.ACADEMY_ADMINISTRATOR and row.academy_id != reader.academy_id:
        raise missing
    if reader.role is Role.TRAINER:
        workshop_queries.workshop_for(db.session(), row.workshop_id, reader)
    return row


def _pdf(content: bytes, name: str) -> Response:
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@blueprint.get("/certificates/<serial>.pdf")
@allow(Role.LEARNER, Role.TRAINER, Role.ACADEMY_ADMINISTRATOR)
def paper(serial: str) -> ResponseReturnValue:
    """One certificate as a PDF.

    Raises:
        NotFound: there is none for this reader.
        Conflict: it was revoked or replaced, or its row no longer fits its fingerprint.
    """
    row = _readable(queries.certificate(db.session(), serial), current_account())
    if row.stored_state is not State.ISSUED:
        raise Conflict(_l("This certificate was revoked or replaced, so it is not printed any more."))
    if not row.is_intact:
        raise Conflict(_l("This certificate was changed outside the program, so it is not printed."))
    return _pdf(printing.certificate_pdf(row.snapshot), f"certificate-{row.serial}")


@blueprint.get("/workshops/<int:workshop_id>/certificates.pdf")
@allow(Role.TRAINER, Role.ACADEMY_ADMINISTRATOR)
def batch(workshop_id: int) -> ResponseReturnValue:
    """All valid certificates of a workshop in roster order, one file for the printer.

    Raises:
        NotFound: there is no such workshop for this reader.
        Conflict: none was issued yet.
    """
    session = db.session()
    workshop_queries.workshop_for(session, workshop_id, current_account())
    today = clock.local_date(clock.utc_now())
    rows = queries.certificates_of_workshop(session, workshop_id)
    papers = [row.snapshot for row in rows if row.state(today) is State.ISSUED and row.is_intact]
    if not papers:
        raise Conflict(_l("No certificate was issued yet."))
    return _pdf(printing.batch_pdf(papers), f"certificates-workshop-{workshop_id}")


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
    form.signer.choices = [(one.id, _label(one)) for one in queries.signers(session)]
    if may_issue and form.validate_on_submit():
        try:
            done = services.issue_certificates(
                session,
                workshop_id=workshop_id,
                signer_id=form.signer.data,
                base_url=_base_url(),
                is_demonstration=current().demonstration,
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
    return _certificate(serial, EndForm(), ReplaceForm())


def _certificate(serial: str, revoke_form: EndForm, replace_form: ReplaceForm) -> ResponseReturnValue:
    reader = current_account()
    row = _readable(queries.certificate(db.session(), serial), reader)
    page = certificate_page(row, clock.local_date(clock.utc_now()))
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
    session, reader, form = db.session(), current_account(), EndForm()
    if not form.validate_on_submit():
        return _certificate(serial, form, ReplaceForm(formdata=None))
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
    session, reader, form = db.session(), current_account(), ReplaceForm()
    if not form.validate_on_submit():
        return _certificate(serial, EndForm(formdata=None), form)
    try:
        new = services.replace_certificate(
            session,
            serial=serial,
            reason=Reason(form.reason.data),
            note=form.note.data or "",
            base_url=_base_url(),
            actor_id=reader.account_id,
            academy_id=reader.academy_id,
            now=clock.utc_now(),
        )
    except (NotFound, Conflict):
        raise
    except DomainError as error:
        form.reason.errors = [*form.reason.errors, error.sentence()]
        return _certificate(serial, EndForm(formdata=None), form)
    flash(_("The new certificate is issued. The old one now says by which it was replaced."), "ok")
    return redirect(url_for("certificates.show", serial=new))


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
