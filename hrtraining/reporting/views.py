"""The pages of the report: the nation, an academy, a workshop, and their files. Every figure comes from the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.core import clock
from hrtraining.core.db import begin_write
from hrtraining.core.errors import NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext, language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.settings import current
from hrtraining.followup import queries as followup_queries
from hrtraining.followup import services as followup_services
from hrtraining.reporting import composing, labels, making, queries, services
from hrtraining.reporting.composing import Asked, Composed
from hrtraining.reporting.followup.reading import followed
from hrtraining.reporting.pages import EmptyPage, ReportPage
from hrtraining.reporting.versions import PRINTED, VersionLine
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import WorkshopRow

blueprint = Blueprint("reporting", __name__, url_prefix="/report")


def bring_up_to_date() -> None:
    """Freeze what was closed and publish what is due; a page that only reads does not take the write lock."""
    session, now = db.session(), clock.utc_now()
    if queries.closed_since(session) or queries.next_period(session, now=now):
        begin_write(session)
        services.bring_up_to_date(session, now=now)


def end_waves() -> None:
    """Close and freeze the waves of follow-up whose last day is past."""
    session, now = db.session(), clock.utc_now()
    if followup_queries.waves_to_end(session, today=clock.local_date(now)):
        begin_write(session)
        followup_services.bring_up_to_date(session, now=now)


def _asked() -> Asked:
    return Asked(version=request.args.get("version", ""))


def beside(made: Composed) -> tuple[VersionLine, ...]:
    """The versions of the test with the address of this page for each, and of what changed for who may read it.

    Raises:
        NotFound: the address names a version under which nothing is published.
    """
    asked = request.args.get("version", "")
    if asked and made.version is not None and not made.version.version.startswith(asked):
        raise NotFound(_l("There is no such page."))
    return addressed(made.page.versions)


def addressed(lines: Sequence[VersionLine]) -> tuple[VersionLine, ...]:
    """Versions of the test with the address of this page for each of them."""
    this = next((one for one in lines if one.is_this), None)
    may_compare = current_account().role is Role.ANALYST

    def changes(one: VersionLine) -> str:
        if this is None or one.is_this or not may_compare or one.edition_id == this.edition_id:
            return ""
        new, old = max(one.edition_id, this.edition_id), min(one.edition_id, this.edition_id)
        return url_for("content.changes", edition_id=new, earlier_id=old)

    return tuple(
        replace(
            one,
            href=""
            if one.is_this
            else url_for(request.endpoint or "", version=one.short, **(request.view_args or {})),
            changes=changes(one),
        )
        for one in lines
    )


def _may_publish() -> bool:
    return current_account().role is Role.ANALYST


def _files(endpoint: str, **values: Any) -> tuple[tuple[str, str], ...]:
    version = request.args.get("version")
    return tuple(
        (form.upper(), url_for(endpoint, form=form, version=version, **values)) for form in making.KINDS
    )


def _with(
    made: Composed, *, files: tuple[tuple[str, str], ...] = (), up: tuple[str, str] | None = None
) -> Composed:
    """The addresses that only a page has, and the button to publish for who may press it."""
    page = replace(made.page, versions=beside(made))
    if isinstance(page, EmptyPage):
        waiting = page.waiting
    else:
        waiting = page.published.waiting if page.published else 0
        page = replace(page, files=files)
    can_publish = made.kind == "nation" and _may_publish() and waiting > 0
    is_enough = can_publish and queries.is_anything_ready(db.session())
    return replace(made, page=replace(page, up=up, can_publish=can_publish, is_enough=is_enough))


def national_report(*, with_follow_up: bool = False) -> Composed:
    """The report of the nation as it is published now, for a reader of the Secretariat."""
    bring_up_to_date()
    asked = _asked()
    if with_follow_up:
        end_waves()
        asked = replace(asked, followed=followed(db.session(), now=clock.utc_now()))
    version = request.args.get("version")
    made = composing.nation(
        db.session(),
        asked,
        address=lambda key: url_for("reporting.academy", academy_key=key, version=version),
    )
    made = _with(made, files=_files("reporting.national_file"))
    overview = (gettext("Overview"), url_for("reporting.overview", version=version))
    further = (
        (gettext("Follow-up after months"), url_for("reporting.follow_up_report", version=version)),
        (gettext("Designs"), url_for("workshops.designs")),
        (gettext("What learners thought"), url_for("reporting.opinions")),
    )
    if not isinstance(made.page, ReportPage):
        return replace(made, page=replace(made.page, links=(overview, *further)))
    links = (
        overview,
        (gettext("Questions and how they work"), url_for("reporting.questions", version=version)),
        (gettext("Law, misconceptions, methods"), url_for("reporting.background", version=version)),
        (gettext("Data for research"), url_for("reporting.research", version=version)),
        *further,
    )
    of_questions = {
        line.key: url_for("reporting.question", item_key=line.key, version=version)
        for line in made.page.detail.items
    }
    return replace(made, page=replace(made.page, links=links, question_links=of_questions))


def _academy(row: account_queries.AcademyRow, up: tuple[str, str] | None) -> Composed:
    bring_up_to_date()
    made = composing.academy(
        db.session(),
        row,
        _asked(),
        address=lambda key: url_for("reporting.workshop", workshop_id=int(key)),
    )
    return _with(made, files=_files("reporting.academy_file", academy_key=row.key), up=up)


def _workshop(row: WorkshopRow) -> Composed:
    """A published workshop for analysts and academy administrators, a trainer's own one from ten pairs."""
    bring_up_to_date()
    own = current_account().role is Role.TRAINER
    made = composing.workshop(db.session(), row, Asked(), own=own)
    return _with(
        made, files=_files("reporting.workshop_file", workshop_id=row.id), up=_up_from_workshop(row, made)
    )


