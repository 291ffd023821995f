"""Freezing an edition, recording its approval, recording what the legal reviewer says of a statement."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.content import queries
from hrtraining.content.domain import LAW_STATUSES, STATUS_VERIFIED, Edition, Module
from hrtraining.content.freezing import SignOff, body_of, text_hash, with_sign_offs
from hrtraining.content.models import Approval, EditionRow, LawReview
from hrtraining.content.reading import read_course
from hrtraining.content.rendering import RENDERING
from hrtraining.content.workbench import files_hash
from hrtraining.core import audit
from hrtraining.core.clock import local_date
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.settings import Settings

_BODIES: dict[tuple[str, int], str] = {}
"""Bodies made in this process by content hash and rendering; one takes seconds, for the line breaks."""


class BrokenCourse(DomainError):
    """The files of the course have faults, so no edition can be frozen from them."""

    status = 422


def freeze_edition(session: Session, *, root: Path, now: datetime, actor_id: int | None = None) -> int:
    """Freeze the course under `root` and make it the current edition; the same content is the same row.

    Sign-offs of law statements that still fit their wording are taken in (RULES.md 3).

    Returns:
        The id of the edition's row.

    Raises:
        BrokenCourse: the files have faults; the sentence names the first and how many there are.
    """
    sign_offs = queries.law_sign_offs(session)
    files_hash = _files_hash(root, sign_offs)
    newest = session.execute(
        select(EditionRow.id, EditionRow.files_hash).order_by(EditionRow.current_since.desc()).limit(1)
    ).one_or_none()
    if newest is not None and newest.files_hash == files_hash:
        return int(newest.id)
    course, faults = read_course(root)
    stopping = [one for one in faults if not one.is_advice]
    if course is None or stopping:
        first = stopping[0]
        raise BrokenCourse(
            _l("The course has %(count)s faults and was not frozen. First: %(file)s %(place)s: %(sentence)s"),
            count=len(stopping),
            file=first.file,
            place=first.place,
            sentence=f"{first.km} / {first.en}",
        )
    course = with_sign_offs(course, sign_offs)
    content_hash = course.hash()
    row = session.execute(select(EditionRow).where(EditionRow.hash == content_hash)).scalar_one_or_none()
    if row is None or row.rendering != RENDERING:
        made = (content_hash, RENDERING)
        if made not in _BODIES:
            _BODIES[made] = json.dumps(body_of(course), ensure_ascii=False)
        body = _BODIES[made]
        if row is None:
            row = EditionRow(key=course.edition["key"], hash=content_hash, created_at=now)
            session.add(row)
        row.rendering, row.body = RENDERING, body
    row.files_hash = files_hash
    if newest is None or row.id != newest.id:
        row.current_since = now
        session.flush()
        audit.record(
            session,
            actor_id=actor_id,
            action="content.freeze_edition",
            subject=f"edition:{row.id}",
            now=now,
            detail={"key": row.key, "hash": content_hash},
        )
    session.flush()
    queries.forget(session)
    return row.id


def _files_hash(root: Path, sign_offs: list[SignOff]) -> str:
    """One hash over the files under `root`, the sign-offs of law statements and the state of the renderer."""
    return hashlib.sha256(f"{RENDERING}|{sign_offs!r}|{files_hash(root)}".encode()).hexdigest()


def signed_law(session: Session, *, root: Path) -> list[dict[str, Any]]:
    """The records of `law.yaml` with the sign-offs taken in, to be written back to the file (RULES.md 3).

    A freeze from the written file makes the same edition as a freeze that takes the sign-offs in.

    Raises:
        BrokenCourse: the course cannot be read.
    """
    course, faults = read_course(root)
    if course is None:
        raise BrokenCourse(_l("The course cannot be read: %(sentence)s"), sentence=faults[0].en)
    return with_sign_offs(course, queries.law_sign_offs(session)).law


def record_approval(
    session: Session,
    *,
    edition_id: int,
    approved_by: str,
    approved_on: date,
    document: str,
    actor_id: int,
    now: datetime,
) -> None:
    """Record that the Secretariat approved an edition: who, when, on what document (RULES.md 1).

    Raises:
        NotFound: there is no such edition.
        Conflict: the edition is approved already.
    """
    if session.get(EditionRow, edition_id) is None:
        raise NotFound(_l("There is no such edition."))
    if queries.approval_of(session, edition_id) is not None:
        raise Conflict(_l("This edition is approved already."))
    if approved_on > local_date(now):
        raise DomainError(_l("The day of the approval lies in the future."))
    session.add(
        Approval(
            edition_id=edition_id,
            approved_by=approved_by,
            approved_on=approved_on,
            document=document,
            recorded_by=actor_id,
            recorded_at=now,
        )
    )
    audit.record(
        session,
        actor_id=actor_id,
        action="content.record_approval",
        subject=f"edition:{edition_id}",
        now=now,
        detail={"approved_by": approved_by, "approved_on": approved_on.isoformat(), "document": document},
    )
    queries.forget(session)


def record_law_review(
    session: Session,
    *,
    edition_id: int,
    statement_id: str,
    seen_hash: str,
    status: str,
    reviewer_name: str,
    actor_id: int,
    now: datetime,
    note: str = "",
    text_km: str | None = None,
    text_en: str | None = None,
) -> None:
    """Record what a legal reviewer says of one statement of a frozen edition; the next freeze takes it in.

    `seen_hash` is the hash of the wording that was on the page; a better wording comes in both languages.

    Raises:
        NotFound: the edition has no such statement.
        Conflict: the wording changed since the page was opened.
        DomainError: the status is unknown, only one language was given, or a doubt came without a note.
    """
    statement = queries.edition_by_id(session, edition_id).law.get(statement_id)
    if statement is None:
        raise NotFound(_l("There is no such statement about the law."))
    if statement.text_hash != seen_hash:
        raise Conflict(
            _l("The wording of this statement changed. Open the page again and read it once more.")
        )
    if status not in LAW_STATUSES:
        raise DomainError(_l("Choose one of the statuses."))
    if (text_km is None) != (text_en is None):
        raise DomainError(_l("Give the better wording in Khmer and in English."))
    if status != STATUS_VERIFIED and not note.strip():
        raise DomainError(_l("Write a note that says what is not yet certain."))
    session.add(
        LawReview(
            edition_id=edition_id,
            statement_id=statement_id,
            text_hash=statement.text_hash,
            status=status,
            text_km=text_km,
            text_en=text_en,
            reviewer_name=reviewer_name,
            note=note,
            recorded_by=actor_id,
            recorded_at=now,
        )
    )
    audit.record(
        session,
        actor_id=actor_id,
        action="content.record_law_review",
        subject=f"law:{statement_id}",
        now=now,
        detail={
            "edition": edition_id,
            "status": status,
            "text_hash": text_hash(text_km, text_en) if text_km and text_en else statement.text_hash,
            "has_new_wording": text_km is not None,
        },
    )


def handout_pdf(settings: Settings, edition: Edition, module: Module, *, lang: str) -> bytes:
    """The page of a module to keep as PDF, made once an edition and kept in the instance folder.

    Raises:
        NotFound: the module has no such page.
    """
    from hrtraining.content.book import papers, sheets

    return papers.sheet(settings, edition, module, sheets.HANDOUT, lang)
