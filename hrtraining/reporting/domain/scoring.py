"""From raw codes to favourable answers and scores (rules 4 to 7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Bytes, Flags, Ints
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


def _favourable_table(key: Key) -> Bytes:
    """K x 256: 1 where the stored number of an answer is a favourable one."""
    table = np.zeros((key.size, 256), dtype=np.uint8)
    for place, item in enumerate(key.items):
        for code in item.favourable:
            table[place, item.numbers[code]] = 1
    return table


def score(codes: Bytes, key: Key) -> Scored:
    """Score n x K stored answers.

    An answer is favourable iff its raw code is in the key; a neutral code or "DK" is answered and not favourable.
    """
    table = _favourable_table(key)
    favourable = np.empty(codes.shape, dtype=np.uint8, order="F")
    answered = np.empty(codes.shape, dtype=np.uint8, order="F")
    total = np.zeros(len(codes), dtype=np.int64)
    given = np.zeros(len(codes), dtype=np.int64)
    for place in range(key.size):
        column = codes[:, place]
        np.take(table[place], column, out=favourable[:, place])
        np.not_equal(column, MISSING, out=answered[:, place], casting="unsafe")
        total += favourable[:, place]
        given += answered[:, place]
    return Scored(
        favourable=favourable,
        answered=answered,
        score=total,
        complete=key.size - given <= key.missing_allowed,
    )
