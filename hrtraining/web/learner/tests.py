"""The tests of the course as the learner meets them: notice, one item a page, look over, send."""

from __future__ import annotations

import hashlib
import hmac

from flask import jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account, reads_first
from hrtraining.assessment import queries, services
from hrtraining.assessment.domain import AdministrationState, Answer, Outcome, Phase
from hrtraining.assessment.queries import OwnAttempt
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Instrument
from hrtraining.core import clock
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import to_ascii
from hrtraining.core.settings import current
from hrtraining.followup import services as followup_services
from hrtraining.web.learner import blueprint
from hrtraining.web.learner.pages import ItemPage, NoticePage, ReviewPage, SentPage, Tile
from hrtraining.web.learner.place import TICKET, wave_name
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops import services as workshop_services
from hrtraining.workshops.domain import Gate


def _owner(administration_id: int) -> str:
    """An opaque word for this person and this test, so that a shared phone never sends one person's kept answers
    as another's."""
    word = f"{current_account().account_id}|{administration_id}"
    return hmac.new(current().secret_key.encode(), word.encode(), hashlib.sha256).hexdigest()[:24]


STATUS = {Outcome.KEPT: 201, Outcome.SAME: 200, Outcome.OLDER: 200, Outcome.CONFLICT: 409}


def _phase_label(phase: Phase) -> str:
    if phase.is_follow_up:
        return wave_name(phase)
    return {
        Phase.PRE0: _("Test at enrolment"),
        Phase.PRE: _("Pre-test"),
        Phase.POST: _("Post-test"),
    }[phase]


def promises(*, by_slip: bool = False) -> tuple[str, ...]:
    """How answers are used, in plain words, before any of the tests; who came by a slip goes on by the slip."""
    again = (
        _(
            "The line breaks or the phone stops? Open your slip again, on any device. "
            "The answers that reached the system are still there."
        )
        if by_slip
        else _(
            "The line breaks or the phone stops? Sign in again, on any device. "
            "The answers that reached the system are still there."
        )
    )
    return (
        _("This test has 33 questions. It asks what you think and what you know. It takes about 15 minutes."),
        _("Your answers are confidential, not anonymous: a key joins them to you until it is destroyed."),
        _(
            "The key serves only to let you go on, and to compare your answers before, after and months after the course."
        ),
        _(
            "Nobody sees your answers or a score together with your name: not your trainer, not your commander."
        ),
        _("After you have sent the test, not even you can open your answers again."),
        _("Reports show groups of ten people or more, never one person."),
        _("The answers do not decide about your certificate. So answer as you really think."),
        _("You may leave a question out. You may change an answer until you send the test."),
        again,
    )


@blueprint.get("/test/<any(pre0, pre, post):phase>")
@allow(Role.LEARNER)
def notice(phase: str) -> ResponseReturnValue:
    """How answers are used, in plain words, before the test begins; a test that was begun goes on at once."""
    place = workshop_queries.place_of(db.session(), current_account().account_id)
    if place is None:
        raise NotFound(_l("You are in no workshop yet. Ask your trainer for the join code."))
    which = Phase(phase)
    gate, administration_id = place.gate(which), place.administration_id(which)
    if gate is Gate.SUBMITTED and administration_id is not None:
        return redirect(url_for("learner.sent", administration_id=administration_id))
    if gate is not Gate.READY:
        raise Conflict(workshop_services.REFUSALS[gate])
    if place.has_started(which) and administration_id is not None:
        return redirect(_first_open(administration_id))
    page = NoticePage(
        title=_("Before you begin"),
        phase_label=_phase_label(which),
        paragraphs=promises(),
        post_url=url_for("learner.start", phase=phase),
        start_label=None,
    )
    return render_template("assessment/notice.html", page=page)


@blueprint.post("/test/<any(pre0, pre, post):phase>")
@allow(Role.LEARNER)
def start(phase: str) -> ResponseReturnValue:
    """Begin the test, or go on with it."""
    administration_id = workshop_services.start_test(
        db.session(),
        account_id=current_account().account_id,
        phase=Phase(phase),
        language=language(),
        now=clock.utc_now(),
    )
    return redirect(_first_open(administration_id))


