"""Which sheet stands and which two make a pair: rules 1 to 3 of CONVENTIONS.md, whatever the order of a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hrtraining.assessment.domain import Phase
from hrtraining.exchange.domain.faults import Fault, Kind
from hrtraining.exchange.domain.rows import Row


@dataclass(frozen=True, slots=True)
class Sorted:
    """The rows of a file: those that stand, replays of them, and those with other answers under the same uid."""

    standing: tuple[Row, ...]
    replays: int
    set_aside: tuple[Row, ...]
    faults: tuple[Fault, ...]


def sort_rows(rows: Iterable[Row]) -> Sorted:
    """Take rows that share a uid apart; of these the earliest stands (CONVENTIONS.md 1 and 3)."""
    by_uid: dict[str, Row | list[Row]] = {}
    for row in rows:
        found = by_uid.setdefault(row.uid, row)
        if isinstance(found, list):
            found.append(row)
        elif found is not row:
            by_uid[row.uid] = [found, row]
    standing: list[Row] = []
    set_aside: list[Row] = []
    faults: list[Fault] = []
    replays = 0
    for found in by_uid.values():
        if isinstance(found, Row):
            standing.append(found)
            continue
        first = min(found, key=lambda row: (row.moment, row.codes))
        standing.append(first)
        for row in found:
            if row is first:
                continue
            if _whose(row) != _whose(first):
                later, earlier = max(row.number, first.number), min(row.number, first.number)
                faults.append(Fault(Kind.UID_OF_TWO, later, "attempt_uid", row.uid, str(earlier)))
            elif row.codes == first.codes:
                replays += 1
            else:
                set_aside.append(row)
    return Sorted(tuple(standing), replays, tuple(set_aside), tuple(faults))


def _whose(row: Row) -> tuple[str, ...]:
    return row.learner, row.academy, row.workshop, row.phase


@dataclass(frozen=True, slots=True)
class Moment:
    """A sheet as the rules of pairing see it."""

    learner: object
    phase: Phase
    at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """Sheets and pairs of one workshop; numbers of people and sheets only."""

    people: int
    before: int
    after: int
    pairs: int
    superseded: int
    not_after_pre: int
    post_only: int


def count_pairs(sheets: Iterable[Moment]) -> Counts:
    """What becomes of the sheets of one workshop (CONVENTIONS.md 2 and 3); `before` and `after` count sheets."""
    before: dict[object, list[datetime]] = defaultdict(list)
    after: dict[object, list[datetime]] = defaultdict(list)
    for sheet in sheets:
        (before if sheet.phase is Phase.PRE else after)[sheet.learner].append(sheet.at)
    pairs = superseded = not_after = 0
    for learner, moments in before.items():
        start = min(moments)
        later = sum(moment > start for moment in after.get(learner, ()))
        superseded += len(moments) - 1 + max(later - 1, 0)
        not_after += len(after.get(learner, ())) - later
        pairs += later > 0
    return Counts(
        people=len(before.keys() | after.keys()),
        before=sum(map(len, before.values())),
        after=sum(map(len, after.values())),
        pairs=pairs,
        superseded=superseded,
        not_after_pre=not_after,
        post_only=len(after.keys() - before.keys()),
    )
