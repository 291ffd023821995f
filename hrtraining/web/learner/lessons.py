"""Lessons and the page to keep."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.content import queries
from hrtraining.content.domain import Edition, Module
from hrtraining.core import clock
from hrtraining.core.db import begin_write
from hrtraining.core.errors import Conflict, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.learning import services
from hrtraining.web.kept import kept_page
from hrtraining.web.learner import blueprint
from hrtraining.web.learner.pages import LessonPage
from hrtraining.web.learner.place import module_title, module_url, open_module
from hrtraining.workshops.queries import LearnerGate


def _is_read_now(gate: LearnerGate, module_key: str, lesson_key: str) -> bool:
    """Whether this is the lesson that the learner opened last, so that nothing needs to be recorded."""
    return (gate.place or "").startswith(f"{module_key}/{lesson_key}/")


def _page(edition: Edition, module: Module, place: int) -> LessonPage:
    shown, lang = module.lessons[place], language()
    is_last = place + 1 == len(module.lessons)
    return LessonPage(
        module_title=module_title(module),
        lesson_title=shown.title.in_(lang),
        minutes=shown.minutes,
        position=place + 1,
        total=len(module.lessons),
        sections=tuple(
            (one.id, one.heading.in_(lang), queries.with_terms(edition, one.html.in_(lang), lang))
            for one in shown.sections
        ),
        back_url=module_url(module),
        previous_url=url_for(
            "learner.lesson", module_key=module.key, lesson_key=module.lessons[place - 1].key
        )
        if place
        else None,
        next_url=url_for("learner.scene", module_key=module.key)
        if is_last
        else url_for("learner.lesson", module_key=module.key, lesson_key=module.lessons[place + 1].key),
        next_label=_("Go to the scene") if is_last else None,
        place_url=url_for("learner.keep_place", module_key=module.key, lesson_key=shown.key),
    )


@blueprint.get("/learn/<module_key>/<lesson_key>")
@allow(Role.LEARNER)
def lesson(module_key: str, lesson_key: str) -> str | bytes:
    """One lesson; the first opening is recorded."""
    gate, edition, module = open_module(module_key)
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
    return kept_page(
        "learning/lesson.html",
        (edition.hash, edition.is_approved, module_key, lesson_key),
        lambda: {"page": _page(edition, module, place), "draft": not edition.is_approved},
    )


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
        module_title=module_title(module),
        html=module.handout.in_(language()),
        back_url=module_url(module),
    )
