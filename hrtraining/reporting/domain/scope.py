"""Which closed workshops stand behind the figures of each group (rules 13 to 16, 19, 20 and 22).

A period is what was published together: workshops closed since the period before it. Hiding is decided once in each
period and never again, and what is shown of several periods is the sum of what each of them shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from hrtraining.reporting.domain.disclosure import THRESHOLD, Disclosure, disclose

DIMENSIONS = ("sex", "rank_band", "participant_group", "language", "channel", "form")
"""The declared one-way breakdowns besides academy (rule 22)."""
NOT_GIVEN = ""

Profile = tuple[str, ...]


class ClosedWorkshop(NamedTuple):
    """What the rule of hiding must know of a frozen workshop.

    `profiles` counts pairs by their categories in all dimensions, in the order of DIMENSIONS.
    """

    key: int
    academy: str
    period: int
    pairs: int
    profiles: Mapping[Profile, int] = MappingProxyType({})

    def categories(self, dimension: str) -> dict[str, int]:
        """Pairs by category of a dimension."""
        place = DIMENSIONS.index(dimension)
        return _sums((profile[place], n) for profile, n in self.profiles.items())


@dataclass(frozen=True, slots=True)
class Scope:
    """The workshops behind each group that may be shown.

    `hidden` academies have pairs and are shown in no period; `partly` shown ones are hidden in some. `categories`
    gives for each dimension and category the periods in which it may be shown; `hidden_categories` as for academies.
    """

    national: frozenset[int]
    academies: Mapping[str, frozenset[int]]
    hidden: frozenset[str]
    partly: frozenset[str]
    workshops: Mapping[str, frozenset[int]]
    categories: Mapping[str, Mapping[str, frozenset[int]]]
    hidden_categories: Mapping[str, frozenset[str]]


def is_clean(workshops: Iterable[ClosedWorkshop]) -> bool:
    """Whether these workshops could be published together without hiding an academy."""
    pairs = _sums((w.academy, w.pairs) for w in workshops)
    found = disclose(pairs)
    return found.is_whole_shown and all(not n or found.shown(academy) for academy, n in pairs.items())


def is_enough(workshops: Iterable[ClosedWorkshop]) -> bool:
    """Whether there is anything to publish: ten pairs together (rule 13)."""
    return sum(w.pairs for w in workshops) >= THRESHOLD


def scope(workshops: Sequence[ClosedWorkshop]) -> Scope:
    """Decide every group of one instrument version; workshops without a period must not be among them."""
    national: set[int] = set()
    shown: dict[str, set[int]] = defaultdict(set)
    missed: dict[str, int] = defaultdict(int)
    single: dict[str, set[int]] = defaultdict(set)
    categories: dict[str, dict[str, set[int]]] = {name: defaultdict(set) for name in DIMENSIONS}
    absent: dict[str, dict[str, int]] = {name: defaultdict(int) for name in DIMENSIONS}
    for period, group in sorted(_by_period(workshops).items()):
        found = disclose(_sums((w.academy, w.pairs) for w in group))
        if found.is_whole_shown:
            national |= {w.key for w in group}
        for academy, part in _by_academy(group).items():
            if not found.is_whole_shown or not found.shown(academy):
                missed[academy] += sum(w.pairs for w in part)
                continue
            shown[academy] |= {w.key for w in part}
            within = disclose({str(w.key).zfill(12): w.pairs for w in part})
            if within.is_whole_shown:
                single[academy] |= {w.key for w in part if within.shown(str(w.key).zfill(12))}
        hidden_areas = _hidden_areas(group, found, shown, single)
        decided = {name: disclose(_of_dimension(group, name)) for name in DIMENSIONS}
        safe = _safe_dimensions(group, decided, hidden_areas) if found.is_whole_shown else ()
        for name in DIMENSIONS:
            for category, n in _of_dimension(group, name).items():
                if name in safe and decided[name].is_whole_shown and decided[name].shown(category):
                    categories[name][category].add(period)
                else:
                    absent[name][category] += n
    return Scope(
        national=frozenset(national),
        academies={academy: frozenset(keys) for academy, keys in shown.items()},
        hidden=frozenset(academy for academy, n in missed.items() if n and academy not in shown),
        partly=frozenset(academy for academy, n in missed.items() if n and academy in shown),
        workshops={academy: frozenset(keys) for academy, keys in single.items()},
        categories={name: {c: frozenset(p) for c, p in found.items()} for name, found in categories.items()},
        hidden_categories={
            name: frozenset(c for c, n in found.items() if n and c not in categories[name])
            for name, found in absent.items()
        },
    )


def _of_dimension(group: Iterable[ClosedWorkshop], name: str) -> dict[str, int]:
    return _sums(entry for workshop in group for entry in workshop.categories(name).items())


Area = list[list[ClosedWorkshop]]
"""Hidden units of which only the sum may be known: each a list of workshops."""


def _hidden_areas(
    group: Sequence[ClosedWorkshop],
    found: Disclosure,
    shown: Mapping[str, set[int]],
    single: Mapping[str, set[int]],
) -> list[Area]:
    """The hidden academies together, their workshops together, and the hidden workshops of each shown academy."""
    by_academy = _by_academy([workshop for workshop in group if workshop.pairs])
    hidden = [part for academy, part in by_academy.items() if not found.shown(academy)]
    areas: list[Area] = [hidden, [[workshop] for part in hidden for workshop in part]]
    for academy, part in by_academy.items():
        if found.shown(academy):
            areas.append([[w] for w in part if w.key in shown[academy] and w.key not in single[academy]])
    return [area for area in areas if area]


def _safe_dimensions(
    group: Sequence[ClosedWorkshop], decided: Mapping[str, Disclosure], areas: Sequence[Area]
) -> tuple[str, ...]:
    """The dimensions whose categories may be printed beside academies and workshops in this period.

    A hidden group whose people are of a kind that no other hidden group has would follow from the figures of that
    kind. A dimension is printed only while every hidden unit shares a kind of people with another one of its area,
    and every hidden category shares a place and everything else with another hidden category.
    """
    names = [name for name in DIMENSIONS if decided[name].is_whole_shown]
    while names:
        places = [DIMENSIONS.index(name) for name in names]
        lonely = next(
            (name for name in names if not _categories_are_covered(group, name, names, decided, areas)), None
        )
        if lonely is None and all(_units_are_covered(area, places) for area in areas):
            return tuple(names)
        names.remove(lonely or max(names, key=lambda name: len(_of_dimension(group, name))))
    return ()


def _kinds(workshops: Iterable[ClosedWorkshop], places: Sequence[int]) -> set[Profile]:
    return {
        tuple(profile[place] for place in places) for w in workshops for profile, n in w.profiles.items() if n
    }


def _units_are_covered(area: Area, places: Sequence[int]) -> bool:
    kinds = [_kinds(unit, places) for unit in area]
    return all(
        any(kinds[one] & kinds[other] for other in range(len(kinds)) if other != one)
        for one in range(len(kinds))
    )


def _categories_are_covered(
    group: Sequence[ClosedWorkshop],
    name: str,
    names: Sequence[str],
    decided: Mapping[str, Disclosure],
    areas: Sequence[Area],
) -> bool:
    hidden = {
        category
        for category, n in _of_dimension(group, name).items()
        if n and not decided[name].shown(category)
    }
    if not hidden:
        return True
    in_areas = {workshop.key for area in areas for unit in area for workshop in unit}
    fields = [[w] for w in group if w.key not in in_areas] + [
        [w for unit in area for w in unit] for area in areas
    ]
    own, others = DIMENSIONS.index(name), [DIMENSIONS.index(one) for one in names if one != name]
    covered: set[str] = set()
    for workshops in fields:
        by_rest: dict[Profile, set[str]] = defaultdict(set)
        for kind in _kinds(workshops, [own, *others]):
            if kind[0] in hidden:
                by_rest[kind[1:]].add(kind[0])
        for together in by_rest.values():
            if len(together) > 1:
                covered |= together
    return hidden <= covered


def _sums(entries: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for name, n in entries:
        sums[name] += n
    return dict(sums)


def _by_period(workshops: Iterable[ClosedWorkshop]) -> dict[int, list[ClosedWorkshop]]:
    groups: dict[int, list[ClosedWorkshop]] = defaultdict(list)
    for workshop in workshops:
        groups[workshop.period].append(workshop)
    return groups


def _by_academy(workshops: Iterable[ClosedWorkshop]) -> dict[str, list[ClosedWorkshop]]:
    groups: dict[str, list[ClosedWorkshop]] = defaultdict(list)
    for workshop in workshops:
        groups[workshop.academy].append(workshop)
    return groups
