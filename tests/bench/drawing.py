"""Draws what invented people answer before and after a course, workshop by workshop, from a seed.

On the logit scale, the chance of a favourable answer is the ease of the item, plus the person's leaning, plus the
workshop's; after the course the person's own gain (negative for some) and the item's are added. Somebody left out
items here and there, a few left out many, and one in fourteen was not there for the test after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from hrtraining.accounts.domain import RankBand
from hrtraining.assessment.domain import MISSING, stored_character
from hrtraining.content.domain import Item
from hrtraining.workshops.domain import Group

FIRST_QUARTER = 2023 * 4 + 3
QUARTERS = 12
"""From October 2023 to September 2026; every quarter is one period."""
ACADEMIES = (0.30, 0.24, 0.18, 0.14, 0.09, 0.05)
"""Their shares of the workshops."""
SIZES, SMALL_SIZES, SMALL_SHARE = (20, 42), (3, 10), 0.025
"""Pairs of a workshop, drawn evenly; of a few, fewer than may be shown."""
PERSON_SD, WORKSHOP_SD, WORKSHOP_GAIN_SD = 0.8, 0.3, 0.2
GAIN_MEAN, GAIN_SD = 0.75, 0.7
EASE_MEAN, EASE_SD, ITEM_GAIN_SD = 0.15, 0.8, 0.35
SKIP_SHARE, SKIPPING_PEOPLE, THEIR_SKIP_SHARE = 0.008, 0.02, 0.2
NO_POST_SHARE, LATE_SHARE, EXCUSED_SHARE = 0.07, 0.01, 0.012
PAPER_SHARE, ENGLISH_SHARE, FAST_SHARE = 0.05, 0.03, 0.01
SEXES = (("male", 0.77), ("female", 0.22), (None, 0.01))
BANDS = (
    (RankBand.CADET.value, 0.55),
    (RankBand.NON_COMMISSIONED.value, 0.26),
    (RankBand.JUNIOR_OFFICER.value, 0.12),
    (RankBand.SENIOR_OFFICER.value, 0.05),
    (None, 0.02),
)
GROUPS = ((Group.POLICE.value, 0.9), (Group.LOCAL_AUTHORITY.value, 0.07), (Group.CIVIL_SOCIETY.value, 0.03))
SLOTS = 60
"""Codes of one kind are drawn from so many places, which lists of 1 to 6 codes fill evenly."""


@dataclass(frozen=True, slots=True)
class DrawnAttempt:
    """A submitted attempt with everything that pairing asks for."""

    uid: str
    learner: str
    phase: str
    lang: str
    submitted_at: datetime
    codes: str
    sex: str | None
    rank_band: str | None
    participant_group: str | None
    channel: str
    is_fast: bool | None
    form: str = "same"


@dataclass(frozen=True, slots=True)
class Planned:
    """A workshop before its people: its number from 1 in the order of closing, academy from 0, quarter, closing."""

    number: int
    academy: int
    quarter: int
    closed_at: datetime
    pairs: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """The attempts of a workshop, and what its flow counts besides them."""

    attempts: list[DrawnAttempt]
    flow: dict[str, int]


@dataclass(frozen=True, slots=True)
class Course:
    """The items as arrays: `codes` is K x 2 x SLOTS stored characters (unfavourable, favourable); ease and gain."""

    codes: NDArray[np.uint8]
    ease: NDArray[np.float64]
    gain: NDArray[np.float64]


def quarter_start(quarter: int) -> datetime:
    """The first moment of a quarter, counted from the year 0."""
    return datetime(quarter // 4, quarter % 4 * 3 + 1, 1, 1, tzinfo=UTC)


def course(items: Sequence[Item], seed: int) -> Course:
    """The items with an ease and a gain of their own, the same in every workshop."""
    dice = default_rng([seed, 1])
    codes = [[_slots(_other(item)), _slots(sorted(item.favourable))] for item in items]
    return Course(
        np.array(codes, dtype=np.uint8),
        dice.normal(EASE_MEAN, EASE_SD, len(items)),
        dice.normal(0, ITEM_GAIN_SD, len(items)),
    )


def _other(item: Item) -> list[str]:
    """The codes that are not favourable; the middle one or "not sure" is as likely as two."""
    middle = "DK" if item.scale == "truth" else "3"
    others = [code for code in item.codes if code not in item.favourable]
    return [middle, *others] if middle in others else others


def _slots(codes: Sequence[str]) -> list[int]:
    if SLOTS % len(codes):
        raise ValueError(f"{len(codes)} codes do not fill {SLOTS} places evenly")
    return [ord(stored_character(code)) for code in codes] * (SLOTS // len(codes))


def plan(*, pairs: int, seed: int) -> Iterator[Planned]:
    """Workshops in the order of closing with exactly so many pairs together."""
    dice = default_rng([seed, 2])
    sizes: list[int] = []
    left = pairs
    while left > 0:
        lowest, above = SMALL_SIZES if dice.random() < SMALL_SHARE else SIZES
        sizes.append(min(left, int(dice.integers(lowest, above))))
        left -= sizes[-1]
    length = quarter_start(FIRST_QUARTER + QUARTERS) - quarter_start(FIRST_QUARTER)
    moments = np.sort(dice.integers(0, int(length.total_seconds()), len(sizes)))
    academies = dice.choice(len(ACADEMIES), len(sizes), p=ACADEMIES)
    for place, (size, moment, academy) in enumerate(zip(sizes, moments, academies, strict=True)):
        closed_at = quarter_start(FIRST_QUARTER) + timedelta(seconds=int(moment))
        quarter = closed_at.year * 4 + (closed_at.month - 1) // 3
        yield Planned(place + 1, int(academy), quarter, closed_at, size)


def draw(planned: Planned, of_course: Course, seed: int) -> Drawn:
    """The people of one workshop; the same seed and number give the same people, however many workshops there are."""
    dice = default_rng([seed, 3, planned.number])
    lone = int(dice.binomial(planned.pairs, NO_POST_SHARE))
    people = planned.pairs + lone
    leaning = dice.normal(0, PERSON_SD, (people, 1)) + dice.normal(0, WORKSHOP_SD) + of_course.ease
    gain = dice.normal(GAIN_MEAN, GAIN_SD, (people, 1)) + dice.normal(0, WORKSHOP_GAIN_SD) + of_course.gain
    skip = np.where(dice.random((people, 1)) < SKIPPING_PEOPLE, THEIR_SKIP_SHARE, SKIP_SHARE)
    before = _answers(dice, leaning, skip, of_course)
    after = _answers(dice, leaning + gain, skip, of_course)
    learners = [bytes(row).hex() for row in dice.integers(0, 256, (people, 16), dtype=np.uint8)]
    channel = "paper" if dice.random() < PAPER_SHARE else "web"
    chosen = zip(*(_choose(dice, kinds, people) for kinds in (SEXES, BANDS, GROUPS)), strict=True)
    languages = np.where(dice.random(people) < ENGLISH_SHARE, "en", "km").tolist()
    fast = dice.random(people) < FAST_SHARE
    attempts: list[DrawnAttempt] = []
    for place, (learner, (sex, band, group), lang) in enumerate(
        zip(learners, chosen, languages, strict=True)
    ):
        for phase, codes, days in (("pre", before, 3), ("post", after, 1)):
            if phase == "pre" or place < planned.pairs:
                attempts.append(
                    DrawnAttempt(
                        uid=f"{phase}-{learner}",
                        learner=learner,
                        phase=phase,
                        lang=lang,
                        submitted_at=planned.closed_at - timedelta(days=days, seconds=-place),
                        codes=codes[place],
                        sex=sex,
                        rank_band=band,
                        participant_group=group,
                        channel=channel,
                        is_fast=None if channel == "paper" else bool(fast[place]),
                    )
                )
    late, excused = (int(n) for n in dice.binomial(people, (LATE_SHARE, EXCUSED_SHARE)))
    flow = {
        "registered": people + excused,
        "excused": excused,
        "pre": people,
        "post": planned.pairs,
        "late": min(late, lone),
        "unfinished": 0,
    }
    return Drawn(attempts, flow)


def _answers(
    dice: Generator, logit: NDArray[np.float64], skip: NDArray[np.float64], of_course: Course
) -> list[str]:
    """The stored characters of each person, from n x K logits and n x 1 chances of leaving an item out."""
    is_favourable = dice.random(logit.shape) < 1 / (1 + np.exp(-logit))
    places = dice.integers(0, SLOTS, logit.shape)
    codes = of_course.codes[np.arange(logit.shape[1]), is_favourable.astype(np.intp), places]
    codes[dice.random(logit.shape) < skip] = ord(MISSING)
    text, items = codes.tobytes().decode("ascii"), logit.shape[1]
    return [text[start : start + items] for start in range(0, len(text), items)]


def _choose(dice: Generator, kinds: Sequence[tuple[str | None, float]], number: int) -> list[str | None]:
    shares = np.array([share for _, share in kinds])
    return [kinds[place][0] for place in dice.choice(len(kinds), number, p=shares / shares.sum())]
