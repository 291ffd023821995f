"""From raw codes to favourable answers and scores (rules 4 to 7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Bytes, Flags, Ints, total_of
from hrtraining.reporting.domain.instrument import MISSING, Key


@dataclass(frozen=True, slots=True)
class Scored:
    """Attempts against their key: n x K of 0/1, and per attempt the score and whether it has one.

    `favourable` and `answered` are n x K; `score` counts favourable answers, missing ones not (rule 6);
    `complete` says whether at most `Key.missing_allowed` answers are missing.
    """

    favourable: Bytes
    answered: Bytes
    score: Ints
    complete: Flags


def score(codes: Bytes, key: Key) -> Scored:
    """Score n x K stored answers.

    An answer is favourable iff its raw code is in the key; a neutral code or "DK" is answered and not favourable.
    """
    favourable = np.empty(codes.shape, dtype=np.uint8, order="F")
    answered = np.empty(codes.shape, dtype=np.uint8, order="F")
    for place, item in enumerate(key.items):
        column = np.ascontiguousarray(codes[:, place])
        good = np.zeros(len(codes), dtype=np.bool_)
        for code in item.favourable:
            good |= column == item.numbers[code]
        favourable[:, place] = good
        answered[:, place] = column != MISSING
    given = total_of(answered.T, len(codes))
    return Scored(
        favourable=favourable,
        answered=answered,
        score=total_of(favourable.T, len(codes)),
        complete=key.size - given <= key.missing_allowed,
    )
