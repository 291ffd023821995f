"""Pairs of attempts and the figures of any group of them: a nation, an academy, a workshop, a breakdown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Bytes, Figures, Flags, Ints, numbered
from hrtraining.reporting.domain.definitions import definitions
from hrtraining.reporting.domain.instrument import Key
from hrtraining.reporting.domain.items import item_figures
from hrtraining.reporting.domain.reliability import reliability
from hrtraining.reporting.domain.scores import score_figures
from hrtraining.reporting.domain.scoring import Scored, score
from hrtraining.reporting.domain.tables import Tables, tables


@dataclass(frozen=True, slots=True)
class Pairs:
    """Scored pairs of one instrument version, row by row, and the tables of each small group.

    `academy` and `workshop` are positions, one a pair. `leaf` numbers the combinations of academy and workshop;
    `leaf_academy` and `leaf_workshop` say which they are.
    """

    key: Key
    pre: Scored
    post: Scored
    academy: Ints
    workshop: Ints
    leaf: Ints
    leaf_academy: Ints
    leaf_workshop: Ints
    tables: Tables

    @property
    def complete(self) -> Flags:
        """Pairs in which both attempts have a score (rule 6)."""
        return self.pre.complete & self.post.complete

    @property
    def everyone(self) -> Flags:
        """All pairs."""
        return np.ones(len(self), dtype=np.bool_)

    def __len__(self) -> int:
        return len(self.leaf)


def pairs_of(key: Key, *, pre: Bytes, post: Bytes, academy: Ints, workshop: Ints) -> Pairs:
    """Score n pairs (n x K stored answers before and after) and count their tables once, for every later question."""
    width = int(workshop.max()) + 1 if len(workshop) else 1
    combined, leaf = numbered(academy * width + workshop)
    before, after = score(pre, key), score(post, key)
    return Pairs(
        key=key,
        pre=before,
        post=after,
        academy=academy,
        workshop=workshop,
        leaf=leaf,
        leaf_academy=(combined // width).astype(np.int64),
        leaf_workshop=(combined % width).astype(np.int64),
        tables=tables(before, after, leaf, len(combined)),
    )


def group_figures(pairs: Pairs, *, rows: Flags, leaves: Ints, full: bool, limits: bool = True) -> Figures:
    """Score figures and the five readings of some of the pairs; items and reliability too if `full`.

    `rows` marks the pairs and `leaves` are the positions of exactly their small groups. Without `limits` there is no
    interval of dz, which takes longer than all the rest of a small group.
    """
    scored = rows & pairs.complete
    pre, post = pairs.pre.score[scored], pairs.post.score[scored]
    chosen = pairs.tables.of(leaves)
    figures: Figures = {
        "n_paired": int(np.count_nonzero(rows)),
        "n_scored": int(np.count_nonzero(scored)),
        "score": score_figures(
            pre,
            post,
            workshop=pairs.workshop[scored],
            academy=pairs.academy[scored],
            items=pairs.key.size,
            limits=limits,
        ),
        "definitions": definitions(chosen.total(), pre, post, pairs.key),
        "items": None,
        "reliability": None,
    }
    if full:
        by_workshop = chosen.joined(numbered(pairs.leaf_workshop[leaves])[1])
        figures["items"] = item_figures(by_workshop, pairs.key)
        figures["reliability"] = reliability(
            pairs.pre.favourable, pairs.post.favourable, pairs.key, rows=scored
        )
    return figures


def national_figures(pairs: Pairs) -> Figures:
    """The figures of all pairs, items and reliability too."""
    return group_figures(pairs, rows=pairs.everyone, leaves=np.arange(len(pairs.leaf_academy)), full=True)


def academy_figures(pairs: Pairs, place: int, *, full: bool = False) -> Figures:
    """The figures of one academy by its position."""
    return group_figures(
        pairs, rows=pairs.academy == place, leaves=np.flatnonzero(pairs.leaf_academy == place), full=full
    )
