"""Which closed workshops stand behind the figures of each group (rules 13 to 16, 19, 20 and 22).

A period is what was published together: workshops closed since the period before it. Hiding is decided once in each
period and never again, and what is shown of several periods is the sum of what each of them shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hrtraining.reporting.domain.disclosure import THRESHOLD, disclose

DIMENSIONS = ("sex", "rank_band", "participant_group", "language", "channel", "form")
"""The declared one-way breakdowns besides academy (rule 22)."""
NOT_GIVEN = ""


@dataclass(frozen=True, slots=True)
class ClosedWorkshop:
    """What the rule of hiding must know of a frozen workshop: pairs, by category of each dimension too."""

    key: int
    academy: str
    period: int
    pairs: int
    categories: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


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
        for name in DIMENSIONS:
            counts = _sums(entry for w in group for entry in w.categories.get(name, {}).items())
            of_period = disclose(counts)
            for category, n in counts.items():
                if found.is_whole_shown and of_period.is_whole_shown and of_period.shown(category):
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
