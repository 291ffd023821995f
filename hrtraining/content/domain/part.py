"""A part of the course that a reader reads on its own: what it says, where it stands, on what it rests."""

from __future__ import annotations

from dataclasses import dataclass

SIGNED, OPEN, CHANGED, LAW_CHANGED = "signed", "open", "changed", "law-changed"
STATES = (SIGNED, OPEN, CHANGED, LAW_CHANGED)


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a text, question, moment of a scene, item, objection, term or law statement.

    `place` names it for people (m02/l1#ask-first, m02-q3, m02/scene#e1, i07, law/dcl-53); `file` and `within`
    say where its words stand; `text_hash` is of both wordings, `law_hash` of the statements it rests on.
    """

    place: str
    file: str
    within: str
    km: str
    en: str
    law: tuple[str, ...]
    sources: tuple[str, ...]
    text_hash: str
    law_hash: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """That a reviewer read a part in both languages and passed it; it holds for these hashes only."""

    place: str
    text_hash: str
    law_hash: str
    by: str
    on: str


def state_of(part: Part, sign_off: SignOff | None) -> str:
    """Whether a part is signed, was never signed, or was signed before its words or its law changed."""
    if sign_off is None:
        return OPEN
    if sign_off.text_hash != part.text_hash:
        return CHANGED
    return SIGNED if sign_off.law_hash == part.law_hash else LAW_CHANGED
