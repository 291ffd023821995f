"""Reads what the modules point to: the edition's own record, sources, law statements and the glossary."""

from __future__ import annotations

from typing import Any

from hrtraining.content.domain.edition import LAW_STATUSES, STATUS_VERIFIED
from hrtraining.content.domain.wording import Avoided, Rendering
from hrtraining.content.reading.fields import check_allowed, check_fields, check_known, check_unique
from hrtraining.content.reading.files import Desk, day

EDITION = "edition.yaml"
SOURCES = "sources.yaml"
LAW = "law.yaml"
GLOSSARY = "glossary.yaml"
OBJECTIONS = "objections.yaml"
REFERRAL = "referral.yaml"
RESPECT = "respect.yaml"
NOT_TAUGHT = frozenset({"104"})
"""Articles without any reported content."""
DISPUTED_ARTICLES = frozenset({"45", "53"})

_EDITION_SHAPE = {
    "key": "id",
    "title": "text",
    "front": "text",
    "languages": "list",
    "approval": "any?",
    "modules": "ids",
    "instruments": "ids",
}
_SOURCE_SHAPE = {
    "id": "id",
    "authors": "word?",
    "title": "word?",
    "year": "whole?",
    "publisher": "word",
    "url": "word?",
    "kind": "word",
    "status": "word",
    "short": "word?",
    "note": "text?",
}
_LAW_SHAPE = {
    "id": "id",
    "article": "word?",
    "statement_km": "word",
    "statement_en": "word",
    "source": "id",
    "status": "word",
    "as_of": "day",
    "note_km": "word?",
    "note_en": "word?",
    "safe_km": "word?",
    "safe_en": "word?",
    "ask_km": "word?",
    "ask_en": "word?",
    "scored": "yes-no",
    "reviewer": "word?",
    "reviewed_on": "day?",
}
_TERM_SHAPE = {
    "id": "id",
    "km": "word",
    "en": "word",
    "variants": "words",
    "definition": "text?",
    "source": "word",
    "status": "word",
    "avoid": "any?",
    "everywhere": "yes-no?",
}
_AVOID_SHAPE = {"km": "words?", "en": "words?", "may_be_quoted": "yes-no?"}
_OBJECTION_SHAPE = {
    "id": "id",
    "source": "word?",
    "km": "word",
    "en": "word",
    "lessons": "words",
    "questions": "ids?",
    "items": "ids?",
}
_RESPECT_SHAPE = {
    "id": "id",
    "km": "words",
    "en": "words",
    "instead": "text",
    "why": "text",
    "quoted_in": "words?",
    "source": "word?",
}


def read_edition(desk: Desk) -> dict[str, Any] | None:
    """The edition's own record, or None when it cannot be used."""
    record = desk.record(EDITION)
    if record is None or not check_fields(desk, record, _EDITION_SHAPE, EDITION, ""):
        return None
    for name in ("modules", "instruments"):
        check_unique(desk, record[name], EDITION, name)
        record[name] = list(dict.fromkeys(record[name]))
    if record["languages"] != ["km", "en"]:
        value = ", ".join(map(str, record["languages"]))
        desk.report("not-allowed", EDITION, "", name="languages", value=value, allowed="[km, en]")
    if record.get("approval") is not None:
        value = str(record["approval"])
        desk.report("not-allowed", EDITION, "", name="approval", value=value, allowed="null")
    return record


def read_sources(desk: Desk) -> list[dict[str, Any]]:
    """The publications."""
    rows = [
        row
        for row in desk.records(SOURCES)
        if check_fields(desk, row, _SOURCE_SHAPE, SOURCES, str(row.get("id")))
    ]
    for row in rows:
        place = row["id"]
        check_allowed(desk, row["status"], ("primary", "secondary"), "status", SOURCES, place)
        kinds = ("article", "report", "law", "guideline", "press", "website")
        check_allowed(desk, row["kind"], kinds, "kind", SOURCES, place)
        if row.get("title") is None and row.get("note") is None:
            desk.report("key-missing", SOURCES, place, name="title / note")
    check_unique(desk, [row["id"] for row in rows], SOURCES)
    return rows


