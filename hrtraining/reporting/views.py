"""The pages of the report: the nation, an academy, a workshop, and their files. Every figure comes from the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Edition
from hrtraining.core import clock
from hrtraining.core.db import begin_write
from hrtraining.core.errors import NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import Text, gettext, language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.dates import date_range
from hrtraining.core.settings import current
from hrtraining.reporting import labels, pages, queries, services
from hrtraining.reporting.pages import EmptyPage, GroupLine, Published, ReportPage
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import WorkshopRow

if TYPE_CHECKING:
    from hrtraining.reporting.domain.release import Release

blueprint = Blueprint("reporting", __name__, url_prefix="/report")

FILES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
VERSION_LETTERS = 12
Page = ReportPage | EmptyPage


def _up_to_date() -> None:
    """Freeze what was closed and publish what is due; a page that only reads does not take the write lock."""
    session, now = db.session(), clock.utc_now()
    if queries.closed_since(session) or queries.is_due(session, now=now):
        begin_write(session)
        services.freeze_closed(session, now=now)
        services.publish_due(session, now=now)


def _version() -> queries.Version | None:
    """The instrument version that was asked for, else the one used last; versions are never pooled."""
    found = queries.versions(db.session())
    wanted = request.args.get("version", "")
    return next(
        (one for one in found if wanted and one.version.startswith(wanted)), found[0] if found else None
    )


def _published(version: queries.Version, release: Release, edition: Edition) -> Published:
    return Published(
        until=version.until,
        periods=len(queries.periods(db.session())),
        waiting=queries.waiting_workshops(db.session()),
        data_hash=release.data_hash,
        instrument_version=version.version,
        edition_hash=edition.hash,
    )


def _edition(version: queries.Version) -> Edition:
    return content_queries.edition_by_id(db.session(), version.edition_id)


def _may_publish() -> bool:
    return current_account().role is Role.ANALYST


def _files(endpoint: str, **values: Any) -> tuple[tuple[str, str], ...]:
    version = request.args.get("version")
    return tuple((form.upper(), url_for(endpoint, form=form, version=version, **values)) for form in FILES)


def _academy_text(row: account_queries.AcademyRow) -> Text:
    return Text(row.name_km, row.name_en)


def _national_page() -> Page:
    _up_to_date()
    session = db.session()
    academies = account_queries.academies(session)
    version = _version()
    waiting = queries.waiting_workshops(session)
    if version is None:
        return EmptyPage(
            "nation", labels.NATION, pages.NONE, waiting=waiting, can_publish=_may_publish() and waiting > 0
        )
    release = queries.release(session, version)
    summaries = release.summaries()
    children, missing = [], []
    for academy in academies:
        code = queries.academy_code(academy.id)
        state = pages.state_of(code, release, list(summaries))
        href = url_for("reporting.academy", academy_key=academy.key, version=request.args.get("version"))
        children.append(
            GroupLine(
                _academy_text(academy),
                state,
                summaries.get(code),
                href if state == pages.SHOWN else None,
                code in release.scope.partly,
            )
        )
        if state == pages.NONE:
            missing.append(_academy_text(academy))
    detail = release.national()
    if detail is None:
        return EmptyPage(
            "nation", labels.NATION, pages.HIDDEN, tuple(children), waiting, _may_publish() and waiting > 0
        )
    edition = _edition(version)
    return ReportPage(
        level="nation",
        group=labels.NATION,
        detail=detail,
        instrument=edition.instruments[version.key],
        published=_published(version, release, edition),
        children=tuple(children),
        breakdowns=pages.breakdowns(release),
        attrition=release.attrition(),
        missing=tuple(missing),
        files=_files("reporting.national_file"),
        can_publish=_may_publish() and waiting > 0,
    )


def _workshop_text(row: WorkshopRow) -> Text:
    return Text(
        f"{row.title} · {date_range(row.starts_on, row.ends_on, 'km')}",
        f"{row.title} · {date_range(row.starts_on, row.ends_on, 'en')}",
    )


def _academy_page(academy: account_queries.AcademyRow, up: tuple[str, str] | None) -> Page:
    _up_to_date()
    session = db.session()
    name, code = _academy_text(academy), queries.academy_code(academy.id)
    version = _version()
    if version is None:
        return EmptyPage("academy", name, pages.NONE, up=up)
    release = queries.release(session, version)
    detail = release.academy(code)
    if detail is None:
        return EmptyPage("academy", name, pages.state_of(code, release, []), up=up)
    summaries = release.workshop_summaries(code)
    behind = release.scope.academies[code]
    children = [
        GroupLine(
            _workshop_text(row),
            pages.SHOWN if row.id in summaries else release.workshop_state(row.id),
            summaries.get(row.id),
            url_for("reporting.workshop", workshop_id=row.id) if row.id in summaries else None,
        )
        for row in workshop_queries.closed_workshops(session, academy_id=academy.id)
        if row.id in behind
    ]
    edition = _edition(version)
    return ReportPage(
        level="academy",
        group=name,
        detail=detail,
        instrument=edition.instruments[version.key],
        published=_published(version, release, edition),
        children=tuple(children),
        files=_files("reporting.academy_file", academy_key=academy.key),
        up=up,
        is_partly_hidden=code in release.scope.partly,
    )


def _workshop_page(row: WorkshopRow) -> Page:
    """A published workshop for analysts and academy administrators, a trainer's own one from ten pairs."""
    _up_to_date()
    session = db.session()
    name = _workshop_text(row)
    own = queries.own_workshop(session, row.id) if current_account().role is Role.TRAINER else None
    state, detail, version, release = pages.NONE, None, None, None
    if current_account().role is Role.TRAINER:
        release = own
    else:
        published = queries.version_of_workshop(session, row.id)
        version = next((one for one in queries.versions(session) if one.version == published), None)
        release = queries.release(session, version) if version else None
    if release is not None:
        detail, state = release.workshop(row.id), release.workshop_state(row.id)
    up = _up_from_workshop(row)
    found = queries.frozen_version(session, row.id)
    if detail is None or found is None:
        return EmptyPage("workshop", name, state, up=up)
    edition = content_queries.edition_by_id(session, found[0])
    return ReportPage(
        level="workshop",
        group=name,
        detail=detail,
        instrument=edition.instruments[found[1]],
        published=_published(version, release, edition) if version and release else None,
        files=_files("reporting.workshop_file", workshop_id=row.id),
        up=up,
    )


