"""The five readings of "34 % increase (at least 27 out of 33)", side by side."""

from __future__ import annotations

import numpy as np

from hrtraining.reporting.domain import proportions
from hrtraining.reporting.domain.arrays import Figures, Ints, pair
from hrtraining.reporting.domain.chance import CHANCE
from hrtraining.reporting.domain.instrument import Key
from hrtraining.reporting.domain.items import exact_and_holm
from hrtraining.reporting.domain.scores import mean
from hrtraining.reporting.domain.tables import N01, N10, N11


def _percent(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole else None


def _points(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before


def definitions(total: Ints, pre: Ints, post: Ints, key: Key) -> Figures:
    """D1 to D5 from the K x 4 tables of all pairs and the scores of the scored pairs; every one is null-safe."""
    return {
        "D1_pooled": _pooled(total),
        "D2_items": _items(total, key),
        "D3_learners": _learners(pre, post, key),
        "D4_mean_score": _mean_score(pre, post, key),
        "D5_persons": _persons(pre, post),
    }


def _pooled(total: Ints) -> Figures:
    answers = int(total.sum())
    before, after = int(total[:, [N11, N10]].sum()), int(total[:, [N11, N01]].sum())
    pct_pre, pct_post = _percent(before, answers), _percent(after, answers)
    return {
        "answers": answers,
        "fav_pre": before,
        "fav_post": after,
        "pct_pre": pct_pre,
        "pct_post": pct_post,
        "points": _percent(after - before, answers),
        "relative_pct": _percent(after - before, before),
    }


def _items(total: Ints, key: Key) -> Figures:
    n = total.sum(axis=1)
    gain = total[:, N01] - total[:, N10]
    beyond = exact_and_holm(total)[1] < CHANCE
    used = n > 0
    points = 100 * gain[used] / n[used]
    risers = points[gain[used] > 0]
    return {
        "items": key.size,
        "rose": int((gain > 0).sum()),
        "same": int((gain == 0).sum()),
        "fell": int((gain < 0).sum()),
        "rose_holm05": int(((gain > 0) & beyond).sum()),
        "fell_holm05": int(((gain < 0) & beyond).sum()),
        "mean_rise_of_risers_pp": float(risers.mean()) if len(risers) else None,
        "mean_change_all_items_pp": float(points.mean()) if len(points) else None,
    }


def _learners(pre: Ints, post: Ints, key: Key) -> Figures:
    n, mark = len(pre), key.threshold
    at_pre, at_post = pre >= mark, post >= mark
    before, after = int(np.count_nonzero(at_pre)), int(np.count_nonzero(at_post))
    rose, fell = int(np.count_nonzero(at_post & ~at_pre)), int(np.count_nonzero(at_pre & ~at_post))
    return {
        "threshold": mark,
        "of": key.size,
        "n": n,
        "at_pre": before,
        "at_post": after,
        "pct_pre": _percent(before, n),
        "pct_post": _percent(after, n),
        "points": _percent(after - before, n),
        "relative_pct": _percent(after - before, before),
        "p_exact": float(proportions.exact_p(np.array([rose]), np.array([fell]))[0]) if n else None,
        "rose_to_mark": rose,
        "fell_below_mark": fell,
    }


def _mean_score(pre: Ints, post: Ints, key: Key) -> Figures:
    before, after = mean(pre), mean(post)
    points = _points(before, after)
    return {
        "mean_pre": before,
        "mean_post": after,
        "points_of_score": points,
        "relative_pct": 100 * points / before if points is not None and before else None,
        f"mean_post_at_least_{key.threshold}of{key.size}": None if after is None else after >= key.threshold,
    }


def _persons(pre: Ints, post: Ints) -> Figures:
    n, higher = len(pre), int(np.count_nonzero(post > pre))
    low, high = proportions.clopper_pearson(np.array([higher]), np.array([n]))
    return {
        "n": n,
        "higher": higher,
        "pct_higher": _percent(higher, n),
        "clopper_pearson_pct": pair(100 * float(low[0]), 100 * float(high[0])),
    }
