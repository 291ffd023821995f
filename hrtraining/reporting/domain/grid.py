"""The cells of all groups as arrays, so that the gate looks at thousands of workshops at once.

A row is a group: the nation, the academies, the workshops. A column is one count: each item before and after, each
construct before and after, then pooled, mean and mark before and after, and persons higher, same and lower.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hrtraining.reporting.domain.arrays import Bytes, Flags, Floats, Ints
from hrtraining.reporting.domain.counts import Table
from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.extremes import (
    ABOVE,
    BELOW,
    COUNTS,
    EXACT,
    HIGH,
    LOW,
    MEANS,
    PARTS,
    SHARES,
    SMALL,
    Cell,
    Steps,
)

BEFORE, AFTER = 0, 1
HIGHER, SAME, LOWER = 0, 1, 2
POOLED, MEAN, MARK, PERSONS = "pooled", "mean", "mark", "persons"
NO_MARK, LOW_MARK, HIGH_MARK = 0, 1, 2
MARKS = (None, BELOW, ABOVE)

Cells = dict[str, list[Cell]]
"""The cells of one group: item keys, `construct:` names, pooled, mean, mark (before, after), persons (three)."""


def construct_name(construct: str) -> str:
    """The name of a construct's cells."""
    return f"construct:{construct}"


@dataclass(frozen=True)
class Layout:
    """The items by key and the constructs by the positions of their items."""

    items: tuple[str, ...]
    constructs: Mapping[str, tuple[int, ...]]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the cells of a group, in the order of the columns."""
        return (*self.items, *map(construct_name, self.constructs), POOLED, MEAN, MARK, PERSONS)

    @property
    def width(self) -> int:
        """The number of columns."""
        return 2 * len(self.names) + 1

    def columns(self, name: str) -> slice:
        """The columns of a name, one a side, or three of persons."""
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, slice]:
        return {
            name: slice(2 * place, 2 * place + (3 if name == PERSONS else 2))
            for place, name in enumerate(self.names)
        }

    def places(self, name: str) -> Ints:
        """The same as positions."""
        columns = self.columns(name)
        return np.arange(columns.start, columns.stop)

    def steps(self, name: str) -> Steps:
        """How finely the cells of a name may be printed."""
        if name in (POOLED, MEAN):
            return SHARES if name == POOLED else MEANS
        return PARTS if name.startswith("construct:") else COUNTS


@dataclass(slots=True)
class Grid:
    """All cells of G groups with C columns.

    `count` and `n` are G x C; `unit` is what one count adds to the printed number; `rung` and `mark` are how each is
    printed (positions in its steps and in MARKS); where `needs`, the counts from `least` to `most` must stay possible.
    """

    layout: Layout
    people: Ints
    count: Ints
    n: Ints
    unit: Floats
    rung: Bytes
    mark: Bytes
    needs: Flags
    least: Ints
    most: Ints

    @property
    def room(self) -> tuple[Flags, Flags]:
        """Which cells a reader must still be able to place lower, and which higher."""
        return self.needs & (self.least < self.count), self.needs & (self.most > self.count)

    def cell(self, row: int, column: int, steps: Steps) -> Cell:
        """One cell, to change it alone."""
        need = (int(self.least[row, column]), int(self.most[row, column]))
        return Cell(
            int(self.count[row, column]),
            int(self.n[row, column]),
            int(self.people[row]),
            float(self.unit[row, column]),
            steps,
            int(self.rung[row, column]),
            MARKS[self.mark[row, column]],
            need if self.needs[row, column] else None,
        )

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Keep how a cell is printed now, and what it needs."""
        self.rung[row, column] = cell.rung
        self.mark[row, column] = MARKS.index(cell.mark)
        if cell.need is not None:
            self.needs[row, column] = True
            self.least[row, column], self.most[row, column] = cell.need


def grid_of(table: Table, layout: Layout) -> Grid:
    """The cells of every group of a table with the marks that its own shares need."""
    count, n, unit = _counted(table, layout)
    people = table.people
    mark = _marks(count, n, people[:, None])
    mark[:, layout.columns(MEAN)] = NO_MARK
    low, high = allowed_counts(mark, n)
    rung = np.zeros(count.shape, dtype=np.uint8)
    needs = mark != NO_MARK
    least, most = np.maximum(count - 1, low), np.minimum(count + 1, high)
    # an item that few people answered is not printed at all
    items = slice(0, 2 * len(layout.items))
    few = (n[:, items] > 0) & (n[:, items] < THRESHOLD)
    rung[:, items][few] = len(COUNTS) - 1
    mark[:, items][few] = NO_MARK
    needs[:, items] |= few
    least[:, items][few] = 0
    most[:, items][few] = n[:, items][few]
    return Grid(layout, people, count, n, unit, rung, mark, needs, least, most)


