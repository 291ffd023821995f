"""The second half of the disclosure gate: extreme shares of small groups, and what would give them away (rule 21).

A share below 5 % or above 95 % of a group under 100 is printed as "<5 %" or ">95 %". Its count must then not follow
from other printed numbers: not from the whole minus the other parts, not from the parts of the group itself. Numbers
that would give it away are printed less finely or not at all, those of the smallest group first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import inf

SMALL = 100
LOW, HIGH = 5, 95
"""Per cent."""
BELOW, ABOVE = "<5", ">95"
EXACT = 0.0
"""The step of a number that is printed as finely as usual; readers are taken to know its count exactly."""
COUNTS = (EXACT, None)
PARTS = (EXACT, 1.0, 5.0, None)
SHARES = (EXACT, 1.0, 5.0, 4.0, 7.0)
MEANS = (EXACT, 1.0, 1.5, 2.5)
"""How finely a count, the share of a topic, the share of all answers or a mean may be printed.

The share of all answers and the mean score are the finding itself: they are rounded, never hidden. Their last
steps are no multiples of those before, so that a value at the edge of one lies well inside another.
"""

Steps = tuple[float | None, ...]
NEVER: Steps = (None,)
"""The steps of what is not printed at all."""
Range = tuple[int, int]
"""The least and the most of a count."""


def mark(count: int, n: int, people: int) -> str | None:
    """The mark for a share count/n of a group of so many people, or None when the share may be printed.

    Nobody and everybody get the mark in groups of any size: they tell about each part and each person.
    """
    if n == 0 or (people >= SMALL and 0 < count < n):
        return None
    if 100 * count < LOW * n:
        return BELOW
    return ABOVE if 100 * count > HIGH * n else None


def allowed(mark_: str, n: int) -> Range:
    """The counts among n that a mark leaves open."""
    return (0, -(-LOW * n // 100) - 1) if mark_ == BELOW else (HIGH * n // 100 + 1, n)


def _around(count: int, open_: Range) -> Range:
    """The count with its neighbours, as far as the mark leaves them open."""
    return max(count - 1, open_[0]), min(count + 1, open_[1])


def rounded(value: float, size: float) -> float:
    """The nearest multiple of a step, halves up."""
    return (value / size + 0.5) // 1 * size


@dataclass(slots=True)
class Cell:
    """One count of one group and how it is printed.

    `unit` is what one count adds to the printed number (100 / answers for a share in per cent, 1 / persons for a
    mean). `rung` is the position in `steps`; `mark` stands for an extreme. `need` are the counts that must stay
    possible for a reader who combines everything that is printed; None where the exact count may be known.
    """

    count: int
    n: int
    people: int
    unit: float = 1.0
    steps: Steps = COUNTS
    rung: int = 0
    mark: str | None = None
    need: Range | None = None

    @classmethod
    def of(cls, count: int, n: int, people: int, *, unit: float = 1.0, steps: Steps = COUNTS) -> Cell:
        """A cell with the mark that its own share needs."""
        found = mark(count, n, people)
        return cls(
            count, n, people, unit, steps, 0, found, _around(count, allowed(found, n)) if found else None
        )

    @property
    def step(self) -> float | None:
        """How finely it is printed; None when it is not."""
        return self.steps[self.rung]

    @property
    def is_exact(self) -> bool:
        """Whether it is printed as usual."""
        return self.mark is None and self.rung == 0

    @property
    def is_hidden(self) -> bool:
        """Whether it is not printed at all."""
        return self.step is None

    @property
    def is_widest(self) -> bool:
        """Whether it cannot be printed less finely."""
        return self.rung == len(self.steps) - 1

    @property
    def range(self) -> Range:
        """The counts that the print alone leaves open."""
        step = self.step
        if step is None:
            return 0, self.n
        if self.mark is not None:
            return allowed(self.mark, self.n)
        if step == EXACT:
            return self.count, self.count
        printed = rounded(self.count * self.unit, step)
        low, high = (printed - step / 2) / self.unit, (printed + step / 2) / self.unit
        return max(int(-(-low // 1)), 0), min(int(high // 1), self.n)

    @property
    def room(self) -> tuple[int, int]:
        """How far below and above the count a reader must still be able to place it."""
        return (0, 0) if self.need is None else (self.count - self.need[0], self.need[1] - self.count)

    def widen(self) -> bool:
        """Print it one step less finely; False when it is hidden already."""
        if self.is_widest:
            return False
        self.rung = len(self.steps) - 1 if self.mark is not None else self.rung + 1
        if self.is_hidden:
            self.mark = None
        return True

    def ask(self, below: int, above: int) -> None:
        """Ask that it may lie one below and one above its count, as far as it is asked and there are such counts."""
        low, high = max(self.count - min(below, 1), 0), min(self.count + min(above, 1), self.n)
        self.need = (low, high) if self.need is None else (min(low, self.need[0]), max(high, self.need[1]))


def _is_covered(cell: Cell) -> bool:
    return cell.need is None or (cell.range[0] <= cell.need[0] and cell.range[1] >= cell.need[1])


def protect(whole: Cell, parts: Sequence[Cell], *, widen_whole: bool = False) -> None:
    """Widen prints until whole = sum of parts gives nothing away that is needed.

    `parts` include a hidden cell for everybody who is in no printed part. Parts of the smallest groups are widened
    first; with `widen_whole` the whole instead, as long as that helps. What is or becomes wider must itself stay
    open as far as it protects others.
    """
    if whole.need is None and all(part.need is None for part in parts):
        return
    ask_the_hidden(whole, parts)
    settle(whole, parts, widen_whole=widen_whole)


def ask_the_hidden(whole: Cell, parts: Sequence[Cell]) -> None:
    """What is hidden for other reasons serves as cover too, and later publications must not lift it."""
    rooms = [part.room for part in parts]
    lower, higher = (sum(room[side] > 0 for room in rooms) for side in (0, 1))
    for cell, room in zip(parts, rooms, strict=True):
        if cell.is_hidden:
            above = lower - (room[0] > 0) + whole.room[1]
            below = higher - (room[1] > 0) + whole.room[0]
            cell.ask(below, above)


def settle(whole: Cell, parts: Sequence[Cell], *, widen_whole: bool = False) -> None:
    """The steps of `protect` after what is hidden was asked."""
    sums = _Sum(whole, parts)
    while not sums.is_safe():
        chosen = sums.next(widen_whole)
        if chosen is None:
            return
        if chosen == WHOLE:
            sums.widen_whole()
        else:
            sums.widen(chosen)


WHOLE = -1
"""In the place of a part's position: the whole."""


