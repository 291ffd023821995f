"""Drawing panels, printing slips, letting a person in by a slip, closing waves, taking reports of work."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import rank_band
from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment import services as assessment_services
from hrtraining.assessment.domain import AdministrationState, Phase
from hrtraining.assessment.services import Attributes
from hrtraining.core import audit
from hrtraining.core.clock import local_date
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.ids import JOIN_ALPHABET, check_character, new_token, token_hash
from hrtraining.followup import queries
from hrtraining.followup.domain import (
    CODE_LENGTH,
    LEAST_FRAME,
    LONGEST_SEED,
    Practice,
    WaveState,
    clean_code,
    draw,
    frame_hash,
    half_year,
    is_code,
    panel_size,
)
from hrtraining.followup.models import FrameMember, FrozenWave, Invitation, Panel, PracticeReport, Ticket
from hrtraining.followup.queries import Invited, PanelProgress, WaveProgress
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import Participant


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip to print; the code stands nowhere else."""

    participant: Participant
    code: str


def new_seed() -> str:
    """A seed that nobody chose: 64 random bits."""
    return secrets.token_hex(8)


def _new_code() -> str:
    body = "".join(secrets.choice(JOIN_ALPHABET) for _ in range(CODE_LENGTH - 1))
    return body + check_character(body)


def _checked(seed: str, share_percent: int) -> str:
    """The seed without spaces around it.

    Raises:
        DomainError: the share or the seed is not possible.
    """
    if not 1 <= share_percent <= 100:
        raise DomainError(_l("Choose a share from 1 to 100 per cent."))
    seed = seed.strip()
    if not seed or len(seed) > LONGEST_SEED or not seed.isascii() or not seed.isprintable():
        raise DomainError(_l("Write a seed of up to 40 Latin letters and digits, or leave it empty."))
    return seed


def draw_panel(
    session: Session, *, workshop_id: int, share_percent: int, seed: str, actor_id: int | None, now: datetime
) -> int:
    """Draw the panel of a closed workshop by lot, once and for good; gives its id.

    Seed, frame and result are kept and audited, so that anybody can draw again.

    Raises:
        NotFound: there is no such workshop.
        Conflict: it is still open, or its panel was drawn before.
        DomainError: the share or the seed is not possible, or too few people finished both tests.
    """
    workshop = workshop_queries.workshop(session, workshop_id)
    if workshop is None:
        raise NotFound(_l("There is no such workshop."))
    if not workshop.is_closed:
        raise Conflict(_l("Close the workshop first; then its panel can be drawn."))
    if queries.panel_of(session, workshop_id) is not None:
        raise Conflict(_l("The panel of this workshop was drawn already. It never changes."))
    seed = _checked(seed, share_percent)
    frame = queries.frames(session, [workshop_id])[workshop_id]
    if len(frame) < LEAST_FRAME:
        raise DomainError(
            _l("Fewer than ten people sent both tests. A panel this small could never be shown.")
        )
    drawn = set(draw(frame, seed=seed, size=panel_size(len(frame), share_percent)))
    panel = Panel(
        workshop_id=workshop_id,
        academy_id=workshop.academy_id,
        seed=seed,
        share_percent=share_percent,
        frame_size=len(frame),
        frame_hash=frame_hash(frame),
        size=len(drawn),
        drawn_at=now,
        drawn_by=actor_id,
    )
    session.add(panel)
    session.flush()
    session.add_all(
        FrameMember(panel_id=panel.id, account_id=one, is_drawn=one in drawn) for one in sorted(frame)
    )
    session.flush()
    audit.record(
        session,
        actor_id=actor_id,
        # no numbers of people: the size of a workshop that a report hides would follow from them
        action="followup.draw_panel",
        subject=f"workshop:{workshop_id}",
        now=now,
        detail={
            "seed": seed,
            "share_percent": share_percent,
            "frame_sha256": panel.frame_hash,
        },
    )
    return panel.id


def draw_all(
    session: Session, *, share_percent: int, seed: str, actor_id: int | None, now: datetime
) -> tuple[int, int]:
    """Draw the panels of all closed workshops that have enough people; gives how many were drawn and left out."""
    seed = _checked(seed, share_percent)
    drawn = left = 0
    for workshop, size in queries.ready_to_draw(session):
        if not queries.can_be_drawn(size):
            left += 1
            continue
        draw_panel(
            session,
            workshop_id=workshop.id,
            share_percent=share_percent,
            seed=seed,
            actor_id=actor_id,
            now=now,
        )
        drawn += 1
    return drawn, left


