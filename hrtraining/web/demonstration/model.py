"""The seeded model of who answers what: documented in docs/demonstration.md, so that its figures surprise nobody.

On the logit scale, the chance of a favourable answer is the ease of the item, plus the person's leaning, plus the
workshop's; after the course the person's own gain (which is negative for some) and the item's are added.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from hrtraining.assessment.domain import Phase
from hrtraining.content.domain import Item
from hrtraining.followup.domain import ONCE, REASONS, Practice

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
NO_FIRST_SHARE = 0.1
PANEL_PERCENT = 65
KEPT = {Phase.FU3: 0.8, Phase.FU6: 0.55}
"""The part of the gains that is left after months."""
STAYING = {Phase.FU3: 1.8, Phase.FU6: 1.1}
"""On the logit scale, the chance that somebody of a panel answers; those who lean less answer less."""
TELLS_OF_WORK = 0.9


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
    dice: random.Random, item: Item, person: Person, parameters: tuple[float, float], *, gained: float
) -> str | None:
    """The code a person chooses, or None when they leave the item out.

    Args:
        dice: where chance comes from.
        item: what is asked.
        person: how they lean and what they gain.
        parameters: ease and gain of the item.
        gained: the part of both gains that is there: 0 before the course, 1 after it, less after months.
    """
    if dice.random() < SKIP_SHARE:
        return None
    ease, item_gain = parameters
    logit = ease + person.leaning + gained * (person.gain + item_gain)
    is_favourable = dice.random() < 1 / (1 + math.exp(-logit))
    if item.scale == "truth":
        others = ["DK", "DK", *(code for code in item.codes if code not in item.favourable and code != "DK")]
    else:
        others = ["3", "3", *(code for code in item.codes if code not in item.favourable and code != "3")]
    return dice.choice(sorted(item.favourable) if is_favourable else others)


def comes_back(person: Person, phase: Phase) -> float:
    """The chance that somebody of a panel answers a wave."""
    return 1 / (1 + math.exp(-STAYING[phase] - 0.6 * person.leaning))


def practice(dice: random.Random) -> Practice:
    """What somebody says of three months of work: searches are common, needle-sticks rare."""
    sticks = dice.choices(ONCE["needle_sticks"], (82, 15, 3))[0]
    help_given = "none" if sticks == "0" else dice.choices(("same_day", "later", "no"), (5, 2, 3))[0]
    reasons = (
        ("nobody",) if dice.random() < 0.35 else tuple(sorted(dice.sample(REASONS[1:], dice.randint(1, 3))))
    )
    return Practice(
        searches=dice.choices(ONCE["searches"], (20, 45, 25, 10))[0],
        referrals=dice.choices(ONCE["referrals"], (45, 35, 14, 6))[0],
        needle_sticks=sticks,
        needle_help=help_given,
        reasons=reasons,
    )
