"""An attacker who keeps everything that was ever published and solves for what was hidden."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from hrtraining.reporting.domain.extremes import Cell
from hrtraining.reporting.domain.frozen import FrozenPairs
from hrtraining.reporting.domain.gate import Cells
from hrtraining.reporting.domain.instrument import Key, KeyedItem
from hrtraining.reporting.domain.release import FrozenPart, Release, make_release
from hrtraining.reporting.domain.scope import DIMENSIONS, ClosedWorkshop

ITEMS = 6
KEY = Key(
    tuple(
        KeyedItem(f"i{n}", n, "attitude", ("1", "2"), frozenset({"2"}), construct="AB"[n % 2]) for n in range(1, ITEMS + 1)
    )
)
CHARACTERS = tuple({"-": 0, "1": 1, "2": 2} for _ in range(ITEMS))
SIDES = (0, 1)


@dataclass
class World:
    """A history of publications: what happened, and what a reader saw after each."""

    parts: list[FrozenPart]
    releases: list[tuple[int, Release]] = field(default_factory=list)


def _codes(rng: random.Random, ease: float) -> str:
    return "".join("2" if rng.random() < ease else "1" for _ in range(ITEMS))


def make_world(seed: int, *, periods: int = 3, academies: int = 4) -> World:
    """Random workshops of small and middling groups in which some questions are nearly always answered alike."""
    rng = random.Random(seed)
    parts: list[FrozenPart] = []
    for period in range(1, periods + 1):
        for academy in range(academies):
            for _ in range(rng.choice((0, 1, 1, 2))):
                n = rng.choice((3, 6, 11, 20, 28, 40, 60, 105))
                ease = rng.choice((0.1, 0.5, 0.8))
                pairs = FrozenPairs(
                    pre=tuple(_codes(rng, ease) for _ in range(n)),
                    post=tuple(_codes(rng, min(ease + 0.25, 0.98)) for _ in range(n)),
                    tags={name: tuple(rng.choice("fmmm") for _ in range(n)) for name in DIMENSIONS},
                    lone=(),
                )
                key = len(parts) + 1
                workshop = ClosedWorkshop(key, f"A{academy}", period, n, pairs.categories())
                parts.append(FrozenPart(workshop, pairs, {"pairs": n}))
    world = World(parts)
    for period in range(1, periods + 1):
        known = [part for part in parts if part.workshop.period <= period]
        if known:
            world.releases.append((period, make_release(KEY, CHARACTERS, known, data_hash=str(seed))))
    return world


def groups_of(release: Release) -> Iterable[tuple[str, frozenset[int], Cells]]:
    """Every printed group with its workshops and its cells."""
    decision = release._decision  # noqa: SLF001 — the attacker even knows how finely each figure was printed
    yield "nation", release.scope.national, decision.nation
    for academy, cells in decision.academies.items():
        yield f"academy {academy}", release.scope.academies[academy], cells
    for workshop, cells in decision.workshops.items():
        yield f"workshop {workshop}", frozenset({workshop}), cells


class Attack:
    """Whole-number equations over the counts of every workshop, collected from all publications."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sizes = {part.workshop.key: len(part.pairs) for part in world.parts}
        self.columns: dict[tuple[int, str], int] = {}
        self.rows: list[dict[int, float]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        for workshop in self.sizes:
            for name in (*self._item_names(), "mark0", "mark1", "persons0", "persons1", "persons2"):
                self.columns[workshop, name] = len(self.columns)
            self._know({self.columns[workshop, f"persons{place}"]: 1.0 for place in range(3)}, *(self.sizes[workshop],) * 2)
        self.targets: list[tuple[str, dict[int, float], Cell]] = []
        for period, release in world.releases:
            for group, workshops, cells in groups_of(release):
                self._read(f"period {period} {group}", workshops, cells)

    def _item_names(self) -> list[str]:
        return [f"{item.key}.{side}" for item in KEY.items for side in SIDES]

    def _know(self, row: dict[int, float], low: float, high: float) -> None:
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def _read(self, label: str, workshops: Iterable[int], cells: Cells) -> None:
        for name, sides in cells.items():
            for place, cell in enumerate(sides):
                row = {self.columns[key, column]: 1.0 for key in workshops for column in self._columns(name, place)}
                self._know(row, *cell.range)
                if cell.mark is not None and cell.range[0] < cell.range[1]:
                    self.targets.append((f"{label} {name} {place}", row, cell))

    def _columns(self, name: str, place: int) -> Sequence[str]:
        if name in ("mark", "persons"):
            return [f"{name}{place}"]
        if name in ("pooled", "mean"):
            return [f"{item.key}.{place}" for item in KEY.items]
        if name.startswith("construct:"):
            return [f"{item.key}.{place}" for item in KEY.items if item.construct == name.split(":")[1]]
        return [f"{name}.{place}"]

    def _is_possible(self, row: dict[int, float], value: float) -> bool:
        rows, low, high = [*self.rows, row], [*self.low, value], [*self.high, value]
        cells = [(r, c, v) for r, entries in enumerate(rows) for c, v in entries.items()]
        matrix = csr_matrix(
            ([v for *_, v in cells], ([r for r, *_ in cells], [c for _, c, _ in cells])),
            shape=(len(rows), len(self.columns)),
        )
        most = np.array([self.sizes[workshop] for workshop, _ in self.columns], dtype=float)
        found = milp(
            np.zeros(len(self.columns)),
            constraints=LinearConstraint(matrix, low, high),
            bounds=Bounds(0, most),
            integrality=np.ones(len(self.columns)),
            options={"time_limit": 10},
        )
        return bool(found.status == 0)

    def found_out(self) -> list[str]:
        """The marked counts that the attacker knows exactly."""
        return [
            label
            for label, row, cell in self.targets
            if not any(
                self._is_possible(row, value)
                for value in (cell.count + 1, cell.count - 1)
                if cell.range[0] <= value <= cell.range[1]
            )
        ]


def hidden_sums(world: World) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], Mapping[str, np.ndarray[tuple[int], np.dtype[np.float64]]]]:
    """Sums over (workshop, category) that were printed, as rows, and those of groups that were to stay hidden.

    Any additive figure of a group is such a sum; a hidden one must not follow from the printed ones.
    """
    categories = sorted({tag for part in world.parts for tag in part.pairs.tags["sex"]})
    column = {
        (part.workshop.key, category): place
        for place, (part, category) in enumerate((p, c) for p in world.parts for c in categories)
    }

    def vector(keys: Iterable[int], of: Iterable[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        row = np.zeros(len(column))
        wanted = list(of)
        for key in keys:
            for category in wanted:
                row[column[key, category]] = 1
        return row

    printed = []
    hidden: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]] = {}
    sizes = {part.workshop.key: part for part in world.parts}
    for period, release in world.releases:
        scope = release.scope
        if release.is_national_shown:
            printed.append(vector(scope.national, categories))
        printed += [vector(keys, categories) for keys in scope.academies.values()]
        printed += [vector({key}, categories) for keys in scope.workshops.values() for key in keys]
        by_period = {key for key in scope.national}
        for category, periods in scope.categories["sex"].items():
            keys = [key for key in by_period if sizes[key].workshop.period in periods]
            printed.append(vector(keys, [category]))
        shown = {key for keys in scope.workshops.values() for key in keys}
        for key, part in sizes.items():
            if part.workshop.period <= period and len(part.pairs) and key not in shown:
                hidden[f"workshop {key}"] = vector({key}, categories)
        for academy in {part.workshop.academy for part in world.parts}:
            for one in range(1, period + 1):
                own = [k for k, p in sizes.items() if p.workshop.academy == academy and p.workshop.period == one]
                is_shown = set(own) <= set(scope.academies.get(academy, ()))
                if sum(len(sizes[key].pairs) for key in own) and not is_shown:
                    hidden[f"academy {academy} in period {one}"] = vector(own, categories)
    return np.array(printed), hidden
