"""Freezes and reads doubled workshops: the same people at enrolment, before and after, apart from the pairs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import MISSING, Phase, stored_character
from hrtraining.assessment.queries import AttemptRow
from hrtraining.reporting import queries
from hrtraining.reporting.domain import frozen_double
from hrtraining.reporting.domain.double_release import DoubledPerson, DoubledWorkshop
from hrtraining.reporting.domain.fingerprints import hash_of
from hrtraining.reporting.domain.followup_release import score_of
from hrtraining.reporting.models import FrozenDouble, FrozenWorkshop
from hrtraining.reporting.queries import Version


def freeze_double(
    session: Session, *, workshop_id: int, attempts: Sequence[AttemptRow], learners: Collection[str]
) -> None:
    """Keep the three sheets of the people who are counted as pairs of a closed doubled workshop."""
    triples = frozen_double.triples_of(attempts, learners)
    body = frozen_double.written(triples)
    flow = {"submitted": 0, "late": 0, "unfinished": 0}
    for one in assessment_queries.flow_counts(session, workshop_ids=[workshop_id]):
        if one.phase is Phase.PRE0:
            flow = {"submitted": one.submitted, "late": one.late, "unfinished": one.unfinished}
    session.add(
        FrozenDouble(
            workshop_id=workshop_id, people=len(triples), flow=flow, body=body, body_hash=hash_of(body)
        )
    )


def doubled_workshops(session: Session, version: Version) -> list[DoubledWorkshop]:
    """The published doubled workshops of an instrument version with the scores of their people."""
    rows = session.execute(
        select(FrozenDouble, FrozenWorkshop.period_id)
        .join(FrozenWorkshop, FrozenWorkshop.workshop_id == FrozenDouble.workshop_id)
        .where(
            *queries.published_by(version.period),
            FrozenWorkshop.instrument_version == version.version,
            FrozenDouble.people > 0,
        )
        .order_by(FrozenDouble.workshop_id)
    ).all()
    if not rows:
        return []
    key = queries.key_of(session, edition_id=version.edition_id, instrument_key=version.key)
    favourable = tuple(frozenset(stored_character(code) for code in item.favourable) for item in key.items)
    return [
        DoubledWorkshop(
            row.workshop_id,
            period,
            tuple(
                DoubledPerson(*(score_of(codes, favourable, MISSING, key.missing_allowed) for codes in three))
                for three in frozen_double.read(row.body, row.body_hash)
            ),
        )
        for row, period in rows
        if period is not None
    ]
