"""Two-by-two tables of every item in every workshop; all item figures are sums of them (rules 5 and 8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Ints
from hrtraining.reporting.domain.scoring import Scored

N11, N10, N01, N00 = range(4)
_CELLS = 5
_LEFT_OUT = 4


@dataclass(frozen=True, slots=True)
class Tables:
    """G x K x 4 counts of pairs: favourable both times, before only, after only, never."""

    counts: Ints

    @property
    def answered(self) -> Ints:
        """G x K: pairs that answered the item both times."""
        counts = self.counts
        return counts[:, :, N11] + counts[:, :, N10] + counts[:, :, N01] + counts[:, :, N00]

    @property
    def gains(self) -> Ints:
        """G x K: pairs that came to the favourable side less those that left it."""
        return self.counts[:, :, N01] - self.counts[:, :, N10]

    def total(self) -> Ints:
        """K x 4: the tables of all groups together."""
        return np.asarray(self.counts.sum(axis=0))

    def joined(self, groups: Ints) -> Tables:
        """The tables with groups put together: `groups` has one new position for each old one."""
        size = int(groups.max()) + 1 if len(groups) else 0
        if np.array_equal(groups, np.arange(size)):
            return self
        counts = np.zeros((size, *self.counts.shape[1:]), dtype=np.int64)
        np.add.at(counts, groups, self.counts)
        return Tables(counts)

    def of(self, groups: Ints) -> Tables:
        """The tables of some groups only."""
        return Tables(self.counts[groups])


def tables(pre: Scored, post: Scored, group: Ints, groups: int) -> Tables:
    """Tables of n pairs in `groups` groups; only pairs in which the item was answered both times (rule 5)."""
    items = pre.favourable.shape[1]
    counts = np.empty((groups, items, 4), dtype=np.int64)
    base = group * _CELLS
    for place in range(items):
        cell = 3 - 2 * pre.favourable[:, place] - post.favourable[:, place]
        both = pre.has_answered(place) & post.has_answered(place)
        where = base + np.where(both, cell, _LEFT_OUT)
        found = np.bincount(where, minlength=groups * _CELLS).reshape(groups, _CELLS)
        counts[:, place, :] = found[:, :4]
    return Tables(counts)
