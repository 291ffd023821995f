"""Makes the files of a report: JSON, CSV, XLSX and PDF, from the same composed figures."""

from __future__ import annotations

import hashlib
from typing import TypedDict

from sqlalchemy.orm import Session

from hrtraining.content import queries as content_queries
from hrtraining.core.i18n import language
from hrtraining.core.settings import current
from hrtraining.reporting import exports
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.domain.refusal import Refused
from hrtraining.reporting.figures import report_figures, written
from hrtraining.reporting.followup.sheets import follow_up_sheets
from hrtraining.reporting.pages import ReportPage

KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
"""Files for readers, by their endings."""
JSON = {"json": "application/json"}

_PRINTED: dict[tuple[str, str], bytes] = {}
"""Printed reports by language and hash of their figures: what was published never changes, and printing takes seconds."""
MOST_PRINTED = 24


class Stamp(TypedDict):
    """What every file of a report says of itself: that the course is a draft, that people are invented (RULES.md)."""

    draft: bool
    demonstration: bool


def stamp_of(session: Session) -> Stamp:
    """The stamp of what is made from the database now."""
    return {
        "draft": not content_queries.current_is_approved(session),
        "demonstration": current().demonstration,
    }


def json_of(made: Composed, *, draft: bool, demonstration: bool, with_bootstrap: bool = False) -> str:
    """The report as JSON; a group that is hidden gives its status and nothing else."""
    return written(
        report_figures(made, draft=draft, demonstration=demonstration, with_bootstrap=with_bootstrap)
    )


def file_of(made: Composed, form: str, *, draft: bool, demonstration: bool) -> bytes:
    """The report as a file in the reader's language.

    Raises:
        Refused: nothing in it may be shown.
    """
    page = made.page
    if not isinstance(page, ReportPage):
        raise Refused("reporting.nothing_shown", group=f"{page.group.km} / {page.group.en}")
    if form == "pdf":
        return _printed(made, language(), draft=draft, demonstration=demonstration)
    data_hash = made.release.data_hash if made.release else ""
    tables = (
        *exports.sheets(page, data_hash=data_hash, draft=draft, demonstration=demonstration),
        *follow_up_sheets(made.follow_up),
    )
    return (
        exports.as_csv(tables)
        if form == "csv"
        else exports.as_xlsx(tables, title=exports.title_of(page, language()))
    )


def _printed(made: Composed, lang: str, *, draft: bool, demonstration: bool) -> bytes:
    from hrtraining.reporting.printed.report import report_pdf  # with what prints a page

    figures = json_of(made, draft=draft, demonstration=demonstration)
    key = lang, hashlib.sha256(figures.encode()).hexdigest()
    if key not in _PRINTED:
        while len(_PRINTED) >= MOST_PRINTED:
            _PRINTED.pop(next(iter(_PRINTED)), None)
        _PRINTED[key] = report_pdf(made, lang=lang, draft=draft, demonstration=demonstration)
    return _PRINTED[key]
