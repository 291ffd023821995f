"""Figures by language count only people whose language is shown in their period: nobody follows by subtraction."""

from __future__ import annotations

import random

from hrtraining.reporting.domain.frozen import FrozenPairs
from hrtraining.reporting.domain.masking import Marks
from hrtraining.reporting.domain.release import Release
from hrtraining.reporting.domain.scope import DIMENSIONS
from hrtraining.reporting.domain.wholes import whole_figures
from tests.factories.releases import FrozenPart, closed, make_release
from tests.properties.attack import CHARACTERS, ITEMS, KEY


def part(number: int, period: int, languages: dict[str, int]) -> FrozenPart:
    """A workshop of academy A1 or A2 with so many people of each language."""
    dice = random.Random(number)  # noqa: S311 — the same answers in every run
    spoken = tuple(name for name, n in languages.items() for _ in range(n))

    def sheet(ease: float) -> str:
        return "".join("2" if dice.random() < ease else "1" for _ in range(ITEMS))

    pairs = FrozenPairs.of(
        pre=tuple(sheet(0.4) for _ in spoken),
        post=tuple(sheet(0.6) for _ in spoken),
        tags={name: spoken if name == "language" else ("x",) * len(spoken) for name in DIMENSIONS},
        lone=(),
    )
    workshop = closed(number, f"A{number % 2 + 1}", period, pairs)
    return FrozenPart(workshop, pairs, {"pairs": len(spoken)})


def released(*parts: FrozenPart) -> Release:
    """What these workshops may show."""
    return make_release(KEY, CHARACTERS, parts, data_hash="test")


def test_people_of_a_hidden_language_are_in_no_figure_by_language() -> None:
    first = [part(1, 1, {"km": 120, "en": 70}), part(2, 1, {"km": 80, "en": 60})]
    few = [part(3, 2, {"km": 60, "en": 4}), part(4, 2, {"km": 50})]
    before, after = released(*first), released(*first, *few)
    then, now = whole_figures(before, Marks()), whole_figures(after, Marks())
    assert then["by_language"]["en"]["n"] == 130
    assert now["by_language"] == then["by_language"]
    assert now["language_dif_pre"] == then["language_dif_pre"]
    for language in ("km", "en"):
        assert now["by_language"][language]["n"] == after.breakdown("language")[language].pairs
