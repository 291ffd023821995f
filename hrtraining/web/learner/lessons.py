"""Lessons, the page to keep, and knowledge checks."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.content.domain import Module, Question
from hrtraining.core import clock
from hrtraining.core.db import begin_write
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import number
from hrtraining.learning import queries, services
from hrtraining.learning.domain import is_right
from hrtraining.web.learner import blueprint
from hrtraining.web.learner.pages import CheckPage, CheckResult, LessonPage, OptionView, QuestionView
from hrtraining.web.learner.place import module_url, open_module
from hrtraining.workshops.queries import LearnerGate


def _module_title(module: Module) -> str:
    lang = language()
    return _("Module %(n)s", n=number(module.order, lang)) + " · " + module.title.in_(lang)


def _is_read_now(gate: LearnerGate, module_key: str, lesson_key: str) -> bool:
    """Whether this is the lesson that the learner opened last, so that nothing needs to be recorded."""
    return (gate.place or "").startswith(f"{module_key}/{lesson_key}/")


@blueprint.get("/learn/<module_key>/<lesson_key>")
@allow(Role.LEARNER)
def lesson(module_key: str, lesson_key: str) -> str:
    """One lesson; the first opening is recorded."""
    gate, _edition, module = open_module(module_key)
    place = next((index for index, one in enumerate(module.lessons) if one.key == lesson_key), None)
    if place is None:
        raise NotFound(_l("There is no such lesson."))
    if not _is_read_now(gate, module_key, lesson_key):
        session, first = db.session(), module.lessons[place].sections[0].id
        begin_write(session)
        services.open_lesson(
            session, enrolment_id=gate.enrolment_id, module=module, lesson_key=lesson_key, now=clock.utc_now()
        )
        services.keep_place(
            session, enrolment_id=gate.enrolment_id, module=module, lesson_key=lesson_key, section=first
        )
    shown, lang = module.lessons[place], language()
    is_last = place + 1 == len(module.lessons)
    page = LessonPage(
        module_title=_module_title(module),
        lesson_title=shown.title.in_(lang),
        minutes=shown.minutes,
        position=place + 1,
        total=len(module.lessons),
        sections=tuple((one.id, one.heading.in_(lang), one.html.in_(lang)) for one in shown.sections),
        back_url=module_url(module),
        previous_url=url_for(
            "learner.lesson", module_key=module_key, lesson_key=module.lessons[place - 1].key
        )
        if place
        else None,
        next_url=url_for("learner.scene", module_key=module_key)
        if is_last
        else url_for("learner.lesson", module_key=module_key, lesson_key=module.lessons[place + 1].key),
        next_label=_("Go to the scene") if is_last else None,
        place_url=url_for("learner.keep_place", module_key=module_key, lesson_key=lesson_key),
    )
    return render_template("learning/lesson.html", page=page)


@blueprint.put("/learn/<module_key>/<lesson_key>/place")
@allow(Role.LEARNER)
def keep_place(module_key: str, lesson_key: str) -> ResponseReturnValue:
    """The page's script says at which section the learner is reading."""
    gate, _edition, module = open_module(module_key)
    if not _is_read_now(gate, module_key, lesson_key):
        raise Conflict(_l("Another lesson was opened since. Load this page again."))
    body = request.get_json(silent=True)
    section = body.get("section") if isinstance(body, dict) else None
    services.keep_place(
        db.session(),
        enrolment_id=gate.enrolment_id,
        module=module,
        lesson_key=lesson_key,
        section=str(section),
    )
    return "", 204


@blueprint.get("/learn/<module_key>/handout")
@allow(Role.LEARNER)
def handout(module_key: str) -> str:
    """The page to keep, made to be printed."""
    _gate, _edition, module = open_module(module_key)
    if module.handout is None:
        raise NotFound(_l("This module has no page to keep."))
    return render_template(
        "learning/handout.html",
        module_title=_module_title(module),
        html=module.handout.in_(language()),
        back_url=module_url(module),
    )


def _question(question: Question, chosen: frozenset[str], *, with_feedback: bool) -> QuestionView:
    lang = language()
    return QuestionView(
        id=question.id,
        stem=question.stem.in_(lang),
        is_multiple=question.kind == "multiple",
        is_right=with_feedback and is_right(chosen, question.right_keys),
        options=tuple(
            OptionView(
                key=option.key,
                text=option.text.in_(lang),
                is_chosen=option.key in chosen,
                is_correct=with_feedback and option.is_correct,
                feedback=option.feedback.in_(lang) if with_feedback else "",
            )
            for option in question.options
        ),
    )


def _page(
    module: Module,
    answers: dict[str, frozenset[str]],
    *,
    result: CheckResult | None = None,
    fault: str | None = None,
) -> str:
    url = url_for("learner.check", module_key=module.key)
    page = CheckPage(
        title=_("Knowledge check"),
        module_title=_module_title(module),
        pass_percent=module.check.pass_percent,
        questions=tuple(
            _question(one, answers.get(one.id, frozenset()), with_feedback=result is not None)
            for one in module.check.questions
        ),
        result=result,
        post_url=url,
        back_url=module_url(module),
        retry_url=url if result else None,
        next_url=module_url(module) if result else None,
        next_label=_("Back to the module") if result else None,
        fault=fault,
    )
    return render_template("learning/check.html", page=page)


@blueprint.get("/learn/<module_key>/check")
@allow(Role.LEARNER)
def check(module_key: str) -> str:
    """The knowledge check of a module."""
    _gate, _edition, module = open_module(module_key)
    return _page(module, {})


@blueprint.post("/learn/<module_key>/check")
@allow(Role.LEARNER)
def send_check(module_key: str) -> ResponseReturnValue:
    """Mark a try of the knowledge check; what was chosen stays when a question is missing."""
    gate, _edition, module = open_module(module_key)
    answers = {one.id: frozenset(request.form.getlist(one.id)) for one in module.check.questions}
    try:
        try_id = services.try_check(
            db.session(), enrolment_id=gate.enrolment_id, module=module, answers=answers, now=clock.utc_now()
        )
    except DomainError as error:
        return _page(module, answers, fault=error.sentence()), 422
    return redirect(url_for("learner.check_result", module_key=module_key, try_id=try_id))


@blueprint.get("/learn/<module_key>/check/<uuid:try_id>")
@allow(Role.LEARNER)
def check_result(module_key: str, try_id: UUID) -> str:
    """How a try went, with a word on every option."""
    gate, _edition, module = open_module(module_key)
    made = queries.latest_try(
        db.session(), enrolment_id=gate.enrolment_id, module_key=module_key, try_id=try_id
    )
    if made is None:
        raise NotFound(_l("There is no such try."))
    result = CheckResult(
        right=made["right"],
        total=made["total"],
        is_passed=made["right"] * 100 >= module.check.pass_percent * made["total"],
    )
    return _page(module, {key: frozenset(value) for key, value in made["answers"].items()}, result=result)
