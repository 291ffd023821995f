"""Knowledge checks: the questions of a try, and afterwards a word on every choice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import CHOOSING, MATCHING, ORDERING, Module, Option, Question, bank
from hrtraining.core import clock
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import number as in_digits
from hrtraining.learning import queries, services
from hrtraining.learning.domain import is_right, mark
from hrtraining.web.learner import blueprint
from hrtraining.web.learner.pages import CheckPage, CheckResult, OptionView, QuestionView, RowView
from hrtraining.web.learner.place import module_title, module_url, open_module


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The questions of one try with what each asks for by place on the page, so that no name tells a key."""

    number: int
    questions: tuple[Question, ...]
    shown: Mapping[str, tuple[Option, ...]]

    def fields(self, question: Question) -> dict[str, Option]:
        """The fields of a question to rank or match, each with the option that stands beside it."""
        beside = question.options if question.kind == MATCHING else self.shown[question.id]
        return {f"{question.id}.{at}": option for at, option in enumerate(beside, 1)}


def _sheet(module: Module, enrolment_id: int, number: int) -> _Sheet:
    seed = queries.seed_of(enrolment_id=enrolment_id, module_key=module.key, number=number)
    questions = queries.drawn(module, enrolment_id=enrolment_id, number=number)
    return _Sheet(number, questions, {one.id: bank.mixed(one, seed) for one in questions})


def _given(sheet: _Sheet, question: Question) -> tuple[list[str], str | None]:
    """What was sent for a question, in the form of `Question.right_answer`, and what is wrong with it."""
    missing = _("This question is not answered yet.")
    if question.kind in CHOOSING:
        chosen = request.form.getlist(question.id)
        return chosen, None if chosen else missing
    shown = sheet.shown[question.id]
    sent = [(option, request.form.get(field, "")) for field, option in sheet.fields(question).items()]
    places = {str(at) for at in range(1, len(shown) + 1)}
    if any(value not in places for _option, value in sent):
        return [], missing
    if question.kind == MATCHING:
        return [f"{option.key}:{shown[int(value) - 1].key}" for option, value in sent], None
    if len({value for _option, value in sent}) < len(sent):
        return [], _("Two lines have the same place. Give each line its own.")
    return [option.key for option, _value in sorted(sent, key=lambda pair: int(pair[1]))], None


def _choosing(question: Question, answer: Sequence[str], *, is_marked: bool) -> tuple[OptionView, ...]:
    lang = language()
    return tuple(
        OptionView(
            value=option.key,
            text=option.text.in_(lang),
            is_chosen=option.key in answer,
            is_correct=is_marked and option.is_correct,
            feedback=option.feedback.in_(lang) if is_marked else "",
        )
        for option in question.options
    )


def _marked_rows(question: Question, answer: Sequence[str]) -> tuple[RowView, ...]:
    """The rows of an answered question in their right order, each with what was given and what is right."""
    lang = language()
    partners = dict(one.partition(":")[::2] for one in answer)
    rows = []
    for at, option in enumerate(question.options):
        if question.kind == ORDERING:
            given, right = in_digits(answer.index(option.key) + 1, lang), in_digits(at + 1, lang)
        else:
            said = next(one for one in question.options if one.key == partners[option.key]).match
            given, right = said.in_(lang) if said else "", option.match.in_(lang) if option.match else ""
        rows.append(
            RowView(
                field="",
                text=option.text.in_(lang),
                chosen="",
                is_correct=given == right,
                given=given,
                right=right,
                feedback=option.feedback.in_(lang),
            )
        )
    return tuple(rows)


def _open_rows(sheet: _Sheet, question: Question) -> tuple[RowView, ...]:
    lang = language()
    return tuple(
        RowView(
            field=field,
            text=option.text.in_(lang),
            chosen=request.form.get(field, ""),
            is_correct=False,
            given="",
            right="",
            feedback="",
        )
        for field, option in sheet.fields(question).items()
    )


def _choices(sheet: _Sheet, question: Question) -> tuple[tuple[str, str], ...]:
    lang = language()
    return tuple(
        (
            str(at),
            in_digits(at, lang)
            if question.kind == ORDERING
            else option.match.in_(lang)
            if option.match is not None
            else "",
        )
        for at, option in enumerate(sheet.shown[question.id], 1)
    )


