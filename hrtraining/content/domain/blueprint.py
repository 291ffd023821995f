"""The blueprint of the 33 items: what each must be, whatever its wording."""

from __future__ import annotations

from collections.abc import Sequence

CONSTRUCT_SIZES = {"A": 6, "B": 6, "C": 6, "D": 6, "E": 5, "F": 4}
REVERSED = frozenset({"A2", "A3", "A5", "B1", "B3", "B5", "E2", "E4", "F1", "F2", "F4"})
FALSE_KEYED = frozenset({"C2", "C4", "C6", "D2", "D4"})
PENDING_LEGAL_REVIEW = frozenset({"C1", "C2", "C3", "C4", "C5", "C6", "E2", "E4"})
VIGNETTES = frozenset({"D5", "D6", "E1", "E2", "E3", "E4", "E5"})
FIVE_POINTS = ("1", "2", "3", "4", "5")
TRUTH = ("T", "F", "DK")
ITEMS = tuple(
    f"{letter}{number}" for letter, size in CONSTRUCT_SIZES.items() for number in range(1, size + 1)
)
LONGEST_RUN = 3
"""More items than this in a row that are keyed the same way would show the key."""


def scale_of(blueprint: str) -> str:
    """The answer scale an item must have."""
    if blueprint in VIGNETTES:
        return "likelihood"
    return "truth" if blueprint[0] in "CD" else "agreement"


def kind_of(blueprint: str) -> str:
    """Whether an item asks what a person thinks or what a person knows."""
    return "knowledge" if scale_of(blueprint) == "truth" else "attitude"


def options_of(blueprint: str) -> tuple[str, ...]:
    """The answer codes of an item."""
    return TRUTH if kind_of(blueprint) == "knowledge" else FIVE_POINTS


def favourable_of(blueprint: str) -> frozenset[str]:
    """The codes that favour the police role in harm reduction; 3 and DK never do."""
    if kind_of(blueprint) == "knowledge":
        return frozenset({"F"} if blueprint in FALSE_KEYED else {"T"})
    return frozenset({"1", "2"} if blueprint in REVERSED else {"4", "5"})


def is_turned(blueprint: str) -> bool:
    """Whether the favourable answer is to disagree, to hold unlikely or to call false."""
    return blueprint in REVERSED or blueprint in FALSE_KEYED


def longest_run(blueprints: Sequence[str]) -> int:
    """The greatest number of items in a row that are keyed the same way."""
    longest = run = 0
    previous: bool | None = None
    for blueprint in blueprints:
        run = run + 1 if is_turned(blueprint) == previous else 1
        previous = is_turned(blueprint)
        longest = max(longest, run)
    return longest
