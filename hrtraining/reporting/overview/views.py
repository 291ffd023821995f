"""The Secretariat's overview: the academies at a glance, each publication, provinces reached, what still fails most."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.core.clock import local_date
from hrtraining.core.extensions import db
from hrtraining.core.i18n import Text, gettext, language
from hrtraining.reporting import pages, queries
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.overview import provinces
from hrtraining.reporting.overview.provinces import Province
from hrtraining.reporting.pages import GroupLine, ReportPage
from hrtraining.reporting.versions import VersionLine
from hrtraining.reporting.views import blueprint, national_report
from hrtraining.workshops import queries as workshop_queries

if TYPE_CHECKING:
    from hrtraining.reporting.domain.published import Flow, ItemLine
    from hrtraining.workshops.queries import TitleRow

MOST_FAILING = 5
OLD_DAYS = 183
"""Half a year: an academy whose figures end so long before those of all is named."""


@dataclass(frozen=True, slots=True)
class AcademyLine:
    """An academy at a glance; hidden ones keep their name and nothing else."""

    label: Text | TitleRow
    state: str
    href: str | None
    flow: Flow | None = None
    until: date | None = None
    summary: GroupLine | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """A place on the map: a province, and how many closed workshops took place in it."""

    province: Province | None
    workshops: int

    @property
    def parts(self) -> list[str]:
        """The name, in the parts into which a narrow tile may break it."""
        return self.province.parts.in_(language()).split(provinces.BREAK) if self.province else []


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """Everything at a glance."""

    academies: tuple[AcademyLine, ...]
    trend: tuple[GroupLine, ...]
    tiles: tuple[tuple[Tile, ...], ...]
    elsewhere: tuple[tuple[str, int], ...]
    unplaced: int
    """Closed workshops of which nobody wrote the province."""
    failing: tuple[tuple[str, str, ItemLine], ...]
    report: ReportPage | None
    waiting: int
    is_ready: bool
    """Whether of what waits something has enough people to be published now."""
    up: tuple[str, str]
    versions: tuple[VersionLine, ...]

    @property
    def reporting(self) -> int:
        """How many academies have figures."""
        return sum(1 for one in self.academies if one.state == pages.SHOWN)

    @property
    def missing(self) -> tuple[str, ...]:
        """The academies without figures by name."""
        return self._named(pages.NONE)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The hidden academies by name."""
        return self._named(pages.HIDDEN)

    @property
    def old(self) -> tuple[str, ...]:
        """The academies whose shown figures end more than half a year before those of all, by name."""
        return tuple(
            one.label.in_(language())
            for one in self.academies
            if self.until and one.until and (self.until - one.until).days > OLD_DAYS
        )

    @property
    def reached(self) -> tuple[Tile, ...]:
        """The provinces in which a closed workshop took place."""
        return tuple(tile for row in self.tiles for tile in row if tile.workshops)

    @property
    def is_partly_hidden(self) -> bool:
        """Whether a shown academy is hidden in some publications."""
        return any(one.summary is not None and one.summary.is_partly_hidden for one in self.academies)

    @property
    def until(self) -> date | None:
        """Until when the figures of all academies together reach."""
        return local_date(self.report.published.until) if self.report and self.report.published else None

    def _named(self, state: str) -> tuple[str, ...]:
        return tuple(one.label.in_(language()) for one in self.academies if one.state == state)


def _academies(made: Composed) -> tuple[AcademyLine, ...]:
    """Each academy; its figures reach until the last workshop that is shown of it."""
    release = made.release
    codes = {key: code for code, key in (made.keys or {}).items()}
    closed = queries.closing_days(db.session())
    lines = []
    for line, key in zip(made.page.children, made.states or {}, strict=True):
        detail = release.academy(codes[key]) if release is not None and line.state == pages.SHOWN else None
        if detail is None:
            lines.append(AcademyLine(line.label, line.state, None))
            continue
        behind = release.scope.academies[codes[key]] if release is not None else ()
        last = max((closed[one] for one in behind if one in closed), default=None)
        lines.append(
            AcademyLine(
                line.label,
                line.state,
                line.href,
                detail.flow,
                local_date(last) if last else None,
                line,
            )
        )
    return tuple(lines)


def _map() -> tuple[tuple[tuple[Tile, ...], ...], tuple[tuple[str, int], ...], int]:
    """How many closed workshops took place in each province, elsewhere, and nobody wrote where.

    Who took part is not asked.
    """
    written = Counter(row.province.strip() for row in workshop_queries.closed_workshops(db.session()))
    unplaced = written.pop("", 0)
    found: Counter[Province] = Counter()
    elsewhere = []
    for name, n in sorted(written.items()):
        place = provinces.province(name)
        if place is None:
            elsewhere.append((name, n))
        else:
            found[place] += n
    at = {(one.column, one.row): one for one in provinces.PROVINCES}
    tiles = tuple(
        tuple(
            Tile(at.get((column, row)), found[at[column, row]] if (column, row) in at else 0)
            for column in range(provinces.COLUMNS)
        )
        for row in range(provinces.ROWS)
    )
    return tiles, tuple(elsewhere), unplaced


def _failing(page: ReportPage) -> tuple[tuple[str, str, ItemLine], ...]:
    """The questions with the smallest favourable share after the course, as far as it is shown."""
    known = [line for line in page.detail.items if line.change.after.place is not None]
    known.sort(key=lambda line: line.change.after.place or 0.0)
    version = request.args.get("version")
    return tuple(
        (
            page.stem(line.key),
            url_for("reporting.question", item_key=line.key, version=version),
            line,
        )
        for line in known[:MOST_FAILING]
    )


@blueprint.get("/overview")
@allow(Role.ANALYST)
def overview() -> ResponseReturnValue:
    """The academies, the publications, the provinces and the hardest questions on one page."""
    made = national_report()
    page = made.page
    tiles, elsewhere, unplaced = _map()
    shown = OverviewPage(
        academies=_academies(made),
        trend=page.trend if isinstance(page, ReportPage) else (),
        tiles=tiles,
        elsewhere=elsewhere,
        unplaced=unplaced,
        failing=_failing(page) if isinstance(page, ReportPage) else (),
        report=page if isinstance(page, ReportPage) else None,
        waiting=queries.waiting_workshops(db.session()),
        is_ready=not isinstance(page, ReportPage) and queries.is_anything_ready(db.session()),
        up=(gettext("Report"), url_for("reporting.national", version=request.args.get("version"))),
        versions=page.versions,
    )
    return render_template("reporting/overview.html", page=shown)