def _up_from_workshop(row: WorkshopRow, made: Composed) -> tuple[str, str]:
    newest = next((one.version for one in queries.versions(db.session())), "")
    is_older = made.version is not None and made.version.version != newest
    version = made.version.version[:PRINTED] if made.version and is_older else None
    reader = current_account()
    if reader.role is Role.TRAINER:
        return row.title, url_for("workshops.show", workshop_id=row.id)
    academy = account_queries.academy(db.session(), row.academy_id)
    if academy is None or reader.role is Role.ACADEMY_ADMINISTRATOR:
        return gettext("Report of the academy"), url_for("reporting.own_academy", version=version)
    return academy.name(language()), url_for("reporting.academy", academy_key=academy.key, version=version)


def _shown(made: Composed) -> ResponseReturnValue:
    template = "reporting/report.html" if isinstance(made.page, ReportPage) else "reporting/empty.html"
    return render_template(template, page=made.page)


def _file(made: Composed, form: str, name: str) -> Response:
    """The figures of a page as a file.

    Raises:
        NotFound: there is no such file, or nothing on the page that may be shown.
    """
    kinds = making.KINDS | making.JSON
    if form not in kinds or not isinstance(made.page, ReportPage):
        raise NotFound(_l("There is no such file, or nothing in it that may be shown."))
    stamp = making.stamp_of(db.session())
    content = making.json_of(made, **stamp) if form == "json" else making.file_of(made, form, **stamp)
    ending = f"{language()}.pdf" if form == "pdf" else form
    return to_keep(content, name=f"{name}.{ending}", content_type=kinds[form])


def to_keep(content: bytes | str, *, name: str, content_type: str) -> Response:
    """A file that the browser keeps under a name, which says whether people and figures are invented."""
    prefix = "demonstration-" if current().demonstration else ""
    disposition = f'attachment; filename="{prefix}{name}"'
    return Response(content, content_type=content_type, headers={"Content-Disposition": disposition})


def _one_academy(academy_key: str) -> account_queries.AcademyRow:
    found = next((row for row in account_queries.academies(db.session()) if row.key == academy_key), None)
    if found is None:
        raise NotFound(_l("There is no such page."))
    return found


def _own_academy() -> account_queries.AcademyRow:
    academy_id = current_account().academy_id
    found = account_queries.academy(db.session(), academy_id) if academy_id is not None else None
    if found is None:
        raise NotFound(_l("There is no such page."))
    return found


def _one_workshop(workshop_id: int) -> WorkshopRow:
    """A closed workshop that the reader may look at; any other looks as if it did not exist."""
    reader = current_account()
    if reader.role is Role.ANALYST:
        found = workshop_queries.workshop(db.session(), workshop_id)
        if found is None or not found.is_closed:
            raise NotFound(_l("There is no such page."))
        return found
    return workshop_queries.workshop_for(db.session(), workshop_id, reader)


@blueprint.get("")
@allow(Role.ANALYST)
def national() -> ResponseReturnValue:
    """The nation."""
    return _shown(national_report())


@blueprint.get("/nation.<form>")
@allow(Role.ANALYST)
def national_file(form: str) -> ResponseReturnValue:
    """The nation as a file."""
    return _file(national_report(with_follow_up=True), form, "report-nation")


@blueprint.post("/publish")
@allow(Role.ANALYST)
def publish() -> ResponseReturnValue:
    """Publish the closed workshops that wait, ahead of time."""
    services.publish_now(db.session(), actor_id=current_account().account_id, now=clock.utc_now())
    flash(gettext("Published. These figures will not change any more."), "ok")
    return redirect(url_for("reporting.national"))


@blueprint.get("/academies/<academy_key>")
@allow(Role.ANALYST)
def academy(academy_key: str) -> ResponseReturnValue:
    """One academy, for the Secretariat."""
    row = _one_academy(academy_key)
    nation = url_for("reporting.national", version=request.args.get("version"))
    return _shown(_academy(row, (labels.NATION.in_(language()), nation)))


@blueprint.get("/academies/<academy_key>/academy.<form>")
@allow(Role.ANALYST, Role.ACADEMY_ADMINISTRATOR)
def academy_file(academy_key: str, form: str) -> ResponseReturnValue:
    """One academy as a file; an academy administrator's own only."""
    row = _one_academy(academy_key) if current_account().role is Role.ANALYST else _own_academy()
    if row.key != academy_key:
        raise NotFound(_l("There is no such page."))
    return _file(_academy(row, None), form, f"report-academy-{row.key}")


@blueprint.get("/own-academy")
@allow(Role.ACADEMY_ADMINISTRATOR)
def own_academy() -> ResponseReturnValue:
    """The reader's own academy."""
    return _shown(_academy(_own_academy(), None))


@blueprint.get("/workshops/<int:workshop_id>")
@allow(Role.ANALYST, Role.ACADEMY_ADMINISTRATOR, Role.TRAINER)
def workshop(workshop_id: int) -> ResponseReturnValue:
    """One closed workshop."""
    return _shown(_workshop(_one_workshop(workshop_id)))


@blueprint.get("/workshops/<int:workshop_id>/workshop.<form>")
@allow(Role.ANALYST, Role.ACADEMY_ADMINISTRATOR, Role.TRAINER)
def workshop_file(workshop_id: int, form: str) -> ResponseReturnValue:
    """One closed workshop as a file."""
    return _file(_workshop(_one_workshop(workshop_id)), form, f"report-workshop-{workshop_id}")
