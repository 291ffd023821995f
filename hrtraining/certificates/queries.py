"""Reading certificates, signers and the letterhead, and who of a workshop has earned what."""

from __future__ import annotations

import hmac
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hrtraining.certificates.domain import (
    Decision,
    Facts,
    Kind,
    Pair,
    Reason,
    Snapshot,
    State,
    decide,
    state_on,
)
from hrtraining.certificates.models import Certificate, Letterhead, Signer
from hrtraining.core.khmer.digits import to_ascii
from hrtraining.core.khmer.text import name_key
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import LearnerFacts

LETTERHEAD = (Pair("ក្រសួងមហាផ្ទៃ", "Ministry of Interior"), Pair("លេខាធិការដ្ឋានអេដស៍", "AIDS Secretariat"))
"""The offices printed until an administrator records their official names."""

SEARCH_LIMIT = 100


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate as pages see it."""

    id: int
    serial: str
    code: str
    kind: Kind
    stored_state: State
    account_id: int
    workshop_id: int
    academy_id: int
    snapshot: Snapshot
    is_intact: bool
    issued_at: datetime
    expires_on: date | None
    ended_at: datetime | None
    reason: Reason | None
    note: str
    replaced_by: str | None

    def state(self, day: date) -> State:
        """What has become of the certificate on a day."""
        return state_on(self.stored_state, self.expires_on, day)


@dataclass(frozen=True, slots=True)
class SignerRow:
    """An office holder who signs."""

    id: int
    title: Pair
    rank: Pair
    name: Pair
    place: Pair
    is_active: bool


@dataclass(frozen=True, slots=True)
class LetterheadRow:
    """The offices at the head of a certificate, and whether an administrator recorded them."""

    ministry: Pair
    office: Pair
    is_recorded: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of a workshop, what they have earned, and the certificates they hold from it."""

    facts: LearnerFacts
    decision: Decision
    certificates: tuple[CertificateRow, ...]

    def holds(self, kind: Kind) -> bool:
        """Whether the person has an issued certificate of this kind from this workshop."""
        return any(one.kind is kind and one.stored_state is State.ISSUED for one in self.certificates)

    @property
    def is_due(self) -> bool:
        """Whether a certificate was earned and is not yet issued."""
        return self.decision.kind is not None and not self.holds(self.decision.kind)


def _row(row: Certificate, replaced_by: str | None) -> CertificateRow:
    snapshot = Snapshot.from_json(row.snapshot)
    return CertificateRow(
        id=row.id,
        serial=row.serial,
        code=row.code,
        kind=Kind(row.kind),
        stored_state=State(row.state),
        account_id=row.account_id,
        workshop_id=row.workshop_id,
        academy_id=row.academy_id,
        snapshot=snapshot,
        is_intact=snapshot.digest() == row.snapshot_hash,
        issued_at=row.issued_at,
        expires_on=row.expires_on,
        ended_at=row.ended_at,
        reason=Reason(row.reason) if row.reason else None,
        note=row.note,
        replaced_by=replaced_by,
    )


def _rows(session: Session, found: list[Certificate]) -> list[CertificateRow]:
    successors = {row.replaced_by_id for row in found if row.replaced_by_id is not None}
    serials: dict[int, str] = {}
    if successors:
        query = select(Certificate.id, Certificate.serial).where(Certificate.id.in_(successors))
        serials = {row.id: row.serial for row in session.execute(query)}
    return [_row(row, serials.get(row.replaced_by_id or 0)) for row in found]


def certificate(session: Session, serial: str) -> CertificateRow | None:
    """One certificate by its serial number, or None."""
    found = session.execute(select(Certificate).where(Certificate.serial == serial)).scalars().all()
    rows = _rows(session, list(found))
    return rows[0] if rows else None


