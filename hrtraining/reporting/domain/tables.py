"""Two-by-two tables of every item in every workshop; all item figures are sums of them (rules 5 and 8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Ints, numbered, pieces
from hrtraining.reporting.domain.instrument import MISSING
from hrtraining.reporting.domain.scoring import Scored, favourable

N11, N10, N01, N00 = range(4)
_CELLS = 8
"""The four, and once more the four for pairs that left the item out before or after."""
_LEFT_OUT = 4


@dataclass(frozen=True, slots=True)
class Tables:
    """G x K x 4 counts of pairs: favourable both times, before only, after only, never.

    The counts of all groups of one item and cell lie side by side, as intervals read them.
    """

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
        counts = _empty(size, self.counts.shape[1])
        for row, of_all in zip(_rows(counts), _rows(self.counts), strict=True):
            row[:] = np.rint(np.bincount(groups, weights=of_all, minlength=size))
        return Tables(counts)

    def of(self, groups: Ints) -> Tables:
        """The tables of some groups only."""
        if np.array_equal(groups, np.arange(len(self.counts))):
            return self
        return Tables(np.take(self.counts.T, groups, axis=2).T)


def _empty(groups: int, items: int) -> Ints:
    return np.zeros((groups, items, 4), dtype=np.int64, order="F")


def _rows(counts: Ints) -> Ints:
    """4K x G: the counts of all groups, by cell and item; writing to them writes to the counts."""
    return counts.T.reshape(-1, len(counts))


def tables(pre: Scored, post: Scored, group: Ints, groups: int) -> Tables:
    """Tables of n pairs in `groups` groups; only pairs in which the item was answered both times (rule 5)."""
    items = pre.codes.shape[1]
    counts = _empty(groups, items)
    for piece in pieces(len(group)):
        known, local = numbered(group[piece])
        base = local * _CELLS
        found = np.empty((items, len(known) * _CELLS), dtype=np.int64)
        for place in range(items):
            before, after = pre.codes[piece, place], post.codes[piece, place]
            cell = 3 - 2 * favourable(before) - favourable(after)
            cell += _LEFT_OUT * (np.minimum(before, after) == MISSING).view(np.uint8)
            found[place] = np.bincount(base + cell, minlength=len(known) * _CELLS)
        # groups that stand one after the other, as they mostly do, are reached together and not one by one
        here = slice(known[0], known[-1] + 1) if known[-1] - known[0] < len(known) else known
        counts[here] += found.reshape(items, -1, _CELLS)[:, :, :_LEFT_OUT].transpose(1, 0, 2)
    return Tables(counts)
