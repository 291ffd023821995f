"""The follow-up as a panel member meets it: the sealed slip, the same test again, five questions about work."""

from __future__ import annotations

from datetime import timedelta

from flask import g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts import services as account_services
from hrtraining.accounts.cookies import drop_cookie, give_cookie
from hrtraining.accounts.guards import public, signed_in_or_none
from hrtraining.assessment import queries as assessment_queries
from hrtraining.core import clock
from hrtraining.core.db import begin_write
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.settings import current
from hrtraining.followup import services
from hrtraining.followup.domain import clean_code
from hrtraining.web.learner import blueprint
from hrtraining.web.learner.follow_up_forms import PracticeForm, SlipForm
from hrtraining.web.learner.pages import NoticePage
from hrtraining.web.learner.place import TICKET, wave_name
from hrtraining.web.learner.tests import promises

SLIP_WINDOW = timedelta(minutes=10)
SLIP_TRIES = 100
"""Tries of codes from one address in the window; a station may share one address."""


def _count_try() -> None:
    """Count a try from this address; counted even when it fails."""
    g.keep_writes = True
    account_services.count_try(
        db.session(),
        what="slip",
        address=request.remote_addr or "",
        limit=SLIP_TRIES,
        window=SLIP_WINDOW,
        now=clock.utc_now(),
    )


@blueprint.route("/slip", methods=["GET", "POST"])
@public
def slip_code() -> ResponseReturnValue:
    """The code of a slip, typed."""
    form = SlipForm()
    if request.method == "GET":
        return render_template("followup/slip.html", form=form)
    if form.validate():
        _count_try()
        try:
            services.invited(db.session(), code=form.code.data or "", now=clock.utc_now())
        except DomainError as error:
            form.code.errors = [str(error)]
        else:
            return redirect(url_for("learner.slip", code=clean_code(form.code.data or "")))
    return render_template("followup/slip.html", form=form), 422


@blueprint.get("/slip/<code>")
@public
def slip(code: str) -> ResponseReturnValue:
    """What the follow-up is and how answers are used, before it begins; nothing changes by looking."""
    try:
        found = services.invited(db.session(), code=code, now=clock.utc_now())
    except Conflict as refused:
        return render_template("followup/shut.html", sentence=str(refused)), refused.status
    page = NoticePage(
        title=_("Before you begin"),
        phase_label=wave_name(found.phase),
        paragraphs=(
            _("You took part in the course. The lot chose you to answer the same questions once more."),
            *promises(by_slip=True),
            _("It is your choice. Whoever does not answer has no disadvantage."),
        ),
        post_url=url_for("learner.begin_follow_up", code=clean_code(code)),
        start_label=None,
    )
    return render_template("assessment/notice.html", page=page)


@blueprint.post("/slip/<code>")
@public
def begin_follow_up(code: str) -> ResponseReturnValue:
    """Sign the person of the slip in on this phone and go to the first question without an answer."""
    _count_try()
    transaction, now = db.session(), clock.utc_now()
    try:
        account_id, administration_id = services.begin(transaction, code=code, language=language(), now=now)
    except Conflict as refused:
        return render_template("followup/shut.html", sentence=str(refused)), refused.status
    opened = account_services.open_session(
        transaction, account_id=account_id, demonstration=current().demonstration, now=now
    )
    attempt = assessment_queries.own_attempt(
        transaction, account_id=account_id, administration_id=administration_id
    )
    unanswered = attempt.sheet.unanswered if attempt else (0,)
    target = (
        url_for("learner.item", administration_id=administration_id, number=unanswered[0] + 1)
        if unanswered
        else url_for("learner.review", administration_id=administration_id)
    )
    return give_cookie(redirect(target), opened)


@blueprint.route("/after-the-course", methods=["GET", "POST"])
@public
def practice() -> ResponseReturnValue:
    """Five questions about work, for the ticket of this browser; whoever is signed in is signed out first."""
    token, now = session.get(TICKET, ""), clock.utc_now()
    if not token or not services.has_ticket(db.session(), token=token, now=now):
        raise NotFound(_l("These questions come after the follow-up test, once."))
    account = signed_in_or_none()
    if account is not None:
        # whoever answers here must see no name above the questions, and may hold somebody else's phone
        begin_write(db.session())
        account_services.sign_out(db.session(), session_id=account.session_id)
        return drop_cookie(redirect(url_for("learner.practice")))
    form = PracticeForm()
    if request.method == "GET":
        return render_template("followup/practice.html", form=form)
    if form.validate():
        try:
            services.give_practice(db.session(), token=token, practice=form.practice, now=now)
        except DomainError as error:
            form.refuse(str(error))
        else:
            session.pop(TICKET)
            return redirect(url_for("learner.follow_up_end"))
    return render_template("followup/practice.html", form=form), 422


@blueprint.get("/after-the-course/end")
@public
def follow_up_end() -> str:
    """Thanks, and the way out."""
    return render_template("followup/end.html")
