"""Everything that was published under one instrument version: groups, their cells, and their figures on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import numpy as np

from hrtraining.reporting.domain import losses
from hrtraining.reporting.domain.answers import AnswerLine, Reliable, answer_lines, reliable_change
from hrtraining.reporting.domain.arrays import Bytes, Figures, Flags, Ints, Places
from hrtraining.reporting.domain.behind import Answers, Behind, Parts, behind
from hrtraining.reporting.domain.counts import Counts, Table
from hrtraining.reporting.domain.extremes import SMALL, Cell
from hrtraining.reporting.domain.gate import decide
from hrtraining.reporting.domain.grid import POOLED, Cells, Layout, exact_rows, printed_cells
from hrtraining.reporting.domain.group_counts import (
    NATION,
    PERIOD,
    Tree,
    category_counts,
    group_table,
    rows_shown,
)
from hrtraining.reporting.domain.groups import Pairs, group_figures
from hrtraining.reporting.domain.instrument import Key
from hrtraining.reporting.domain.lines import summaries
from hrtraining.reporting.domain.losses import Attrition
from hrtraining.reporting.domain.masking import Marks, masked
from hrtraining.reporting.domain.published import (
    Detail,
    Flow,
    Summary,
    detail,
    summary_of_pooled,
)
from hrtraining.reporting.domain.scope import DIMENSIONS, ClosedWorkshop, Scope, scope
from hrtraining.reporting.domain.units import Units, over, units, with_units

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate decided of one state of publication: which groups appear, and how finely their figures do.

    `people` has an entry for each row of the tree; `rung` and `mark` are rows x cells (see `grid`); `pairs` are those
    of every published workshop.
    """

    scope: Scope
    tree: Tree
    people: Ints
    rung: Bytes
    mark: Bytes
    categories: Mapping[str, Mapping[str, list[Cell]]]
    pairs: Mapping[int, int]

    def expected(self, kind: str, name: str) -> int:
        """About how many pairs stand behind a group, before they are read; those of hidden workshops may come to it."""
        if kind == "nation":
            return sum(self.pairs.values())
        keys = self.scope.academies.get(name, ()) if kind == "academy" else (int(name),)
        return sum(self.pairs.get(key, 0) for key in keys)


Load = Callable[[str, str], Behind]
"""Reads the pairs of the nation, an academy or a workshop, by kind and name; more than those do no harm."""


