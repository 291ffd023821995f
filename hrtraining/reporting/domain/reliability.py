"""How well the items hang together, before and after (rule 12)."""

from __future__ import annotations

import numpy as np
from scipy import special

from hrtraining.reporting.domain.arrays import Bytes, Figures, Flags, Floats, Ints, finite, pair, words
from hrtraining.reporting.domain.instrument import Key

NO_VARIANCE = 1e-12
"""What is left of a variance by rounding where there is none."""


def reliability(pre: Bytes, post: Bytes, key: Key, *, rows: Flags | None = None) -> Figures:
    """KR-20 and item-rest correlations of n x K favourable answers (0/1), before and after.

    `rows` marks the scored pairs where the others are among them.
    """
    rows = np.ones(len(pre), dtype=np.bool_) if rows is None else rows
    alpha_pre, rest_pre = _alpha(pre, rows, key)
    alpha_post, rest_post = _alpha(post, rows, key)
    return {"pre": alpha_pre, "post": alpha_post, "item_rest_pre": rest_pre, "item_rest_post": rest_post}


def _alpha(answers: Bytes, rows: Flags, key: Key) -> tuple[Figures, Figures]:
    covariance = _covariance(answers, rows)
    variance = np.diag(covariance)
    varies = variance > 0
    kept = np.flatnonzero(varies)
    dropped = [key.items[place].key for place in np.flatnonzero(~varies)]
    inner = covariance[np.ix_(kept, kept)]
    k, n = len(kept), int(np.count_nonzero(rows))
    total = float(inner.sum())
    alpha = k / (k - 1) * (1 - float(np.trace(inner)) / total) if k > 1 and total > NO_VARIANCE else None
    if alpha is not None and 1 - alpha < NO_VARIANCE:
        # all items are answered alike, and floats may leave a hair: neither an interval without width nor one of a hair
        alpha = 1.0
    figures = {"alpha": alpha, "k": k, "dropped": dropped, "feldt95": _feldt(alpha, n, k)}
    return figures, _item_rest(inner, kept, key)


def alpha_without(answers: Bytes, key: Key) -> dict[str, float | None]:
    """Alpha of the other items, item by item, from n x K favourable answers; None for items without variance."""
    covariance = _covariance(answers, np.ones(len(answers), dtype=np.bool_))
    variance, with_total = np.diag(covariance), covariance.sum(axis=1)
    varies, total, trace = variance > 0, float(covariance.sum()), float(variance.sum())
    k = int(varies.sum()) - 1
    figures: dict[str, float | None] = {item.key: None for item in key.items}
    for place in np.flatnonzero(varies):
        own = float(variance[place])
        rest = total - 2 * float(with_total[place]) + own
        if k > 1 and rest > NO_VARIANCE:
            figures[key.items[place].key] = k / (k - 1) * (1 - (trace - own) / rest)
    return figures


def _covariance(answers: Bytes, rows: Flags) -> Floats:
    """K x K covariances with n - 1; counts are whole numbers, so items without variance give exactly 0."""
    n = int(np.count_nonzero(rows))
    if n < 2:
        return np.zeros((answers.shape[1], answers.shape[1]))
    together = _together(answers, rows).astype(np.float64)
    counts = np.diag(together)
    return np.asarray((together * n - np.outer(counts, counts)) / (float(n) * (n - 1)))


def _together(answers: Bytes, rows: Flags) -> Ints:
    """K x K: how many people answered both items favourably, counted over 64 people at once."""
    packed = words(answers.T) & words(rows[None, :])
    counts = np.zeros((len(packed), len(packed)), dtype=np.int64)
    for place, one in enumerate(packed):
        row = np.bitwise_count(packed[place:] & one).sum(axis=1, dtype=np.int64)
        counts[place, place:] = counts[place:, place] = row
    return counts


def _item_rest(inner: Floats, kept: np.ndarray[tuple[int, ...], np.dtype[np.intp]], key: Key) -> Figures:
    """Correlation of each item with the sum of the others; None for dropped items and where the rest is constant."""
    figures: Figures = {item.key: None for item in key.items}
    with_total, total = inner.sum(axis=1), float(inner.sum())
    for row, place in enumerate(kept):
        own = float(inner[row, row])
        rest = total - 2 * float(with_total[row]) + own
        if rest > NO_VARIANCE:
            figures[key.items[place].key] = finite((float(with_total[row]) - own) / np.sqrt(own * rest))
    return figures


def _feldt(alpha: float | None, n: int, k: int) -> list[float] | None:
    """Feldt's interval: 1 - (1 - alpha) F(.975; n-1, (n-1)(k-1)) to 1 - (1 - alpha) F(.025; ...)."""
    if alpha is None or n < 2 or k < 2:
        return None
    df1, df2 = n - 1, (n - 1) * (k - 1)
    low, high = special.fdtri(df1, df2, 0.975), special.fdtri(df1, df2, 0.025)
    return pair(1 - (1 - alpha) * float(low), 1 - (1 - alpha) * float(high))
