"""What the trainer of a closed workshop may do about it: which misconceptions survived, which modules to repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hrtraining.content.domain import Edition, Instrument, Item
from hrtraining.core.i18n import language
from hrtraining.reporting.pages import Repeat

if TYPE_CHECKING:
    from hrtraining.reporting.domain.published import Detail, Shown

MODULES = {"A": "m01", "B": "m07", "C": "m08", "D": "m02", "E": "m09", "F": "m09"}
"""The module that teaches each topic of the blueprint."""
OWN_MODULES = {
    "B1": "m06",
    "B2": "m06",
    "D2": "m02",
    "D3": "m03",
    "E5": "m04",
    "F1": "m04",
    "F2": "m04",
    "F4": "m03",
}
"""Items that another module than their topic's teaches."""
ENOUGH = 60.0
HALF = 50.0
"""Per cent of favourable answers after the course under which a question lags, or a misconception survives."""


def is_misconception(item: Item) -> bool:
    """Whether the statement itself is wrong or against harm reduction, so that rejecting it is favourable."""
    if item.kind == "knowledge":
        return item.favourable == frozenset({"F"})
    return item.scale == "agreement" and "1" in item.favourable


def module_of(item: Item) -> str:
    """The module that teaches what an item asks."""
    return OWN_MODULES.get(item.blueprint, MODULES.get(item.construct, ""))


def _at(shown: Shown) -> float | None:
    return shown.value if shown.bound is None else float(shown.bound)


def repeat(detail: Detail, instrument: Instrument, edition: Edition) -> Repeat:
    """What lags after the course, from figures that passed the gate; hidden questions are only counted."""
    survived, lagging, hidden = [], dict[str, list[str]](), 0
    for line in detail.items:
        item, after = instrument.item(line.key), _at(line.change.after)
        if item is None:
            continue
        if after is None:
            hidden += 1
            continue
        if is_misconception(item) and after < HALF:
            survived.append((item.stem.in_(language()), line))
        if after < ENOUGH:
            lagging.setdefault(module_of(item), []).append(item.stem.in_(language()))
    survived.sort(key=lambda one: _at(one[1].change.after) or 0.0)
    titles = {module.key: (module.order, module.title.in_(language())) for module in edition.modules}
    modules = sorted((titles[key], tuple(stems)) for key, stems in lagging.items() if key in titles)
    modules.sort(key=lambda one: -len(one[1]))
    return Repeat(tuple(survived), tuple((title, stems) for (_, title), stems in modules), hidden)
