"""One line for each of many groups, straight from the arrays: thousands of cells would be made for nothing else."""

from __future__ import annotations

import numpy as np

from hrtraining.reporting.domain.arrays import Bytes
from hrtraining.reporting.domain.counts import Table
from hrtraining.reporting.domain.grid import MARKS, NO_MARK, PERSONS, POOLED, Layout
from hrtraining.reporting.domain.published import (
    HIDDEN_INTERVAL,
    NO_INTERVAL,
    Change,
    Summary,
    difference_of,
    number,
    printed,
)

_NOT_PRINTED = -1


def summaries(table: Table, layout: Layout, *, rung: Bytes, mark: Bytes) -> list[Summary]:
    """What `published.summary` makes of the cells of each group; `rung` and `mark` are G x C, as the gate decided."""
    pooled, persons, steps = layout.columns(POOLED), layout.columns(PERSONS), layout.steps(POOLED)
    exact = (rung == 0) & (mark == NO_MARK)
    answers = table.answered.sum(axis=1)
    sides = np.stack((table.before.sum(axis=1), table.after.sum(axis=1)), axis=1)
    shares = 100 * sides / np.maximum(answers, 1)[:, None]
    same = table.scored - table.higher - table.lower
    directions = np.stack((table.higher, same, table.lower), axis=1)
    moved = np.where(exact[:, persons], directions, _NOT_PRINTED)
    known = {one: number(None if one == _NOT_PRINTED else one) for one in np.unique(moved).tolist()}
    rows = zip(
        table.people.tolist(),
        answers.tolist(),
        shares.tolist(),
        rung[:, pooled].tolist(),
        mark[:, pooled].tolist(),
        exact[:, pooled].all(axis=1).tolist(),
        moved.tolist(),
        strict=True,
    )
    lines, intervals = [], (HIDDEN_INTERVAL, NO_INTERVAL)
    for people, n, (was, now), rungs, marks, is_exact, (up, unmoved, down) in rows:
        before = printed(was if n else None, steps[rungs[0]], MARKS[marks[0]])
        after = printed(now if n else None, steps[rungs[1]], MARKS[marks[1]])
        change = Change(before, after, difference_of(before, after), intervals[is_exact])
        lines.append(Summary(people, change, known[up], known[unmoved], known[down]))
    return lines
