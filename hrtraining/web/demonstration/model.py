"""The seeded model of who answers what: documented in docs/demonstration.md, so that its figures surprise nobody.

On the logit scale, the chance of a favourable answer is the ease of the item, plus the person's leaning, plus the
workshop's; after the course the person's own gain (which is negative for some) and the item's are added.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from hrtraining.content.domain import Item

SEED = 2026
PERSON_SD = 0.8
WORKSHOP_SD = 0.25
GAIN_MEAN, GAIN_SD = 0.75, 0.7
EASE_MEAN, EASE_SD = 0.15, 0.8
ITEM_GAIN_SD = 0.35
SKIP_SHARE = 0.012
NO_POST_SHARE = 0.08
UNFINISHED_SHARE = 0.02
LATE_SHARE = 0.012
EXCUSED_SHARE = 0.012
REPLAY_SHARE = 0.06


@dataclass(frozen=True, slots=True)
class Person:
    """How an invented person leans before, and how much they change."""

    leaning: float
    gain: float


def people(dice: random.Random, number: int, workshop_effect: float) -> list[Person]:
    """The people of a workshop."""
    return [
        Person(dice.gauss(0, PERSON_SD) + workshop_effect, dice.gauss(GAIN_MEAN, GAIN_SD))
        for _ in range(number)
    ]


def item_parameters(items: tuple[Item, ...]) -> dict[str, tuple[float, float]]:
    """Ease and gain of each item, the same in every workshop."""
    dice = random.Random(SEED + 1)
    return {item.id: (dice.gauss(EASE_MEAN, EASE_SD), dice.gauss(0, ITEM_GAIN_SD)) for item in items}


def answer(
    dice: random.Random, item: Item, person: Person, parameters: tuple[float, float], *, after: bool
) -> str | None:
    """The code a person chooses, or None when they leave the item out."""
    if dice.random() < SKIP_SHARE:
        return None
    ease, item_gain = parameters
    logit = ease + person.leaning + (person.gain + item_gain if after else 0)
    is_favourable = dice.random() < 1 / (1 + math.exp(-logit))
    if item.scale == "truth":
        others = ["DK", "DK", *(code for code in item.codes if code not in item.favourable and code != "DK")]
    else:
        others = ["3", "3", *(code for code in item.codes if code not in item.favourable and code != "3")]
    return dice.choice(sorted(item.favourable) if is_favourable else others)
