"""What is kept of a closed workshop: raw codes of its pairs, in no order and without names, pseudonyms or times."""

from __future__ import annotations

import json
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

import numpy as np

from hrtraining.reporting.domain.arrays import Bytes
from hrtraining.reporting.domain.fingerprints import hash_of
from hrtraining.reporting.domain.scope import DIMENSIONS, NOT_GIVEN

SPEED = ("timed_pre", "fast_pre", "timed_post", "fast_post")
"""What is kept of the time that attempts took: four counts, no times."""
_FORMAT = b"HRF1"
_SIZES = struct.Struct("<HIIH")
"""Items, pairs, people without a test after, and the length of the names of the categories."""
_MOST_CATEGORIES = 256

Names = tuple[tuple[str, ...], ...]
"""The categories of each breakdown, in the order of DIMENSIONS."""


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
    """n pairs and m people without a test after: raw codes (one ASCII character an item) and the pairs' categories.

    `pre` and `post` are n x K, `lone` is m x K; `tags` is n x D, positions in `names`.
    """

    pre: Bytes
    post: Bytes
    lone: Bytes
    tags: Bytes
    names: Names

    @classmethod
    def of(
        cls,
        *,
        pre: Sequence[str],
        post: Sequence[str],
        tags: Mapping[str, Sequence[str]],
        lone: Sequence[str] = (),
    ) -> FrozenPairs:
        """From texts: the codes of each person, and the category of each pair in every breakdown.

        Raises:
            ValueError: a code is no single ASCII character, people have unlike numbers of items, or categories are
                too many.
        """
        items = len((*pre, *lone, "")[0])
        names = tuple(tuple(sorted(set(tags[name]))) for name in DIMENSIONS)
        if max(map(len, names)) > _MOST_CATEGORIES:
            raise ValueError(f"more than {_MOST_CATEGORIES} categories")
        columns = [
            [known.index(tag) for tag in tags[name]] for name, known in zip(DIMENSIONS, names, strict=True)
        ]
        return cls(
            pre=_table(pre, items),
            post=_table(post, items),
            lone=_table(lone, items),
            tags=np.array(columns, dtype=np.uint8).reshape(len(DIMENSIONS), len(pre)).T,
            names=names,
        )

    def __len__(self) -> int:
        return len(self.pre)

    @property
    def items(self) -> int:
        """The number of items."""
        return int(self.pre.shape[1])


def _table(codes: Sequence[str], items: int) -> Bytes:
    return np.frombuffer("".join(codes).encode("ascii"), dtype=np.uint8).reshape(len(codes), items)


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
    pairs = FrozenPairs.of(
        pre=columns[0],
        post=columns[1],
        tags=dict(zip(DIMENSIONS, columns[2:], strict=True)),
        lone=sorted(lone),
    )
    return pairs, sorted(learners), speed


def sequence_of(before: str, after: str) -> str:
    """The category of a pair's forms: the two in their order in a cross-over, else the one form."""
    return before if before == after else f"{before}>{after}"


def written(pairs: FrozenPairs) -> bytes:
    """The pairs as bytes to keep: sizes, names of categories, then the codes and categories row by row."""
    names = json.dumps(pairs.names, ensure_ascii=False, separators=(",", ":")).encode()
    sizes = _SIZES.pack(pairs.items, len(pairs), len(pairs.lone), len(names))
    tables = (pairs.pre, pairs.post, pairs.lone, pairs.tags)
    return b"".join((_FORMAT, sizes, names, *(table.tobytes() for table in tables)))


def read(body: bytes, body_hash: str) -> FrozenPairs:
    """The pairs from bytes that were kept.

    Raises:
        ValueError: the bytes are not what was frozen.
    """
    return joined([(body, body_hash)]).pairs


@dataclass(frozen=True, slots=True)
class Joined:
    """The pairs of several workshops one after the other, with how many pairs and lone people each has."""

    pairs: FrozenPairs
    sizes: tuple[int, ...]
    lone_sizes: tuple[int, ...]


