"""What is kept of a closed doubled workshop: codes at enrolment, before and after of the same people, in no order."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hrtraining.reporting.domain.fingerprints import hash_of

if TYPE_CHECKING:
    from hrtraining.reporting.domain.frozen import SubmittedAttempt

FIRST = "pre0"
Triple = tuple[str, str, str]
"""Raw codes, one character an item: at enrolment, before, after."""


def triples_of(attempts: Iterable[SubmittedAttempt], learners: Iterable[str]) -> tuple[Triple, ...]:
    """The three sheets of each learner who is counted as a pair here and took the test at enrolment, sorted.

    Of several the earliest stands; the test at enrolment must not come after the counted pre (rules 2 and 3).
    """
    counted = set(learners)
    by_learner: dict[str, list[SubmittedAttempt]] = defaultdict(list)
    for attempt in attempts:
        if attempt.learner in counted:
            by_learner[attempt.learner].append(attempt)
    found = []
    for own in by_learner.values():
        own.sort(key=lambda attempt: (attempt.submitted_at, attempt.uid))
        pre = next(attempt for attempt in own if attempt.phase == "pre")
        post = next(
            attempt for attempt in own if attempt.phase == "post" and attempt.submitted_at > pre.submitted_at
        )
        first = next((attempt for attempt in own if attempt.phase == FIRST), None)
        if first is not None and first.submitted_at <= pre.submitted_at:
            found.append((first.codes, pre.codes, post.codes))
    return tuple(sorted(found))


def written(triples: Iterable[Triple]) -> str:
    """The triples as text to keep."""
    return json.dumps([list(one) for one in triples], separators=(",", ":"))


def read(body: str, body_hash: str) -> tuple[Triple, ...]:
    """The triples from text that was kept.

    Raises:
        ValueError: the text is not what was frozen.
    """
    if hash_of(body) != body_hash:
        raise ValueError("a frozen workshop was changed after closing")
    return tuple((first, before, after) for first, before, after in json.loads(body))
