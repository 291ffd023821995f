"""The figures of the conventions a second time, in plain Python and `scipy.stats`, straight from the rules.

Nothing of the program is used: rows go in as they stand in a file, pairs are found person by person, every sum is
taken over people. Slow and short, so that it can be checked by reading.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from statistics import fmean, stdev
from typing import Any

from scipy import stats

from tests.unit.reporting import oracle_more as more

Rows = Sequence[Sequence[str]]
Figures = dict[str, Any]


def oracle(rows: Rows, items: Rows) -> Figures:
    """Figures by the names of `expected.json`; rows as in `attempts.csv` and `items.csv`, without their headers."""
    good = [set(row[4].split("|")) for row in items]
    size = len(items)
    kept: dict[str, Sequence[str]] = {}
    for row in rows:
        if row[0] not in kept or _moment(row) < _moment(kept[row[0]]):
            kept[row[0]] = row
    own: dict[str, list[Sequence[str]]] = defaultdict(list)
    for row in sorted(kept.values(), key=_moment):
        own[row[1]].append(row)
    pairs: list[tuple[Sequence[str], Sequence[str]]] = []
    lone: list[Sequence[str]] = []
    flow: dict[str, int] = defaultdict(int)
    for attempts in own.values():
        pres = [row for row in attempts if row[4] == "pre"]
        posts = [row for row in attempts if row[4] == "post"]
        flow["post_only_learners"] += bool(posts and not pres)
        if not pres:
            continue
        after = [row for row in posts if _moment(row) > _moment(pres[0])]
        flow["superseded_attempts"] += len(pres) - 1 + max(len(after) - 1, 0)
        flow["posts_not_after_pre"] += len(posts) - len(after)
        if after:
            pairs.append((pres[0], after[0]))
        else:
            lone.append(pres[0])

    def marks(row: Sequence[str]) -> list[bool | None]:
        return [None if not code else code in keys for code, keys in zip(row[7:], good, strict=True)]

    def score(row: Sequence[str]) -> int | None:
        found = marks(row)
        return None if found.count(None) > size // 10 else sum(bool(one) for one in found)

    scored = [
        (one, other, a, b)
        for one, other in pairs
        if (a := score(one)) is not None and (b := score(other)) is not None
    ]
    tables = [
        _table([(marks(one)[place], marks(other)[place]) for one, other in pairs]) for place in range(size)
    ]
    left = [n for row in lone if (n := score(row)) is not None]
    stayed = [n for one, _ in pairs if (n := score(one)) is not None]
    change = [b - a for _, _, a, b in scored]
    figures: Figures = {
        "flow": {
            **flow,
            "rows": len(rows),
            "duplicate_rows_dropped": len(rows) - len(kept),
            "paired": len(pairs),
            "pre_only_learners": len(lone),
            "incomplete_pairs": len(pairs) - len(scored),
        },
        "national": {
            "n_paired": len(pairs),
            "n_scored": len(scored),
            "score": _score([a for *_, a, _ in scored], [b for *_, b in scored], scored, size),
            "items": {row[0]: one for row, one in zip(items, _items(tables), strict=True)},
            "definitions": _definitions(tables, scored, size),
        },
        "attrition": {
            "completers": len(stayed),
            "noncompleters": len(left),
            "mean_pre_completers": fmean(stayed) if stayed else None,
            "mean_pre_noncompleters": fmean(left) if left else None,
            "mean_change_if_missing_unchanged": (
                fmean(change) * len(change) / (len(change) + len(left)) if change else None
            ),
        },
        "unpaired": _unpaired([(row[4], marks(row)) for row in kept.values()]),
    }  # fmt: skip
    names = [row[0] for row in items]
    sides = [
        [[int(bool(one)) for one in marks(row)] for row in side]
        for side in zip(*((a, b) for a, b, *_ in scored), strict=True)
    ] or [[], []]
    of_side = [more.alpha(side, names) for side in sides]
    extra: Figures = {
        "national": {
            "score": more.effects([a for *_, a, _ in scored], [b for *_, b in scored]),
            "items": {
                name: more.item_intervals(table)
                | {"cluster_workshop_pp": _of_item(place, pairs, marks)}
                for place, (name, table) in enumerate(zip(names, tables, strict=True))
            },
            "reliability": {
                "pre": of_side[0][0], "post": of_side[1][0],
                "item_rest_pre": of_side[0][1], "item_rest_post": of_side[1][1],
            },
        },
        "language_dif_pre": more.of_languages(sides[0], [one[5] for one, *_ in scored], names),
        "attrition": more.losses(stayed, left),
        **more.whole(pairs, scored, items, {"good": good}),
    }  # fmt: skip
    return more.merged(figures, extra)


def _of_item(place: int, pairs: list[tuple[Sequence[str], Sequence[str]]], marks: Any) -> Figures:
    """The interval of one item with workshops as units, in points."""
    both = [(one[3], marks(one)[place], marks(other)[place]) for one, other in pairs]
    known = [(at, int(b) - int(a)) for at, a, b in both if a is not None and b is not None]
    found = _robust([step for _, step in known], [at for at, _ in known])
    ends = found["ci95"]
    return {
        "G": found["G"],
        "se": None if found["se"] is None else 100 * found["se"],
        "ci95": ends and [100 * end for end in ends],
    }


def _moment(row: Sequence[str]) -> datetime:
    return datetime.fromisoformat(row[6])


def _table(answers: list[tuple[bool | None, bool | None]]) -> tuple[int, int, int, int]:
    both = [(one, other) for one, other in answers if one is not None and other is not None]
    return tuple(both.count(kind) for kind in ((True, True), (True, False), (False, True), (False, False)))  # type: ignore[return-value]


def _exact(a: int, b: int) -> float:
    return float(stats.binomtest(a, a + b).pvalue) if a + b else 1.0


def _items(tables: list[tuple[int, int, int, int]]) -> list[Figures]:
    p = [_exact(n01, n10) for _, n10, n01, _ in tables]
    order = sorted(range(len(p)), key=p.__getitem__)
    holm, worst = [0.0] * len(p), 0.0
    for rank, place in enumerate(order):
        worst = max(worst, min((len(p) - rank) * p[place], 1.0))
        holm[place] = worst
    bh = stats.false_discovery_control(p)
    found = []
    for place, (n11, n10, n01, n00) in enumerate(tables):
        n = n11 + n10 + n01 + n00
        limits = stats.binomtest(n01, n01 + n10).proportion_ci() if n01 + n10 else None
        found.append(
            {
                "n": n,
                "n11": n11,
                "n10": n10,
                "n01": n01,
                "n00": n00,
                "pct_pre": 100 * (n11 + n10) / n if n else None,
                "diff_pp": 100 * (n01 - n10) / n if n else None,
                "p_exact": p[place],
                "p_holm": holm[place],
                "p_bh": float(bh[place]),
                "or_post_vs_pre": "Inf" if n01 and not n10 else (n01 / n10 if n10 else None),
                "or_ci_exact": None
                if limits is None
                else [
                    limits.low / (1 - limits.low),
                    "Inf" if limits.high == 1 else limits.high / (1 - limits.high),
                ],
            }
        )
    return found


def _score(pre: list[int], post: list[int], scored: Sequence[Any], size: int) -> Figures:
    n = len(pre)
    change = [b - a for a, b in zip(pre, post, strict=True)]
    varies = len(set(change)) > 1
    higher, lower = sum(one > 0 for one in change), sum(one < 0 for one in change)
    test = stats.ttest_rel(post, pre) if varies else None
    figures: Figures = {
        "mean_pre": fmean(pre) if n else None,
        "mean_post": fmean(post) if n else None,
        "mean_change": fmean(change) if n else None,
        "sd_change": stdev(change) if n > 1 else None,
        "t": float(test.statistic) if test else None,
        "p_t": float(test.pvalue) if test else None,
        "ci95_t": [float(end) for end in test.confidence_interval()] if test else None,
        "dz": fmean(change) / stdev(change) if varies else None,
        "n_higher": higher,
        "n_same": n - higher - lower,
        "n_lower": lower,
        "sign_test_exact_p": _exact(higher, lower) if n else None,
        "cliffs_delta": fmean(math.copysign(b != a, b - a) for a in pre for b in post) if n else None,
        "class_normalised_gain": fmean(change) / (size - fmean(pre)) if n and fmean(pre) < size else None,
        "at_maximum_post": post.count(size),
    }
    for name, column in (("cluster_workshop", 3), ("cluster_academy", 2)):
        figures[name] = _robust(change, [one[column] for one, *_ in scored])
    return figures


def _robust(change: list[int], unit: list[str]) -> Figures:
    groups = sorted(set(unit))
    if len(groups) < 2:
        return {"G": len(groups), "se": None, "ci95": None}
    mean, g = fmean(change), len(groups)
    sums = [math.fsum(d - mean for d, at in zip(change, unit, strict=True) if at == one) for one in groups]
    se = math.sqrt(g / (g - 1) * math.fsum(one**2 for one in sums)) / len(change)
    if se < 1e-12:
        return {"G": g, "se": 0, "ci95": None}
    half = float(stats.t.ppf(0.975, g - 1)) * se
    return {"G": g, "se": se, "ci95": [mean - half, mean + half]}


def _definitions(tables: list[tuple[int, int, int, int]], scored: Sequence[Any], size: int) -> Figures:
    answers = sum(map(sum, tables))
    before, after = sum(t[0] + t[1] for t in tables), sum(t[0] + t[2] for t in tables)
    mark = math.ceil(8 * size / 10)
    at = [(a >= mark, b >= mark) for *_, a, b in scored]
    n, higher = len(scored), sum(b > a for *_, a, b in scored)
    limits = stats.binomtest(higher, n).proportion_ci(method="exact") if n else None
    return {
        "D1_pooled": {
            "answers": answers,
            "points": 100 * (after - before) / answers if answers else None,
            "relative_pct": 100 * (after - before) / before if before else None,
        },
        "D2_items": {
            "rose": sum(n01 > n10 for _, n10, n01, _ in tables),
            "fell": sum(n01 < n10 for _, n10, n01, _ in tables),
        },
        "D3_learners": {
            "threshold": mark,
            "rose_to_mark": at.count((False, True)),
            "fell_below_mark": at.count((True, False)),
            "points": 100 * (sum(b for _, b in at) - sum(a for a, _ in at)) / n if n else None,
        },
        "D5_persons": {
            "higher": higher,
            "clopper_pearson_pct": [100 * limits.low, 100 * limits.high] if limits else None,
        },
    }


def _unpaired(attempts: list[tuple[str, list[bool | None]]]) -> Figures:
    shares = {}
    for phase in ("pre", "post"):
        answered = [one for at, marks in attempts if at == phase for one in marks if one is not None]
        shares[f"pct_{phase}"] = 100 * fmean(answered) if answered else None
    return shares
