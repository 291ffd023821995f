"""The figures of every item: who moved, in points, with tests and intervals (rules 5 and 8)."""

from __future__ import annotations

from hrtraining.reporting.domain import proportions
from hrtraining.reporting.domain.arrays import Figures, Floats, Ints, pair, ratio
from hrtraining.reporting.domain.clusters import robust
from hrtraining.reporting.domain.instrument import Key
from hrtraining.reporting.domain.tables import N00, N01, N10, N11, Tables


def exact_and_holm(total: Ints) -> tuple[Floats, Floats]:
    """Exact McNemar p of K tables and its Holm adjustment over all K; items without movement stay in with p = 1."""
    p = proportions.exact_p(total[:, N01], total[:, N10])
    return p, proportions.holm(p)


def item_figures(by_workshop: Tables, key: Key) -> Figures:
    """All figures of all items, by item key.

    `by_workshop` has one group a workshop. Shares in per cent, differences in percentage points, `or_post_vs_pre`
    is n01/n10 ("Inf" if n10 = 0, None if no one moved). Not estimable is None.
    """
    total = by_workshop.total()
    n11, n10, n01, n00 = (total[:, cell] for cell in (N11, N10, N01, N00))
    n = total.sum(axis=1)
    p_exact, p_holm = exact_and_holm(total)
    columns = {
        "ci_tango_pp": proportions.tango(n10, n01, n),
        "ci_bonett_price_pp": proportions.bonett_price(n10, n01, n),
        "ci_newcombe10_pp": proportions.newcombe10(n11, n10, n01, n00),
    }
    p_mid, p_bh = proportions.mid_p(n01, n10), proportions.benjamini_hochberg(p_exact)
    odds, odds_low, odds_high = proportions.odds_ratio(n10, n01)
    answered, gains = by_workshop.answered, by_workshop.gains
    figures: Figures = {}
    for place, item in enumerate(key.items):
        size = int(n[place])
        before, after = int(n11[place] + n10[place]), int(n11[place] + n01[place])
        counts = {
            "n11": int(n11[place]),
            "n10": int(n10[place]),
            "n01": int(n01[place]),
            "n00": int(n00[place]),
        }
        limits = [ratio(odds_low[place]), ratio(odds_high[place])]
        figures[item.key] = {
            "n": size,
            "fav_pre": before,
            "fav_post": after,
            **counts,
            "pct_pre": 100 * before / size if size else None,
            "pct_post": 100 * after / size if size else None,
            "diff_pp": 100 * (after - before) / size if size else None,
            **{name: pair(100 * low[place], 100 * high[place]) for name, (low, high) in columns.items()},
            "p_exact": float(p_exact[place]),
            "p_midp": float(p_mid[place]),
            "or_post_vs_pre": ratio(odds[place]),
            "or_ci_exact": limits if limits != [None, None] else None,
            "cluster_workshop_pp": robust(answered[:, place], gains[:, place], scale=100.0),
            "p_holm": float(p_holm[place]),
            "p_bh": float(p_bh[place]),
        }
    return figures