def joined(bodies: Sequence[tuple[bytes, str]]) -> Joined:
    """The pairs of several workshops one after the other, from what was kept of each with its hash.

    Raises:
        ValueError: one is not what was frozen, or they have unlike numbers of items.
    """
    # tuples and slices rather than an object for each: there are thousands
    found = [_cut(body, body_hash) for body, body_hash in bodies]
    sizes, lone_sizes, all_items, all_names, pre, post, lone, tags_of = (
        zip(*found, strict=True) if found else _NONE
    )
    items = {width for width, n, m in zip(all_items, sizes, lone_sizes, strict=True) if n or m}
    if len(items) > 1:
        raise ValueError("frozen workshops with unlike numbers of items")
    width = max(items, default=0)
    place_of = {spelled: place for place, spelled in enumerate(dict.fromkeys(all_names))}
    spelled = [_named(one) for one in place_of]
    names = merged(spelled)
    tags = _bytes(tags_of, len(DIMENSIONS)).T.copy()
    translate(tags, sizes, [place_of[one] for one in all_names], spelled=spelled, names=names)
    pairs = FrozenPairs(
        pre=_bytes(pre, width), post=_bytes(post, width), lone=_bytes(lone, width), tags=tags.T, names=names
    )
    return Joined(pairs, sizes, lone_sizes)


def merged(spelled: Sequence[Names]) -> Names:
    """All categories of several lists of names, in their order."""
    found = zip(*(spelled or [((),) * len(DIMENSIONS)]), strict=True)
    return tuple(tuple(sorted({name for known in of for name in known})) for of in found)


def translate(
    tags: Bytes, sizes: Sequence[int], which: Sequence[int], *, spelled: Sequence[Names], names: Names
) -> None:
    """Make D x n positions in names as they were spelled positions in `names`, in place.

    People stand in runs: `sizes` says how many are in each, `which` how their names were spelled.
    """
    if all(known == names for known in spelled):
        return
    of_runs = np.array(which, dtype=np.intp)
    for dimension, (column, of_all) in enumerate(zip(tags, names, strict=True)):
        # most workshops have the same categories of a breakdown as many others
        place_of = {
            of: place for place, of in enumerate(dict.fromkeys(known[dimension] for known in spelled))
        }
        table = np.zeros((len(place_of), _MOST_CATEGORIES), dtype=np.uint8)
        for of, place in place_of.items():
            table[place, : len(of)] = [of_all.index(name) for name in of]
        start = np.array([place_of[known[dimension]] for known in spelled]) * _MOST_CATEGORIES
        column[:] = table.reshape(-1)[np.repeat(start[of_runs], sizes) + column]


_Cut = tuple[int, int, int, bytes, bytes, bytes, bytes, bytes]
"""A body in its parts: pairs, lone people, items, names; codes before, after and of lone people; categories."""
_NONE: tuple[tuple[Any, ...], ...] = ((),) * 8
_HEAD = len(_FORMAT) + _SIZES.size


def _cut(body: bytes, body_hash: str) -> _Cut:
    if hash_of(body) != body_hash or body[: len(_FORMAT)] != _FORMAT:
        raise ValueError("a frozen workshop was changed after closing")
    items, pairs, lone, named = _SIZES.unpack_from(body, len(_FORMAT))
    before = _HEAD + named
    after = before + pairs * items
    alone = after + pairs * items
    tags = alone + lone * items
    if tags + pairs * len(DIMENSIONS) != len(body):
        raise ValueError("a frozen workshop has not the length that it says")
    parts = body[before:after], body[after:alone], body[alone:tags], body[tags:]
    return (pairs, lone, items, body[_HEAD:before], *parts)


def _bytes(parts: Sequence[bytes], width: int) -> Bytes:
    flat = np.frombuffer(b"".join(parts), dtype=np.uint8)
    return flat.reshape(-1, width) if width else np.empty((0, 0), dtype=np.uint8)


@lru_cache(maxsize=1024)
def _named(names: bytes) -> Names:
    return tuple(tuple(known) for known in json.loads(names))
