"""What of the follow-up may be read: whole waves in batches of ten, means too coarse to tell one person's score.

The waves of a panel hold almost the same people, and those who answered one and not the next are few. Their score
would follow from two exact means. So a mean of n scores 0..K is rounded to a step with step x n >= K: the sum is then
known no better than within one person's whole range. Changes are differences of printed means and tell nothing new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

from hrtraining.reporting.domain.chance import WORKSHOPS_FOR_SCORES
from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.extremes import ABOVE, BELOW, HIGH, LOW, SMALL, rounded

STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 4.0)
"""How finely a mean may be printed; ten people and 33 items need the last."""
COARSE_SHARE, FINE_SHARE = 5.0, 1.0
HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Triple:
    """The scores of one person before, after and later; None where too much is missing or nothing was sent."""

    before: int | None
    after: int | None
    later: int | None
    has_answered: bool


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave of one workshop when it is over: how many were invited, and the scores of those with both tests."""

    phase: str
    invited: int
    people: tuple[Triple, ...]

    @property
    def answered(self) -> int:
        """How many sent the follow-up in time."""
        return sum(one.has_answered for one in self.people)


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as it may be printed: a value, or none with a mark (hidden, <5, >95) or without (not estimable)."""

    value: float | None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class PhaseFigures:
    """One follow-up of all panels together. Means are points of the score 0..K, all of the same people."""

    phase: str
    workshops: int
    invited: int
    answered: int
    scored: int
    step: float
    before: Printed
    after: Printed
    later: Printed
    change_from_before: Printed
    change_from_after: Printed
    margin: float | None
    margin_after: float | None
    gain_kept_percent: Printed
    lost: int
    lost_before: Printed
    lost_after: Printed
    lost_step: float | None = None
    """What the two means of the lost are rounded to, often coarser than `step`; None where neither is printed."""

    @property
    def gain_kept_between(self) -> tuple[float, float] | None:
        """The least and the most that `gain_kept_percent` can be of the exact means behind the printed ones, in per cent."""
        before, after, later = self.before.value, self.after.value, self.later.value
        if self.gain_kept_percent.value is None or before is None or after is None or later is None:
            return None
        off = (-self.step / 2, self.step / 2)
        # in each mean the share only rises or only falls, so its ends are those of the corners
        found = [
            100 * (later + c - before - a) / (after + b - before - a) for a, b, c in product(off, off, off)
        ]
        return rounded(min(found), 1.0), rounded(max(found), 1.0)

    @property
    def retained_percent(self) -> float:
        """How many of the invited answered, in per cent."""
        return 100 * self.answered / self.invited


def score_of(
    codes: str, favourable: Sequence[frozenset[str]], missing: str, missing_allowed: int
) -> int | None:
    """The score of stored answers, one character an item; None when more are missing than rule 6 allows."""
    if codes.count(missing) > missing_allowed:
        return None
    return sum(code in good for code, good in zip(codes, favourable, strict=True))


def published(waves: Iterable[Wave]) -> list[Wave]:
    """The waves that are out, in the order in which they ended.

    They come out in batches in which at least ten people answered, so that no newer figure less an older one shows
    fewer; what ended after the last full batch waits (rules 13 and 20).
    """
    out: list[Wave] = []
    batch: list[Wave] = []
    for wave in waves:
        batch.append(wave)
        if sum(one.answered for one in batch) >= THRESHOLD:
            out += batch
            batch = []
    return out


def step_for(people: int, items: int) -> float:
    """The finest step with step x people >= items, in points of the score.

    Raises:
        ValueError: too few people for any step; such a mean is never printed.
    """
    for step in STEPS:
        if round(step * people, 9) >= items:
            return step
    raise ValueError("too few people for a mean")


def mean_as_printed(scores: Sequence[int], items: int) -> Printed:
    """The rounded mean of at least ten scores; hidden below, an extreme as such (rule 21); nothing of nobody."""
    if not scores:
        return Printed(None)
    if len(scores) < THRESHOLD:
        return Printed(None, HIDDEN)
    share = 100 * sum(scores) / (items * len(scores))
    if len(scores) < SMALL or share in (0, 100):
        if share < LOW:
            return Printed(None, BELOW)
        if share > HIGH:
            return Printed(None, ABOVE)
    value = rounded(sum(scores) / len(scores), step_for(len(scores), items))
    return Printed(round(min(max(value, 0.0), float(items)), 1))


def difference_as_printed(one: Printed, other: Printed) -> Printed:
    """The difference of two printed figures, which tells nothing that they do not."""
    if one.value is None or other.value is None:
        return Printed(None, one.mark or other.mark)
    return Printed(round(one.value - other.value, 1))


def _gain_kept(before: Printed, after: Printed, later: Printed, step: float) -> Printed:
    """The share of the gain that is left, in per cent; not estimable while the gain is within the rounding."""
    gain, kept = difference_as_printed(after, before), difference_as_printed(later, before)
    if gain.value is None or kept.value is None:
        return Printed(None, gain.mark or kept.mark)
    return Printed(rounded(100 * kept.value / gain.value, 1.0)) if abs(gain.value) > step else Printed(None)


def _margin(triples: Sequence[Triple], since: str, step: float) -> float | None:
    """Half the 95 % t interval of the change since `before` or `after`, the rounding added, rounded up to the step."""
    import numpy as np

    from hrtraining.reporting.domain.scores import t_interval

    change = np.array(
        [
            one.later - start
            for one in triples
            if one.later is not None and (start := getattr(one, since)) is not None
        ]
    )
    return margin_as_printed(t_interval(change), step)


def margin_as_printed(ends: Sequence[float] | None, step: float) -> float | None:
    """Half an interval with the rounding added and rounded up to the step, so that it never says too little."""
    if ends is None:
        return None
    return round(ceil(((ends[1] - ends[0]) / 2 + step) / step) * step, 1)


def phase_figures(waves: Sequence[Wave], *, items: int) -> PhaseFigures | None:
    """The figures of one follow-up from the waves that are out; None while fewer than ten people can be shown."""
    people = [one for wave in waves for one in wave.people]
    triples = [
        one for one in people if one.before is not None and one.after is not None and one.later is not None
    ]
    if len(triples) < THRESHOLD:
        return None
    step = step_for(len(triples), items)
    before, after, later = (
        mean_as_printed([score for one in triples if (score := getattr(one, name)) is not None], items)
        for name in ("before", "after", "later")
    )
    lost = [one for one in people if not one.has_answered]
    lost_before, lost_after = (
        [score for one in lost if (score := getattr(one, name)) is not None] for name in ("before", "after")
    )
    invited, answered = sum(wave.invited for wave in waves), sum(wave.answered for wave in waves)
    return PhaseFigures(
        phase=waves[0].phase,
        workshops=len(waves),
        invited=invited,
        answered=answered,
        scored=len(triples),
        step=step,
        before=before,
        after=after,
        later=later,
        change_from_before=difference_as_printed(later, before),
        change_from_after=difference_as_printed(later, after),
        margin=_margin(triples, "before", step) if len(waves) >= WORKSHOPS_FOR_SCORES else None,
        margin_after=_margin(triples, "after", step) if len(waves) >= WORKSHOPS_FOR_SCORES else None,
        gain_kept_percent=_gain_kept(before, after, later, step),
        lost=invited - answered,
        lost_before=mean_as_printed(lost_before, items),
        lost_after=mean_as_printed(lost_after, items),
        lost_step=max(
            (step_for(len(some), items) for some in (lost_before, lost_after) if len(some) >= THRESHOLD),
            default=None,
        ),
    )


def follow_up_figures(waves: Iterable[Wave], *, items: int) -> tuple[list[PhaseFigures], int]:
    """The figures of each follow-up that may be shown, and how many ended waves are in no figure yet."""
    by_phase: dict[str, list[Wave]] = defaultdict(list)
    for wave in waves:
        by_phase[wave.phase].append(wave)
    found, waiting = [], 0
    for phase in ("fu3", "fu6", "fu12"):
        out = published(by_phase[phase])
        figures = phase_figures(out, items=items) if out else None
        waiting += len(by_phase[phase]) - (len(out) if figures else 0)
        if figures:
            found.append(figures)
    return found, waiting


def share_as_printed(count: int, n: int) -> Printed:
    """A share in per cent of at least ten reports: to 5 points under a hundred of them, to 1 point from there."""
    if n < THRESHOLD:
        return Printed(None, HIDDEN)
    share = 100 * count / n
    if n < SMALL or count in (0, n):
        if share < LOW:
            return Printed(None, BELOW)
        if share > HIGH:
            return Printed(None, ABOVE)
    return Printed(rounded(share, COARSE_SHARE if n < SMALL else FINE_SHARE))


def shown_halves(sizes: Mapping[str, int]) -> list[str]:
    """The half-years whose reports of work are in the figures: each with at least ten, so that sums show none smaller."""
    return sorted(half for half, size in sizes.items() if size >= THRESHOLD)
