"""From raw codes to favourable answers and scores (rules 4 to 7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import PIECE, Bytes, Flags, Ints, pieces, total_of
from hrtraining.reporting.domain.instrument import MISSING, Key


@dataclass(frozen=True, slots=True)
class Scored:
    """Attempts against their key: n x K of 0/1, and per attempt the score and whether it has one.

    `codes`, the stored answers, and `favourable` are n x K; `score` counts favourable answers, missing ones not (rule 6);
    `complete` says whether at most `Key.missing_allowed` answers are missing.
    """

    favourable: Bytes
    codes: Bytes
    score: Ints
    complete: Flags

    @property
    def answered(self) -> Bytes:
        """n x K of 0/1: which items were answered; found anew each time, for it is as large as the answers."""
        return np.asarray(self.codes != MISSING).view(np.uint8)

    def has_answered(self, place: int) -> Flags:
        """Which attempts answered one item."""
        return np.asarray(self.codes[:, place] != MISSING)


def score(codes: Bytes, key: Key) -> Scored:
    """Score n x K stored answers.

    An answer is favourable iff its raw code is in the key; a neutral code or "DK" is answered and not favourable.
    """
    favourable = np.empty(codes.shape, dtype=np.uint8, order="F")
    points, complete = np.empty(len(codes), dtype=np.int64), np.empty(len(codes), dtype=np.bool_)
    answered = np.empty((key.size, min(len(codes), PIECE)), dtype=np.bool_)
    for piece in pieces(len(codes)):
        size = piece.stop - piece.start
        good, given = favourable.T[:, piece], answered[:, :size]
        for place, item in enumerate(key.items):
            column = np.ascontiguousarray(codes[piece, place])
            good[place] = 0
            for code in item.favourable:
                good[place] |= column == item.numbers[code]
            np.not_equal(column, MISSING, out=given[place])
        points[piece] = total_of(good, size)
        complete[piece] = key.size - total_of(given.view(np.uint8), size) <= key.missing_allowed
    return Scored(favourable=favourable, codes=codes, score=points, complete=complete)
