"""Takes a file in, whole or not at all: workshops, people under pseudonyms, sheets, and what is set aside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from hrtraining.assessment import services as assessment_services
from hrtraining.assessment.domain import Phase
from hrtraining.assessment.services import TypedSheet
from hrtraining.core import audit
from hrtraining.core.clock import local_date
from hrtraining.exchange.domain import Digests, Row
from hrtraining.exchange.models import Import, ImportedPerson, ImportedSheet, ImportedWorkshop, SetAside
from hrtraining.exchange.services.planning import Group, Place, Plan, make_plan
from hrtraining.exchange.services.reading import Parsed, Version
from hrtraining.exchange.services.settling import settle
from hrtraining.workshops import services as workshop_services

AT_ONCE = 1_000
"""Rows that one statement carries."""


def import_answers(
    session: Session, *, parsed: Parsed, secret: str, close: bool, actor_id: int | None, now: datetime
) -> tuple[Plan, int | None]:
    """Do what the dry run says; gives the plan and the number of the import.

    A file with faults, or in which nothing is new, changes nothing and gets no number.
    """
    plan = make_plan(session, parsed=parsed, secret=secret, close=close, reader=actor_id)
    if plan.faults or plan.version is None or plan.changes_nothing:
        return plan, None
    row = Import(
        imported_at=now,
        imported_by=actor_id,
        instrument_version=plan.version.instrument.version,
        counts={
            "rows": plan.read,
            "new": plan.new,
            "known": plan.known,
            "replays": plan.replays,
            "set_aside": sum(len(group.set_aside) for group in plan.groups),
            "workshops": sum(bool(group.new or group.set_aside) for group in plan.groups),
        },
        workshops=[],
    )
    session.add(row)
    session.flush()
    row.workshops = [
        _take_in(session, group=group, version=plan.version, import_id=row.id, secret=secret, now=now)
        for group in plan.groups
        if group.new or group.set_aside
    ]
    audit.record(
        session,
        actor_id=actor_id,
        action="exchange.import_answers",
        subject=f"import:{row.id}",
        now=now,
        detail=dict(row.counts),
    )
    return plan, row.id


def _take_in(
    session: Session, *, group: Group, version: Version, import_id: int, secret: str, now: datetime
) -> int:
    target = group.target
    workshop_id = target.workshop_id or workshop_services.record_outside_workshop(
        session,
        academy_id=target.academy.id,
        code=target.code,
        edition_id=version.edition_id,
        day=local_date(min(sheet.row.moment for sheet in group.new)),
        now=now,
    )
    if session.get(ImportedWorkshop, workshop_id) is None:
        session.add(
            ImportedWorkshop(
                workshop_id=workshop_id,
                academy_id=target.academy.id,
                code=target.code,
                salt=target.salt,
                key_check=Digests.of(secret, target.salt).check,
            )
        )
        session.flush()
    people = _people(session, group=group, workshop_id=workshop_id, import_id=import_id)
    administrations = {
        phase: assessment_services.administration_for_typed(
            session,
            workshop_id=workshop_id,
            phase=phase,
            edition_id=version.edition_id,
            instrument_key=version.instrument.key,
            instrument_version=version.instrument.version,
            item_count=len(version.instrument.items),
            opened_at=min(sheet.row.moment for sheet in group.new if sheet.row.phase is phase),
        )
        for phase in {sheet.row.phase for sheet in group.new}
    }
    kept = [_sheet(sheet.row, people[sheet.learner], administrations, sheet.take) for sheet in group.new]
    assessment_services.keep_typed(
        session, academy_id=target.academy.id, workshop_id=workshop_id, sheets=kept
    )
    _insert(
        session,
        ImportedSheet.__table__,
        (
            {
                "workshop_id": workshop_id,
                "digest": sheet.uid,
                "attempt_id": attempt.id,
                "import_id": import_id,
            }
            for sheet, attempt in zip(group.new, kept, strict=True)
        ),
    )
    _insert(
        session,
        SetAside.__table__,
        {
            (row.uid, row.codes): {
                "workshop_id": workshop_id,
                "uid": row.uid,
                "codes": row.codes,
                "row_number": row.number,
                "import_id": import_id,
            }
            for row in group.set_aside
        }.values(),
    )
    if target.place is not Place.PLATFORM:
        settle(session, workshop_id=workshop_id, closed_at=now if group.closes else None)
    return workshop_id


def _people(session: Session, *, group: Group, workshop_id: int, import_id: int) -> dict[str, UUID]:
    """The pseudonym of everybody in a group by the digest of their code; who is new gets a random one."""
    people = dict(group.people)
    fresh = {sheet.learner: uuid4() for sheet in group.new if sheet.learner not in people}
    _insert(
        session,
        ImportedPerson.__table__,
        (
            {"workshop_id": workshop_id, "digest": digest, "pseudonym": pseudonym, "import_id": import_id}
            for digest, pseudonym in sorted(fresh.items())
        ),
    )
    return people | fresh


def _sheet(row: Row, pseudonym: UUID, administrations: dict[Phase, int], take: int) -> TypedSheet:
    return TypedSheet(
        id=uuid4(),
        pseudonym=pseudonym,
        administration_id=administrations[row.phase],
        take=take,
        codes=row.codes,
        language=row.lang,
        channel=row.channel,
        form=row.form,
        participant_group=row.participant_group,
        rank_band=row.rank_band,
        sex=row.sex,
        submitted_at=row.moment,
    )


def _insert(session: Session, table: Any, values: Iterable[dict[str, object]]) -> None:
    part: list[dict[str, object]] = []
    for value in values:
        part.append(value)
        if len(part) == AT_ONCE:
            session.execute(insert(table), part)
            part = []
    if part:
        session.execute(insert(table), part)