def _first_open(administration_id: int) -> str:
    """The first item without an answer, or the page before sending when all have one."""
    attempt = queries.own_attempt(
        db.session(), account_id=current_account().account_id, administration_id=administration_id
    )
    if attempt is None or not attempt.sheet.unanswered:
        return url_for("learner.review", administration_id=administration_id)
    return url_for(
        "learner.item", administration_id=administration_id, number=attempt.sheet.unanswered[0] + 1
    )


def _attempt(administration_id: int) -> OwnAttempt | None:
    """One's own attempt while it may be answered; None after it was sent.

    Raises:
        NotFound: the learner has no such attempt.
        Conflict: the trainer closed the test.
    """
    attempt = queries.own_attempt(
        db.session(), account_id=current_account().account_id, administration_id=administration_id
    )
    if attempt is None:
        raise NotFound(_l("There is no such test."))
    if attempt.is_submitted:
        return None
    if attempt.state is not AdministrationState.OPEN:
        raise Conflict(_l("The trainer has closed this test. Your answers are kept. Ask your trainer."))
    return attempt


def _instrument(attempt: OwnAttempt) -> Instrument:
    edition = content_queries.edition_by_id(db.session(), attempt.edition_id)
    return edition.instruments[attempt.instrument_key]


def _prompt(scale: str) -> str:
    return {
        "agreement": _("How far do you agree?"),
        "likelihood": _("How likely is it that you would do this?"),
        "truth": _("Is this true or false?"),
    }[scale]


@blueprint.get("/test/<int:administration_id>/<int:number>")
@allow(Role.LEARNER)
def item(administration_id: int, number: int) -> ResponseReturnValue:
    """One item of an open test."""
    attempt = _attempt(administration_id)
    if attempt is None:
        return redirect(url_for("learner.sent", administration_id=administration_id))
    return render_template("assessment/item.html", page=_item_page(attempt, number))


def _item_page(attempt: OwnAttempt, number: int) -> ItemPage:
    instrument, lang = _instrument(attempt), language()
    total = len(instrument.items)
    if not 1 <= number <= total:
        raise NotFound(_l("There is no such question."))
    shown = instrument.items[number - 1]
    kept = attempt.sheet.answer(number - 1)
    labels = instrument.scales[shown.scale]
    here = attempt.administration_id
    return ItemPage(
        phase_label=_phase_label(attempt.phase),
        position=number,
        total=total,
        prompt=_prompt(shown.scale),
        situation=None,
        stem=shown.wording(attempt.form).in_(lang),
        options=tuple(
            (code, labels[code].in_(lang), kept is not None and kept.code == code) for code in shown.codes
        ),
        seq=(kept.sequence if kept else 0) + 1,
        previous_url=url_for("learner.item", administration_id=here, number=number - 1)
        if number > 1
        else None,
        next_url=url_for("learner.item", administration_id=here, number=number + 1)
        if number < total
        else url_for("learner.review", administration_id=here),
        post_url=url_for("learner.answer_form", administration_id=here, number=number),
        put_url=url_for("learner.answer", administration_id=here, number=number),
        is_saved=kept is not None,
        owner=_owner(attempt.administration_id),
    )


def _keep(administration_id: int, number: int, code: str, sequence: int) -> Outcome:
    """Keep an answer on the sheet of the learner who sends it."""
    return services.keep_answer(
        db.session(),
        account_id=current_account().account_id,
        administration_id=administration_id,
        place=number - 1,
        answer=Answer(code, sequence),
    )


@blueprint.put("/test/<int:administration_id>/answers/<int:number>")
@allow(Role.LEARNER)
@reads_first
def answer(administration_id: int, number: int) -> ResponseReturnValue:
    """Keep one answer sent by the page's script: 201 kept, 200 known, 409 contradicts or came after sending."""
    body = request.get_json(silent=True)
    code, sequence = (body.get("code"), body.get("seq")) if isinstance(body, dict) else (None, None)
    if not isinstance(code, str) or not isinstance(sequence, int) or isinstance(sequence, bool):
        raise DomainError(_l("This answer is not one of the choices. Choose again."))
    outcome = _keep(administration_id, number, code, sequence)
    response = jsonify(outcome=outcome.value)
    response.status_code = STATUS[outcome]
    if outcome is Outcome.CONFLICT:
        db.session().commit()
    return response


