"""The rows the course brings along: kinds of service and the national institutions its sources name."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from sqlalchemy.orm import Session

from hrtraining.core.errors import DomainError
from hrtraining.core.i18n import Text
from hrtraining.referral import queries
from hrtraining.referral.domain import COURSE_FILES, Kind, Record, changes
from hrtraining.referral.models import KindRow
from hrtraining.referral.services.editing import FaultyRecord, put, replace, rules

FILE = "referral.yaml"


@dataclass(frozen=True, slots=True)
class Start:
    """What curriculum/referral.yaml holds."""

    kinds: tuple[Kind, ...]
    records: tuple[tuple[UUID, Record], ...]


def read_start(root: Path) -> Start:
    """The file of starting rows below the curriculum's folder.

    Raises:
        DomainError: the file is not there or not of its shape, with a sentence in Khmer and English.
    """
    path = root / FILE
    try:
        with path.open(encoding="utf-8") as file:
            data = yaml.safe_load(file)
        kinds = tuple(Kind(str(one["key"]), Text.of(one)) for one in data["kinds"])
        return Start(kinds, tuple((UUID(str(one["uuid"])), _record(one)) for one in data["services"]))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise DomainError(
            f"{path.name}: ឯកសារនេះអានមិនបាន ({error})។ / This file cannot be read ({error})."
        ) from error


def _record(one: dict[str, Any]) -> Record:
    checked_on = one.get("checked_on")
    if checked_on is not None and not isinstance(checked_on, date):
        raise ValueError(f"checked_on: {checked_on}")
    return Record(
        province=str(one["province"]),
        name=Text.of(one["name"]),
        kinds=tuple(str(key) for key in one["kinds"]),
        source=str(one["source"]),
        services=_pair(one, "services"),
        address=_pair(one, "address"),
        hours=_pair(one, "hours"),
        phones=tuple(str(phone) for phone in one.get("phones") or ()),
        note=_pair(one, "note"),
        checked_on=checked_on,
        checked_by=str(one.get("checked_by") or ""),
    )


def _pair(one: dict[str, Any], name: str) -> Text:
    found = one.get(name)
    return Text.of(found) if found else Text("", "")


def put_starting_rows(session: Session, *, root: Path, now: datetime) -> int:
    """Bring kinds and starting rows into the directory; gives how many rows are new or renewed.

    A row that an editor has touched stays as it is, out of use included; an untouched one follows the file.

    Raises:
        DomainError: the file is not of its shape.
        FaultyRecord: a row breaks a rule of the directory.
    """
    start = read_start(root)
    _put_kinds(session, start.kinds)
    held = rules(session, editor=COURSE_FILES, now=now)
    done = 0
    for uuid, written in start.records:
        record = _ordered(written, start.kinds)
        wrong = held.wrong(record)
        if wrong:
            raise FaultyRecord(wrong)
        old = queries.service(session, uuid)
        if old is None:
            put(session, record=record, editor=COURSE_FILES, now=now, uuid=uuid, is_untouched=True)
        elif old.is_untouched and (differing := changes(old.record, record)):
            replace(
                session,
                service_id=old.id,
                record=record,
                differing=differing,
                editor=COURSE_FILES,
                now=now,
                is_untouched=True,
            )
        else:
            continue
        done += 1
    return done


def _ordered(record: Record, kinds: Sequence[Kind]) -> Record:
    """The record with its kinds in the directory's order, as they are read back."""
    order = [one.key for one in kinds]
    known = sorted(record.kinds, key=lambda key: order.index(key) if key in order else len(order))
    return dataclasses.replace(record, kinds=tuple(known))


def _put_kinds(session: Session, kinds: Sequence[Kind]) -> None:
    """The kinds as the file names them; one that left the file stays as long as a service may be of it."""
    for position, kind in enumerate(kinds):
        row = session.get(KindRow, kind.key)
        if row is None:
            row = KindRow(key=kind.key)
            session.add(row)
        row.name_km, row.name_en, row.position = kind.name.km, kind.name.en, position
    session.flush()
