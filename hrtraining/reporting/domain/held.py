"""Files that a caller holds, put through the same gate as the database: one closed period, each workshop a part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Figures, Ints
from hrtraining.reporting.domain.behind import Answers, profiles
from hrtraining.reporting.domain.dataset import (
    FOLLOW_UPS,
    LANGUAGES,
    PHASES,
    Attempts,
    Counted,
    count,
    kept_aside,
)
from hrtraining.reporting.domain.frozen import sequence_of
from hrtraining.reporting.domain.release import Release, decided
from hrtraining.reporting.domain.scope import DIMENSIONS, NOT_GIVEN, ClosedWorkshop

ONLY_PERIOD = 1
_LATER = tuple(PHASES.index(name) for name in FOLLOW_UPS)


@dataclass(frozen=True, slots=True)
class Held:
    """A release made from files: its flow as counted in the file, and its workshops by key."""

    release: Release
    flow: Figures
    academies: tuple[str, ...]
    workshops: dict[int, tuple[str, str]]
    """Academy and workshop by the key of the part."""


def held(attempts: Attempts, *, data_hash: str) -> Held:
    """Decide what the attempts of a file may show to others than their holder (rule 17)."""
    counted, aside = count(attempts), len(kept_aside(attempts))
    width = len(attempts.workshops)
    of_pairs = attempts.academy[counted.pre] * width + attempts.workshop[counted.pre]
    of_lone = attempts.academy[counted.lone_pre] * width + attempts.workshop[counted.lone_pre]
    codes = np.unique(np.concatenate([of_pairs, of_lone]))
    part, lone_part = (np.searchsorted(codes, one).astype(np.int64) for one in (of_pairs, of_lone))
    names = [
        (attempts.academies[int(code) // width], attempts.workshops[int(code) % width]) for code in codes
    ]
    found = [_categories(name, attempts, counted) for name in DIMENSIONS]
    tags = np.stack([places for places, _ in found], axis=1)
    categories = tuple(known for _, known in found)
    of_part = profiles(part, tags, categories, parts=len(names))
    pairs, lone = (np.bincount(of, minlength=len(names)) for of in (part, lone_part))
    parts = [
        (
            ClosedWorkshop(place, academy, ONLY_PERIOD, int(pairs[place]), of_part[place]),
            _flow(int(pairs[place]), int(lone[place])),
        )
        for place, (academy, _) in enumerate(names)
    ]
    answers = Answers(
        pre=attempts.codes[counted.pre],
        post=attempts.codes[counted.post],
        part=part,
        lone=attempts.codes[counted.lone_pre],
        lone_part=lone_part,
        tags=tags,
        names=categories,
        units=(codes % width).astype(np.int64),
    )
    return Held(
        release=decided(attempts.key, parts, answers, data_hash=data_hash),
        flow=_of_course(counted) | ({"kept_aside": aside} if aside else {}),
        academies=attempts.academies,
        workshops=dict(enumerate(names)),
    )


def _of_course(counted: Counted) -> Figures:
    """The flow of the tests before and after alone: one with the later tests would say how many few people gave them."""
    flow, later = counted.flow, np.isin(counted.attempts.phase, _LATER)
    return flow | {
        "rows": flow["rows"] - int(later.sum()),
        "duplicate_rows_dropped": flow["duplicate_rows_dropped"] - int((later & ~counted.kept).sum()),
        "learners": flow["learners_with_pre"] + flow["post_only_learners"],
    }


def _categories(name: str, attempts: Attempts, counted: Counted) -> tuple[Ints, tuple[str, ...]]:
    """The category of each pair in a declared dimension, as positions; what the file does not say is not given."""
    if name == "language":
        return attempts.language[counted.pre].astype(np.int64), tuple(LANGUAGES)
    if name not in attempts.tags:
        return np.zeros(len(counted.pre), dtype=np.int64), (NOT_GIVEN,)
    of, names = attempts.tags[name].astype(np.int64), attempts.tag_names[name]
    if name != "form":
        return of[counted.pre], tuple(names)
    # whoever answered another form after belongs to a sequence, as in the database
    both, places = np.unique(of[counted.pre] * len(names) + of[counted.post], return_inverse=True)
    sequences = [sequence_of(names[int(one) // len(names)], names[int(one) % len(names)]) for one in both]
    return places.astype(np.int64), tuple(sequences)


def _flow(pairs: int, lone: int) -> dict[str, int]:
    return {"registered": pairs + lone, "pre": pairs + lone, "post": pairs, "pairs": pairs}
