"""Which groups may be shown (rules 13 to 15), in plain Python: the first half of the disclosure gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

THRESHOLD = 10
SHOWN = "shown"
SUPPRESSED = "suppressed"
PRIMARY = "suppressed_primary"
COMPLEMENTARY = "suppressed_complementary"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The status of each unit and of all of them together.

    `units` keeps the two kinds of suppression apart for working files only; what people read goes through
    `shown` (rule 15).
    """

    units: Mapping[str, str]
    whole: str

    def shown(self, unit: str) -> bool:
        """Whether the figures of a unit may be read."""
        return self.units.get(unit) == SHOWN

    @property
    def is_whole_shown(self) -> bool:
        """Whether the figures of all units together may be read."""
        return self.whole == SHOWN


def disclose(pairs: Mapping[str, int]) -> Disclosure:
    """Rules 13 and 14 over units that together make a whole (pairs by unit).

    0 pairs: none; 1 to 9: hidden; a total below 10: everything is hidden. While fewer than two are hidden or the
    hidden ones have fewer than 10 pairs together, the smallest shown unit is hidden too (ties: lower code first).
    If only one is hidden and nobody can be hidden with it, the whole is withheld.

    Raises:
        ValueError: a number of pairs is negative.
    """
    if any(n < 0 for n in pairs.values()):
        raise ValueError("a number of pairs is negative")
    total = sum(pairs.values())
    status = {
        unit: NONE if n == 0 else PRIMARY if n < THRESHOLD else SHOWN for unit, n in sorted(pairs.items())
    }
    if total < THRESHOLD:
        return Disclosure(units=status, whole=SUPPRESSED)
    hidden = [unit for unit, state in status.items() if state == PRIMARY]
    candidates = sorted(
        (unit for unit, state in status.items() if state == SHOWN), key=lambda u: (pairs[u], u)
    )
    while hidden and (len(hidden) < 2 or sum(pairs[unit] for unit in hidden) < THRESHOLD):
        if not candidates:
            return Disclosure(units=status, whole=SUPPRESSED)
        unit = candidates.pop(0)
        status[unit] = COMPLEMENTARY
        hidden.append(unit)
    return Disclosure(units=status, whole=SHOWN)
