"""What a trainer teaches from: the notes of each module, and its lessons as the learners see them."""

from __future__ import annotations

from flask import Blueprint, render_template

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.content import queries
from hrtraining.content.domain import Module
from hrtraining.core.errors import NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l

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
        lesson_title=shown.title.in_(lang),
        module_title=module.title.in_(lang),
        sections=[(one.id, one.heading.in_(lang), one.html.in_(lang)) for one in shown.sections],
    )
