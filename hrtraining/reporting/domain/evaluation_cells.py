"""Cells of opinions and how finely they may be printed: for every rare answer there must be another possible world.

A rare share is printed as a mark (rule 21), but whole, parts and groups add up, and several numbers together might tell
the count. So each rare count needs a witness: one person of some workshop who could have answered otherwise, or two
people of two workshops who could have answered the other way round, so that everything printed would be the same and
the count would not. Where there is none, numbers are printed less finely until there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.extremes import NEVER, Cell, Range, Steps

FINEST = 1.0
PRINTED = (FINEST, 5.0, 10.0)
STEPS: Steps = (*PRINTED, None)
"""How finely a share may be printed, in points; a value at the edge of one step lies well inside the next."""

Parts = Mapping[str, int]
"""How often each part of a question was given."""
Row = dict[str, Cell]
"""The cells of one question in one group, by part."""
_Change = tuple[Cell, int]
"""A cell and the count that it would have in another world."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The answers of one question in one group: the workshops behind it and its cells."""

    workshops: frozenset[int]
    row: Row


def row_of(names: Sequence[str], answers: Iterable[Parts], people: int, *, is_printed: bool = True) -> Row:
    """The cells of a group of so many people, with the marks that its own shares need.

    A question that fewer than ten people of the group answered is not printed (rule 13).
    """
    answers = list(answers)
    counts = {name: sum(one.get(name, 0) for one in answers) for name in names}
    n = sum(counts.values())
    unit = 100 / n if n else 1.0
    row = {name: Cell.of(count, n, people, unit=unit, steps=STEPS) for name, count in counts.items()}
    for cell in row.values():
        if 0 < n < THRESHOLD:
            cell.need = (max(cell.count - 1, 0), min(cell.count + 1, n))
        if 0 < n < THRESHOLD or not is_printed:
            cell.steps, cell.rung, cell.mark = NEVER, 0, None
    return row


def known(row: Row) -> dict[str, Range]:
    """The counts that the print of a whole row leaves open: its parts make up the known number of answers."""
    ranges = {name: cell.range for name, cell in row.items()}
    lows, highs = (sum(one[side] for one in ranges.values()) for side in (0, 1))
    return {
        name: (max(low, row[name].n - (highs - high)), min(high, row[name].n - (lows - low)))
        for name, (low, high) in ranges.items()
    }


def protect(units: Sequence[Unit], answers: Mapping[int, Parts]) -> None:
    """Print the cells of one question less finely until every rare count has a witness.

    `answers` are those of each workshop. What is printed less finely never becomes finer again, so this ends.
    """
    table = _Table(units, answers)
    rare = [
        (unit, name)
        for unit in sorted(units, key=lambda one: (len(one.workshops), sorted(one.workshops)))
        for name, cell in unit.row.items()
        if cell.need is not None and cell.need[0] < cell.need[1]
    ]
    is_settled = False
    while not is_settled:
        is_settled = True
        for unit, name in rare:
            for cell, count in table.witness(unit, name):
                while not table.holds(cell, count) and cell.widen():
                    table.ranges[id(cell)] = cell.range
                    is_settled = False


class _Table:
    """One question in all groups, arranged for looking up which cells a moved answer would change."""

    def __init__(self, units: Sequence[Unit], answers: Mapping[int, Parts]) -> None:
        self.answers = answers
        self.rows = {key: [one.row for one in units if key in one.workshops] for key in answers}
        self.ranges = {id(cell): cell.range for one in units for cell in one.row.values()}
        self.keys = sorted(answers, key=lambda key: (len(self.rows[key]), key))
        """Those who stand in few printed groups first: moving their answers changes least."""

    def holds(self, cell: Cell, count: int) -> bool:
        """Whether what is printed leaves a count open."""
        low, high = self.ranges[id(cell)]
        return low <= count <= high

    def witness(self, unit: Unit, name: str) -> list[_Change]:
        """The other world that asks for the least: for the fewest people, then cells, to be printed less finely."""
        best: list[_Change] = []
        least: tuple[int, int] | None = None
        for changes in self._worlds(unit, name):
            wrong = [cell for cell, count in changes if not self.holds(cell, count)]
            cost = sum(cell.people for cell in wrong), len(wrong)
            if least is None or cost < least:
                best, least = changes, cost
            if not wrong:
                break
        return best

    def _worlds(self, unit: Unit, name: str) -> Iterator[list[_Change]]:
        """Worlds in which a group has one answer more or fewer of a part, as far as its mark leaves them open."""
        cell = unit.row[name]
        low, high = cell.need or (cell.count, cell.count)
        ways = [by for by in (1, -1) if low <= cell.count + by <= high]
        for by in ways:
            for other in unit.row:
                if other == name:
                    continue
                gives, takes = (other, name) if by > 0 else (name, other)
                givers = self._some(gives, unit.workshops, is_inside=True)
                backs = self._some(takes, unit.workshops, is_inside=False)
                for one in givers:
                    yield self._changes(one, None, takes, gives)
                    for two in backs:
                        yield self._changes(one, two, takes, gives)

    def _some(self, part: str, workshops: frozenset[int], *, is_inside: bool) -> list[int]:
        found = (
            key for key in self.keys if (key in workshops) is is_inside and self.answers[key].get(part, 0)
        )
        return list(islice(found, _TRIED))

    def _changes(self, one: int, two: int | None, takes: str, gives: str) -> list[_Change]:
        """The cells that change when somebody of a workshop answers otherwise and, if named, somebody of another
        one the other way round; groups with both stay as they are."""
        mine, yours = self.rows[one], self.rows[two] if two is not None else []
        both = {id(row) for row in mine} & {id(row) for row in yours}
        found: list[_Change] = []
        for rows, by in ((mine, 1), (yours, -1)):
            for row in rows:
                if id(row) not in both:
                    found.append((row[takes], row[takes].count + by))
                    found.append((row[gives], row[gives].count - by))
        return found


_TRIED = 5
"""How many workshops are tried on each side."""
