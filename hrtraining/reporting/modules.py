"""What the questions of each module did: which rose, which fell back, which cannot be said; from published figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hrtraining.content.domain import Edition, Instrument
from hrtraining.core.i18n import Text, language
from hrtraining.reporting.domain.chance import CHANCE

if TYPE_CHECKING:
    from hrtraining.reporting.domain.published import Detail, ItemLine


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """The questions that one module teaches, by what became of them after the course."""

    key: str
    title: Text
    rose: tuple[ItemLine, ...]
    same: tuple[ItemLine, ...]
    fell: tuple[ItemLine, ...]
    hidden: tuple[ItemLine, ...]

    @property
    def name(self) -> str:
        """The title in the reader's language."""
        return self.title.in_(language())

    @property
    def rose_beyond_chance(self) -> int:
        """How many of those that rose did so beyond chance, all questions of the test allowed for."""
        return sum(1 for line in self.rose if line.p_holm.value is not None and line.p_holm.value < CHANCE)


def by_module(detail: Detail, instrument: Instrument, edition: Edition) -> tuple[ModuleLine, ...]:
    """The modules that teach questions of the test, in the order of the course."""
    groups: dict[str, dict[str, list[ItemLine]]] = {}
    for line in detail.items:
        item = instrument.item(line.key)
        if item is not None:
            groups.setdefault(item.module, {}).setdefault(_direction(line), []).append(line)
    return tuple(
        ModuleLine(
            module.key,
            module.title,
            **{name: tuple(groups[module.key].get(name, ())) for name in ("rose", "same", "fell", "hidden")},
        )
        for module in edition.modules
        if module.key in groups
    )


def _direction(line: ItemLine) -> str:
    points = line.change.difference.value
    if points is None:
        return "hidden"
    return "rose" if points > 0 else "fell" if points < 0 else "same"


def in_json(lines: tuple[ModuleLine, ...]) -> dict[str, Any]:
    """The same by the keys of modules and items."""
    return {
        line.key: {
            **{name: [one.key for one in getattr(line, name)] for name in ("rose", "same", "fell", "hidden")},
            "n_rose_beyond_chance": line.rose_beyond_chance,
        }
        for line in lines
    }
