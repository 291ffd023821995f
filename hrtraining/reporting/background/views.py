"""The page of what the printed report says beside the figures, with the same words: law, misconceptions, methods, table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.core.errors import NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext, language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.reporting import making
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.figures import about_of
from hrtraining.reporting.pages import ReportPage
from hrtraining.reporting.printed import standards, tables
from hrtraining.reporting.printed.report import Printer, law_lines, law_sentence, misconceptions_of
from hrtraining.reporting.versions import VersionLine
from hrtraining.reporting.views import blueprint, national_report

if TYPE_CHECKING:
    from hrtraining.reporting.domain.published import Change, ItemLine


LATIN = re.compile(r"[A-Za-z][^\u1780-\u17ff\u200b«»]*")
"""A name or a word of statistics within Khmer, up to the next Khmer letter."""


def spoken(text: str, lang: str) -> Markup:
    """A text in which what is not Khmer is said to be English, for those who hear the page."""
    found, place = Markup(""), 0
    for one in LATIN.finditer(text) if lang == "km" else ():
        word = one.group().rstrip()
        found += escape(text[place : one.start()]) + Markup('<span lang="en">{}</span>').format(word)
        place = one.start() + len(word)
    return found + escape(text[place:])


@dataclass(frozen=True, slots=True)
class LawRecord:
    """A law record in words, whether a reviewer has passed it, and the questions that rest on it."""

    text: Markup
    mark: str
    is_verified: bool
    lines: tuple[tuple[str, str, ItemLine], ...]
    """Wording, address and figures of each question."""


@dataclass(frozen=True, slots=True)
class Misconception:
    """A statement to be rejected, the studies that name it, and how many reject it before and after."""

    label: Markup
    change: Change


@dataclass(frozen=True, slots=True)
class BackgroundPage:
    """What stands beside the figures of the nation."""

    sentence: str
    say: Printer
    law: tuple[LawRecord, ...]
    misconceptions: tuple[Misconception, ...]
    context: str
    programmes: tuple[tuple[Markup, Markup, Markup, str], ...]
    """Who, what was asked, what came out, and the source."""
    limits: tuple[Markup, ...]
    methods: tuple[Markup, ...]
    table: tuple[tuple[str, Markup, Markup], ...]
    """The checklist, what it asks for, and what the program knows of it."""
    fingerprints: tuple[tuple[str, str], ...]
    up: tuple[str, str]
    versions: tuple[VersionLine, ...]


@blueprint.get("/background")
@allow(Role.ANALYST)
def background() -> ResponseReturnValue:
    """Law records, misconceptions, other programmes, limits, methods, the reporting table and the fingerprints."""
    made = national_report(with_follow_up=True)
    if not isinstance(made.page, ReportPage):
        raise NotFound(_l("There are no figures of questions yet."))
    return render_template("reporting/background.html", page=_page(made, made.page))


def _page(made: Composed, page: ReportPage) -> BackgroundPage:
    lang, version = language(), request.args.get("version")
    say = Printer(lang)
    records, wrong = law_lines(made, page), misconceptions_of(made, page)
    about = about_of(made, **making.stamp_of(db.session()))
    low, high = tables.low_and_high(lang)
    return BackgroundPage(
        sentence=law_sentence(say, records, wrong),
        say=say,
        law=tuple(
            LawRecord(
                text=spoken(_record(one.statement.article, one.statement.text.in_(lang), say), lang),
                mark=say.say("verified" if one.statement.is_verified else "pending"),
                is_verified=one.statement.is_verified,
                lines=tuple(
                    (
                        item.stem.in_(lang),
                        url_for("reporting.question", item_key=item.id, version=version),
                        line,
                    )
                    for item, line in one.lines
                ),
            )
            for one in records
        ),
        misconceptions=tuple(
            Misconception(spoken(f"{say.quoted(item.stem.in_(lang))} {sources}".strip(), lang), line.change)
            for item, line, sources in wrong
        ),
        context=say.say(
            "context_says", own=say.signed(page.detail.summary.pooled.difference), low=low, high=high
        ),
        programmes=tuple(
            (
                spoken(one.who.in_(lang), lang),
                spoken(one.asked.in_(lang), lang),
                spoken(one.result.in_(lang), lang),
                one.source,
            )
            for one in tables.PROGRAMMES
        ),
        limits=tuple(spoken(one, lang) for one in tables.limits(made, lang)),
        methods=tuple(spoken(one.in_(lang), lang) for one in tables.METHODS),
        table=tuple(
            (row.standard, spoken(row.what.in_(lang), lang), spoken(row.says, lang))
            for row in standards.reporting_table(made, page, lang)
        ),
        fingerprints=tuple(
            (label.in_(lang), str(about[name])) for name, label in tables.FINGERPRINTS if name in about
        ),
        up=(gettext("Report"), url_for("reporting.national", version=version)),
        versions=page.versions,
    )


def _record(article: str | None, text: str, say: Printer) -> str:
    """A law record with its article in front."""
    if article is None:
        return text
    colon = "៖" if say.lang == "km" else ":"
    return f"{say.say('article', n=article if say.lang == 'en' else say.number(int(article)))}{colon} {text}"
