"""Importing a file of the directory: the dry run and the import itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from hrtraining.core import audit
from hrtraining.core.errors import Conflict, DomainError
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.text import name_key
from hrtraining.referral import queries
from hrtraining.referral.domain import Column, Editor, Fault, Record, Wrong, changes, province_named
from hrtraining.referral.domain.sheet import HEADERS_EN, HEADERS_KM, map_headers, read_row
from hrtraining.referral.queries import Service
from hrtraining.referral.services.editing import put, replace, rules


class Step(StrEnum):
    """What an import will do with a row."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the file, what it says, and what will become of it; `columns` are those that change."""

    number: int
    record: Record
    step: Step
    uuid: UUID | None
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class RowFault:
    """One thing wrong with one row; `number` is the row as the person sees it in the file."""

    number: int
    wrong: Wrong


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
        """Whether the directory says everything in the file already."""
        return not self.faults and all(row.step is Step.SAME for row in self.rows)


def plan_import(
    session: Session, *, table: Sequence[Sequence[str]], editor: Editor, now: datetime
) -> ImportPlan:
    """Read a table (first row: headers) against the directory; writes nothing.

    A service is found again by its id, else by province and name; services the file does not name stay as they are.

    Raises:
        DomainError: a required column is missing; the sentence names it.
    """
    places, missing = map_headers(table[0])
    if missing:
        raise DomainError(
            _l("The first row must name the columns. Missing: %(columns)s"),
            columns=", ".join(f"{HEADERS_KM[column]} / {HEADERS_EN[column]}" for column in missing),
        )
    known = _Known(queries.services(session, only_active=False))
    held, kinds = rules(session, editor=editor, now=now), queries.kinds(session)
    rows: list[PlannedRow] = []
    wrong: list[RowFault] = []
    taken: dict[object, int] = {}
    for number, written in enumerate(table[1:], start=2):
        cells = {column: written[place] if place < len(written) else "" for place, column in places.items()}
        if not any(cells.values()):
            continue
        uuid, old, found = known.match(cells)
        record, unread = read_row(cells, before=old.record if old else None, kinds=kinds)
        found += unread
        if record is not None:
            found += held.wrong(record, old.record if old else None)
            same: object = uuid or _key(record.province, record.name.km)
            if same in taken:
                found.append(Wrong(Fault.TWICE, Column.NAME_KM, record.name.km[:40]))
            taken[same] = number
        wrong += [RowFault(number, one) for one in found]
        if record is not None and not found:
            differing = tuple(changes(old.record, record)) if old else ()
            step = Step.ADD if old is None else Step.CHANGE if differing else Step.SAME
            rows.append(PlannedRow(number, record, step, uuid, differing))
    return ImportPlan(tuple(rows), tuple(wrong))


def import_services(
    session: Session, *, table: Sequence[Sequence[str]], editor: Editor, now: datetime
) -> ImportPlan:
    """Do what the dry run says; the same file again changes nothing.

    Raises:
        Conflict: a row has a fault; nothing is changed.
        DomainError: a required column is missing.
    """
    plan = plan_import(session, table=table, editor=editor, now=now)
    if plan.faults:
        raise Conflict(_l("The file has faults. Look at it again; nothing was changed."))
    for row in plan.rows:
        if row.step is Step.ADD:
            put(session, record=row.record, editor=editor, now=now, uuid=row.uuid)
        elif row.step is Step.CHANGE and row.uuid is not None:
            old = queries.service(session, row.uuid)
            if old is None:
                raise Conflict(_l("The directory was changed meanwhile. Look at the file again."))
            replace(
                session,
                service_id=old.id,
                record=row.record,
                differing=changes(old.record, row.record),
                editor=editor,
                now=now,
            )
    if not plan.changes_nothing:
        audit.record(
            session,
            actor_id=editor.account_id,
            action="referral.import_services",
            subject="directory",
            now=now,
            detail={"by": editor.word, **{step.value: plan.count(step) for step in Step}},
        )
    return plan


def _key(province: str, name_km: str) -> tuple[str, str]:
    return province, name_key(name_km)


class _Known:
    """The directory as it is, to find a row's service again."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._by_uuid = {one.uuid: one for one in services}
        self._by_name: dict[tuple[str, str], list[Service]] = defaultdict(list)
        for one in services:
            self._by_name[_key(one.record.province, one.record.name.km)].append(one)

    def match(self, cells: dict[Column, str]) -> tuple[UUID | None, Service | None, list[Wrong]]:
        """The identifier and the service of a row; a new service may bring its identifier from elsewhere."""
        written = cells.get(Column.ID, "")
        if written:
            try:
                uuid = UUID(written)
            except ValueError:
                return None, None, [Wrong(Fault.ID, Column.ID, written[:40])]
            return uuid, self._by_uuid.get(uuid), []
        place = province_named(cells[Column.PROVINCE])
        found = self._by_name[_key(place.key if place else "", cells[Column.NAME_KM])]
        if len(found) > 1:
            return None, None, [Wrong(Fault.AMBIGUOUS, Column.NAME_KM, cells[Column.NAME_KM][:40])]
        return (found[0].uuid, found[0], []) if found else (None, None, [])
