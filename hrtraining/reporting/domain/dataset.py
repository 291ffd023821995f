"""Which attempts count (rules 1 to 3): replays dropped, the first before, the first after, pairs of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from hrtraining.reporting.domain.arrays import Bytes, Figures, Flags, Ints
from hrtraining.reporting.domain.instrument import FAVOURABLE, Key

PRE = 0
POST = 1
FOLLOW_UPS = ("fu3", "fu6", "fu12")
PHASES = ("pre", "post", *FOLLOW_UPS, "pre0")
PRE0 = PHASES.index("pre0")
"""The test at enrolment of a double pre-test: in a block of its own, in no other figure."""
LANGUAGES = ("km", "en")


@dataclass(frozen=True, slots=True)
class Attempts:
    """Submitted attempts of one instrument version, one row each, in any order.

    `codes` is N x K of stored numbers (0 = missing, see `KeyedItem.numbers`); every other array has N entries.
    `submitted` is microseconds since 1970 UTC; `rows` are the rows of the file, the header being row 1. `academy` and
    `workshop` are positions in the lists of names.
    `tags` are positions in the lists of `tag_names` for the declared one-way breakdowns (rule 22).
    """

    key: Key
    uids: Sequence[str]
    rows: Ints
    learner: Ints
    academy: Ints
    workshop: Ints
    phase: Bytes
    language: Bytes
    submitted: Ints
    codes: Bytes
    academies: tuple[str, ...]
    workshops: tuple[str, ...]
    tags: Mapping[str, Ints] = field(default_factory=dict)
    tag_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.submitted)


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of the attempts that count, as positions.

    `pre` and `post` are the two rows of each pair; `lone_pre` the counted pre of learners without a used post;
    `kept` marks the rows that are no replays. `follow_ups` has for each phase one row a pair, -1 for none.
    """

    attempts: Attempts
    kept: Flags
    pre: Ints
    post: Ints
    lone_pre: Ints
    follow_ups: Mapping[str, Ints]
    flow: Figures


def _earliest_of_each_uid(attempts: Attempts) -> Flags:
    """Rule 1: of rows with the same uid the earliest stands; of equal moments the contents settle which."""
    n = len(attempts)
    kept = np.ones(n, dtype=np.bool_)
    if len(set(attempts.uids)) == n:
        return kept
    best: dict[str, int] = {}
    for row, uid in enumerate(attempts.uids):
        other = best.setdefault(uid, row)
        if other == row:
            continue
        worse = row
        if _before(attempts, row, other):
            best[uid], worse = row, other
        kept[worse] = False
    return kept


def kept_aside(attempts: Attempts) -> list[int]:
    """Positions whose uid stands in a row that was sent earlier with other answers: not counted, to be looked at."""
    if len(set(attempts.uids)) == len(attempts):
        return []
    kept = _earliest_of_each_uid(attempts)
    standing = {attempts.uids[row]: row for row in np.flatnonzero(kept).tolist()}
    return [
        row
        for row in np.flatnonzero(~kept).tolist()
        if (attempts.codes[row] != attempts.codes[standing[attempts.uids[row]]]).any()
    ]


def _before(attempts: Attempts, row: int, other: int) -> bool:
    """Whether a row comes before another of its uid: by moment, answers and the rest, never by its place in the file."""
    return _order(attempts, row) < _order(attempts, other)


def _order(attempts: Attempts, row: int) -> tuple[int, bytes, tuple[int, ...]]:
    places = attempts.academy[row], attempts.workshop[row], attempts.language[row]
    tags = (tag[row] for tag in attempts.tags.values())
    answers = (attempts.codes[row] % FAVOURABLE).tobytes()
    return int(attempts.submitted[row]), answers, (*map(int, places), *map(int, tags))


def _uid_order(attempts: Attempts, rows: Ints) -> Ints:
    """Ranks of the uids of the rows, so that equal moments do not depend on the order of a file."""
    if not _has_equal_moments(attempts, rows):
        return np.zeros(len(rows), dtype=np.int64)
    uids = np.array([attempts.uids[row] for row in rows])
    return np.unique(uids, return_inverse=True)[1].astype(np.int64)


def _has_equal_moments(attempts: Attempts, rows: Ints) -> bool:
    learner, submitted = attempts.learner[rows], attempts.submitted[rows]
    order = np.lexsort((submitted, learner))
    same = (np.diff(learner[order]) == 0) & (np.diff(submitted[order]) == 0)
    return bool(same.any())


