"""Reads the whole curriculum and every fault in it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hrtraining.content.domain.fault import Fault
from hrtraining.content.domain.wording import Avoided, Rendering
from hrtraining.content.reading import beside
from hrtraining.content.reading.evaluation import EVALUATION, read_evaluation
from hrtraining.content.reading.fields import Known
from hrtraining.content.reading.files import Desk
from hrtraining.content.reading.instruments import BesideItems, read_instrument
from hrtraining.content.reading.modules import pairs_of, read_module
from hrtraining.content.reading.references import (
    GLOSSARY,
    LAW,
    OBJECTIONS,
    REFERRAL,
    RESPECT,
    SOURCES,
    avoided_words,
    read_edition,
    read_glossary,
    read_law,
    read_objections,
    read_respect,
    read_sources,
    renderings,
)


@dataclass(frozen=True)
class Course:
    """The curriculum as plain records, before it is rendered; modules and instruments in teaching order."""

    edition: dict[str, Any]
    sources: list[dict[str, Any]]
    law: list[dict[str, Any]]
    glossary: list[dict[str, Any]]
    modules: list[dict[str, Any]]
    instruments: list[dict[str, Any]]
    objections: list[dict[str, Any]] = field(default_factory=list)
    respect: list[dict[str, Any]] = field(default_factory=list)
    """These two are for authors: they guide the check and are no part of an edition."""
    evaluation: dict[str, Any] | None = None
    """What learners are asked about their workshop."""

    def hash(self) -> str:
        """SHA-256 over every word, key and order; not over invisible characters or how files are laid out."""
        whole = [self.edition, self.sources, self.law, self.glossary, self.modules, self.instruments]
        if self.evaluation is not None:
            whole.append(self.evaluation)
        plain = json.dumps(_plain(whole), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()


def plain_text(text: str) -> str:
    """A text as it is compared: NFC, without invisible characters."""
    return unicodedata.normalize(
        "NFC", text.translate(dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)))
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items() if name != "parsed"}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return plain_text(value) if isinstance(value, str) else value


def read_course(root: Path) -> tuple[Course | None, list[Fault]]:
    """The course under `root` and its faults in order of file; no course when its own record cannot be used.

    A course may come with faults; only one without faults (advice aside) may be frozen.
    """
    desk = Desk(root=root)
    edition = read_edition(desk)
    sources = read_sources(desk)
    source_ids = {row["id"] for row in sources}
    law = read_law(desk, source_ids)
    glossary = read_glossary(desk)
    avoided = avoided_words(glossary)
    if edition is None:
        return None, sorted(set(desk.faults))
    known = Known(
        sources=source_ids,
        law={row["id"]: row["source"] for row in law},
        terms={row["id"] for row in glossary},
    )
    modules = [module for key in edition["modules"] if (module := read_module(desk, key, known)) is not None]
    joined = sorted(
        (form for row in glossary for form in (row["km"], *row["variants"]) if "និង" in form), key=len
    )
    beside_items = BesideItems(
        modules=edition["modules"],
        sources=source_ids,
        law={row["id"]: row for row in law},
        joined_terms=joined[::-1],
    )
    instruments = [
        instrument
        for key in edition["instruments"]
        if (instrument := read_instrument(desk, key, beside_items)) is not None
    ]
    objections, respect = read_objections(desk, source_ids), read_respect(desk, source_ids)
    evaluation = read_evaluation(desk)
    course = Course(edition, sources, law, glossary, modules, instruments, objections, respect, evaluation)
    desk.faults.extend(beside.record_faults(edition, "edition.yaml", avoided))
    desk.faults.extend(
        beside.record_faults([{"note": row.get("note")} | {"id": row["id"]} for row in sources], SOURCES, ())
    )
    desk.faults.extend(beside.record_faults(law, LAW, avoided, is_law=True))
    desk.faults.extend(
        beside.record_faults([row | {"avoid": None} for row in glossary], GLOSSARY, (), compares=False)
    )
    for row in objections:
        desk.faults.extend(beside.record_faults(row, OBJECTIONS, ()))
    for row in respect:
        own = {name: row[name] for name in ("id", "instead", "why")}
        desk.faults.extend(beside.record_faults(own, RESPECT, ()))
    if (root / REFERRAL).exists():
        desk.faults.extend(beside.record_faults(desk.record(REFERRAL), REFERRAL, ()))
    if evaluation is not None:
        desk.faults.extend(beside.record_faults(evaluation, EVALUATION, avoided))
    for module in modules:
        _beside_module(desk, module, avoided, renderings(glossary))
    for instrument in instruments:
        folder = f"instruments/{instrument['key']}"
        own = {name: value for name, value in instrument.items() if name != "items"}
        desk.faults.extend(beside.record_faults(own, f"{folder}/instrument.yaml", avoided))
        for item in instrument["items"]:
            desk.faults.extend(beside.record_faults(item, f"{folder}/items/{item['id']}.yaml", avoided))
    return course, sorted(set(desk.faults))


def _beside_module(
    desk: Desk, module: dict[str, Any], avoided: tuple[Avoided, ...], terms: tuple[Rendering, ...]
) -> None:
    folder = module["folder"]
    own = {
        name: value
        for name, value in module.items()
        if name not in ("check", "scene", "trainer", "handout", "sheets", "drawings")
    }
    desk.faults.extend(beside.record_faults(own, f"{folder}/module.yaml", avoided))
    for name in ("check", "scene"):
        if module[name] is not None:
            desk.faults.extend(beside.record_faults(module[name], f"{folder}/{name}.yaml", avoided))
    for pair in pairs_of(module):
        desk.faults.extend(beside.prose_faults(pair, avoided, terms))
