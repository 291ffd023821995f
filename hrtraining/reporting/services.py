"""Freezes closed workshops and publishes them in disjoint periods (CONVENTIONS.md 16 and 20)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import COURSE, Phase
from hrtraining.assessment.queries import AdministrationRow
from hrtraining.content import queries as content_queries
from hrtraining.core import audit
from hrtraining.core.errors import Conflict
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.evaluation import services as evaluation_services
from hrtraining.followup import services as followup_services
from hrtraining.reporting import queries, releases
from hrtraining.reporting.designs.doubled import freeze_double
from hrtraining.reporting.domain.fingerprints import hash_of
from hrtraining.reporting.models import CountedLearner, FrozenWorkshop, Period
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import WorkshopRow

if TYPE_CHECKING:
    from hrtraining.reporting.domain.frozen import FrozenPairs


def freeze_closed(session: Session, *, now: datetime) -> int:
    """Freeze every workshop that was closed since the last time, in the order of closing; gives how many."""
    from hrtraining.reporting.domain import frozen

    new = queries.closed_since(session)
    if not new:
        return 0
    ids = [row.id for row in new]
    evaluation_services.count_closed(session, ids)
    flows = _flows(session, new)
    administrations = assessment_queries.administrations_of(session, ids)
    counted = {pseudonym.hex for pseudonym in session.execute(select(CountedLearner.pseudonym)).scalars()}
    for row in new:
        given = [administrations.get((row.id, phase)) for phase in COURSE]
        first = next((one for one in given if one is not None), None)
        if first is None:
            # kept so that it is looked at once; it is in no figure
            session.add(_frozen(row, None, frozen.pair_up([], [])[0], flows[row.id], now))
            continue
        attempts = list(
            assessment_queries.counted_attempts(
                session,
                workshop_ids=[row.id],
                instrument_version=first.instrument_version,
                academy_keys={row.academy_id: str(row.academy_id)},
                workshop_keys={row.id: str(row.id)},
            )
        )
        pairs, learners, speed = frozen.pair_up(attempts, counted)
        counted.update(learners)
        session.add(_frozen(row, first, pairs, {**flows[row.id], **speed}, now))
        session.flush()
        session.add_all(
            CountedLearner(pseudonym=UUID(hex=learner), workshop_id=row.id) for learner in learners
        )
        if row.is_doubled:
            freeze_double(session, workshop_id=row.id, attempts=attempts, learners=learners)
    session.flush()
    return len(new)


def thaw(session: Session, *, workshop_id: int) -> None:
    """Forget what was frozen of a workshop that is in no period yet, because its sheets are taken back.

    Raises:
        Conflict: its figures were published, and a closed period never changes.
    """
    row = session.get(FrozenWorkshop, workshop_id)
    if row is None:
        return
    if row.period_id is not None:
        raise Conflict(_l("The figures of this workshop were published. A closed period never changes."))
    session.execute(delete(CountedLearner).where(CountedLearner.workshop_id == workshop_id))
    session.delete(row)
    session.flush()


def _frozen(
    row: WorkshopRow, test: AdministrationRow | None, pairs: FrozenPairs, flow: dict[str, int], now: datetime
) -> FrozenWorkshop:
    """What is kept of a closed workshop; without a test it has no instrument."""
    from hrtraining.reporting.domain.frozen import written

    body = written(pairs)
    return FrozenWorkshop(
        workshop_id=row.id,
        academy_id=row.academy_id,
        edition_id=test.edition_id if test else row.edition_id,
        instrument_key=test.instrument_key if test else "",
        instrument_version=test.instrument_version if test else "",
        closed_at=_closed(row),
        frozen_at=now,
        pairs=len(pairs),
        flow={**flow, "pairs": len(pairs)},
        body=body,
        body_hash=hash_of(body),
    )


def _closed(row: WorkshopRow) -> datetime:
    if row.closed_at is None:
        raise ValueError("only a closed workshop can be frozen")
    return row.closed_at


def _flows(session: Session, new: list[WorkshopRow]) -> dict[int, dict[str, int]]:
    """How many people of each closed workshop came through each step, and how the course was given (`delivery`)."""
    from hrtraining.reporting.domain import delivery

    ids = [row.id for row in new]
    sizes = workshop_queries.roster_sizes(session, ids)
    attended = workshop_queries.attended_counts(session, ids)
    excused = workshop_queries.excused_counts(session, ids)
    flows = {
        workshop_id: {
            "registered": sizes.get(workshop_id, 0),
            "excused": excused.get(workshop_id, 0),
            "pre": 0,
            "post": 0,
            "late": 0,
            "unfinished": 0,
        }
        for workshop_id in ids
    }
    for row in new:
        if not row.is_outside:
            flows[row.id] |= delivery.counted(
                registered=sizes.get(row.id, 0),
                half_days=len(row.half_days),
                attended=attended.get(row.id, 0),
                planned=len(row.modules),
                modules=len(content_queries.edition_by_id(session, row.edition_id).modules),
            )
    for found in assessment_queries.flow_counts(session, workshop_ids=ids):
        if found.phase not in COURSE:
            continue
        flow = flows[found.workshop_id]
        flow["pre" if found.phase is Phase.PRE else "post"] += found.submitted
        flow["late"] += found.late
        flow["unfinished"] += found.unfinished
    return flows


def bring_up_to_date(session: Session, *, now: datetime) -> None:
    """Freeze what was closed, publish what is due and end what is over, as every report does before it is read."""
    freeze_closed(session, now=now)
    if not publish_due(session, now=now):
        releases.keep_verdicts(session)
    followup_services.bring_up_to_date(session, now=now)


def publish_due(session: Session, *, now: datetime) -> bool:
    """Publish what waits when that hides no academy, or when the quarter in which it was closed is over.

    Waiting keeps a small group from being hidden for good: what is hidden in a period stays hidden.
    """
    ready = queries.next_period(session, now=now)
    if not ready:
        return False
    _close_period(session, ready, actor_id=None, now=now)
    return True


def publish_now(session: Session, *, actor_id: int | None, now: datetime) -> None:
    """Publish what waits ahead of time; groups that must be hidden in this period stay hidden for good.

    Raises:
        Conflict: fewer than ten pairs wait, so that nothing could be shown.
    """
    freeze_closed(session, now=now)
    groups = queries.waiting_groups(session, queries.waiting(session))
    ready = next((found for one in groups if (found := queries.enough(one))), None)
    if ready is None:
        raise Conflict(
            _l("Too few people finished both tests since the last publication. Wait for more workshops.")
        )
    _close_period(session, ready, actor_id=actor_id, now=now)


def _close_period(session: Session, ready: list[int], *, actor_id: int | None, now: datetime) -> None:
    """Put workshops into a new period; versions with too few pairs go on waiting."""
    period = Period(closed_at=now, closed_by=actor_id)
    session.add(period)
    session.flush()
    session.execute(
        update(FrozenWorkshop).where(FrozenWorkshop.workshop_id.in_(ready)).values(period_id=period.id)
    )
    audit.record(
        session, actor_id=actor_id, action="reporting.close_period", subject=f"period:{period.id}", now=now,
        detail={"workshops": len(ready)},
    )  # fmt: skip
    releases.keep_verdicts(session)
