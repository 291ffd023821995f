"""Sheets that were filled in elsewhere and come from a file: kept beside the platform's own attempts, counted alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from hrtraining.assessment.domain import MISSING, Phase
from hrtraining.assessment.models import Administration, Attempt
from hrtraining.assessment.services.giving import administration_of

AT_ONCE = 500
"""How many rows one statement carries."""


@dataclass(frozen=True, slots=True)
class TypedSheet:
    """A submitted sheet under a pseudonym; `codes` has one stored character an item, in item order."""

    id: UUID
    pseudonym: UUID
    administration_id: int
    take: int
    codes: str
    language: str
    channel: str
    form: str
    participant_group: str | None
    rank_band: str | None
    sex: str | None
    submitted_at: datetime


def administration_for_typed(
    session: Session,
    *,
    workshop_id: int,
    phase: Phase,
    edition_id: int,
    instrument_key: str,
    instrument_version: str,
    item_count: int,
    opened_at: datetime,
) -> int:
    """The administration of a workshop held outside the platform, made when its first sheet comes; gives its id."""
    row = administration_of(
        session,
        workshop_id=workshop_id,
        phase=phase,
        edition_id=edition_id,
        instrument_key=instrument_key,
        instrument_version=instrument_version,
        item_count=item_count,
    )
    if row.opened_at is None:
        row.opened_at = opened_at
    session.flush()
    return row.id


def keep_typed(session: Session, *, academy_id: int, workshop_id: int, sheets: Iterable[TypedSheet]) -> None:
    """Keep sheets as submitted attempts, in the random order of their keys and not in that of the file."""
    ordered = iter(sorted(sheets, key=lambda sheet: sheet.id))
    while part := list(islice(ordered, AT_ONCE)):
        session.execute(
            insert(Attempt),
            [
                {
                    "id": sheet.id,
                    "pseudonym": sheet.pseudonym,
                    "administration_id": sheet.administration_id,
                    "academy_id": academy_id,
                    "workshop_id": workshop_id,
                    "codes": sheet.codes,
                    "sequences": ",".join("0" if code == MISSING else "1" for code in sheet.codes),
                    "language": sheet.language,
                    "channel": sheet.channel,
                    "form": sheet.form,
                    "participant_group": sheet.participant_group,
                    "rank_band": sheet.rank_band,
                    "sex": sheet.sex,
                    "started_at": sheet.submitted_at,
                    "submitted_at": sheet.submitted_at,
                    "is_late": False,
                    "help_opened": False,
                    "take": sheet.take,
                }
                for sheet in part
            ],
        )


def remove_typed(session: Session, *, attempt_ids: Sequence[UUID]) -> None:
    """Take sheets out again."""
    for first in range(0, len(attempt_ids), AT_ONCE):
        session.execute(delete(Attempt).where(Attempt.id.in_(attempt_ids[first : first + AT_ONCE])))


def settle_typed(session: Session, *, workshop_id: int, closed_at: datetime | None) -> None:
    """Bring the administrations of a workshop held outside in line with its sheets.

    Each was opened when its first sheet was filled in; without sheets there is none.
    """
    firsts = dict(
        session.execute(
            select(Attempt.administration_id, func.min(Attempt.submitted_at))
            .join(Administration, Administration.id == Attempt.administration_id)
            .where(Administration.workshop_id == workshop_id)
            .group_by(Attempt.administration_id)
        ).all()
    )
    for row in session.execute(
        select(Administration).where(Administration.workshop_id == workshop_id)
    ).scalars():
        if row.id in firsts:
            row.opened_at, row.closed_at = firsts[row.id], closed_at
        else:
            session.delete(row)
    session.flush()
