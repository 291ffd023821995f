"""Reading administrations, one's own sheet, who is how far, and the answers that count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from hrtraining.assessment.domain import (
    PAPER,
    SAME_FORM,
    AdministrationState,
    Participation,
    Phase,
    Sheet,
    is_very_fast,
    state_of,
)
from hrtraining.assessment.models import Administration, Attempt, Link, ParticipationRow


@dataclass(frozen=True, slots=True)
class AdministrationRow:
    """One giving of the test as other capabilities see it."""

    id: int
    workshop_id: int
    phase: Phase
    edition_id: int
    instrument_key: str
    instrument_version: str
    item_count: int
    opened_at: datetime | None
    closed_at: datetime | None

    @property
    def state(self) -> AdministrationState:
        """Planned, open or closed."""
        return state_of(self.opened_at, self.closed_at)


@dataclass(frozen=True, slots=True)
class OwnAttempt:
    """A learner's own attempt, for continuing it; never shown again after submission."""

    attempt_id: UUID
    administration_id: int
    phase: Phase
    edition_id: int
    instrument_key: str
    state: AdministrationState
    sheet: Sheet
    is_submitted: bool
    form: str = SAME_FORM
    """Which wording of the items the person answers."""


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One submitted attempt as the report reads it: no person in it."""

    uid: str
    learner: str
    academy: str
    workshop: str
    phase: str
    lang: str
    submitted_at: datetime
    codes: str
    sex: str | None
    rank_band: str | None
    participant_group: str | None
    channel: str
    form: str
    is_fast: bool | None
    """Whether it was filled in faster than one can read; None when unknown. The moments themselves stay here."""


@dataclass(frozen=True, slots=True)
class SamePerson:
    """The answers of one person before and after, and later when there are any; nothing says whose they are."""

    before: str
    after: str
    later: str | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A submitted attempt of one workshop, to know a sheet again that comes as a file a second time."""

    pseudonym: UUID
    phase: Phase
    submitted_at: datetime
    codes: str
    take: int


@dataclass(frozen=True, slots=True)
class FlowCount:
    """How many attempts of a workshop's phase are in each state that the flow shows."""

    workshop_id: int
    phase: Phase
    submitted: int
    late: int
    unfinished: int


# Built once and asked past the ORM, because every item of a test asks them.
_OWN_ATTEMPT = (
    select(
        Attempt.id,
        Attempt.codes,
        Attempt.sequences,
        Attempt.submitted_at,
        Attempt.form,
        Administration.phase,
        Administration.edition_id,
        Administration.instrument_key,
        Administration.opened_at,
        Administration.closed_at,
    )
    .join(Link, Link.pseudonym == Attempt.pseudonym)
    .join(Administration, Administration.id == Attempt.administration_id)
    .where(
        Link.account_id == bindparam("account_id"),
        Attempt.administration_id == bindparam("administration_id"),
    )
)