def is_as_drawn(session: Session, panel: queries.PanelRow) -> bool:
    """Whether drawing again from the kept frame with the kept seed gives the same people and the same hash."""
    frame, drawn = queries.frame_of(session, panel.id)
    size = panel_size(panel.frame_size, panel.share_percent)
    return frame_hash(frame) == panel.frame_hash and set(draw(frame, seed=panel.seed, size=size)) == set(
        drawn
    )


def _wave(
    session: Session, *, workshop_id: int, phase: Phase, now: datetime
) -> tuple[PanelProgress, WaveProgress]:
    panel = queries.panel_of(session, workshop_id)
    if panel is None:
        raise NotFound(_l("No panel was drawn for this workshop yet. The Secretariat draws it."))
    found = queries.progress(session, [panel], today=local_date(now))[0]
    return found, next(wave for wave in found.waves if wave.phase is phase)


def print_slips(
    session: Session, *, workshop_id: int, phase: Phase, again: bool, actor_id: int | None, now: datetime
) -> list[Slip]:
    """New codes for everybody of the panel who has not answered the wave; with `again` for printed ones too.

    A new slip makes the older one of the same person and wave worthless. The first printing opens the test.

    Raises:
        NotFound: there is no panel.
        Conflict: it is too early, the wave is over, or there is nobody to print for.
    """
    found, wave = _wave(session, workshop_id=workshop_id, phase=phase, now=now)
    if wave.state is WaveState.LATER:
        raise Conflict(_l("It is too early. Slips can be printed 30 days before the wave begins."))
    if wave.state is WaveState.OVER:
        raise Conflict(_l("This wave is over. No more slips are printed for it."))
    everybody = queries.members(session, found.panel)
    linked = assessment_queries.linked_among(session, [one.participant.person.id for one in everybody])
    people = [
        one.participant
        for one in everybody
        if phase not in one.answered
        and (again or phase not in one.printed)
        and one.participant.person.id in linked
    ]
    if not people:
        raise Conflict(
            _l("Everybody of this wave has a slip or has answered. To replace slips, print all anew.")
        )
    _open(session, workshop_id=workshop_id, phase=phase, actor_id=actor_id, now=now)
    slips = [Slip(one, _new_code()) for one in people]
    for slip in slips:
        session.merge(
            Invitation(
                panel_id=found.panel.id,
                account_id=slip.participant.person.id,
                phase=phase.value,
                code_hash=token_hash(slip.code),
                printed_on=local_date(now),
            )
        )
    session.flush()
    audit.record(
        session,
        actor_id=actor_id,
        action="followup.print_slips",
        subject=f"workshop:{workshop_id}",
        now=now,
        detail={"phase": phase.value, "again": again},
    )
    return slips


def _open(session: Session, *, workshop_id: int, phase: Phase, actor_id: int | None, now: datetime) -> None:
    """Open the wave's test with the very items of the course (RULES.md 10), unless it is open."""
    given = assessment_queries.administrations(session, workshop_id)
    if phase in given:
        return
    course = given[Phase.POST]
    assessment_services.open_administration(
        session,
        workshop_id=workshop_id,
        phase=phase,
        edition_id=course.edition_id,
        instrument_key=course.instrument_key,
        instrument_version=course.instrument_version,
        item_count=course.item_count,
        actor_id=actor_id,
        now=now,
    )


def invited(session: Session, *, code: str, now: datetime) -> Invited:
    """Who is invited by a slip, when they may answer now.

    Raises:
        NotFound: no slip has this code.
        Conflict: too early, too late, answered already, or the link to the earlier answers is destroyed.
    """
    cleaned = clean_code(code)
    found = queries.invited_by(session, cleaned) if is_code(cleaned) else None
    if found is None:
        raise NotFound(_l("No slip has this code. Look at the slip again, or scan its square."))
    if found.participation in queries.SENT:
        raise Conflict(_l("This slip was used: its answers were sent. Thank you."))
    is_closed = found.administration is None or found.administration.state is not AdministrationState.OPEN
    match found.window.state(local_date(now), is_closed=is_closed):
        case WaveState.OVER:
            raise Conflict(_l("The time of this slip is over. Thank you for keeping it."))
        case WaveState.LATER | WaveState.PRINT:
            raise Conflict(_l("This slip is not open yet. Its first day stands on it."))
        case WaveState.OPEN:
            pass
    if not assessment_queries.has_link(session, found.account_id):
        raise Conflict(
            _l(
                "The key between you and your earlier answers was destroyed. You cannot be asked any more. Thank you."
            )
        )
    return found


