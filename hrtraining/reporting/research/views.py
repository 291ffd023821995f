"""The page from which the Secretariat takes the de-identified research file, and its refusal in words."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.core import clock
from hrtraining.core.errors import NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext, language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.reporting import making
from hrtraining.reporting.domain.anonymity import COLUMNS
from hrtraining.reporting.domain.refusal import Refused
from hrtraining.reporting.pages import ReportPage
from hrtraining.reporting.research import export
from hrtraining.reporting.versions import VersionLine
from hrtraining.reporting.views import blueprint, national_report, to_keep


@dataclass(frozen=True, slots=True)
class ResearchPage:
    """The form: the columns with whether they are ticked, and why the last file was refused."""

    columns: tuple[tuple[str, str, bool], ...]
    refusal: str
    can_export: bool
    up: tuple[str, str]
    send: str
    """Where the form goes: the version of the test that is looked at stays in the address."""
    versions: tuple[VersionLine, ...]


def _shown(chosen: tuple[str, ...], refusal: str = "") -> str:
    made = national_report()
    columns = tuple((name, export.MEANINGS[name].in_(language()), name in chosen) for name in COLUMNS)
    page = ResearchPage(
        columns,
        refusal,
        isinstance(made.page, ReportPage),
        (gettext("Report"), url_for("reporting.national", version=request.args.get("version"))),
        url_for("reporting.research_file", version=request.args.get("version")),
        made.page.versions,
    )
    return render_template("reporting/research.html", page=page)


@blueprint.get("/research")
@allow(Role.ANALYST)
def research() -> ResponseReturnValue:
    """Which columns the file shall carry."""
    return _shown(COLUMNS)


@blueprint.post("/research")
@allow(Role.ANALYST)
def research_file() -> ResponseReturnValue:
    """The file, or the form again with the columns to leave out."""
    form = request.form.get("form", "")
    if form not in export.KINDS:
        raise NotFound(_l("There is no such file, or nothing in it that may be shown."))
    chosen = tuple(name for name in COLUMNS if name in request.form.getlist("columns"))
    session = db.session()
    made = national_report()
    version = made.version.version if made.version else ""
    try:
        found = export.research(made, chosen, earlier=export.given_before(session, version))
        content = export.written(found, form)
    except Refused as refused:
        return _shown(chosen, refused.sentence(language())), 409
    export.note(
        session, found, version=version, form=form, actor_id=current_account().account_id, now=clock.utc_now()
    )
    ending = "xlsx" if form == "xlsx" else "csv"
    name = "codebook" if form == "codebook" else "research"
    return to_keep(content, name=f"{name}.{ending}", content_type=making.KINDS[ending])
