"""No printed interval gives a hidden workshop or academy away, though it is made from the sums of all of them."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import numpy as np
import pytest

from hrtraining.reporting.domain import release as publishing
from hrtraining.reporting.domain.clusters import robust
from hrtraining.reporting.domain.frozen import FrozenPairs
from hrtraining.reporting.domain.grid import MEAN
from hrtraining.reporting.domain.masking import Marks
from hrtraining.reporting.domain.release import Release
from hrtraining.reporting.domain.scope import DIMENSIONS
from hrtraining.reporting.domain.units import joined_sums
from hrtraining.reporting.domain.wholes import bootstrap_figures, whole_figures
from tests.factories.releases import FrozenPart, closed, make_release
from tests.properties.attack import CHARACTERS, ITEMS, KEY

SIZES = (40, 35, 30, 28, 33, 31, 26, 24)


def nation(seed: int, *, hidden: tuple[int, int] = (4, 7)) -> Release:
    """Eight shown workshops of one academy and two small ones, which are hidden together."""
    rng = random.Random(seed)  # noqa: S311 — the same people in every run
    parts = []
    for key, n in enumerate((*SIZES, *hidden), start=1):
        ease = rng.uniform(0.3, 0.6)
        codes = [
            ["".join("2" if rng.random() < ease + up else "1" for _ in range(ITEMS)) for _ in range(n)]
            for up in (0.0, rng.uniform(0.05, 0.3))
        ]
        pairs = FrozenPairs.of(
            pre=tuple(codes[0]), post=tuple(codes[1]), tags=dict.fromkeys(DIMENSIONS, ("m",) * n), lone=()
        )  # fmt: skip
        parts.append(FrozenPart(closed(key, "A0", 1, pairs), pairs, {"pairs": n}))
    return make_release(KEY, CHARACTERS, parts, data_hash="")


def sums(release: Release, workshop: int) -> tuple[int, int]:
    """Scored pairs of a workshop and the sum of their changes."""
    rows = release.pairs.leaf == release._load("nation", "").leaf_of[workshop]
    return int(rows.sum()), int((release.pairs.post.score - release.pairs.pre.score)[rows].sum())


def possible(release: Release, shown: dict[str, Any]) -> set[tuple[int, int]]:
    """What a reader of everything may take the first hidden workshop for: its pairs and the sum of its changes.

    The reader knows the sums of the shown workshops, of both hidden ones together, and that each is under ten.
    """
    known = [sums(release, key) for key in range(1, len(SIZES) + 1)]
    total = [sums(release, key) for key in (len(SIZES) + 1, len(SIZES) + 2)]
    people, change = sum(n for n, _ in total), sum(s for _, s in total)
    found = set()
    joined = release.units.of[MEAN][
        [release._load("nation", "").leaf_of[key] for key in range(1, len(SIZES) + 3)]
    ]
    for n in range(max(1, people - 9), min(9, people - 1) + 1):
        for s in range(-3 * ITEMS, 3 * ITEMS + 1):
            units = [*known, (n, s), (people - n, change - s)]
            sizes, gains = (np.array(column) for column in zip(*units, strict=True))
            for labels in (np.arange(len(units)), joined):
                se = robust(joined_sums(labels, sizes), joined_sums(labels, gains))["se"]
                if shown["se"] is not None and se == pytest.approx(shown["se"], abs=1e-12):
                    found.add((n, s))
    return found


def national_interval(release: Release) -> dict[str, Any]:
    """The interval with workshops as units as the JSON of the nation carries it."""
    nest = release.nest("nation", "", path="national", marks=Marks())
    assert nest is not None
    found: dict[str, Any] = nest["score"]["cluster_workshop"]
    return found


@pytest.mark.parametrize("seed", range(12))
def test_an_interval_leaves_hidden_workshops_open(seed: int) -> None:
    release = nation(seed)
    assert release.workshop(len(SIZES) + 1) is None
    left = possible(release, national_interval(release))
    assert len(left) > 100
    assert {n for n, _ in left} == set(range(2, 10))


def test_without_joining_the_same_reader_finds_them_out(monkeypatch: pytest.MonkeyPatch) -> None:
    # the attack must be able to win: with hidden workshops as units of their own it does
    monkeypatch.setattr(publishing, "with_units", lambda figures, *_, **__: figures)
    few = 0
    for seed in range(12):
        release = nation(seed)
        truth = sums(release, len(SIZES) + 1)
        left = possible(release, national_interval(release))
        assert truth in left
        few += len(left) <= 4
    assert few >= 6


def test_what_is_printed_depends_on_hidden_workshops_only_through_their_sum() -> None:
    # people moved from one hidden workshop to the other change no figure that anybody may read
    one, other = nation(3), _with_people_moved(nation(3))
    for make in (_everything, lambda r: bootstrap_figures(r, Marks()), lambda r: whole_figures(r, Marks())):
        assert make(one) == make(other)


def _everything(release: Release) -> tuple[Any, ...]:
    marks = Marks()
    return (
        release.nest("nation", "", path="n", marks=marks),
        release.nest("academy", "A0", path="a", marks=marks),
        release.national(),
        release.workshop_summaries("A0"),
        marks.by_path,
    )


def _with_people_moved(release: Release) -> Release:
    """The same release with one person moved from the second hidden workshop to the first."""
    rows: dict[int, list[tuple[str, str]]] = {}
    for place, leaf in enumerate(release.pairs.leaf):
        key = next(key for key, at in release._load("nation", "").leaf_of.items() if at == leaf)
        answers = release._load("nation", "").answers
        sides = (answers.pre[place], answers.post[place])
        codes = [
            "".join(code for number in side for code, known in CHARACTERS[0].items() if known == number)
            for side in sides
        ]
        rows.setdefault(key, []).append((codes[0], codes[1]))
    first, second = len(SIZES) + 1, len(SIZES) + 2
    rows[first].append(rows[second].pop())
    parts = []
    for key, people in sorted(rows.items()):
        tags = {name: ("m",) * len(people) for name in DIMENSIONS}
        pairs = FrozenPairs.of(
            pre=tuple(one for one, _ in people), post=tuple(two for _, two in people), tags=tags, lone=()
        )
        parts.append(FrozenPart(closed(key, "A0", 1, pairs), pairs, {"pairs": len(people)}))
    return make_release(KEY, CHARACTERS, parts, data_hash="")


def test_every_pair_of_small_workshops_is_hidden_together() -> None:
    for one, other in product((1, 4, 9), (9, 6)):
        release = nation(1, hidden=(one, other))
        assert release.workshop(9) is None
        assert release.workshop(10) is None