def begin(session: Session, *, code: str, language: str, now: datetime) -> tuple[int, int]:
    """Begin or go on with the test of a slip; gives the account and the administration.

    Raises:
        NotFound, Conflict: as `invited` says.
    """
    found = invited(session, code=code, now=now)
    one = workshop_queries.participant(session, workshop_id=found.workshop.id, account_id=found.account_id)
    if one is None or found.administration is None:
        raise NotFound(_l("No slip has this code. Look at the slip again, or scan its square."))
    band = rank_band(one.person.rank)
    assessment_services.start_attempt(
        session,
        account_id=found.account_id,
        administration_id=found.administration.id,
        attributes=Attributes(
            academy_id=found.workshop.academy_id,
            workshop_id=found.workshop.id,
            participant_group=one.group.value,
            rank_band=band.value if band else None,
            sex=one.person.sex,
        ),
        language=language,
        now=now,
        is_crossed=found.workshop.is_crossed,
    )
    return found.account_id, found.administration.id


def issue_ticket(session: Session, *, phase: Phase, now: datetime) -> str:
    """The right to give one report of work, for whoever has just sent a follow-up test.

    The row says nothing of the person or the workshop; it is torn when the report comes, else the day after.
    """
    token, today = new_token(), local_date(now)
    session.execute(delete(Ticket).where(Ticket.until < today))
    session.add(Ticket(token_hash=token_hash(token), phase=phase.value, until=today))
    session.flush()
    return token


def has_ticket(session: Session, *, token: str, now: datetime) -> bool:
    """Whether a ticket is still good."""
    until = session.execute(select(Ticket.until).where(Ticket.token_hash == token_hash(token))).scalar()
    return until is not None and until >= local_date(now)


def give_practice(session: Session, *, token: str, practice: Practice, now: datetime) -> None:
    """Take one report of work for a ticket and tear the ticket. Nothing of it is audited: the times there are exact.

    Raises:
        DomainError: an answer is not one of the choices, or nothing was answered.
        NotFound: the ticket was used or is too old.
    """
    if practice.is_empty:
        raise DomainError(_l("Answer at least one question, or leave the page."))
    if practice.impossible is not None:
        raise DomainError(_l("Two of these answers contradict each other, or one is no choice. Look again."))
    gone = delete(Ticket).where(Ticket.token_hash == token_hash(token), Ticket.until >= local_date(now))
    phase = session.execute(gone.returning(Ticket.phase)).scalar()
    if phase is None:
        raise NotFound(_l("Your report of work was given already, or its time is over."))
    session.add(
        PracticeReport(
            phase=phase,
            half_year=half_year(local_date(now)),
            searches=practice.searches,
            referrals=practice.referrals,
            needle_sticks=practice.needle_sticks,
            needle_help=practice.needle_help,
            reasons=",".join(practice.reasons),
        )
    )
    session.flush()


def bring_up_to_date(session: Session, *, now: datetime) -> int:
    """Close and freeze every wave whose last day is past; gives how many."""
    ended = queries.waves_to_end(session, today=local_date(now))
    for found, wave in ended:
        _freeze(session, found, wave, now=now)
    return len(ended)


def _freeze(session: Session, found: PanelProgress, wave: WaveProgress, *, now: datetime) -> None:
    test = wave.administration
    if test is None:
        raise ValueError("only a wave with a test can be frozen")
    if test.state is AdministrationState.OPEN:
        assessment_services.close_administration(
            session, workshop_id=found.workshop.id, phase=wave.phase, actor_id=None, now=now
        )
    drawn = queries.frame_of(session, found.panel.id)[1]
    people = assessment_queries.same_people(
        session, workshop_id=found.workshop.id, account_ids=drawn, later=wave.phase
    )
    body = queries.written(people)
    session.add(
        FrozenWave(
            panel_id=found.panel.id,
            phase=wave.phase.value,
            edition_id=test.edition_id,
            instrument_key=test.instrument_key,
            instrument_version=test.instrument_version,
            invited=found.panel.size,
            answered=sum(one.later is not None for one in people),
            frozen_at=now,
            body=body,
            body_hash=queries.hash_of(body),
        )
    )
    session.flush()
