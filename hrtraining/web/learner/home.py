"""The learner's way through the course, and a module at a glance."""

from __future__ import annotations

from flask import render_template, url_for

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.assessment.domain import Phase
from hrtraining.certificates import queries as certificate_queries
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Edition, Module
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language, ngettext
from hrtraining.core.khmer.digits import number, percent
from hrtraining.evaluation import queries as evaluation_queries
from hrtraining.learning import queries as learning_queries
from hrtraining.learning.domain import ModuleProgress, check_passed, is_complete, lessons_done
from hrtraining.web.learner import blueprint
from hrtraining.web.learner.pages import HomePage, ModulePage, NextStep, Step
from hrtraining.web.learner.place import open_module
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.domain import Gate
from hrtraining.workshops.queries import Place


@blueprint.get("/learn")
@allow(Role.LEARNER)
def home() -> str:
    """The way through the course: pre-test, modules, post-test, certificate."""
    session, account, lang = db.session(), current_account(), language()
    place = workshop_queries.place_of(session, account.account_id)
    name = account.display_name(lang)
    if place is None:
        return render_template("learning/home.html", page=HomePage(name, 0, 0, 0, None, ()))
    edition = content_queries.edition_by_id(session, place.workshop.edition_id)
    progress = learning_queries.progress(session, [place.enrolment_id]).get(place.enrolment_id, {})
    has_certificate = certificate_queries.has_valid(
        session, account_id=account.account_id, workshop_id=place.workshop.id
    )
    path = _path(place, edition, progress, has_certificate=has_certificate)
    planned = [module for module in edition.modules if module.key in place.workshop.modules]
    page = HomePage(
        learner_name=name,
        done=sum(module.key in place.completed for module in planned),
        total=len(planned),
        minutes_left=sum(module.screen_minutes for module in planned if module.key not in place.completed),
        next=_reading(place, edition) or _next(path),
        path=path,
        opinion=_opinion(place, edition, account.account_id),
    )
    return render_template("learning/home.html", page=page)


def _opinion(place: Place, edition: Edition, account_id: int) -> NextStep | None:
    """The questions about the workshop, once, after the post-test; nothing waits for them."""
    if edition.evaluation is None or place.post is not Gate.SUBMITTED or place.workshop.is_closed:
        return None
    if evaluation_queries.has_given(db.session(), workshop_id=place.workshop.id, account_id=account_id):
        return None
    return NextStep(
        edition.evaluation.title.in_(language()),
        _("A few short questions, kept without your name. You may leave them out."),
        url_for("learner.opinion"),
    )


def _next(path: tuple[Step, ...]) -> NextStep | None:
    now = next((step for step in path if step.state == "now"), None)
    return NextStep(now.label, now.detail, now.href) if now else None


def _reading(place: Place, edition: Edition) -> NextStep | None:
    """Go on where the learner stopped reading, as long as that module is not complete."""
    if place.reading is None or not place.lessons_open:
        return None
    module_key, lesson_key, section = place.reading.split("/")
    module = edition.module(module_key)
    lesson = module.lesson(lesson_key) if module else None
    if (
        module is None
        or lesson is None
        or module_key in place.completed
        or module_key not in place.workshop.modules
    ):
        return None
    lang = language()
    return NextStep(
        label=lesson.title.in_(lang),
        detail=_("Go on where you stopped") + " · " + _("Module %(n)s", n=number(module.order, lang)),
        href=url_for("learner.lesson", module_key=module_key, lesson_key=lesson_key, _anchor=section),
    )


def _test_detail(gate: Gate) -> str:
    return {
        Gate.READY: _("33 questions, about 15 minutes"),
        Gate.NOT_OPEN: _("Your trainer opens it in class."),
        Gate.CLOSED: _("Closed. Ask your trainer."),
        Gate.PRE_FIRST: _("after the modules"),
        Gate.MODULES_FIRST: _("after the modules"),
        Gate.SUBMITTED: _("answers sent"),
    }[gate]