def verified(session: Session, *, serial: str, code: str) -> CertificateRow | None:
    """The certificate whose serial number and code both fit, or None; never says which was wrong."""
    found = certificate(session, serial)
    fits = hmac.compare_digest((found.code if found else "").encode(), code.encode())
    return found if found is not None and fits else None


def certificates_of(session: Session, account_id: int) -> list[CertificateRow]:
    """All certificates of a person, newest first."""
    query = select(Certificate).where(Certificate.account_id == account_id)
    return _rows(session, list(session.execute(query.order_by(Certificate.id.desc())).scalars()))


def has_valid(session: Session, *, account_id: int, workshop_id: int) -> bool:
    """Whether a person holds an issued certificate of a workshop."""
    query = select(Certificate.id).where(
        Certificate.account_id == account_id,
        Certificate.workshop_id == workshop_id,
        Certificate.state == State.ISSUED.value,
    )
    return session.execute(query.limit(1)).scalar() is not None


def certificates_of_workshop(session: Session, workshop_id: int) -> list[CertificateRow]:
    """All certificates of a workshop in roster order; two statements however many."""
    query = select(Certificate).where(Certificate.workshop_id == workshop_id)
    query = query.order_by(Certificate.name_sort, Certificate.account_id, Certificate.id)
    return _rows(session, list(session.execute(query).scalars()))


def registry(session: Session, *, text: str = "", academy_id: int | None = None) -> list[CertificateRow]:
    """The newest certificates whose serial number or name holds the text; of one academy when it is given."""
    query = select(Certificate).order_by(Certificate.id.desc()).limit(SEARCH_LIMIT)
    if academy_id is not None:
        query = query.where(Certificate.academy_id == academy_id)
    wanted = name_key(text)
    if wanted:
        query = query.where(
            or_(
                Certificate.name_key.contains(wanted, autoescape=True),
                Certificate.serial.contains(to_ascii(wanted), autoescape=True),
            )
        )
    return _rows(session, list(session.execute(query).scalars()))


def candidates(session: Session, workshop_id: int, *, may_certify_achievement: bool) -> tuple[Candidate, ...]:
    """Everybody of a workshop with what they have earned, in roster order."""
    held: dict[int, list[CertificateRow]] = defaultdict(list)
    for row in certificates_of_workshop(session, workshop_id):
        held[row.account_id].append(row)
    return tuple(
        Candidate(
            facts=facts,
            decision=decide(
                Facts(
                    modules_complete=facts.modules_complete,
                    half_days_present=facts.half_days_present,
                    half_days_total=facts.half_days_total,
                    attendance_percent=facts.attendance_percent,
                    post_submitted=facts.post_submitted,
                ),
                may_certify_achievement=may_certify_achievement,
            ),
            certificates=tuple(held[facts.account_id]),
        )
        for facts in workshop_queries.certificate_facts(session, workshop_id)
    )


def _signer(row: Signer) -> SignerRow:
    return SignerRow(
        id=row.id,
        title=Pair(row.title_km, row.title_en),
        rank=Pair(row.rank_km, row.rank_en),
        name=Pair(row.name_km, row.name_en),
        place=Pair(row.place_km, row.place_en),
        is_active=row.is_active,
    )


def signers(session: Session, *, only_active: bool = True) -> list[SignerRow]:
    """The people who may sign, the newest first."""
    query = select(Signer).order_by(Signer.is_active.desc(), Signer.id.desc())
    if only_active:
        query = query.where(Signer.is_active)
    return [_signer(row) for row in session.execute(query).scalars()]


def letterhead(session: Session) -> LetterheadRow:
    """The offices at the head of a certificate."""
    row = session.execute(select(Letterhead).order_by(Letterhead.id.desc()).limit(1)).scalar_one_or_none()
    if row is None:
        return LetterheadRow(*LETTERHEAD, is_recorded=False)
    return LetterheadRow(
        Pair(row.ministry_km, row.ministry_en), Pair(row.office_km, row.office_en), is_recorded=True
    )
