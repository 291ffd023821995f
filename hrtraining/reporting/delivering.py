"""Puts the national report of every month in which something was published into a folder, once."""

from __future__ import annotations

import shutil
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy.orm import Session

from hrtraining.core.clock import PHNOM_PENH, local_date
from hrtraining.core.i18n import LANGUAGES, Speaking
from hrtraining.reporting import composing, making, queries
from hrtraining.reporting.composing import Asked
from hrtraining.reporting.domain.refusal import Refused
from hrtraining.reporting.followup.reading import followed
from hrtraining.reporting.making import Stamp
from hrtraining.reporting.pages import ReportPage
from hrtraining.reporting.versions import PRINTED

NAME = "report-nation"


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month of Phnom Penh that is over, and the first and the last period published in it."""

    year: int
    month: int
    first_period: int
    last_period: int

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def last_moment(self) -> datetime:
        """The end of the month in Phnom Penh."""
        last_day = monthrange(self.year, self.month)[1]
        return datetime.combine(date(self.year, self.month, last_day), time.max, PHNOM_PENH)


def months(session: Session, *, now: datetime) -> list[Month]:
    """The months before the present one in which something was published, oldest first."""
    found: dict[tuple[int, int], list[int]] = {}
    for period, closed_at in queries.periods(session):
        day = local_date(closed_at)
        found.setdefault((day.year, day.month), []).append(period)
    today = local_date(now)
    return [
        Month(*month, min(periods), max(periods))
        for month, periods in sorted(found.items())
        if month < (today.year, today.month)
    ]


def deliver(
    session: Session,
    folder: Path,
    *,
    now: datetime,
    draft: bool,
    demonstration: bool,
    speaking: Speaking,
) -> list[Month]:
    """Write the months that the folder does not hold yet, each with what was published by its end; gives which.

    A month appears whole or not at all, and one that is there is never touched: a run that was missed is made up
    by the next one, and a second run writes nothing.

    Raises:
        Refused: the folder cannot be written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for month in months(session, now=now):
            place = folder / str(month)
            if place.exists():
                continue
            beside = Path(mkdtemp(prefix=f".{month}-", dir=folder))
            try:
                for name, content in _files(session, month, speaking, draft, demonstration).items():
                    (beside / name).write_bytes(content)
                beside.chmod(0o750)
                beside.rename(place)
            except BaseException:
                shutil.rmtree(beside, ignore_errors=True)
                raise
            written.append(month)
    except OSError as error:
        raise Refused("reporting.not_writable", file=str(folder), reason=error.strerror or "?") from error
    return written


def _files(
    session: Session, month: Month, speaking: Speaking, draft: bool, demonstration: bool
) -> dict[str, bytes]:
    """The files of a month by name; a nation that is withheld has its state as JSON and nothing else."""
    stamp: Stamp = {"draft": draft, "demonstration": demonstration}
    start = f"demonstration-{NAME}-{month}" if demonstration else f"{NAME}-{month}"
    so_far = followed(session, now=month.last_moment)
    newest, *older = queries.versions(session, last_period=month.last_period)
    # a version of the test that is still answered by some has a report of its own, in the months that add to it
    wanted = {start: newest.version} | {
        f"{start}-version-{one.version[:PRINTED]}": one.version
        for one in older
        if one.period >= month.first_period
    }
    found: dict[str, bytes] = {}
    for lang in LANGUAGES:
        for name, version in wanted.items():
            with speaking(lang):
                asked = Asked(version=version, last_period=month.last_period, followed=so_far)
                made = composing.nation(session, asked)
                found[f"{name}.json"] = making.json_of(made, **stamp).encode()
                if isinstance(made.page, ReportPage):
                    found[f"{name}.{lang}.pdf"] = making.file_of(made, "pdf", **stamp)
                    found[f"{name}.{lang}.xlsx"] = making.file_of(made, "xlsx", **stamp)
    return found
