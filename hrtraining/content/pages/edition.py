"""What the pages about the edition and the law receive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hrtraining.content.domain import Edition, LawStatement, Source
from hrtraining.content.pages.scripts import Pieces, pieces
from hrtraining.content.queries import ApprovalRecord, Review
from hrtraining.content.rendering import ARTICLE, ASK, AWAITING, SAFE, STATUS_NAMES, source_label
from hrtraining.core.khmer.digits import to_khmer


@dataclass(frozen=True, slots=True)
class StatementCard:
    """One law statement as a page shows it."""

    id: str
    article: str | None
    text: Pieces
    safe: tuple[str, Pieces] | None
    """What may be concluded, and how that is called."""
    note: Pieces | None
    ask: tuple[str, Pieces] | None
    status: str
    status_name: str
    status_kind: str
    awaiting: str | None
    source_id: str
    source_label: str
    source_name: str
    is_source_title: bool
    source_short: str
    source_year: int | None
    as_of: date
    review: Review | None
    review_status_name: str | None
    is_taken_in: bool


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One publication in the list of sources."""

    id: str
    authors: str
    name: str
    is_title: bool
    year: int | None
    publisher: str
    url: str | None
    note: str | None
    is_primary: bool


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """One module in the list of the front page."""

    order: int
    title: str
    summary: str
    hours: float
    decimals: int
    lessons: int


@dataclass(frozen=True, slots=True)
class AboutPage:
    """The front page of the edition."""

    title: str
    front: str
    key: str
    fingerprint: str
    is_approved: bool
    approval: ApprovalRecord | None
    modules: tuple[ModuleLine, ...]
    hours: float
    statements: tuple[StatementCard, ...]
    sources: tuple[SourceLine, ...]


_KINDS = {"quoted": "info", "reported": "info", "disputed": "clay", "verified": "leaf"}


def statement_card(
    edition: Edition, statement: LawStatement, lang: str, review: Review | None
) -> StatementCard:
    """A statement with its source and, where there is one, its newest sign-off."""
    source = edition.sources[statement.source]
    article = None
    if statement.article is not None:
        number = to_khmer(statement.article) if lang == "km" else statement.article
        article = ARTICLE.in_(lang).format(number=number)
    fits = review is not None and review.text_hash == statement.text_hash and review.text_km is None
    return StatementCard(
        id=statement.id,
        article=article,
        text=pieces(statement.text.in_(lang), lang),
        safe=(SAFE.in_(lang), pieces(statement.safe.in_(lang), lang)) if statement.safe else None,
        note=pieces(statement.note.in_(lang), lang) if statement.note else None,
        ask=(ASK.in_(lang), pieces(statement.ask.in_(lang), lang)) if statement.ask else None,
        status=statement.status,
        status_name=STATUS_NAMES[statement.status].in_(lang),
        status_kind=_KINDS[statement.status],
        awaiting=None if statement.is_verified else AWAITING.in_(lang),
        source_id=source.id,
        source_label=source_label(source, lang),
        source_name=source.name.in_(lang),
        is_source_title=source.title is not None,
        source_short=source.short,
        source_year=source.year,
        as_of=date.fromisoformat(statement.as_of),
        review=review,
        review_status_name=STATUS_NAMES[review.status].in_(lang) if review is not None else None,
        is_taken_in=fits and review is not None and review.status == statement.status,
    )


def _source_line(source: Source, lang: str) -> SourceLine:
    return SourceLine(
        id=source.id,
        authors=source.authors or "",
        name=source.name.in_(lang),
        is_title=source.title is not None,
        year=source.year,
        publisher=source.publisher,
        url=source.url,
        note=source.note.in_(lang) if source.note and source.title is not None else None,
        is_primary=source.status == "primary",
    )


def about_page(edition: Edition, approval: ApprovalRecord | None, lang: str) -> AboutPage:
    """The front page of an edition in one language."""
    return AboutPage(
        title=edition.title.in_(lang),
        front=edition.front.in_(lang),
        key=edition.key,
        fingerprint=edition.hash[:12],
        is_approved=edition.is_approved,
        approval=approval,
        modules=tuple(
            ModuleLine(
                order=module.order,
                title=module.title.in_(lang),
                summary=module.summary.in_(lang),
                hours=module.hours,
                decimals=0 if module.hours == int(module.hours) else 1,
                lessons=len(module.lessons),
            )
            for module in edition.modules
        ),
        hours=sum(module.hours for module in edition.modules),
        statements=tuple(statement_card(edition, one, lang, None) for one in edition.law.values()),
        sources=tuple(
            _source_line(source, lang)
            for source in sorted(edition.sources.values(), key=lambda one: one.short.lower())
        ),
    )
