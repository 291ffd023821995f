"""The second half of the disclosure gate: extreme shares of small groups, and what would give them away (rule 21).

A share below 5 % or above 95 % of a group under 100 is printed as "<5 %" or ">95 %". Its count must then not follow
from other printed numbers: not from the whole minus the other parts, not from the parts of the group itself. Numbers
that would give it away are printed less finely or not at all, those of the smallest group first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SMALL = 100
LOW, HIGH = 5, 95
"""Per cent."""
BELOW, ABOVE = "<5", ">95"
EXACT = 0.0
"""The step of a number that is printed as finely as usual; readers are taken to know its count exactly."""
COUNTS = (EXACT, None)
PARTS = (EXACT, 1.0, 5.0, None)
SHARES = (EXACT, 1.0, 5.0, 4.0)
MEANS = (EXACT, 1.0, 1.5)
"""How finely a count, the share of a topic, the share of all answers or a mean may be printed.

The share of all answers and the mean score are the finding itself: they are rounded, never hidden. Their last step
is no multiple of the one before, so that a value at the edge of one lies well inside the other.
"""

Steps = tuple[float | None, ...]
Range = tuple[int, int]


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
        if self.rung == len(self.steps) - 1:
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


def is_safe(whole: Cell, parts: Sequence[Cell]) -> bool:
    """Whether whole = sum of parts leaves every cell all the counts that it needs."""
    low, high = _sum_range(parts)
    whole_low, whole_high = whole.range
    if _gives_away(whole, parts):
        return False
    for part in parts:
        if part.need is None:
            continue
        part_low, part_high = part.range
        if whole_low - (high - part_high) > part.need[0] or whole_high - (low - part_low) < part.need[1]:
            return False
    return _is_covered(whole) and all(map(_is_covered, parts))


def _sum_range(parts: Sequence[Cell]) -> Range:
    return sum(part.range[0] for part in parts), sum(part.range[1] for part in parts)


def _gives_away(whole: Cell, parts: Sequence[Cell]) -> bool:
    low, high = _sum_range(parts)
    return whole.need is not None and (low > whole.need[0] or high < whole.need[1])


def protect(whole: Cell, parts: Sequence[Cell], *, widen_whole: bool = False) -> None:
    """Widen prints until whole = sum of parts gives nothing away that is needed.

    `parts` include a hidden cell for everybody who is in no printed part. Parts of the smallest groups are widened
    first; with `widen_whole` the whole instead, as long as that helps. What is or becomes wider must itself stay
    open as far as it protects others.
    """
    if whole.need is None and all(part.need is None for part in parts):
        return
    _ask_the_hidden(whole, parts)
    while not is_safe(whole, parts):
        chosen = _next(whole, parts, widen_whole)
        if chosen is None:
            return
        chosen.widen()
        if chosen is whole:
            chosen.ask(max(part.room[0] for part in parts), max(part.room[1] for part in parts))
        else:
            _ask(chosen, whole, parts)


def _ask(cell: Cell, whole: Cell, parts: Sequence[Cell]) -> None:
    """When this part lies lower, another lies higher by as much, or the whole lower; and the other way round."""
    others = [part for part in parts if part is not cell]
    above = max((part.room[0] for part in others), default=0) + whole.room[1]
    below = max((part.room[1] for part in others), default=0) + whole.room[0]
    cell.ask(below, above)


def _ask_the_hidden(whole: Cell, parts: Sequence[Cell]) -> None:
    """What is hidden for other reasons serves as cover too, and later publications must not lift it."""
    rooms = {id(part): part.room for part in parts}
    for cell in parts:
        if cell.is_hidden:
            others = [rooms[id(part)] for part in parts if part is not cell]
            above = max((room[0] for room in others), default=0) + whole.room[1]
            below = max((room[1] for room in others), default=0) + whole.room[0]
            cell.ask(below, above)


def _next(whole: Cell, parts: Sequence[Cell], widen_whole: bool) -> Cell | None:
    uncovered = [cell for cell in (*parts, whole) if not (_is_covered(cell) or cell.is_widest)]
    if uncovered:
        return uncovered[0]
    if widen_whole and not _gives_away(whole, parts):
        # parts that are open already do not help; only the printed sum can
        return None if whole.is_widest else whole
    candidates = [part for part in parts if part.mark is None and not part.is_widest]
    if candidates:
        # what is already printed coarsely is what the others must protect
        return min(candidates, key=lambda part: (part.rung, part.people, part.count))
    if whole.people < SMALL and not whole.is_widest:
        return whole
    marked = [part for part in parts if part.mark is not None and part.steps[-1] is None]
    return min(marked, key=lambda part: (part.people, part.count)) if marked else None