@dataclass(frozen=True, slots=True)
class Release:
    """What readers may ask for. Private fields stay inside the domain; every answer has passed the gate.

    Answers are read when a group is first asked for, and only those of that group. `_kept` outlives the release: it
    holds what was computed of this state of publication, never answers.
    """

    key: Key
    scope: Scope
    data_hash: str
    _verdict: Verdict = field(repr=False)
    _load: Load = field(repr=False)
    _kept: dict[object, Any] = field(repr=False, default_factory=dict)
    _loaded: dict[tuple[str, str], Behind] = field(repr=False, default_factory=dict)
    _units_of: dict[int, Units] = field(repr=False, default_factory=dict)

    @property
    def is_national_shown(self) -> bool:
        """Whether there is a national figure."""
        return self._has_people("nation", "")

    def pairs_of(self, kind: str, name: str) -> int | None:
        """How many pairs the figures of a group stand for, told without its answers; None while it is not shown."""
        if not self._has_people(kind, name):
            return None
        return int(self._verdict.people[self._verdict.tree.row(kind, name)])

    def national(self) -> Detail | None:
        """The nation in full, or None when it is withheld."""
        return self._detail("nation", "") if self.is_national_shown else None

    def academy(self, academy: str) -> Detail | None:
        """An academy in full, or None when it is hidden or has no pairs."""
        return self._detail("academy", academy) if self._has_people("academy", academy) else None

    def workshop(self, workshop: int) -> Detail | None:
        """A workshop in full, or None when it is hidden."""
        name = str(workshop)
        return self._detail("workshop", name) if self._has_people("workshop", name) else None

    def workshop_state(self, workshop: int) -> str:
        """Whether a workshop is shown, hidden, or known here to have no pairs."""
        if any(workshop in keys for keys in self.scope.workshops.values()):
            return "shown" if self._has_people("workshop", str(workshop)) else "none"
        return "hidden" if self._verdict.pairs.get(workshop) else "none"

    def summaries(self) -> dict[str, Summary]:
        """The shown academies in one line each."""
        tree = self._verdict.tree
        shown = [academy for academy in tree.academies if self._has_people("academy", academy)]

        def make() -> list[Summary]:
            # from the answers of the nation, which its page has read anyway
            counts = [self._behind("nation", "").counts(self.scope.academies[academy]) for academy in shown]
            return self._summaries([tree.row("academy", academy) for academy in shown], Table.of(counts))

        return dict(zip(shown, self.once("summaries", make), strict=True))

    def workshop_summaries(self, academy: str) -> dict[int, Summary]:
        """The shown workshops of an academy in one line each."""
        row_of, people = self._verdict.tree.row_of_workshop, self._verdict.people
        keys = sorted(self.scope.workshops.get(academy, frozenset()) & row_of.keys())
        shown = [key for key in keys if people[row_of[key]]]

        def make() -> list[Summary]:
            table = self._behind("academy", academy).by_workshop(shown)
            return self._summaries([row_of[key] for key in shown], table)

        return dict(zip(shown, self.once(("summaries", academy), make), strict=True))

    def breakdown(self, dimension: str) -> dict[str, Summary]:
        """The shown categories of a declared dimension in one line each."""
        return {
            category: summary_of_pooled(cells)
            for category, cells in self._verdict.categories[dimension].items()
        }

    def attrition(self) -> Attrition:
        """Who was lost between the tests."""
        return self.once("attrition", lambda: losses.published(self._behind("nation", ""), self.scope))

    def trend(self) -> dict[int, Summary]:
        """The nation in each published period, oldest first."""
        return {int(period): found for period, found in self.breakdown(PERIOD).items()}

    def nest(self, kind: str, name: str, *, path: str, marks: Marks, full: bool = True) -> Figures | None:
        """The figures of a shown group in the names of `expected.json`; None when the group is not shown."""
        if not self._has_people(kind, name):
            return None
        return masked(
            path,
            self._figures(kind, name, full=full),
            cells=self._cells(kind, name),
            counts=self._counts(kind, name),
            marks=marks,
        )

    def answer_lines(self) -> tuple[AnswerLine, ...]:
        """Which options the people of the nation chose; nothing under 100 pairs."""
        return self.once("answers", lambda: answer_lines(self.key, *self.nation_codes()))

    def reliable_change(self) -> Reliable | None:
        """How many people of the nation changed by more than the test's own unsteadiness."""
        if not self.is_national_shown or self._counts("nation", "").scored < SMALL:
            return None
        return self.once("reliable", self._reliable_change)

    def _reliable_change(self) -> Reliable | None:
        figures = self._figures("nation", "", full=True)
        scored = self.nation_rows() & self.pairs.complete
        return reliable_change(
            self.pairs.post.score[scored] - self.pairs.pre.score[scored],
            sd_pre=figures["score"]["sd_pre"],
            alpha_pre=figures["reliability"]["pre"]["alpha"],
        )

    def nation_codes(self) -> tuple[Bytes, Bytes]:
        """Stored answers of the nation's pairs before and after; for other parts of the domain only."""
        rows, answers = self.nation_rows(), self._behind("nation", "").answers
        return (answers.pre, answers.post) if rows.all() else (answers.pre[rows], answers.post[rows])

    def nation_count(self, name: str) -> int:
        """A count of the flow over the workshops behind the nation; for other parts of the domain only."""
        return self._flow("nation", "").get(name, 0)

    def nation_rows(self) -> Flags:
        """Which pairs stand behind the nation; for other parts of the domain only."""
        return self.nation_groups()[1]

    def nation_groups(self) -> tuple[Ints, Flags]:
        """The small groups and the pairs behind the nation; for other parts of the domain only."""
        return self._behind("nation", "").rows(self.scope.national)

    def is_exact(self, name: str) -> bool:
        """Whether a figure of the nation is printed as finely as usual."""
        return self.is_national_shown and bool(self._exact[name][NATION])

    def rows_shown(self, dimension: str) -> Flags:
        """Which pairs of the nation stand behind the categories of a dimension that are shown in their period.

        For other parts of the domain only. A figure by category counts these people and no others: with those of a
        period in which the category is hidden, it would give them away by subtraction.
        """
        return self.nation_rows() & rows_shown(self._behind("nation", ""), self.scope, dimension)

    @property
    def pairs(self) -> Pairs:
        """All scored pairs; for other parts of the domain only."""
        return self._behind("nation", "").pairs

    def tags(self, dimension: str) -> tuple[Places, tuple[str, ...]]:
        """The category of every pair, as positions in the categories; for other parts of the domain only."""
        answers, place = self._behind("nation", "").answers, DIMENSIONS.index(dimension)
        return answers.tags[:, place], answers.names[place]

    def workshop_of(self, pair: int) -> ClosedWorkshop:
        """The workshop of a pair by its position; for other parts of the domain only."""
        found = self._behind("nation", "")
        return found.parts[int(found.answers.part[pair])][0]

    @property
    def units(self) -> Units:
        """The units of printed intervals of the nation; for other parts of the domain only."""
        return self._units("nation", "")

    def once(self, name: object, make: Callable[[], Kept]) -> Kept:
        """What does not change as long as the state of publication is kept, made when it is first asked for."""
        if name not in self._kept:
            self._kept[name] = make()
        return cast(Kept, self._kept[name])

    def forget_answers(self) -> None:
        """Let go of the answers that were read; who asks for more figures reads them again."""
        self._loaded.clear()
        self._units_of.clear()

    @property
    def _layout(self) -> Layout:
        return self.once("layout", lambda: layout_of(self.key))

    def _keys(self, kind: str, name: str) -> frozenset[int]:
        if kind == "nation":
            return self.scope.national
        if kind == "academy":
            return self.scope.academies.get(name, frozenset())
        shown = any(int(name) in keys for keys in self.scope.workshops.values())
        return frozenset({int(name)}) if shown else frozenset()

    def _has_people(self, kind: str, name: str) -> bool:
        if not self._keys(kind, name):
            return False
        return bool(self._verdict.people[self._verdict.tree.row(kind, name)])

    def _behind(self, kind: str, name: str) -> Behind:
        """The answers of a group, or more when they are here already."""
        for known in ((kind, name), ("nation", ""), ("academy", self._academy_of(kind, name))):
            if known in self._loaded:
                return self._loaded[known]
        found = self._load(kind, name)
        self._loaded[kind, name] = found
        return found

    def _academy_of(self, kind: str, name: str) -> str:
        if kind != "workshop":
            return ""
        return next((one for one, keys in self.scope.workshops.items() if int(name) in keys), "")

    def _counts(self, kind: str, name: str) -> Counts:
        return self.once(
            ("counts", kind, name), lambda: self._behind(kind, name).counts(self._keys(kind, name))
        )

    def _cells(self, kind: str, name: str) -> Cells:
        table = Table.of([self._counts(kind, name)])
        return printed_cells(
            table, self._layout, **self._decided([self._verdict.tree.row(kind, name)], table)
        )[0]

    def _decided(self, rows: list[int], table: Table) -> dict[str, Bytes]:
        """How the figures of some groups are printed, by their rows in the tree; their counts are in the table."""
        if (table.people != self._verdict.people[rows]).any():
            raise ValueError("what was published was changed after closing")
        return {"rung": self._verdict.rung[rows], "mark": self._verdict.mark[rows]}

    def _summaries(self, rows: list[int], table: Table) -> list[Summary]:
        """One line of each of some groups, by their rows in the tree; their counts are in the table."""
        return summaries(table, self._layout, **self._decided(rows, table)) if rows else []

    @property
    def _exact(self) -> Mapping[str, Flags]:
        verdict = self._verdict
        return self.once("exact", lambda: exact_rows(verdict.rung, verdict.mark, self._layout))

    def _units(self, kind: str, name: str) -> Units:
        found = self._behind(kind, name)
        known = self._units_of.get(id(found))
        if known is None:
            known = self._units_of[id(found)] = units(found, self._verdict.tree, self.scope, self._exact)
        return known

    def _figures(self, kind: str, name: str, *, full: bool) -> Figures:
        def make() -> Figures:
            found = self._behind(kind, name)
            leaves, rows = found.rows(self._keys(kind, name))
            # what a small group must not show need not be computed
            limits = int(np.count_nonzero(rows)) >= SMALL
            figures = group_figures(found.pairs, rows=rows, leaves=leaves, full=full, limits=limits)
            if len(leaves) < 2:
                return figures
            return with_units(figures, found.pairs, self._units(kind, name), rows=rows, leaves=leaves)

        return self.once((kind, name, full), make)

    def _detail(self, kind: str, name: str) -> Detail:
        return self.once(("detail", kind, name), lambda: self._make_detail(kind, name))

    def _flow(self, kind: str, name: str) -> dict[str, int]:
        return self.once(("flow", kind, name), lambda: self._behind(kind, name).flow(self._keys(kind, name)))

    def _make_detail(self, kind: str, name: str) -> Detail:
        found, keys = self._behind(kind, name), self._keys(kind, name)
        pairs, leaves = found.pairs, found.rows(keys)[0]
        tables = pairs.tables.of(leaves)
        # one workshop is one unit, whatever the units of others are
        unit_of = self._units(kind, name).of[POOLED][leaves] if len(leaves) > 1 else np.zeros_like(leaves)
        workshops = len(np.unique(pairs.leaf_workshop[leaves]))
        return detail(
            cells=self._cells(kind, name),
            counts=self._counts(kind, name),
            figures=self._figures(kind, name, full=True),
            pooled_cluster=over(
                unit_of,
                tables.answered.sum(axis=1),
                tables.gains.sum(axis=1),
                was={"G": workshops},
                scale=100.0,
            ),
            workshops=workshops,
            flow=Flow(**{name: n for name, n in self._flow(kind, name).items() if name in Flow.__slots__}),
            key=self.key,
            layout=self._layout,
        )