def _row(row: Administration) -> AdministrationRow:
    return AdministrationRow(
        id=row.id,
        workshop_id=row.workshop_id,
        phase=Phase(row.phase),
        edition_id=row.edition_id,
        instrument_key=row.instrument_key,
        instrument_version=row.instrument_version,
        item_count=row.item_count,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def administrations(session: Session, workshop_id: int) -> dict[Phase, AdministrationRow]:
    """The administrations of a workshop by phase; phases that were never opened are absent."""
    rows = session.execute(select(Administration).where(Administration.workshop_id == workshop_id)).scalars()
    return {Phase(row.phase): _row(row) for row in rows}


def administrations_of(
    session: Session, workshop_ids: Sequence[int]
) -> dict[tuple[int, Phase], AdministrationRow]:
    """The administrations of several workshops in one statement."""
    rows = session.execute(
        select(Administration).where(Administration.workshop_id.in_(workshop_ids))
    ).scalars()
    return {(row.workshop_id, Phase(row.phase)): _row(row) for row in rows}


def own_attempt(session: Session, *, account_id: int, administration_id: int) -> OwnAttempt | None:
    """The attempt a person may continue, or None when there is none or its link was destroyed."""
    asked = {"account_id": account_id, "administration_id": administration_id}
    row = session.connection().execute(_OWN_ATTEMPT, asked).one_or_none()
    if row is None:
        return None
    return OwnAttempt(
        attempt_id=row.id,
        administration_id=administration_id,
        phase=Phase(row.phase),
        edition_id=row.edition_id,
        instrument_key=row.instrument_key,
        state=state_of(row.opened_at, row.closed_at),
        sheet=Sheet.stored(row.codes, row.sequences),
        is_submitted=row.submitted_at is not None,
        form=row.form,
    )


def participation(
    session: Session, administration_ids: Sequence[int]
) -> dict[tuple[int, int], Participation]:
    """How far each person is, by administration and account; people who never started are absent."""
    if not administration_ids:
        return {}
    rows = session.execute(
        select(ParticipationRow.administration_id, ParticipationRow.account_id, ParticipationRow.state).where(
            ParticipationRow.administration_id.in_(list(administration_ids))
        )
    )
    return {(row.administration_id, row.account_id): Participation(row.state) for row in rows}


def on_paper(session: Session, administration_ids: Sequence[int]) -> dict[int, int]:
    """How many sheets on paper came from files, by test; they carry no account, so no list of names knows them."""
    rows = session.execute(
        select(Attempt.administration_id, func.count())
        .where(Attempt.administration_id.in_(administration_ids), Attempt.channel == PAPER)
        .group_by(Attempt.administration_id)
    )
    return {row[0]: row[1] for row in rows}


def has_submitted_pre(
    *, account_id: ColumnElement[int], workshop_id: ColumnElement[int]
) -> ColumnElement[bool]:
    """An expression, for other queries: whether a person has sent the pre-test of a workshop, late or not."""
    return (
        select(ParticipationRow.account_id)
        .join(Administration, Administration.id == ParticipationRow.administration_id)
        .where(
            ParticipationRow.account_id == account_id,
            ParticipationRow.state != Participation.STARTED.value,
            Administration.workshop_id == workshop_id,
            Administration.phase == Phase.PRE.value,
        )
        .exists()
    )


def open_attempt_of(session: Session, account_id: int) -> int | None:
    """The administration in which a person has an attempt that is open and not submitted, or None."""
    return session.execute(
        select(ParticipationRow.administration_id)
        .join(Administration, Administration.id == ParticipationRow.administration_id)
        .where(
            ParticipationRow.account_id == account_id,
            ParticipationRow.state == Participation.STARTED.value,
            Administration.closed_at.is_(None),
        )
        .limit(1)
    ).scalar()


def counted_attempts(
    session: Session,
    *,
    workshop_ids: Sequence[int],
    instrument_version: str,
    academy_keys: dict[int, str],
    workshop_keys: dict[int, str],
) -> Iterator[AttemptRow]:
    """The submitted, not late attempts of workshops, in the random order of their keys.

    The caller gives closed workshops only (CONVENTIONS.md 20) and the keys to print for academies and workshops.
    """
    rows = session.execute(
        select(
            Attempt.id,
            Attempt.pseudonym,
            Attempt.academy_id,
            Attempt.workshop_id,
            Administration.phase,
            Attempt.language,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.codes,
            Attempt.sex,
            Attempt.rank_band,
            Attempt.participant_group,
            Attempt.channel,
            Attempt.form,
        )
        .join(Administration, Administration.id == Attempt.administration_id)
        .where(
            Attempt.workshop_id.in_(list(workshop_ids)),
            Administration.instrument_version == instrument_version,
            Attempt.submitted_at.is_not(None),
            Attempt.is_late.is_(False),
        )
        .order_by(Attempt.id)
    )
    for row in rows:
        yield AttemptRow(
            uid=row.id.hex,
            learner=row.pseudonym.hex,
            academy=academy_keys[row.academy_id],
            workshop=workshop_keys[row.workshop_id],
            phase=row.phase,
            lang=row.language,
            submitted_at=row.submitted_at,
            codes=row.codes,
            sex=row.sex,
            rank_band=row.rank_band,
            participant_group=row.participant_group,
            channel=row.channel,
            form=row.form,
            is_fast=is_very_fast(row.started_at, row.submitted_at, row.codes),
        )


def has_link(session: Session, account_id: int) -> bool:
    """Whether a person's answers of different days can still be joined: the link was not destroyed."""
    return session.execute(select(Link.account_id).where(Link.account_id == account_id)).scalar() is not None


def linked_among(session: Session, account_ids: Sequence[int]) -> set[int]:
    """The people of a list whose links were not destroyed."""
    return set(
        session.execute(select(Link.account_id).where(Link.account_id.in_(list(account_ids)))).scalars()
    )


def same_people(
    session: Session, *, workshop_id: int, account_ids: Sequence[int], later: Phase
) -> list[SamePerson]:
    """The answers of chosen people of a workshop before, after and later, sorted so that the order says nothing.

    People without both course tests, or whose link was destroyed, are absent; late attempts count as none.
    """
    rows = session.execute(
        select(Attempt.pseudonym, Administration.phase, Attempt.codes)
        .join(Administration, Administration.id == Attempt.administration_id)
        .join(Link, Link.pseudonym == Attempt.pseudonym)
        .where(
            Attempt.workshop_id == workshop_id,
            Administration.phase.in_([Phase.PRE.value, Phase.POST.value, later.value]),
            Link.account_id.in_(list(account_ids)),
            Attempt.submitted_at.is_not(None),
            Attempt.is_late.is_(False),
        )
    )
    sheets: dict[UUID, dict[str, str]] = {}
    for row in rows:
        sheets.setdefault(row.pseudonym, {})[row.phase] = row.codes
    found = [
        SamePerson(own[Phase.PRE.value], own[Phase.POST.value], own.get(later.value))
        for own in sheets.values()
        if Phase.PRE.value in own and Phase.POST.value in own
    ]
    return sorted(found, key=lambda one: (one.before, one.after, one.later or ""))


def sheets_of(session: Session, workshop_id: int) -> dict[UUID, SheetRow]:
    """The submitted attempts of a workshop by their keys; for recognising sheets, never for a page."""
    rows = session.execute(
        select(
            Attempt.id,
            Attempt.pseudonym,
            Administration.phase,
            Attempt.submitted_at,
            Attempt.codes,
            Attempt.take,
        )
        .join(Administration, Administration.id == Attempt.administration_id)
        .where(Administration.workshop_id == workshop_id, Attempt.submitted_at.is_not(None))
    )
    return {
        row.id: SheetRow(row.pseudonym, Phase(row.phase), row.submitted_at, row.codes, row.take)
        for row in rows
    }


def flow_counts(session: Session, *, workshop_ids: Sequence[int]) -> list[FlowCount]:
    """Submitted, late and unfinished attempts by workshop and phase."""
    rows = session.execute(
        select(
            Attempt.workshop_id,
            Administration.phase,
            func.count(Attempt.pseudonym.distinct())  # of sheets from a file one person may have several
            .filter(Attempt.submitted_at.is_not(None), Attempt.is_late.is_(False))
            .label("submitted"),
            func.count(Attempt.submitted_at).filter(Attempt.is_late.is_(True)).label("late"),
            func.count().filter(Attempt.submitted_at.is_(None)).label("unfinished"),
        )
        .join(Administration, Administration.id == Attempt.administration_id)
        .where(Attempt.workshop_id.in_(list(workshop_ids)))
        .group_by(Attempt.workshop_id, Administration.phase)
    )
    return [
        FlowCount(row.workshop_id, Phase(row.phase), row.submitted, row.late, row.unfinished) for row in rows
    ]
