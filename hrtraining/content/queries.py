"""Reading frozen editions, each parsed once a process, and the sign-offs of the legal reviewer."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Row, bindparam, exists, select
from sqlalchemy.orm import Session

from hrtraining.content import terms
from hrtraining.content.cards import law_cards
from hrtraining.content.domain import Edition
from hrtraining.content.domain.frozen import edition_of
from hrtraining.content.freezing import SignOff
from hrtraining.content.models import Approval, EditionRow, LawReview
from hrtraining.core import clock
from hrtraining.core.errors import NotFound
from hrtraining.core.i18n import lazy_gettext as _l

_PARSED: dict[tuple[str, int], tuple[Edition, Edition]] = {}
"""Editions by content hash and rendering: not approved, approved. They never change."""

_MEMORY = "content_editions"
"""Where a session remembers, for one transaction, which rows it has asked for: one request asks once."""


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition in a list."""

    id: int
    key: str
    hash: str
    created_at: datetime
    current_since: datetime
    is_approved: bool


@dataclass(frozen=True, slots=True)
class ApprovalRecord:
    """Who approved an edition, when and on what document."""

    edition_id: int
    approved_by: str
    approved_on: date
    document: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """One sign-off of one law statement."""

    id: int
    edition_id: int
    statement_id: str
    text_hash: str
    status: str
    text_km: str | None
    text_en: str | None
    reviewer_name: str
    note: str
    recorded_at: datetime


_CURRENT_ID = select(EditionRow.id).order_by(EditionRow.current_since.desc(), EditionRow.id.desc()).limit(1)
_EDITION = select(  # built once and asked past the ORM: every page asks it
    EditionRow.id,
    EditionRow.hash,
    EditionRow.rendering,
    exists().where(Approval.edition_id == EditionRow.id).label("is_approved"),
    (EditionRow.id == _CURRENT_ID.scalar_subquery()).label("is_current"),
)
_BY_ID = _EDITION.where(EditionRow.id == bindparam("edition_id"))
_CURRENT = _EDITION.where(EditionRow.id == _CURRENT_ID.scalar_subquery())


EDITION_OF = _EDITION.subquery("edition_of")
"""For a statement of another capability that names an edition: joined to it, the edition is read without one more."""
EDITION_COLUMNS = (
    EDITION_OF.c.id.label("edition_id"),
    EDITION_OF.c.hash.label("edition_hash"),
    EDITION_OF.c.rendering.label("edition_rendering"),
    EDITION_OF.c.is_approved.label("edition_is_approved"),
)
"""What such a statement selects for `edition_in`."""


def forget(session: Session) -> None:
    """Let the session ask again; called by the services that change what an edition is."""
    session.info.pop(_MEMORY, None)


def _remembered(session: Session, key: int | None) -> Row[int, str, int, bool, bool] | None:
    """The row of an edition, of the current one when the key is None."""
    transaction, memory = session.info.get(_MEMORY, (None, {}))
    if transaction is None or transaction is not session.get_transaction():
        memory = {}
    if key not in memory:
        query = _CURRENT if key is None else _BY_ID
        memory[key] = row = session.connection().execute(query, {"edition_id": key}).first()
        if row is not None:
            memory[row.id] = row
            if row.is_current:
                memory[None] = row
        session.info[_MEMORY] = (session.get_transaction(), memory)
    return cast("Row[int, str, int, bool, bool] | None", memory[key])


def edition_in(session: Session, row: Row[*tuple[Any, ...]]) -> Edition:
    """The edition of a row that holds `EDITION_COLUMNS`."""
    return _parsed(
        session, row.edition_id, row.edition_hash, row.edition_rendering, bool(row.edition_is_approved)
    )


def _parsed(
    session: Session, edition_id: int, content_hash: str, rendering: int, is_approved: bool
) -> Edition:
    parsed = _PARSED.get((content_hash, rendering))
    if parsed is None:
        body = session.execute(select(EditionRow.body).where(EditionRow.id == edition_id)).scalar_one()
        draft = edition_of(
            json.loads(body), edition_id=edition_id, content_hash=content_hash, is_approved=False
        )
        parsed = _PARSED[content_hash, rendering] = (draft, replace(draft, is_approved=True))
    edition = parsed[is_approved]
    return edition if edition.id == edition_id else replace(edition, id=edition_id)