def _up_from_workshop(row: WorkshopRow) -> tuple[str, str]:
    reader = current_account()
    if reader.role is Role.TRAINER:
        return row.title, url_for("workshops.show", workshop_id=row.id)
    academy = account_queries.academy(db.session(), row.academy_id)
    if academy is None or reader.role is Role.ACADEMY_ADMINISTRATOR:
        return gettext("Report of the academy"), url_for("reporting.own_academy")
    return academy.name(language()), url_for("reporting.academy", academy_key=academy.key)


def _shown(page: Page) -> ResponseReturnValue:
    template = "reporting/report.html" if isinstance(page, ReportPage) else "reporting/empty.html"
    return render_template(template, page=page)


def _file(page: Page, form: str, name: str) -> Response:
    """The figures of a page as a file.

    Raises:
        NotFound: there is no such file, or nothing on the page that may be shown.
    """
    from hrtraining.reporting import exports

    if form not in FILES or not isinstance(page, ReportPage):
        raise NotFound(_l("There is no such file, or nothing in it that may be shown."))
    tables = exports.sheets(
        page,
        draft=not content_queries.current_is_approved(db.session()),
        demonstration=current().demonstration,
    )
    made = (
        exports.as_csv(tables)
        if form == "csv"
        else exports.as_xlsx(tables, title=exports.title_of(page, language()))
    )
    response = Response(made, mimetype=FILES[form].split(";")[0], content_type=FILES[form])
    prefix = "demonstration-" if current().demonstration else ""
    response.headers["Content-Disposition"] = f'attachment; filename="{prefix}{name}.{form}"'
    return response


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
    return _shown(_national_page())


@blueprint.get("/nation.<form>")
@allow(Role.ANALYST)
def national_file(form: str) -> ResponseReturnValue:
    """The nation as a file."""
    return _file(_national_page(), form, "report-nation")


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
    return _shown(_academy_page(row, (labels.NATION.in_(language()), url_for("reporting.national"))))


@blueprint.get("/academies/<academy_key>/academy.<form>")
@allow(Role.ANALYST, Role.ACADEMY_ADMINISTRATOR)
def academy_file(academy_key: str, form: str) -> ResponseReturnValue:
    """One academy as a file; an academy administrator's own only."""
    row = _one_academy(academy_key) if current_account().role is Role.ANALYST else _own_academy()
    if row.key != academy_key:
        raise NotFound(_l("There is no such page."))
    return _file(_academy_page(row, None), form, f"report-academy-{row.key}")


@blueprint.get("/own-academy")
@allow(Role.ACADEMY_ADMINISTRATOR)
def own_academy() -> ResponseReturnValue:
    """The reader's own academy."""
    return _shown(_academy_page(_own_academy(), None))


@blueprint.get("/workshops/<int:workshop_id>")
@allow(Role.ANALYST, Role.ACADEMY_ADMINISTRATOR, Role.TRAINER)
def workshop(workshop_id: int) -> ResponseReturnValue:
    """One closed workshop."""
    return _shown(_workshop_page(_one_workshop(workshop_id)))


@blueprint.get("/workshops/<int:workshop_id>/workshop.<form>")
@allow(Role.ANALYST, Role.ACADEMY_ADMINISTRATOR, Role.TRAINER)
def workshop_file(workshop_id: int, form: str) -> ResponseReturnValue:
    """One closed workshop as a file."""
    return _file(_workshop_page(_one_workshop(workshop_id)), form, f"report-workshop-{workshop_id}")
