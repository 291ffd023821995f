"""Importing a roster file: the dry run, the import itself, and its undoing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import PersonName
from hrtraining.accounts.queries import Person
from hrtraining.core import audit
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.shaping import shaping_fault
from hrtraining.core.khmer.text import has_khmer, name_key
from hrtraining.learning import services as learning_services
from hrtraining.workshops.domain.sheet import (
    HEADERS_EN,
    HEADERS_KM,
    Column,
    Fault,
    RowFault,
    SheetRow,
    map_headers,
    read_row,
)
from hrtraining.workshops.models import RosterLine, Workshop
from hrtraining.workshops.services.lines import has_begun, line_of, put_on, require_open


class Step(StrEnum):
    """What an import will do with a row."""

    ADD = "add"
    KNOWN = "known"
    PRESENT = "present"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of a roster file, what will become of it, whom it means, and the others with the same Khmer name."""

    row: SheetRow
    step: Step
    person: Person | None
    namesakes: tuple[Person, ...] = ()

    @property
    def account_id(self) -> int | None:
        """The account of a person who is known."""
        return self.person.id if self.person else None

    @property
    def replaces_name(self) -> bool:
        """Whether the name in the file takes the place of the one the academy has."""
        return self.person is not None and not (
            self.person.name_key == _key(self.row) and _has_latin_name(self.person, self.row)
        )


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The dry run of an import: what each row does, and every fault by row; with faults nothing is done."""

    rows: tuple[PlannedRow, ...]
    faults: tuple[RowFault, ...]

    def count(self, step: Step) -> int:
        """How many rows take a step."""
        return sum(row.step is step for row in self.rows)

    @property
    def changes_nothing(self) -> bool:
        """Whether everybody in the file is on the roster already, as written."""
        return not self.faults and all(row.step is Step.PRESENT for row in self.rows)


def plan_import(session: Session, *, workshop_id: int, table: Sequence[Sequence[str]]) -> ImportPlan:
    """Read a roster table (first row: headers) against what is known; writes nothing.

    A person is found again by service number, else by the name in Khmer, without what the eye cannot see, together with
    the one in Latin letters: many people share a Khmer name, and whoever gets the account of another gets their results
    and certificates. On one roster a Khmer name alone is refused, since it may be a corrected spelling or a second person.

    Raises:
        DomainError: a required column is missing; the sentence names it.
    """
    places, missing = map_headers(table[0])
    if missing:
        raise DomainError(
            _l("The first row must name the columns. Missing: %(columns)s"),
            columns=", ".join(f"{HEADERS_KM[column]} / {HEADERS_EN[column]}" for column in missing),
        )
    rows: list[SheetRow] = []
    faults: list[RowFault] = []
    for number, cells in enumerate(table[1:], start=2):
        row, wrong = read_row(
            number, {column: cells[place] if place < len(cells) else "" for place, column in places.items()}
        )
        faults += wrong
        if row is not None:
            rows.append(row)
            faults += [
                RowFault(number, Fault.SHAPE, column, written)
                for column, written in ((Column.FAMILY, row.family_km), (Column.GIVEN, row.given_km))
                if shaping_fault(written)
            ]
            if has_khmer(row.latin_name):
                faults.append(RowFault(number, Fault.LATIN, Column.LATIN, row.latin_name))
    faults += _twice(rows)
    planned, ambiguous = _match(session, workshop_id=workshop_id, rows=rows)
    faults += ambiguous
    return ImportPlan(tuple(planned), tuple(sorted(faults, key=lambda one: one.number)))


def _key(row: SheetRow) -> str:
    return name_key(f"{row.family_km} {row.given_km}")


def _has_latin_name(person: Person, row: SheetRow) -> bool:
    return person.name.latin == " ".join(row.latin_name.split()).upper()


def _twice(rows: Sequence[SheetRow]) -> list[RowFault]:
    """Rows that name the same person again: the same service number, or the same name without a different one."""
    faults = []
    numbers: dict[str, int] = {}
    names: dict[str, list[SheetRow]] = defaultdict(list)
    for row in rows:
        earlier = names[_key(row)]
        if row.service_number and row.service_number in numbers:
            faults.append(RowFault(row.number, Fault.TWICE, Column.SERVICE, row.service_number))
        elif any(not (row.service_number and other.service_number) for other in earlier):
            faults.append(RowFault(row.number, Fault.TWICE, Column.GIVEN, f"{row.family_km} {row.given_km}"))
        if row.service_number:
            numbers[row.service_number] = row.number
        earlier.append(row)
    return faults


def _match(
    session: Session, *, workshop_id: int, rows: Sequence[SheetRow]
) -> tuple[list[PlannedRow], list[RowFault]]:
    workshop = session.get_one(Workshop, workshop_id)
    lines = {
        line.account_id: line
        for line in session.execute(select(RosterLine).where(RosterLine.workshop_id == workshop_id)).scalars()
    }
    known = account_queries.learners_with_names(
        session, academy_id=workshop.academy_id, name_keys=sorted({_key(row) for row in rows})
    )
    planned: list[PlannedRow] = []
    faults: list[RowFault] = []
    found: set[int] = set()
    for row in rows:
        person: Person | None = None
        namesakes: tuple[Person, ...] = ()
        if row.service_number:
            person = account_queries.learner_by_service_number(
                session, academy_id=workshop.academy_id, service_number=row.service_number
            )
        if person is None:
            others = [
                one
                for one in known.get(_key(row), [])
                if not (
                    row.service_number and one.service_number and row.service_number != one.service_number
                )
            ]
            same = [one for one in others if _has_latin_name(one, row)]
            same = [one for one in same if one.id in lines] or same
            fault = None
            if len(same) > 1:
                fault = Fault.AMBIGUOUS
            elif not same and not row.service_number and any(one.id in lines for one in others):
                fault = Fault.NAMESAKE
            if fault is not None:
                faults.append(RowFault(row.number, fault, Column.SERVICE, f"{row.family_km} {row.given_km}"))
                continue
            person = same[0] if same else None
            namesakes = () if same else tuple(others)
        if person is not None and person.id in found:
            faults.append(RowFault(row.number, Fault.TWICE, Column.GIVEN, f"{row.family_km} {row.given_km}"))
            continue
        if person is not None:
            found.add(person.id)
        planned.append(PlannedRow(row, _step(row, person, lines), person, namesakes))
    return planned, faults


def _step(row: SheetRow, person: Person | None, lines: dict[int, RosterLine]) -> Step:
    if person is None:
        return Step.ADD
    line = lines.get(person.id)
    if line is None:
        return Step.KNOWN
    same = (
        _is_as_written(person, row)
        and line.participant_group == row.group.value
        and (not row.intake or row.intake == line.intake)
    )
    return Step.PRESENT if same else Step.CHANGE


def _is_as_written(person: Person, row: SheetRow) -> bool:
    """Whether what is known of a person is what the row says; what it leaves empty says nothing."""
    return (
        _has_latin_name(person, row)
        and person.name_key == _key(row)
        and (not row.rank or row.rank == person.rank)
        and (row.sex is None or row.sex == person.sex)
        and (row.service_number is None or row.service_number == person.service_number)
    )


def _bring_up_to_date(
    session: Session, *, account_id: int, row: SheetRow, actor_id: int | None, now: datetime
) -> None:
    person = account_queries.people(session, [account_id])[account_id]
    if _is_as_written(person, row):
        return
    account_services.change_learner(
        session,
        account_id=account_id,
        name=PersonName(row.family_km, row.given_km, row.latin_name),
        rank=row.rank or person.rank,
        sex=row.sex or person.sex,
        service_number=row.service_number or person.service_number,
        actor_id=actor_id,
        now=now,
    )


def import_roster(
    session: Session, *, workshop_id: int, table: Sequence[Sequence[str]], actor_id: int | None, now: datetime
) -> ImportPlan:
    """Carry out an import; the same file twice changes nothing.

    Raises:
        DomainError: the table has faults (none of it is carried out).
        Conflict: the workshop is closed.
    """
    workshop = session.get_one(Workshop, workshop_id)
    require_open(workshop)
    plan = plan_import(session, workshop_id=workshop_id, table=table)
    if plan.faults:
        raise DomainError(_l("The file has faults. Correct them and send it again; nothing was changed."))
    if plan.changes_nothing:
        return plan
    text = "\n".join("\t".join(cells) for cells in table)
    import_key = hashlib.sha256(f"{now.isoformat()}|{text}".encode()).hexdigest()
    for planned in plan.rows:
        row, account_id = planned.row, planned.account_id
        if account_id is None:
            account_id = account_services.add_learner(
                session,
                academy_id=workshop.academy_id,
                name=PersonName(row.family_km, row.given_km, row.latin_name),
                rank=row.rank,
                sex=row.sex,
                service_number=row.service_number,
                now=now,
            )
        else:
            _bring_up_to_date(session, account_id=account_id, row=row, actor_id=actor_id, now=now)
        if planned.step is Step.CHANGE:
            line = line_of(session, workshop_id=workshop_id, account_id=account_id)
            line.participant_group, line.intake = row.group.value, row.intake or line.intake
        if planned.step in (Step.ADD, Step.KNOWN):
            put_on(
                session,
                workshop=workshop,
                account_id=account_id,
                group=row.group,
                intake=row.intake,
                import_key=import_key,
            )
    audit.record(
        session,
        actor_id=actor_id,
        action="workshops.import_roster",
        subject=f"workshop:{workshop_id}",
        now=now,
        detail={step.value: plan.count(step) for step in Step} | {"import": import_key},
    )
    return plan


def undo_import(session: Session, *, workshop_id: int, actor_id: int, now: datetime) -> int:
    """Take the people of the newest import off the roster again; gives how many.

    Raises:
        NotFound: there is no import to undo.
        Conflict: one of them has begun a test.
    """
    require_open(session.get_one(Workshop, workshop_id))
    newest = session.execute(
        select(RosterLine.import_key)
        .where(RosterLine.workshop_id == workshop_id, RosterLine.import_key.is_not(None))
        .order_by(RosterLine.id.desc())
        .limit(1)
    ).scalar()
    if newest is None:
        raise NotFound(_l("There is no import to undo."))
    lines = list(
        session.execute(
            select(RosterLine).where(RosterLine.workshop_id == workshop_id, RosterLine.import_key == newest)
        ).scalars()
    )
    if has_begun(session, workshop_id=workshop_id, account_ids=[line.account_id for line in lines]):
        raise Conflict(_l("Somebody of this import has begun a test. Remove the others one by one."))
    for line in lines:
        session.delete(line)
        learning_services.withdraw(session, account_id=line.account_id, workshop_id=workshop_id)
    audit.record(
        session,
        actor_id=actor_id,
        action="workshops.undo_import",
        subject=f"workshop:{workshop_id}",
        now=now,
        detail={"import": newest, "number": len(lines)},
    )
    return len(lines)
