"""The figures of one group in the names of `expected.json`, as far as the gate lets them out; the rest is null.

Every null that hides something, and every number printed less finely than usual, has its mark beside it, so that
"hidden" and "not estimable" stay apart (rules 11, 15 and 21).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hrtraining.reporting.domain.arrays import Figures
from hrtraining.reporting.domain.chance import WORKSHOPS_FOR_ITEMS, WORKSHOPS_FOR_SCORES
from hrtraining.reporting.domain.counts import Counts
from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.extremes import SMALL, Cell
from hrtraining.reporting.domain.grid import AFTER, BEFORE, MARK, MEAN, PERSONS, POOLED, Cells
from hrtraining.reporting.domain.published import (
    HIDDEN,
    Shown,
    mean,
    share,
    why_no_interval,
)
from hrtraining.reporting.domain.units import JOINED

ROUNDED = "rounded"
"""Printed less finely than usual; `joined` marks an interval for which workshops were put together."""
MEANS_OF_SCORE = ("mean_pre", "mean_post", "mean_change")
PERSONS_OF_SCORE = ("n_higher", "n_same", "n_lower", "sign_test_exact_p", "paired_dominance")
NEVER = ("median_change", "at_maximum_pre", "at_maximum_post", "change_distribution")
"""Figures of a score whose values are single people."""


@dataclass(slots=True)
class Marks:
    """Which figures are not what they would be, by their path."""

    by_path: dict[str, str] = field(default_factory=dict)

    def put(self, path: str, shown: Shown) -> float | None:
        """The value of a shown figure, with its mark noted."""
        if shown.mark and shown.mark != "none":
            self.by_path[path] = shown.mark
        elif shown.is_rounded:
            self.by_path[path] = ROUNDED
        return shown.value

    def hide(self, path: str, value: Any, mark: str = HIDDEN) -> Any:
        """Null in the place of a value, with the mark; a nest keeps its names."""
        if isinstance(value, dict) and value:
            return {name: self.hide(f"{path}.{name}", inner, mark) for name, inner in value.items()}
        self.by_path[path] = mark
        return None

    def hide_named(self, path: str, figures: Mapping[str, Any], names: Iterable[str]) -> Figures:
        """Some figures of a nest hidden, the others as they are."""
        hidden = set(names)
        return {
            name: self.hide(f"{path}.{name}", value) if name in hidden else value
            for name, value in figures.items()
        }


def masked(path: str, figures: Figures, *, cells: Cells, counts: Counts, marks: Marks) -> Figures:
    """The nest of `group_figures` for a group after the gate; its marks are added to `marks`."""
    is_large = counts.people >= SMALL
    items = figures["items"]
    return {
        "n_paired": figures["n_paired"],
        "n_scored": figures["n_scored"],
        "score": _score(f"{path}.score", figures["score"], cells, is_large, marks),
        "definitions": _definitions(f"{path}.definitions", figures["definitions"], cells, marks),
        "items": None
        if items is None
        else {
            name: _item(f"{path}.items.{name}", found, cells[name], marks) for name, found in items.items()
        },
        "reliability": _reliability(f"{path}.reliability", figures["reliability"], cells, is_large, marks),
    }


def _exact(cells: Iterable[Cell]) -> bool:
    return all(cell.is_exact for cell in cells)


def _score(path: str, figures: Figures, cells: Cells, is_large: bool, marks: Marks) -> Figures:
    before, after = (mean(cells[MEAN][side]) for side in (BEFORE, AFTER))
    is_exact = _exact(cells[MEAN])
    out = {name: _bare(value) for name, value in figures.items()}
    if not is_exact:
        out["mean_pre"] = marks.put(f"{path}.mean_pre", before)
        out["mean_post"] = marks.put(f"{path}.mean_post", after)
        if before.value is None or after.value is None:
            out["mean_change"] = marks.hide(f"{path}.mean_change", figures["mean_change"])
        else:
            out["mean_change"] = after.value - before.value
            marks.by_path[f"{path}.mean_change"] = ROUNDED
    hidden = set(NEVER)
    if not _exact(cells[PERSONS]):
        hidden |= set(PERSONS_OF_SCORE)
    if not (is_large and is_exact):
        clustered = {"cluster_workshop", "cluster_academy"} if not is_exact else set()
        plain = {"n", "df", *MEANS_OF_SCORE, *PERSONS_OF_SCORE, "cluster_workshop", "cluster_academy"}
        hidden |= (set(out) - plain) | clustered
    for name in ("cluster_workshop", "cluster_academy"):
        if name not in hidden:
            out[name] = _clustered(f"{path}.{name}", figures[name], WORKSHOPS_FOR_SCORES, marks)
    distribution = "change_distribution"
    # its names alone would say by how many points single people changed
    marks.by_path[f"{path}.{distribution}"] = HIDDEN
    return marks.hide_named(path, out, hidden - {distribution}) | {distribution: None}


def _bare(value: Any) -> Any:
    return {name: one for name, one in value.items() if name != JOINED} if isinstance(value, dict) else value


def _clustered(path: str, figures: Figures, at_least: int, marks: Marks) -> Figures:
    """Pages and files from the database print an interval only from so many workshops (rule 23)."""
    found: Figures = _bare(figures)
    if JOINED in figures:
        marks.by_path[f"{path}.G"] = JOINED
    reason = why_no_interval(figures, at_least)
    if reason is None:
        if JOINED in figures:
            marks.by_path |= {f"{path}.{name}": JOINED for name, value in found.items() if value is not None}
        return found
    return {
        "G": found["G"],
        **{name: marks.hide(f"{path}.{name}", found[name], reason) for name in found if name != "G"},
    }


def _definitions(path: str, figures: Figures, cells: Cells, marks: Marks) -> Figures:
    out = {name: dict(found) for name, found in figures.items()}
    if not _exact(cells[POOLED]):
        out["D1_pooled"] = _shares(f"{path}.D1_pooled", out["D1_pooled"], cells[POOLED], marks)
    if not all(_exact(found) for name, found in cells.items() if name not in (POOLED, MEAN, MARK, PERSONS)):
        names = ("mean_rise_of_risers_pp", "mean_change_all_items_pp", "fell_holm05")
        out["D2_items"] = marks.hide_named(f"{path}.D2_items", out["D2_items"], names)
    if not _exact(cells[MARK]):
        out["D3_learners"] = _shares(f"{path}.D3_learners", out["D3_learners"], cells[MARK], marks)
    if not _exact(cells[MEAN]):
        names = tuple(out["D4_mean_score"])
        out["D4_mean_score"] = marks.hide_named(f"{path}.D4_mean_score", out["D4_mean_score"], names)
    higher = cells[PERSONS][0]
    if not higher.is_exact:
        persons = marks.hide_named(
            f"{path}.D5_persons", out["D5_persons"], ("higher", "pct_higher", "clopper_pearson_pct")
        )
        persons["pct_higher"] = marks.put(f"{path}.D5_persons.pct_higher", share(higher))
        out["D5_persons"] = persons
    return out


KEPT_BESIDE_SHARES = ("answers", "threshold", "of", "n")


def _shares(path: str, figures: Figures, cells: list[Cell], marks: Marks) -> Figures:
    """Shares before and after as finely as the gate allows, everything that would give them away hidden."""
    out = marks.hide_named(path, figures, set(figures) - set(KEPT_BESIDE_SHARES))
    before, after = (share(cells[side]) for side in (BEFORE, AFTER))
    for name, shown in (("pct_pre", before), ("pct_post", after)):
        marks.by_path.pop(f"{path}.{name}", None)
        out[name] = marks.put(f"{path}.{name}", shown)
    if "points" in out and before.value is not None and after.value is not None:
        out["points"] = after.value - before.value
        marks.by_path[f"{path}.points"] = ROUNDED
    return out


def _item(path: str, figures: Figures, cells: list[Cell], marks: Marks) -> Figures:
    n = figures["n"]
    if not _exact(cells):
        bare = {name: _bare(value) for name, value in figures.items()}
        out = marks.hide_named(path, bare, set(figures) - {"n"})
        for name, side in (("pct_pre", BEFORE), ("pct_post", AFTER)):
            marks.by_path.pop(f"{path}.{name}", None)
            out[name] = marks.put(f"{path}.{name}", share(cells[side]))
        if 0 < n < THRESHOLD:
            out["n"] = marks.hide(f"{path}.n", n)
        return out
    clustered = _clustered(
        f"{path}.cluster_workshop_pp", figures["cluster_workshop_pp"], WORKSHOPS_FOR_ITEMS, marks
    )
    return {**figures, "cluster_workshop_pp": clustered}


def _reliability(
    path: str, figures: Figures | None, cells: Cells, is_large: bool, marks: Marks
) -> Figures | None:
    """Alpha from 100 people; what would name an item that everybody answered alike is hidden."""
    if figures is None:
        return None
    if not is_large:
        return marks.hide_named(path, figures, figures)
    out: Figures = {}
    every = all(_exact(cells[name]) for name in figures["item_rest_pre"])
    for phase in ("pre", "post"):
        hidden = () if every else ("dropped", "k", "feldt95")
        out[phase] = marks.hide_named(f"{path}.{phase}", figures[phase], hidden)
        rest = figures[f"item_rest_{phase}"]
        out[f"item_rest_{phase}"] = marks.hide_named(
            f"{path}.item_rest_{phase}", rest, [name for name in rest if not _exact(cells[name])]
        )
    return out
