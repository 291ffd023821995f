"""A desk that files of answers come to: two academies, an analyst, and the database to look into."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.content.domain import Item
from hrtraining.core.db import Base
from hrtraining.exchange import files, services
from hrtraining.exchange.services import Plan
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import WorkshopRow
from tests.factories.answers import (
    Paper,
    csv_file,
    table,
)
from tests.factories.clock import NOW

SECRET = "k" * 40


@dataclass(frozen=True)
class Desk:
    """Two academies, an analyst, and the items of the test."""

    session: Session
    items: tuple[Item, ...]
    academy_id: int
    trainer: int
    analyst: int

    def dry(self, data: bytes, *, close: bool = True, now: datetime = NOW) -> Plan:
        """What a file would do."""
        parsed = services.read_file(
            self.session, table=files.table(io.BytesIO(data)), most_rows=1000, now=now
        )
        return services.make_plan(self.session, parsed=parsed, secret=SECRET, close=close)

    def send(self, data: bytes, *, close: bool = True, now: datetime = NOW) -> tuple[Plan, int | None]:
        """Let a file in."""
        parsed = services.read_file(
            self.session, table=files.table(io.BytesIO(data)), most_rows=1000, now=now
        )
        done = services.import_answers(
            self.session, parsed=parsed, secret=SECRET, close=close, actor_id=self.analyst, now=now
        )
        self.session.flush()
        return done

    def file(self, papers: Iterable[Paper], **more: tuple[str, ...]) -> bytes:
        """Sheets as a CSV file."""
        return csv_file(table(self.items, papers, **more))

    def outside(self) -> list[WorkshopRow]:
        """The workshops held outside the platform."""
        return [row for row in workshop_queries.all_workshops(self.session) if row.is_outside]

    def tables(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything in the database but the audit log and the list of imports."""
        self.session.flush()
        return {
            name: sorted((tuple(row) for row in self.session.execute(select(one))), key=repr)
            for name, one in Base.metadata.tables.items()
            if name not in ("core_audit_entry", "exchange_import")
        }
