"""The academies and the staff of the demonstration, and how each of them signs in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import PersonName, Role
from hrtraining.core.khmer.digits import to_khmer

PASSWORD = "demonstration-2026"
PIN = "246810"
STAFF = (
    (Role.TRAINER, "trainer", 1),
    (Role.ACADEMY_ADMINISTRATOR, "academy", 1),
    (Role.ANALYST, "analyst", None),
    (Role.ADMINISTRATOR, "admin", None),
    (Role.AUDITOR, "auditor", None),
)
ROLE_WORDS = {
    Role.TRAINER: ("គ្រូសាកល្បង", "Demonstration trainer"),
    Role.ACADEMY_ADMINISTRATOR: ("អ្នកគ្រប់គ្រងសាលាសាកល្បង", "Demonstration academy administrator"),
    Role.ANALYST: ("អ្នកវិភាគសាកល្បង", "Demonstration analyst"),
    Role.ADMINISTRATOR: ("អ្នកគ្រប់គ្រងសាកល្បង", "Demonstration administrator"),
    Role.AUDITOR: ("សវនករសាកល្បង", "Demonstration auditor"),
}


def academies_and_trainers(session: Session, *, now: datetime) -> tuple[dict[int, int], dict[int, int]]:
    """Six numbered academies, a trainer each, and one person for each staff role; gives the ids of the first two."""
    academies, trainers = dict[int, int](), dict[int, int]()
    for number in range(1, 7):
        academies[number] = account_services.add_academy(
            session,
            key=f"A{number}",
            name_km=f"សាលាសាកល្បងទី{to_khmer(number)}",
            name_en=f"Demonstration academy {number}",
            actor_id=None,
            now=now,
        )
    others = ((Role.TRAINER, f"trainer{number}", number) for number in range(2, 7))
    for role, login, academy in (*STAFF, *others):
        account_id = _member(session, role, login, academy, academies, now)
        if role is Role.TRAINER and academy is not None:
            trainers[academy] = account_id
    return academies, trainers


def _member(
    session: Session, role: Role, login: str, academy: int | None, academies: dict[int, int], now: datetime
) -> int:
    km, en = ROLE_WORDS[role]
    suffix = "" if academy is None or role is not Role.TRAINER else str(academy)
    token = account_services.add_staff(
        session,
        role=role,
        login=login,
        name=PersonName(km, to_khmer(suffix) if suffix else "", f"{en} {suffix}".strip()),
        academy_id=academies[academy] if academy else None,
        by_role=None,
        by_academy_id=None,
        actor_id=None,
        now=now,
    )
    return account_services.use_link(session, token=token, password=PASSWORD, now=now)


def sign_ins(session: Session) -> list[tuple[str, str, str]]:
    """One sign-in a role: role, sign-in name or learner number, password or PIN; only those that open an account."""
    rows = [(role.value, login, PASSWORD) for role, login, _academy in STAFF]
    number = account_queries.first_learner_with_pin(session)
    if number:
        rows.insert(0, (Role.LEARNER.value, number, PIN))
    return [row for row in rows if account_queries.opens(session, login=row[1], secret=row[2])]
