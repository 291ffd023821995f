"""What learners thought of their workshops, as far as the gate lets it out; never part of a figure of the 33 items.

Who is shown at all follows the rules of the report (`scope`, rules 13 to 16 and 20) with opinions in the place of
pairs. A question has few parts that make up a whole: for, neither and against a statement, or one module each. How
finely a share is printed is decided once, in the period in which its workshops were published, and figures of several
periods are made only from what each of them lets out: so no later publication tells more of an earlier one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.evaluation_cells import (
    FINEST,
    PRINTED,
    Parts,
    Row,
    Unit,
    known,
    protect,
    row_of,
)
from hrtraining.reporting.domain.extremes import ABOVE, BELOW, HIGH, LOW, SMALL, Cell, rounded
from hrtraining.reporting.domain.published import HIDDEN, NOT_ESTIMABLE, Shown
from hrtraining.reporting.domain.scope import ClosedWorkshop, Scope, scope


@dataclass(frozen=True, slots=True)
class Heard:
    """The opinions of one closed workshop: `workshop.pairs` is how many there are."""

    workshop: ClosedWorkshop
    parts: Mapping[str, Parts]
    """By question; the parts of a question are the same in every workshop but for modules that were not planned."""


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question in one group: how many answered it, and the share of each part in per cent."""

    answered: Shown
    shares: Mapping[str, Shown]


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group: its opinions and workshops, and its figures by question."""

    opinions: int
    workshops: int
    questions: Mapping[str, QuestionFigures]


@dataclass(frozen=True, slots=True)
class Opinions:
    """Everything that may be read of the opinions to one wording of the questions."""

    scope: Scope
    nation: GroupFigures | None
    academies: Mapping[str, GroupFigures]
    workshops: Mapping[int, GroupFigures]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of one period before it is printed: its cells by question and part."""

    opinions: int
    workshops: frozenset[int]
    rows: Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Decision:
    """One period: the cells of every shown group; a nation of nobody where it is withheld."""

    nation: Group
    academies: Mapping[str, Group]
    workshops: Mapping[int, Group]


def decide(heard: Iterable[Heard], questions: Mapping[str, Sequence[str]]) -> Decision:
    """Decide every figure of the workshops of one period.

    `questions` names the parts of each question in the order of print. Whoever is in a group but in none of its
    printed parts is a group too, which is not printed and whose rare answers must not follow either.
    """
    by_key = {one.workshop.key: one for one in heard if one.workshop.pairs}
    decided = scope([one.workshop for one in by_key.values()])

    def group(keys: Iterable[int], *, is_printed: bool = True) -> Group:
        chosen = [by_key[key] for key in sorted(keys)]
        people = sum(one.workshop.pairs for one in chosen)
        rows = {
            question: row_of(
                names, [one.parts.get(question, {}) for one in chosen], people, is_printed=is_printed
            )
            for question, names in questions.items()
        }
        return Group(people, frozenset(one.workshop.key for one in chosen), rows)

    single = {academy: keys for academy, keys in decided.workshops.items() if academy in decided.academies}
    made = Decision(
        nation=group(decided.national),
        academies={academy: group(keys) for academy, keys in sorted(decided.academies.items()) if keys},
        workshops={key: group([key]) for keys in single.values() for key in sorted(keys)},
    )
    rests = [decided.national - frozenset().union(*decided.academies.values())]
    rests += [keys - single.get(academy, frozenset()) for academy, keys in decided.academies.items()]
    everybody = [made.nation, *made.academies.values(), *made.workshops.values()]
    everybody += [group(rest, is_printed=False) for rest in rests if rest]
    for question in questions:
        answers = {key: one.parts.get(question, {}) for key, one in by_key.items()}
        protect([Unit(one.workshops, one.rows[question]) for one in everybody], answers)
    return made


def _printed(groups: Sequence[Group]) -> GroupFigures:
    """A group of one or several periods, from what each of them lets out."""
    questions = {}
    for question in groups[0].rows:
        rows = [group.rows[question] for group in groups]
        n = sum(next(iter(row.values())).n for row in rows)
        answered = Shown(None, 0, HIDDEN) if 0 < n < THRESHOLD else Shown(n, 0)
        if len(rows) == 1:
            shares = {name: _share(cell) for name, cell in rows[0].items()}
        else:
            ranges = [known(row) for row in rows]
            small = sum(group.opinions for group in groups) < SMALL
            shares = {
                name: _share_between(
                    sum(one[name][0] for one in ranges),
                    sum(one[name][1] for one in ranges),
                    n,
                    is_small=small,
                )
                for name in rows[0]
            }
        questions[question] = QuestionFigures(answered, shares)
    return GroupFigures(
        sum(group.opinions for group in groups), sum(len(group.workshops) for group in groups), questions
    )


def _share(cell: Cell) -> Shown:
    """A share of one period in whole per cent, coarser ("rounded"), as a mark or hidden."""
    if cell.n == 0:
        return Shown(None, 0, NOT_ESTIMABLE)
    if cell.step is None or cell.mark is not None:
        return Shown(None, 0, cell.mark or HIDDEN)
    return _rounded(cell.count * cell.unit, cell.step, is_small=cell.people < SMALL)


def _share_between(least: int, most: int, n: int, *, is_small: bool) -> Shown:
    """A share of several periods, from the least and the most that their prints leave open together."""
    if n == 0:
        return Shown(None, 0, NOT_ESTIMABLE)
    low, high = 100 * least / n, 100 * most / n
    if low < high or is_small:
        if high < LOW:
            return Shown(None, 0, BELOW)
        if low > HIGH:
            return Shown(None, 0, ABOVE)
    step = next((one for one in PRINTED if high - low <= 2 * one), None)
    if step is None:
        return Shown(None, 0, HIDDEN)
    return _rounded((low + high) / 2, step, is_small=is_small)


def _rounded(share: float, step: float, *, is_small: bool) -> Shown:
    """A printed number; what is coarse or of few people is never printed as nearly nobody or everybody."""
    value = rounded(share, step)
    if is_small or step > FINEST:
        value = min(max(value, LOW), HIGH)
    return Shown(value, 0, is_rounded=step > FINEST)


def opinions(heard: Iterable[Heard], questions: Mapping[str, Sequence[str]]) -> Opinions:
    """The figures of every group that may be shown, as they may be read; each period decided for itself."""
    found = list(heard)
    periods: dict[int, list[Heard]] = defaultdict(list)
    for one in found:
        periods[one.workshop.period].append(one)
    decisions = [decide(periods[period], questions) for period in sorted(periods)]
    nation = [one.nation for one in decisions if one.nation.opinions]
    academies: dict[str, list[Group]] = defaultdict(list)
    for decision in decisions:
        for academy, group in decision.academies.items():
            academies[academy].append(group)
    return Opinions(
        scope=scope([one.workshop for one in found if one.workshop.pairs]),
        nation=_printed(nation) if nation else None,
        academies={academy: _printed(groups) for academy, groups in sorted(academies.items())},
        workshops={key: _printed([group]) for one in decisions for key, group in one.workshops.items()},
    )