def read_law(desk: Desk, sources: set[str]) -> list[dict[str, Any]]:
    """The law statements; none arrives verified except through a recorded sign-off."""
    rows = [row for row in desk.records(LAW) if check_fields(desk, row, _LAW_SHAPE, LAW, str(row.get("id")))]
    for row in rows:
        place = row["id"]
        row["as_of"] = day(row["as_of"])
        if row.get("reviewed_on") is not None:
            row["reviewed_on"] = day(row["reviewed_on"])
        check_known(desk, "source-unknown", [row["source"]], sources, LAW, place)
        check_allowed(desk, row["status"], LAW_STATUSES, "status", LAW, place)
        if row["status"] == STATUS_VERIFIED and not row.get("reviewer"):
            desk.report("law-verified-early", LAW, place)
        if row.get("article") in NOT_TAUGHT:
            desk.report("law-not-taught", LAW, place)
        if row["scored"] and (row["status"] == "disputed" or row.get("article") in DISPUTED_ARTICLES):
            desk.report("law-scored", LAW, place)
        for part in ("note", "safe", "ask"):
            if (row.get(f"{part}_km") is None) != (row.get(f"{part}_en") is None):
                desk.report("language-missing", LAW, f"{place} · {part}", name="km / en")
    check_unique(desk, [row["id"] for row in rows], LAW)
    return rows


def read_glossary(desk: Desk) -> list[dict[str, Any]]:
    """The terms of the field with their one rendering and the words that are not written."""
    rows = [
        row
        for row in desk.records(GLOSSARY)
        if check_fields(desk, row, _TERM_SHAPE, GLOSSARY, str(row.get("id")))
    ]
    for row in rows:
        check_allowed(desk, row["status"], ("attested", "proposed"), "status", GLOSSARY, row["id"])
        if "avoid" in row:
            row["avoid"] = _entries(desk, row["avoid"], f"{row['id']} · avoid")
    check_unique(desk, [row["id"] for row in rows], GLOSSARY)
    for lang in ("km", "en"):
        check_unique(desk, [row[lang] for row in rows], GLOSSARY)
    return rows


def _entries(desk: Desk, avoid: Any, place: str) -> list[dict[str, Any]]:
    """The words not to write as a list of records; one record may stand without a list around it."""
    entries = avoid if isinstance(avoid, list) else [] if avoid is None else [avoid]
    good: list[dict[str, Any]] = []
    for entry in entries:
        if not isinstance(entry, dict):
            wanted = {"wanted_km": "កំណត់ត្រា {km: […], en: […]}", "wanted_en": "a record {km: […], en: […]}"}
            desk.report("wrong-type", GLOSSARY, place, name="avoid", **wanted)
        elif check_fields(desk, entry, _AVOID_SHAPE, GLOSSARY, place):
            good.append(entry)
    return good


def read_objections(desk: Desk, sources: set[str]) -> list[dict[str, Any]]:
    """What officers say against harm reduction, with where the course answers it; may be missing."""
    return _optional(desk, OBJECTIONS, _OBJECTION_SHAPE, sources)


def read_respect(desk: Desk, sources: set[str]) -> list[dict[str, Any]]:
    """Words that shame people, with the word to use instead; may be missing."""
    return _optional(desk, RESPECT, _RESPECT_SHAPE, sources)


def _optional(desk: Desk, file: str, shape: dict[str, str], sources: set[str]) -> list[dict[str, Any]]:
    if not (desk.root / file).exists():
        return []
    rows = [row for row in desk.records(file) if check_fields(desk, row, shape, file, str(row.get("id")))]
    check_unique(desk, [row["id"] for row in rows], file)
    for row in rows:
        if row.get("source") is not None:
            check_known(desk, "source-unknown", [row["source"]], sources, file, row["id"])
    return rows


def renderings(glossary: list[dict[str, Any]]) -> tuple[Rendering, ...]:
    """The terms whose one rendering is asked for everywhere; words in brackets are no part of a term."""
    return tuple(
        Rendering(en=row["en"].partition(" (")[0], km=(row["km"], *row["variants"]))
        for row in glossary
        if row.get("everywhere")
    )


def avoided_words(glossary: list[dict[str, Any]]) -> tuple[Avoided, ...]:
    """The words that the glossary says not to write."""
    return tuple(
        Avoided(lang=lang, word=word, better=row[lang], may_be_quoted=bool(entry.get("may_be_quoted")))
        for row in glossary
        for entry in row.get("avoid") or []
        for lang in ("km", "en")
        for word in entry.get(lang) or []
    )
