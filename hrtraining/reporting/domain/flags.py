"""What stands out about a question, so that its owner knows what to look at; every rule is named and has a number."""

from __future__ import annotations

from collections.abc import Sequence

from hrtraining.reporting.domain.answers import (
    AnswerLine,
    GroupDifference,
    ItemQuality,
    PairQuality,
    TestQuality,
)
from hrtraining.reporting.domain.chance import CHANCE
from hrtraining.reporting.domain.extremes import ABOVE, BELOW
from hrtraining.reporting.domain.published import HIDDEN, ItemLine, Shown

WEAK = 0.15
"""Item-rest correlation under which an item tells little about the person."""
FULL = 90.0
MOST = 50.0
STILL = 3.0
"""Points of change under which an item is said not to have moved."""
LARGE_DIFFERENCE, SOME_DIFFERENCE = 1.5, 1.0
"""Educational Testing Service classes C and B of |delta| (Zieky 1993)."""

LOOSENS_BY = 0.01
"""By how much alpha rises without an item before that is said."""
CARELESS = 10.0
"""Per cent of people above which careless answers are said to matter (our judgement)."""

REVERSED, WEAK_ITEM, FULL_BEFORE, FELL, MAY_HAVE_FALLEN = (
    "reversed",
    "weak",
    "full",
    "fell",
    "may_have_fallen",
)
UNSAID = "unsaid"
UNMOVED, NOT_YET, LANGUAGE, LANGUAGE_WATCH, UNUSED, CLEAR = (
    "unmoved",
    "not_yet",
    "language",
    "language_watch",
    "unused",
    "clear",
)


LOOSENS, CONTRADICTED, GROUPS = "loosens", "contradicted", "groups"
STRAIGHT, FAST, CONTRADICTORY, CAREFUL = "straight", "fast", "contradictory", "careful"


def flags(
    line: ItemLine,
    quality: ItemQuality | None,
    answers: AnswerLine | None,
    opposites: Sequence[PairQuality] = (),
) -> tuple[str, ...]:
    """The flags of an item, the most serious first; `clear` alone when nothing stands out, `unsaid` when it is hidden.

    `opposites` are the pairs of opposite statements to which the item belongs.
    """
    is_hidden = HIDDEN in (line.change.before.mark, line.change.after.mark)
    found = [] if is_hidden else _of_change(line)
    if quality is not None:
        found = _of_quality(quality) + found
    if any(_is_careless(pair.before) or _is_careless(pair.after) for pair in opposites):
        found.append(CONTRADICTED)
    if answers is not None:
        unused = [
            option
            for option in answers.options
            if option.before.mark == option.after.mark == BELOW and not option.is_middle
        ]
        found += [UNUSED] if unused else []
    return tuple(found) or ((UNSAID,) if is_hidden else (CLEAR,))


def _of_change(line: ItemLine) -> list[str]:
    before, after, points = (
        line.change.before.place,
        line.change.after.place,
        line.change.difference.value,
    )
    found = []
    # beside an extreme no difference is printed, but which way it went is
    has_fallen = (
        points < 0 if points is not None else before is not None and after is not None and after < before
    )
    if has_fallen:
        sure = line.p_holm.value is not None and line.p_holm.value < CHANCE
        found.append(FELL if sure else MAY_HAVE_FALLEN)
    was_full = before is not None and (before > FULL or line.change.before.mark == ABOVE)
    if was_full and (not has_fallen or after is None or after > FULL):
        found.append(FULL_BEFORE)
    elif after is not None and after < MOST:
        found.append(NOT_YET)
    elif points is not None and 0 <= points < STILL:
        found.append(UNMOVED)
    return found


def _of_quality(quality: ItemQuality) -> list[str]:
    found = []
    rest = quality.item_rest.value
    if rest is not None and rest < 0:
        found.append(REVERSED)
    elif rest is not None and rest < WEAK:
        found.append(WEAK_ITEM)
    elif _loosens(quality):
        found.append(LOOSENS)
    delta, p = quality.language_delta.value, quality.language_p.value
    if delta is not None and p is not None and p < CHANCE:
        if abs(delta) >= LARGE_DIFFERENCE:
            found.append(LANGUAGE)
        elif abs(delta) >= SOME_DIFFERENCE:
            found.append(LANGUAGE_WATCH)
    if any(_is_large(one) for one in quality.groups):
        found.append(GROUPS)
    return found


def _is_large(found: GroupDifference) -> bool:
    delta, p = found.delta.value, found.p.value
    return delta is not None and p is not None and p < CHANCE and abs(delta) >= LARGE_DIFFERENCE


def _loosens(quality: ItemQuality) -> bool:
    alpha, without = quality.alpha.value, quality.alpha_without.value
    return alpha is not None and without is not None and without - alpha >= LOOSENS_BY


def _is_careless(shown: Shown) -> bool:
    return shown.mark == ABOVE or (shown.value is not None and shown.value > CARELESS)


def test_flags(quality: TestQuality) -> tuple[str, ...]:
    """What stands out about how people filled in the test as a whole; `careful` alone when nothing does."""
    found = []
    if _is_careless(quality.straight_before) or _is_careless(quality.straight_after):
        found.append(STRAIGHT)
    if _is_careless(quality.fast_before) or _is_careless(quality.fast_after):
        found.append(FAST)
    if any(_is_careless(pair.before) or _is_careless(pair.after) for pair in quality.pairs):
        found.append(CONTRADICTORY)
    return tuple(found) or (CAREFUL,)
