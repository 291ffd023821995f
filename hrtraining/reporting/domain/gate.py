"""The one disclosure gate: decides for every figure of every group how it may be printed, before anything is.

Which groups appear at all is decided in `scope` (rules 13 to 16, 19, 20, 22), how finely their figures appear here
(rule 21). Pages, files and commands read figures only as `published` gives them after this decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Bytes, Flags, Ints
from hrtraining.reporting.domain.counts import Table
from hrtraining.reporting.domain.extremes import COUNTS, MEANS, NEVER, PARTS, SHARES, Cell, Steps, protect
from hrtraining.reporting.domain.grid import (
    AFTER,
    BEFORE,
    MARK,
    MEAN,
    NO_MARK,
    PERSONS,
    POOLED,
    Grid,
    Layout,
    construct_name,
    grid_of,
    leave_for_others,
)
from hrtraining.reporting.domain.group_counts import NATION, Pooled, Tree
from hrtraining.reporting.domain.sums import Sums, Wholes

MOST_TURNS = 5
"""How often at most the two sides of a sum are made alike and looked at again; a sum has fewer steps than that."""


@dataclass(frozen=True, slots=True)
class Prints:
    """How finely everything is printed: G x C positions in the steps and in the marks, and cells of categories."""

    rung: Bytes
    mark: Bytes
    categories: Mapping[str, Mapping[str, list[Cell]]]


def decide(
    table: Table, tree: Tree, *, categories: Mapping[str, Mapping[str, Pooled]], layout: Layout
) -> Prints:
    """Decide every figure of one instrument version from the counts of all groups that may appear.

    Upwards first, so that what a workshop needs is asked of its academy and of the nation, then downwards again, then
    the same for what sums up items.
    """
    grid = grid_of(table, layout)
    of_categories = {
        name: {category: found.cells() for category, found in of_one.items()}
        for name, of_one in categories.items()
    }
    sums = (POOLED, MEAN, *map(construct_name, layout.constructs))
    rests = _rests(grid, tree)
    leave_for_others(grid)
    rests_of_categories: dict[tuple[str, int], Cell] = {}
    for _ in range(2):
        _tree(grid, rests, tree, [(*layout.items, MARK, PERSONS)])
        _inside(grid)
        _tree(grid, rests, tree, [(name,) for name in sums])
        _across_categories(grid, of_categories, rests_of_categories)
    return Prints(grid.rung, grid.mark, of_categories)


def _tree(grid: Grid, rests: Grid, tree: Tree, kinds: Sequence[tuple[str, ...]]) -> None:
    def down() -> None:
        for row in tree.within:
            _across(grid, rests, row, tree.parts(row), kinds)

    down()
    _across(grid, rests, NATION, tree.parts(NATION), kinds)
    down()


def _across(grid: Grid, rests: Grid, whole: int, parts: Ints, kinds: Sequence[tuple[str, ...]]) -> None:
    """Across groups: a whole minus its other parts must not give a part away; `kinds` are names with equal steps."""
    if not len(parts):
        return
    for names in kinds:
        steps = grid.layout.steps(names[0])
        columns = np.concatenate([grid.layout.places(name) for name in names])
        wholes = Wholes.at(grid, np.full(len(columns), whole), columns, steps)
        sums = Sums(grid, wholes, parts[None, :], columns[:, None], steps, rests, whole)
        sums.protect()
        wholes.put(grid, np.full(len(columns), whole), columns)


def _rests(grid: Grid, tree: Tree) -> Grid:
    """The cells of everybody of the nation, and of each academy, who is in none of its printed parts; all hidden."""
    rows = 1 + len(tree.academies)
    count, n = grid.count[:rows].copy(), grid.n[:rows].copy()
    for row in range(rows):
        parts = tree.parts(row)
        count[row] -= grid.count[parts].sum(axis=0)
        n[row] -= grid.n[parts].sum(axis=0)
    n = np.maximum(n, 0)
    count = np.minimum(np.maximum(count, 0), n)
    nothing = np.zeros(count.shape, dtype=np.uint8)
    return Grid(
        layout=grid.layout, people=grid.people[:rows], count=count, n=n, unit=np.ones(count.shape),
        rung=nothing, mark=nothing.copy(), needs=nothing.astype(np.bool_), least=count.copy(), most=count.copy(),
    )  # fmt: skip


def _across_categories(
    grid: Grid, categories: Mapping[str, Mapping[str, list[Cell]]], rests: dict[tuple[str, int], Cell]
) -> None:
    """The nation minus the printed categories of a breakdown must not give a category away."""
    columns = grid.layout.columns(POOLED)
    for name, found in categories.items():
        for side, column in enumerate(range(columns.start, columns.stop)):
            whole = grid.cell(NATION, column, SHARES)
            cells = [of_one[side] for of_one in found.values()]
            if not cells:
                continue
            rest = rests.setdefault((name, side), _rest(whole, cells))
            protect(whole, [*cells, rest] if rest.n else cells)
            grid.put(NATION, column, whole)


def _rest(whole: Cell, parts: Sequence[Cell]) -> Cell:
    n = max(whole.n - sum(part.n for part in parts), 0)
    count = min(max(whole.count - sum(part.count for part in parts), 0), n)
    return Cell(count, n, whole.people, steps=NEVER)


def _inside(grid: Grid) -> None:
    """Within each group: sums of items and of persons must not give an item or a direction away."""
    _persons(grid)
    rows: Ints = np.arange(len(grid.people))
    for _ in range(MOST_TURNS):
        if len(rows):
            _sums_of_items(grid, rows)
            rows = rows[_sides_alike(grid)[rows]]


def _sums_of_items(grid: Grid, rows: Ints) -> None:
    layout = grid.layout
    for side in (BEFORE, AFTER):
        items = np.arange(len(layout.items)) * 2 + side
        constructs = np.array(
            [layout.columns(construct_name(name)).start + side for name in layout.constructs], dtype=np.int64
        )
        pooled, mean = (layout.columns(name).start + side for name in (POOLED, MEAN))
        slack = grid.count[rows, pooled] - grid.count[rows, mean]
        for column, places in zip(constructs, layout.constructs.values(), strict=True):
            _sum_of_items(grid, rows, int(column), PARTS, items[list(places)], COUNTS)
        _sum_of_items(grid, rows, pooled, SHARES, items, COUNTS)
        _sum_of_items(grid, rows, pooled, SHARES, constructs, PARTS)
        _sum_of_items(grid, rows, mean, MEANS, items, COUNTS, slack=slack)


def _sides_alike(grid: Grid) -> Flags:
    """Print both sides of sums equally finely; says of which groups that moved one, to be looked at again.

    A reader takes one side from the other through the change.
    """
    moved = np.zeros(len(grid.people), dtype=np.bool_)
    for name in (MEAN, POOLED, *map(construct_name, grid.layout.constructs)):
        columns = grid.layout.columns(name)
        was = grid.rung[:, columns]
        now = np.where(grid.mark[:, columns] == NO_MARK, was.max(axis=1, keepdims=True), was)
        moved |= (now != was).any(axis=1)
        grid.rung[:, columns] = now
    return moved


def _persons(grid: Grid) -> None:
    """Higher, same and lower are everybody with a score, and a reader knows how many those are."""
    columns = grid.layout.places(PERSONS)
    total = grid.count[:, columns].sum(axis=1)
    Sums(
        grid, Wholes.known(total, grid.people), np.arange(len(total))[:, None], columns[None, :], COUNTS
    ).protect()


def _sum_of_items(
    grid: Grid,
    rows: Ints,
    column: int,
    steps: Steps,
    items: Ints,
    steps_of_items: Steps,
    *,
    slack: Ints | int = 0,
) -> None:
    """Print a sum of items only so finely that no marked item follows from it.

    The sum of scores leaves out a few people; it is treated as if a reader knew by how many answers (`slack`).
    """
    columns = np.full(len(rows), column)
    wholes = Wholes.at(grid, rows, columns, steps).shifted(slack)
    sums = Sums(grid, wholes, rows[:, None], items[None, :], steps_of_items)
    # no item relies on another of the same group to make up for it: both may be tied to other groups
    lower, higher = (np.asarray(room.any(axis=1)) for room in sums.rooms)
    wholes.ask(lower, higher, np.ones(len(rows), dtype=np.bool_))
    wholes.needs &= (wholes.least != wholes.count) | (wholes.most != wholes.count)
    sums.protect(widen_whole=True)
    wholes.shifted(-slack).put(grid, rows, columns)
