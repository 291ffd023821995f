"""Figures as readers may see them: the only form in which figures leave the gate for a page, a chart or a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from hrtraining.reporting.domain.arrays import Figures
from hrtraining.reporting.domain.chance import WORKSHOPS_FOR_ITEMS, WORKSHOPS_FOR_SCORES
from hrtraining.reporting.domain.counts import Counts
from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.extremes import ABOVE, BELOW, EXACT, SMALL, Cell, rounded
from hrtraining.reporting.domain.grid import (
    AFTER,
    BEFORE,
    HIGHER,
    MARK,
    MEAN,
    PERSONS,
    POOLED,
    Cells,
    Layout,
    construct_name,
)
from hrtraining.reporting.domain.instrument import Key, KeyedItem
from hrtraining.reporting.domain.units import JOINED

SURE_DECIMALS = 12
"""Decimals of a difference of shares that are no noise of the last digits: halves are rounded up on the exact value."""
HIDDEN = "hidden"
NOT_ESTIMABLE = "none"
FEW = "few"
TANGO = "tango"
CLUSTERED = "clustered"


# tuples with names: pages have thousands of them, and a frozen dataclass takes twice as long to make
class Shown(NamedTuple):
    """One figure: a value with so many decimals, or why there is none.

    `mark` is "" for a value, "<5" or ">95" for an extreme, "hidden", "few" (too few workshops), or "none" when it is
    not estimable.
    `is_rounded` says that it is printed less finely than usual.
    """

    value: float | None
    decimals: int = 1
    mark: str = ""
    is_rounded: bool = False

    @property
    def bound(self) -> int | None:
        """The bound in per cent of an extreme, else None."""
        return int(self.mark[1:]) if self.mark in (BELOW, ABOVE) else None

    @property
    def place(self) -> float | None:
        """Where it stands among others: the value, an extreme at its bound; None where nothing is printed."""
        return self.value if self.bound is None else float(self.bound)


class Interval(NamedTuple):
    """A 95 % interval, or why there is none: "few" workshops, "hidden", "none"; `kind` says how it was made.

    `is_joined` says that hidden workshops were put together for it (`units`).
    """

    low: float | None = None
    high: float | None = None
    kind: str = ""
    why_not: str = ""
    is_joined: bool = False


class Change(NamedTuple):
    """A share in per cent, or a mean, before and after, with the difference and its interval."""

    before: Shown
    after: Shown
    difference: Shown
    interval: Interval = Interval(why_not=NOT_ESTIMABLE)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item: the change of its share, who moved which way, and whether that is beyond chance."""

    key: str
    construct: str
    kind: str
    n: Shown
    change: Change
    to_favourable: Shown
    away: Shown
    same_favourable: Shown
    same_other: Shown
    p_exact: Shown
    p_holm: Shown


@dataclass(frozen=True, slots=True)
class ConstructLine:
    """A construct: the change of the share of favourable answers to its items."""

    construct: str
    change: Change


@dataclass(frozen=True, slots=True)
class Readings:
    """The five readings of the old sentence, as far as they may be shown."""

    pooled: Change
    relative: Shown
    items: int
    rose: int
    same: int
    fell: int
    rose_beyond_chance: int
    mean_rise: Shown
    threshold: int
    at_mark: Change
    rose_to_mark: Shown
    fell_below_mark: Shown
    mean: Change
    higher_percent: Shown
    higher_interval: Interval


@dataclass(frozen=True, slots=True)
class Flow:
    """How many people came through each step, over the workshops behind a group."""

    registered: int = 0
    excused: int = 0
    pre: int = 0
    post: int = 0
    pairs: int = 0
    late: int = 0
    unfinished: int = 0


class Summary(NamedTuple):
    """A group in one line: people, pooled change, how many moved which way."""

    pairs: int
    pooled: Change
    higher: Shown
    same: Shown
    lower: Shown


@dataclass(frozen=True, slots=True)
class Detail:
    """A group in full."""

    summary: Summary
    scored: int
    workshops: int
    flow: Flow
    readings: Readings
    constructs: tuple[ConstructLine, ...]
    items: tuple[ItemLine, ...]
    effect: Shown
    alpha_before: Shown
    alpha_after: Shown
    at_maximum_after: Shown


def share(cell: Cell) -> Shown:
    """A count as a share of its whole in per cent, as finely as the gate allows."""
    return printed(100 * cell.count / cell.n if cell.n else None, cell.step, cell.mark)


