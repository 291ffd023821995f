"""A report from files that the caller holds, as others may see it: through the gate, without a database."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from hrtraining.content.domain import Instrument, Item
from hrtraining.core.i18n import Text
from hrtraining.reporting import files, labels, pages
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.designs.reading import designs_of_file
from hrtraining.reporting.domain.followup_release import Triple, Wave, phase_figures
from hrtraining.reporting.domain.instrument import Key
from hrtraining.reporting.followup.reading import Followed, FollowUp
from hrtraining.reporting.pages import EmptyPage, GroupLine, ReportPage

if TYPE_CHECKING:
    from hrtraining.reporting.domain.arrays import Ints
    from hrtraining.reporting.domain.dataset import Attempts

THRESHOLD_SHARE = 0.80
GROUP = Text("ទិន្នន័យក្នុងឯកសារ", "The data of the file")


def digest(*paths: Path) -> str:
    """SHA-256 of files one after the other, each by its own SHA-256."""
    return sha256("|".join(sha256(path.read_bytes()).hexdigest() for path in paths).encode()).hexdigest()


def composed(attempts: Attempts, *, data_hash: str) -> Composed:
    """The report of the attempts of a file; `data_hash` is the fingerprint of the file (`digest`)."""
    from hrtraining.reporting.domain.held import held

    # a file names no topics: knowledge and attitude stand for them
    key = Key(tuple(replace(item, construct=item.construct or item.kind) for item in attempts.key.items))
    found = held(replace(attempts, key=key), data_hash=data_hash)
    release = found.release
    detail, summaries = release.national(), release.summaries()
    names = {name: Text(name, name) for name in found.academies}
    states = {name: pages.state_of(name, release, summaries) for name in found.academies}
    children = tuple(GroupLine(names[name], states[name], summaries.get(name)) for name in found.academies)
    keys = {name: name for name in found.academies}
    if detail is None:
        page = EmptyPage("nation", GROUP, pages.HIDDEN, children)
        return Composed(page, release=release, keys=keys, states=states)
    return Composed(
        ReportPage(
            level="nation",
            group=GROUP,
            detail=detail,
            instrument=instrument(key),
            published=None,
            children=children,
            breakdowns=pages.breakdowns(release),
            attrition=release.attrition(),
            answers=release.answer_lines(),
            reliable=release.reliable_change(),
            file_flow=found.flow,
            designs=designs_of_file(release),
        ),
        release=release,
        keys=keys,
        states=states,
        follow_up=follow_up(attempts),
    )


def follow_up(attempts: Attempts) -> FollowUp | None:
    """What the file says of months later, through the gate of the follow-up; None where it says nothing of it.

    A file knows no lot: everybody with both tests counts as asked, and workshop by workshop as one wave each.
    """
    from hrtraining.reporting.domain.dataset import count
    from hrtraining.reporting.domain.scoring import score

    counted = count(attempts)
    if not counted.follow_ups:
        return None

    def scores(rows: Ints) -> list[int | None]:
        found = score(attempts.codes[rows], attempts.key)
        known = zip(found.score.tolist(), found.complete.tolist(), (rows >= 0).tolist(), strict=True)
        return [one if complete and there else None for one, complete, there in known]

    before, after = scores(counted.pre), scores(counted.post)
    places = attempts.workshop[counted.pre].tolist()
    phases = []
    for phase, rows in counted.follow_ups.items():
        of_workshop: dict[int, list[Triple]] = defaultdict(list)
        sheets = zip(before, after, scores(rows), (rows >= 0).tolist(), strict=True)
        for place, sheet in zip(places, sheets, strict=True):
            of_workshop[place].append(Triple(*sheet))
        waves = [Wave(phase, len(people), tuple(people)) for people in of_workshop.values()]
        found = phase_figures(waves, items=attempts.key.size)
        if found is not None:
            phases.append(found)
    return FollowUp(
        items=attempts.key.size,
        instrument_version="",
        phases=tuple(phases),
        waiting=len(counted.follow_ups) - len(phases),
        work=(),
        followed=Followed(0, ""),
        data_hash="",
        of_file=True,
    )


def read(items: Path, attempts: Path) -> Composed:
    """The report of two files.

    Raises:
        Refused: either file is not what it should be.
    """
    return composed(files.read(items, attempts), data_hash=digest(items, attempts))


def instrument(key: Key) -> Instrument:
    """An instrument without words: items are called by their keys, topics are knowledge and attitude."""
    return Instrument(
        key="file",
        version="",
        title=GROUP,
        note=GROUP,
        threshold_share=THRESHOLD_SHARE,
        items=tuple(
            Item(
                id=item.key,
                blueprint="",
                seq=item.seq,
                kind=item.kind,
                construct=item.construct,
                scale="",
                module="",
                stem=Text(item.key, item.key),
                codes=item.options,
                favourable=item.favourable,
                law=(),
                sources=(),
                rationale=GROUP,
                is_pending_legal_review=False,
            )
            for item in key.items
        ),
        scales={"": {code: Text(code, code) for item in key.items for code in item.options}},
        constructs=labels.KINDS,
    )
