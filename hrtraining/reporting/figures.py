"""A report as JSON: the names of the measurement conventions, every figure as far as the gate lets it out."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from hrtraining.core.clock import local_date
from hrtraining.reporting import pages, versions
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.designs import reading as designs
from hrtraining.reporting.evaluation import reading as evaluation
from hrtraining.reporting.followup import reading as followup
from hrtraining.reporting.modules import in_json
from hrtraining.reporting.pages import ReportPage
from hrtraining.reporting.software import software_digest

if TYPE_CHECKING:
    from hrtraining.reporting.domain.instrument import Key
    from hrtraining.reporting.domain.losses import Attrition
    from hrtraining.reporting.domain.masking import Marks
    from hrtraining.reporting.domain.published import Change, Interval, Summary
    from hrtraining.reporting.domain.release import Release

Figures = dict[str, Any]
USE = (
    "Published figures: null with a mark is hidden or printed less finely, null without one is not estimable. "
    "តួលេខផ្សព្វផ្សាយ៖ null ដែលមានសញ្ញា គឺលាក់ ឬបង្គត់។ null គ្មានសញ្ញា គឺគណនាមិនបាន។"
)
STATES = {pages.SHOWN: "shown", pages.HIDDEN: "suppressed", pages.NONE: "none"}
"""What is said of a group; both kinds of suppression carry the same word (rule 15)."""
LOST = {
    "completers": "stayed",
    "noncompleters": "left",
    "mean_pre_completers": "mean_stayed",
    "mean_pre_noncompleters": "mean_left",
    "smd": "smd",
    "mean_change_if_missing_unchanged": "if_unchanged",
}


def written(figures: Figures) -> str:
    """The JSON text; the same figures give the same bytes, and what is no number of JSON is refused.

    Raises:
        ValueError: a figure is NaN or infinite.
    """
    return json.dumps(figures, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def key_digest(key: Key) -> str:
    """SHA-256 of the key: the items in order, their codes, and which are favourable."""
    lines = [[item.key, item.kind, list(item.options), sorted(item.favourable)] for item in key.items]
    return sha256(json.dumps(lines, ensure_ascii=False).encode()).hexdigest()


def report_figures(
    made: Composed, *, draft: bool, demonstration: bool, with_bootstrap: bool = False
) -> Figures:
    """The report of a group in the names of `expected.json`, with what it was made from and the marks.

    `with_bootstrap` adds the check of the nation's intervals.
    """
    from hrtraining.reporting.domain.masking import Marks
    from hrtraining.reporting.domain.wholes import bootstrap_figures

    marks, release, page = Marks(), made.release, made.page
    figures: Figures = {"about": about_of(made, draft=draft, demonstration=demonstration)}
    if isinstance(page, ReportPage) and page.designs is not None:
        figures["designs"] = designs.as_json(page.designs, marks)
    figures |= {
        "flow": None,
        "national": None,
        "academies": {},
        "workshops": {},
        "equal_weight_mean_change": None,
    }
    figures["published"] = _statuses(made)
    if release is None or not isinstance(page, ReportPage):
        return figures | {"marks": marks.by_path}
    figures["flow"] = _flow(page)
    pooled = page.detail.summary.pooled
    figures["headline"] = {
        "n_paired": page.detail.summary.pairs,
        **_shares(pooled, "headline", marks),
        "n_workshops": page.detail.workshops,
        "ci95": _interval(pooled.interval, "headline", marks),
    }
    figures["topics"] = {
        line.construct: _shares(line.change, f"topics.{line.construct}", marks)
        for line in page.detail.constructs
    }
    if page.modules:
        figures["by_module"] = in_json(page.modules)
    if made.kind == "nation":
        figures |= _nation(made, release, page, marks)
        figures["headline"] |= _far(release, page, marks)
        if made.follow_up is not None:
            figures |= followup.named(made.follow_up, marks.by_path, paired=page.detail.flow.pairs)
        if with_bootstrap:
            figures["bootstrap"] = bootstrap_figures(release, marks)
    elif made.kind == "academy":
        path = f"academies.{made.key}"
        figures["academies"] = {made.key: release.nest("academy", made.name, path=path, marks=marks)}
        figures["workshops"] = {
            key: release.nest("workshop", key, path=f"workshops.{key}", marks=marks, full=False)
            for key, state in (made.states or {}).items()
            if state == pages.SHOWN
        }
    else:
        path = f"workshops.{made.key}"
        figures["workshops"] = {made.key: release.nest("workshop", made.name, path=path, marks=marks)}
    figures["marks"] = dict(sorted(marks.by_path.items()))
    return figures


def _far(release: Release, page: ReportPage, marks: Marks) -> Figures:
    """Of the headline of the nation: the interval with academies as units, and how many have a full score after."""
    from hrtraining.reporting.domain.spread import full_score, spread

    found = spread(release)
    return {
        "n_academies": found.academies if found else None,
        "ci95_academies": _interval(found.by_academy, "headline", marks, "ci95_academies") if found else None,
        "full_score_pct_post": marks.put("headline.full_score_pct_post", full_score(page.detail)),
    }


def about_of(made: Composed, *, draft: bool, demonstration: bool) -> Figures:
    """What a report was made from: its group, the fingerprints of data, key, edition and software."""
    page, release = made.page, made.release
    about: Figures = {
        "conventions": "measurement conventions v1",
        "use": USE,
        # files know no edition; a database without anything published has no release
        "made_from": "files" if release is not None and made.edition is None else "database",
        "level": page.level,
        "key": made.key,
        "name": {"km": page.group.km, "en": page.group.en},
        "demonstration": demonstration,
        "draft": draft,
        "software_sha256": software_digest(),
    }
    if release is not None:
        about |= {
            "items": release.key.size,
            "key_sha256": key_digest(release.key),
            "data_sha256": release.data_hash,
            "last_period": made.last_period,
        }
    if made.edition is not None:
        about["edition_sha256"] = made.edition.hash
    if made.follow_up is not None and not made.follow_up.of_file:
        about |= {
            "followup_waves": made.follow_up.followed.waves,
            "work_before": made.follow_up.followed.before,
            "followup_sha256": made.follow_up.data_hash,
        }
    if made.version is not None:
        about |= {
            "instrument": made.version.key,
            "instrument_version": made.version.version,
            "closed_until": local_date(made.version.until).isoformat(),
        }
        # only where there are others: reports printed earlier, which do not name any, stay what they are
        if made.page.versions:
            about["other_versions"] = versions.as_json(made.page.versions)
    return about


def _statuses(made: Composed) -> Figures:
    states = {key: STATES[state] for key, state in (made.states or {}).items()}
    if made.kind == "nation":
        shown = isinstance(made.page, ReportPage)
        return {"academies": states, "national": "shown" if shown else "suppressed"}
    of_own = {made.key: "shown"} if isinstance(made.page, ReportPage) else {made.key: STATES[made.page.state]}
    return (
        {"academies": of_own, "workshops": states}
        if made.kind == "academy"
        else {"academies": {}, "workshops": of_own}
    )


def _flow(page: ReportPage) -> Figures:
    if page.file_flow is not None:
        return {**page.file_flow, "incomplete_pairs": page.detail.flow.pairs - page.detail.scored}
    flow = page.detail.flow
    return {
        "registered": flow.registered,
        "excused": flow.excused,
        "submitted_pre": flow.pre,
        "submitted_post": flow.post,
        "late": flow.late,
        "unfinished": flow.unfinished,
        "paired": flow.pairs,
        "incomplete_pairs": flow.pairs - page.detail.scored,
    }


def _nation(made: Composed, release: Release, page: ReportPage, marks: Marks) -> Figures:
    from hrtraining.reporting.domain.delivery import delivery_figures
    from hrtraining.reporting.domain.wholes import whole_figures

    keys = made.keys or {}
    academies = {
        keys[code]: release.nest("academy", code, path=f"academies.{keys[code]}", marks=marks, full=False)
        for code in release.summaries()
    }
    return {
        "national": release.nest("nation", "", path="national", marks=marks),
        "academies": academies,
        "equal_weight_mean_change": _equal_weights(made, academies, marks),
        "workshop_evaluation": evaluation.as_json(made.evaluation, keys=keys, marks=marks)
        if made.evaluation
        else None,
        "attrition": _attrition(page.attrition, marks),
        "breakdowns": {
            dimension: {
                category: _line(summary, f"breakdowns.{dimension}.{category}", marks)
                for category, summary in release.breakdown(dimension).items()
            }
            for dimension in release.scope.categories
        },
        "trend": {
            str(period): _line(summary, f"trend.{period}", marks)
            for period, summary in release.trend().items()
        },
        **whole_figures(release, marks),
        "delivery": delivery_figures(release, marks) if made.version is not None else None,
        "answers": {
            line.key: {
                option.code: [
                    marks.put(f"answers.{line.key}.{option.code}.{side}", shown)
                    for side, shown in (("pre", option.before), ("post", option.after))
                ]
                for option in line.options
            }
            for line in page.answers
        },
        "reliable_change": None
        if page.reliable is None
        else {
            "points": page.reliable.points,
            **{
                name: marks.put(f"reliable_change.{name}", getattr(page.reliable, name))
                for name in ("higher", "unclear", "lower")
            },
        },
    }


def _equal_weights(made: Composed, academies: Figures, marks: Marks) -> float | None:
    """The plain mean of the academies' mean changes, as long as it gives no hidden academy away."""
    means: list[float | None] = [
        found["score"]["mean_change"]
        for found in academies.values()
        if found is not None and found["n_scored"]
    ]
    known = [one for one in means if one is not None]
    if pages.HIDDEN in (made.states or {}).values() or len(known) < len(means) or not known:
        marks.by_path["equal_weight_mean_change"] = "hidden"
        return None
    return sum(known) / len(known)


