"""The whole report of one instrument version: one nest of figures, the names of `expected.json`."""

from __future__ import annotations

import numpy as np

from hrtraining.reporting.domain import language, losses
from hrtraining.reporting.domain.arrays import Bytes, Figures
from hrtraining.reporting.domain.bootstrap import of_pairs
from hrtraining.reporting.domain.clusters import anova_icc, design_effect
from hrtraining.reporting.domain.dataset import POST, PRE, PRE0, Attempts, Counted, count, firsts, kept_aside
from hrtraining.reporting.domain.disclosure import disclose
from hrtraining.reporting.domain.double_pretest import double_pretest
from hrtraining.reporting.domain.followup import follow_up, rows_found
from hrtraining.reporting.domain.groups import Pairs, academy_figures, national_figures, pairs_of
from hrtraining.reporting.domain.instrument import ATTITUDE, DO_NOT_KNOW, KINDS, KNOWLEDGE, Key
from hrtraining.reporting.domain.scores import mean
from hrtraining.reporting.domain.scoring import favourable, score

CONVENTIONS = "measurement conventions v1"
WORKING_FILE = (
    "Working file for the holder of the data, not for publication: it also carries figures of groups that must stay "
    "hidden. ឯកសារការងារសម្រាប់អ្នកកាន់ទិន្នន័យ មិនមែនសម្រាប់ផ្សព្វផ្សាយទេ។"
)


def report(attempts: Attempts, *, with_bootstrap: bool = False) -> Figures:
    """Every figure of the conventions, the hidden ones included (rule 17): for files that the caller holds.

    `with_bootstrap` adds the check of the clustered intervals under a name of its own.
    """
    counted = count(attempts)
    pairs = pairs_of(
        attempts.key,
        pre=attempts.codes[counted.pre],
        post=attempts.codes[counted.post],
        academy=attempts.academy[counted.pre],
        workshop=attempts.workshop[counted.pre],
    )
    national = national_figures(pairs)
    academies = {name: academy_figures(pairs, place) for place, name in enumerate(attempts.academies)}
    means = [figures["score"]["mean_change"] for figures in academies.values() if figures["n_scored"]]
    status = disclose({name: figures["n_paired"] for name, figures in academies.items()})
    figures: Figures = {
        "about": {"conventions": CONVENTIONS, "use": WORKING_FILE, "items": attempts.key.size},
        "flow": {**counted.flow, "incomplete_pairs": national["n_paired"] - national["n_scored"]},
        "national": national,
        "academies": academies,
        "equal_weight_mean_change": float(np.mean(means)) if means else None,
        "published": {"academies": dict(status.units), "national": status.whole},
        **_losses(counted, pairs, national["score"]["mean_change"]),
        **_answers(counted, pairs),
        "cluster_extra": _cluster_extra(pairs, national["score"]["sd_change"]),
    }
    aside = kept_aside(attempts)
    if aside:
        figures["kept_aside"] = {"n": len(aside), "uids": sorted({attempts.uids[row] for row in aside})}
    if with_bootstrap:
        every = np.arange(len(pairs.leaf_academy))
        figures["bootstrap"] = of_pairs(pairs, rows=pairs.everyone, leaves=every)
    later = _follow_ups(counted, pairs)
    figures |= {"followup": later} if later else {}
    if bool((attempts.phase == PRE0).any()):
        figures["designs"] = {"double_pretest": _double(counted, pairs)}
    return figures


def _double(counted: Counted, pairs: Pairs) -> Figures:
    rows = firsts(counted)
    there = rows_found(rows)
    first = score(counted.attempts.codes[rows[there]], pairs.key)
    usable, scores = np.zeros(len(pairs), dtype=np.bool_), np.zeros(len(pairs), dtype=np.int64)
    usable[there], scores[there] = first.complete, first.score
    usable &= pairs.complete
    return double_pretest(
        scores[usable],
        pairs.pre.score[usable],
        pairs.post.score[usable],
        workshop=pairs.workshop[usable],
        found=int(there.sum()),
    )