def leave_for_others(grid: Grid) -> None:
    """Higher, same and lower are everybody: where a mark leaves one of them nearly all, little is left for the others.

    A reader knows that, so they make up for nothing elsewhere: their highest count is what is left. Where nothing is
    left (">95 %" of eleven people is all eleven) they are not printed.
    """
    persons = grid.layout.columns(PERSONS)
    mark, n = grid.mark[:, persons], grid.n[:, persons]
    low = allowed_counts(mark, n)[0]
    left = n - (low.sum(axis=1, keepdims=True) - low)
    none = (mark == LOW_MARK) & (left == 0)
    grid.rung[:, persons][none] = len(COUNTS) - 1
    grid.needs[:, persons][none] = False
    mark[none] = NO_MARK
    n[:] = np.where(mark == NO_MARK, left, n)


def _counted(table: Table, layout: Layout) -> tuple[Ints, Ints, Floats]:
    """Counts and their wholes, and units, in the columns of the layout."""
    shape = (len(table.people), layout.width)
    count, n, unit = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.ones(shape)
    items = 2 * len(layout.items)
    count[:, 0:items:2], count[:, 1:items:2] = table.before, table.after
    n[:, 0:items:2] = n[:, 1:items:2] = table.answered
    sums = {construct_name(name): list(places) for name, places in layout.constructs.items()}
    for name, places in (*sums.items(), (POOLED, list(range(len(layout.items))))):
        columns = layout.columns(name)
        for side, counted in enumerate((table.before, table.after)):
            count[:, columns.start + side] = counted[:, places].sum(axis=1)
        n[:, columns] = table.answered[:, places].sum(axis=1)[:, None]
        unit[:, columns] = np.where(n[:, columns] > 0, 100 / np.maximum(n[:, columns], 1), 1.0)
    scored = table.scored[:, None]
    means, marks, persons = (layout.columns(name) for name in (MEAN, MARK, PERSONS))
    count[:, means] = np.stack((table.score_before, table.score_after), axis=1)
    n[:, means] = scored * len(layout.items)
    unit[:, means] = np.where(scored > 0, 1 / np.maximum(scored, 1), 1.0)
    count[:, marks] = np.stack((table.mark_before, table.mark_after), axis=1)
    same = table.scored - table.higher - table.lower
    count[:, persons] = np.stack((table.higher, same, table.lower), axis=1)
    n[:, marks] = n[:, persons] = scored
    return count, n, unit


def _marks(count: Ints, n: Ints, people: Ints) -> Bytes:
    """The marks of shares, as `extremes.mark` gives them."""
    free = (n == 0) | ((people >= SMALL) & (count > 0) & (count < n))
    marks = np.zeros(count.shape, dtype=np.uint8)
    marks[~free & (100 * count < LOW * n)] = LOW_MARK
    marks[~free & (100 * count > HIGH * n)] = HIGH_MARK
    return marks


def allowed_counts(mark: Bytes, n: Ints) -> tuple[Ints, Ints]:
    """The counts that marks leave open, from 0 to n where there is none."""
    low = np.where(mark == HIGH_MARK, HIGH * n // 100 + 1, 0)
    high = np.where(mark == LOW_MARK, -(-LOW * n // 100) - 1, n)
    return low, high


def ranges(count: Ints, n: Ints, unit: Floats, rung: Bytes, mark: Bytes, steps: Steps) -> tuple[Ints, Ints]:
    """The counts that prints alone leave open, as `Cell.range` gives them, for cells of the same steps."""
    low, high = count.copy(), count.copy()
    for place, step in enumerate(steps):
        here = rung == place
        if step is None:
            low[here], high[here] = 0, n[here]
        elif step != EXACT and here.any():
            units = unit[here]
            # the same operations in the same order as for one cell, so that both agree to the last digit
            printed = np.floor(count[here] * units / step + 0.5) * step
            lowest, highest = (printed - step / 2) / units, (printed + step / 2) / units
            low[here] = np.maximum(np.ceil(lowest).astype(np.int64), 0)
            high[here] = np.minimum(np.floor(highest).astype(np.int64), n[here])
    marked = mark != NO_MARK
    if marked.any():
        low[marked], high[marked] = allowed_counts(mark[marked], n[marked])
    return low, high


def exact_rows(rung: Bytes, mark: Bytes, layout: Layout) -> dict[str, Flags]:
    """By name, which of G groups have all its cells printed as finely as usual."""
    exact = (rung == 0) & (mark == NO_MARK)
    # two columns a name, and a third one of persons, which stands last
    both = exact[:, 0:-1:2] & exact[:, 1::2]
    both[:, -1] &= exact[:, -1]
    return dict(zip(layout.names, both.T.copy(), strict=True))


def printed_cells(table: Table, layout: Layout, *, rung: Bytes, mark: Bytes) -> list[Cells]:
    """The cells of each group of a table as they are printed; `rung` and `mark` are G x C."""
    places = [
        (name, layout.steps(name), range(*layout.columns(name).indices(layout.width)))
        for name in layout.names
    ]
    count, n, unit = (found.tolist() for found in _counted(table, layout))
    people, rungs, marks = table.people.tolist(), rung.tolist(), mark.tolist()
    return [
        {
            name: [
                Cell(count[g][c], n[g][c], people[g], unit[g][c], steps, rungs[g][c], MARKS[marks[g][c]])
                for c in columns
            ]
            for name, steps, columns in places
        }
        for g in range(len(people))
    ]
