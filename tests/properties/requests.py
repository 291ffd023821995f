"""A reader who asks for pages, lists, breakdowns, trends and research files, publication after publication.

Everything that comes back is kept as equations: a sum over kinds of people in workshops that the reader now knows.
Any additive figure of a group is such a sum, so a hidden group is safe while its sum does not follow from the others.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from hrtraining.reporting.domain import anonymity
from hrtraining.reporting.domain.anonymity import COLUMNS, Given
from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.scope import DIMENSIONS, ClosedWorkshop, Profile, Scope, scope

Vector = NDArray[np.float64]
Cell = tuple[int, Profile]
ASKED = ("nation", "academy", "workshops", "workshop", "breakdown", "trend", "research")


@dataclass
class Stub:
    """What the columns of a research file are read from: one person stands for each kind of people in a workshop."""

    scope: Scope
    cells: list[Cell]
    by_key: dict[int, ClosedWorkshop]
    by_dimension: dict[str, tuple[list[int], list[str]]] = field(default_factory=dict)

    def nation_rows(self) -> NDArray[np.bool_]:
        """Which cells are of the published nation."""
        return np.array([key in self.scope.national for key, _ in self.cells], dtype=np.bool_)

    def workshop_of(self, place: int) -> ClosedWorkshop:
        """The workshop of a cell."""
        return self.by_key[self.cells[place][0]]

    def tags(self, dimension: str) -> tuple[list[int], list[str]]:
        """The category of each cell by its place in the names, and the names."""
        if not self.by_dimension:
            for place, name in enumerate(DIMENSIONS):
                column = [profile[place] for _, profile in self.cells]
                known = sorted(set(column))
                self.by_dimension[name] = [known.index(one) for one in column], known
        return self.by_dimension[dimension]


@dataclass
class Reader:
    """Somebody who may ask for everything and forgets nothing."""

    history: Sequence[ClosedWorkshop]
    scope_of: Callable[[Sequence[ClosedWorkshop]], Scope] = scope
    joined: Callable[..., Any] = anonymity.joined
    known: list[Vector] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    seen: list[dict[Cell, tuple[str, ...]]] = field(default_factory=list)
    refused: int = 0
    scopes: dict[int, Scope] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_key = {w.key: w for w in self.history}
        self.cells = [(w.key, profile) for w in self.history for profile, n in w.profiles.items() if n]
        self.column = {cell: place for place, cell in enumerate(self.cells)}
        self.people = np.array([self.by_key[key].profiles[profile] for key, profile in self.cells])

    def at(self, period: int) -> Scope:
        """What the gate shows after a period."""
        if period not in self.scopes:
            self.scopes[period] = self.scope_of([w for w in self.history if w.period <= period])
        return self.scopes[period]

    def _sum(self, keys: Iterable[int], is_in: Callable[[Profile], bool] = lambda _: True) -> None:
        row = np.zeros(len(self.cells))
        for key in keys:
            for profile in self.by_key[key].profiles:
                if (key, profile) in self.column and is_in(profile):
                    row[self.column[key, profile]] = 1
        if row.any():
            self.known.append(row)

    def ask(self, what: str, period: int, dice: random.Random) -> None:
        """One request, answered as of the last publication."""
        found = self.at(period)
        match what:
            case "nation":
                self._sum(found.national)
            case "academy" if found.academies:
                self._sum(found.academies[dice.choice(sorted(found.academies))])
            case "workshops" if found.workshops:
                for key in found.workshops[dice.choice(sorted(found.workshops))]:
                    self._sum([key])
            case "workshop":
                shown = sorted(key for keys in found.workshops.values() for key in keys)
                if shown:
                    self._sum([dice.choice(shown)])
            case "breakdown":
                self._breakdown(dice.choice(("sex", "language", "participant_group")), found)
            case "trend":
                for one in range(1, period + 1):
                    self._sum(key for key in found.national if self.by_key[key].period == one)
            case "research":
                columns = tuple(name for name in ("academy", "sex", "language") if dice.random() < 0.5)
                self._research(columns, period, found)
            case _:
                pass

    def ask_everything(self, period: int) -> None:
        """Every page there is, as of a publication."""
        found = self.at(period)
        self._sum(found.national)
        for keys in found.academies.values():
            self._sum(keys)
        for key in {key for keys in found.workshops.values() for key in keys}:
            self._sum([key])
        for name in DIMENSIONS:
            self._breakdown(name, found)

    def _breakdown(self, name: str, found: Scope) -> None:
        place = DIMENSIONS.index(name)
        for category, periods in found.categories[name].items():
            keys = [key for key in found.national if self.by_key[key].period in periods]
            self._sum(keys, lambda profile, c=category: profile[place] == c)  # type: ignore[misc]

    def _research(self, columns: tuple[str, ...], period: int, found: Scope) -> None:
        stub = Stub(found, self.cells, self.by_key)
        names = {w.academy: w.academy for w in self.history}
        places = stub.nation_rows().nonzero()[0]
        release = cast(Any, stub)
        once = anonymity.columns_of(release, names)
        copies = self.people[places]
        rows = [row for row, n in zip(once, copies, strict=True) for _ in range(n)]
        periods = [
            self.by_key[self.cells[place][0]].period for place in places for _ in range(self.people[place])
        ]
        if not rows or anonymity.judge(rows, columns) or self.joined(rows, periods, columns, self.given):
            self.refused += 1
            return
        at = [COLUMNS.index(name) for name in columns]
        self.given.append(Given(columns, period))
        self.seen.append(
            {
                self.cells[place]: tuple(row[one] for one in at)
                for place, row in zip(places, once, strict=True)
            }
        )

    def blocks(self) -> dict[tuple[object, ...], list[Cell]]:
        """The people told apart by all research files together: by columns, and by the files they are in."""
        found: dict[tuple[object, ...], list[Cell]] = {}
        for cell in self.cells:
            sign = tuple(file.get(cell) for file in self.seen)
            if any(one is not None for one in sign):
                found.setdefault(sign, []).append(cell)
        return found

    def rare(self) -> list[int]:
        """Sizes under ten of people told apart by research files."""
        sizes = Counter(
            {sign: sum(self.people[self.column[c]] for c in cells) for sign, cells in self.blocks().items()}
        )
        return [n for n in sizes.values() if n < THRESHOLD]

    def follows(self, wanted: Sequence[Vector]) -> list[bool]:
        """Which sums are combinations of everything known."""
        rows = [*self.known]
        for cells in self.blocks().values():
            row = np.zeros(len(self.cells))
            row[[self.column[cell] for cell in cells]] = 1
            rows.append(row)
        if not rows or not wanted:
            return [False] * len(wanted)
        _, sizes, base = np.linalg.svd(np.unique(np.array(rows), axis=0), full_matrices=False)
        base = base[sizes > 1e-9]
        left = np.array(wanted) - np.array(wanted) @ base.T @ base
        return [bool(one) for one in np.abs(left).max(axis=1) < 1e-7]
