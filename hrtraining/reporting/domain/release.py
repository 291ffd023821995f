"""Everything that was published under one instrument version: groups, their cells, and their figures on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import numpy as np

from hrtraining.reporting.domain import losses
from hrtraining.reporting.domain.answers import AnswerLine, Reliable, answer_lines, reliable_change
from hrtraining.reporting.domain.arrays import Bytes, Figures, Flags, Ints
from hrtraining.reporting.domain.counts import Counts, leaf_counts
from hrtraining.reporting.domain.extremes import SMALL
from hrtraining.reporting.domain.frozen import FrozenPairs, joined
from hrtraining.reporting.domain.gate import POOLED, Cells, Decision, Layout, decide
from hrtraining.reporting.domain.group_counts import PERIOD, Counting
from hrtraining.reporting.domain.groups import Pairs, group_figures, pairs_of
from hrtraining.reporting.domain.instrument import Key
from hrtraining.reporting.domain.masking import Marks, masked
from hrtraining.reporting.domain.published import (
    Attrition,
    Detail,
    Flow,
    Summary,
    detail,
    summary,
)
from hrtraining.reporting.domain.scope import ClosedWorkshop, Scope, scope
from hrtraining.reporting.domain.tables import N01, N10
from hrtraining.reporting.domain.units import Units, over, units, with_units

Kept = TypeVar("Kept")
Characters = Sequence[Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class FrozenPart:
    """One published workshop: what the rule of hiding knows of it, its pairs, its flow."""

    workshop: ClosedWorkshop
    pairs: FrozenPairs
    flow: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Answers:
    """The stored answers behind a release: n pairs and m people without a test after, and the part of each.

    `pre` and `post` are n x K, `lone` is m x K; `part` and `lone_part` are positions; `tags` have n entries each.
    """

    pre: Bytes
    post: Bytes
    part: Ints
    lone: Bytes
    lone_part: Ints
    tags: Mapping[str, Sequence[str]]
    units: Ints | None = None
    """The unit of each part for intervals; a part is one of its own where nothing is said."""


Parts = Sequence[tuple[ClosedWorkshop, Mapping[str, int]]]
"""Published workshops with their flow."""


@dataclass(frozen=True, slots=True)
class Release:
    """What readers may ask for. Private fields stay inside the domain; every answer has passed the gate."""

    key: Key
    scope: Scope
    data_hash: str
    _layout: Layout = field(repr=False)
    _decision: Decision = field(repr=False)
    _counts: Mapping[tuple[str, str], Counts] = field(repr=False)
    _pairs: Pairs = field(repr=False)
    _parts: Mapping[int, tuple[ClosedWorkshop, Mapping[str, int]]] = field(repr=False)
    _workshops: Sequence[ClosedWorkshop] = field(repr=False)
    _leaf_of: Mapping[int, int] = field(repr=False)
    _attrition: Attrition = field(repr=False)
    _answers: Answers = field(repr=False)
    _details: dict[tuple[str, str], Detail] = field(repr=False, default_factory=dict)
    _kept: dict[object, Any] = field(repr=False, default_factory=dict)

    @property
    def is_national_shown(self) -> bool:
        """Whether there is a national figure."""
        return bool(self._counts["nation", ""].people)

    def national(self) -> Detail | None:
        """The nation in full, or None when it is withheld."""
        return self._detail("nation", "", self.scope.national) if self.is_national_shown else None

    def academy(self, academy: str) -> Detail | None:
        """An academy in full, or None when it is hidden or has no pairs."""
        keys = self.scope.academies.get(academy)
        return (
            self._detail("academy", academy, keys) if keys and self._has_people("academy", academy) else None
        )

    def workshop(self, workshop: int) -> Detail | None:
        """A workshop in full, or None when it is hidden."""
        shown = any(workshop in keys for keys in self.scope.workshops.values())
        name = str(workshop)
        return (
            self._detail("workshop", name, frozenset({workshop}))
            if shown and self._has_people("workshop", name)
            else None
        )

    def workshop_state(self, workshop: int) -> str:
        """Whether a workshop is shown, hidden, or known here to have no pairs."""
        if any(workshop in keys for keys in self.scope.workshops.values()):
            return "shown" if self._has_people("workshop", str(workshop)) else "none"
        part = self._parts.get(workshop)
        return "none" if part is None or not part[0].pairs else "hidden"

    def summaries(self) -> dict[str, Summary]:
        """The shown academies in one line each."""
        return {
            academy: summary(cells, self._counts["academy", academy])
            for academy, cells in self._decision.academies.items()
            if self._has_people("academy", academy)
        }

    def workshop_summaries(self, academy: str) -> dict[int, Summary]:
        """The shown workshops of an academy in one line each."""
        return {
            key: summary(self._decision.workshops[key], self._counts["workshop", str(key)])
            for key in sorted(self.scope.workshops.get(academy, frozenset()))
            if self._has_people("workshop", str(key))
        }

    def breakdown(self, dimension: str) -> dict[str, Summary]:
        """The shown categories of a declared dimension in one line each."""
        return {
            category: summary(cells, self._counts[dimension, category])
            for category, cells in self._decision.categories[dimension].items()
        }

    def attrition(self) -> Attrition:
        """Who was lost between the tests."""
        return self._attrition

    def trend(self) -> dict[int, Summary]:
        """The nation in each published period, oldest first."""
        return {int(period): found for period, found in self.breakdown(PERIOD).items()}

    def nest(self, kind: str, name: str, *, path: str, marks: Marks, full: bool = True) -> Figures | None:
        """The figures of a shown group in the names of `expected.json`; None when the group is not shown."""
        keys = self._keys(kind, name)
        if not keys or not self._has_people(kind, name):
            return None
        figures = self._figures(kind, name, keys, full=full)
        return masked(
            path, figures, cells=self._cells(kind, name), counts=self._counts[kind, name], marks=marks
        )

    def answer_lines(self) -> tuple[AnswerLine, ...]:
        """Which options the people of the nation chose; nothing under 100 pairs."""
        return self.once("answers", lambda: answer_lines(self.key, *self.nation_codes()))

    def reliable_change(self) -> Reliable | None:
        """How many people of the nation changed by more than the test's own unsteadiness."""
        if not self.is_national_shown or self._counts["nation", ""].scored < SMALL:
            return None
        figures = self._figures("nation", "", self.scope.national, full=True)
        scored = self.nation_rows() & self._pairs.complete
        return reliable_change(
            self._pairs.post.score[scored] - self._pairs.pre.score[scored],
            sd_pre=figures["score"]["sd_pre"],
            alpha_pre=figures["reliability"]["pre"]["alpha"],
        )

    def nation_codes(self) -> tuple[Bytes, Bytes]:
        """Stored answers of the nation's pairs before and after; for other parts of the domain only."""
        rows = self.nation_rows()
        return self._answers.pre[rows], self._answers.post[rows]

    def nation_count(self, name: str) -> int:
        """A count of the flow over the workshops behind the nation; for other parts of the domain only."""
        return sum(self._parts[key][1].get(name, 0) for key in self.scope.national)

    def nation_rows(self) -> Flags:
        """Which pairs stand behind the nation; for other parts of the domain only."""
        return self.nation_groups()[1]

    def rows_shown(self, dimension: str) -> Flags:
        """Which pairs of the nation stand behind the categories of a dimension that are shown in their period.

        For other parts of the domain only. A figure by category counts these people and no others: with those of a
        period in which the category is hidden, it would give them away by subtraction.
        """
        periods = np.array([one.period for one in self._workshops], dtype=np.int64)[self._answers.part]
        tags = np.array(self.tags(dimension), dtype=object)
        shown = np.zeros(len(tags), dtype=np.bool_)
        for category, of_category in self.scope.categories[dimension].items():
            shown |= np.equal(tags, category).astype(np.bool_) & np.isin(periods, sorted(of_category))
        return shown & self.nation_rows()

    def nation_groups(self) -> tuple[Ints, Flags]:
        """The small groups and the pairs behind the nation; for other parts of the domain only."""
        return self._rows(self.scope.national)

    def is_exact(self, name: str) -> bool:
        """Whether a figure of the nation is printed as finely as usual."""
        return self.is_national_shown and all(cell.is_exact for cell in self._decision.nation[name])

    @property
    def pairs(self) -> Pairs:
        """All scored pairs; for other parts of the domain only."""
        return self._pairs

    def tags(self, dimension: str) -> Sequence[str]:
        """The category of every pair; for other parts of the domain only."""
        return self._answers.tags[dimension]

    def workshop_of(self, pair: int) -> ClosedWorkshop:
        """The workshop of a pair by its position; for other parts of the domain only."""
        return self._workshops[int(self._answers.part[pair])]

    def _keys(self, kind: str, name: str) -> frozenset[int]:
        if kind == "nation":
            return self.scope.national
        if kind == "academy":
            return self.scope.academies.get(name, frozenset())
        shown = any(int(name) in keys for keys in self.scope.workshops.values())
        return frozenset({int(name)}) if shown else frozenset()

    def _cells(self, kind: str, name: str) -> Cells:
        if kind == "nation":
            return self._decision.nation
        if kind == "academy":
            return self._decision.academies[name]
        return self._decision.workshops[int(name)]

    def once(self, name: object, make: Callable[[], Kept]) -> Kept:
        """What does not change as long as the release lives, made when it is first asked for."""
        if name not in self._kept:
            self._kept[name] = make()
        return cast(Kept, self._kept[name])

    @property
    def units(self) -> Units:
        """The units of printed intervals; for other parts of the domain only."""
        return self.once(
            "units",
            lambda: units(self._pairs, self._parts, self._leaf_of, scope=self.scope, decision=self._decision),
        )

    def _figures(self, kind: str, name: str, keys: frozenset[int], *, full: bool) -> Figures:
        def make() -> Figures:
            leaves, rows = self._rows(keys)
            figures = group_figures(self._pairs, rows=rows, leaves=leaves, full=full)
            if len(leaves) < 2:
                return figures
            return with_units(figures, self._pairs, self.units, rows=rows, leaves=leaves)

        return self.once((kind, name, full), make)

    def _rows(self, keys: frozenset[int]) -> tuple[Ints, Flags]:
        leaves = np.array(sorted(self._leaf_of[key] for key in keys if key in self._leaf_of), dtype=np.int64)
        return leaves, np.isin(self._pairs.leaf, leaves)

    def _has_people(self, kind: str, name: str) -> bool:
        return self._counts[kind, name].people > 0

    def _detail(self, kind: str, name: str, keys: frozenset[int]) -> Detail:
        known = self._details.get((kind, name))
        if known is not None:
            return known
        leaves = self._rows(keys)[0]
        counts = self._pairs.tables.of(leaves).counts
        workshops = len(np.unique(self._pairs.leaf_workshop[leaves]))
        made = detail(
            cells=self._cells(kind, name),
            counts=self._counts[kind, name],
            figures=self._figures(kind, name, keys, full=True),
            pooled_cluster=over(
                self.units.of[POOLED][leaves],
                counts.sum(axis=(1, 2)),
                (counts[:, :, N01] - counts[:, :, N10]).sum(axis=1),
                was={"G": workshops},
                scale=100.0,
            ),
            workshops=workshops,
            flow=_flow(self._parts[key][1] for key in keys),
            key=self.key,
            layout=self._layout,
        )
        self._details[kind, name] = made
        return made


