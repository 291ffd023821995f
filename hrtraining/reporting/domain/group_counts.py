"""Counts every group that may appear: the nation, academies, workshops, categories, and each published period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Flags, Ints, Places, pieces, total_of
from hrtraining.reporting.domain.behind import Behind
from hrtraining.reporting.domain.counts import Table
from hrtraining.reporting.domain.extremes import SHARES, Cell
from hrtraining.reporting.domain.groups import Pairs
from hrtraining.reporting.domain.instrument import MISSING
from hrtraining.reporting.domain.scope import DIMENSIONS, Scope
from hrtraining.reporting.domain.scoring import favourable

PERIOD = "period"
"""The published periods as one more one-way breakdown: the trend."""


NATION = 0
"""The row of the nation."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """All answers of a category of a one-way breakdown, which shows nothing else: people, answers, favourable ones."""

    people: int
    answers: int
    before: int
    after: int

    def cells(self) -> list[Cell]:
        """Its cells before and after, with the marks that its own shares need."""
        unit = 100 / self.answers if self.answers else 1.0
        return [
            Cell.of(count, self.answers, self.people, unit=unit, steps=SHARES)
            for count in (self.before, self.after)
        ]


@dataclass(frozen=True, slots=True)
class Tree:
    """Which rows of a table are what: the nation is 0, then come the academies, then their shown workshops.

    `academies` and `workshops` name them in the order of their rows; `within` gives the rows of each academy's
    workshops, which stand one after the other, by the academy's own row.
    """

    academies: tuple[str, ...]
    workshops: tuple[int, ...]
    within: Mapping[int, slice]
    row_of_workshop: Mapping[int, int]
    """The row of each workshop."""

    @classmethod
    def of(cls, scope: Scope, *, having: Set[int]) -> Tree:
        """The groups of a scope, academies and workshops in the order of their names; `having` are those with pairs."""
        academies = tuple(sorted(scope.academies))
        within: dict[int, slice] = {}
        workshops: list[int] = []
        for row, academy in enumerate(academies, start=1):
            own = sorted(scope.workshops.get(academy, frozenset()) & having)
            start = 1 + len(academies) + len(workshops)
            within[row] = slice(start, start + len(own))
            workshops += own
        first = 1 + len(academies)
        rows = dict(zip(workshops, range(first, first + len(workshops)), strict=True))
        return cls(academies, tuple(workshops), within, rows)

    def row(self, kind: str, name: str) -> int:
        """The row of a group.

        Raises:
            KeyError, ValueError: it is not shown.
        """
        if kind == "workshop":
            return self.row_of_workshop[int(name)]
        return NATION if kind == "nation" else 1 + self.academies.index(name)

    def parts(self, row: int) -> Ints:
        """The rows of the groups that a group is the whole of."""
        if row == NATION:
            return np.arange(1, 1 + len(self.academies))
        return np.arange(self.within[row].start, self.within[row].stop)


def group_table(behind: Behind, scope: Scope, tree: Tree) -> Table:
    """The counts of every group of a tree in its order."""
    sums = [behind.counts(scope.national)]
    sums += [behind.counts(scope.academies[academy]) for academy in tree.academies]
    return behind.by_workshop(tree.workshops).under(Table.of(sums))


def category_counts(behind: Behind, scope: Scope) -> dict[str, dict[str, Pooled]]:
    """The pooled answers of every category that may appear, and of every period of the nation."""
    sums = _by_person(behind.pairs)
    names = behind.answers.names
    known, of_period = behind.periods
    found: dict[str, dict[str, Pooled]] = {}
    for place, name in enumerate(DIMENSIONS):
        codes, categories = behind.answers.tags[:, place], scope.categories[name]
        used = rows_shown(behind, scope, name)
        by_code = _pooled(codes[used], [one[used] for one in sums], len(names[place]))
        nobody = Pooled(0, 0, 0, 0)
        found[name] = {
            category: by_code[names[place].index(category)] if category in names[place] else nobody
            for category in sorted(categories)
        }
    rows = behind.rows(scope.national)[1]
    by_period = _pooled(of_period[rows], [one[rows] for one in sums], len(known))
    found[PERIOD] = {
        str(one): pooled for one, pooled in zip(known.tolist(), by_period, strict=True) if pooled.people
    }
    return found


def rows_shown(behind: Behind, scope: Scope, dimension: str) -> Flags:
    """Which pairs have a category of a dimension that may appear in their period."""
    place = DIMENSIONS.index(dimension)
    known, of_period = behind.periods
    names = behind.answers.names[place]
    shown = np.zeros((max(len(names), 1), max(len(known), 1)), dtype=np.bool_)
    for category, periods in scope.categories[dimension].items():
        if category in names:
            shown[names.index(category)] = np.isin(known, sorted(periods))
    rows: Flags = shown[behind.answers.tags[:, place], of_period]
    return rows


def _by_person(pairs: Pairs) -> tuple[Ints, Ints, Ints]:
    """Of each pair: items answered both times, and favourable answers to them before and after."""
    found = np.empty((3, len(pairs)), dtype=np.int64)
    for piece in pieces(len(pairs)):
        before, after = (np.ascontiguousarray(side.codes[piece].T) for side in (pairs.pre, pairs.post))
        both = (np.minimum(before, after) != MISSING).view(np.uint8)
        for row, answers in zip(
            found, (both, both & favourable(before), both & favourable(after)), strict=True
        ):
            row[piece] = total_of(answers, both.shape[1])
    return found[0], found[1], found[2]


def _pooled(group: Places, sums: Sequence[Ints], groups: int) -> list[Pooled]:
    columns = [np.bincount(group, minlength=groups)]
    columns += [np.bincount(group, weights=one, minlength=groups) for one in sums]
    rows = np.rint(np.stack(columns, axis=1)).astype(np.int64)
    return [Pooled(*row) for row in rows.tolist()]
