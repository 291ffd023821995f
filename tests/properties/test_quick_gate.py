"""The gate decides for thousands of workshops at once exactly what its rules say cell by cell."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import pytest

from hrtraining.reporting.domain import extremes, keeping
from hrtraining.reporting.domain.extremes import COUNTS, MEANS, PARTS, SHARES, Cell
from hrtraining.reporting.domain.frozen import FrozenPairs
from hrtraining.reporting.domain.gate import decide
from hrtraining.reporting.domain.grid import Cells, printed_cells
from hrtraining.reporting.domain.group_counts import category_counts, group_table
from hrtraining.reporting.domain.lines import summaries
from hrtraining.reporting.domain.published import summary
from hrtraining.reporting.domain.release import Release, layout_of, verdict
from hrtraining.reporting.domain.scope import DIMENSIONS
from tests.factories.releases import FrozenPart, closed, make_release
from tests.properties import plain_gate
from tests.properties.attack import CHARACTERS, ITEMS, KEY

SKIPPED = 0.01


def world(seed: int, *, workshops: int) -> Release:
    """Workshops of all sizes in some periods, with questions that nearly all or nearly none get right, and gaps."""
    rng = random.Random(seed)  # noqa: S311 - the same worlds in every run
    ease = [rng.choice((0.02, 0.2, 0.5, 0.8, 0.95, 0.99)) for _ in range(ITEMS)]

    def sheet(gain: float) -> str:
        return "".join(
            "-" if rng.random() < SKIPPED else "2" if rng.random() < place + gain else "1" for place in ease
        )

    parts = []
    for number in range(1, workshops + 1):
        n = rng.choice((3, 9, 10, 12, 20, 30, 30, 30, 45, 60, 110))
        pairs = FrozenPairs.of(
            pre=[sheet(0) for _ in range(n)],
            post=[sheet(rng.choice((0, 0.1))) for _ in range(n)],
            tags={name: [rng.choice("fmmm") for _ in range(n)] for name in DIMENSIONS},
        )
        workshop = closed(number, f"A{rng.randint(1, 3)}", rng.randint(1, 2), pairs)
        parts.append(FrozenPart(workshop, pairs, {"pairs": n}))
    return make_release(KEY, CHARACTERS, parts, data_hash=str(seed))


def printed(cells: Iterable[Cells]) -> list[dict[str, list[tuple[object, ...]]]]:
    """How cells are printed."""
    return [
        {
            name: [(c.count, c.n, c.people, c.unit, c.rung, c.mark, c.range) for c in of]
            for name, of in one.items()
        }
        for one in cells
    ]


@pytest.mark.parametrize(("seed", "workshops"), [*((seed, 12) for seed in range(12)), (12, 60), (13, 90)])
def test_quick_gate_decides_what_the_plain_one_decides(seed: int, workshops: int) -> None:
    release = world(seed, workshops=workshops)
    found, layout = release._load("nation", ""), layout_of(KEY)
    made = release._verdict
    table, categories = group_table(found, made.scope, made.tree), category_counts(found, made.scope)
    quick = decide(table, made.tree, categories=categories, layout=layout)
    counts = {row: table.sum([row]) for row in range(len(table.people))}  # type: ignore[arg-type]  # one row
    plain = plain_gate.decide(
        nation=counts[0],
        academies={name: counts[made.tree.row("academy", name)] for name in made.tree.academies},
        workshops={
            name: {
                key: counts[made.tree.row("workshop", str(key))]
                for key in made.tree.workshops
                if key in made.scope.workshops.get(name, ())
            }
            for name in made.tree.academies
        },
        categories=categories,
        layout=layout,
    )
    in_rows = [
        plain.nation,
        *plain.academies.values(),
        *(plain.workshops[key] for key in made.tree.workshops),
    ]
    assert printed(printed_cells(table, layout, rung=quick.rung, mark=quick.mark)) == printed(in_rows)
    lines = [summary(cells, people) for cells, people in zip(in_rows, table.people.tolist(), strict=True)]
    assert summaries(table, layout, rung=quick.rung, mark=quick.mark) == lines
    for name, of_one in quick.categories.items():
        expected = [{"pooled": cells["pooled"]} for cells in plain.categories[name].values()]
        assert printed({"pooled": cells} for cells in of_one.values()) == printed(expected)


def test_a_kept_verdict_is_the_same_when_it_is_read_again() -> None:
    made = verdict(world(1, workshops=20)._load("nation", ""))
    again = keeping.unpacked(keeping.packed(made))
    assert again.scope == made.scope
    assert again.tree == made.tree
    assert (again.rung == made.rung).all()
    assert (again.mark == made.mark).all()
    assert again.people.tolist() == made.people.tolist()
    assert again.pairs == made.pairs
    for name, found in made.categories.items():
        assert printed([dict(again.categories[name])]) == printed([dict(found)])


def random_cells(rng: random.Random) -> tuple[Cell, list[Cell], bool]:
    """A sum with parts that are marked, hidden, rounded or asked to stay open in some way."""
    steps = rng.choice((COUNTS, PARTS, SHARES, MEANS))

    def cell(count: int, n: int, people: int) -> Cell:
        unit = {PARTS: 100 / n, SHARES: 100 / n, MEANS: 1 / people}.get(steps, 1.0)
        made = (
            Cell.of(count, n, people, unit=unit, steps=steps)
            if rng.random() < 0.7
            else Cell(count, n, people, unit, steps)
        )
        for _ in range(rng.choice((0, 0, 0, 1, 2))):
            made.widen()
        if rng.random() < 0.4:
            made.ask(rng.randint(0, 1), rng.randint(0, 1))
        return made

    parts = []
    for _ in range(rng.choice((1, 2, 3, 5, 20))):
        n = rng.choice((3, 12, 30, 90, 150))
        count = rng.choice((0, 1, n // 2, n - 1, n, rng.randint(0, n)))
        parts.append(cell(count, n, rng.choice((n, 20, 150))))
    if rng.random() < 0.5:
        rest = rng.randint(1, 30)
        parts.append(Cell(rng.randint(0, rest), rest, 100, steps=(None,)))
    whole = cell(sum(part.count for part in parts), sum(part.n for part in parts), rng.choice((60, 500)))
    return whole, parts, rng.random() < 0.5


def state(cells: Sequence[Cell]) -> list[tuple[object, ...]]:
    """How cells are printed and what they need."""
    return [(cell.rung, cell.mark, cell.need) for cell in cells]


def test_one_sum_is_settled_as_the_rule_says_step_by_step() -> None:
    for seed in range(4_000):
        whole, parts, widen_whole = random_cells(random.Random(seed))  # noqa: S311 - the same in every run
        extremes.protect(whole, parts, widen_whole=widen_whole)
        plain, plain_parts, _ = random_cells(random.Random(seed))  # noqa: S311
        plain_gate.protect(plain, plain_parts, widen_whole=widen_whole)
        assert state([whole, *parts]) == state([plain, *plain_parts]), seed
