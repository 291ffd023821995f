"""Looks at the bank of questions of a module: how many, of what kinds, and how they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from hrtraining.content.domain import claims, writing
from hrtraining.content.domain.fault import Fault, fault

LEAST_BANK = 16
DRAW = (8, 10)
LEAST_AN_OBJECTIVE = 2
RICH_KINDS = ("ordering", "matching")


def bank_faults(module: Mapping[str, Any]) -> Iterator[Fault]:
    """What the bank of a module lacks and what is written against the rules for questions."""
    record = module["check"]
    if record is None:
        return
    file = f"{module['folder']}/check.yaml"
    questions = record["questions"]
    scored = [one for one in questions if one["kind"] != "reflection"]
    if len(questions) < LEAST_BANK:
        yield fault("bank-small", file, count=len(questions), low=LEAST_BANK)
    draw = record.get("draw")
    if not isinstance(draw, int) or not DRAW[0] <= draw <= DRAW[1]:
        yield fault("draw-size", file, "draw", count=draw or "-", low=DRAW[0], high=DRAW[1])
    asked = Counter(one["objective"] for one in scored)
    for objective in module["objectives"]:
        if 0 < asked[objective["id"]] < LEAST_AN_OBJECTIVE:
            yield fault(
                "objective-few-questions",
                file,
                objective["id"],
                name=objective["id"],
                count=asked[objective["id"]],
                low=LEAST_AN_OBJECTIVE,
            )
    if not any(one["kind"] in RICH_KINDS for one in questions):
        yield fault("bank-one-kind", file)
    for question in questions:
        yield from _question_faults(question, file)


def _question_faults(question: Mapping[str, Any], file: str) -> Iterator[Fault]:
    place = question["id"]
    for lang in ("km", "en"):
        stem = question["stem"][lang]
        if writing.has_double_negation(lang, stem):
            yield fault("double-negative", file, f"{place} · {lang}", text=stem)
        if writing.asks_twice(lang, stem):
            yield fault("stem-asks-twice", file, f"{place} · {lang}")
        if question["kind"] == "truefalse" and writing.claims_twice(lang, stem):
            yield fault("stem-claims-twice", file, f"{place} · {lang}")
    options = question.get("options") or []
    for option in options:
        for lang in ("km", "en"):
            if writing.points_at_others(option["text"][lang]):
                yield fault(
                    "option-points", file, f"{place} · {option['key']} · {lang}", text=option["text"][lang]
                )
    for part in ("text", "feedback", "match"):
        for lang in ("km", "en"):
            words = [option[part][lang] for option in options if option.get(part)]
            if len(set(words)) < len(words) and not (part == "feedback" and question["kind"] in RICH_KINDS):
                yield fault("option-same", file, f"{place} · {part} · {lang}")
    said = [question["stem"], *(option.get("feedback") or {} for option in options)]
    states = any(claims.claims_of(text.get(lang, "")) for text in said for lang in ("km", "en"))
    if states and not question.get("sources") and not question.get("law"):
        yield fault("question-unsourced", file, place)
