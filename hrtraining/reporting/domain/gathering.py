"""Puts the answers of frozen workshops together while they are read, so that they are never held a second time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from hrtraining.reporting.domain import frozen
from hrtraining.reporting.domain.arrays import Bytes
from hrtraining.reporting.domain.behind import Answers, Characters, numbers, translation
from hrtraining.reporting.domain.frozen import Names
from hrtraining.reporting.domain.scope import DIMENSIONS

AT_ONCE = 500
"""Workshops put together at a time: some 15,000 people, a megabyte of answers."""

Body = tuple[bytes, str]
"""What was frozen of a workshop, and its hash."""


def gathered(bodies: Iterable[Body], characters: Characters, *, expected: int = 0) -> Answers:
    """The answers of frozen workshops one after the other; about `expected` pairs are in them.

    Each workshop is a part. Bodies are taken one by one and let go.

    Raises:
        ValueError: one is not what was frozen, or they have unlike numbers of items.
        KeyError: a character is no code of its item.
    """
    sides = _Rows(len(characters), expected), _Rows(len(characters), expected)
    tags, lone = _Rows(len(DIMENSIONS), expected), _Rows(len(characters), 0)
    sizes, lone_sizes, names = list[int](), list[int](), list[Names]()
    people = list[int]()
    tables = [translation(known) for known in characters]
    for some in _batches(bodies):
        found = frozen.joined(some)
        pairs = found.pairs
        for rows, codes in zip((*sides, lone), (pairs.pre, pairs.post, pairs.lone), strict=True):
            rows.add(numbers(codes, tables))
        tags.add(pairs.tags)
        names.append(pairs.names)
        people.append(len(pairs))
        sizes += found.sizes
        lone_sizes += found.lone_sizes
    merged = frozen.merged(names)
    frozen.translate(tags.table, people, range(len(people)), spelled=names, names=merged)
    places = np.arange(len(sizes), dtype=np.int64)
    return Answers(
        pre=sides[0].table.T,
        post=sides[1].table.T,
        part=np.repeat(places, sizes),
        lone=lone.table.T,
        lone_part=np.repeat(places, lone_sizes),
        tags=tags.table.T,
        names=merged,
    )


def _batches(bodies: Iterable[Body]) -> Iterator[Sequence[Body]]:
    left = iter(bodies)
    while some := list(islice(left, AT_ONCE)):
        yield some


class _Rows:
    """A table with a row for each item or breakdown, to which people are added."""

    def __init__(self, rows: int, expected: int) -> None:
        self._room = np.empty((rows, expected), dtype=np.uint8)
        self._people = 0

    @property
    def table(self) -> Bytes:
        """What was added: rows x people."""
        return self._room[:, : self._people]

    def add(self, people: Bytes) -> None:
        """More people, n x rows."""
        needed = self._people + len(people)
        if needed > self._room.shape[1]:
            larger = np.empty((len(self._room), max(needed, 2 * self._room.shape[1])), dtype=np.uint8)
            larger[:, : self._people] = self.table
            self._room = larger
        self._room[:, self._people : needed] = people.T
        self._people = needed
