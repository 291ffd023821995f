"""Puts a report together from the database: the nation, an academy, a workshop; the same for pages, files, commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.queries import AcademyRow
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Edition
from hrtraining.core.i18n import Text
from hrtraining.reporting import labels, pages, queries, releases, versions
from hrtraining.reporting.designs.reading import designs
from hrtraining.reporting.evaluation import reading as evaluation
from hrtraining.reporting.followup.reading import Followed, FollowUp, follow_up
from hrtraining.reporting.modules import by_module
from hrtraining.reporting.pages import EmptyPage, GroupLine, Published, ReportPage
from hrtraining.reporting.queries import Version
from hrtraining.reporting.repeating import repeat
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import TitleRow, WorkshopRow

if TYPE_CHECKING:
    from hrtraining.reporting.domain.release import Release
    from hrtraining.reporting.evaluation.reading import Evaluated

Page = ReportPage | EmptyPage
Address = Callable[[str], str]
"""Makes an address from the key of an academy or the number of a workshop."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A report: its page, and what its figures and files are made from.

    `kind` and `name` say which group of the release it is, `key` what it is called in print; the nation has neither
    name nor key. `keys` are the printed keys of the academies by the codes that the gate knows them by; `states` says
    of each academy or workshop beside it whether it is shown.
    """

    page: Page
    name: str = ""
    key: str = ""
    release: Release | None = None
    version: Version | None = None
    edition: Edition | None = None
    keys: dict[str, str] | None = None
    states: dict[str, str] | None = None
    last_period: int | None = None
    follow_up: FollowUp | None = None
    evaluation: Evaluated | None = None
    """What learners thought of the workshops, for the nation only."""

    @property
    def kind(self) -> str:
        """Which kind of group it is: nation, academy or workshop."""
        return self.page.level


@dataclass(frozen=True, slots=True)
class Asked:
    """Which state of publication is asked for: an instrument version by its first letters, a last period."""

    version: str = ""
    last_period: int | None = None
    academies: frozenset[str] | None = None
    """The academies that there were; None for those that there are."""
    followed: Followed | None = None
    """How far the follow-up of the nation is read; None leaves it out, as pages do that do not show it."""


def _version_of(found: Sequence[Version], asked: Asked) -> Version | None:
    """The instrument version that was asked for, else the one used last; versions are never pooled."""
    return next(
        (one for one in found if asked.version and one.version.startswith(asked.version)),
        found[0] if found else None,
    )


def _published(version: Version, release: Release, edition: Edition, *, waiting: int = 0) -> Published:
    return Published(
        until=version.until,
        data_hash=release.data_hash,
        instrument_version=version.version,
        edition_hash=edition.hash,
        waiting=waiting,
    )


Closed = dict[int, datetime]
"""When the published periods closed, oldest first."""


def _closed(session: Session, asked: Asked) -> Closed:
    """The periods up to the one that was asked for."""
    last = asked.last_period
    return {period: moment for period, moment in queries.periods(session) if last is None or period <= last}


def _last_period(closed: Closed, asked: Asked) -> int | None:
    return next(reversed(closed), None) if asked.last_period is None else asked.last_period


def _last_of(found: Sequence[Version], asked: Asked) -> int | None:
    """Up to which period the shown versions are read; they are in no later one."""
    return max(one.period for one in found) if asked.last_period is None else asked.last_period


def academy_text(row: AcademyRow) -> Text:
    """The name of an academy in both languages."""
    return Text(row.name_km, row.name_en)


def workshop_text(row: WorkshopRow) -> Text:
    """The name of a workshop with its days in both languages."""
    name = TitleRow(row.id, row.title, row.starts_on, row.ends_on)
    return Text(name.km, name.en)


def nation(session: Session, asked: Asked, *, address: Address | None = None) -> Composed:
    """The report of the nation."""
    academies = [
        row
        for row in account_queries.academies(session)
        if asked.academies is None or row.key in asked.academies
    ]
    keys = {queries.academy_code(row.id): row.key for row in academies}
    found = queries.versions(session, last_period=asked.last_period)
    version = _version_of(found, asked)
    waiting = queries.waiting_workshops(session)
    if version is None:
        nobody = tuple(GroupLine(academy_text(row), pages.NONE) for row in academies)
        page = EmptyPage("nation", labels.NATION, pages.NONE, nobody, waiting)
        states = dict.fromkeys(keys.values(), pages.NONE)
        return Composed(page, keys=keys, states=states)
    release = releases.release(session, version)
    children = _academy_lines(academies, release, address)
    states = {row.key: line.state for row, line in zip(academies, children, strict=True)}
    detail = release.national()
    beside = versions.beside(session, found, version, kind="nation")
    closed = _closed(session, asked)
    edition = content_queries.edition_by_id(session, version.edition_id)
    hidden = Composed(
        EmptyPage("nation", labels.NATION, pages.HIDDEN, children, waiting, versions=beside),
        release=release,
        version=version,
        edition=edition,
        keys=keys,
        states=states,
        last_period=_last_period(closed, asked),
        evaluation=evaluation.published(session, last_period=asked.last_period),
    )
    if detail is None:
        return hidden
    return replace(
        hidden,
        page=ReportPage(
            level="nation",
            group=labels.NATION,
            detail=detail,
            instrument=edition.instruments[version.key],
            modules=by_module(detail, edition.instruments[version.key], edition),
            published=_published(version, release, edition, waiting=waiting),
            children=children,
            breakdowns=pages.breakdowns(release),
            attrition=release.attrition(),
            missing=tuple(academy_text(row) for row in academies if states[row.key] == pages.NONE),
            answers=release.answer_lines(),
            reliable=release.reliable_change(),
            trend=pages.trend(release, closed),
            designs=designs(session, version, release, closed=closed),
            versions=beside,
        ),
        follow_up=follow_up(session, asked.followed, version=version.version) if asked.followed else None,
    )


def _academy_lines(
    academies: Sequence[AcademyRow], release: Release, address: Address | None
) -> tuple[GroupLine, ...]:
    summaries, lines = release.summaries(), []
    for row in academies:
        code = queries.academy_code(row.id)
        state = pages.state_of(code, release, summaries)
        href = address(row.key) if address and state == pages.SHOWN else None
        lines.append(
            GroupLine(academy_text(row), state, summaries.get(code), href, code in release.scope.partly)
        )
    return tuple(lines)


def academy(session: Session, row: AcademyRow, asked: Asked, *, address: Address | None = None) -> Composed:
    """The report of one academy."""
    name, code = academy_text(row), queries.academy_code(row.id)
    keys = {code: row.key}
    found = queries.versions(session, last_period=asked.last_period)
    version = _version_of(found, asked)
    if version is None:
        return Composed(EmptyPage("academy", name, pages.NONE), code, row.key, keys=keys, states={})
    release = releases.release(session, version)
    edition = content_queries.edition_by_id(session, version.edition_id)
    beside = versions.beside(
        session, found, version, kind="academy", name=code, until=lambda one: _until(session, one, row.id)
    )
    detail = release.academy(code)
    hidden = Composed(
        EmptyPage("academy", name, pages.state_of(code, release, ()), versions=beside),
        code,
        row.key,
        release=release,
        version=version,
        edition=edition,
        keys=keys,
        states={},
        last_period=_last_of(found, asked),
    )
    if detail is None:
        return hidden
    summaries = release.workshop_summaries(code)
    behind = release.scope.academies[code]
    children, states = [], {}
    for one in workshop_queries.closed_titles(session, academy_id=row.id):
        if one.id not in behind:
            continue
        state = pages.SHOWN if one.id in summaries else release.workshop_state(one.id)
        states[str(one.id)] = state
        href = address(str(one.id)) if address and one.id in summaries else None
        children.append(GroupLine(one, state, summaries.get(one.id), href))
    return replace(
        hidden,
        page=ReportPage(
            level="academy",
            group=name,
            detail=detail,
            instrument=edition.instruments[version.key],
            modules=by_module(detail, edition.instruments[version.key], edition),
            published=replace(_published(version, release, edition), until=_until(session, version, row.id)),
            children=tuple(children),
            is_partly_hidden=code in release.scope.partly,
            versions=beside,
        ),
        states=states,
    )


def _until(session: Session, version: Version, academy_id: int) -> datetime:
    """Until when the shown figures of an academy reach; of workshops that are hidden, no day is told."""
    code, scope = queries.academy_code(academy_id), releases.release(session, version).scope
    among = scope.academies.get(code, ()) if code in scope.partly else ()
    return queries.last_closing(session, version, academy_id, among)


def workshop(session: Session, row: WorkshopRow, asked: Asked, *, own: bool = False) -> Composed:
    """A published workshop; with `own` a trainer's own closed one, from ten pairs, published or not."""
    name, key = workshop_text(row), str(row.id)
    version, release = None, None
    frozen = queries.frozen_workshop(session, row.id)
    if own:
        release = releases.own_workshop(session, row.id)
    elif frozen is not None and frozen.is_published:
        found = queries.versions(session, last_period=asked.last_period)
        version = next((one for one in found if one.version == frozen.version), None)
        release = releases.release(session, version) if version else None
    state = pages.NONE if release is None else release.workshop_state(row.id)
    detail = None if release is None else release.workshop(row.id)
    if release is None or detail is None or frozen is None:
        return Composed(EmptyPage("workshop", name, state, is_own=own), key, key, keys={}, states={})
    edition = content_queries.edition_by_id(session, frozen.edition_id)
    instrument = edition.instruments[frozen.key]
    published, last_period = None, None
    if version is not None:
        published, last_period = _published(version, release, edition), _last_of([version], asked)
    return Composed(
        ReportPage(
            level="workshop",
            group=name,
            detail=detail,
            instrument=instrument,
            published=published,
            repeat=repeat(detail, instrument, edition, row.modules),
        ),
        key,
        key,
        release=release,
        version=version,
        edition=edition,
        keys={},
        states={key: pages.SHOWN},
        last_period=last_period,
    )