class _Sum:
    """whole = sum of parts while prints are widened; every step costs about the same, however many parts there are.

    A cell is open when its print leaves it all it needs. What is not open and cannot be widened keeps the sum from
    being safe for good.
    """

    __slots__ = (
        "candidates",
        "depths",
        "heights",
        "high",
        "low",
        "marked",
        "not_open",
        "parts",
        "ranges",
        "roomy",
        "stamps",
        "stuck",
        "whole",
    )

    def __init__(self, whole: Cell, parts: Sequence[Cell]) -> None:
        self.whole, self.parts = whole, parts
        self.ranges = [part.range for part in parts]
        self.low, self.high = (sum(found[side] for found in self.ranges) for side in (0, 1))
        self.stamps = [0] * len(parts)
        self.roomy = [0, 0]
        self.stuck = 0
        self.not_open: list[int] = []
        self.heights: list[tuple[int, int, int]] = []
        self.depths: list[tuple[int, int, int]] = []
        self.candidates: list[tuple[int, int, int, int]] | None = None
        self.marked: list[tuple[int, int, int]] | None = None
        for place in range(len(parts)):
            self._count(place)

    def is_safe(self) -> bool:
        """Whether whole = sum of parts leaves every cell all the counts that it needs."""
        whole_low, whole_high = self.whole.range
        return not (
            self.stuck
            or self.not_open
            or self._gives_away()
            or self._most(self.heights) > self.high - whole_low
            or self._most(self.depths) > whole_high - self.low
            or not _is_covered(self.whole)
        )

    def next(self, widen_whole: bool) -> int | None:
        """The cell to print less finely next: its position, WHOLE, or None when nothing helps."""
        whole = self.whole
        if self.not_open:
            return self.not_open[0]
        if not (_is_covered(whole) or whole.is_widest):
            return WHOLE
        if widen_whole and not self._gives_away():
            # parts that are open already do not help; only the printed sum can
            return None if whole.is_widest else WHOLE
        # what is already printed coarsely is what the others must protect
        chosen = self._candidate()
        if chosen is None and whole.people < SMALL and not whole.is_widest:
            return WHOLE
        return self._marked() if chosen is None else chosen

    def widen_whole(self) -> None:
        """Print the whole less finely."""
        self.whole.widen()
        self.whole.ask(self.roomy[0], self.roomy[1])

    def widen(self, place: int) -> None:
        """Print a part less finely.

        When this part lies lower, another lies higher by as much, or the whole lower; and the other way round.
        """
        part = self.parts[place]
        self._count(place, -1)
        part.widen()
        above, below = self.roomy[0] + self.whole.room[1], self.roomy[1] + self.whole.room[0]
        part.ask(below, above)
        before, self.ranges[place] = self.ranges[place], part.range
        self.low += self.ranges[place][0] - before[0]
        self.high += self.ranges[place][1] - before[1]
        self.stamps[place] += 1
        self._count(place)
        if self.candidates is not None and part.mark is None and not part.is_widest:
            heappush(self.candidates, (part.rung, part.people, part.count, place))

    def _count(self, place: int, by: int = 1) -> None:
        """Take a part into the sums that every step asks for, or out of them."""
        part, (low, high) = self.parts[place], self.ranges[place]
        for side in (0, 1):
            self.roomy[side] += by * (part.room[side] > 0)
        if part.need is None:
            return
        is_open = low <= part.need[0] and high >= part.need[1]
        if by < 0:
            if not is_open and part.is_widest:
                self.stuck -= 1
            elif not is_open:
                # the first of them is always the one that is widened next
                heappop(self.not_open)
            return
        heappush(self.heights, (part.need[0] - high, place, self.stamps[place]))
        heappush(self.depths, (low - part.need[1], place, self.stamps[place]))
        if not is_open and part.is_widest:
            self.stuck += 1
        elif not is_open:
            heappush(self.not_open, place)

    def _most(self, heap: list[tuple[int, int, int]]) -> float:
        """The most that a part which needs something reaches over it; less than anything when none does."""
        while heap and heap[0][2] != self.stamps[heap[0][1]]:
            heappop(heap)
        return -heap[0][0] if heap else -inf

    def _gives_away(self) -> bool:
        need = self.whole.need
        return need is not None and (self.low > need[0] or self.high < need[1])

    def _candidate(self) -> int | None:
        """The part of the smallest group among those printed most finely."""
        if self.candidates is None:
            self.candidates = [
                (part.rung, part.people, part.count, place)
                for place, part in enumerate(self.parts)
                if part.mark is None and not part.is_widest
            ]
            heapify(self.candidates)
        while self.candidates:
            rung, *_, place = self.candidates[0]
            part = self.parts[place]
            if part.rung == rung and part.mark is None and not part.is_widest:
                return place
            heappop(self.candidates)
        return None

    def _marked(self) -> int | None:
        """The part of the smallest group among those with a mark that may be hidden."""
        if self.marked is None:
            self.marked = [
                (part.people, part.count, place)
                for place, part in enumerate(self.parts)
                if part.mark is not None and part.steps[-1] is None
            ]
            heapify(self.marked)
        while self.marked and self.parts[self.marked[0][2]].mark is None:
            heappop(self.marked)
        return self.marked[0][2] if self.marked else None