def _path(
    place: Place, edition: Edition, progress: dict[str, ModuleProgress], *, has_certificate: bool
) -> tuple[Step, ...]:
    lang = language()
    shapes = learning_queries.shapes(edition)
    steps: list[Step] = []
    taken = False

    def add(label: str, detail: str, href: str | None, *, done: bool, sign: str, ready: bool = True) -> None:
        nonlocal taken
        state = "done" if done else "now" if ready and not taken else "later"
        taken = taken or state == "now"
        steps.append(Step(label, detail, href, state, sign))

    if place.has_first:
        first = place.gate(Phase.PRE0)
        add(
            _("Test at enrolment"),
            _("It is over. Go on with the pre-test.") if first is Gate.CLOSED else _test_detail(first),
            url_for("learner.notice", phase="pre0") if first is Gate.READY else None,
            done=first is Gate.SUBMITTED or place.is_excused,
            sign="·",
            ready=first in (Gate.READY, Gate.NOT_OPEN),
        )
    pre_href = url_for("learner.notice", phase="pre") if place.pre is Gate.READY else None
    pre_done = place.pre is Gate.SUBMITTED or place.is_excused
    add(
        _("Pre-test"),
        _("excused by your trainer") if place.is_excused else _test_detail(place.pre),
        None if pre_done else pre_href,
        done=pre_done,
        sign="·",
    )
    for module in edition.modules:
        if module.key not in place.workshop.modules:
            continue
        made = progress.get(module.key, ModuleProgress())
        add(
            module.title.in_(lang),
            _module_detail(module, made, is_done=module.key in place.completed),
            url_for("learner.module", module_key=module.key) if place.lessons_open else None,
            done=is_complete(shapes[module.key], made),
            sign=number(module.order, lang),
            ready=place.lessons_open,
        )
    add(
        _("Post-test"),
        _test_detail(place.post),
        url_for("learner.notice", phase="post") if place.post is Gate.READY else None,
        done=place.post is Gate.SUBMITTED,
        sign="·",
        ready=place.post in (Gate.READY, Gate.NOT_OPEN, Gate.CLOSED),
    )
    add(
        _("Certificate"),
        _("ready to download") if has_certificate else _("Your trainer issues it after the workshop."),
        url_for("certificates.own") if has_certificate else None,
        done=False,
        sign="·",
        ready=has_certificate or place.post is Gate.SUBMITTED,
    )
    return tuple(steps)


def _module_detail(module: Module, made: ModuleProgress, *, is_done: bool) -> str:
    lang = language()
    lessons = ngettext(
        "%(count)s lesson", "%(count)s lessons", len(module.lessons), count=number(len(module.lessons), lang)
    )
    if is_done:
        return f"{lessons} · " + _("check %(share)s", share=percent(float(made.best_share * 100), lang, 0))
    if made.lessons_opened or made.tries or made.endings:
        return _(
            "begun · lesson %(done)s of %(total)s",
            done=number(len(made.lessons_opened), lang),
            total=number(len(module.lessons), lang),
        )
    return f"{lessons} · " + _("about %(minutes)s minutes", minutes=number(module.screen_minutes, lang))


@blueprint.get("/learn/<module_key>")
@allow(Role.LEARNER)
def module(module_key: str) -> str:
    """A module: what it is for, its lessons, its scene and its check."""
    found, _edition, shown = open_module(module_key)
    lang = language()
    made = learning_queries.progress(db.session(), [found.enrolment_id]).get(found.enrolment_id, {})
    progress = made.get(module_key, ModuleProgress())
    steps = _module_steps(shown, progress)
    page = ModulePage(
        label=_("Module %(n)s", n=number(shown.order, lang)),
        title=shown.title.in_(lang),
        summary=shown.summary.in_(lang),
        objectives=tuple(objective.text.in_(lang) for objective in shown.objectives),
        minutes=shown.screen_minutes,
        steps=steps,
        next=_next(steps),
        is_complete=is_complete(learning_queries.shapes(_edition)[module_key], progress),
        handout_url=url_for("learner.handout", module_key=module_key) if shown.handout else None,
    )
    return render_template("learning/module.html", page=page)


def _module_steps(module: Module, progress: ModuleProgress) -> tuple[Step, ...]:
    lang = language()
    shape = next(iter(learning_queries.shapes_of([module]).values()))
    stops: list[tuple[str, str, str, bool]] = [
        (
            lesson.title.in_(lang),
            _("about %(minutes)s minutes", minutes=number(lesson.minutes, lang)),
            url_for("learner.lesson", module_key=module.key, lesson_key=lesson.key),
            lesson.key in progress.lessons_opened,
        )
        for lesson in module.lessons
    ]
    stops.append(
        (
            _("Scene: %(title)s", title=module.scene.title.in_(lang)),
            _("one ending reached") if progress.endings else _("You decide what happens."),
            url_for("learner.scene", module_key=module.key),
            progress.endings > 0,
        )
    )
    stops.append(
        (
            _("Knowledge check"),
            _("best try %(share)s", share=percent(float(progress.best_share * 100), lang, 0))
            if progress.tries
            else ngettext(
                "%(count)s question",
                "%(count)s questions",
                module.check.draw,
                count=number(module.check.draw, lang),
            ),
            url_for("learner.check", module_key=module.key),
            check_passed(shape, progress) and lessons_done(shape, progress),
        )
    )
    steps, taken = [], False
    for place, (label, detail, href, done) in enumerate(stops, start=1):
        state = "done" if done else "later" if taken else "now"
        taken = taken or state == "now"
        steps.append(Step(label, detail, href, state, number(place, lang)))
    return tuple(steps)
