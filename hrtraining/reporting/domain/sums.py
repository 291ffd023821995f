"""Many equations whole = sum of parts at once: most are safe as they are, only the others are settled one by one.

Gives exactly what `extremes.protect` gives for each equation by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from hrtraining.reporting.domain.arrays import Bytes, Flags, Floats, Ints
from hrtraining.reporting.domain.extremes import COUNTS, NEVER, Cell, Steps, settle
from hrtraining.reporting.domain.grid import MARKS, NO_MARK, Grid, ranges


@dataclass(slots=True)
class Wholes:
    """B wholes (B entries each) with the same steps; how they are printed changes in place."""

    count: Ints
    n: Ints
    people: Ints
    unit: Floats
    rung: Bytes
    mark: Bytes
    needs: Flags
    least: Ints
    most: Ints
    steps: Steps

    @classmethod
    def at(cls, grid: Grid, rows: Ints, columns: Ints, steps: Steps) -> Wholes:
        """Cells of a grid."""
        at = rows, columns
        return cls(
            grid.count[at], grid.n[at], grid.people[rows], grid.unit[at], grid.rung[at], grid.mark[at],
            grid.needs[at], grid.least[at], grid.most[at], steps,
        )  # fmt: skip

    @classmethod
    def known(cls, total: Ints, people: Ints) -> Wholes:
        """Wholes that a reader knows exactly."""
        nothing = np.zeros(len(total), dtype=np.uint8)
        return cls(
            total, 2 * total + 1, people, np.ones(len(total)), nothing, nothing.copy(), nothing.astype(np.bool_),
            total.copy(), total.copy(), COUNTS,
        )  # fmt: skip

    def put(self, grid: Grid, rows: Ints, columns: Ints) -> None:
        """Keep how they are printed, and what they need, in the grid."""
        at = rows, columns
        grid.rung[at], grid.mark[at], grid.needs[at] = self.rung, self.mark, self.needs
        grid.least[at], grid.most[at] = self.least, self.most

    def shifted(self, by: Ints | int) -> Wholes:
        """The same with so many more in every count, as a reader would add what he knows."""
        return replace(self, count=self.count + by, n=self.n + by, least=self.least + by, most=self.most + by)

    def ask(self, below: Flags, above: Flags, who: Flags) -> None:
        """`Cell.ask` of some of them."""
        least = np.where(below, np.maximum(self.count - 1, 0), np.maximum(self.count, 0))
        most = np.where(above, np.minimum(self.count + 1, self.n), np.minimum(self.count, self.n))
        self.least = np.where(who, np.where(self.needs, np.minimum(least, self.least), least), self.least)
        self.most = np.where(who, np.where(self.needs, np.maximum(most, self.most), most), self.most)
        self.needs = self.needs | who

    def widen(self, who: Flags) -> None:
        """`Cell.widen` of some of them, none of which is the widest."""
        last = len(self.steps) - 1
        rung = np.where(self.mark != NO_MARK, last, self.rung + 1).astype(np.uint8)
        self.rung = np.where(who, rung, self.rung)
        if self.steps[-1] is None:
            self.mark = np.where(who & (self.rung == last), NO_MARK, self.mark).astype(np.uint8)

    def ranges(self) -> tuple[Ints, Ints]:
        """The counts that their prints alone leave open."""
        return ranges(self.count, self.n, self.unit, self.rung, self.mark, self.steps)

    def cell(self, place: int) -> Cell:
        """One of them, to change it alone."""
        need = (int(self.least[place]), int(self.most[place]))
        return Cell(
            int(self.count[place]),
            int(self.n[place]),
            int(self.people[place]),
            float(self.unit[place]),
            self.steps,
            int(self.rung[place]),
            MARKS[self.mark[place]],
            need if self.needs[place] else None,
        )

    def set(self, place: int, cell: Cell) -> None:
        """Keep how one of them is printed now, and what it needs."""
        self.rung[place], self.mark[place] = cell.rung, MARKS.index(cell.mark)
        if cell.need is not None:
            self.needs[place] = True
            self.least[place], self.most[place] = cell.need


class Sums:
    """B equations whole = sum of P parts; `rows` and `columns` say where the parts stand (they spread to B x P).

    With `rests`, what is in no part stands in its row `rest` as one more part, in the columns of the wholes.
    """

    def __init__(
        self,
        grid: Grid,
        wholes: Wholes,
        rows: Ints,
        columns: Ints,
        steps: Steps,
        rests: Grid | None = None,
        rest: int = 0,
    ) -> None:
        self.grid, self.wholes, self.steps, self.rests = grid, wholes, steps, rests
        self.at = np.broadcast_arrays(rows, columns)
        self.rest_at = (np.full(len(columns), rest), columns[:, 0])
        at = rows, columns
        self.count, self.n = grid.count[at], grid.n[at]
        self.rung, self.mark = grid.rung[at], grid.mark[at]
        self.needs, self.least, self.most = grid.needs[at], grid.least[at], grid.most[at]
        self.low, self.high = ranges(self.count, self.n, grid.unit[at], self.rung, self.mark, steps)
        last = len(steps) - 1
        self.is_widest = self.rung == last
        self.is_hidden = self.is_widest if steps[-1] is None else np.zeros(self.rung.shape, dtype=np.bool_)
        if rests is not None:
            self._append_rests(rests)

    def _append_rests(self, rests: Grid) -> None:
        """One more part that is never printed; where nobody is left over it changes nothing."""
        count, n, needs, least, most = (
            getattr(rests, name)[self.rest_at][:, None] for name in ("count", "n", "needs", "least", "most")
        )
        there = n > 0
        self.count, self.n = np.hstack((self.count, count)), np.hstack((self.n, n))
        self.needs = np.hstack((self.needs, needs & there))
        self.least, self.most = np.hstack((self.least, least)), np.hstack((self.most, most))
        self.low, self.high = np.hstack((self.low, np.zeros_like(n))), np.hstack((self.high, n))
        self.is_widest = np.hstack((self.is_widest, np.ones_like(there)))
        self.is_hidden = np.hstack((self.is_hidden, there))

    @property
    def rooms(self) -> tuple[Flags, Flags]:
        """Which parts a reader must still be able to place lower, and which higher."""
        return self.needs & (self.least < self.count), self.needs & (self.most > self.count)

    def protect(self, *, widen_whole: bool = False) -> None:
        """`extremes.protect` of every equation."""
        wholes = self.wholes
        asked_for = wholes.needs | _any(self.needs)
        if not asked_for.any():
            return
        self._ask_the_hidden(asked_for)
        self._put_needs()
        unsafe = asked_for & ~self._are_safe()
        if widen_whole:
            unsafe = self._widen_wholes(unsafe)
        for place in np.flatnonzero(unsafe):
            self._settle(int(place), widen_whole)

    def _ask_the_hidden(self, who: Flags) -> None:
        wholes, rooms = self.wholes, self.rooms
        asked = self.is_hidden & who[:, None]
        if not asked.any():
            return
        lower = wholes.needs & (wholes.least < wholes.count)
        higher = wholes.needs & (wholes.most > wholes.count)
        others = [room.sum(axis=1, keepdims=True) > room for room in rooms]
        below, above = others[1] | lower[:, None], others[0] | higher[:, None]
        least = np.where(below, np.maximum(self.count - 1, 0), self.count)
        most = np.where(above, np.minimum(self.count + 1, self.n), self.count)
        least = np.where(self.needs, np.minimum(least, self.least), least)
        most = np.where(self.needs, np.maximum(most, self.most), most)
        self.least, self.most = np.where(asked, least, self.least), np.where(asked, most, self.most)
        self.needs = self.needs | asked

    def _put_needs(self) -> None:
        """Keep what is needed now, of the rests too."""
        grid, parts = self.grid, slice(0, self.at[0].shape[1])
        at = self.at[0], self.at[1]
        grid.needs[at], grid.least[at] = self.needs[:, parts], self.least[:, parts]
        grid.most[at] = self.most[:, parts]
        if self.rests is not None:
            there = self.needs[:, -1]
            where = self.rest_at[0][there], self.rest_at[1][there]
            self.rests.needs[where] = True
            self.rests.least[where], self.rests.most[where] = self.least[there, -1], self.most[there, -1]

    @property
    def _not_open(self) -> Flags:
        rows: Flags = self.needs & ((self.low > self.least) | (self.high < self.most))
        return rows

    def _are_safe(self) -> Flags:
        """`extremes` calls an equation safe when it leaves every cell all the counts that it needs."""
        wholes = self.wholes
        whole_low, whole_high = wholes.ranges()
        low, high = self.low.sum(axis=1), self.high.sum(axis=1)
        gives_away = wholes.needs & ((low > wholes.least) | (high < wholes.most))
        not_open = wholes.needs & ((whole_low > wholes.least) | (whole_high < wholes.most))
        lowest = (whole_low - high)[:, None] + self.high
        highest = (whole_high - low)[:, None] + self.low
        reached = self.needs & ((lowest > self.least) | (highest < self.most))
        safe: Flags = ~(gives_away | not_open | _any(reached | self._not_open))
        return safe

    def _widen_wholes(self, unsafe: Flags) -> Flags:
        """Widen wholes that are not open while no part must be widened before; gives the equations still unsafe."""
        wholes = self.wholes
        lower, higher = (_any(room) for room in self.rooms)
        others_first = _any(self._not_open & ~self.is_widest)
        for _ in wholes.steps:
            low, high = wholes.ranges()
            not_open = wholes.needs & ((low > wholes.least) | (high < wholes.most))
            who = unsafe & ~others_first & not_open & (wholes.rung < len(wholes.steps) - 1)
            if not who.any():
                break
            wholes.widen(who)
            wholes.ask(lower, higher, who)
            unsafe = unsafe & ~self._are_safe()
        return unsafe

    def _settle(self, place: int, widen_whole: bool) -> None:
        rows, columns = self.at[0][place], self.at[1][place]
        units = self.grid.unit[rows, columns].tolist()
        people = self.grid.people[rows].tolist()
        values = (getattr(self, name)[place].tolist() for name in _OF_A_PART)
        cells = [
            Cell(count, n, of, unit, self.steps, rung, MARKS[mark], (least, most) if needs else None)
            for of, unit, count, n, rung, mark, needs, least, most in zip(
                people, units, *values, strict=False
            )
        ]
        whole, rest = self.wholes.cell(place), self._rest(place)
        settle(whole, cells if rest is None else [*cells, rest], widen_whole=widen_whole)
        self.wholes.set(place, whole)
        for row, column, cell in zip(rows.tolist(), columns.tolist(), cells, strict=True):
            self.grid.put(row, column, cell)
        if self.rests is not None and rest is not None:
            self.rests.put(int(self.rest_at[0][place]), int(self.rest_at[1][place]), rest)

    def _rest(self, place: int) -> Cell | None:
        """Everybody who is in no part, if anybody is."""
        if self.rests is None or not self.n[place, -1]:
            return None
        return self.rests.cell(int(self.rest_at[0][place]), int(self.rest_at[1][place]), NEVER)


def _any(found: Flags) -> Flags:
    """For each equation whether it holds of any of its parts."""
    rows: Flags = np.asarray(found.any(axis=1))
    return rows


_OF_A_PART = ("count", "n", "rung", "mark", "needs", "least", "most")
