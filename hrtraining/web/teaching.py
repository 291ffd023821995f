"""What a trainer teaches from: notes, lessons as the learners see them, slides for the projector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Blueprint, render_template, url_for

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.content import queries
from hrtraining.content.domain import Lesson, Module, Question
from hrtraining.content.domain.fragments import joined, screens
from hrtraining.core.errors import NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer import digits

blueprint = Blueprint("teaching", __name__)

TEACHERS = (Role.TRAINER, Role.ACADEMY_ADMINISTRATOR, Role.ANALYST, Role.ADMINISTRATOR)


def _module(module_key: str) -> Module:
    module = queries.current_edition(db.session()).module(module_key)
    if module is None:
        raise NotFound(_l("There is no such module."))
    return module


@blueprint.get("/teach")
@allow(*TEACHERS)
def index() -> str:
    """The modules with their notes and lessons."""
    lang = language()
    modules = [
        (
            one.key,
            one.order,
            one.title.in_(lang),
            one.hours,
            [(part.key, part.title.in_(lang)) for part in one.lessons],
            url_for("teaching.check_slides", module_key=one.key, number=1),
        )
        for one in queries.current_edition(db.session()).modules
    ]
    return render_template("web/teach.html", modules=modules)


@blueprint.get("/teach/<module_key>")
@allow(*TEACHERS)
def notes(module_key: str) -> str:
    """The trainer notes of a module: aim, materials, timing, activity, debrief, objections."""
    module, lang = _module(module_key), language()
    return render_template(
        "web/trainer_notes.html",
        order=module.order,
        module_title=module.title.in_(lang),
        html=module.trainer.in_(lang),
    )


@blueprint.get("/teach/<module_key>/<lesson_key>")
@allow(*TEACHERS)
def lesson(module_key: str, lesson_key: str) -> str:
    """A lesson as the learners see it, for the projector; nothing is recorded."""
    module, lang = _module(module_key), language()
    shown = module.lesson(lesson_key)
    if shown is None:
        raise NotFound(_l("There is no such lesson."))
    return render_template(
        "web/trainer_lesson.html",
        slides_url=url_for("teaching.slides", module_key=module_key, lesson_key=lesson_key, number=1),
        lesson_title=shown.title.in_(lang),
        module_title=module.title.in_(lang),
        sections=[(one.id, one.heading.in_(lang), one.html.in_(lang)) for one in shown.sections],
    )


@dataclass(frozen=True, slots=True)
class Slide:
    """One screen of the projector; a question comes twice, first to think about, then with its answer."""

    heading: str
    html: str = ""
    points: tuple[str, ...] = ()
    question: Question | None = None
    is_answer: bool = False
    order: tuple[int, ...] = field(default=())


def _lesson_slides(module: Module, shown: Lesson, lang: str) -> list[Slide]:
    objectives = [one.text.in_(lang) for one in module.objectives if one.id in shown.objectives]
    slides = [Slide(shown.title.in_(lang), points=tuple(objectives))]
    for section in shown.sections:
        heading = section.heading.in_(lang)
        slides += [Slide(heading, html=joined(blocks, lang)) for blocks in screens(section.html)]
    return slides


def _check_slides(module: Module) -> list[Slide]:
    slides = []
    for number, question in enumerate(module.check.questions, 1):
        heading = _("Question %(n)s", n=number_of(number))
        # Mixed by a fixed step, so that an ordering or matching does not stand there solved.
        count = len(question.options)
        order = tuple(
            (place * 2 + 1) % count if count % 2 else (place + count // 2) % count for place in range(count)
        )
        slides += [
            Slide(heading, question=question, is_answer=is_answer, order=order) for is_answer in (False, True)
        ]
    return slides


def number_of(value: int) -> str:
    """A number in the digits of the reader."""
    return digits.number(value, language())


def _show(place: str, slides: list[Slide], number: int, *, back: str, screen: Callable[[int], str]) -> str:
    """One screen with the ways from it; `screen` gives the address of each."""
    if not 1 <= number <= len(slides):
        raise NotFound(_l("There is no such screen."))
    return render_template(
        "web/slide.html",
        slide=slides[number - 1],
        place=place,
        number=number,
        total=len(slides),
        previous_url=screen(number - 1) if number > 1 else None,
        next_url=screen(number + 1) if number < len(slides) else None,
        back_url=back,
    )


@blueprint.get("/teach/<module_key>/<lesson_key>/slides/<int:number>")
@allow(*TEACHERS)
def slides(module_key: str, lesson_key: str, number: int) -> str:
    """One screen of a lesson for the projector; the trainer notes are not on it.

    Raises:
        NotFound: there is no such module, lesson or screen.
    """
    module = _module(module_key)
    shown = module.lesson(lesson_key)
    if shown is None:
        raise NotFound(_l("There is no such lesson."))
    return _show(
        shown.title.in_(language()),
        _lesson_slides(module, shown, language()),
        number,
        back=url_for("teaching.lesson", module_key=module_key, lesson_key=lesson_key),
        screen=lambda one: url_for(
            "teaching.slides", module_key=module_key, lesson_key=lesson_key, number=one
        ),
    )


@blueprint.get("/teach/<module_key>/check/slides/<int:number>")
@allow(*TEACHERS)
def check_slides(module_key: str, number: int) -> str:
    """One question of the bank for the projector, on the next screen with its answer and why.

    Raises:
        NotFound: there is no such module or screen.
    """
    module = _module(module_key)
    return _show(
        module.title.in_(language()),
        _check_slides(module),
        number,
        back=url_for("teaching.index"),
        screen=lambda one: url_for("teaching.check_slides", module_key=module_key, number=one),
    )