def mean(cell: Cell) -> Shown:
    """A mean score, as finely as the gate allows."""
    value = cell.count * cell.unit
    if cell.step == EXACT:
        # 207 times the float 1/60 is less than 3.45; what is rounded to a step stays as the gate reckons it
        value = round(value, SURE_DECIMALS)
    return printed(value if cell.n else None, cell.step, cell.mark)


def count(cell: Cell) -> Shown:
    """A count; extremes hide it."""
    return number(cell.count if cell.is_exact else None)


@lru_cache(maxsize=1024)
def number(n: int | None) -> Shown:
    """A count of people, or that it is hidden; tables of groups have the same small ones over and over."""
    return Shown(None, 0, HIDDEN) if n is None else Shown(n, 0)


def printed(value: float | None, step: float | None, mark: str | None) -> Shown:
    """A value in steps of a size, or the mark that stands for it; nothing is printed in steps of None."""
    if value is None:
        return Shown(None, mark=NOT_ESTIMABLE)
    if step is None:
        return Shown(None, mark=HIDDEN)
    if mark is not None:
        return Shown(None, mark=mark)
    if step == EXACT:
        return Shown(value)
    return Shown(rounded(value, step), 0 if step % 1 == 0 else 1, is_rounded=True)


def difference_of(before: Shown, after: Shown) -> Shown:
    """The difference of what is printed; of exact values the exact one."""
    mark = before.mark or after.mark
    if mark:
        return Shown(None, mark=NOT_ESTIMABLE if mark == NOT_ESTIMABLE else HIDDEN)
    if before.value is None or after.value is None:
        return Shown(None, mark=NOT_ESTIMABLE)
    is_rounded = before.is_rounded or after.is_rounded
    # 70.1 - 39.95 is 30.149999999999995 in floats and would be printed as 30.1; the difference itself is 30.15
    value = round(after.value - before.value, SURE_DECIMALS) + 0.0
    return Shown(value, max(before.decimals, after.decimals), is_rounded=is_rounded)


NO_INTERVAL, HIDDEN_INTERVAL = Interval(why_not=NOT_ESTIMABLE), Interval(why_not=HIDDEN)


def _exact(cells: list[Cell]) -> bool:
    return all(cell.is_exact for cell in cells)


def why_no_interval(figures: Figures, at_least: int) -> str | None:
    """Why an interval over workshops is not printed (rule 23), or None when it is.

    `figures` are those of `clusters.robust`, with the number of workshops that were put together (`units.JOINED`).
    "few" says only what is true: where there are enough workshops but fewer than six are units of their own, the
    interval is hidden.
    """
    if figures["G"] + figures.get(JOINED, 0) < at_least:
        return FEW
    return None if figures["G"] >= WORKSHOPS_FOR_SCORES else HIDDEN


def _clustered(figures: Figures, at_least: int) -> Interval:
    reason = why_no_interval(figures, at_least)
    if reason is not None:
        return Interval(why_not=reason)
    ends = figures["ci95"]
    if not ends:
        return Interval(why_not=NOT_ESTIMABLE)
    return Interval(ends[0], ends[1], CLUSTERED, is_joined=JOINED in figures)


def _if_exact(cells: list[Cell], interval: Interval) -> Interval:
    return interval if _exact(cells) or interval.why_not == FEW else HIDDEN_INTERVAL


def estimated(value: float | None, decimals: int = 1) -> Shown:
    """A figure with so many decimals, or that it is not estimable (rule 11)."""
    return Shown(None, decimals, NOT_ESTIMABLE) if value is None else Shown(value, decimals)


def _change(cells: list[Cell], interval: Interval | None = None) -> Change:
    before, after = share(cells[BEFORE]), share(cells[AFTER])
    return Change(
        before,
        after,
        difference_of(before, after),
        _if_exact(cells, interval or NO_INTERVAL),
    )


def summary(cells: Cells, people: int, interval: Interval | None = None) -> Summary:
    """One line of a table of groups."""
    directions = [count(cell) for cell in cells[PERSONS]]
    return Summary(people, _change(cells[POOLED], interval), *directions)


