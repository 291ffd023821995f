"""Whole-number counts of every small group, from which the gate decides how finely each figure may be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hrtraining.reporting.domain.arrays import Ints, numbered, pieces
from hrtraining.reporting.domain.groups import Pairs
from hrtraining.reporting.domain.tables import N01, N10, N11


@dataclass(frozen=True, slots=True)
class Counts:
    """One group: people, answers and favourable ones by item, sums of scores, learners at the mark, directions."""

    people: int
    scored: int
    answered: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]
    score_before: int
    score_after: int
    mark_before: int
    mark_after: int
    higher: int
    lower: int

    @property
    def same(self) -> int:
        """Scored people whose score did not change."""
        return self.scored - self.higher - self.lower

    def answers(self, places: Sequence[int]) -> tuple[int, int, int]:
        """Answers, favourable before and favourable after, of some items together."""
        return (
            sum(self.answered[place] for place in places),
            sum(self.before[place] for place in places),
            sum(self.after[place] for place in places),
        )


SCORES = ("scored", "score_before", "score_after", "mark_before", "mark_after", "higher", "lower")
BY_ITEM = ("answered", "before", "after")


@dataclass(frozen=True, slots=True)
class Table:
    """The counts of G groups: `answered`, `before` and `after` are G x K, the others have G entries."""

    people: Ints
    scored: Ints
    answered: Ints
    before: Ints
    after: Ints
    score_before: Ints
    score_after: Ints
    mark_before: Ints
    mark_after: Ints
    higher: Ints
    lower: Ints

    @classmethod
    def of(cls, groups: Sequence[Counts]) -> Table:
        """The table of some groups that were counted one by one."""
        return cls(
            **{name: np.array([getattr(one, name) for one in groups], dtype=np.int64) for name in _NAMES}
        )

    def sum(self, rows: Ints) -> Counts:
        """Some rows together."""
        sums: dict[str, Any] = {name: getattr(self, name)[rows].sum(axis=0).tolist() for name in _NAMES}
        by_item: dict[str, Any] = {name: tuple(sums[name]) for name in BY_ITEM}
        return Counts(**(sums | by_item))

    def rows(self, rows: Ints) -> Table:
        """Only some rows, in their order."""
        return Table(**{name: getattr(self, name)[rows] for name in _NAMES})

    def under(self, other: Table) -> Table:
        """The rows of another table above these."""
        return Table(**{name: np.concatenate((getattr(other, name), getattr(self, name))) for name in _NAMES})


_NAMES = tuple(Counts.__slots__)


def leaf_counts(pairs: Pairs) -> Table:
    """Count every workshop once: rows are small groups, see `Pairs.leaf`."""
    table = pairs.tables.counts
    return Table(
        people=np.bincount(pairs.leaf, minlength=len(table)).astype(np.int64),
        answered=pairs.tables.answered,
        before=table[:, :, N11] + table[:, :, N10],
        after=table[:, :, N11] + table[:, :, N01],
        **_score_counts(pairs, len(table)),
    )


def _score_counts(pairs: Pairs, leaves: int) -> dict[str, Ints]:
    found = {name: np.zeros(leaves, dtype=np.int64) for name in SCORES}
    at = pairs.key.threshold
    for piece in pieces(len(pairs)):
        scored = pairs.pre.complete[piece] & pairs.post.complete[piece]
        before, after = pairs.pre.score[piece][scored], pairs.post.score[piece][scored]
        known, local = numbered(pairs.leaf[piece][scored])
        columns = (None, before, after, before >= at, after >= at, after > before, after < before)
        for name, column in zip(SCORES, columns, strict=True):
            counts = np.bincount(local, weights=column, minlength=len(known))
            found[name][known] += np.rint(counts).astype(np.int64)
    return found
