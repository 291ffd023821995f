"""An attacker who keeps every publication of opinions finds out no rare answer and no small group."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.evaluation_release import Decision, Group, Heard, decide, opinions
from hrtraining.reporting.domain.extremes import Cell
from hrtraining.reporting.domain.scope import ClosedWorkshop

QUESTIONS = {"useful": ("for", "neither", "against"), "repeat": ("m01", "m02", "m03", "none")}
EASE = {"useful": ((90, 7, 3), (50, 30, 20)), "repeat": ((40, 30, 27, 3), (1, 1, 2, 96))}


def history(seed: int) -> list[Heard]:
    """Workshops of several periods; some answers are rare, some people leave a question out."""
    dice = random.Random(seed)  # noqa: S311 - chance, not a secret
    made: list[Heard] = []
    for period in range(1, dice.randint(2, 4)):
        for academy in range(dice.randint(1, 5)):
            for _ in range(dice.choice((0, 1, 1, 2))):
                n = dice.choice((3, 9, 11, 14, 20, 28, 40, 105))
                parts: dict[str, dict[str, int]] = {}
                for question, names in QUESTIONS.items():
                    weights = dice.choice(EASE[question])
                    said = dice.choices(names, weights, k=n - dice.choice((0, 0, 0, 1, 2)))
                    parts[question] = {name: said.count(name) for name in names}
                made.append(Heard(ClosedWorkshop(len(made) + 1, f"A{academy}", period, n), parts))
    return made


def groups(found: Decision) -> Iterator[tuple[str, Group]]:
    """Every printed group."""
    yield "nation", found.nation
    yield from found.academies.items()
    for key, group in found.workshops.items():
        yield f"workshop {key}", group


class Attack:
    """Whole-number equations over one question's counts in every workshop, from all publications."""

    def __init__(self, heard: list[Heard], question: str) -> None:
        self.names = QUESTIONS[question]
        self.keys = [one.workshop.key for one in heard]
        self.rows: list[np.ndarray] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.targets: list[tuple[str, np.ndarray, Cell]] = []
        for one in heard:
            # worse than it is: the attacker is told how many answered in each workshop
            n = sum(one.parts[question].values())
            self._know(np.sum([self._row([one.workshop.key], name) for name in self.names], axis=0), n, n)
        for period in sorted({one.workshop.period for one in heard}):
            known = [one for one in heard if one.workshop.period == period]
            for label, group in groups(decide(known, QUESTIONS)):
                for name, cell in group.rows[question].items():
                    row = self._row(group.workshops, name)
                    self._know(row, *cell.range)
                    if cell.need is not None and cell.need[0] < cell.need[1]:
                        self.targets.append((f"{period} {label} {name}", row, cell))

    def _row(self, keys: list[int] | frozenset[int], name: str) -> np.ndarray:
        row = np.zeros((len(self.keys), len(self.names)))
        for key in keys:
            row[self.keys.index(key), self.names.index(name)] = 1
        return row.ravel()

    def _know(self, row: np.ndarray, low: float, high: float) -> None:
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def _is_possible(self, row: np.ndarray, value: int) -> bool:
        found = milp(
            np.zeros(len(row)),
            constraints=LinearConstraint(
                np.array([*self.rows, row]), [*self.low, value], [*self.high, value]
            ),
            bounds=Bounds(0, np.inf),
            integrality=np.ones(len(row)),
            options={"time_limit": 10},
        )
        return bool(found.status == 0)

    def found_out(self) -> list[str]:
        """The rare counts that the attacker knows exactly."""
        return [
            label
            for label, row, cell in self.targets
            if not any(
                self._is_possible(row, value)
                for value in (cell.count + 1, cell.count - 1)
                if cell.need is not None and cell.need[0] <= value <= cell.need[1]
            )
        ]


def test_no_sequence_of_publications_gives_a_rare_answer_away() -> None:
    targets = 0
    for seed in range(60):
        heard = history(seed)
        for question in QUESTIONS:
            attack = Attack(heard, question) if heard else None
            if attack is not None:
                targets += len(attack.targets)
                assert attack.found_out() == [], seed
    assert targets > 100


def test_without_the_gate_the_attacker_would_find_out() -> None:
    """The test above could find something: with every other cell printed exactly, rare answers follow."""
    found = 0
    for seed in range(60):
        heard = history(seed)
        for question in QUESTIONS:
            if not heard:
                continue
            attack = Attack(heard, question)
            for label, row, cell in attack.targets:
                others = [one for one in attack.targets if one[0] != label]
                naked = Attack(heard, question)
                for _other, its_row, its_cell in others:
                    naked._know(its_row, its_cell.count, its_cell.count)
                naked.targets = [(label, row, cell)]
                found += len(naked.found_out())
            if found:
                return
    raise AssertionError("nothing was ever found out")


def test_small_groups_are_in_no_figure_of_their_own() -> None:
    for seed in range(300):
        heard = history(seed)
        sizes: Mapping[int, int] = {one.workshop.key: one.workshop.pairs for one in heard}
        found = opinions(heard, QUESTIONS)
        shown = [found.nation, *found.academies.values(), *found.workshops.values()]
        for group in filter(None, shown):
            assert group.opinions >= THRESHOLD
            for one in group.questions.values():
                assert (
                    one.answered.value is None or one.answered.value == 0 or one.answered.value >= THRESHOLD
                )
                for share in one.shares.values():
                    if group.opinions < 100 and share.value is not None:
                        assert 5 <= share.value <= 95
        assert all(sizes[key] >= THRESHOLD for key in found.workshops)
        assert sum(sizes.values()) >= THRESHOLD or found.nation is None