def _losses(counted: Counted, pairs: Pairs, mean_change: float | None) -> Figures:
    attempts = counted.attempts
    lone = score(attempts.codes[counted.lone_pre], attempts.key)
    sums = []
    for phase, known in ((PRE, (pairs.pre, lone)), (POST, (pairs.post,))):
        others = counted.kept & (attempts.phase == phase)
        others[counted.pre] = others[counted.lone_pre] = others[counted.post] = False
        every = (*known, score(attempts.codes[np.flatnonzero(others)], attempts.key))
        sums.append(sum(int(part.score.sum()) for part in every))
        sums.append(sum(int(part.answered.sum(dtype=np.int64)) for part in every))
    return {
        "attrition": losses.attrition(
            pairs.pre.score[pairs.pre.complete],
            lone.score[lone.complete],
            mean_change=mean_change,
            scored=int(pairs.complete.sum()),
        ),
        "unpaired": losses.unpaired(*sums),
    }


def _answers(counted: Counted, pairs: Pairs) -> Figures:
    """By kind, straight-lining, "do not know", and the two languages."""
    attempts, scored = counted.attempts, pairs.complete
    spoken = attempts.language[counted.pre][scored]
    change = pairs.post.score[scored] - pairs.pre.score[scored]
    codes = {"pre": attempts.codes[counted.pre], "post": attempts.codes[counted.post]}
    by_kind = {}
    for kind in KINDS:
        places = pairs.key.places(kind)
        by_kind[kind] = {
            f"mean_{phase}": mean(favourable(side.codes[:, places]).sum(axis=1, dtype=np.int64))
            if places
            else None
            for phase, side in (("pre", pairs.pre), ("post", pairs.post))
        }
    return {
        "by_kind": by_kind,
        "straightliners": {phase: straightliners(rows, pairs.key) for phase, rows in codes.items()},
        "dont_know": {phase: do_not_know(rows, pairs.key) for phase, rows in codes.items()},
        "by_language": language.by_language(spoken, change),
        "language_dif_pre": language.language_difference(pairs.pre.favourable[scored], spoken, pairs.key),
    }


def straightliners(codes: Bytes, key: Key) -> int:
    """Attempts with the same raw code on all attitude items, none of them missing."""
    places = key.places(ATTITUDE)
    if not places:
        return 0
    straight = 0
    for code in dict.fromkeys(code for place in places for code in key.items[place].numbers):
        same = np.ones(len(codes), dtype=np.bool_)
        for place in places:
            number = key.items[place].numbers.get(code)
            same = same & (codes[:, place] == number) if number else np.zeros(len(codes), dtype=np.bool_)
        straight += int(np.count_nonzero(same))
    return straight


def do_not_know(codes: Bytes, key: Key) -> int:
    """How many of n x K stored answers are a "DK" to a knowledge item."""
    return sum(
        int(np.count_nonzero(codes[:, place] == key.items[place].numbers[DO_NOT_KNOW]))
        for place in key.places(KNOWLEDGE)
    )


def _cluster_extra(pairs: Pairs, sd_change: float | None) -> Figures:
    scored = pairs.complete
    change = pairs.post.score[scored] - pairs.pre.score[scored]
    n, workshop = len(change), pairs.workshop[scored]
    naive = None if sd_change is None or not n else sd_change / float(np.sqrt(n))
    return {
        "anova_icc_workshop": anova_icc(workshop, change),
        "naive_se": naive,
        "design_effect": design_effect(workshop, change, naive),
    }


def _follow_ups(counted: Counted, pairs: Pairs) -> Figures:
    figures: Figures = {}
    for name, rows in counted.follow_ups.items():
        there = rows_found(rows)
        later = score(counted.attempts.codes[rows[there]], pairs.key)
        usable = np.zeros(len(pairs), dtype=np.bool_)
        usable[there] = later.complete
        usable &= pairs.complete
        scores = np.zeros(len(pairs), dtype=np.int64)
        scores[there] = later.score
        figures[name] = follow_up(
            pairs.pre.score[usable],
            pairs.post.score[usable],
            scores[usable],
            paired=len(pairs),
            found=int(there.sum()),
            pre_of_lost=pairs.pre.score[~there & pairs.complete],
        )
    return figures
