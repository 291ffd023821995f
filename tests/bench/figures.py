"""How a measured figure is written down: beside its target, and as a ratio to something of the same run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `is_met` is None where the line has no target of its own."""

    what: str
    value: str
    target: str = ""
    ratio: str = ""
    is_met: bool | None = None

    @property
    def verdict(self) -> str:
        """Whether the target is met on this machine, in a word."""
        return {None: "", True: "met", False: "not met"}[self.is_met]


Bench = Callable[[], Iterable[Figure]]
"""A bench gives its figures as it measures them."""

HEAD = ("figure", "measured", "target", "ratio in this run", "")
WIDTHS = (66, 26, 16, 48, 7)


def head() -> str:
    """The first two lines of the table, in Markdown."""
    return f"{_line(HEAD)}\n{_line(tuple('-' * width for width in WIDTHS))}"


def line(figure: Figure) -> str:
    """A figure as a line of the table."""
    return _line((figure.what, figure.value, figure.target, figure.ratio, figure.verdict))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)) + " |"


def at(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies (nearest rank)."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def ms(seconds: float) -> str:
    """Seconds as milliseconds."""
    return f"{seconds * 1000:,.2f} ms" if seconds < 0.01 else f"{seconds * 1000:,.0f} ms"


def kb(size: float) -> str:
    """Bytes as kilobytes of 1,000."""
    return f"{size / 1000:,.1f} kB"


def mib(size: float) -> str:
    """Bytes as mebibytes."""
    return f"{size / 2**20:,.0f} MiB"
