"""Which columns a file of single records may carry: every combination of their values stands for at least ten people.

Records say nobody's name, but whoever knows a person's academy, sex and rank could find a rare combination. A file is
therefore refused while any combination has fewer than ten records (k-anonymity, Sweeney 2002, with k = 10), and the
columns are named whose leaving out would be enough.
"""

from __future__ import annotations

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
    found = []
    for place in rows.nonzero()[0]:
        workshop = release.workshop_of(int(place))
        academy = names.get(workshop.academy, WITHHELD) if workshop.key in shown else WITHHELD
        values = [academy]
        for dimension in DIMENSIONS:
            category = release.tags(dimension)[int(place)]
            periods = release.scope.categories[dimension].get(category, frozenset())
            values.append(category if workshop.period in periods else WITHHELD)
        found.append(tuple(values))
    return found


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
