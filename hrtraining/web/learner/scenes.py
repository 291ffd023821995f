"""Scenes: one decision a page, and what it meant at the end."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Edition, Ending, Module, Source
from hrtraining.core import clock
from hrtraining.core.db import begin_write
from hrtraining.core.errors import NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import number, to_khmer
from hrtraining.learning import queries, services
from hrtraining.learning.queries import SceneRunRow
from hrtraining.web.learner import blueprint
from hrtraining.web.learner.pages import ChoiceView, EndingView, ScenePage
from hrtraining.web.learner.place import module_url, open_module


def _run_url(module: Module, run_id: UUID) -> str:
    return url_for("learner.scene_run", module_key=module.key, run_id=run_id)


def _begin(module_key: str) -> ResponseReturnValue:
    gate, _edition, module = open_module(module_key)
    session = db.session()
    run = queries.unfinished_run(session, enrolment_id=gate.enrolment_id, module_key=module_key)
    if run is not None:
        return redirect(_run_url(module, run.id))
    begin_write(session)
    run_id = services.start_scene(session, enrolment_id=gate.enrolment_id, module=module, now=clock.utc_now())
    return redirect(_run_url(module, run_id))


@blueprint.get("/learn/<module_key>/scene")
@allow(Role.LEARNER)
def scene(module_key: str) -> ResponseReturnValue:
    """Go on with the module's scene, or begin it."""
    return _begin(module_key)


@blueprint.post("/learn/<module_key>/scene")
@allow(Role.LEARNER)
def scene_again(module_key: str) -> ResponseReturnValue:
    """Play the scene once more."""
    return _begin(module_key)


@blueprint.get("/learn/<module_key>/scene/<uuid:run_id>")
@allow(Role.LEARNER)
def scene_run(module_key: str, run_id: UUID) -> str:
    """The moment at which a walk through the scene stands."""
    gate, edition, module = open_module(module_key)
    run = queries.scene_run(
        db.session(), enrolment_id=gate.enrolment_id, module_key=module_key, run_id=run_id
    )
    if run is None:
        raise NotFound(_l("There is no such scene."))
    return render_template("learning/scene.html", page=_page(edition, module, run))


def _page(edition: Edition, module: Module, run: SceneRunRow) -> ScenePage:
    lang = language()
    node = module.scene.nodes[run.node]
    chosen = note = None
    if run.steps:
        last_node, last_key = run.steps[-1]
        taken = next(one for one in module.scene.nodes[last_node].choices if one.key == last_key)
        chosen, note = taken.text.in_(lang), taken.note.in_(lang) if taken.note else None
    return ScenePage(
        title=module.scene.title.in_(lang),
        module_title=_("Module %(n)s", n=number(module.order, lang)),
        intro=None if run.steps else module.scene.intro.in_(lang),
        note=note,
        chosen=chosen,
        node=node.id,
        position=len(run.steps) + 1,
        text=node.text.in_(lang),
        choices=tuple(ChoiceView(one.key, one.text.in_(lang)) for one in node.choices),
        ending=_ending(edition, node.ending) if node.ending else None,
        post_url=_run_url(module, run.id),
        again_url=url_for("learner.scene_again", module_key=module.key),
        back_url=module_url(module),
        next_url=url_for("learner.check", module_key=module.key),
        next_label=_("Go to the knowledge check"),
    )


def _ending(edition: Edition, ending: Ending) -> EndingView:
    lang = language()
    return EndingView(
        kind=ending.kind,
        health=ending.health.in_(lang),
        legal=ending.legal.in_(lang),
        community=ending.community.in_(lang),
        law_html=content_queries.law_html(edition, ending.law, lang),
        sources=tuple(_source(edition.sources[one], lang) for one in ending.sources),
    )


def _source(source: Source, lang: str) -> tuple[str, str, str]:
    year = "" if source.year is None else str(source.year)
    label = f"{source.short} {to_khmer(year) if lang == 'km' else year}".strip()
    return url_for("content.about", _anchor=f"source-{source.id}"), label, source.name.in_(lang)


@blueprint.post("/learn/<module_key>/scene/<uuid:run_id>")
@allow(Role.LEARNER)
def choose(module_key: str, run_id: UUID) -> ResponseReturnValue:
    """Take a choice."""
    gate, _edition, module = open_module(module_key)
    services.choose(
        db.session(),
        enrolment_id=gate.enrolment_id,
        module=module,
        run_id=run_id,
        node=request.form.get("node", ""),
        choice=request.form.get("choice", ""),
        now=clock.utc_now(),
    )
    return redirect(_run_url(module, run_id))
