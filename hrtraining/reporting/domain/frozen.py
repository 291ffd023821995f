"""What is kept of a closed workshop: raw codes of its pairs, in no order and without names, pseudonyms or times."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from hrtraining.reporting.domain.scope import DIMENSIONS, NOT_GIVEN, Profile

SPEED = ("timed_pre", "fast_pre", "timed_post", "fast_post")
"""What is kept of the time that attempts took: four counts, no times."""


class SubmittedAttempt(Protocol):
    """An attempt as the answer store gives it."""

    @property
    def uid(self) -> str: ...
    @property
    def learner(self) -> str: ...
    @property
    def phase(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def submitted_at(self) -> datetime: ...
    @property
    def codes(self) -> str: ...
    @property
    def sex(self) -> str | None: ...
    @property
    def rank_band(self) -> str | None: ...
    @property
    def participant_group(self) -> str | None: ...
    @property
    def channel(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def is_fast(self) -> bool | None: ...


@dataclass(frozen=True, slots=True)
class FrozenPairs:
    """Pairs as parallel lists: raw codes (one character an item) before and after, and each breakdown's category.

    `lone` are the codes before of those without a post-test.
    """

    pre: tuple[str, ...]
    post: tuple[str, ...]
    tags: Mapping[str, tuple[str, ...]]
    lone: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.pre)

    def profiles(self) -> dict[Profile, int]:
        """Pairs by their categories in all dimensions."""
        return dict(Counter(zip(*(self.tags[name] for name in DIMENSIONS), strict=True)))


def pair_up(
    attempts: Iterable[SubmittedAttempt], counted_before: Iterable[str]
) -> tuple[FrozenPairs, list[str], dict[str, int]]:
    """Rules 1 to 3 within one workshop: the first before, the first strictly after it, of each learner.

    Learners whose first pair is in a workshop that closed earlier are left out: their first attempts stand. Gives
    the pairs, the learners counted with them, and how many attempts of the pairs were filled in very fast (`fast_pre`,
    `fast_post`) of those whose time is known (`timed_pre`, `timed_post`).
    """
    taken = set(counted_before)
    by_learner: dict[str, list[SubmittedAttempt]] = defaultdict(list)
    for attempt in attempts:
        by_learner[attempt.learner].append(attempt)
    rows: list[tuple[str, ...]] = []
    lone: list[str] = []
    learners: list[str] = []
    speed = dict.fromkeys(SPEED, 0)
    for learner, own in by_learner.items():
        if learner in taken:
            continue
        own.sort(key=lambda attempt: (attempt.submitted_at, attempt.uid))
        pre = next((attempt for attempt in own if attempt.phase == "pre"), None)
        if pre is None:
            continue
        start = pre.submitted_at
        post = next(
            (attempt for attempt in own if attempt.phase == "post" and attempt.submitted_at > start), None
        )
        if post is None:
            lone.append(pre.codes)
            continue
        tags = (
            pre.sex,
            pre.rank_band,
            pre.participant_group,
            pre.lang,
            pre.channel,
            sequence_of(pre.form, post.form),
        )
        rows.append((pre.codes, post.codes, *(tag or NOT_GIVEN for tag in tags)))
        learners.append(learner)
        for attempt in (pre, post):
            speed[f"timed_{attempt.phase}"] += attempt.is_fast is not None
            speed[f"fast_{attempt.phase}"] += bool(attempt.is_fast)
    columns = list(zip(*sorted(rows), strict=True)) or [()] * (2 + len(DIMENSIONS))
    pairs = FrozenPairs(
        pre=columns[0],
        post=columns[1],
        tags=dict(zip(DIMENSIONS, columns[2:], strict=True)),
        lone=tuple(sorted(lone)),
    )
    return pairs, sorted(learners), speed


def sequence_of(before: str, after: str) -> str:
    """The category of a pair's forms: the two in their order in a cross-over, else the one form."""
    return before if before == after else f"{before}>{after}"


def written(pairs: FrozenPairs) -> str:
    """The pairs as text to keep."""
    body: dict[str, Any] = {
        "pre": "".join(pairs.pre),
        "post": "".join(pairs.post),
        "lone": "".join(pairs.lone),
        "items": len((pairs.pre or pairs.lone or ("",))[0]),
        "tags": {name: list(values) for name, values in pairs.tags.items()},
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(body: str, body_hash: str) -> FrozenPairs:
    """The pairs from text that was kept.

    Raises:
        ValueError: the text is not what was frozen.
    """
    if hash_of(body) != body_hash:
        raise ValueError("a frozen workshop was changed after closing")
    kept = json.loads(body)
    return FrozenPairs(
        pre=_split(kept["pre"], kept["items"]),
        post=_split(kept["post"], kept["items"]),
        tags={name: tuple(values) for name, values in kept["tags"].items()},
        lone=_split(kept["lone"], kept["items"]),
    )


def hash_of(body: str) -> str:
    """SHA-256 of the text."""
    return sha256(body.encode()).hexdigest()


def _split(codes: str, items: int) -> tuple[str, ...]:
    return tuple(codes[start : start + items] for start in range(0, len(codes), items or 1))


def joined(parts: Sequence[FrozenPairs]) -> FrozenPairs:
    """The pairs of several workshops one after the other."""
    return FrozenPairs(
        pre=tuple(codes for part in parts for codes in part.pre),
        post=tuple(codes for part in parts for codes in part.post),
        tags={name: tuple(tag for part in parts for tag in part.tags[name]) for name in DIMENSIONS},
        lone=tuple(codes for part in parts for codes in part.lone),
    )
