"""Reads ended waves and reports of work, and lets them out through the gate of the follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from hrtraining.assessment.domain import FOLLOW_UPS, MISSING, Phase, stored_character
from hrtraining.followup import queries as followup_queries
from hrtraining.followup.domain import MONTHS, Practice, practice_counts
from hrtraining.reporting import queries
from hrtraining.reporting.domain.followup_release import (
    PhaseFigures,
    Printed,
    Triple,
    Wave,
    follow_up_figures,
    score_of,
    share_as_printed,
    shown_halves,
)

USE = (
    "Published figures: null with a mark is hidden or an extreme, null without one is not estimable. "
    "តួលេខផ្សព្វផ្សាយ៖ null ដែលមានសញ្ញា គឺលាក់ ឬខ្លាំងពេក។ null គ្មានសញ្ញា គឺគណនាមិនបាន។"
)


@dataclass(frozen=True, slots=True)
class Work:
    """Reports of work of one wave: how many, and the share of each choice by question."""

    phase: Phase
    reports: int
    halves: tuple[str, ...]
    answered: dict[str, int | None]
    shares: dict[str, dict[str, Printed]]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The follow-up as it may be read now."""

    items: int
    instrument_version: str
    phases: tuple[PhaseFigures, ...]
    waiting: int
    work: tuple[Work, ...]


def follow_up(session: Session, *, now: datetime) -> FollowUp:
    """Ended waves of the instrument version used last (versions are never pooled) and reports of work, through the gate."""
    frozen = followup_queries.frozen_waves(session)
    work = _work(session, now=now)
    if not frozen:
        return FollowUp(0, "", (), 0, work)
    newest = frozen[-1]
    key = queries.key_of(session, edition_id=newest.edition_id, instrument_key=newest.instrument_key)
    favourable = tuple(frozenset(stored_character(code) for code in item.favourable) for item in key.items)

    def scored(codes: str | None) -> int | None:
        return None if codes is None else score_of(codes, favourable, MISSING, key.missing_allowed)

    waves = [
        Wave(
            wave.phase.value,
            wave.invited,
            tuple(
                Triple(scored(one.before), scored(one.after), scored(one.later), one.later is not None)
                for one in wave.people
            ),
        )
        for wave in frozen
        if wave.instrument_version == newest.instrument_version
    ]
    phases, waiting = follow_up_figures(waves, items=key.size)
    return FollowUp(key.size, newest.instrument_version, tuple(phases), waiting, work)


def _work(session: Session, *, now: datetime) -> tuple[Work, ...]:
    found = []
    by_phase = followup_queries.practice_reports(session, now=now)
    for phase in FOLLOW_UPS:
        halves = by_phase.get(phase, {})
        shown = shown_halves({half: len(reports) for half, reports in halves.items()})
        if shown:
            found.append(_shares(phase, shown, [one for half in shown for one in halves[half]]))
    return tuple(found)


def _shares(phase: Phase, halves: list[str], reports: list[Practice]) -> Work:
    counts = practice_counts(reports)
    sizes = {
        name: sum(bool(getattr(one, name)) for one in reports)
        for name in counts
    }  # fmt: skip
    return Work(
        phase=phase,
        reports=len(reports),
        halves=tuple(halves),
        answered={name: size if size >= 10 else None for name, size in sizes.items()},
        shares={
            name: {code: share_as_printed(count, sizes[name]) for code, count in of_name.items()}
            for name, of_name in counts.items()
        },
    )


def as_json(found: FollowUp, *, draft: bool, demonstration: bool) -> dict[str, Any]:
    """The figures in the names of the measurement conventions, with the marks of what is not printed."""
    marks: dict[str, str] = {}

    def put(path: str, printed: Printed) -> float | None:
        if printed.mark:
            marks[path] = printed.mark
        return printed.value

    phases: dict[str, Any] = {}
    for one in found.phases:
        path = f"followup.{one.phase}"
        change = put(f"{path}.change_from_pre", one.change_from_before)
        kept = put(f"{path}.share_of_gain_kept", one.gain_kept_percent)
        phases[one.phase] = {
            "months": MONTHS[Phase(one.phase)],
            "n_workshops": one.workshops,
            "n_invited": one.invited,
            "n_answered": one.answered,
            "n_with_all_three": one.scored,
            "retained_pct_of_invited": one.retained_percent,
            "rounded_to_points": one.step,
            "mean_pre": put(f"{path}.mean_pre", one.before),
            "mean_post": put(f"{path}.mean_post", one.after),
            "mean_followup": put(f"{path}.mean_followup", one.later),
            "change_from_pre": change,
            "ci95_from_pre": None
            if change is None or one.margin is None
            else [round(change - one.margin, 1), round(change + one.margin, 1)],
            "change_from_post": put(f"{path}.change_from_post", one.change_from_after),
            "share_of_gain_kept": None if kept is None else kept / 100,
            "n_lost": one.lost,
            "mean_pre_of_lost": put(f"{path}.mean_pre_of_lost", one.lost_before),
            "mean_post_of_lost": put(f"{path}.mean_post_of_lost", one.lost_after),
        }
    work: dict[str, Any] = {}
    for report in found.work:
        path = f"work.{report.phase.value}"
        work[report.phase.value] = {
            "reports": report.reports,
            "half_years": list(report.halves),
            "answered": report.answered,
            "percent": {
                name: {code: put(f"{path}.{name}.{code}", share) for code, share in shares.items()}
                for name, shares in report.shares.items()
            },
        }
    return {
        "about": {
            "use": USE,
            "draft": draft,
            "demonstration": demonstration,
            "items": found.items,
            "instrument_version": found.instrument_version,
            "waves_in_no_figure_yet": found.waiting,
        },
        "followup": phases,
        "work": work,
        "marks": dict(sorted(marks.items())),
    }
