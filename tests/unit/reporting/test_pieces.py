"""Answers of more people than are worked on at once give what counting them one by one gives."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from hrtraining.reporting.domain import frozen
from hrtraining.reporting.domain.arrays import PIECE
from hrtraining.reporting.domain.clusters import robust
from hrtraining.reporting.domain.counts import leaf_counts
from hrtraining.reporting.domain.fingerprints import hash_of
from hrtraining.reporting.domain.frozen import FrozenPairs
from hrtraining.reporting.domain.gathering import AT_ONCE, gathered
from hrtraining.reporting.domain.groups import pairs_of
from hrtraining.reporting.domain.instrument import MISSING
from hrtraining.reporting.domain.scope import DIMENSIONS
from tests.properties.attack import CHARACTERS, ITEMS, KEY


def test_people_of_several_pieces_and_any_order_are_counted_as_one_by_one() -> None:
    n, groups, dice = 2 * PIECE + 77, 40, np.random.default_rng(4)
    stored = np.array([MISSING, *KEY.items[0].numbers.values()], dtype=np.uint8)
    pre, post = (dice.choice(stored, size=(n, ITEMS)) for _ in range(2))
    workshop = dice.integers(0, groups, size=n)
    pairs = pairs_of(KEY, pre=pre, post=post, academy=workshop % 3, workshop=workshop)
    good = [{item.numbers[code] for code in item.favourable} for item in KEY.items]
    counts, people, higher = Counter[tuple[int, int, int]](), Counter[int](), Counter[int]()
    rows = zip(workshop.tolist(), pre.tolist(), post.tolist(), strict=True)
    for place, (group, before, after) in enumerate(rows):
        people[group] += 1
        scores = [sum(code in good[item] for item, code in enumerate(side)) for side in (before, after)]
        assert [pairs.pre.score[place], pairs.post.score[place]] == scores
        scored = max(before.count(MISSING), after.count(MISSING)) <= KEY.missing_allowed
        assert pairs.complete[place] == scored
        higher[group] += scored and scores[1] > scores[0]
        for item, (one, other) in enumerate(zip(before, after, strict=True)):
            if MISSING not in (one, other):
                counts[group, item, 3 - 2 * (one in good[item]) - (other in good[item])] += 1
    table = leaf_counts(pairs)
    for leaf, group in enumerate(pairs.leaf_workshop.tolist()):
        assert table.people[leaf] == people[group]
        assert table.higher[leaf] == higher[group]
        for item in range(ITEMS):
            for cell in range(4):
                assert pairs.tables.counts[leaf, item, cell] == counts[group, item, cell]


def workshops(number: int) -> list[FrozenPairs]:
    """So many workshops of one to three people and one who left, each with a spelling of its own of the categories."""
    found = []
    for place in range(number):
        people = 1 + place % 3
        codes = [str(1 + (place >> shift) % 2) * ITEMS for shift in range(people)]
        tags = {name: [f"{name}{(place + one) % 5}" for one in range(people)] for name in DIMENSIONS}
        found.append(FrozenPairs.of(pre=codes, post=codes[::-1], tags=tags, lone=["1" * ITEMS]))
    return found


@pytest.mark.parametrize("expected", [0, 100, 5_000])
def test_workshops_read_in_batches_keep_their_order_answers_and_categories(expected: int) -> None:
    every = workshops(2 * AT_ONCE + 3)
    bodies = [frozen.written(one) for one in every]
    found = gathered(((body, hash_of(body)) for body in bodies), CHARACTERS, expected=expected)
    assert np.bincount(found.part).tolist() == [len(one) for one in every]
    assert found.lone_part.tolist() == list(range(len(every)))
    assert len(found.lone) == len(every)
    person = 0
    for one in every:
        for row in range(len(one)):
            for kept, codes in ((found.pre, one.pre), (found.post, one.post)):
                assert kept[person, 0] == CHARACTERS[0][chr(codes[row, 0])]
            here = [names[tag] for names, tag in zip(found.names, found.tags[person], strict=True)]
            assert here == [names[tag] for names, tag in zip(one.names, one.tags[row], strict=True)]
            person += 1
    assert person == len(found.pre) == len(found.tags)


def test_a_changed_workshop_is_refused_in_any_batch() -> None:
    bodies = [frozen.written(one) for one in workshops(AT_ONCE + 2)]
    told = [(body, hash_of(body)) for body in bodies]
    told[-1] = (told[-1][0][:-1] + b"\x01", told[-1][1])
    with pytest.raises(ValueError, match="changed after closing"):
        gathered(told, CHARACTERS)


def test_an_interval_of_many_workshops_has_the_same_digits_in_every_order() -> None:
    dice = np.random.default_rng(5)
    sizes = dice.integers(1, 60, size=30_000)
    sums = dice.integers(-100, 300, size=30_000)
    found = robust(sizes, sums, scale=100.0)
    for _ in range(5):
        order = dice.permutation(len(sizes))
        assert robust(sizes[order], sums[order], scale=100.0) == found
    mean = sums.sum() / sizes.sum()
    residuals = sums - sizes * mean
    groups = len(sizes)
    se = 100 * np.sqrt(groups / (groups - 1) * (residuals**2).sum()) / sizes.sum()
    assert found["se"] == pytest.approx(se, rel=1e-12)
