"""The change of people who took two forms of the test in turn, free of a difference between the forms.

Half of them answered A before and B after, the others B before and A after. With t the change and d by how much more
favourably B is answered than A, the first changed by t + d and the others by t - d. So t is the mean of both changes,
and d is half their difference. Both come from the breakdown by form, which passed the gate (rule 22).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hrtraining.reporting.domain.published import Shown, Summary

FIRST_A, FIRST_B = "A>B", "B>A"
SEQUENCES = (FIRST_A, FIRST_B)


@dataclass(frozen=True, slots=True)
class CrossOver:
    """Both sequences in one line each; shares in per cent, `change` and `form_difference` in percentage points."""

    sequences: Mapping[str, Summary]
    change: Shown
    """The mean of both changes: free of a difference between the forms."""
    form_difference: Shown
    """By how much more favourably form B is answered than form A."""


def cross_over(breakdown: Mapping[str, Summary], periods: Mapping[str, frozenset[int]]) -> CrossOver | None:
    """The cross-over from the breakdown by form; None unless both sequences are shown, over the same periods."""
    if not all(one in breakdown for one in SEQUENCES) or periods[FIRST_A] != periods[FIRST_B]:
        return None
    first, second = (breakdown[one].pooled.difference for one in SEQUENCES)
    return CrossOver(
        sequences={one: breakdown[one] for one in SEQUENCES},
        change=_half(first, second, 1),
        form_difference=_half(first, second, -1),
    )


def _half(one: Shown, other: Shown, sign: int) -> Shown:
    """Half the sum or the difference of two printed figures; hidden where one of them is."""
    from hrtraining.reporting.domain.published import SURE_DECIMALS, Shown

    if one.value is None or other.value is None:
        return Shown(None, mark=one.mark or other.mark)
    return Shown(
        round((one.value + sign * other.value) / 2, SURE_DECIMALS) + 0.0,
        max(one.decimals, other.decimals),
        is_rounded=one.is_rounded or other.is_rounded,
    )