def _flow(flows: Any) -> Flow:
    total = Flow()
    for flow in flows:
        total = total.plus(Flow(**{name: n for name, n in flow.items() if name in Flow.__slots__}))
    return total


def numbers(codes: Sequence[str], characters: Characters) -> Bytes:
    """n x K stored numbers from n texts of K characters.

    Raises:
        KeyError: a character is no code of its item.
    """
    items = len(characters)
    raw = np.frombuffer("".join(codes).encode("ascii"), dtype=np.uint8).reshape(-1, items)
    out = np.empty(raw.shape, dtype=np.uint8, order="F")
    for place, known in enumerate(characters):
        table = np.full(256, 255, dtype=np.uint8)
        for character, number in known.items():
            table[ord(character)] = number
        out[:, place] = table[raw[:, place]]
        if (out[:, place] == 255).any():
            raise KeyError(f"a stored answer of item {place + 1} is none of its codes")
    return out


def make_release(key: Key, characters: Characters, parts: Sequence[FrozenPart], *, data_hash: str) -> Release:
    """Decide everything that these published workshops may show."""
    together = joined([part.pairs for part in parts])
    places = np.arange(len(parts), dtype=np.int64)
    answers = Answers(
        pre=numbers(together.pre, characters),
        post=numbers(together.post, characters),
        part=np.repeat(places, [len(part.pairs) for part in parts]),
        lone=numbers(together.lone, characters),
        lone_part=np.repeat(places, [len(part.pairs.lone) for part in parts]),
        tags=together.tags,
    )
    return decided(key, [(part.workshop, part.flow) for part in parts], answers, data_hash=data_hash)


