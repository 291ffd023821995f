"""The editors' pages: the files of the course in two columns, with faults in place, and the sign-off of each part."""

from __future__ import annotations

from pathlib import Path

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.content import queries, workbench
from hrtraining.content.domain.part import Part
from hrtraining.content.forms import PassForm
from hrtraining.content.pages.preview import anchor_of, index_page, text_page
from hrtraining.content.views.routes import blueprint
from hrtraining.core import clock, settings
from hrtraining.core.db import begin_write
from hrtraining.core.errors import DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l

READERS = (Role.TRAINER, Role.ACADEMY_ADMINISTRATOR, Role.ANALYST, Role.ADMINISTRATOR)
SIGNERS = (Role.ANALYST, Role.ADMINISTRATOR)
"""Who records what a legal reviewer says also records what a reviewer of the two languages passed."""


def signed_folder() -> Path:
    """Where sign-offs are kept: with the course; in the demonstration with its own files, never with the course."""
    now = settings.current()
    return now.instance if now.demonstration else now.curriculum


def current_bench() -> workbench.Workbench:
    """The files of the course as they are now, with what was recorded on the law page."""
    return workbench.workbench(settings.current().curriculum, queries.law_sign_offs(db.session()))


def preview_address(part: Part) -> str | None:
    """Where a part can be read in two columns, or None: the items of the test are on no page."""
    module_key, _slash, rest = part.place.partition("/")
    shared = {"law": "law", "term": "glossary", "objection": "objections"}
    if module_key in shared:
        module_key, key = "shared", shared[module_key]
    elif rest:
        key = rest.partition("#")[0]
    elif "-q" in part.place:
        module_key, key = part.place.partition("-")[0], "check"
    else:
        return None
    return url_for("content.preview", module_key=module_key, lesson_key=key, _anchor=anchor_of(part.place))


@blueprint.get("/content/preview")
@allow(*READERS)
def preview_index() -> ResponseReturnValue:
    """Every text of the course as its files stand now, with its faults and how much of it is signed off."""
    bench = current_bench()
    page = index_page(bench, workbench.sign_offs(signed_folder()), language())
    return render_template(
        "content/preview-index.html", page=page, can_sign=current_account().role in SIGNERS
    )


@blueprint.get("/content/preview/<module_key>/<lesson_key>")
@allow(*READERS)
def preview(module_key: str, lesson_key: str) -> ResponseReturnValue:
    """One text of the course in both languages, part by part.

    Raises:
        NotFound: the course has no such text.
    """
    return _shown(module_key, lesson_key)


@blueprint.post("/content/preview/<module_key>/<lesson_key>")
@allow(*SIGNERS)
def sign_part(module_key: str, lesson_key: str) -> ResponseReturnValue:
    """Record that the account signed in read one part in both languages and passes it.

    Raises:
        NotFound: the course has no such text or part.
    """
    form = PassForm()
    if not form.validate_on_submit():
        return _shown(module_key, lesson_key, problem=_("Open the page again, then sign.")), 422
    session = db.session()
    me = current_account()
    begin_write(session)
    place = form.place.data or ""
    try:
        workbench.sign_off(
            session,
            root=settings.current().curriculum,
            folder=signed_folder(),
            seen={place: (form.text_hash.data or "", form.law_hash.data or "")},
            by=me.name.km or me.name.latin or me.login,
            actor_id=me.account_id,
            now=clock.utc_now(),
        )
    except NotFound:
        raise
    except DomainError as error:
        session.rollback()
        return _shown(module_key, lesson_key, problem=error.sentence()), error.status
    flash(_("Signed off."), "ok")
    anchor = place.replace("/", "-").replace("#", "-")
    return redirect(url_for("content.preview", module_key=module_key, lesson_key=lesson_key, _anchor=anchor))


def _shown(module_key: str, lesson_key: str, problem: str = "") -> str:
    bench = current_bench()
    page = text_page(bench, workbench.sign_offs(signed_folder()), module_key, lesson_key, language())
    if page is None:
        raise NotFound(_l("The course has no text of this name."))
    return render_template(
        "content/preview.html", page=page, can_sign=current_account().role in SIGNERS, problem=problem
    )
