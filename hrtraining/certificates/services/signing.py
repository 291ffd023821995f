"""Recording who signs certificates and which offices stand at their head."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from hrtraining.certificates.domain import Pair
from hrtraining.certificates.models import Letterhead, Signer
from hrtraining.core import audit
from hrtraining.core.errors import DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.shaping import fault_sentence, shaping_fault
from hrtraining.core.khmer.text import normalise_line, normalise_name


def require_printable(text: str, *, may_be_empty: bool = False) -> None:
    """Let a line pass only when it prints right.

    Raises:
        DomainError: it is empty, or would print wrongly.
    """
    if not text and not may_be_empty:
        raise DomainError(_l("Fill in every line in both languages."))
    fault = shaping_fault(text)
    if fault is not None:
        raise DomainError(
            _l("“%(text)s” would print wrongly: %(fault)s."), text=text, fault=fault_sentence(fault)
        )


def add_signer(
    session: Session, *, title: Pair, rank: Pair, name: Pair, place: Pair, actor_id: int | None, now: datetime
) -> int:
    """Record somebody who signs certificates; gives the id.

    Raises:
        DomainError: a line is empty or would print wrongly.
    """
    row = Signer(
        title_km=normalise_line(title.km),
        title_en=normalise_line(title.en),
        rank_km=normalise_line(rank.km),
        rank_en=normalise_line(rank.en),
        name_km=normalise_name(name.km),
        name_en=normalise_name(name.en),
        place_km=normalise_line(place.km),
        place_en=normalise_line(place.en),
        is_active=True,
        created_at=now,
    )
    for text in (row.title_km, row.title_en, row.name_km, row.name_en, row.place_km, row.place_en):
        require_printable(text)
    for text in (row.rank_km, row.rank_en):
        require_printable(text, may_be_empty=True)
    session.add(row)
    session.flush()
    audit.record(
        session, actor_id=actor_id, action="certificates.add_signer", subject=f"signer:{row.id}", now=now
    )
    return row.id


def add_demonstration_signer(session: Session, *, now: datetime) -> int:
    """Record the signer of the demonstration, who says so on every certificate; gives the id."""
    return add_signer(
        session,
        title=Pair("ប្រធានលេខាធិការដ្ឋាន (សាកល្បង)", "Head of the Secretariat (demonstration)"),
        rank=Pair("", ""),
        name=Pair("អ្នកចុះហត្ថលេខាសាកល្បង", "Demonstration signer"),
        place=Pair("រាជធានីភ្នំពេញ", "Phnom Penh"),
        actor_id=None,
        now=now,
    )


def retire_signer(session: Session, *, signer_id: int, actor_id: int, now: datetime) -> None:
    """Take somebody off the list of those who sign; what they signed stays.

    Raises:
        NotFound: there is no such signer.
    """
    row = session.get(Signer, signer_id)
    if row is None:
        raise NotFound(_l("There is no such signer."))
    row.is_active = False
    audit.record(
        session,
        actor_id=actor_id,
        action="certificates.retire_signer",
        subject=f"signer:{signer_id}",
        now=now,
    )


def record_letterhead(
    session: Session, *, ministry: Pair, office: Pair, actor_id: int, now: datetime
) -> None:
    """Record the official names of the ministry and the office; certificates issued before keep theirs.

    Raises:
        DomainError: a line is empty or would print wrongly.
    """
    row = Letterhead(
        ministry_km=normalise_line(ministry.km), ministry_en=normalise_line(ministry.en),
        office_km=normalise_line(office.km), office_en=normalise_line(office.en), recorded_at=now,
    )  # fmt: skip
    for text in (row.ministry_km, row.ministry_en, row.office_km, row.office_en):
        require_printable(text)
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor_id=actor_id,
        action="certificates.record_letterhead",
        subject=f"letterhead:{row.id}",
        now=now,
    )
