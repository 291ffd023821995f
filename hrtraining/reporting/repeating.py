"""What the trainer of a closed workshop may do about it: which misconceptions survived, which modules to repeat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hrtraining.content.domain import Edition, Instrument, Item
from hrtraining.core.i18n import language

if TYPE_CHECKING:
    from hrtraining.reporting.domain.published import Detail, ItemLine

ENOUGH = 60.0
HALF = 50.0
"""Per cent of favourable answers after the course under which a question lags, or a misconception survives."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """What a workshop should hear again: misconceptions that fewer than half reject, and its modules that lag."""

    survived: tuple[tuple[str, ItemLine], ...]
    modules: tuple[tuple[str, tuple[str, ...]], ...]
    """Titles of the workshop's modules with the wordings of the questions that lag."""
    elsewhere: tuple[tuple[str, tuple[str, ...]], ...]
    """The same of modules that the workshop did not plan: it cannot repeat what it never taught."""
    hidden: int


def is_misconception(item: Item) -> bool:
    """Whether the statement itself is wrong or against harm reduction, so that rejecting it is favourable."""
    if item.kind == "knowledge":
        return item.favourable == frozenset({"F"})
    return item.scale == "agreement" and "1" in item.favourable


def repeat(detail: Detail, instrument: Instrument, edition: Edition, planned: tuple[str, ...] = ()) -> Repeat:
    """What lags after the course, from figures that passed the gate; hidden questions are only counted.

    `planned` are the keys of the modules that the workshop taught; none where nobody knows, then all may be repeated.
    """
    survived, lagging, hidden = [], dict[str, list[str]](), 0
    for line in detail.items:
        item, after = instrument.item(line.key), line.change.after.place
        if item is None:
            continue
        if after is None:
            hidden += 1
            continue
        if is_misconception(item) and after < HALF:
            survived.append((item.stem.in_(language()), line))
        if after < ENOUGH:
            lagging.setdefault(item.module, []).append(item.stem.in_(language()))
    survived.sort(key=lambda one: one[1].change.after.place or 0.0)
    known = [module for module in edition.modules if module.key in lagging]
    known.sort(key=lambda module: (-len(lagging[module.key]), module.order))
    taught, elsewhere = (
        tuple(
            (module.title.in_(language()), tuple(lagging[module.key]))
            for module in known
            if (not planned or module.key in planned) is here
        )
        for here in (True, False)
    )
    return Repeat(tuple(survived), taught, elsewhere, hidden)