def decided(key: Key, parts: Parts, answers: Answers, *, data_hash: str) -> Release:
    """Decide everything that may be shown of workshops and their answers."""
    academies = sorted({workshop.academy for workshop, _ in parts})
    academy_of = np.array([academies.index(workshop.academy) for workshop, _ in parts], dtype=np.int64)
    units = np.arange(len(parts), dtype=np.int64) if answers.units is None else answers.units
    pairs = pairs_of(
        key,
        pre=answers.pre,
        post=answers.post,
        academy=academy_of[answers.part],
        workshop=units[answers.part],
    )
    leaves = {
        (int(pairs.leaf_academy[leaf]), int(pairs.leaf_workshop[leaf])): leaf
        for leaf in range(len(pairs.leaf_academy))
    }
    leaf_of = {
        workshop.key: leaves[place]
        for (workshop, _), place in zip(
            parts, zip(map(int, academy_of), map(int, units), strict=True), strict=True
        )
        if place in leaves
    }
    layout = Layout(tuple(item.key for item in key.items), key.constructs())
    period_of = np.array([workshop.period for workshop, _ in parts], dtype=np.int64)
    counting = Counting(pairs, leaf_counts(pairs), leaf_of, answers.tags, period_of[answers.part])
    of_scope = scope([workshop for workshop, _ in parts])
    counts = counting.of(of_scope)
    decision = decide(
        nation=counts.nation,
        academies=counts.academies,
        workshops=counts.workshops,
        categories=counts.categories,
        layout=layout,
    )
    return Release(
        key=key,
        scope=of_scope,
        data_hash=data_hash,
        _layout=layout,
        _decision=decision,
        _counts=counts.by_name(),
        _pairs=pairs,
        _parts={workshop.key: (workshop, flow) for workshop, flow in parts},
        _workshops=[workshop for workshop, _ in parts],
        _leaf_of=leaf_of,
        _attrition=losses.published(pairs, parts, answers, of_scope),
        _answers=answers,
    )
