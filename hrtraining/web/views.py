"""Pages that belong to no capability: the front door, joining, language, the needle-stick help, the audit log."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text as sql
from wtforms import StringField
from wtforms.validators import Length, Optional

from hrtraining.accounts import services as account_services
from hrtraining.accounts.cookies import give_cookie, safe_next
from hrtraining.accounts.domain import PersonName, Role
from hrtraining.accounts.guards import allow, current_account, public, signed_in_or_none
from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment import services as assessment_services
from hrtraining.core import audit, clock
from hrtraining.core.db import begin_write
from hrtraining.core.errors import DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.forms import NEEDED, NameFields, PageForm, PinForm, line
from hrtraining.core.i18n import LANGUAGES
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.ids import clean_join_code, is_join_code
from hrtraining.core.khmer.digits import to_ascii
from hrtraining.core.settings import current
from hrtraining.web import acts
from hrtraining.web.language import COOKIE
from hrtraining.workshops import services as workshop_services
from hrtraining.workshops.queries import Participant, WorkshopRow

blueprint = Blueprint("web", __name__)

HOMES = {
    Role.LEARNER: "learner.home",
    Role.TRAINER: "workshops.index",
    Role.ACADEMY_ADMINISTRATOR: "workshops.index",
    Role.ANALYST: "reporting.national",
    Role.ADMINISTRATOR: "accounts.people",
    Role.AUDITOR: "web.audit_log",
}
JOIN_WINDOW = timedelta(minutes=10)
JOIN_TRIES = 300
"""Tries of a join code from one address in the window: a whole academy may share one address."""
WAITING_COOKIE = "waiting"


class JoinForm(PageForm):
    """The code on the poster."""

    code = StringField(
        _l("Code of the workshop"),
        validators=[NEEDED, Length(max=20, message=_l("The code has 6 characters."))],
        render_kw={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"},
    )


class AskForm(NameFields, PageForm):
    """A person who is not on the roster."""

    rank = StringField(_l("Rank"), filters=[line], validators=[Optional(), Length(max=80)])


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    """The front door: one's own page when signed in, else the ways in."""
    account = signed_in_or_none()
    if account is None:
        return render_template("web/front.html", form=JoinForm(), next=None)
    if account.needs_second_factor:
        return redirect(url_for("accounts.second_factor"))
    return redirect(url_for(HOMES[account.role]))


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Whether the process answers and its database too; for the container's health check."""
    db.session().execute(sql("SELECT 1"))
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.post("/language")
@public
def set_language() -> ResponseReturnValue:
    """Change the language and stay on the page."""
    chosen = request.form.get("lang", "")
    if chosen not in LANGUAGES:
        raise DomainError(_l("Choose Khmer or English."))
    account = signed_in_or_none()
    if account is not None:
        account_services.set_language(db.session(), account_id=account.account_id, language=chosen)
    response = redirect(safe_next(request.form.get("next")))
    response.set_cookie(
        COOKIE, chosen, max_age=365 * 24 * 3600, samesite="Lax", httponly=True, secure=current().is_https
    )
    return response


@blueprint.get("/needle-stick")
@public
def needle_stick() -> str:
    """What to do after a needle-stick; open to everybody, and nobody notes who reads it."""
    return render_template("web/needle_stick.html")


@blueprint.get("/needle-stick/confirm")
@allow(Role.LEARNER)
def needle_stick_confirm() -> str:
    """One tap before the help during an open test, because its answers stand there (RULES.md 13)."""
    return render_template("web/needle_stick_confirm.html")


@blueprint.post("/needle-stick")
@allow(Role.LEARNER)
def needle_stick_in_test() -> ResponseReturnValue:
    """Open the help during an open test and flag the attempt, not the person."""
    session, account_id = db.session(), current_account().account_id
    administration_id = assessment_queries.open_attempt_of(session, account_id)
    if administration_id is not None:
        assessment_services.flag_help_opened(
            session, account_id=account_id, administration_id=administration_id
        )
    return redirect(url_for("web.needle_stick"))


def _count_try(what: str) -> None:
    """Count a try from this address; counted even when the try fails."""
    g.keep_writes = True
    account_services.count_try(
        db.session(),
        what=what,
        address=request.remote_addr or "",
        limit=JOIN_TRIES,
        window=JOIN_WINDOW,
        now=clock.utc_now(),
    )


@blueprint.get("/join")
@public
def join() -> ResponseReturnValue:
    """The ways in for a learner: the code of the workshop, or the slip; afterwards the page that was asked for."""
    return render_template("web/front.html", form=JoinForm(), next=request.args.get("next"))


@blueprint.post("/join")
@public
def send_code() -> ResponseReturnValue:
    """From the code to the roster; a typing slip is caught by the check character before anything is looked up."""
    form = JoinForm()
    if form.validate():
        code = clean_join_code(to_ascii(form.code.data or ""))
        if is_join_code(code):
            return redirect(url_for("web.roster", code=code))
        form.code.errors = [_("This code has a typing slip. Look at the poster and type it again.")]
    return render_template("web/front.html", form=form, next=None), 422


def _claimable(code: str) -> tuple[WorkshopRow, list[Participant]]:
    session, guess = db.session(), "guess a join code"
    account_services.require_tries_left(
        session,
        what=guess,
        address=request.remote_addr or "",
        limit=JOIN_TRIES,
        window=JOIN_WINDOW,
        now=clock.utc_now(),
    )
    try:
        return workshop_services.claimable(session, code)
    except NotFound:
        begin_write(session)
        _count_try(guess)
        session.commit()  # the answer to a wrong code is an error, which takes back what is not committed
        raise


