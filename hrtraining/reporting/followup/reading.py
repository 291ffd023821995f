"""Reads ended waves and reports of work, and lets them out through the gate of the follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from hrtraining.assessment.domain import FOLLOW_UPS, MISSING, Phase, stored_character
from hrtraining.core.clock import local_date
from hrtraining.core.i18n import Text
from hrtraining.core.khmer import digits
from hrtraining.followup import queries as followup_queries
from hrtraining.followup.domain import MONTHS, Practice, half_year, practice_counts
from hrtraining.reporting import queries
from hrtraining.reporting.domain.chance import WORKSHOPS_FOR_SCORES
from hrtraining.reporting.domain.disclosure import THRESHOLD
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

FEW = "few"
"""The mark of an interval from too few workshops, as elsewhere in the report."""

USE = (
    "Published figures: null with a mark is hidden or an extreme, null without one is not estimable. "
    "តួលេខផ្សព្វផ្សាយ៖ null ដែលមានសញ្ញា គឺលាក់ ឬខ្លាំងពេក។ null គ្មានសញ្ញា គឺគណនាមិនបាន។"
)
KEPT_BETWEEN = Text("%(low)s ដល់ %(high)s", "%(low)s to %(high)s")
AS_GOOD_AS_EXACT = 10.0
"""Up to so many points between the ends that the rounding of the means allows, one number is said of the gain left."""
SAYS_NOTHING = 50.0
"""From more points between the ends on, no sentence begins with the gain left: "0 to 100 per cent" tells nobody anything."""


@dataclass(frozen=True, slots=True)
class Work:
    """Reports of work of one wave: how many, and the share of each choice by question."""

    phase: Phase
    reports: int
    halves: tuple[str, ...]
    answered: dict[str, int | None]
    shares: dict[str, dict[str, Printed]]


@dataclass(frozen=True, slots=True)
class Followed:
    """How far the follow-up is read: the first so many ended waves, reports of work of half-years before this one."""

    waves: int
    before: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The follow-up as it may be read now; `data_hash` is the fingerprint of everything behind it."""

    items: int
    instrument_version: str
    phases: tuple[PhaseFigures, ...]
    waiting: int
    work: tuple[Work, ...]
    followed: Followed
    data_hash: str
    versions: tuple[str, ...] = ()
    """The versions of the test that have ended waves, the one used last first; they are never put together."""
    of_file: bool = False
    """Whether it comes from a file: everybody with both tests was asked, instead of people drawn by lot."""

    @property
    def longest(self) -> PhaseFigures | None:
        """The follow-up after the longest time that can be shown."""
        return self.phases[-1] if self.phases else None


def kept_text(one: PhaseFigures, lang: str) -> str | None:
    """How much of the gain is left in per cent, from least to most where the rounded means leave that open.

    None where it is hidden or not estimable.
    """
    kept, between = one.gain_kept_percent.value, one.gain_kept_between
    if kept is None or between is None:
        return None
    if between[1] - between[0] <= AS_GOOD_AS_EXACT:
        return digits.percent(kept, lang, 0)
    low, high = (digits.percent(end, lang, 0) for end in between)
    return KEPT_BETWEEN.in_(lang) % {"low": low, "high": high}


def kept_in_a_sentence(one: PhaseFigures, lang: str) -> str | None:
    """As `kept_text`, but None where the ends lie too far apart to open a page with."""
    between = one.gain_kept_between
    if between is None or between[1] - between[0] > SAYS_NOTHING:
        return None
    return kept_text(one, lang)


def places_of(step: float | None) -> int:
    """The decimals of a mean that is rounded to a step: none where the step is whole points."""
    return 0 if step is not None and step >= 1 else 1


def followed(session: Session, *, now: datetime) -> Followed:
    """What of the follow-up was over at a moment."""
    return Followed(followup_queries.count_frozen(session, until=now), half_year(local_date(now)))


def follow_up(session: Session, so_far: Followed, *, version: str = "") -> FollowUp:
    """Ended waves of one instrument version (versions are never pooled) and reports of work, through the gate.

    Args:
        so_far: what was over at the moment for which it is asked.
        version: the instrument version or its first letters; the one of the newest ended wave if empty.
    """
    frozen = followup_queries.frozen_waves(session, first=so_far.waves)
    versions = tuple(dict.fromkeys(wave.instrument_version for wave in reversed(frozen)))
    asked = version or next(iter(versions), "")
    version = next((one for one in versions if one.startswith(asked)), asked)
    used = [wave for wave in frozen if wave.instrument_version == version]
    reports = _shown(followup_queries.practice_reports(session, before=so_far.before))
    behind = [f"{wave.panel_id}.{wave.phase.value}.{wave.body_hash}" for wave in used]
    # a fingerprint of the few reports that stay hidden could be guessed: only what is shown goes into it
    data_hash = sha256("|".join([*behind, repr(reports)]).encode()).hexdigest()
    work = tuple(_shares(phase, halves) for phase, halves in reports)
    if not used:
        return FollowUp(0, version, (), 0, work, so_far, data_hash, versions)
    newest = used[-1]
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
        for wave in used
    ]
    phases, waiting = follow_up_figures(waves, items=key.size)
    return FollowUp(key.size, version, tuple(phases), waiting, work, so_far, data_hash, versions)