def _question(
    sheet: _Sheet,
    question: Question,
    answer: Sequence[str],
    *,
    is_marked: bool,
    fault: str | None,
    is_corrected: bool,
) -> QuestionView:
    lang = language()
    is_ranked = question.kind in (ORDERING, MATCHING)
    rows: tuple[RowView, ...] = ()
    if is_ranked:
        rows = _marked_rows(question, answer) if is_marked else _open_rows(sheet, question)
    return QuestionView(
        id=question.id,
        kind=question.kind,
        stem=question.stem.in_(lang),
        is_right=is_marked and is_right(answer, question.right_answer),
        options=_choosing(question, answer, is_marked=is_marked) if question.kind in CHOOSING else (),
        rows=rows,
        choices=_choices(sheet, question) if is_ranked and not is_marked else (),
        model=question.model.in_(lang) if question.model is not None else None,
        fault=fault,
        is_corrected=is_corrected,
    )


def _page(
    module: Module,
    sheet: _Sheet,
    answers: Mapping[str, Sequence[str]],
    *,
    result: CheckResult | None = None,
    fault: str | None = None,
    faults: Mapping[str, str] | None = None,
    later: Collection[str] = (),
) -> str:
    url = url_for("learner.check", module_key=module.key)
    page = CheckPage(
        title=_("Knowledge check"),
        module_title=module_title(module),
        pass_percent=module.check.pass_percent,
        questions=tuple(
            _question(
                sheet,
                one,
                answers.get(one.id, ()),
                is_marked=result is not None and one.is_scored,
                fault=(faults or {}).get(one.id),
                is_corrected=one.id in later,
            )
            for one in sheet.questions
        ),
        number=sheet.number,
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
    """The questions of the learner's next try; the same until it is sent."""
    gate, _edition, module = open_module(module_key)
    number = queries.next_try(db.session(), enrolment_id=gate.enrolment_id, module_key=module_key)
    return _page(module, _sheet(module, gate.enrolment_id, number), {})


@blueprint.post("/learn/<module_key>/check")
@allow(Role.LEARNER)
def send_check(module_key: str) -> ResponseReturnValue:
    """Mark a try of the knowledge check; what was chosen stays when a question is missing."""
    gate, _edition, module = open_module(module_key)
    session = db.session()
    following = queries.next_try(session, enrolment_id=gate.enrolment_id, module_key=module_key)
    number = min(max(1, request.form.get("try", following, type=int)), following)
    sheet = _sheet(module, gate.enrolment_id, number)
    answers: dict[str, list[str]] = {}
    faults: dict[str, str] = {}
    for question in sheet.questions:
        if question.is_scored:
            answers[question.id], wrong = _given(sheet, question)
            if wrong is not None:
                faults[question.id] = wrong
    if faults:
        said = _("Answer every question, then send again.")
        return _page(module, sheet, answers, fault=said, faults=faults), 422
    try:
        try_id = services.try_check(
            session,
            enrolment_id=gate.enrolment_id,
            module=module,
            answers=answers,
            now=clock.utc_now(),
            number=number,
        )
    except Conflict:
        raise
    except DomainError as error:
        return _page(module, sheet, answers, fault=error.sentence()), 422
    return redirect(url_for("learner.check_result", module_key=module_key, try_id=try_id))


@blueprint.get("/learn/<module_key>/check/<uuid:try_id>")
@allow(Role.LEARNER)
def check_result(module_key: str, try_id: UUID) -> str:
    """How a try went, with a word on every option."""
    gate, _edition, module = open_module(module_key)
    made = queries.check_try(
        db.session(), enrolment_id=gate.enrolment_id, module_key=module_key, try_id=try_id
    )
    if made is None:
        raise NotFound(_l("There is no such try."))
    first = mark(made.answers, {one.id: one.right_answer for one in module.check.scored})[0]
    result = CheckResult(
        right=made.right,
        total=made.total,
        is_passed=made.right * 100 >= module.check.pass_percent * made.total,
        is_regraded=made.right > first,
    )
    current = content_queries.current_edition(db.session()).module(module_key)
    later = services.counted_later(module, current, made.answers)
    if made.right != first + len(later):  # the correction of today is not the one that was counted
        later = {}
    answered = tuple(
        later.get(one.id, one)
        for one in module.check.questions
        if one.id in made.answers or not one.is_scored
    )
    return _page(module, _Sheet(made.number, answered, {}), made.answers, result=result, later=later)
