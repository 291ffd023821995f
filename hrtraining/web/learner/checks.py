"""Knowledge checks: the questions of a try, and afterwards a word on every choice."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.content.domain import Module, Question
from hrtraining.core import clock
from hrtraining.core.errors import DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.learning import queries, services
from hrtraining.learning.domain import is_right
from hrtraining.web.learner import blueprint
from hrtraining.web.learner.pages import CheckPage, CheckResult, OptionView, QuestionView
from hrtraining.web.learner.place import module_title, module_url, open_module


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
        module_title=module_title(module),
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
