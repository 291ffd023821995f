"""Reading the referral directory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hrtraining.core.i18n import Text
from hrtraining.core.khmer.sorting import sort_key
from hrtraining.referral.domain import PROVINCES, Column, Kind, Record
from hrtraining.referral.models import ChangeRow, KindRow, OfferRow, ServiceRow


@dataclass(frozen=True, slots=True)
class Service:
    """A record with what identifies it."""

    id: int
    uuid: UUID
    record: Record
    is_untouched: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a record's history: fields with the cell before and after; no fields at its beginning."""

    at: datetime
    by: str
    fields: tuple[tuple[Column, str, str], ...]


def kinds(session: Session) -> tuple[Kind, ...]:
    """The kinds of service in the directory's order."""
    rows = session.execute(select(KindRow).order_by(KindRow.position, KindRow.key)).scalars()
    return tuple(Kind(row.key, Text(row.name_km, row.name_en)) for row in rows)


def services(
    session: Session,
    *,
    provinces: Iterable[str] | None = None,
    kind: str | None = None,
    only_active: bool = True,
    lang: str = "km",
) -> list[Service]:
    """Services of some places (all when None is given) in the order of place, kind and name; two statements."""
    query = select(ServiceRow)
    if provinces is not None:
        query = query.where(ServiceRow.province.in_(list(provinces)))
    if only_active:
        query = query.where(ServiceRow.is_active)
    if kind is not None:
        query = query.where(ServiceRow.id.in_(select(OfferRow.service_id).where(OfferRow.kind_key == kind)))
    rows = list(session.execute(query).scalars())
    found = _with_kinds(session, rows)
    order = {one.key: place for place, one in enumerate(kinds(session))}
    places = {key: place for place, key in enumerate(PROVINCES)}
    return sorted(
        found,
        key=lambda one: (
            places.get(one.record.province, len(places)),
            order.get(one.record.kinds[0], len(order)) if one.record.kinds else len(order),
            sort_key(one.record.name.in_(lang)),
            one.id,
        ),
    )


def service(session: Session, uuid: UUID) -> Service | None:
    """One service, in use or not."""
    rows = list(session.execute(select(ServiceRow).where(ServiceRow.uuid == uuid)).scalars())
    found = _with_kinds(session, rows)
    return found[0] if found else None


def counts(session: Session, *, kind: str | None = None) -> dict[str, int]:
    """How many services in use each place has, of one kind when it is given; places without any are left out."""
    query = select(ServiceRow.province, func.count()).where(ServiceRow.is_active)
    if kind is not None:
        query = query.where(ServiceRow.id.in_(select(OfferRow.service_id).where(OfferRow.kind_key == kind)))
    rows = session.execute(query.group_by(ServiceRow.province)).all()
    return {row[0]: row[1] for row in rows}


def history(session: Session, service_id: int) -> list[Change]:
    """What was changed of a service, newest first."""
    rows = session.execute(
        select(ChangeRow).where(ChangeRow.service_id == service_id).order_by(ChangeRow.id.desc())
    ).scalars()
    return [
        Change(row.at, row.by, tuple((Column(name), *pair) for name, pair in row.fields.items()))
        for row in rows
    ]


def _with_kinds(session: Session, rows: Sequence[ServiceRow]) -> list[Service]:
    offered: dict[int, list[str]] = defaultdict(list)
    offers = (
        select(OfferRow.service_id, OfferRow.kind_key)
        .join(KindRow, KindRow.key == OfferRow.kind_key)
        .where(OfferRow.service_id.in_([row.id for row in rows]))
        .order_by(KindRow.position, KindRow.key)
    )
    for service_id, key in session.execute(offers):
        offered[service_id].append(key)
    return [
        Service(
            id=row.id,
            uuid=row.uuid,
            record=Record(
                province=row.province,
                name=Text(row.name_km, row.name_en),
                kinds=tuple(offered[row.id]),
                source=row.source,
                services=Text(row.services_km, row.services_en),
                address=Text(row.address_km, row.address_en),
                hours=Text(row.hours_km, row.hours_en),
                phones=tuple(row.phones),
                note=Text(row.note_km, row.note_en),
                checked_on=row.checked_on,
                checked_by=row.checked_by,
                is_active=row.is_active,
            ),
            is_untouched=row.is_untouched,
            changed_at=row.changed_at,
        )
        for row in rows
    ]
