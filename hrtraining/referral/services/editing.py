"""Adding and changing single records of the directory, each with its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from hrtraining.core import audit, clock
from hrtraining.core.errors import Conflict, DomainError, NotAllowed, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.shaping import Fault as Shape
from hrtraining.core.khmer.shaping import shaping_fault
from hrtraining.referral import queries
from hrtraining.referral.domain import LONGEST, Column, Editor, Fault, Record, Wrong, changes, faults, flat
from hrtraining.referral.models import ChangeRow, OfferRow, ServiceRow

PRINTED = tuple(column for column in LONGEST if column is not Column.SOURCE)
"""Texts that may come into the print for the pocket, so that every character must be one the print fonts draw."""


class FaultyRecord(DomainError):
    """A record that may not be kept, with everything that is wrong with it."""

    status = 422

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__(_l("The record has faults. Nothing was changed."))
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Rules:
    """What a record is held against: the kinds there are, the present day and who edits."""

    kinds: frozenset[str]
    today: date
    editor: Editor

    def wrong(self, record: Record, before: Record | None = None) -> list[Wrong]:
        """Everything wrong with a record that takes the place of another."""
        found = list(faults(record, kinds=self.kinds, today=self.today))
        cells = flat(record)
        found += [wrong for column in PRINTED if (wrong := _unprintable(column, cells[column]))]
        places = {record.province, before.province if before else record.province}
        if not all(self.editor.may(place) for place in places):
            found.append(Wrong(Fault.NATIONAL, Column.PROVINCE))
        return found


def _unprintable(column: Column, text: str) -> Wrong | None:
    """Why a text would print wrongly: a character without a drawing, or Khmer signs in a wrong order."""
    fault = shaping_fault(text)
    if fault is None:
        return None
    unknown = "".join(dict.fromkeys(one for one in text if shaping_fault(one) is Shape.NO_GLYPH))
    if fault is Shape.NO_GLYPH and unknown:
        return Wrong(Fault.GLYPH, column, unknown)
    return Wrong(Fault.SHAPE, column, text[:40])


def rules(session: Session, *, editor: Editor, now: datetime) -> Rules:
    """The rules of this moment for an editor."""
    known = frozenset(one.key for one in queries.kinds(session))
    return Rules(known, clock.local_date(now), editor)


def add_service(
    session: Session, *, record: Record, editor: Editor, now: datetime, uuid: UUID | None = None
) -> UUID:
    """Put a service into the directory; gives its identifier.

    Raises:
        FaultyRecord: something about the record is wrong; nothing is kept.
    """
    wrong = rules(session, editor=editor, now=now).wrong(record)
    if wrong:
        raise FaultyRecord(wrong)
    row = put(session, record=record, editor=editor, now=now, uuid=uuid)
    audit.record(
        session,
        actor_id=editor.account_id,
        action="referral.add_service",
        subject=f"service:{row.uuid}",
        now=now,
        detail={"by": editor.word, "name": record.name.en, "province": record.province},
    )
    return row.uuid


def change_service(
    session: Session,
    *,
    uuid: UUID,
    record: Record,
    editor: Editor,
    now: datetime,
    seen: datetime | None = None,
) -> bool:
    """Give a service another record; whether anything differed. `seen` is the state the editor started from.

    Raises:
        Conflict: somebody changed the record since then.
        NotFound: there is no such service.
        NotAllowed: it belongs to the whole country and the editor may not touch that.
        FaultyRecord: something about the record is wrong; nothing is kept.
    """
    old = queries.service(session, uuid)
    if old is None:
        raise NotFound(_l("There is no such service."))
    if not editor.may(old.record.province):
        raise NotAllowed(_l("Records of the whole country are changed by the administrator only."))
    if seen is not None and seen != old.changed_at:
        raise Conflict(
            _l("Somebody changed this record meanwhile. Look at it, then write your change again.")
        )
    wrong = rules(session, editor=editor, now=now).wrong(record, old.record)
    if wrong:
        raise FaultyRecord(wrong)
    differing = changes(old.record, record)
    if not differing:
        return False
    replace(session, service_id=old.id, record=record, differing=differing, editor=editor, now=now)
    audit.record(
        session,
        actor_id=editor.account_id,
        action="referral.change_service",
        subject=f"service:{uuid}",
        now=now,
        detail={"by": editor.word, "fields": {name.value: list(pair) for name, pair in differing.items()}},
    )
    return True


def put(
    session: Session,
    *,
    record: Record,
    editor: Editor,
    now: datetime,
    uuid: UUID | None = None,
    is_untouched: bool = False,
) -> ServiceRow:
    """Write a new service that was found right, with the beginning of its history."""
    row = ServiceRow(is_untouched=is_untouched)
    if uuid is not None:
        row.uuid = uuid
    _fill(row, record, now)
    session.add(row)
    session.flush()
    session.add_all(OfferRow(service_id=row.id, kind_key=key) for key in record.kinds)
    session.add(ChangeRow(service_id=row.id, at=now, by=editor.word, fields={}))
    session.flush()
    return row


def replace(
    session: Session,
    *,
    service_id: int,
    record: Record,
    differing: Mapping[Column, tuple[str, str]],
    editor: Editor,
    now: datetime,
    is_untouched: bool = False,
) -> None:
    """Write a record that was found right over an older one, with an entry of its history."""
    row = session.get_one(ServiceRow, service_id)
    _fill(row, record, now)
    row.is_untouched = is_untouched
    if Column.KINDS in differing:
        session.execute(delete(OfferRow).where(OfferRow.service_id == service_id))
        session.add_all(OfferRow(service_id=service_id, kind_key=key) for key in record.kinds)
    fields = {name.value: list(pair) for name, pair in differing.items()}
    session.add(ChangeRow(service_id=service_id, at=now, by=editor.word, fields=fields))
    session.flush()


def _fill(row: ServiceRow, record: Record, now: datetime) -> None:
    row.province = record.province
    row.name_km, row.name_en = record.name.km, record.name.en
    row.services_km, row.services_en = record.services.km, record.services.en
    row.address_km, row.address_en = record.address.km, record.address.en
    row.hours_km, row.hours_en = record.hours.km, record.hours.en
    row.phones = list(record.phones)
    row.note_km, row.note_en = record.note.km, record.note.en
    row.checked_on, row.checked_by = record.checked_on, record.checked_by
    row.source, row.is_active, row.changed_at = record.source, record.is_active, now