def _line(summary: Summary, path: str, marks: Marks) -> Figures:
    return {"n_paired": summary.pairs, **_shares(summary.pooled, path, marks)}


def _shares(change: Change, path: str, marks: Marks) -> Figures:
    shown = {"pct_pre": change.before, "pct_post": change.after, "points": change.difference}
    return {name: marks.put(f"{path}.{name}", value) for name, value in shown.items()}


def _interval(found: Interval, path: str, marks: Marks, name: str = "ci95") -> list[float] | None:
    """The ends of an interval that is printed; `few` says that there are too few workshops for one (rule 23)."""
    if found.low is None or found.high is None:
        if found.why_not in ("few", "hidden"):
            marks.by_path[f"{path}.{name}"] = found.why_not
        return None
    if found.is_joined:
        marks.by_path[f"{path}.{name}"] = "joined"
    return [found.low, found.high]


def _attrition(found: Attrition | None, marks: Marks) -> Figures | None:
    if found is None:
        return None
    out = {name: marks.put(f"attrition.{name}", getattr(found, field)) for name, field in LOST.items()}
    known = out["completers"], out["noncompleters"]
    if None in known:
        return {"pre_scorable": marks.hide("attrition.pre_scorable", None), **out}
    return {"pre_scorable": sum(one for one in known if one is not None), **out}