def detail(
    *,
    cells: Cells,
    counts: Counts,
    figures: Figures,
    pooled_cluster: Figures,
    workshops: int,
    flow: Flow,
    key: Key,
    layout: Layout,
) -> Detail:
    """Everything about one group that may be read.

    `figures` are those of `group_figures(..., full=True)` for exactly this group, `pooled_cluster` the robust
    interval of the pooled answers over `workshops`.
    """
    pooled_interval = _clustered(pooled_cluster, WORKSHOPS_FOR_SCORES)
    is_large = counts.people >= SMALL
    score, alpha = figures["score"], figures["reliability"]
    annex = {
        "effect": score["g_av"],
        "alpha_before": alpha["pre"]["alpha"],
        "alpha_after": alpha["post"]["alpha"],
        "at_maximum_after": 100 * score["at_maximum_post"] / score["n"] if score["n"] else None,
    }
    return Detail(
        summary=summary(cells, counts.people, pooled_interval),
        scored=counts.scored,
        workshops=workshops,
        flow=flow,
        readings=_readings(cells, figures, pooled_interval, key),
        constructs=tuple(
            ConstructLine(construct, _change(cells[construct_name(construct)]))
            for construct in layout.constructs
        ),
        items=tuple(_item_line(cells[item.key], figures["items"][item.key], item) for item in key.items),
        **{
            name: estimated(value, 2 if name != "at_maximum_after" else 1)
            if is_large
            else Shown(None, mark=HIDDEN)
            for name, value in annex.items()
        },
    )


def _readings(cells: Cells, figures: Figures, pooled_interval: Interval, key: Key) -> Readings:
    d = figures["definitions"]
    pooled, means, at_mark, persons = cells[POOLED], cells[MEAN], cells[MARK], cells[PERSONS]
    before, after = mean(means[BEFORE]), mean(means[AFTER])
    items_exact = all(_exact(cells[item.key]) for item in key.items)
    higher = persons[HIGHER]
    limits = d["D5_persons"]["clopper_pearson_pct"]
    return Readings(
        pooled=_change(pooled, pooled_interval),
        relative=estimated(d["D1_pooled"]["relative_pct"]) if _exact(pooled) else Shown(None, mark=HIDDEN),
        items=key.size,
        rose=d["D2_items"]["rose"],
        same=d["D2_items"]["same"],
        fell=d["D2_items"]["fell"],
        rose_beyond_chance=d["D2_items"]["rose_holm05"],
        mean_rise=estimated(d["D2_items"]["mean_rise_of_risers_pp"])
        if items_exact
        else Shown(None, mark=HIDDEN),
        threshold=key.threshold,
        at_mark=_change(at_mark),
        rose_to_mark=_movers(at_mark, d["D3_learners"]["rose_to_mark"]),
        fell_below_mark=_movers(at_mark, d["D3_learners"]["fell_below_mark"]),
        mean=Change(
            before,
            after,
            difference_of(before, after),
            _if_exact(means, _clustered(figures["score"]["cluster_workshop"], WORKSHOPS_FOR_SCORES)),
        ),
        higher_percent=share(higher),
        higher_interval=_if_exact(
            [higher], Interval(limits[0], limits[1]) if limits else Interval(why_not=NOT_ESTIMABLE)
        ),
    )


def _movers(cells: list[Cell], moved: int) -> Shown:
    return Shown(moved, 0) if _exact(cells) else Shown(None, 0, HIDDEN)


def _item_line(cells: list[Cell], figures: Figures, item: KeyedItem) -> ItemLine:
    is_exact = _exact(cells)

    def moved(name: str, decimals: int = 0) -> Shown:
        return estimated(figures[name], decimals) if is_exact else Shown(None, decimals, HIDDEN)

    return ItemLine(
        key=item.key,
        construct=item.construct,
        kind=item.kind,
        n=Shown(figures["n"], 0)
        if figures["n"] == 0 or figures["n"] >= THRESHOLD
        else Shown(None, 0, HIDDEN),
        change=_change(cells, _item_interval(figures)),
        to_favourable=moved("n01"),
        away=moved("n10"),
        same_favourable=moved("n11"),
        same_other=moved("n00"),
        p_exact=moved("p_exact", 3),
        p_holm=moved("p_holm", 3),
    )


def _item_interval(figures: Figures) -> Interval:
    """Clustered from 10 workshops, Tango's below that (rule 23)."""
    clustered = _clustered(figures["cluster_workshop_pp"], WORKSHOPS_FOR_ITEMS)
    if clustered.why_not != FEW:
        return clustered
    ends = figures["ci_tango_pp"]
    return Interval(ends[0], ends[1], TANGO) if ends else Interval(why_not=NOT_ESTIMABLE)


def summary_of_pooled(cells: list[Cell]) -> Summary:
    """One line of a table of categories, which show all answers together only."""
    none = Shown(None, 0, NOT_ESTIMABLE)
    return Summary(cells[BEFORE].people, _change(cells), none, none, none)
