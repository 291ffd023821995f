"""An attacker who keeps everything that was ever published and solves for what was hidden."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from hrtraining.reporting.domain.extremes import Cell
from hrtraining.reporting.domain.frozen import FrozenPairs
from hrtraining.reporting.domain.grid import Cells
from hrtraining.reporting.domain.instrument import MISSING, Key, KeyedItem
from hrtraining.reporting.domain.release import Release
from hrtraining.reporting.domain.scope import DIMENSIONS, ClosedWorkshop, Profile, scope
from tests.factories.releases import FrozenPart, closed, make_release

ITEMS = 33
KEY = Key(
    tuple(
        KeyedItem(f"i{n}", n, "attitude", ("1", "2"), frozenset({"2"}), construct="ABCDEF"[n % 6])
        for n in range(1, ITEMS + 1)
    )
)
CHARACTERS = tuple({"-": MISSING} | item.numbers for item in KEY.items)
SIDES = (0, 1)


@dataclass
class World:
    """A history of publications: what happened, and what a reader saw after each."""

    parts: list[FrozenPart]
    releases: list[tuple[int, Release]] = field(default_factory=list)


def _codes(rng: random.Random, ease: float) -> str:
    """Answers of one person: the first question is nearly always favourable, the last nearly never."""
    return "".join("2" if rng.random() < ease + 0.45 - 0.9 * place / ITEMS else "1" for place in range(ITEMS))


def make_world(seed: int, *, periods: int = 3, academies: int = 4) -> World:
    """Random workshops of small and middling groups in which some questions are nearly always answered alike."""
    rng = random.Random(seed)  # noqa: S311 — the same worlds in every run
    parts: list[FrozenPart] = []
    for period in range(1, periods + 1):
        for academy in range(academies):
            for _ in range(rng.choice((0, 1, 1, 2))):
                n = rng.choice((3, 6, 11, 20, 28, 40, 60, 105))
                ease = rng.choice((0.35, 0.5, 0.6))
                pairs = FrozenPairs.of(
                    pre=tuple(_codes(rng, ease) for _ in range(n)),
                    post=tuple(_codes(rng, ease + 0.2) for _ in range(n)),
                    tags={name: tuple(rng.choice("fmmm") for _ in range(n)) for name in DIMENSIONS},
                )
                key = len(parts) + 1
                workshop = closed(key, f"A{academy}", period, pairs)
                parts.append(FrozenPart(workshop, pairs, {"pairs": n}))
    world = World(parts)
    for period in range(1, periods + 1):
        known = [part for part in parts if part.workshop.period <= period]
        if known:
            world.releases.append((period, make_release(KEY, CHARACTERS, known, data_hash=str(seed))))
    return world


def groups_of(release: Release) -> Iterable[tuple[str, frozenset[int], Cells]]:
    """Every printed group with its workshops and its cells; the attacker even knows how finely each was rounded."""
    yield "nation", release.scope.national, release._cells("nation", "")
    for academy in release._verdict.tree.academies:
        yield f"academy {academy}", release.scope.academies[academy], release._cells("academy", academy)
    for workshop in release._verdict.tree.workshops:
        yield f"workshop {workshop}", frozenset({workshop}), release._cells("workshop", str(workshop))


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
            self.know(
                {self.columns[workshop, f"persons{place}"]: 1.0 for place in range(3)},
                *(self.sizes[workshop],) * 2,
            )
        self.targets: list[tuple[str, dict[int, float], Cell]] = []
        for period, release in world.releases:
            for group, workshops, cells in groups_of(release):
                self._read(f"period {period} {group}", workshops, cells)

    def _item_names(self) -> list[str]:
        return [f"{item.key}.{side}" for item in KEY.items for side in SIDES]

    def know(self, row: dict[int, float], low: float, high: float) -> None:
        """Add that a sum of counts lies in a range."""
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def _read(self, label: str, workshops: Iterable[int], cells: Cells) -> None:
        for name, sides in cells.items():
            for place, cell in enumerate(sides):
                row = {
                    self.columns[key, column]: 1.0
                    for key in workshops
                    for column in self._columns(name, place)
                }
                self.know(row, *cell.range)
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


Vector = NDArray[np.float64]


def follows_from(printed: Vector, wanted: Vector) -> bool:
    """Whether a sum is a combination of the printed sums, one a row."""
    if not len(printed):
        return False
    found = np.linalg.lstsq(printed.T, wanted, rcond=None)[0]
    return bool(np.abs(printed.T @ found - wanted).max() < 1e-6)


def make_history(seed: int) -> list[ClosedWorkshop]:
    """Random closings over several periods, with many groups around the threshold."""
    rng = random.Random(seed)  # noqa: S311 — the same histories in every run
    made: list[ClosedWorkshop] = []
    for period in range(1, rng.randint(2, 5)):
        for academy in range(rng.randint(1, 5)):
            for _ in range(rng.randint(0, 2)):
                women, men = rng.choice((0, 1, 4, 12)), rng.choice((0, 3, 9, 10, 25))
                counts: dict[Profile, int] = {
                    (sex, "", "police", language, "web", "same"): n
                    for sex, all_ in (("female", women), ("male", men))
                    for language, n in (("km", all_ - all_ // 3), ("en", all_ // 3))
                    if n
                }
                made.append(ClosedWorkshop(len(made) + 1, f"A{academy}", period, women + men, counts))
    return made


def hidden_sums(history: Sequence[ClosedWorkshop]) -> tuple[Vector, dict[str, Vector]]:
    """Sums over (workshop, kind of people) printed after any period, as rows, and those of groups that were hidden.

    Any additive figure of a group is such a sum; a hidden one must not follow from the printed ones. The attacker
    knows which kinds of people each workshop had.
    """
    cells = [(w.key, profile) for w in history for profile in w.profiles]
    column = {cell: place for place, cell in enumerate(cells)}
    by_key = {w.key: w for w in history}

    def vector(keys: Iterable[int], dimension: str = "", category: str = "") -> Vector:
        row = np.zeros(len(column))
        for key in keys:
            for profile in by_key[key].profiles:
                if not dimension or profile[DIMENSIONS.index(dimension)] == category:
                    row[column[key, profile]] = 1
        return row

    printed: list[Vector] = []
    hidden: dict[str, Vector] = {}
    for period in sorted({w.period for w in history}):
        found = scope([w for w in history if w.period <= period])
        printed.append(vector(found.national))
        printed += [vector(keys) for keys in found.academies.values()]
        shown = {key for keys in found.workshops.values() for key in keys}
        printed += [vector([key]) for key in shown]
        for name, categories in found.categories.items():
            for category, periods in categories.items():
                keys = [key for key in found.national if by_key[key].period in periods]
                printed.append(vector(keys, name, category))
        now = [w for w in history if w.period == period]
        hidden |= {f"workshop {w.key}": vector([w.key]) for w in now if w.pairs and w.key not in shown}
        for academy in {w.academy for w in now}:
            own = [w.key for w in now if w.academy == academy]
            if sum(by_key[key].pairs for key in own) and not set(own) <= found.academies.get(
                academy, frozenset()
            ):
                hidden[f"academy {academy} in period {period}"] = vector(own)
        for name in ("sex", "language"):
            for category in {category for w in now for category in w.categories(name)}:
                # of a dimension that is not printed at all nothing is hidden: it may be the whole
                is_printed = any(period in periods for periods in found.categories[name].values())
                if is_printed and period not in found.categories[name].get(category, ()):
                    hidden[f"{category} in period {period}"] = vector([w.key for w in now], name, category)
    return np.array([row for row in printed if row.any()]), hidden