@blueprint.post("/test/<int:administration_id>/<int:number>")
@allow(Role.LEARNER)
def answer_form(administration_id: int, number: int) -> ResponseReturnValue:
    """Keep one answer sent by the form, then go forward or back; without a choice it only moves."""
    attempt = _attempt(administration_id)
    if attempt is None:
        return redirect(url_for("learner.sent", administration_id=administration_id))
    page = _item_page(attempt, number)
    code, written = request.form.get("code"), to_ascii(request.form.get("seq", ""))
    kept = attempt.sheet.answer(number - 1)
    if code is not None and (kept is None or kept.code != code):
        outcome = _keep(administration_id, number, code, int(written) if written.isdecimal() else 0)
        if outcome in (Outcome.CONFLICT, Outcome.OLDER):
            db.session().commit()
            raise Conflict(
                _l("This question was answered on another device meanwhile. Load it again and choose.")
            )
    return redirect(page.previous_url or page.next_url if request.form.get("go") == "back" else page.next_url)


@blueprint.get("/test/<int:administration_id>/review")
@allow(Role.LEARNER)
def review(administration_id: int) -> ResponseReturnValue:
    """Which questions have an answer, before sending."""
    attempt = _attempt(administration_id)
    if attempt is None:
        return redirect(url_for("learner.sent", administration_id=administration_id))
    total, unanswered = len(attempt.sheet.characters), set(attempt.sheet.unanswered)
    page = ReviewPage(
        phase_label=_phase_label(attempt.phase),
        answered=total - len(unanswered),
        total=total,
        skipped=len(unanswered),
        positions=tuple(
            Tile(
                number=place + 1,
                href=url_for("learner.item", administration_id=administration_id, number=place + 1),
                is_answered=place not in unanswered,
            )
            for place in range(total)
        ),
        post_url=url_for("learner.submit", administration_id=administration_id),
        back_url=url_for("learner.item", administration_id=administration_id, number=total),
        owner=_owner(administration_id),
    )
    return render_template("assessment/review.html", page=page)


@blueprint.post("/test/<int:administration_id>/submit")
@allow(Role.LEARNER)
def submit(administration_id: int) -> ResponseReturnValue:
    """Send the test for good; a second time changes nothing."""
    who, now = current_account().account_id, clock.utc_now()
    before = queries.own_attempt(db.session(), account_id=who, administration_id=administration_id)
    services.submit_attempt(
        db.session(), account_id=who, administration_id=administration_id, language=language(), now=now
    )
    if before is not None and before.phase.is_follow_up and not before.is_submitted:
        ticket = followup_services.issue_ticket(db.session(), phase=before.phase, now=now)
        session[TICKET] = ticket
    return redirect(url_for("learner.sent", administration_id=administration_id))


@blueprint.get("/test/<int:administration_id>/sent")
@allow(Role.LEARNER)
def sent(administration_id: int) -> ResponseReturnValue:
    """After sending: what is closed, and the next step."""
    attempt = queries.own_attempt(
        db.session(), account_id=current_account().account_id, administration_id=administration_id
    )
    if attempt is None:
        raise NotFound(_l("There is no such test."))
    if not attempt.is_submitted:
        return redirect(url_for("learner.review", administration_id=administration_id))
    next_url, next_label = url_for("learner.home"), None
    if attempt.phase.is_follow_up and session.get(TICKET):
        next_url, next_label = url_for("learner.practice"), _("Go on to five questions about your work")
    elif attempt.phase.is_follow_up:
        next_url, next_label = url_for("learner.follow_up_end"), _("Go on")
    elif attempt.phase in (Phase.PRE0, Phase.POST):
        next_label = _("Go to your page")
    page = SentPage(phase_label=_phase_label(attempt.phase), next_url=next_url, next_label=next_label)
    return render_template("assessment/done.html", page=page)
