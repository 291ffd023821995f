"""Single people of a roster: adding, taking off, and excuses from the pre-test."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import PersonName
from hrtraining.core import audit
from hrtraining.core.errors import Conflict, DomainError
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.shaping import shaping_fault
from hrtraining.learning import services as learning_services
from hrtraining.workshops.domain import Group
from hrtraining.workshops.domain.sheet import HEADERS_KM, Column, Fault
from hrtraining.workshops.models import Workshop
from hrtraining.workshops.services.importing import Step, plan_import
from hrtraining.workshops.services.lines import has_begun, line_of, put_on, require_open


def add_participant(
    session: Session,
    *,
    workshop_id: int,
    name: PersonName,
    rank: str,
    group: Group,
    actor_id: int | None,
    now: datetime,
    sex: str | None = None,
    intake: str = "",
    service_number: str | None = None,
    may_be_known: bool = True,
) -> int:
    """Put one person on the roster; gives their account, a new one unless the academy knows the person.

    Known is whom a roster file would know (`plan_import`): by the service number, or the name in Khmer and in Latin
    letters. With `may_be_known` False the account is new whatever the name, so that nobody gets another person's.

    Raises:
        DomainError: a name is missing or would print wrongly, or something is too long.
        Conflict: the workshop is closed, or somebody with this name is on the roster.
    """
    workshop = session.get_one(Workshop, workshop_id)
    require_open(workshop)
    if not (name.family_km.strip() and name.given_km.strip() and name.latin.strip()):
        raise DomainError(_l("Write the family name and given name in Khmer, and the name in Latin letters."))
    if shaping_fault(name.family_km) or shaping_fault(name.given_km):
        raise DomainError(_l("This Khmer name would print wrongly. Type it again, letter by letter."))
    table = [
        [HEADERS_KM[column] for column in Column],
        [
            name.family_km,
            name.given_km,
            name.latin,
            rank,
            sex or "",
            group.value.replace("_", " "),
            intake,
            service_number or "",
        ],
    ]
    plan = plan_import(session, workshop_id=workshop_id, table=table)
    faults = {one.fault for one in plan.faults}
    if Fault.NAMESAKE in faults or any(row.step in (Step.PRESENT, Step.CHANGE) for row in plan.rows):
        raise Conflict(_l("Somebody with this name is on the roster already."))
    if Fault.LATIN in faults:
        raise DomainError(_l("Write this name in Latin letters, such as SOK DARA."))
    if faults - {Fault.AMBIGUOUS}:
        raise DomainError(_l("This is too long."))
    known = plan.rows[0].account_id if plan.rows and may_be_known else None
    account_id = known or account_services.add_learner(
        session,
        academy_id=workshop.academy_id,
        name=name,
        rank=rank,
        sex=sex,
        service_number=service_number,
        now=now,
    )
    put_on(session, workshop=workshop, account_id=account_id, group=group, intake=intake, import_key=None)
    audit.record(
        session,
        actor_id=actor_id,
        action="workshops.add_participant",
        subject=f"account:{account_id}",
        now=now,
        detail={"workshop": workshop_id},
    )
    return account_id


def remove_participant(
    session: Session, *, workshop_id: int, account_id: int, actor_id: int, now: datetime
) -> None:
    """Take a person off the roster who has not begun a test.

    Raises:
        Conflict: the workshop is closed or the person has begun.
    """
    require_open(session.get_one(Workshop, workshop_id))
    line = line_of(session, workshop_id=workshop_id, account_id=account_id)
    if has_begun(session, workshop_id=workshop_id, account_ids=[account_id]):
        raise Conflict(_l("This person has begun a test and stays on the roster."))
    session.delete(line)
    learning_services.withdraw(session, account_id=account_id, workshop_id=workshop_id)
    audit.record(
        session,
        actor_id=actor_id,
        action="workshops.remove_participant",
        subject=f"account:{account_id}",
        now=now,
        detail={"workshop": workshop_id},
    )


def excuse(
    session: Session, *, workshop_id: int, account_id: int, reason: str, actor_id: int, now: datetime
) -> None:
    """Excuse a learner from the pre-test with a reason; the modules open and the learner is no pair.

    Raises:
        DomainError: no reason is given.
        Conflict: the workshop is closed.
    """
    require_open(session.get_one(Workshop, workshop_id))
    if not reason.strip():
        raise DomainError(_l("Write the reason for the excuse."))
    line = line_of(session, workshop_id=workshop_id, account_id=account_id)
    line.excused_reason = " ".join(reason.split())[:200]
    audit.record(
        session,
        actor_id=actor_id,
        action="workshops.excuse",
        subject=f"account:{account_id}",
        now=now,
        detail={"workshop": workshop_id, "reason": line.excused_reason},
    )
