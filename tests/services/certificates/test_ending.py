"""Revoking and replacing: what is kept, what the old one says, and that nothing leads back."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import PersonName
from hrtraining.certificates import queries, services
from hrtraining.certificates.domain import Pair, Reason, State
from hrtraining.certificates.models import Certificate
from hrtraining.core.audit import AuditEntry
from hrtraining.core.errors import Conflict, DomainError, NotFound
from tests.services.certificates.conftest import NOW, Place, attend


@pytest.fixture
def serial(session: Session, place: Place) -> str:
    attend(session, place, place.people[:2])
    done = services.issue_certificates(
        session, workshop_id=place.workshop_id, actor_id=place.trainer_id, demonstration=False, now=NOW
    )
    return done.issued[0]


def revoke(session: Session, place: Place, serial: str, academy_id: int | None = None) -> None:
    services.revoke_certificate(
        session,
        serial=serial,
        reason=Reason.NOT_EARNED,
        note="kept inside",
        actor_id=place.trainer_id,
        academy_id=academy_id,
        now=NOW,
    )


def replace(session: Session, place: Place, serial: str) -> str:
    return services.replace_certificate(
        session,
        serial=serial,
        reason=Reason.WRONG_DETAILS,
        note="",
        actor_id=place.trainer_id,
        academy_id=place.academy_id,
        now=NOW,
    )


def row(session: Session, serial: str) -> queries.CertificateRow:
    found = queries.certificate(session, serial)
    assert found is not None
    return found


def test_a_revoked_certificate_stays_and_says_why(session: Session, place: Place, serial: str) -> None:
    revoke(session, place, serial, place.academy_id)
    found = row(session, serial)
    assert found.stored_state is State.REVOKED
    assert (found.reason, found.ended_at, found.note) == (Reason.NOT_EARNED, NOW, "kept inside")
    act = session.scalars(select(AuditEntry).where(AuditEntry.action == "certificates.revoke")).one()
    assert (act.subject, act.detail) == (f"certificate:{serial}", {"reason": "not_earned"})


def test_nothing_leads_back_from_revoked(session: Session, place: Place, serial: str) -> None:
    revoke(session, place, serial)
    with pytest.raises(Conflict):
        revoke(session, place, serial)
    with pytest.raises(Conflict):
        replace(session, place, serial)
    with pytest.raises(IntegrityError):
        session.execute(update(Certificate).where(Certificate.serial == serial).values(state="issued"))


def test_a_certificate_of_another_academy_does_not_exist(session: Session, place: Place, serial: str) -> None:
    with pytest.raises(NotFound):
        revoke(session, place, serial, place.other_academy_id)
    assert row(session, serial).stored_state is State.ISSUED


def test_replacing_takes_the_name_as_it_is_now(session: Session, place: Place, serial: str) -> None:
    old = row(session, serial)
    account_services.change_learner(
        session,
        account_id=old.account_id,
        name=PersonName("ម៉ៅ", "រតនា", "MAO RATANA"),
        rank="",
        sex=None,
        service_number=None,
        actor_id=place.trainer_id,
        now=NOW,
    )
    new_serial = replace(session, place, serial)
    old, new = row(session, serial), row(session, new_serial)
    assert (old.stored_state, old.replaced_by, old.reason) == (
        State.REPLACED,
        new_serial,
        Reason.WRONG_DETAILS,
    )
    assert (new.stored_state, new.snapshot.name_km) == (State.ISSUED, "ម៉ៅ រតនា")
    assert old.snapshot.name_km == "ចាន់ សុភ័ក្ត្រ"
    assert new.code != old.code
    assert new.snapshot.verify_path == f"/verify/{new_serial}/{new.code}"
    assert (new.snapshot.course, new.snapshot.half_days_present) == (
        old.snapshot.course,
        old.snapshot.half_days_present,
    )
    assert [one.serial for one in queries.registry(session, text="ម៉ៅ\u200bរតនា")] == [new_serial]


def test_reasons_fit_the_act(session: Session, place: Place, serial: str) -> None:
    with pytest.raises(DomainError):
        services.revoke_certificate(
            session, serial=serial, reason=Reason.LOST_OR_DAMAGED, note="", actor_id=place.trainer_id, now=NOW
        )
    with pytest.raises(DomainError):
        services.replace_certificate(
            session, serial=serial, reason=Reason.NOT_EARNED, note="", actor_id=place.trainer_id, now=NOW
        )
    assert row(session, serial).stored_state is State.ISSUED


def test_the_register_finds_by_number_and_by_either_name(session: Session, place: Place, serial: str) -> None:
    other = row(session, serial.replace("00001", "00002"))
    assert [one.serial for one in queries.registry(session, text="០០០០២")] == [other.serial]
    assert [one.serial for one in queries.registry(session, text="chan SOPH")] == [serial]
    assert [one.serial for one in queries.registry(session, text="ចាន់")] == [serial]
    assert queries.registry(session, text="%") == []
    assert len(queries.registry(session)) == 2
    assert queries.registry(session, academy_id=place.other_academy_id) == []


def test_signers_and_letterhead_must_print_right(session: Session, place: Place) -> None:
    right = Pair("ប្រធាន", "Head")
    with pytest.raises(DomainError):
        services.add_signer(
            session,
            title=right,
            rank=Pair("", ""),
            name=Pair("សុខ\u17d2", "Sok"),
            place=right,
            actor_id=place.trainer_id,
            now=NOW,
        )
    with pytest.raises(DomainError):
        services.record_letterhead(
            session, ministry=Pair("", "Ministry"), office=right, actor_id=place.trainer_id, now=NOW
        )
    assert not queries.letterhead(session).is_recorded
    services.record_letterhead(
        session,
        ministry=Pair("ក្រសួង\u200bមហាផ្ទៃ", "Ministry"),
        office=right,
        actor_id=place.trainer_id,
        now=NOW,
    )
    assert queries.letterhead(session).ministry == Pair("ក្រសួងមហាផ្ទៃ", "Ministry")
