"""A quick reader of extremes: closes in on every marked count through all sums that are printed, over many nations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pytest

from hrtraining.reporting.domain.extremes import Cell
from hrtraining.reporting.domain.release import Release
from hrtraining.reporting.domain.sums import Sums
from tests.properties import attack

WORLDS = 200
SIDES = (0, 1)
Node = tuple[str, str, int]
"""A group, a figure and its side."""
Cells = Mapping[str, list[Cell]]


@dataclass
class Bounds:
    """Lowest and highest possible count of every printed figure, narrowed by sums until nothing moves."""

    low: dict[Node, int] = field(default_factory=dict)
    high: dict[Node, int] = field(default_factory=dict)
    sums: list[tuple[Node, list[Node]]] = field(default_factory=list)
    marked: dict[Node, Cell] = field(default_factory=dict)

    def put(self, node: Node, low: int, high: int) -> None:
        """A figure with what its print leaves open."""
        self.low[node], self.high[node] = low, high

    def narrow(self) -> None:
        """Go over all sums again and again."""
        moved = True
        while moved:
            moved = False
            for whole, parts in self.sums:
                moved |= self._over(whole, parts)

    def _over(self, whole: Node, parts: list[Node]) -> bool:
        lows, highs = sum(self.low[p] for p in parts), sum(self.high[p] for p in parts)
        moved = self._to(whole, lows, highs)
        for part in parts:
            others_low, others_high = lows - self.low[part], highs - self.high[part]
            if self._to(part, self.low[whole] - others_high, self.high[whole] - others_low):
                return True
        return moved

    def _to(self, node: Node, low: int, high: int) -> bool:
        new = max(self.low[node], low), min(self.high[node], high)
        moved = new != (self.low[node], self.high[node])
        self.low[node], self.high[node] = new
        assert new[0] <= new[1], f"{node}: the sums contradict each other"
        return moved

    def found_out(self) -> list[Node]:
        """Marked counts of which only one value is left."""
        return [node for node in self.marked if self.low[node] == self.high[node]]


def bounds_of(release: Release) -> Bounds:
    """Everything printed of a release as bounds and sums."""
    found = Bounds()
    groups = {label: (keys, cells) for label, keys, cells in attack.groups_of(release)}
    names = [item.key for item in attack.KEY.items]
    for label, (_, cells) in groups.items():
        for name in (*names, "mark", "persons"):
            for side, cell in enumerate(cells[name]):
                found.put((label, name, side), *cell.range)
                if cell.mark is not None and cell.range[0] < cell.range[1]:
                    found.marked[label, name, side] = cell
        _inside(found, label, cells, names)
    academies = [label for label in groups if label.startswith("academy")]
    for label, (keys, cells) in groups.items():
        if label == "nation":
            _across(found, label, cells, [(one, groups[one][1]) for one in academies], names)
        elif label in academies:
            own = [(one, c) for one, (k, c) in groups.items() if one.startswith("workshop") and k <= keys]
            _across(found, label, cells, own, names)
    return found


def _inside(found: Bounds, label: str, cells: Cells, names: list[str]) -> None:
    """Within a group: all answers and the topics are sums of items, persons are all people."""
    for side in SIDES:
        cell = cells["pooled"][side]
        found.put((label, "pooled", side), *cell.range)
        found.sums.append(((label, "pooled", side), [(label, name, side) for name in names]))
        for construct, places in attack.KEY.constructs().items():
            topic = f"construct:{construct}"
            found.put((label, topic, side), *cells[topic][side].range)
            found.sums.append(((label, topic, side), [(label, names[place], side) for place in places]))
    people = sum(cell.count for cell in cells["persons"])
    found.put((label, "people", 0), people, people)
    found.sums.append(((label, "people", 0), [(label, "persons", place) for place in range(3)]))


def _across(
    found: Bounds, label: str, cells: Cells, parts: Iterable[tuple[str, Cells]], names: list[str]
) -> None:
    """A group is the sum of its printed parts and of everybody else, whose number the reader knows."""
    given = list(parts)
    for name in (*names, "mark", "persons"):
        for side, cell in enumerate(cells[name]):
            rest = (f"{label} rest", name, side)
            found.put(rest, 0, cell.n - sum(of_part[name][side].n for _, of_part in given))
            found.sums.append(((label, name, side), [rest, *((one, name, side) for one, _ in given)]))


def test_sums_leave_every_marked_count_open() -> None:
    marked = 0
    for seed in (708, *range(100, 100 + WORLDS)):  # 708: both steps of a share have their edge at its count
        for _, release in attack.make_world(seed, periods=1).releases:
            found = bounds_of(release)
            found.narrow()
            assert found.found_out() == [], f"world {seed}"
            marked += len(found.marked)
    assert marked > 30 * WORLDS


def test_the_same_reader_wins_where_marks_alone_protect(monkeypatch: pytest.MonkeyPatch) -> None:
    # marks stay, but nothing around them is printed less finely
    monkeypatch.setattr(Sums, "protect", lambda *_, **__: None)
    won = 0
    for seed in range(100, 110):
        for _, release in attack.make_world(seed, periods=1).releases:
            found = bounds_of(release)
            found.narrow()
            won += len(found.found_out())
    assert won > 10
