"""What is left of the gain at 3, 6 and 12 months, of the same people."""

from __future__ import annotations

from hrtraining.reporting.domain.arrays import Figures, Flags, Ints
from hrtraining.reporting.domain.scores import mean, t_interval


def follow_up(pre: Ints, post: Ints, later: Ints, *, paired: int, found: int, pre_of_lost: Ints) -> Figures:
    """Figures of those with pre, post and one follow-up.

    `pre`, `post` and `later` are scores of those whose three attempts all have one; `found` of the `paired` learners
    have the follow-up; `pre_of_lost` are the scores before of scored pairs without it. Points of the score.
    """
    from_pre, from_post = later - pre, later - post
    gain = mean(post - pre)
    kept = mean(from_pre)
    return {
        "n_with_all_three": found,
        "retained_pct_of_paired": 100 * found / paired if paired else None,
        "n_scored": len(pre),
        "mean_pre": mean(pre),
        "mean_post": mean(post),
        "mean_followup": mean(later),
        "change_from_pre": kept,
        "ci95_from_pre": t_interval(from_pre),
        "change_from_post": mean(from_post),
        "ci95_from_post": t_interval(from_post),
        "share_of_gain_kept": kept / gain if kept is not None and gain else None,
        "mean_pre_of_lost": mean(pre_of_lost),
    }


def rows_found(rows: Ints) -> Flags:
    """Which pairs have the follow-up: -1 stands for none."""
    return rows >= 0
