"""Panels, slips and waves on real tables: drawn once, answered once, frozen without names."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.assessment import services as assessment_services
from hrtraining.assessment.domain import Phase
from hrtraining.assessment.models import Administration, Attempt, Link
from hrtraining.core.audit import AuditEntry
from hrtraining.core.clock import local_date
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.followup import queries, services
from hrtraining.followup.domain import Practice, half_year
from hrtraining.followup.models import FrozenWave, Invitation, PracticeReport, Ticket
from tests.factories import follow_up, workshops
from tests.factories.clock import LAST_DAY, at
from tests.factories.people import academy, staff
from tests.factories.workshops import Made


def closed(session: Session, size: int = 12, key: str = "A1", first_number: int = 1) -> Made:
    academy_id = academy(session, key)
    trainer = staff(session, Role.TRAINER, f"trainer-{key}", academy_id)
    made = workshops.workshop(
        session, academy_id=academy_id, trainer_id=trainer, size=size, first_number=first_number
    )
    workshops.whole(session, made)
    return made


def test_a_panel_is_drawn_once_and_can_be_drawn_again(session: Session) -> None:
    made = closed(session, 24)
    follow_up.panel(session, made, share=50)
    panel = queries.panel_of(session, made.id)
    assert panel is not None
    assert (panel.frame_size, panel.size, panel.seed) == (24, 12, "test")
    frame, drawn = queries.frame_of(session, panel.id)
    assert set(frame) == set(made.learners)
    assert len(drawn) == 12
    assert services.is_as_drawn(session, panel)
    entry = session.execute(select(AuditEntry).where(AuditEntry.action == "followup.draw_panel")).scalar_one()
    assert entry.detail["seed"] == "test"
    assert entry.detail["frame_sha256"] == panel.frame_hash
    with pytest.raises(Conflict):
        follow_up.panel(session, made)


def test_a_changed_draw_shows(session: Session) -> None:
    made = closed(session, 24)
    follow_up.panel(session, made, share=50)
    panel = queries.panel_of(session, made.id)
    assert panel is not None
    session.execute(text("UPDATE followup_frame_member SET is_drawn = NOT is_drawn"))
    assert not services.is_as_drawn(session, panel)


def test_small_and_open_workshops_have_no_panel(session: Session) -> None:
    small = closed(session, 9)
    with pytest.raises(DomainError):
        follow_up.panel(session, small)
    assert services.draw_all(session, share_percent=50, seed="x", actor_id=None, now=at(LAST_DAY, 19)) == (
        0,
        1,
    )
    [place] = account_queries.academies(session)
    running = workshops.workshop(
        session, academy_id=place.id, trainer_id=small.trainer_id, size=12, first_number=50
    )
    with pytest.raises(Conflict):
        follow_up.panel(session, running)


@pytest.mark.parametrize(("share", "seed"), [(0, "x"), (101, "x"), (50, ""), (50, "x" * 41), (50, "គ្រាប់")])
def test_an_impossible_lot_gets_a_sentence_even_when_nothing_waits(
    session: Session, share: int, seed: str
) -> None:
    with pytest.raises(DomainError):
        services.draw_all(session, share_percent=share, seed=seed, actor_id=None, now=at(LAST_DAY, 19))


def test_slips_only_in_their_time(session: Session) -> None:
    made = closed(session)
    follow_up.panel(session, made)
    with pytest.raises(Conflict):
        follow_up.slips(session, made, Phase.FU3, now=at(LAST_DAY, 9) + timedelta(days=20))
    early = follow_up.slips(session, made, Phase.FU3, now=at(LAST_DAY, 9) + timedelta(days=80))
    assert len(early) == 12
    with pytest.raises(Conflict):  # printed, but its first day has not come
        services.invited(session, code=early[0].code, now=at(LAST_DAY, 9) + timedelta(days=80))
    early_bird = services.invited(session, code=early[0].code, now=follow_up.IN_WAVE[Phase.FU3])
    assert early_bird.phase is Phase.FU3
    with pytest.raises(Conflict):
        follow_up.slips(session, made, Phase.FU3, now=at(LAST_DAY, 9) + timedelta(days=200))


def test_a_new_slip_makes_the_older_one_worthless(session: Session) -> None:
    made = closed(session)
    follow_up.panel(session, made)
    first = follow_up.slips(session, made, Phase.FU3)
    again = services.print_slips(
        session, workshop_id=made.id, phase=Phase.FU3, again=True, actor_id=made.trainer_id,
        now=follow_up.IN_WAVE[Phase.FU3],
    )  # fmt: skip
    with pytest.raises(NotFound):
        services.invited(session, code=first[0].code, now=follow_up.IN_WAVE[Phase.FU3])
    newer = services.invited(session, code=again[0].code.lower(), now=follow_up.IN_WAVE[Phase.FU3])
    assert newer.account_id == again[0].participant.person.id
    kept = set(session.execute(select(Invitation.code_hash)).scalars())
    assert not kept & {slip.code for slip in again}


def test_a_slip_works_until_the_answers_are_sent(session: Session) -> None:
    made = closed(session)
    follow_up.panel(session, made)
    slip = follow_up.slips(session, made, Phase.FU3)[0]
    now = follow_up.IN_WAVE[Phase.FU3]
    once = services.begin(session, code=slip.code, language="km", now=now)
    assert services.begin(session, code=slip.code, language="en", now=now + timedelta(days=2)) == once
    workshops.submit(session, *once, now=now + timedelta(days=2))
    with pytest.raises(Conflict):
        services.begin(session, code=slip.code, language="km", now=now + timedelta(days=3))


def test_the_follow_up_is_the_same_person_and_the_same_items(session: Session) -> None:
    made = closed(session)
    follow_up.panel(session, made)
    follow_up.answer_wave(session, made, Phase.FU3, who=range(11))
    rows = session.execute(
        select(Administration.phase, Administration.instrument_version, func.count(Attempt.id))
        .join(Attempt, Attempt.administration_id == Administration.id)
        .group_by(Administration.phase, Administration.instrument_version)
    ).all()
    assert {row[0]: row[2] for row in rows} == {"pre": 12, "post": 12, "fu3": 11}
    assert len({row[1] for row in rows}) == 1
    assert session.execute(select(func.count(func.distinct(Attempt.pseudonym)))).scalar_one() == 12


def test_a_wave_freezes_without_pseudonyms_when_it_is_over(session: Session) -> None:
    made = closed(session)
    follow_up.panel(session, made)
    follow_up.answer_wave(session, made, Phase.FU3, who=range(11))
    assert services.bring_up_to_date(session, now=follow_up.IN_WAVE[Phase.FU3]) == 0
    assert services.bring_up_to_date(session, now=follow_up.AFTER_ALL) == 1
    assert services.bring_up_to_date(session, now=follow_up.AFTER_ALL) == 0
    (wave,) = queries.frozen_waves(session)
    assert (wave.invited, len(wave.people), sum(one.later is not None for one in wave.people)) == (12, 12, 11)
    body = session.execute(select(FrozenWave.body)).scalar_one()
    for pseudonym in session.execute(select(Attempt.pseudonym)).scalars():
        assert pseudonym.hex not in body
    session.execute(text("UPDATE followup_frozen_wave SET body = body || ' '"))
    session.expire_all()
    with pytest.raises(ValueError, match="changed"):
        queries.frozen_waves(session)


def test_without_the_link_nobody_can_be_asked_again(session: Session) -> None:
    made = closed(session)
    follow_up.panel(session, made)
    slips = follow_up.slips(session, made, Phase.FU3)
    assessment_services.destroy_links(
        session, account_ids=list(made.learners), actor_id=None, now=follow_up.IN_WAVE[Phase.FU3]
    )
    with pytest.raises(Conflict):
        services.begin(session, code=slips[0].code, language="km", now=follow_up.IN_WAVE[Phase.FU3])
    assert session.execute(select(func.count()).select_from(Link)).scalar_one() == 0
    with pytest.raises(Conflict):
        follow_up.slips(session, made, Phase.FU6)


def test_one_ticket_is_one_report_of_work(session: Session) -> None:
    now = follow_up.IN_WAVE[Phase.FU3]
    token = services.issue_ticket(session, phase=Phase.FU3, now=now)
    with pytest.raises(DomainError):
        services.give_practice(session, token=token, practice=Practice(), now=now)
    services.give_practice(
        session, token=token, practice=Practice(searches="1-5", reasons=("drugs", "use")), now=now
    )
    with pytest.raises(NotFound):
        services.give_practice(session, token=token, practice=Practice(searches="0"), now=now)
    old = services.issue_ticket(session, phase=Phase.FU3, now=now)
    with pytest.raises(NotFound):
        services.give_practice(
            session, token=old, practice=Practice(searches="0"), now=now + timedelta(days=1)
        )
    assert session.execute(select(func.count()).select_from(PracticeReport)).scalar_one() == 1
    assert (
        queries.practice_reports(session, before=half_year(local_date(now))) == {}
    )  # the half-year still runs
    found = queries.practice_reports(session, before=half_year(local_date(now + timedelta(days=200))))
    assert found == {Phase.FU3: {"2027-1": [Practice(searches="1-5", reasons=("drugs", "use"))]}}


def test_a_report_of_work_shares_no_key_with_anything(session: Session) -> None:
    columns = {column.name for column in PracticeReport.__table__.columns}
    assert columns == {
        "pseudonym", "phase", "half_year", "searches", "referrals", "needle_sticks", "needle_help", "reasons",
    }  # fmt: skip
    assert not PracticeReport.__table__.foreign_keys
    assert {column.name for column in Ticket.__table__.columns} == {"token_hash", "phase", "until"}
    now = follow_up.IN_WAVE[Phase.FU3]
    before = session.execute(select(func.count()).select_from(AuditEntry)).scalar_one()
    token = services.issue_ticket(session, phase=Phase.FU3, now=now)
    services.give_practice(session, token=token, practice=Practice(searches="0"), now=now)
    assert session.execute(select(func.count()).select_from(AuditEntry)).scalar_one() == before
    assert session.execute(select(func.count()).select_from(Ticket)).scalar_one() == 0
