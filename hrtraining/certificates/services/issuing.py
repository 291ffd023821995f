"""Issuing the certificates that people have earned."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.queries import Person
from hrtraining.certificates import printing, queries
from hrtraining.certificates.domain import Kind, Pair, Snapshot, State, months_later, serial_number
from hrtraining.certificates.models import Certificate
from hrtraining.certificates.queries import Candidate, SignerRow
from hrtraining.certificates.services.signing import require_printable
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Edition
from hrtraining.core import audit
from hrtraining.core.clock import local_date
from hrtraining.core.errors import NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.ids import JOIN_ALPHABET
from hrtraining.core.khmer.lunar import lunar_line
from hrtraining.core.khmer.shaping import fault_sentence, shaping_fault
from hrtraining.core.khmer.sorting import sort_key
from hrtraining.core.khmer.text import name_key, normalise_line, normalise_name
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import WorkshopRow

CODE_LENGTH = 14
"""Letters of an alphabet of 31: 69 random bits (RULES.md 16 asks for 64), none misread on paper."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Somebody whose certificate was not issued, and the sentence that says what to mend."""

    account_id: int
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Issue:
    """What an act of issuing did."""

    issued: tuple[str, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What all certificates issued in one act share."""

    workshop: WorkshopRow
    edition: Edition
    academy: Pair
    signer: SignerRow
    is_demonstration: bool
    lunar: str
    months_valid: int | None
    now: datetime


def issue_certificates(
    session: Session,
    *,
    workshop_id: int,
    demonstration: bool,
    actor_id: int | None,
    now: datetime,
    signer_id: int | None = None,
    account_ids: frozenset[int] | None = None,
    lunar: str = "",
    months_valid: int | None = None,
) -> Issue:
    """Issue to everybody of a workshop the certificate they have earned and do not hold yet.

    Doing it twice issues nothing twice. Whose name would print wrongly is left out, with a sentence.

    Args:
        session: the open transaction.
        workshop_id: the workshop.
        demonstration: whether this is the demonstration, where a draft may certify (RULES.md 1).
        actor_id: who issues.
        now: the moment of issue.
        signer_id: who signs; the newest signer when it is not given.
        account_ids: only these people of the workshop.
        lunar: the lunar line in the words of the issuing office; else it is computed.
        months_valid: after how many months the certificates expire; None for never (RULES.md 16).

    Raises:
        NotFound: no such workshop, or nobody who signs.
        DomainError: the lunar line cannot be printed.
    """
    occasion = _occasion(
        session,
        workshop_id=workshop_id,
        signer_id=signer_id,
        is_demonstration=demonstration,
        lunar=lunar,
        months_valid=months_valid,
        now=now,
    )
    found = queries.candidates(
        session, workshop_id, may_certify_achievement=occasion.edition.is_approved or demonstration
    )
    issued: list[str] = []
    refused: list[Refusal] = []
    for candidate in found:
        if not candidate.is_due or (
            account_ids is not None and candidate.facts.account_id not in account_ids
        ):
            continue
        sentence = name_fault(candidate.facts.person)
        if sentence is not None:
            person = candidate.facts.person
            refused.append(Refusal(person.id, person.name.km or person.name.latin or person.login, sentence))
            continue
        row = _issue(session, occasion=occasion, candidate=candidate, actor_id=actor_id)
        issued.append(row.serial)
        audit.record(
            session,
            actor_id=actor_id,
            action="certificates.issue",
            subject=f"certificate:{row.serial}",
            now=now,
            detail={"kind": row.kind, "workshop": workshop_id},
        )
    return Issue(tuple(issued), tuple(refused))


def name_fault(person: Person) -> str | None:
    """Why a person's certificate cannot be printed, as a sentence, or None."""
    if not person.name.km:
        return str(_l("The Khmer name is missing. Write it on the roster, then issue again."))
    for text in (person.name.km, person.name.latin, person.rank):
        fault = shaping_fault(normalise_name(text))
        if fault is not None:
            return str(_l("“%(text)s” would print wrongly: %(fault)s.")) % {
                "text": text,
                "fault": fault_sentence(fault),
            }
    return None


def _occasion(
    session: Session,
    *,
    workshop_id: int,
    signer_id: int | None,
    is_demonstration: bool,
    lunar: str,
    months_valid: int | None,
    now: datetime,
) -> Occasion:
    workshop = workshop_queries.workshop(session, workshop_id)
    signing = [one for one in queries.signers(session) if signer_id in (None, one.id)]
    if workshop is None:
        raise NotFound(_l("There is no such workshop."))
    if not signing:
        raise NotFound(_l("There is no such signer."))
    academy = account_queries.academy(session, workshop.academy_id)
    if academy is None:
        raise LookupError(f"workshop {workshop_id} belongs to no academy")
    line = normalise_line(lunar)
    require_printable(line, may_be_empty=True)
    return Occasion(
        workshop=workshop,
        edition=content_queries.edition_by_id(session, workshop.edition_id),
        academy=Pair(academy.name_km, academy.name_en),
        signer=signing[0],
        is_demonstration=is_demonstration,
        lunar=line or lunar_line(local_date(now)),
        months_valid=months_valid,
        now=now,
    )


def _new_code() -> str:
    return "".join(secrets.choice(JOIN_ALPHABET) for _ in range(CODE_LENGTH))


def _hours(edition: Edition) -> str:
    return f"{float(sum(module.hours for module in edition.modules)):g}"


def _issue(
    session: Session, *, occasion: Occasion, candidate: Candidate, actor_id: int | None
) -> Certificate:
    facts, kind = candidate.facts, candidate.decision.kind
    if kind is None:
        raise LookupError("nothing was earned")
    head = queries.letterhead(session)
    edition, workshop, signer = occasion.edition, occasion.workshop, occasion.signer
    today = local_date(occasion.now)
    expires = months_later(today, occasion.months_valid) if occasion.months_valid else None
    number, code = next_number(session, today.year), new_code()
    serial = serial_number(today.year, number)
    snapshot = Snapshot(
        kind=kind,
        serial=serial,
        name_km=normalise_name(facts.person.name.km),
        name_latin=normalise_name(facts.person.name.latin),
        rank=normalise_name(facts.person.rank),
        academy=occasion.academy,
        course=Pair(edition.title.km, edition.title.en),
        edition=f"{edition.key} {edition.hash[:12]}",
        modules=tuple(Pair(one.title.km, one.title.en) for one in edition.modules)
        if kind is Kind.ACHIEVEMENT
        else (),
        hours=f"{float(sum(module.hours for module in edition.modules)):g}",
        starts_on=workshop.starts_on.isoformat(),
        ends_on=workshop.ends_on.isoformat(),
        half_days_present=facts.half_days_present,
        half_days_total=facts.half_days_total,
        place=signer.place,
        dated=today.isoformat(),
        lunar=occasion.lunar,
        ministry=head.ministry,
        office=head.office,
        signer_title=signer.title,
        signer_rank=signer.rank,
        signer_name=signer.name,
        expires_on=expires.isoformat() if expires else None,
        is_draft=not edition.is_approved,
        is_demonstration=occasion.is_demonstration,
        verify_path=verify_path(serial, code),
        theme=printing.theme_digest(),
    )
    return store(
        session,
        snapshot=snapshot,
        code=code,
        account_id=facts.account_id,
        workshop_id=workshop.id,
        academy_id=workshop.academy_id,
        actor_id=actor_id,
        now=occasion.now,
    )


def next_number(session: Session, year: int) -> int:
    """The next free number of a year."""
    newest = session.execute(select(func.max(Certificate.number)).where(Certificate.year == year)).scalar()
    return (newest or 0) + 1


def new_code() -> str:
    """A random verification code."""
    return "".join(secrets.choice(JOIN_ALPHABET) for _ in range(CODE_LENGTH))


def verify_path(serial: str, code: str) -> str:
    """The path of the verification page, which the QR code carries behind the host."""
    return f"/verify/{serial}/{code}"


def store(
    session: Session,
    *,
    snapshot: Snapshot,
    code: str,
    account_id: int,
    workshop_id: int,
    academy_id: int,
    actor_id: int | None,
    now: datetime,
) -> Certificate:
    """Keep a certificate with its snapshot."""
    year, number = snapshot.serial.split("-")
    row = Certificate(
        serial=snapshot.serial,
        year=int(year),
        number=int(number),
        code=code,
        kind=snapshot.kind.value,
        state=State.ISSUED.value,
        account_id=account_id,
        workshop_id=workshop_id,
        academy_id=academy_id,
        snapshot=snapshot.as_json(),
        snapshot_hash=snapshot.digest(),
        name_key=f"{name_key(snapshot.name_km)} {name_key(snapshot.name_latin)}",
        name_sort=sort_key(snapshot.name_km),
        issued_at=now,
        issued_by_id=actor_id,
        expires_on=date.fromisoformat(snapshot.expires_on) if snapshot.expires_on else None,
        note="",
    )
    session.add(row)
    session.flush()
    return row
