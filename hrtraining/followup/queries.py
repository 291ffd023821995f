"""Reading panels, who was invited and has answered, waves that are over, and reports of work."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import COURSE, FOLLOW_UPS, Participation, Phase
from hrtraining.assessment.queries import AdministrationRow, SamePerson
from hrtraining.core.ids import token_hash
from hrtraining.followup.domain import LEAST_FRAME, Practice, WaveState, Window, window
from hrtraining.followup.models import FrameMember, FrozenWave, Invitation, Panel, PracticeReport
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import Participant, WorkshopRow

SENT = (Participation.SUBMITTED, Participation.LATE)


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A panel as it was drawn."""

    id: int
    workshop_id: int
    academy_id: int
    seed: str
    share_percent: int
    frame_size: int
    frame_hash: str
    size: int
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class WaveProgress:
    """How far a wave of a panel is: people, never answers."""

    phase: Phase
    window: Window
    state: WaveState
    printed: int
    answered: int
    administration: AdministrationRow | None


@dataclass(frozen=True, slots=True)
class PanelProgress:
    """A panel with its workshop and its three waves."""

    panel: PanelRow
    workshop: WorkshopRow
    waves: tuple[WaveProgress, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a panel: which slips were printed, which waves they have answered."""

    participant: Participant
    printed: Mapping[Phase, date]
    answered: frozenset[Phase]


@dataclass(frozen=True, slots=True)
class Invited:
    """What stands behind the code of a slip."""

    panel_id: int
    account_id: int
    workshop: WorkshopRow
    phase: Phase
    window: Window
    administration: AdministrationRow | None
    participation: Participation


@dataclass(frozen=True, slots=True)
class WaveAnswers:
    """A wave that is over, as it was frozen: the same people before, after and later, in no order."""

    panel_id: int
    academy_id: int
    phase: Phase
    edition_id: int
    instrument_key: str
    instrument_version: str
    invited: int
    frozen_at: datetime
    people: tuple[SamePerson, ...]
    body_hash: str


def _panel(row: Panel) -> PanelRow:
    return PanelRow(
        row.id,
        row.workshop_id,
        row.academy_id,
        row.seed,
        row.share_percent,
        row.frame_size,
        row.frame_hash,
        row.size,
        row.drawn_at,
    )


def panel_of(session: Session, workshop_id: int) -> PanelRow | None:
    """The panel of a workshop, or None while none was drawn."""
    row = session.execute(select(Panel).where(Panel.workshop_id == workshop_id)).scalar_one_or_none()
    return _panel(row) if row else None


def panels(session: Session) -> list[PanelRow]:
    """All panels in the order in which they were drawn."""
    return [_panel(row) for row in session.execute(select(Panel).order_by(Panel.id)).scalars()]


def frame_of(session: Session, panel_id: int) -> tuple[list[int], list[int]]:
    """Everybody who could be drawn, and those who were."""
    rows = session.execute(
        select(FrameMember.account_id, FrameMember.is_drawn)
        .where(FrameMember.panel_id == panel_id)
        .order_by(FrameMember.account_id)
    ).all()
    return [row.account_id for row in rows], [row.account_id for row in rows if row.is_drawn]


def frames(session: Session, workshop_ids: Sequence[int]) -> dict[int, list[int]]:
    """Who could be drawn of each workshop: both tests sent in time, link kept, in no other panel.

    The same statements for one workshop or a hundred; whoever could be drawn in several stands in the first.
    """
    given = assessment_queries.administrations_of(session, workshop_ids)
    of_test = {row.id: (workshop_id, phase) for (workshop_id, phase), row in given.items() if phase in COURSE}
    sent: dict[int, dict[int, set[Phase]]] = defaultdict(lambda: defaultdict(set))
    for (test_id, account_id), state in assessment_queries.participation(session, list(of_test)).items():
        if state is Participation.SUBMITTED:
            workshop_id, phase = of_test[test_id]
            sent[workshop_id][account_id].add(phase)
    taken = set(session.execute(select(FrameMember.account_id).where(FrameMember.is_drawn)).scalars())
    both = {
        workshop_id: {account for account, phases in people.items() if len(phases) == len(COURSE)}
        for workshop_id, people in sent.items()
    }
    linked = assessment_queries.linked_among(session, sorted(set().union(*both.values())))
    found: dict[int, list[int]] = {}
    for workshop_id in workshop_ids:
        found[workshop_id] = sorted((both.get(workshop_id, set()) & linked) - taken)
        taken.update(found[workshop_id])
    return found


def ready_to_draw(session: Session) -> list[tuple[WorkshopRow, int]]:
    """Closed workshops without a panel, with how many people could be drawn; first closed first."""
    drawn = set(session.execute(select(Panel.workshop_id)).scalars())
    closed = [
        row
        for row in workshop_queries.closed_workshops(session)
        if row.id not in drawn and not row.is_outside
    ]
    found = frames(session, [row.id for row in closed])
    return [(row, len(found[row.id])) for row in closed]


def can_be_drawn(frame: int) -> bool:
    """Whether so many people are enough for a panel."""
    return frame >= LEAST_FRAME


def progress(session: Session, rows: Sequence[PanelRow], *, today: date) -> list[PanelProgress]:
    """Panels with their workshops and waves; the same statements for one or a hundred."""
    ids = [row.workshop_id for row in rows]
    workshops = {row.id: row for row in workshop_queries.closed_workshops(session) if row.id in set(ids)}
    given = {
        key: row
        for key, row in assessment_queries.administrations_of(session, ids).items()
        if key[1].is_follow_up
    }
    taken = assessment_queries.participation(session, [row.id for row in given.values()])
    answered: dict[int, int] = defaultdict(int)
    for (test_id, _account), state in taken.items():
        answered[test_id] += state in SENT
    printed: dict[tuple[int, str], int] = defaultdict(int)
    for row in session.execute(
        select(Invitation.panel_id, Invitation.phase).where(Invitation.panel_id.in_([one.id for one in rows]))
    ):
        printed[row.panel_id, row.phase] += 1
    found = []
    for panel in rows:
        workshop = workshops[panel.workshop_id]
        waves = []
        for phase in FOLLOW_UPS:
            days, test = window(workshop.ends_on, phase), given.get((workshop.id, phase))
            is_closed = test is not None and test.closed_at is not None
            waves.append(
                WaveProgress(
                    phase=phase,
                    window=days,
                    state=days.state(today, is_closed=is_closed),
                    printed=printed[panel.id, phase.value],
                    answered=answered[test.id] if test else 0,
                    administration=test,
                )
            )
        found.append(PanelProgress(panel, workshop, tuple(waves)))
    return found


def waves_to_end(session: Session, *, today: date) -> list[tuple[PanelProgress, WaveProgress]]:
    """Waves with a test whose last day is past and that are not frozen yet."""
    known = {
        (row.panel_id, row.phase) for row in session.execute(select(FrozenWave.panel_id, FrozenWave.phase))
    }
    drawn = panels(session)
    return [
        (found, wave)
        for found in (progress(session, drawn, today=today) if drawn else ())
        for wave in found.waves
        if wave.state is WaveState.OVER
        and wave.administration is not None
        and (found.panel.id, wave.phase.value) not in known
    ]


def members(session: Session, panel: PanelRow) -> list[Member]:
    """The people of a panel in the order of the roster."""
    drawn = set(frame_of(session, panel.id)[1])
    given = {
        row.id: phase
        for phase, row in assessment_queries.administrations(session, panel.workshop_id).items()
        if phase.is_follow_up
    }
    answered: dict[int, set[Phase]] = defaultdict(set)
    for (test_id, account_id), state in assessment_queries.participation(session, list(given)).items():
        if state in SENT:
            answered[account_id].add(given[test_id])
    printed: dict[int, dict[Phase, date]] = defaultdict(dict)
    for row in session.execute(select(Invitation).where(Invitation.panel_id == panel.id)).scalars():
        printed[row.account_id][Phase(row.phase)] = row.printed_on
    return [
        Member(one, printed[one.person.id], frozenset(answered[one.person.id]))
        for one in workshop_queries.roster(session, panel.workshop_id)
        if one.person.id in drawn
    ]


def invited_by(session: Session, code: str) -> Invited | None:
    """What stands behind the code of a slip, or None."""
    row = session.execute(
        select(Invitation.account_id, Invitation.phase, Invitation.panel_id, Panel.workshop_id)
        .join(Panel, Panel.id == Invitation.panel_id)
        .where(Invitation.code_hash == token_hash(code))
    ).one_or_none()
    if row is None:
        return None
    workshop = workshop_queries.workshop(session, row.workshop_id)
    if workshop is None:
        return None
    phase = Phase(row.phase)
    test = assessment_queries.administrations(session, workshop.id).get(phase)
    taken = assessment_queries.participation(session, [test.id]) if test else {}
    return Invited(
        panel_id=row.panel_id,
        account_id=row.account_id,
        workshop=workshop,
        phase=phase,
        window=window(workshop.ends_on, phase),
        administration=test,
        participation=taken.get((test.id, row.account_id), Participation.NOT_STARTED)
        if test
        else Participation.NOT_STARTED,
    )


def written(people: Iterable[SamePerson]) -> str:
    """The answers of a wave as text to keep."""
    rows = sorted([one.before, one.after, one.later or ""] for one in people)
    return json.dumps(rows, separators=(",", ":"))


def hash_of(body: str) -> str:
    """SHA-256 of the text."""
    return sha256(body.encode()).hexdigest()


def count_frozen(session: Session, *, until: datetime) -> int:
    """How many waves were frozen up to a moment: the first so many of `frozen_waves`."""
    return session.execute(
        select(func.count()).select_from(FrozenWave).where(FrozenWave.frozen_at <= until)
    ).scalar_one()


def frozen_waves(session: Session, *, first: int | None = None) -> list[WaveAnswers]:
    """The waves that are over, in the order in which they were frozen; with `first` only so many of them.

    Raises:
        ValueError: a body is not what was frozen.
    """
    rows = session.execute(
        select(FrozenWave, Panel.academy_id)
        .join(Panel, Panel.id == FrozenWave.panel_id)
        .order_by(FrozenWave.frozen_at, FrozenWave.panel_id, FrozenWave.phase)
        .limit(first)
    ).all()
    return [_answers(wave, academy_id) for wave, academy_id in rows]


def _answers(row: FrozenWave, academy_id: int) -> WaveAnswers:
    if hash_of(row.body) != row.body_hash:
        raise ValueError("a frozen wave was changed after it was over")
    people = tuple(SamePerson(before, after, later or None) for before, after, later in json.loads(row.body))
    return WaveAnswers(
        panel_id=row.panel_id,
        academy_id=academy_id,
        phase=Phase(row.phase),
        edition_id=row.edition_id,
        instrument_key=row.instrument_key,
        instrument_version=row.instrument_version,
        invited=row.invited,
        frozen_at=row.frozen_at,
        people=people,
        body_hash=row.body_hash,
    )


def practice_reports(session: Session, *, before: str) -> dict[Phase, dict[str, list[Practice]]]:
    """Reports of work by wave and half-year; of half-years that are over only, so that none grows while it is read.

    Args:
        before: the half-year that still runs, such as 2026-2.
    """
    found: dict[Phase, dict[str, list[Practice]]] = defaultdict(lambda: defaultdict(list))
    rows = session.execute(
        select(PracticeReport)
        .where(PracticeReport.half_year < before)
        .order_by(PracticeReport.half_year, PracticeReport.pseudonym)
    ).scalars()
    for row in rows:
        found[Phase(row.phase)][row.half_year].append(
            Practice(
                row.searches,
                row.referrals,
                row.needle_sticks,
                row.needle_help,
                tuple(one for one in row.reasons.split(",") if one),
            )
        )
    return {phase: dict(halves) for phase, halves in found.items()}