def _first_of_each_learner(attempts: Attempts, rows: Ints, learners: int) -> Ints:
    """The earliest of the rows for every learner, -1 where there is none."""
    first = np.full(learners, -1, dtype=np.int64)
    if len(rows):
        order = np.lexsort((_uid_order(attempts, rows), attempts.submitted[rows], attempts.learner[rows]))
        ordered = rows[order]
        who = attempts.learner[ordered]
        starts = np.concatenate(([True], who[1:] != who[:-1]))
        first[who[starts]] = ordered[starts]
    return first


def count(attempts: Attempts) -> Counted:
    """Apply rules 1 to 3.

    Pre is a learner's earliest `pre`; post the earliest `post` strictly after it. A post at or before the pre is
    never used; later ones are superseded. Academy, workshop and breakdowns of a pair are those of its pre. Attempts
    at enrolment are as if they were not there; `firsts` finds them.
    """
    kept = _earliest_of_each_uid(attempts)
    is_first = attempts.phase == PRE0
    doubled_rows, kept = int(is_first.sum()), kept & ~is_first
    learners = int(attempts.learner.max()) + 1 if len(attempts) else 0
    rows = np.flatnonzero(kept)
    phase = attempts.phase[rows]
    pres, posts = rows[phase == PRE], rows[phase == POST]
    first_pre = _first_of_each_learner(attempts, pres, learners)
    has_pre = first_pre >= 0
    of_post = first_pre[attempts.learner[posts]]
    follows = (of_post >= 0) & (attempts.submitted[posts] > attempts.submitted[of_post])
    after = posts[follows]
    first_post = _first_of_each_learner(attempts, after, learners)
    paired = first_post >= 0
    present = np.zeros(learners, dtype=np.bool_)
    present[attempts.learner[rows]] = True
    with_post = np.zeros(learners, dtype=np.bool_)
    with_post[attempts.learner[posts]] = True
    flow: Figures = {
        "rows": len(attempts) - doubled_rows,
        "duplicate_rows_dropped": int(len(attempts) - doubled_rows - len(rows)),
        "learners": int(present.sum()),
        "learners_with_pre": int(has_pre.sum()),
        "superseded_attempts": int(len(pres) - has_pre.sum() + len(after) - paired.sum()),
        "posts_not_after_pre": int(((of_post >= 0) & ~follows).sum()),
        "post_only_learners": int((with_post & ~has_pre).sum()),
        "pre_only_learners": int((has_pre & ~paired).sum()),
        "paired": int(paired.sum()),
    }
    pre = first_pre[paired]
    return Counted(
        attempts=attempts,
        kept=kept,
        pre=pre,
        post=first_post[paired],
        lone_pre=first_pre[has_pre & ~paired],
        follow_ups=_follow_ups(attempts, rows, first_pre, paired),
        flow=flow,
    )


def firsts(counted: Counted) -> Ints:
    """For each pair the row of the learner's earliest test at enrolment before the counted pre, -1 for none."""
    attempts = counted.attempts
    rows = np.flatnonzero(_earliest_of_each_uid(attempts) & (attempts.phase == PRE0))
    learners = int(attempts.learner.max()) + 1 if len(attempts) else 0
    pre_of = np.full(learners, -1, dtype=np.int64)
    pre_of[attempts.learner[counted.pre]] = counted.pre
    of_first = pre_of[attempts.learner[rows]]
    before = rows[(of_first >= 0) & (attempts.submitted[rows] < attempts.submitted[of_first])]
    return _first_of_each_learner(attempts, before, learners)[attempts.learner[counted.pre]]


def _follow_ups(attempts: Attempts, rows: Ints, first_pre: Ints, paired: Flags) -> dict[str, Ints]:
    """For each follow-up that anybody sent the row of each pair: the earliest after the counted pre, -1 for none."""
    found: dict[str, Ints] = {}
    for name in FOLLOW_UPS:
        of_phase = rows[attempts.phase[rows] == PHASES.index(name)]
        if not len(of_phase):
            continue
        start = first_pre[attempts.learner[of_phase]]
        later = of_phase[(start >= 0) & (attempts.submitted[of_phase] > attempts.submitted[start])]
        found[name] = _first_of_each_learner(attempts, later, len(first_pre))[paired]
    return found
