"""The stored answers behind the groups of a report, scored and counted by workshop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from hrtraining.reporting.domain.arrays import Bytes, Flags, Ints, Places, numbered, pieces
from hrtraining.reporting.domain.counts import Counts, Table, leaf_counts
from hrtraining.reporting.domain.frozen import Names
from hrtraining.reporting.domain.groups import Pairs, pairs_of
from hrtraining.reporting.domain.instrument import Key
from hrtraining.reporting.domain.scope import ClosedWorkshop, Profile

Characters = Sequence[Mapping[str, int]]
Parts = Sequence[tuple[ClosedWorkshop, Mapping[str, int]]]
"""Published workshops with their flow."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The stored answers of n pairs and of m people without a test after, and the part of each.

    `pre` and `post` are n x K, `lone` is m x K; `part` and `lone_part` are positions; `tags` is n x D, positions in
    `names`.
    """

    pre: Bytes
    post: Bytes
    part: Ints
    lone: Bytes
    lone_part: Ints
    tags: Places
    names: Names
    units: Ints | None = None
    """The unit of each part for intervals; a part is one of its own where nothing is said."""


@dataclass(frozen=True)
class Behind:
    """The scored pairs of some workshops, one part each; parts stand in the order of `parts`."""

    parts: Parts
    answers: Answers
    pairs: Pairs
    leaf_of: Mapping[int, int] = field(repr=False)
    """The small group of each workshop with pairs, see `Pairs.leaf`."""

    @cached_property
    def _table(self) -> Table:
        return leaf_counts(self.pairs)

    @cached_property
    def periods(self) -> tuple[Ints, Ints]:
        """The published periods, oldest first, and the position of each pair's among them."""
        of_parts = np.array([workshop.period for workshop, _ in self.parts], dtype=np.int64)
        known, places = numbered(of_parts)
        return known, places[self.answers.part]

    @property
    def keys(self) -> Set[int]:
        """The workshops that have pairs."""
        return self.leaf_of.keys()

    def counts(self, keys: Iterable[int]) -> Counts:
        """The counts of some workshops together."""
        return self._table.sum(self._leaves(keys))

    def by_workshop(self, keys: Sequence[int]) -> Table:
        """The counts of workshops with pairs one by one.

        Raises:
            KeyError: one has no pairs, or is not here.
        """
        return self._table.rows(np.array([self.leaf_of[key] for key in keys], dtype=np.int64))

    def rows(self, keys: Iterable[int]) -> tuple[Ints, Flags]:
        """The small groups of some workshops, see `Pairs.leaf`, and which pairs are theirs."""
        leaves = self._leaves(keys)
        if len(leaves) == len(self.pairs.leaf_academy):
            return leaves, self.pairs.everyone
        chosen = np.zeros(len(self.pairs.leaf_academy), dtype=np.bool_)
        chosen[leaves] = True
        return leaves, chosen[self.pairs.leaf]

    def flow(self, keys: Iterable[int]) -> dict[str, int]:
        """The counts of the flow over some workshops."""
        wanted = set(keys)
        used = [flow for workshop, flow in self.parts if workshop.key in wanted]
        # most workshops have the same names: their columns are added up at once
        rows = defaultdict[tuple[str, ...], list[Iterable[int]]](list)
        for flow in used:
            rows[tuple(flow)].append(flow.values())
        found = dict.fromkeys((name for names in rows for name in names), 0)
        for names, values in rows.items():
            for name, column in zip(names, zip(*values, strict=True), strict=True):
                found[name] += sum(column)
        return found

    def _leaves(self, keys: Iterable[int]) -> Ints:
        known = self.leaf_of
        chosen = known.keys() & keys
        if len(chosen) == len(known) == len(self.pairs.leaf_academy):
            return np.arange(len(known), dtype=np.int64)
        leaves = np.fromiter((known[key] for key in chosen), dtype=np.int64, count=len(chosen))
        leaves.sort()
        return leaves


def behind(key: Key, parts: Parts, answers: Answers) -> Behind:
    """Score the answers and find the pairs of each workshop."""
    academies = sorted({workshop.academy for workshop, _ in parts})
    place = {academy: number for number, academy in enumerate(academies)}
    academy_of = np.array([place[workshop.academy] for workshop, _ in parts], dtype=np.int64)
    units = np.arange(len(parts), dtype=np.int64) if answers.units is None else answers.units
    pairs = pairs_of(
        key,
        pre=answers.pre,
        post=answers.post,
        academy=academy_of[answers.part],
        workshop=units[answers.part],
    )
    of_leaf = zip(pairs.leaf_academy.tolist(), pairs.leaf_workshop.tolist(), strict=True)
    leaves = {found: leaf for leaf, found in enumerate(of_leaf)}
    of_part = zip(academy_of.tolist(), units.tolist(), strict=True)
    leaf_of = {
        workshop.key: leaves[found]
        for (workshop, _), found in zip(parts, of_part, strict=True)
        if found in leaves
    }
    return Behind(parts, answers, pairs, leaf_of)


def numbers(codes: Bytes, tables: Sequence[bytes]) -> Bytes:
    """n x K stored numbers from n x K characters; `tables` has the number of every byte for each item.

    Raises:
        KeyError: a character is no code of its item.
    """
    codes = codes.reshape(-1, len(tables))
    columns = np.empty(codes.shape[::-1], dtype=np.uint8)
    for piece in pieces(len(codes)):
        for place, column in enumerate(np.ascontiguousarray(codes[piece].T)):
            columns[place, piece] = np.frombuffer(column.tobytes().translate(tables[place]), dtype=np.uint8)
    for place, column in enumerate(columns):
        if len(codes) and column.max() == _UNKNOWN:
            raise KeyError(f"a stored answer of item {place + 1} is none of its codes")
    return columns.T


_UNKNOWN = 255


def translation(known: Mapping[str, int]) -> bytes:
    """The number of every byte of an item, as `numbers` wants it: `_UNKNOWN` for what is no code."""
    table = bytearray([_UNKNOWN] * 256)
    for character, number in known.items():
        table[ord(character)] = number
    return bytes(table)


def profiles(part: Ints, tags: Places, names: Names, *, parts: int) -> list[dict[Profile, int]]:
    """Pairs of each part by their categories in all dimensions (n parts and n x D categories of pairs)."""
    found: list[dict[Profile, int]] = [{} for _ in range(parts)]
    code = part
    for place, known in enumerate(names):
        # numbered anew each time, so that many categories do not run over
        code = np.unique(code * max(len(known), 1) + tags[:, place], return_inverse=True)[1]
    _, first, counts = np.unique(code, return_index=True, return_counts=True)
    kinds = zip(part[first].tolist(), tags[first].tolist(), counts.tolist(), strict=True)
    for of_part, places, n in kinds:
        found[of_part][tuple(known[place] for known, place in zip(names, places, strict=True))] = n
    return found
