"""The day of a workshop on one page: its stages, the next step, who is where, who waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.guards import allow, current_account
from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import IN_CLASS, AdministrationState, Participation, Phase
from hrtraining.assessment.queries import AdministrationRow
from hrtraining.core import clock
from hrtraining.core.errors import DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language, ngettext
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import number
from hrtraining.core.qr import qr_data_uri
from hrtraining.core.settings import current
from hrtraining.workshops import queries, services
from hrtraining.workshops.domain import HalfDay
from hrtraining.workshops.forms import KIND_NAMES, ReasonForm
from hrtraining.workshops.queries import LearnerFacts, WaitingPerson, WorkshopRow
from hrtraining.workshops.views import blueprint
from hrtraining.workshops.views.planning import OWNERS

SENT = (Participation.SUBMITTED, Participation.LATE)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the day."""

    label: str
    detail: str
    state: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One person and how far they are; never what they answered."""

    name: str
    state: str
    state_label: str
    href: str | None


@dataclass(frozen=True, slots=True)
class NextAct:
    """The one coloured button."""

    label: str
    url: str
    is_post: bool
    hint: str


@dataclass(frozen=True, slots=True)
class DayPage:
    """All that the page of a workshop shows."""

    workshop: WorkshopRow
    kind: str
    stages: tuple[Stage, ...]
    next: NextAct | None
    tiles: tuple[Tile, ...]
    size: int
    join_url: str
    qr: str
    attendance: tuple[tuple[HalfDay, int], ...]
    needs_pins: bool
    """Whether somebody on the roster has no PIN, so that there is a slip to print."""
    waiting: tuple[WaitingPerson, ...]
    first: AdministrationState | None
    """The test at enrolment; None where there is none or none any more."""
    pre: AdministrationState
    post: AdministrationState
    on_paper: tuple[int, int] | None
    """Sheets on paper before and after; None where no file brought any."""


def _state(given: AdministrationRow | None) -> AdministrationState:
    return given.state if given else AdministrationState.PLANNED


@blueprint.get("/workshops/<int:workshop_id>")
@allow(*OWNERS)
def show(workshop_id: int) -> str:
    """The page a trainer keeps open all day."""
    session = db.session()
    workshop = queries.workshop_for(session, workshop_id, current_account())
    facts = queries.certificate_facts(session, workshop_id)
    given = assessment_queries.administrations(session, workshop_id)
    taken = assessment_queries.participation(session, [one.id for one in given.values()])
    present = queries.attendance(session, workshop_id)
    join_url = current().base_url + url_for("web.roster", code=workshop.join_code)
    first, pre, post = (given.get(phase) for phase in IN_CLASS)
    first_sent = sum(taken.get((first.id, one.account_id)) in SENT for one in facts) if first else 0
    paper = assessment_queries.on_paper(session, [one.id for one in (pre, post) if one])
    page = DayPage(
        workshop=workshop,
        kind=str(KIND_NAMES[workshop.kind]),
        stages=_stages(workshop, facts, first, first_sent, pre, post),
        next=_next(workshop, facts, _state(first), _state(pre), _state(post)),
        tiles=tuple(_tile(workshop, one, first, pre, post, taken) for one in facts),
        size=len(facts),
        join_url=join_url,
        qr=qr_data_uri(join_url),
        attendance=tuple((half, len(present.get(half, ()))) for half in workshop.half_days),
        needs_pins=any(not one.person.has_secret for one in facts),
        waiting=tuple(queries.waiting(session, workshop_id)),
        first=_state(first) if workshop.is_doubled and pre is None else None,
        pre=_state(pre),
        post=_state(post),
        on_paper=_on_paper(paper, pre, post) if paper else None,
    )
    return render_template("workshops/show.html", page=page, reason_form=ReasonForm())


def _on_paper(
    paper: Mapping[int, int], pre: AdministrationRow | None, post: AdministrationRow | None
) -> tuple[int, int]:
    return paper.get(pre.id, 0) if pre else 0, paper.get(post.id, 0) if post else 0


def _sent(done: int, total: int) -> str:
    lang = language()
    return _("%(done)s of %(total)s sent", done=number(done, lang), total=number(total, lang))


def _stages(
    workshop: WorkshopRow,
    facts: tuple[LearnerFacts, ...],
    first: AdministrationRow | None,
    first_sent: int,
    pre: AdministrationRow | None,
    post: AdministrationRow | None,
) -> tuple[Stage, ...]:
    lang, size = language(), len(facts)
    finished = sum(one.modules_complete >= len(workshop.modules) for one in facts)
    states = {
        AdministrationState.PLANNED: "later",
        AdministrationState.OPEN: "now",
        AdministrationState.CLOSED: "done",
    }
    between = _state(pre) is AdministrationState.CLOSED and _state(post) is AdministrationState.PLANNED
    stages = [
        Stage(
            _("Roster"),
            ngettext("%(count)s person", "%(count)s people", size, count=number(size, lang)),
            "done" if size else "now",
        ),
        Stage(
            _("Pre-test"),
            _("not open yet") if pre is None else _sent(sum(one.pre_submitted for one in facts), size),
            states[_state(pre)],
        ),
        Stage(
            _("Modules"),
            _("%(done)s of %(total)s finished", done=number(finished, lang), total=number(size, lang)),
            "done" if post is not None else "now" if between else "later",
        ),
        Stage(
            _("Post-test"),
            _("not open yet") if post is None else _sent(sum(one.post_submitted for one in facts), size),
            states[_state(post)],
        ),
        Stage(
            _("Certificates"),
            _("workshop closed") if workshop.is_closed else _("after the post-test"),
            "done"
            if workshop.is_closed
            else "now"
            if _state(post) is AdministrationState.CLOSED
            else "later",
        ),
    ]
    if workshop.is_doubled:
        detail = _("left out") if pre else _("not open yet")
        state = states[_state(first)] if first or not pre else "done"
        stages.insert(1, Stage(_("Test at enrolment"), _sent(first_sent, size) if first else detail, state))
    return tuple(stages)


def _next(
    workshop: WorkshopRow,
    facts: tuple[LearnerFacts, ...],
    first: AdministrationState,
    pre: AdministrationState,
    post: AdministrationState,
) -> NextAct | None:
    here = workshop.id
    if workshop.is_closed:
        return NextAct(
            _("Certificates"),
            url_for("certificates.workshop", workshop_id=here),
            False,
            _("The workshop is closed."),
        )
    if not facts:
        return NextAct(
            _("Add the participants"),
            url_for("workshops.import_file", workshop_id=here),
            False,
            _("Send a file with the roster, or add people one by one."),
        )
    if workshop.is_doubled and pre is AdministrationState.PLANNED and first is AdministrationState.PLANNED:
        return NextAct(
            _("Open the test at enrolment"),
            url_for("workshops.open_test", workshop_id=here, phase="pre0"),
            True,
            _(
                "The lot fell on this workshop: it takes the pre-test twice, at enrolment and on the first day. "
                "Print the slips first."
            ),
        )
    if workshop.is_doubled and first is AdministrationState.OPEN:
        return NextAct(
            _("Close the test at enrolment"),
            url_for("workshops.close_test", workshop_id=here, phase="pre0"),
            True,
            _(
                "When everybody has sent the answers. The pre-test follows on the first day, with the same questions."
            ),
        )
    if pre is AdministrationState.PLANNED:
        return NextAct(
            _("Open the pre-test"),
            url_for("workshops.open_test", workshop_id=here, phase="pre"),
            True,
            _("Print the slips first, so that everybody has a PIN.")
            if any(not one.person.has_secret for one in facts)
            else _("When everybody is there. Everybody has a PIN."),
        )
    if pre is AdministrationState.OPEN:
        return NextAct(
            _("Close the pre-test"),
            url_for("workshops.close_test", workshop_id=here, phase="pre"),
            True,
            _("When everybody has sent the answers. Then the lessons begin."),
        )
    if post is AdministrationState.PLANNED:
        return NextAct(
            _("Open the post-test"),
            url_for("workshops.open_test", workshop_id=here, phase="post"),
            True,
            _("When the planned modules are done."),
        )
    if post is AdministrationState.OPEN:
        return NextAct(
            _("Close the post-test"),
            url_for("workshops.close_test", workshop_id=here, phase="post"),
            True,
            _("When everybody has sent the answers."),
        )
    return NextAct(
        _("Issue the certificates"),
        url_for("certificates.workshop", workshop_id=here),
        False,
        _("Check the attendance first. Then close the workshop."),
    )


def _tile(
    workshop: WorkshopRow,
    facts: LearnerFacts,
    first: AdministrationRow | None,
    pre: AdministrationRow | None,
    post: AdministrationRow | None,
    taken: dict[tuple[int, int], Participation],
) -> Tile:
    lang, account_id = language(), facts.account_id
    first_state = taken.get((first.id, account_id)) if first else None
    pre_state = taken.get((pre.id, account_id)) if pre else None
    post_state = taken.get((post.id, account_id)) if post else None
    done, planned = facts.modules_complete, len(workshop.modules)
    if facts.post_submitted:
        state, label = "done", _("post-test sent")
    elif post_state is Participation.STARTED:
        state, label = _begun(post, _("doing the post-test"), _("Post-test"))
    elif done:
        state = "done" if done >= planned else "now"
        label = _("%(done)s of %(total)s modules", done=number(done, lang), total=number(planned, lang))
    elif facts.pre_submitted:
        state, label = "done", _("pre-test sent")
    elif facts.is_excused:
        state, label = "done", _("excused")
    elif pre_state is Participation.STARTED:
        state, label = _begun(pre, _("doing the pre-test"), _("Pre-test"))
    elif first_state in SENT:
        state, label = "done", _("test at enrolment sent")
    elif first_state is Participation.STARTED:
        state, label = _begun(first, _("doing the test at enrolment"), _("Test at enrolment"))
    elif not facts.person.has_secret:
        state, label = "later", _("no PIN yet")
    else:
        state, label = "later", _("not begun")
    return Tile(
        name=(facts.person.name.km if lang == "km" else facts.person.name.latin) or facts.person.name.km,
        state=state,
        state_label=label,
        href=url_for("workshops.person", workshop_id=workshop.id, account_id=account_id),
    )


def _begun(given: AdministrationRow | None, doing: str, test: str) -> tuple[str, str]:
    """Somebody who began and has not sent is doing the test only as long as it is open."""
    if _state(given) is AdministrationState.OPEN:
        return "now", doing
    return "later", f"{test} · {_('not sent')}"


def _phase(written: str) -> Phase:
    # the follow-up is no test of the day: its panel is invited by slips
    if written not in IN_CLASS:
        raise NotFound(_l("There is no such test."))
    return Phase(written)


@blueprint.post("/workshops/<int:workshop_id>/tests/<phase>/open")
@allow(*OWNERS)
def open_test(workshop_id: int, phase: str) -> ResponseReturnValue:
    """Open a test; again after closing only with a reason."""
    queries.workshop_for(db.session(), workshop_id, current_account())
    services.open_test(
        db.session(),
        workshop_id=workshop_id,
        phase=_phase(phase),
        actor_id=current_account().account_id,
        now=clock.utc_now(),
        reason=request.form.get("reason", "")[:200],
    )
    flash(_("The test is open."), "ok")
    return redirect(url_for("workshops.show", workshop_id=workshop_id))


@blueprint.post("/workshops/<int:workshop_id>/tests/<phase>/close")
@allow(*OWNERS)
def close_test(workshop_id: int, phase: str) -> ResponseReturnValue:
    """Close a test; what arrives later is kept and counted as late."""
    queries.workshop_for(db.session(), workshop_id, current_account())
    services.close_test(
        db.session(),
        workshop_id=workshop_id,
        phase=_phase(phase),
        actor_id=current_account().account_id,
        now=clock.utc_now(),
    )
    flash(_("The test is closed."), "ok")
    return redirect(url_for("workshops.show", workshop_id=workshop_id))


@blueprint.post("/workshops/<int:workshop_id>/waiting/<int:request_id>")
@allow(*OWNERS)
def answer_waiting(workshop_id: int, request_id: int) -> ResponseReturnValue:
    """Let a waiting person in, or not."""
    queries.workshop_for(db.session(), workshop_id, current_account())
    act = services.approve if request.form.get("answer") == "approve" else services.refuse
    try:
        act(
            db.session(),
            request_id=request_id,
            workshop_id=workshop_id,
            actor_id=current_account().account_id,
            now=clock.utc_now(),
        )
    except NotFound:
        raise
    except DomainError as error:
        db.session().rollback()
        flash(error.sentence(), "warn")
    return redirect(url_for("workshops.show", workshop_id=workshop_id))