def decided(key: Key, parts: Parts, answers: Answers, *, data_hash: str) -> Release:
    """Decide everything that may be shown of workshops and their answers."""
    found = behind(key, parts, answers)
    return released(key, verdict(found), lambda _kind, _name: found, data_hash=data_hash)


def released(
    key: Key, decision: Verdict, load: Load, *, data_hash: str, kept: dict[object, Any] | None = None
) -> Release:
    """A release of what was decided; `kept` holds what was computed of the same state before."""
    return Release(key, decision.scope, data_hash, decision, load, {} if kept is None else kept)


def verdict(found: Behind) -> Verdict:
    """Decide which groups of all published workshops may appear, and how finely."""
    workshops = [workshop for workshop, _ in found.parts]
    of_scope = scope(workshops)
    tree = Tree.of(of_scope, having=found.keys)
    table = group_table(found, of_scope, tree)
    prints = decide(
        table, tree, categories=category_counts(found, of_scope), layout=layout_of(found.pairs.key)
    )
    return Verdict(
        scope=of_scope,
        tree=tree,
        people=table.people,
        rung=prints.rung,
        mark=prints.mark,
        categories=prints.categories,
        pairs={workshop.key: workshop.pairs for workshop in workshops},
    )


def layout_of(key: Key) -> Layout:
    """Items and constructs of a key."""
    return Layout(tuple(item.key for item in key.items), key.constructs())
