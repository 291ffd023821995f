"""What the pages about certificates receive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hrtraining.certificates.domain import ALL_MODULES, Lack, Pair, State
from hrtraining.certificates.names import KIND_NAMES, NOTICE_KINDS, REASON_NAMES, STATE_KINDS, STATE_NAMES
from hrtraining.certificates.printing import Sheet, sheet
from hrtraining.certificates.queries import Candidate, CertificateRow
from hrtraining.certificates.services import name_fault
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.dates import date_range
from hrtraining.core.khmer.digits import number


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """One certificate with every printed field and what has become of it."""

    row: CertificateRow
    lines: Sheet
    state: State
    state_name: Any
    state_kind: str
    notice_kind: str
    kind_name: Any
    reason_name: Any
    days: str
    dated: date


def certificate_page(row: CertificateRow, lang: str, today: date) -> CertificatePage:
    """The page of one certificate."""
    state = row.state(today)
    return CertificatePage(
        row=row,
        lines=sheet(row.snapshot, ""),
        state=state,
        state_name=STATE_NAMES[state],
        state_kind=STATE_KINDS[state],
        notice_kind=NOTICE_KINDS[state],
        kind_name=KIND_NAMES[row.kind],
        reason_name=REASON_NAMES[row.reason] if row.reason else None,
        days=date_range(
            date.fromisoformat(row.snapshot.starts_on), date.fromisoformat(row.snapshot.ends_on), lang
        ),
        dated=date.fromisoformat(row.snapshot.dated),
    )


@dataclass(frozen=True, slots=True)
class ListedCertificate:
    """One line of a list of certificates."""

    serial: str
    name: str
    kind_name: Any
    academy: str
    issued_at: datetime
    state_name: Any
    state_kind: str
    is_valid: bool


def listed(row: CertificateRow, lang: str, today: date) -> ListedCertificate:
    """A certificate as a line of a list."""
    state, paper = row.state(today), row.snapshot
    return ListedCertificate(
        serial=row.serial,
        name=(paper.name_km if lang == "km" else paper.name_latin) or paper.name_km,
        kind_name=KIND_NAMES[row.kind],
        academy=_in(paper.academy, lang),
        issued_at=row.issued_at,
        state_name=STATE_NAMES[state],
        state_kind=STATE_KINDS[state],
        is_valid=state is State.ISSUED,
    )


def _in(pair: Pair, lang: str) -> str:
    return pair.km if lang == "km" else pair.en


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """One person of a workshop and their certificates."""

    account_id: int
    name: str
    earned: Any
    is_due: bool
    lacks: tuple[str, ...]
    fault: str | None
    certificates: tuple[ListedCertificate, ...]


def _lack(lack: Lack, candidate: Candidate, lang: str) -> str:
    facts = candidate.facts
    if lack is Lack.MODULES:
        return str(_l("modules %(done)s of %(all)s")) % {
            "done": number(facts.modules_complete, lang),
            "all": number(ALL_MODULES, lang),
        }
    if lack is Lack.ATTENDANCE:
        return str(_l("half-days %(present)s of %(total)s")) % {
            "present": number(facts.half_days_present, lang),
            "total": number(facts.half_days_total, lang),
        }
    return str(
        _l("post-test not submitted") if lack is Lack.POST_TEST else _l("the edition is not approved yet")
    )


def candidate_line(candidate: Candidate, lang: str, today: date) -> CandidateLine:
    """A person of a workshop as a line of the trainer's list."""
    person, kind = candidate.facts.person, candidate.decision.kind
    return CandidateLine(
        account_id=person.id,
        name=(person.name.km if lang == "km" else person.name.latin) or person.name.km or person.login,
        earned=KIND_NAMES[kind] if kind else None,
        is_due=candidate.is_due,
        lacks=tuple(_lack(lack, candidate, lang) for lack in Lack if lack in candidate.decision.lacks),
        fault=name_fault(person) if candidate.is_due else None,
        certificates=tuple(listed(row, lang, today) for row in candidate.certificates),
    )
