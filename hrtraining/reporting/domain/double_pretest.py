"""Change of the same people before any teaching and with it, in full: for files that the caller holds (rule 17)."""

from __future__ import annotations

from hrtraining.reporting.domain.arrays import Figures, Ints
from hrtraining.reporting.domain.clusters import robust, sums_by
from hrtraining.reporting.domain.scores import mean, t_interval


def double_pretest(first: Ints, pre: Ints, post: Ints, *, workshop: Ints, found: int) -> Figures:
    """Figures of the people with a score at enrolment, before and after.

    `first`, `pre` and `post` are whole scores, `workshop` positions; `found` is how many have the three tests, with
    enough answers or not. Points of the score. `change_first` (pre - pre0) is what answering twice and the time
    between brought; `net` = change (post - pre) less change_first. Intervals: t over people, and with workshops as
    units (rule 10); None where there is none.
    """
    untaught, taught = pre - first, post - pre
    return {
        "n_with_all_three": found,
        "n": len(first),
        "mean_pre0": mean(first),
        "mean_pre": mean(pre),
        "mean_post": mean(post),
        **_change("change_first", untaught, workshop),
        **_change("change", taught, workshop),
        **_change("net", taught - untaught, workshop),
    }


def _change(name: str, values: Ints, workshop: Ints) -> Figures:
    return {
        name: mean(values),
        f"{name}_ci95": t_interval(values),
        f"{name}_cluster_workshop": robust(*sums_by(workshop, values)),
    }
