"""The front page of the edition, the page of the law statements, and the record of the edition's approval."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account, public
from hrtraining.content import queries, services, workbench
from hrtraining.content.domain.part import state_of
from hrtraining.content.forms import ApprovalForm, LawReviewForm
from hrtraining.content.pages.edition import about_page, statement_card
from hrtraining.content.pages.glossary import glossary_page
from hrtraining.content.pages.scripts import pieces
from hrtraining.content.reading.parts import resting_on
from hrtraining.content.rendering import STATUS_NAMES
from hrtraining.content.views.preview import current_bench, preview_address, signed_folder
from hrtraining.content.views.routes import blueprint
from hrtraining.core import clock
from hrtraining.core.db import begin_write
from hrtraining.core.errors import DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l


@blueprint.get("/about")
@public
def about() -> ResponseReturnValue:
    """What the edition is, its modules, what it says about the law, and every source."""
    session = db.session()
    edition = queries.current_edition(session)
    page = about_page(edition, queries.approval_of(session, edition.id), language())
    return render_template("content/about.html", page=page)


@blueprint.get("/glossary")
@public
def glossary() -> ResponseReturnValue:
    """The words of the course in both languages, in dictionary order."""
    edition = queries.current_edition(db.session())
    letters = glossary_page(edition, language())
    return render_template(
        "content/glossary.html", letters=letters, count=len(edition.glossary), pieces=pieces
    )


@blueprint.get("/law")
@allow(Role.ANALYST, Role.ADMINISTRATOR)
def law() -> ResponseReturnValue:
    """Every law statement with its status and its newest sign-off."""
    session = db.session()
    edition = queries.current_edition(session)
    reviews = queries.latest_reviews(session)
    cards = [statement_card(edition, one, language(), reviews.get(one.id)) for one in edition.law.values()]
    return render_template(
        "content/law.html", cards=cards, fingerprint=edition.hash[:12], editions=queries.editions(session)
    )


@blueprint.route("/law/<statement_id>", methods=["GET", "POST"])
@allow(Role.ANALYST, Role.ADMINISTRATOR)
def review(statement_id: str) -> ResponseReturnValue:
    """One statement in both languages, and what the legal reviewer says of it.

    Raises:
        NotFound: the edition has no such statement.
    """
    session = db.session()
    edition = queries.current_edition(session)
    statement = edition.law.get(statement_id)
    if statement is None:
        raise NotFound(_l("There is no such statement about the law."))
    form = LawReviewForm()
    if form.validate_on_submit():
        begin_write(session)
        try:
            services.record_law_review(
                session,
                edition_id=_number(form.edition_id.data),
                statement_id=statement_id,
                seen_hash=form.seen_hash.data or "",
                status=form.status.data,
                reviewer_name=form.reviewer_name.data or "",
                note=form.note.data or "",
                text_km=form.text_km.data,
                text_en=form.text_en.data,
                actor_id=current_account().account_id,
                now=clock.utc_now(),
            )
        except DomainError as error:
            form.status.errors = [*form.status.errors, error.sentence()]
        else:
            flash(_("Recorded. The next edition takes it in."), "ok")
            return redirect(url_for("content.law"))
    if not form.is_submitted():
        form.edition_id.data = str(edition.id)
        form.seen_hash.data = statement.text_hash
    cards = {lang: statement_card(edition, statement, lang, None) for lang in ("km", "en")}
    page = render_template(
        "content/review.html",
        form=form,
        cards=cards,
        reviews=queries.reviews_of(session, statement_id),
        status_names=STATUS_NAMES,
        resting=_resting(statement_id),
    )
    return page, 422 if form.errors else 200


def _resting(statement_id: str) -> list[tuple[str, str | None, str]]:
    """What rests on a statement in the files as they stand: name, page where it can be read, state of sign-off."""
    bench = current_bench()
    signed = workbench.sign_offs(signed_folder())
    return [
        (part.place, preview_address(part), state_of(part, signed.get(part.place)))
        for part in resting_on(bench.parts, statement_id)
    ]


@blueprint.route("/edition", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
def approval() -> ResponseReturnValue:
    """The editions, and the record that the Secretariat approved the current one (RULES.md 1)."""
    session = db.session()
    edition = queries.current_edition(session)
    form = ApprovalForm()
    if form.validate_on_submit() and form.day is not None:
        begin_write(session)
        try:
            services.record_approval(
                session,
                edition_id=_number(form.edition_id.data),
                approved_by=form.approved_by.data or "",
                approved_on=form.day,
                document=form.document.data or "",
                actor_id=current_account().account_id,
                now=clock.utc_now(),
            )
        except DomainError as error:
            form.approved_on.errors = [*form.approved_on.errors, error.sentence()]
        else:
            flash(_("The approval is recorded."), "ok")
            return redirect(url_for("content.approval"))
    if not form.is_submitted():
        form.edition_id.data = str(edition.id)
    page = render_template(
        "content/approval.html",
        form=form,
        edition=edition,
        approval=queries.approval_of(session, edition.id),
        editions=queries.editions(session),
    )
    return page, 422 if form.errors else 200


def _number(written: str | None) -> int:
    """A hidden number of a form; what is no number names nothing."""
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 10 else 0