@blueprint.get("/join/<code>")
@public
def roster(code: str) -> str:
    """The names on the roster of a workshop: choose one's own."""
    workshop, people = _claimable(code)
    return render_template("web/roster.html", workshop=workshop, people=people, code=code)


@blueprint.route("/join/<code>/<int:line_id>", methods=["GET", "POST"])
@public
def claim(code: str, line_id: int) -> ResponseReturnValue:
    """One's own line of the roster, with the PIN from the slip."""
    workshop, people = _claimable(code)
    own = next((one for one in people if one.line_id == line_id), None)
    if own is None:
        raise NotFound(_l("This name is not on the roster. Look at the list again."))
    form = PinForm()
    if request.method == "POST" and form.validate():
        _count_try(f"claim {code}")
        opened = account_services.sign_in(
            db.session(),
            login=own.person.login,
            secret=form.pin.data or "",
            demonstration=current().demonstration,
            now=clock.utc_now(),
        )
        if opened is not None:
            return give_cookie(redirect(url_for("web.home")), opened)
        form.pin.errors = [_("This is not the PIN of this name. Look at your slip, or ask your trainer.")]
    page = render_template("web/claim.html", workshop=workshop, own=own, form=form, code=code)
    return page, 422 if form.errors else 200


@blueprint.route("/join/<code>/ask", methods=["GET", "POST"])
@public
def ask(code: str) -> ResponseReturnValue:
    """Not on the roster: write one's name and wait for the trainer."""
    workshop, _people = _claimable(code)
    form = AskForm()
    if request.method == "POST" and form.validate():
        _count_try("ask to join")
        try:
            token = workshop_services.ask_to_join(
                db.session(),
                workshop_id=workshop.id,
                name=PersonName(form.family_km.data or "", form.given_km.data or "", form.latin.data or ""),
                rank=form.rank.data or "",
                now=clock.utc_now(),
            )
        except DomainError as error:
            form.family_km.errors = [error.sentence()]
        else:
            response = redirect(url_for("web.waiting"))
            response.set_cookie(
                WAITING_COOKIE,
                token,
                httponly=True,
                samesite="Lax",
                secure=current().is_https,
                max_age=6 * 3600,
            )
            return response
    page = render_template("web/ask.html", workshop=workshop, form=form, code=code)
    return page, 422 if form.errors else 200


@blueprint.route("/join/waiting", methods=["GET", "POST"])
@public
def waiting() -> ResponseReturnValue:
    """Waiting for the trainer; once approved, choose a PIN on this device and go in."""
    session = db.session()
    token = request.cookies.get(WAITING_COOKIE, "")
    try:
        state, _workshop_id, account_id = workshop_services.state_of_request(session, token)
    except NotFound:
        if signed_in_or_none() is not None:  # they came in already: Back, or a button pressed twice
            return redirect(url_for("web.home"))
        raise
    form = PinForm()
    if request.method == "POST" and state == "approved" and form.validate():
        try:
            claimed = workshop_services.claim_approved(session, token=token, pin=form.pin.data or "")
        except DomainError as error:
            form.pin.errors = [error.sentence()]
        else:
            opened = account_services.open_session(
                session, account_id=claimed, demonstration=current().demonstration, now=clock.utc_now()
            )
            response = give_cookie(redirect(url_for("web.home")), opened)
            response.delete_cookie(WAITING_COOKIE)
            return response
    number = None
    if account_id is not None:
        number = account_services.learner_number(session, account_id=account_id)
    page = make_response(render_template("web/waiting.html", state=state, form=form, number=number))
    if state == "waiting":
        page.headers["Refresh"] = "10"
    return page, 422 if form.errors else 200


@blueprint.get("/audit")
@allow(Role.AUDITOR)
def audit_log() -> str:
    """Who did what, newest first."""
    before = to_ascii(request.args.get("before", ""))
    before_id = int(before) if before.isdecimal() and len(before) < 10 else None
    return _audit_page(before_id=before_id)


def _audit_page(
    *, before_id: int | None = None, fault: audit.ChainFault | None = None, is_checked: bool = False
) -> str:
    """The newest acts, all or those of figures."""
    only = acts.OF_FIGURES if request.args.get("acts") == "figures" else ()
    rows = audit.entries(db.session(), newest=100, before_id=before_id, actions=only)
    return render_template(
        "web/audit.html",
        rows=[(row, acts.ACTS.get(row.action), acts.detail_lines(row.detail)) for row in rows],
        shown_acts="figures" if only else None,
        fault=fault,
        is_checked=is_checked,
    )


@blueprint.get("/audit.csv")
@allow(Role.AUDITOR)
def export_audit_log() -> Response:
    """The whole log with its hashes, oldest first, so that the chain can be checked elsewhere."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["id", "at", "actor_id", "action", "subject", "detail", "previous_hash", "hash"])
    for row in audit.whole_chain(db.session()):
        detail = json.dumps(row.detail, sort_keys=True, ensure_ascii=False)
        moment = row.at.isoformat(timespec="microseconds")
        cells = [row.id, moment, row.actor_id, row.action, row.subject, detail, row.previous_hash, row.hash]
        writer.writerow(cells)
    prefix = "demonstration-" if current().demonstration else ""
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{prefix}audit.csv"'},
    )


@blueprint.post("/audit")
@allow(Role.AUDITOR)
def verify_audit_log() -> str:
    """Check the whole chain of the log."""
    return _audit_page(fault=audit.verify(db.session()), is_checked=True)
