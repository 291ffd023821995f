"""Who was lost between the tests, and what unpaired percentages would have said (rule 3)."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from hrtraining.reporting.domain.arrays import Figures, Ints
from hrtraining.reporting.domain.behind import Behind
from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.published import HIDDEN, Shown, estimated
from hrtraining.reporting.domain.scope import Scope
from hrtraining.reporting.domain.scores import mean, sd
from hrtraining.reporting.domain.scoring import score


@dataclass(frozen=True, slots=True)
class Attrition:
    """Pre-test scores of those who came back and of those who did not, from ten people each on."""

    stayed: Shown
    left: Shown
    mean_stayed: Shown
    mean_left: Shown
    smd: Shown
    if_unchanged: Shown


def attrition(completers: Ints, others: Ints, *, mean_change: float | None, scored: int) -> Figures:
    """Scores before of those who came back and of those who did not.

    `smd` is the difference of the means over the pooled sd; `mean_change_if_missing_unchanged` is the mean change
    times scored / (scored + those lost). None where not estimable.
    """
    together = scored + len(others)
    return {
        "pre_scorable": len(completers) + len(others),
        "completers": len(completers),
        "noncompleters": len(others),
        "mean_pre_completers": mean(completers),
        "mean_pre_noncompleters": mean(others),
        "smd": _smd(completers, others),
        "mean_change_if_missing_unchanged": (
            None if mean_change is None or not together else mean_change * scored / together
        ),
    }


def _smd(one: Ints, two: Ints) -> float | None:
    sd_one, sd_two, mean_one, mean_two = sd(one), sd(two), mean(one), mean(two)
    if sd_one is None or sd_two is None or mean_one is None or mean_two is None:
        return None
    pooled = sqrt(((len(one) - 1) * sd_one**2 + (len(two) - 1) * sd_two**2) / (len(one) + len(two) - 2))
    return (mean_one - mean_two) / pooled if pooled else None


def unpaired(favourable_pre: int, answered_pre: int, favourable_post: int, answered_post: int) -> Figures:
    """Every answer of all attempts that are no replays, pooled: for contrast, never a headline."""
    pre = 100 * favourable_pre / answered_pre if answered_pre else None
    post = 100 * favourable_post / answered_post if answered_post else None
    return {"pct_pre": pre, "pct_post": post, "points": None if pre is None or post is None else post - pre}


def attrition_shown(figures: Figures) -> Attrition:
    """Attrition of closed periods in which nobody or at least ten people left; hidden below ten."""
    stayed, left = figures["completers"], figures["noncompleters"]
    enough = stayed >= THRESHOLD and left >= THRESHOLD
    hidden = Shown(None, mark=HIDDEN)
    return Attrition(
        stayed=Shown(stayed, 0) if enough else hidden,
        left=Shown(left, 0) if enough else hidden,
        mean_stayed=estimated(figures["mean_pre_completers"]) if enough else hidden,
        mean_left=estimated(figures["mean_pre_noncompleters"]) if enough else hidden,
        smd=estimated(figures["smd"], 2) if enough else hidden,
        if_unchanged=estimated(figures["mean_change_if_missing_unchanged"]) if enough else hidden,
    )


def published(found: Behind, of_scope: Scope) -> Attrition:
    """Over the periods in which nobody or at least ten people left, so that no later one shows a few of them."""
    parts, answers, pairs = found.parts, found.answers, found.pairs
    shown = {place for place, (workshop, _) in enumerate(parts) if workshop.key in of_scope.national}
    lost: dict[int, int] = {}
    for place, n in enumerate(np.bincount(answers.lone_part, minlength=len(parts)).tolist()):
        period = parts[place][0].period
        lost[period] = lost.get(period, 0) + (n if place in shown else 0)
    used = np.zeros(len(parts), dtype=np.bool_)
    used[[place for place in shown if lost[parts[place][0].period] >= THRESHOLD]] = True
    rows = used[answers.part]
    lone = score(answers.lone[used[answers.lone_part]], pairs.key)
    both = rows & pairs.complete
    n = int(both.sum())
    change = float((pairs.post.score - pairs.pre.score)[both].mean()) if n else None
    return attrition_shown(
        attrition(
            pairs.pre.score[rows & pairs.pre.complete],
            lone.score[lone.complete],
            mean_change=change,
            scored=n,
        )
    )
