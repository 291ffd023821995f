"""A report from files that the caller holds, as others may see it: through the gate, without a database."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from hrtraining.content.domain import Instrument, Item
from hrtraining.core.i18n import Text
from hrtraining.reporting import files, labels, pages
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.pages import EmptyPage, GroupLine, ReportPage

if TYPE_CHECKING:
    from hrtraining.reporting.domain.dataset import Attempts
    from hrtraining.reporting.domain.instrument import Key

THRESHOLD_SHARE = 0.80
GROUP = Text("ទិន្នន័យក្នុងឯកសារ", "The data of the file")


def digest(*paths: Path) -> str:
    """SHA-256 of files one after the other, each by its own SHA-256."""
    return sha256("|".join(sha256(path.read_bytes()).hexdigest() for path in paths).encode()).hexdigest()


def composed(attempts: Attempts, *, data_hash: str) -> Composed:
    """The report of the attempts of a file."""
    from dataclasses import replace

    from hrtraining.reporting.domain.held import held
    from hrtraining.reporting.domain.instrument import Key

    # a file names no topics: knowledge and attitude stand for them
    key = Key(tuple(replace(item, construct=item.construct or item.kind) for item in attempts.key.items))
    found = held(replace(attempts, key=key), data_hash=data_hash)
    release = found.release
    detail, summaries = release.national(), release.summaries()
    names = {name: Text(name, name) for name in found.academies}
    states = {name: pages.state_of(name, release, list(summaries)) for name in found.academies}
    children = tuple(GroupLine(names[name], states[name], summaries.get(name)) for name in found.academies)
    keys = {name: name for name in found.academies}
    if detail is None:
        page = EmptyPage("nation", GROUP, pages.HIDDEN, children)
        return Composed(page, "nation", "", "", release=release, keys=keys, states=states)
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
        ),
        "nation",
        "",
        "",
        release=release,
        keys=keys,
        states=states,
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