def _shown(by_phase: dict[Phase, dict[str, list[Practice]]]) -> list[tuple[Phase, dict[str, list[Practice]]]]:
    """The reports of work that may be counted: of half-years with at least ten of them."""
    found = []
    for phase in FOLLOW_UPS:
        halves = by_phase.get(phase, {})
        shown = shown_halves({half: len(reports) for half, reports in halves.items()})
        if shown:
            found.append((phase, {half: halves[half] for half in shown}))
    return found


def _shares(phase: Phase, halves: dict[str, list[Practice]]) -> Work:
    reports = [one for of_half in halves.values() for one in of_half]
    counts = practice_counts(reports)
    sizes = {name: sum(bool(getattr(one, name)) for one in reports) for name in counts}
    return Work(
        phase=phase,
        reports=len(reports),
        halves=tuple(halves),
        answered={name: size if size >= THRESHOLD else None for name, size in sizes.items()},
        shares={
            name: {code: share_as_printed(count, sizes[name]) for code, count in of_name.items()}
            for name, of_name in counts.items()
        },
    )


def as_json(found: FollowUp, *, draft: bool, demonstration: bool) -> dict[str, Any]:
    """The figures as a file of their own, with the marks of what is not printed."""
    marks: dict[str, str] = {}
    figures = named(found, marks)
    return {
        "about": {
            "use": USE,
            "draft": draft,
            "demonstration": demonstration,
            "items": found.items,
            "instrument_version": found.instrument_version,
            "other_versions": [one for one in found.versions if one != found.instrument_version],
            "waves_in_no_figure_yet": found.waiting,
        },
        **figures,
        "marks": dict(sorted(marks.items())),
    }


def named(found: FollowUp, marks: dict[str, str], *, paired: int | None = None) -> dict[str, Any]:
    """`followup` and `work` in the names of the measurement conventions; what is not printed is noted in `marks`.

    Args:
        found: the figures after the gate.
        marks: marks by path; those of this nest are added.
        paired: learners with both tests, of whom a share has the follow-up; unknown where it is None.
    """

    def put(path: str, printed: Printed) -> float | None:
        if printed.mark:
            marks[path] = printed.mark
        return printed.value

    def around(path: str, change: float | None, margin: float | None, workshops: int) -> list[float] | None:
        if change is not None and margin is not None:
            return [round(change - margin, 1), round(change + margin, 1)]
        if workshops < WORKSHOPS_FOR_SCORES:
            marks[path] = FEW
        return None

    phases: dict[str, Any] = {}
    for one in found.phases:
        path = f"followup.{one.phase}"
        change = put(f"{path}.change_from_pre", one.change_from_before)
        since = put(f"{path}.change_from_post", one.change_from_after)
        kept = put(f"{path}.share_of_gain_kept", one.gain_kept_percent)
        phases[one.phase] = {
            "months": MONTHS[Phase(one.phase)],
            "n_workshops": one.workshops,
            "n_invited": one.invited,
            "n_answered": one.answered,
            "n_with_all_three": one.answered,
            "n_scored": one.scored,
            "retained_pct_of_invited": one.retained_percent,
            "retained_pct_of_paired": 100 * one.answered / paired if paired else None,
            "rounded_to_points": one.step,
            "mean_pre": put(f"{path}.mean_pre", one.before),
            "mean_post": put(f"{path}.mean_post", one.after),
            "mean_followup": put(f"{path}.mean_followup", one.later),
            "change_from_pre": change,
            "ci95_from_pre": around(f"{path}.ci95_from_pre", change, one.margin, one.workshops),
            "change_from_post": since,
            "ci95_from_post": around(f"{path}.ci95_from_post", since, one.margin_after, one.workshops),
            "share_of_gain_kept": None if kept is None else kept / 100,
            "share_of_gain_kept_between": None
            if one.gain_kept_between is None
            else [end / 100 for end in one.gain_kept_between],
            "n_lost": one.lost,
            "lost_rounded_to_points": one.lost_step,
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
    return {"followup": phases, "work": work}
