"""The versions of the test beside each other: which one a report speaks of, and which others have figures of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from hrtraining.core.clock import local_date
from hrtraining.core.i18n import Text
from hrtraining.core.khmer.dates import short_date
from hrtraining.core.khmer.digits import number
from hrtraining.reporting import labels, pages, releases
from hrtraining.reporting.queries import Version

NOBODY = Text("គ្មានតួលេខទេ", "no figures")
PRINTED = 8
"""Letters of a version that people read; files carry all of them."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of the test with what may be said of a group under it; `href` and `changes` are a page's addresses."""

    version: str
    edition_id: int
    until: datetime | None
    state: str
    pairs: int | None
    is_this: bool
    href: str = ""
    changes: str = ""

    @property
    def short(self) -> str:
        """The first letters, as people read them."""
        return self.version[:PRINTED]


def beside(
    session: Session,
    found: Sequence[Version],
    this: Version,
    *,
    kind: str,
    name: str = "",
    until: Callable[[Version], datetime | None] | None = None,
) -> tuple[VersionLine, ...]:
    """All versions under which something is published, the one used last first; nothing where there is only one.

    Args:
        session: where to read.
        found: the versions of the state of publication that is asked for.
        this: the one that the report speaks of.
        kind: `nation` or `academy`.
        name: the code of the academy.
        until: until when the shown figures of the group reach under a version; the last closing of all if left out.
    """
    if len(found) < 2:
        return ()
    lines = []
    for one in found:
        release = releases.release(session, one)
        pairs = release.pairs_of(kind, name)
        if pairs is not None:
            state = pages.SHOWN
        else:
            state = pages.HIDDEN if kind == "nation" or name in release.scope.hidden else pages.NONE
        day = one.until if until is None or pairs is None else until(one)
        lines.append(
            VersionLine(
                version=one.version,
                edition_id=one.edition_id,
                until=day if pairs is not None else None,
                state=state,
                pairs=pairs,
                is_this=one.version == this.version,
            )
        )
    return tuple(lines)


def said(one: VersionLine) -> Text:
    """A version in a few words, for files: its first letters, until when, of how many people."""
    if one.pairs is None or one.until is None:
        state = labels.HIDDEN if one.state == pages.HIDDEN else NOBODY
        return Text(f"{one.short}៖ {state.km}", f"{one.short}: {state.en}")
    day = local_date(one.until)
    return Text(
        f"{one.short}៖ វគ្គដែលបិទត្រឹម{short_date(day, 'km')} {number(one.pairs, 'km')} នាក់",
        f"{one.short}: workshops that closed by {short_date(day, 'en')}, {number(one.pairs, 'en')} people",
    )


def sentence(lines: Sequence[VersionLine]) -> Text | None:
    """What must be known where the test has several versions; None where it has one."""
    this = next((one for one in lines if one.is_this), None)
    if this is None:
        return None
    others = [said(one) for one in lines if not one.is_this]
    km, en = " · ".join(one.km for one in others), "; ".join(one.en for one in others)
    return Text(
        "តេស្តមានកំណែច្រើន ដែលពាក្យពេចន៍ ឬបញ្ជីចម្លើយគាំទ្រខុសគ្នា។ យើងមិនបូកបញ្ចូលគ្នាទេ។ "
        f"តួលេខនេះជារបស់កំណែ {this.short} តែមួយ។ កំណែផ្សេងមានតួលេខដោយឡែក៖ {km}។",
        "The test has several versions, which differ in a wording or in the key; their figures are never put "
        f"together. These are of version {this.short} alone. The others have figures of their own: {en}.",
    )


def as_json(lines: Sequence[VersionLine]) -> list[dict[str, object]]:
    """The other versions as files name them."""
    return [
        {
            "instrument_version": one.version,
            "closed_until": local_date(one.until).isoformat() if one.until else None,
            "status": one.state,
            "n": one.pairs,
        }
        for one in lines
        if not one.is_this
    ]
