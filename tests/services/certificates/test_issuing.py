"""Who gets which certificate, that nothing is issued twice, and that a snapshot never changes."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import PersonName
from hrtraining.assessment.domain import Phase
from hrtraining.certificates import printing, queries, services
from hrtraining.certificates.domain import Kind, Lack, Snapshot, State
from hrtraining.certificates.models import Certificate
from hrtraining.core import audit
from hrtraining.core.audit import AuditEntry
from hrtraining.core.errors import NotFound
from tests.services.certificates.conftest import (
    NOW,
    Place,
    approve,
    attend,
    complete_modules,
    finish,
    take_test,
)


def issue(session: Session, place: Place, *, demonstration: bool = False) -> services.Issue:
    return services.issue_certificates(
        session,
        workshop_id=place.workshop_id,
        actor_id=place.trainer_id,
        demonstration=demonstration,
        now=NOW,
    )


def only(session: Session, account_id: int) -> queries.CertificateRow:
    rows = queries.certificates_of(session, account_id)
    assert len(rows) == 1
    return rows[0]


def test_each_gets_what_they_have_earned(session: Session, place: Place) -> None:
    first, second, third, fourth = place.people
    approve(session, place)
    take_test(session, place, (first, second, third), Phase.PRE)
    complete_modules(session, place, (first, second))
    complete_modules(session, place, (third,), many=8)
    attend(session, place, (first, second, third))
    attend(session, place, (first, second, third, fourth), half_days=1)
    take_test(session, place, (first,), Phase.POST)
    done = issue(session, place)
    assert done.issued == ("2026-00001", "2026-00002", "2026-00003")
    assert done.refused == ()
    assert only(session, first).kind is Kind.ACHIEVEMENT
    assert only(session, second).kind is Kind.ATTENDANCE
    assert only(session, third).kind is Kind.ATTENDANCE
    assert queries.certificates_of(session, fourth) == []
    lacks = {
        one.facts.account_id: one.decision.lacks
        for one in queries.candidates(session, place.workshop_id, may_certify_achievement=True)
    }
    assert lacks[second] == {Lack.POST_TEST}
    assert lacks[third] == {Lack.MODULES, Lack.POST_TEST}
    assert lacks[fourth] == {Lack.MODULES, Lack.ATTENDANCE, Lack.POST_TEST}


def test_a_draft_edition_certifies_attendance_only(session: Session, place: Place) -> None:
    finish(session, place, place.people[:1])
    issue(session, place)
    held = only(session, place.people[0])
    assert held.kind is Kind.ATTENDANCE
    assert held.snapshot.is_draft
    assert held.snapshot.modules == ()
    approve(session, place)
    issue(session, place)
    kinds = {row.kind for row in queries.certificates_of(session, place.people[0])}
    assert kinds == {Kind.ACHIEVEMENT, Kind.ATTENDANCE}


def test_the_demonstration_certifies_from_a_draft_and_says_so(session: Session, place: Place) -> None:
    finish(session, place, place.people[:1])
    issue(session, place, demonstration=True)
    paper = only(session, place.people[0]).snapshot
    assert paper.kind is Kind.ACHIEVEMENT
    assert paper.is_demonstration
    assert paper.is_draft
    page = printing.html(paper, "http://127.0.0.1:8000")
    assert "DEMONSTRATION" in page
    assert "Draft composed from public sources" in page


def test_issuing_twice_issues_nothing_twice(session: Session, place: Place) -> None:
    attend(session, place, place.people)
    assert len(issue(session, place).issued) == 4
    assert issue(session, place) == services.Issue((), ())
    assert session.scalar(select(func.count()).select_from(Certificate)) == 4


def test_the_database_itself_refuses_a_second_issued_one(session: Session, place: Place) -> None:
    attend(session, place, place.people[:1])
    issue(session, place)
    row = session.scalars(select(Certificate)).one()
    values = {
        column.key: getattr(row, column.key)
        for column in Certificate.__mapper__.column_attrs
        if column.key not in {"id", "uuid"}
    }
    session.add(Certificate(**{**values, "serial": "2026-99999", "number": 99999}))
    with pytest.raises(IntegrityError):
        session.flush()


def test_renaming_a_person_changes_nothing_on_paper(session: Session, place: Place) -> None:
    attend(session, place, place.people[:1])
    issue(session, place)
    before = only(session, place.people[0])
    paper = printing.certificate_pdf(before.snapshot, base_url="https://training.example")
    account_services.change_learner(
        session,
        account_id=place.people[0],
        name=PersonName("ម៉ៅ", "រតនា", "MAO RATANA"),
        rank="វរសេនីយ៍ត្រី",
        sex=None,
        service_number=None,
        actor_id=place.trainer_id,
        now=NOW,
    )
    renamed = account_queries.person(session, place.people[0])
    assert renamed is not None and renamed.name.km == "ម៉ៅ រតនា"
    after = only(session, place.people[0])
    assert after.snapshot == before.snapshot
    assert printing.certificate_pdf(after.snapshot, base_url="https://training.example") == paper


def test_a_name_that_would_print_wrongly_is_refused_with_a_sentence(session: Session, place: Place) -> None:
    attend(session, place, place.people[:2])
    account_services.change_learner(
        session,
        account_id=place.people[0],
        name=PersonName("សុខ\u17d2", "វិបុល", "SOK VIBOL"),
        rank="",
        sex=None,
        service_number=None,
        actor_id=place.trainer_id,
        now=NOW,
    )
    done = issue(session, place)
    assert len(done.issued) == 1
    assert [one.account_id for one in done.refused] == [place.people[0]]
    assert "subscript" in done.refused[0].sentence


def test_a_snapshot_holds_no_service_number_and_no_answer(session: Session, place: Place) -> None:
    finish(session, place, place.people[:1])
    issue(session, place, demonstration=True)
    row = only(session, place.people[0])
    stored = json.dumps(row.snapshot.as_json(), ensure_ascii=False)
    assert "SN-77" not in stored + printing.html(row.snapshot, "https://training.example")
    fields = {name for name in Snapshot.__dataclass_fields__ if re.search("score|answer|code|point", name)}
    assert fields == set()


def test_serial_numbers_begin_again_every_year(session: Session, place: Place) -> None:
    attend(session, place, place.people[:1])
    issue(session, place)
    attend(session, place, place.people[:2])
    done = services.issue_certificates(
        session, workshop_id=place.workshop_id, actor_id=None, demonstration=False, now=NOW.replace(year=2027)
    )
    assert done.issued == ("2027-00001",)


def test_codes_are_random_and_verify_only_their_own_serial(session: Session, place: Place) -> None:
    attend(session, place, place.people)
    issue(session, place)
    rows = queries.certificates_of_workshop(session, place.workshop_id)
    assert len({row.code for row in rows}) == 4
    one, other = rows[:2]
    assert queries.verified(session, serial=one.serial, code=one.code) is not None
    assert queries.verified(session, serial=one.serial, code=other.code) is None
    assert queries.verified(session, serial=one.serial, code="") is None
    assert queries.verified(session, serial="2026-77777", code="") is None


def test_a_row_changed_behind_the_program_is_noticed(session: Session, place: Place) -> None:
    attend(session, place, place.people[:1])
    issue(session, place)
    assert only(session, place.people[0]).is_intact
    forged = {**only(session, place.people[0]).snapshot.as_json(), "name_latin": "SOMEBODY ELSE"}
    session.execute(update(Certificate).values(snapshot=forged))
    session.expire_all()
    assert not only(session, place.people[0]).is_intact


def test_certificates_come_in_roster_order_with_two_statements(session: Session, place: Place) -> None:
    attend(session, place, place.people)
    issue(session, place)
    names = [row.snapshot.name_km for row in queries.certificates_of_workshop(session, place.workshop_id)]
    assert names == ["កែវ ចន្ទ្រា", "ចាន់ សុភ័ក្ត្រ", "សុខ វិបុល", "អ៊ុក ស៊ីណា"]


def test_issuing_is_audited(session: Session, place: Place) -> None:
    attend(session, place, place.people[:2])
    issue(session, place)
    acts = session.scalars(select(AuditEntry).where(AuditEntry.action == "certificates.issue")).all()
    assert [act.subject for act in acts] == ["certificate:2026-00001", "certificate:2026-00002"]
    assert audit.verify(session) is None


def test_without_a_signer_nothing_is_issued(session: Session, place: Place) -> None:
    attend(session, place, place.people[:1])
    services.retire_signer(session, signer_id=place.signer_id, actor_id=place.trainer_id, now=NOW)
    with pytest.raises(NotFound):
        issue(session, place)


def test_months_of_validity_end_a_certificate(session: Session, place: Place) -> None:
    attend(session, place, place.people[:1])
    services.issue_certificates(
        session,
        workshop_id=place.workshop_id,
        actor_id=None,
        demonstration=False,
        now=NOW,
        months_valid=24,
        lunar="ថ្ងៃសុក្រ ១១កើត",
    )
    row = only(session, place.people[0])
    assert row.expires_on is not None and row.expires_on.isoformat() == "2028-11-20"
    assert row.state(row.expires_on) is State.ISSUED
    assert row.state(row.expires_on.replace(day=21)) is State.EXPIRED
    assert row.snapshot.lunar == "ថ្ងៃសុក្រ ១១កើត"
    assert "មានសុពលភាពដល់" in printing.html(row.snapshot, "https://training.example")
