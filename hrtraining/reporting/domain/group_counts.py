"""Counts every group that may appear: the nation, academies, workshops, categories, and each published period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Flags, Ints
from hrtraining.reporting.domain.counts import Counts, LeafCounts, counts_of_rows
from hrtraining.reporting.domain.groups import Pairs
from hrtraining.reporting.domain.scope import DIMENSIONS, Scope

PERIOD = "period"
"""The published periods as one more one-way breakdown: the trend."""


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """The counts of every group that may appear."""

    nation: Counts
    academies: Mapping[str, Counts]
    workshops: Mapping[str, Mapping[int, Counts]]
    categories: Mapping[str, Mapping[str, Counts]]

    def by_name(self) -> dict[tuple[str, str], Counts]:
        """All of them by kind and name."""
        found = {("nation", ""): self.nation}
        found |= {("academy", academy): counts for academy, counts in self.academies.items()}
        found |= {
            ("workshop", str(one)): c for of_one in self.workshops.values() for one, c in of_one.items()
        }
        return found | {
            (name, one): c for name, of_one in self.categories.items() for one, c in of_one.items()
        }


@dataclass(frozen=True, slots=True)
class Counting:
    """Counts groups of one data set from its small groups; `period` and `tags` have one entry a pair."""

    pairs: Pairs
    by_leaf: LeafCounts
    leaf_of: Mapping[int, int]
    tags: Mapping[str, Sequence[str]]
    period: Ints

    def of(self, of_scope: Scope) -> GroupCounts:
        """The counts of the groups of a scope."""
        return GroupCounts(
            nation=self._sum(of_scope.national),
            academies={academy: self._sum(keys) for academy, keys in of_scope.academies.items()},
            workshops={
                academy: {one: self._sum(frozenset({one})) for one in keys}
                for academy, keys in of_scope.workshops.items()
            },
            categories={name: self._categories(name, of_scope) for name in DIMENSIONS}
            | {PERIOD: self._periods(of_scope)},
        )

    def _sum(self, keys: frozenset[int]) -> Counts:
        leaves = sorted(self.leaf_of[one] for one in keys if one in self.leaf_of)
        return self.by_leaf.of(np.array(leaves, dtype=np.int64))

    def _periods(self, of_scope: Scope) -> dict[str, Counts]:
        leaves = [self.leaf_of[one] for one in of_scope.national if one in self.leaf_of]
        rows = np.isin(self.pairs.leaf, np.array(leaves, dtype=np.int64))
        return {
            str(period): counts_of_rows(self.pairs, rows & (self.period == period))
            for period in np.unique(self.period[rows])
        }

    def _categories(self, name: str, of_scope: Scope) -> dict[str, Counts]:
        tags = np.array(self.tags[name], dtype=object)
        found: dict[str, Counts] = {}
        for category, periods in sorted(of_scope.categories[name].items()):
            rows: Flags = np.equal(tags, category).astype(np.bool_) & np.isin(self.period, sorted(periods))
            found[category] = counts_of_rows(self.pairs, rows)
        return found
