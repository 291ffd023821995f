"""Which columns a file of single records may carry: every combination of their values stands for at least ten people.

Records say nobody's name, but whoever knows a person's academy, sex and rank could find a rare combination. A file is
therefore refused while any combination has fewer than ten records (k-anonymity, Sweeney 2002, with k = 10), and the
columns are named whose leaving out would be enough.

Files can be joined by the answers in them, and a later one minus an earlier one leaves the people who came since. So
what is judged are the people of each stretch of publications between two files, with the columns of all files.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.scope import DIMENSIONS

if TYPE_CHECKING:
    from hrtraining.reporting.domain.release import Release

ACADEMY = "academy"
COLUMNS = (ACADEMY, *DIMENSIONS)
"""The columns by which a person might be known, in the order in which they are kept."""
WITHHELD = "withheld"
"""What stands in a record whose category is hidden in its period."""
MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was given before: its columns, and the last period that was in it."""

    columns: tuple[str, ...]
    last_period: int


@dataclass(frozen=True, slots=True)
class Record:
    """One person's answers before and after, as stored numbers, with the columns of the file."""

    columns: tuple[str, ...]
    pre: tuple[int, ...]
    post: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Too few people share a combination; each way names the columns whose leaving out is enough."""

    ways: tuple[tuple[str, ...], ...]


def _smallest(rows: Sequence[tuple[str, ...]], places: Sequence[int]) -> int:
    counts = Counter(tuple(row[place] for place in places) for row in rows)
    return min(counts.values(), default=0)


def columns_of(release: Release, names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The values of all columns for each person of the nation; what is hidden in a period is withheld here too."""
    rows = release.nation_rows()
    shown = {key for keys in release.scope.academies.values() for key in keys}
    tags = {dimension: release.tags(dimension) for dimension in DIMENSIONS}
    found = []
    for place in rows.nonzero()[0]:
        workshop = release.workshop_of(int(place))
        academy = names.get(workshop.academy, WITHHELD) if workshop.key in shown else WITHHELD
        values = [academy]
        for dimension in DIMENSIONS:
            codes, known = tags[dimension]
            category = known[int(codes[place])]
            periods = release.scope.categories[dimension].get(category, frozenset())
            values.append(category if workshop.period in periods else WITHHELD)
        found.append(tuple(values))
    return found


def periods_of(release: Release) -> list[int]:
    """The period of each person of the nation, in the order of `columns_of`."""
    return [release.workshop_of(int(place)).period for place in release.nation_rows().nonzero()[0]]


def stretches(periods: Sequence[int], earlier: Sequence[Given]) -> list[str]:
    """For each person, between which of the files given before the own period was published."""
    ends = sorted({given.last_period for given in earlier})
    return [str(bisect_left(ends, period)) for period in periods]


def joined(
    rows: Sequence[tuple[str, ...]], periods: Sequence[int], columns: Sequence[str], earlier: Sequence[Given]
) -> Refusal | None:
    """None when the columns may stand beside each other and beside those of every file given before.

    A refusal without ways means that leaving out columns does not help: the next publication must be waited for, or
    only columns of an earlier file may be asked for.
    """
    before = {name for given in earlier for name in given.columns}
    together = [name for name in COLUMNS if name in columns or name in before]
    with_stretch = [(*row, stretch) for row, stretch in zip(rows, stretches(periods, earlier), strict=True)]
    places = [*(COLUMNS.index(name) for name in together), len(COLUMNS)]
    return None if not rows or _smallest(with_stretch, places) >= THRESHOLD else Refusal(())


def judge(rows: Sequence[tuple[str, ...]], columns: Sequence[str]) -> Refusal | None:
    """None when the columns may stand beside each other, else which to leave out."""
    places = [COLUMNS.index(name) for name in columns]
    if not rows or _smallest(rows, places) >= THRESHOLD:
        return None
    for many in range(1, len(columns) + 1):
        ways = tuple(
            left_out
            for left_out in combinations(columns, many)
            if _smallest(rows, [COLUMNS.index(name) for name in columns if name not in left_out]) >= THRESHOLD
        )
        if ways:
            return Refusal(tuple(reversed(ways))[:MOST_WAYS])
    return Refusal(())


def records(release: Release, rows: Sequence[tuple[str, ...]], columns: Sequence[str]) -> list[Record]:
    """The records in the order of their contents, so that their order says nothing."""
    places = [COLUMNS.index(name) for name in columns]
    pre, post = release.nation_codes()
    return sorted(
        (
            Record(
                tuple(row[place] for place in places),
                tuple(int(code) for code in pre[number]),
                tuple(int(code) for code in post[number]),
            )
            for number, row in enumerate(rows)
        ),
        key=lambda record: (record.columns, record.pre, record.post),
    )
