"""From raw codes to favourable answers and scores (rules 4 to 7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Bytes, Flags, Ints, pieces, total_of
from hrtraining.reporting.domain.instrument import FAVOURABLE, MISSING, Key


@dataclass(frozen=True, slots=True)
class Scored:
    """Attempts against their key: the stored answers, and per attempt the score and whether it has one.

    `codes` is n x K (see `KeyedItem.numbers`); `score` counts favourable answers, missing ones not (rule 6);
    `complete` says whether at most `Key.missing_allowed` answers are missing.
    """

    codes: Bytes
    score: Ints
    complete: Flags

    @property
    def favourable(self) -> Bytes:
        """n x K of 0/1: which answers are favourable; found anew each time, for it is as large as the answers."""
        return favourable(self.codes)

    @property
    def answered(self) -> Bytes:
        """n x K of 0/1: which items were answered; found anew each time, too."""
        return np.asarray(self.codes != MISSING).view(np.uint8)


def favourable(codes: Bytes) -> Bytes:
    """0/1 for stored answers of any shape: favourable or not; a neutral code, "DK" and no answer are not (rule 4)."""
    return codes // FAVOURABLE


def score(codes: Bytes, key: Key) -> Scored:
    """Score n x K stored answers."""
    points, complete = np.empty(len(codes), dtype=np.int64), np.empty(len(codes), dtype=np.bool_)
    for piece in pieces(len(codes)):
        columns = np.ascontiguousarray(codes[piece].T)
        size = columns.shape[1]
        points[piece] = total_of(favourable(columns), size)
        complete[piece] = total_of((columns == MISSING).view(np.uint8), size) <= key.missing_allowed
    return Scored(codes=codes, score=points, complete=complete)
