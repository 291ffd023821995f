"""The gate as its rules say it, cell by cell and slowly: what the quick one is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hrtraining.reporting.domain.counts import Counts
from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.extremes import (
    BELOW,
    MEANS,
    PARTS,
    SHARES,
    SMALL,
    Cell,
    Range,
    Steps,
    allowed,
)
from hrtraining.reporting.domain.gate import MOST_TURNS
from hrtraining.reporting.domain.grid import (
    AFTER,
    BEFORE,
    MARK,
    MEAN,
    PERSONS,
    POOLED,
    Cells,
    Layout,
    construct_name,
)
from hrtraining.reporting.domain.group_counts import Pooled


@dataclass(frozen=True, slots=True)
class Decision:
    """The cells of the nation, of every shown academy and workshop, and of every shown category."""

    nation: Cells
    academies: Mapping[str, Cells]
    workshops: Mapping[int, Cells]
    categories: Mapping[str, Mapping[str, Cells]]


def group_cells(counts: Counts, layout: Layout) -> Cells:
    """The cells of one group with the marks that its own shares need."""
    cells: Cells = {}
    for place, item in enumerate(layout.items):
        sides = (counts.before[place], counts.after[place])
        cells[item] = [_item_cell(count, counts.answered[place], counts.people) for count in sides]
    for construct, places in layout.constructs.items():
        cells[construct_name(construct)] = _shares(*counts.answers(places), counts.people, PARTS)
    cells[POOLED] = _shares(*counts.answers(range(len(layout.items))), counts.people)
    unit = 1 / counts.scored if counts.scored else 1.0
    most = counts.scored * len(layout.items)
    cells[MEAN] = [
        Cell(total, most, counts.people, unit, MEANS) for total in (counts.score_before, counts.score_after)
    ]
    cells[MARK] = [Cell.of(n, counts.scored, counts.people) for n in (counts.mark_before, counts.mark_after)]
    cells[PERSONS] = [
        Cell.of(n, counts.scored, counts.people) for n in (counts.higher, counts.same, counts.lower)
    ]
    return cells


def _left_for_others(persons: Sequence[Cell]) -> None:
    """What a mark on one of the three leaves at most for the others; what is nothing is not printed."""
    lows = [allowed(cell.mark, cell.n)[0] if cell.mark else 0 for cell in persons]
    left = [cell.n - sum(lows) + low for cell, low in zip(persons, lows, strict=True)]
    for cell, most in zip(persons, left, strict=True):
        if cell.mark == BELOW and most == 0:
            cell.widen()
            cell.need = None
        if cell.mark is None:
            cell.n = most


def _item_cell(count: int, n: int, people: int) -> Cell:
    cell = Cell.of(count, n, people)
    if 0 < n < THRESHOLD:
        cell.widen()
        cell.need = (0, n)
    return cell


def _shares(answers: int, before: int, after: int, people: int, steps: Steps = SHARES) -> list[Cell]:
    unit = 100 / answers if answers else 1.0
    return [Cell.of(count, answers, people, unit=unit, steps=steps) for count in (before, after)]


def _inside(cells: Cells, layout: Layout) -> None:
    """Within one group: sums of items and of persons must not give an item or a direction away."""
    persons = cells[PERSONS]
    total = sum(cell.count for cell in persons)
    protect(Cell(total, 2 * total + 1, persons[0].people), persons)
    for _ in range(MOST_TURNS):
        _sums_of_items(cells, layout)
        if not _sides_alike(cells, layout):
            return


def _sums_of_items(cells: Cells, layout: Layout) -> None:
    for side in (BEFORE, AFTER):
        items = [cells[item][side] for item in layout.items]
        for construct, places in layout.constructs.items():
            _sum_of_items(cells[construct_name(construct)][side], [items[place] for place in places])
        _sum_of_items(cells[POOLED][side], items)
        _sum_of_items(
            cells[POOLED][side], [cells[construct_name(construct)][side] for construct in layout.constructs]
        )
        _sum_of_items(cells[MEAN][side], items, slack=cells[POOLED][side].count - cells[MEAN][side].count)


def _sides_alike(cells: Cells, layout: Layout) -> bool:
    """A reader takes one side from the other through the change, so both are printed equally finely."""
    moved = False
    for name in (MEAN, POOLED, *map(construct_name, layout.constructs)):
        coarsest = max(cell.rung for cell in cells[name])
        for cell in cells[name]:
            while cell.mark is None and cell.rung < coarsest:
                cell.widen()
                moved = True
    return moved


def _sum_of_items(whole: Cell, items: Sequence[Cell], *, slack: int = 0) -> None:
    """Print a sum of items only so finely that no marked item follows from it.

    The sum of scores leaves out a few people; it is treated as if a reader knew by how many answers (`slack`).
    """
    _shift(whole, slack)
    # no item relies on another of the same group to make up for it: both may be tied to other groups
    whole.ask(
        max((item.room[0] for item in items), default=0), max((item.room[1] for item in items), default=0)
    )
    if whole.need == (whole.count, whole.count):
        whole.need = None
    protect(whole, items, widen_whole=True)
    _shift(whole, -slack)


def _shift(cell: Cell, by: int) -> None:
    cell.count += by
    cell.n += by
    if cell.need is not None:
        cell.need = (cell.need[0] + by, cell.need[1] + by)


Rests = dict[tuple[str, str, int], Cell]
"""By group, name and side: the cells of everybody of a group who is in none of its printed parts."""


def _across(group: str, whole: Cells, parts: Sequence[Cells], names: Iterable[str], rests: Rests) -> None:
    """Across groups: a whole minus its other parts must not give a part away."""
    for name in names:
        for side, cell in enumerate(whole[name]):
            cells = [part[name][side] for part in parts]
            if not cells:
                continue
            rest = rests.get((group, name, side))
            if rest is None:
                rest = _rest(cell, cells)
                rests[group, name, side] = rest
            protect(cell, [*cells, rest] if rest.n else cells)


def _keep_rests(group: str, whole: Cells, parts: Sequence[Cells], rests: Rests) -> None:
    """The rests of persons as long as every cell still says how many people there are."""
    for side, cell in enumerate(whole[PERSONS]):
        if parts:
            rests[group, PERSONS, side] = _rest(cell, [part[PERSONS][side] for part in parts])


def _rest(whole: Cell, parts: Sequence[Cell]) -> Cell:
    n = max(whole.n - sum(part.n for part in parts), 0)
    return Cell(
        min(max(whole.count - sum(part.count for part in parts), 0), n),
        n,
        whole.people,
        steps=(None,),
    )


def decide(
    *,
    nation: Counts,
    academies: Mapping[str, Counts],
    workshops: Mapping[str, Mapping[int, Counts]],
    categories: Mapping[str, Mapping[str, Pooled]],
    layout: Layout,
) -> Decision:
    """Decide every figure of one instrument version from the counts of all groups that may appear.

    `workshops` are by academy. Upwards first, so that what a workshop needs is asked of its academy and of the
    nation, then downwards again, then the same for what sums up items.
    """
    top = group_cells(nation, layout)
    middle = {academy: group_cells(counts, layout) for academy, counts in academies.items()}
    bottom = {
        academy: {key: group_cells(counts, layout) for key, counts in found.items()}
        for academy, found in workshops.items()
    }
    by_dimension = {
        name: {category: {POOLED: counts.cells()} for category, counts in found.items()}
        for name, found in categories.items()
    }
    sums = (POOLED, MEAN, *map(construct_name, layout.constructs))
    everything = (*layout.items, MARK, PERSONS)
    rests: Rests = {}
    _keep_rests("nation", top, list(middle.values()), rests)
    for academy, cells in middle.items():
        _keep_rests(f"academy {academy}", cells, list(bottom.get(academy, {}).values()), rests)
    for cells in (top, *middle.values(), *(one for found in bottom.values() for one in found.values())):
        _left_for_others(cells[PERSONS])
    for _ in range(2):
        _tree(top, middle, bottom, everything, rests)
        for cells in (top, *middle.values(), *(one for found in bottom.values() for one in found.values())):
            _inside(cells, layout)
        _tree(top, middle, bottom, sums, rests)
        for name, found in by_dimension.items():
            _across(name, top, list(found.values()), (POOLED,), rests)
    return Decision(
        nation=top,
        academies=middle,
        workshops={key: cells for found in bottom.values() for key, cells in found.items()},
        categories=by_dimension,
    )


def _tree(
    top: Cells,
    middle: Mapping[str, Cells],
    bottom: Mapping[str, Mapping[int, Cells]],
    names: Sequence[str],
    rests: Rests,
) -> None:
    def down() -> None:
        for academy, cells in middle.items():
            _across(f"academy {academy}", cells, list(bottom.get(academy, {}).values()), names, rests)

    down()
    _across("nation", top, list(middle.values()), names, rests)
    down()


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