def _edition(session: Session, row: Row[int, str, int, bool, bool]) -> Edition:
    return _parsed(session, row.id, row.hash, row.rendering, bool(row.is_approved))


def current_edition(session: Session) -> Edition:
    """The edition that was frozen last.

    Raises:
        NotFound: nothing was frozen yet.
    """
    row = _remembered(session, None)
    if row is None:
        raise NotFound(_l("The course is not ready yet: no edition was frozen."))
    return _edition(session, row)


def edition_by_id(session: Session, edition_id: int) -> Edition:
    """An edition by its row.

    Raises:
        NotFound: there is no such edition.
    """
    row = _remembered(session, edition_id)
    if row is None:
        raise NotFound(_l("There is no such edition."))
    return _edition(session, row)


def law_html(edition: Edition, statement_ids: tuple[str, ...], lang: str) -> str:
    """The cards of law statements with their marks, safe to print as they are."""
    return law_cards(edition, statement_ids, lang)


def with_terms(edition: Edition, html: str, lang: str) -> str:
    """The HTML of one section, the first mention of each explained term linked to the glossary page."""
    return terms.with_terms(edition, html, lang)


def current_is_approved(session: Session) -> bool:
    """Whether the edition that was frozen last is approved; without an edition, no."""
    row = _remembered(session, None)
    return bool(row is not None and row.is_approved)


def is_approved(session: Session, edition_id: int) -> bool:
    """Whether an edition is approved.

    Raises:
        NotFound: there is no such edition.
    """
    return edition_by_id(session, edition_id).is_approved


def editions(session: Session) -> list[EditionLine]:
    """Every edition, the current one first."""
    approved = exists().where(Approval.edition_id == EditionRow.id)
    rows = session.execute(
        select(
            EditionRow.id,
            EditionRow.key,
            EditionRow.hash,
            EditionRow.created_at,
            EditionRow.current_since,
            approved.label("is_approved"),
        ).order_by(EditionRow.current_since.desc(), EditionRow.id.desc())
    )
    return [
        EditionLine(row.id, row.key, row.hash, row.created_at, row.current_since, row.is_approved)
        for row in rows
    ]


def approval_of(session: Session, edition_id: int) -> ApprovalRecord | None:
    """The approval of an edition, or None."""
    row = session.execute(select(Approval).where(Approval.edition_id == edition_id)).scalar_one_or_none()
    if row is None:
        return None
    return ApprovalRecord(row.edition_id, row.approved_by, row.approved_on, row.document, row.recorded_at)


def reviews_of(session: Session, statement_id: str) -> list[Review]:
    """Every sign-off of one statement, the newest first; none is ever changed or removed."""
    rows = session.execute(
        select(LawReview).where(LawReview.statement_id == statement_id).order_by(LawReview.id.desc())
    ).scalars()
    return [_review(row) for row in rows]


def latest_reviews(session: Session) -> dict[str, Review]:
    """The newest sign-off of each statement."""
    rows = session.execute(select(LawReview).order_by(LawReview.id)).scalars()
    return {row.statement_id: _review(row) for row in rows}


def law_sign_offs(session: Session) -> list[SignOff]:
    """The newest sign-off of each statement as the next freeze takes it in."""
    return [
        SignOff(
            statement_id=review.statement_id,
            text_hash=review.text_hash,
            status=review.status,
            text_km=review.text_km,
            text_en=review.text_en,
            reviewer=review.reviewer_name,
            reviewed_on=clock.local_date(review.recorded_at).isoformat(),
        )
        for review in latest_reviews(session).values()
    ]


def _review(row: LawReview) -> Review:
    return Review(
        id=row.id,
        edition_id=row.edition_id,
        statement_id=row.statement_id,
        text_hash=row.text_hash,
        status=row.status,
        text_km=row.text_km,
        text_en=row.text_en,
        reviewer_name=row.reviewer_name,
        note=row.note,
        recorded_at=row.recorded_at,
    )
