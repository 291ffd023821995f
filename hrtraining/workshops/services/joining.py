"""Joining with the code alone: claim a line of the roster, or wait for the trainer's approval (RULES.md 14)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import PersonName
from hrtraining.core import audit
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.ids import new_token, token_hash
from hrtraining.workshops import queries
from hrtraining.workshops.domain import Group
from hrtraining.workshops.models import JoinRequest
from hrtraining.workshops.queries import Participant
from hrtraining.workshops.services.roster import add_participant

MOST_WAITING = 100


def claimable(session: Session, join_code: str) -> tuple[queries.WorkshopRow, list[Participant]]:
    """The workshop a code opens and the people on its roster.

    Raises:
        NotFound: no workshop has this code, or its workshop is closed.
    """
    found = queries.workshop_by_code(session, join_code)
    if found is None and queries.workshop_of_code(session, join_code) is not None:
        raise NotFound(_l("The workshop of this code is closed. Sign in with your learner number and PIN."))
    if found is None:
        raise NotFound(_l("No workshop has this code. Look at the poster again."))
    return found, queries.roster(session, found.id)


def ask_to_join(session: Session, *, workshop_id: int, name: PersonName, rank: str, now: datetime) -> str:
    """Ask to be put on the roster; gives a token with which the same device comes back.

    Raises:
        DomainError: the name is missing.
        Conflict: too many people are waiting already.
    """
    if not (name.family_km.strip() and name.given_km.strip() and name.latin.strip()):
        raise DomainError(
            _l("Write your family name and given name in Khmer, and your name in Latin letters.")
        )
    if len(queries.waiting(session, workshop_id)) >= MOST_WAITING:
        raise Conflict(_l("Too many people are waiting. Ask your trainer to look at the list first."))
    token = new_token()
    session.add(
        JoinRequest(
            token_hash=token_hash(token),
            workshop_id=workshop_id,
            person={
                "family_km": name.family_km.strip(),
                "given_km": name.given_km.strip(),
                "latin_name": name.latin.strip(),
                "rank": rank.strip(),
            },
            asked_at=now,
        )
    )
    session.flush()
    return token


def _request(session: Session, *, request_id: int, workshop_id: int) -> JoinRequest:
    row = session.get(JoinRequest, request_id)
    if row is None or row.workshop_id != workshop_id:
        raise NotFound(_l("This person is no longer waiting."))
    if row.state != "waiting":
        raise Conflict(_l("This person was already answered."))
    return row


def approve(session: Session, *, request_id: int, workshop_id: int, actor_id: int, now: datetime) -> int:
    """Put a waiting person on the roster; gives their account. They choose a PIN on their own device."""
    row = _request(session, request_id=request_id, workshop_id=workshop_id)
    account_id = add_participant(
        session,
        workshop_id=workshop_id,
        name=PersonName(row.person["family_km"], row.person["given_km"], row.person["latin_name"]),
        rank=row.person["rank"],
        group=Group.POLICE,
        actor_id=actor_id,
        now=now,
        may_be_known=False,
    )
    row.state, row.account_id = "approved", account_id
    audit.record(
        session,
        actor_id=actor_id,
        action="workshops.approve",
        subject=f"account:{account_id}",
        now=now,
        detail={"workshop": workshop_id},
    )
    return account_id


def refuse(session: Session, *, request_id: int, workshop_id: int, actor_id: int, now: datetime) -> None:
    """Refuse a waiting person."""
    row = _request(session, request_id=request_id, workshop_id=workshop_id)
    row.state = "refused"
    audit.record(
        session,
        actor_id=actor_id,
        action="workshops.refuse",
        subject=f"join_request:{request_id}",
        now=now,
        detail={"workshop": workshop_id},
    )


def state_of_request(session: Session, token: str) -> tuple[str, int, int | None]:
    """What became of a request: its state, its workshop, and the account when it was approved.

    Raises:
        NotFound: no such request.
    """
    row = session.execute(
        select(JoinRequest).where(JoinRequest.token_hash == token_hash(token))
    ).scalar_one_or_none()
    if row is None:
        raise NotFound(_l("This request does not exist. Enter the join code again."))
    return row.state, row.workshop_id, row.account_id


def claim_approved(session: Session, *, token: str, pin: str) -> int:
    """The approved person chooses a PIN on the device that asked; gives the account. Works once.

    Raises:
        Conflict: not approved yet, or a PIN was chosen already.
    """
    row = session.execute(
        select(JoinRequest).where(JoinRequest.token_hash == token_hash(token))
    ).scalar_one_or_none()
    if row is None or row.state != "approved" or row.account_id is None:
        raise Conflict(_l("Your trainer has not approved you yet. Wait a moment."))
    account_services.choose_pin(session, account_id=row.account_id, pin=pin)
    account_id = row.account_id
    session.delete(row)
    session.flush()
    return account_id
