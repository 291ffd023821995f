"""Reading which designs are switched on, and how the lot fell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.content import queries as content_queries
from hrtraining.workshops.domain import INSTRUMENT
from hrtraining.workshops.domain.designs import Design, Span, is_doubled
from hrtraining.workshops.models import Lot, Switch, Workshop


@dataclass(frozen=True, slots=True)
class SwitchRow:
    """A design that is or was switched on."""

    id: int
    design: Design
    span: Span


@dataclass(frozen=True, slots=True)
class LotRow:
    """A course and how the lot fell on it."""

    workshop_id: int
    title: str
    academy_id: int
    starts_on: date
    position: int
    seed: str
    is_doubled: bool
    drawn_at: datetime

    @property
    def is_as_drawn(self) -> bool:
        """Whether drawing again with the kept seed gives the same."""
        return is_doubled(self.seed, self.position) == self.is_doubled


def switches(session: Session) -> list[SwitchRow]:
    """Everything that is or was switched on, newest first."""
    rows = session.execute(select(Switch).order_by(Switch.id.desc())).scalars()
    return [SwitchRow(row.id, Design(row.design), Span(row.from_day, row.until_day)) for row in rows]


def lots(session: Session) -> list[LotRow]:
    """The courses on which a lot fell, by academy in the order of drawing."""
    rows = session.execute(
        select(Lot, Workshop.title, Workshop.starts_on)
        .join(Workshop, Workshop.id == Lot.workshop_id)
        .order_by(Lot.academy_id, Lot.switch_id, Lot.position)
    )
    return [
        LotRow(
            workshop_id=lot.workshop_id,
            title=title,
            academy_id=lot.academy_id,
            starts_on=starts_on,
            position=lot.position,
            seed=lot.seed,
            is_doubled=lot.is_doubled,
            drawn_at=lot.drawn_at,
        )
        for lot, title, starts_on in rows
    ]


def has_two_forms(session: Session) -> bool:
    """Whether every question of the newest edition's test has a second wording."""
    return content_queries.current_edition(session).instruments[INSTRUMENT].has_two_forms
