"""What the page about the differences of two editions receives."""

from __future__ import annotations

from dataclasses import dataclass

from hrtraining.content.domain import Edition
from hrtraining.content.domain.comparing import ADDED, CHANGED, KINDS, REMOVED, Change, Comparison
from hrtraining.content.pages.scripts import Pieces, pieces


@dataclass(frozen=True, slots=True)
class KindLine:
    """How many parts of one kind differ, and they themselves."""

    kind: str
    added: int
    removed: int
    changed: int
    changes: tuple[ShownChange, ...]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One part that differs; each mark says whether its words came, went or stayed, and in what letters they are."""

    place: str
    what: str
    marks: tuple[tuple[str, Pieces], ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The differences of two editions in one language."""

    old_name: str
    new_name: str
    lines: tuple[KindLine, ...]
    is_same: bool
    is_new_test: bool
    has_new_questions: bool
    law: tuple[str, ...]
    resting: tuple[str, ...]


def changes_page(old: Edition, new: Edition, found: Comparison, lang: str) -> ChangesPage:
    """The page, kind by kind, kinds without a difference left out."""
    lines = tuple(
        KindLine(
            kind,
            found.count(kind, ADDED),
            found.count(kind, REMOVED),
            found.count(kind, CHANGED),
            tuple(_shown(one, lang) for one in found.changes if one.kind == kind),
        )
        for kind in KINDS
        if any(one.kind == kind for one in found.changes)
    )
    return ChangesPage(
        old_name=f"{old.key} · {old.hash[:12]}",
        new_name=f"{new.key} · {new.hash[:12]}",
        lines=lines,
        is_same=not lines and not found.new_instruments,
        is_new_test=bool(found.new_instruments),
        has_new_questions=any(one.kind == "question" for one in found.changes),
        law=found.law,
        resting=found.resting,
    )


def _shown(one: Change, lang: str) -> ShownChange:
    return ShownChange(one.place, one.what, tuple((mark.kind, pieces(mark.text, lang)) for mark in one.marks))
