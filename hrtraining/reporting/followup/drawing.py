"""Where the same people stand before, after and later on the line of decay, drawn alike on the page and in print."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hrtraining.reporting.domain.followup_release import PhaseFigures

COLUMN = 124.0
"""Width of a column, in units of the drawing."""
BEFORE, AFTER = 0, 1
LATER = {"fu3": 2, "fu6": 3, "fu12": 4}
"""The columns, from the left."""


class Point(NamedTuple):
    """A mean on the drawing, in its units from the upper left corner."""

    x: float
    y: float


def points_of(one: PhaseFigures, items: int, *, top: float, bottom: float) -> tuple[Point, ...] | None:
    """The means before, after and later of one follow-up; None where one of them is not printed.

    A score of 0 stands at `bottom`, one of all `items` at `top`, in units of the drawing from its upper edge.
    """
    means = one.before.value, one.after.value, one.later.value
    if None in means:
        return None
    columns = BEFORE, AFTER, LATER[one.phase]
    return tuple(
        Point(COLUMN * (column + 0.5), bottom - (bottom - top) * (mean or 0.0) / items)
        for column, mean in zip(columns, means, strict=True)
    )


def path_of(points: tuple[Point, ...]) -> str:
    """The points of a line as SVG writes them."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
