"""The key of an instrument as the report needs it: items in order, their codes, which are favourable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ATTITUDE = "attitude"
KNOWLEDGE = "knowledge"
KINDS = (ATTITUDE, KNOWLEDGE)
DO_NOT_KNOW = "DK"
MISSING = 0
"""The stored number of an empty answer."""
FAVOURABLE = 128
"""Added to the stored number of every favourable code, so that the number alone says it."""
MOST_OPTIONS = FAVOURABLE - 2
"""Options that an item can have: their numbers stay below FAVOURABLE, with one more for "DK"."""


@dataclass(frozen=True, slots=True)
class KeyedItem:
    """One item: its options in order and the codes that count as favourable (rule 4)."""

    key: str
    seq: int
    kind: str
    options: tuple[str, ...]
    favourable: frozenset[str]
    construct: str = ""

    @property
    def numbers(self) -> dict[str, int]:
        """The stored number of each code: its position from 1, and FAVOURABLE more where it counts as favourable.

        "DK" is known on every knowledge item.
        """
        codes = {code: position for position, code in enumerate(self.options, start=1)}
        if self.kind == KNOWLEDGE:
            codes.setdefault(DO_NOT_KNOW, len(self.options) + 1)
        return {code: position + FAVOURABLE * (code in self.favourable) for code, position in codes.items()}


@dataclass(frozen=True, slots=True)
class Key:
    """The items of one instrument version, in order."""

    items: tuple[KeyedItem, ...]

    @property
    def size(self) -> int:
        """K, the number of items."""
        return len(self.items)

    @property
    def threshold(self) -> int:
        """Favourable answers that the "27 of 33" family asks for: ceil(0.80 K), in whole numbers (rule 7)."""
        return -(-4 * self.size // 5)

    @property
    def missing_allowed(self) -> int:
        """Missing answers up to which an attempt has a score: floor(0.10 K) (rule 6)."""
        return self.size // 10

    def places(self, kind: str) -> list[int]:
        """Positions of the items of one kind."""
        return [place for place, item in enumerate(self.items) if item.kind == kind]

    def constructs(self) -> dict[str, tuple[int, ...]]:
        """Positions of the items of each construct, by its name."""
        names = sorted({item.construct for item in self.items if item.construct})
        return {
            name: tuple(place for place, item in enumerate(self.items) if item.construct == name)
            for name in names
        }


def in_order(items: Sequence[KeyedItem]) -> Key:
    """A key from items in any order."""
    return Key(tuple(sorted(items, key=lambda item: item.seq)))
