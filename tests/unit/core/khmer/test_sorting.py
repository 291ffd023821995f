"""The sort key against a list that ICU 72.1 put in order (CLDR km collation, one word a line)."""

from __future__ import annotations

import random
from pathlib import Path

from hrtraining.core.khmer.sorting import sort_key

ORDERED = (Path(__file__).parent / "sorted_words.txt").read_text(encoding="utf-8").splitlines()


def test_sort_key_gives_the_order_of_icu() -> None:
    shuffled = ORDERED.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311 - no secret, the same shuffle each time
    assert shuffled != ORDERED
    assert sorted(shuffled, key=sort_key) == ORDERED


def test_code_point_order_would_not_do() -> None:
    by_code_point = sorted(ORDERED)
    assert sum(a != b for a, b in zip(by_code_point, ORDERED, strict=True)) > len(ORDERED) // 2


def test_sort_key_is_plain_ascii_and_tells_different_words_apart() -> None:
    keys = {sort_key(word) for word in ORDERED}
    assert len(keys) == len(ORDERED)
    assert all(key.isascii() for key in keys)


def test_space_sorts_before_a_longer_family_name() -> None:
    assert sorted(["សុខា បូរី", "សុខ វិបុល", "សុខ"], key=sort_key) == ["សុខ", "សុខ វិបុល", "សុខា បូរី"]
