"""Makes the body of an edition from the course: HTML rendered, places for line breaks put in."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hrtraining.content.domain import drawing
from hrtraining.content.domain.edition import STATUS_VERIFIED
from hrtraining.content.domain.frozen import source_of, statement_of, term_of
from hrtraining.content.reading.course import Course, plain_text
from hrtraining.content.rendering import Setting, curly, html_of
from hrtraining.core.khmer.breaks import insert_breaks


@dataclass(frozen=True, slots=True)
class SignOff:
    """What a legal reviewer last said of one statement: of which wording, and, where given, a better one."""

    statement_id: str
    text_hash: str
    status: str
    text_km: str | None
    text_en: str | None
    reviewer: str
    reviewed_on: str


def text_hash(km: str, en: str) -> str:
    """SHA-256 of a pair of wordings; a sign-off holds for exactly this pair."""
    return hashlib.sha256(
        json.dumps([plain_text(km), plain_text(en)], ensure_ascii=False).encode()
    ).hexdigest()


def with_sign_offs(course: Course, sign_offs: Iterable[SignOff]) -> Course:
    """The course with the sign-offs that still fit (RULES.md 3); one of another wording is left out."""
    latest = {sign_off.statement_id: sign_off for sign_off in sign_offs}
    law: list[dict[str, Any]] = []
    for row in course.law:
        sign_off = latest.get(row["id"])
        if sign_off is None:
            law.append(row)
            continue
        km = sign_off.text_km or row["statement_km"]
        en = sign_off.text_en or row["statement_en"]
        signed = {sign_off.text_hash}
        if sign_off.text_km is not None:
            signed.add(text_hash(km, en))
        if text_hash(row["statement_km"], row["statement_en"]) not in signed:
            law.append(row)
            continue
        changes: dict[str, Any] = {
            "statement_km": km,
            "statement_en": en,
            "status": sign_off.status,
            "reviewer": sign_off.reviewer,
            "reviewed_on": sign_off.reviewed_on,
        }
        if sign_off.status == STATUS_VERIFIED:
            changes |= {"note_km": None, "note_en": None, "ask_km": None, "ask_en": None}
        law.append(row | changes)
    return replace(course, law=law)


def body_of(course: Course, breaks: Callable[[str, tuple[str, ...]], str] = insert_breaks) -> dict[str, Any]:
    """The body of an edition; the course must be without faults.

    `breaks` puts U+200B into Khmer text; titles, labels and glossary stay without.
    """
    words = tuple(row["km"] for row in course.glossary)

    def broken(text: str) -> str:
        return breaks(text, words)

    sources = [row | {"short": _short(row)} for row in course.sources]
    law = [_statement(row) for row in course.law]
    setting = setting_of(course, broken)

    def long(pair: Mapping[str, str] | None) -> dict[str, str] | None:
        return {"km": broken(pair["km"]), "en": curly(pair["en"])} if pair is not None else None

    return {
        "key": course.edition["key"],
        "title": course.edition["title"],
        "front": long(course.edition["front"]),
        "modules": [_module(row, setting, long) for row in course.modules],
        "instruments": [_instrument(row, long) for row in course.instruments],
        "law": [row | {part: long(row[part]) for part in ("text", "note", "safe", "ask")} for row in law],
        "sources": sources,
        "glossary": [
            {name: value for name, value in row.items() if name not in ("avoid", "everywhere")}
            for row in course.glossary
        ],
        "evaluation": _evaluation(course.evaluation, long) if course.evaluation is not None else None,
    }


def setting_of(course: Course, breaks: Callable[[str], str]) -> Setting:
    """What the texts of a course refer to; the drawings of a module are added module by module."""
    return Setting(
        sources={row["id"]: source_of(row | {"short": _short(row)}) for row in course.sources},
        law={row["id"]: statement_of(_statement(row)) for row in course.law},
        terms={row["id"]: term_of(row) for row in course.glossary},
        breaks=breaks,
    )


def module_setting(setting: Setting, row: Mapping[str, Any]) -> Setting:
    """The setting with the drawings of one module."""
    drawings = {name: drawing.parse(svg)[0] for name, svg in row["drawings"].items()}
    return replace(setting, drawings=drawings)


def _short(row: Mapping[str, Any]) -> str:
    """The short name of a publication: the given one, else the first author, else the publisher."""
    if row.get("short"):
        return str(row["short"])
    authors = row.get("authors")
    if not authors:
        return str(row["publisher"]).partition(",")[0].partition("(")[0].strip()
    people = [part.strip() for part in re.split(r"[;,]\s*", authors) if part.strip()]
    has_initials = (
        re.search(r"\b[A-Z]\.", authors) is not None
        or re.search(r"\s[A-Z]{1,2}\b(?=[,;]|$)", authors) is not None
    )
    if not has_initials:
        return people[0]
    surname = re.sub(r"\s+(?:[A-Z]{1,2}\b|(?:[A-Z]\.\s?-?)+).*$", "", people[0])
    return f"{surname} et al." if len(people) > 1 else surname


def _said(row: Mapping[str, Any], part: str) -> dict[str, str] | None:
    """A text of a law record that may be missing, such as what an officer may conclude."""
    if row.get(f"{part}_km") is None:
        return None
    return {"km": row[f"{part}_km"], "en": row[f"{part}_en"]}


def _statement(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "article": row.get("article"),
        "text": {"km": row["statement_km"], "en": row["statement_en"]},
        "source": row["source"],
        "status": row["status"],
        "as_of": row["as_of"],
        "note": _said(row, "note"),
        "is_scored": row["scored"],
        "text_hash": text_hash(row["statement_km"], row["statement_en"]),
        "safe": _said(row, "safe"),
        "ask": _said(row, "ask"),
    }


def _pair_html(pair: Mapping[str, Any], setting: Setting) -> list[dict[str, Any]]:
    """The sections of a pair of files with their HTML in both languages."""
    english = {section.id: section for section in pair["parsed"]["en"].sections}
    return [
        {
            "id": section.id,
            "heading": {"km": setting.breaks(section.heading), "en": curly(english[section.id].heading)},
            "html": {
                "km": html_of(section.body, setting, "km"),
                "en": html_of(english[section.id].body, setting, "en"),
            },
        }
        for section in pair["parsed"]["km"].sections
    ]


def _page(pair: Mapping[str, Any], setting: Setting) -> dict[str, str]:
    """A whole pair of files as one piece of HTML a language, headings included."""
    sections = _pair_html(pair, setting)
    return {
        lang: "".join(
            f'<section id="{one["id"]}">\n{_heading(one["heading"][lang])}{one["html"][lang]}</section>\n'
            for one in sections
        )
        for lang in ("km", "en")
    }


def _heading(text: str) -> str:
    return f"<h2>{text.replace('&', '&amp;').replace('<', '&lt;')}</h2>\n"


def _title(row: Mapping[str, Any]) -> dict[str, str]:
    """A title with the quotation marks of print; it fits on few lines and needs no marks for breaks."""
    return {"km": row["title"]["km"], "en": curly(row["title"]["en"])}


Long = Callable[[Mapping[str, str] | None], dict[str, str] | None]


def _module(row: Mapping[str, Any], setting: Setting, long: Long) -> dict[str, Any]:
    key, folder = row["key"], row["folder"].rpartition("/")[2]
    setting = module_setting(setting, row)
    used = list(row["sources"])
    lessons = []
    for lesson in row["lessons"]:
        cited = list(dict.fromkeys(lesson["prose"]["parsed"]["km"].citations))
        used.extend(cited)
        lessons.append(
            {
                "key": lesson["key"],
                "slug": re.sub(r"^[0-9]+-", "", lesson["file"]),
                "title": _title(lesson),
                "minutes": lesson["minutes"],
                "objectives": lesson["objectives"],
                "sections": _pair_html(lesson["prose"], setting),
                "sources": cited,
            }
        )
    return {
        "key": key,
        "order": row["order"],
        "slug": folder.removeprefix(f"{key}-"),
        "title": _title(row),
        "summary": long(row["summary"]),
        "hours": row["hours"],
        "academy_hours": row.get("academy_hours") or 2 * row["hours"],
        "screen_minutes": row["screen_minutes"],
        "objectives": [{"id": one["id"], **(long(one) or {})} for one in row["objectives"]],
        "lessons": lessons,
        "check": _check(row["check"], long),
        "scene": _scene(row["scene"], long),
        "trainer": _page(row["trainer"], setting),
        "handout": _page(row["handout"], setting) if row["handout"] is not None else None,
        "sheets": {name: _page(pair, setting) for name, pair in row["sheets"].items() if pair is not None},
        "sources": list(dict.fromkeys(used)),
        "law": row["law"],
    }


def _check(row: Mapping[str, Any], long: Long) -> dict[str, Any]:
    return {
        "pass_percent": row["pass_percent"],
        "draw": row["draw"],
        "questions": [
            {
                "id": one["id"],
                "kind": one["kind"],
                "objective": one["objective"],
                "stem": long(one["stem"]),
                "options": [
                    {
                        "key": option["key"],
                        "text": long(option["text"]),
                        "feedback": long(option["feedback"]),
                        "is_correct": option.get("correct") is True,
                        "match": long(option.get("match")),
                    }
                    for option in one["options"]
                ],
                "model": long(one.get("model")),
                "sources": one.get("sources") or [],
                "law": one.get("law") or [],
            }
            for one in row["questions"]
        ],
    }


def _scene(row: Mapping[str, Any], long: Long) -> dict[str, Any]:
    nodes = []
    for node in row["nodes"]:
        ending = None
        if "ending" in node:
            ending = {
                "kind": node["ending"],
                **{name: long(node[name]) for name in ("health", "legal", "community")},
                "law": node.get("law") or [],
                "sources": node.get("sources") or [],
            }
        nodes.append(
            {
                "id": node["id"],
                "text": long(node["text"]),
                "choices": [
                    {
                        "key": one["key"],
                        "text": long(one["text"]),
                        "to": one["to"],
                        "note": long(one.get("note")),
                    }
                    for one in node.get("choices") or []
                ],
                "objectives": node.get("objectives") or [],
                "ending": ending,
            }
        )
    return {"title": _title(row), "intro": long(row["intro"]), "start": row["start"], "nodes": nodes}


def instrument_version(row: Mapping[str, Any]) -> str:
    """SHA-256 of what a person answers and how it is keyed: words, codes, keys, scales and order."""
    answered = {
        "scales": row["scales"],
        "threshold_share": row["threshold_share"],
        "items": [
            {
                name: one[name]
                for name in ("id", "kind", "construct", "scale", "options", "favourable", "km", "en")
            }
            | ({"form_b": one["form_b"]} if one.get("form_b") else {})
            for one in row["items"]
        ],
    }
    return hashlib.sha256(
        plain_text(json.dumps(answered, sort_keys=True, ensure_ascii=False)).encode()
    ).hexdigest()


def _instrument(row: Mapping[str, Any], long: Long) -> dict[str, Any]:
    return {
        "key": row["key"],
        "version": instrument_version(row),
        "title": row["title"],
        "note": long(row["source_sentence"]),
        "threshold_share": row["threshold_share"],
        "items": [
            {
                "id": one["id"],
                "blueprint": one["blueprint"],
                "seq": seq,
                "kind": one["kind"],
                "construct": one["construct"],
                "scale": one["scale"],
                "module": one["module"],
                "stem": long(one),
                "codes": one["options"],
                "favourable": one["favourable"],
                "law": one["law"],
                "sources": one["sources"],
                "rationale": one["rationale"],
                "pending_legal_review": one["pending_legal_review"],
                **({"stem_b": long(one["form_b"])} if one.get("form_b") else {}),
            }
            for seq, one in enumerate(row["items"], 1)
        ],
        "scales": row["scales"],
        "constructs": row["constructs"],
    }


def _evaluation(row: Mapping[str, Any], long: Long) -> dict[str, Any]:
    """The questions about a workshop; their version is the SHA-256 of what a person answers."""
    asked = {name: row[name] for name in ("scale", "questions", "modules")}
    plain = plain_text(json.dumps(asked, sort_keys=True, ensure_ascii=False))
    return {
        "version": hashlib.sha256(plain.encode()).hexdigest(),
        "title": row["title"],
        "scale": row["scale"],
        "questions": [{"id": one["id"], "text": long(one)} for one in row["questions"]],
        "modules": [{"id": one["id"], "text": long(one), "none": one.get("none")} for one in row["modules"]],
    }
