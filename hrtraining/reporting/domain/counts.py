"""Whole-number counts of every small group, from which the gate decides how finely each figure may be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Flags, Ints
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


@dataclass(frozen=True, slots=True)
class LeafCounts:
    """The same for every workshop at once: rows are small groups, see `Pairs.leaf`."""

    answered: Ints
    before: Ints
    after: Ints
    people: Ints
    scores: Ints

    def of(self, leaves: Ints) -> Counts:
        """The counts of some small groups together."""
        sums = [int(x) for x in self.scores[leaves].sum(axis=0)]
        return Counts(
            int(self.people[leaves].sum()),
            sums[0],
            _whole(self.answered[leaves]),
            _whole(self.before[leaves]),
            _whole(self.after[leaves]),
            *sums[1:],
        )


def _whole(rows: Ints) -> tuple[int, ...]:
    return tuple(int(x) for x in rows.sum(axis=0))


def leaf_counts(pairs: Pairs) -> LeafCounts:
    """Count every workshop once."""
    table = pairs.tables.counts
    return LeafCounts(
        answered=table.sum(axis=2),
        before=table[:, :, N11] + table[:, :, N10],
        after=table[:, :, N11] + table[:, :, N01],
        people=np.bincount(pairs.leaf, minlength=len(table)).astype(np.int64),
        scores=_score_counts(pairs, len(table)),
    )


def _score_counts(pairs: Pairs, leaves: int) -> Ints:
    scored = pairs.complete
    leaf, before, after = pairs.leaf[scored], pairs.pre.score[scored], pairs.post.score[scored]
    at = pairs.key.threshold
    columns = (before * 0 + 1, before, after, before >= at, after >= at, after > before, after < before)
    return np.stack(
        [np.rint(np.bincount(leaf, weights=column, minlength=leaves)).astype(np.int64) for column in columns],
        axis=1,
    )


def counts_of_rows(pairs: Pairs, rows: Flags) -> Counts:
    """The counts of some pairs across workshops, for one-way breakdowns."""
    both = pairs.pre.answered[rows] & pairs.post.answered[rows]
    scored = rows & pairs.complete
    before, after = pairs.pre.score[scored], pairs.post.score[scored]
    at = pairs.key.threshold
    return Counts(
        people=int(rows.sum()),
        scored=int(scored.sum()),
        answered=tuple(int(x) for x in both.sum(axis=0, dtype=np.int64)),
        before=tuple(int(x) for x in (both & pairs.pre.favourable[rows]).sum(axis=0, dtype=np.int64)),
        after=tuple(int(x) for x in (both & pairs.post.favourable[rows]).sum(axis=0, dtype=np.int64)),
        score_before=int(before.sum()),
        score_after=int(after.sum()),
        mark_before=int((before >= at).sum()),
        mark_after=int((after >= at).sum()),
        higher=int((after > before).sum()),
        lower=int((after < before).sum()),
    )
