"""Reads the knowledge check of a module: a bank of questions of six kinds, of which each try draws some."""

from __future__ import annotations

import re
from typing import Any

from hrtraining.content.domain.edition import CHOOSING, KINDS, MATCHING, ORDERING, REFLECTION
from hrtraining.content.reading.fields import Known, check_allowed, check_fields, check_known, check_records
from hrtraining.content.reading.files import Desk

PASS_PERCENT = 80
"""RULES.md 7."""
LEAST_QUESTIONS = 5

_CHECK_SHAPE = {"pass_percent": "whole", "draw": "whole?", "questions": "list"}
_QUESTION_SHAPE = {
    "id": "id",
    "kind": "word",
    "objective": "id",
    "stem": "text",
    "options": "list?",
    "model": "text?",
    "sources": "ids?",
    "law": "ids?",
}
_OPTION_SHAPE = {"key": "id", "correct": "yes-no?", "match": "text?", "text": "text", "feedback": "text?"}
_ROWS = {ORDERING: (3, 6), MATCHING: (3, 5), "truefalse": (2, 2)}
_CHOICES = (3, 8)
_ALL_ABOVE = re.compile("all of the above|ទាំងអស់ខាងលើ", re.IGNORECASE)


def read_check(desk: Desk, file: str, key: str, known: Known) -> dict[str, Any] | None:
    """A module's check as plain records with `draw` filled in, or None when it cannot be used."""
    record = desk.record(file)
    if record is None or not check_fields(desk, record, _CHECK_SHAPE, file, ""):
        return None
    questions = check_records(desk, record["questions"], _QUESTION_SHAPE, file, "questions", prefix=f"{key}-")
    if record["pass_percent"] != PASS_PERCENT:
        desk.report("pass-percent", file, count=record["pass_percent"])
    if len(questions) < LEAST_QUESTIONS:
        desk.report("question-count", file, count=len(questions), low=LEAST_QUESTIONS)
    for question in questions:
        _check_question(desk, question, file, known)
    scored = [question for question in questions if question["kind"] != REFLECTION]
    if len(questions) - len(scored) > 1:
        desk.report("reflection-many", file, count=len(questions) - len(scored))
    drawn = record.get("draw") or len(scored)
    least = len({question["objective"] for question in scored})
    if not least <= drawn <= len(scored):
        desk.report("draw-count", file, count=drawn, low=least, high=len(scored))
    single = [question for question in questions if question["kind"] == "single"]
    longest = sum(_right_is_longest(question) for question in single)
    if longest * 2 > len(single):
        desk.report("right-is-longest", file, count=longest, total=len(single))
    return {**record, "draw": drawn, "questions": questions}


def _check_question(desk: Desk, question: dict[str, Any], file: str, known: Known) -> None:
    place, kind = question["id"], question["kind"]
    check_allowed(desk, kind, KINDS, "kind", file, place)
    check_known(desk, "source-unknown", question.get("sources"), known.sources, file, place)
    check_known(desk, "law-unknown", question.get("law"), known.law, file, place)
    options = question["options"] = check_records(
        desk, question.get("options") or [], _OPTION_SHAPE, file, place, named="key"
    )
    if kind not in KINDS:
        return
    if kind == REFLECTION:
        if options:
            desk.report("key-unknown", file, place, name="options")
        if question.get("model") is None:
            desk.report("key-missing", file, place, name="model")
        return
    if question.get("model") is not None:
        desk.report("key-unknown", file, place, name="model")
    low, high = _ROWS.get(kind, _CHOICES)
    if len(options) < low:
        desk.report("option-count", file, place, count=len(options), low=low)
    if len(options) > high:
        desk.report("option-many", file, place, count=len(options), high=high)
    _check_right(desk, question, file)
    for option in options:
        if option.get("feedback") is None:
            desk.report("feedback-missing", file, f"{place} · {option['key']}")
        if any(_ALL_ABOVE.search(option["text"][lang]) for lang in ("km", "en")):
            desk.report("all-of-the-above", file, f"{place} · {option['key']}")


def _check_right(desk: Desk, question: dict[str, Any], file: str) -> None:
    """What tells right from wrong: marks in a choice, the order in an ordering, partners in a matching."""
    place, kind, options = question["id"], question["kind"], question["options"]
    right = sum(option.get("correct") is True for option in options)
    if kind == "multiple" and right < 1:
        desk.report("right-count", file, place, count=right, name=kind, wanted="1+")
    if kind in CHOOSING and kind != "multiple" and right != 1:
        desk.report("right-count", file, place, count=right, name=kind, wanted="1")
    for option in options:
        here = f"{place} · {option['key']}"
        if kind not in CHOOSING and option.get("correct") is not None:
            desk.report("key-unknown", file, here, name="correct")
        if kind == MATCHING and option.get("match") is None:
            desk.report("key-missing", file, here, name="match")
        if kind != MATCHING and option.get("match") is not None:
            desk.report("key-unknown", file, here, name="match")
    for lang in ("km", "en"):
        partners = [option["match"][lang] for option in options if option.get("match") is not None]
        for partner in sorted({one for one in partners if partners.count(one) > 1}):
            desk.report("match-twice", file, place, name=partner)


def _right_is_longest(question: dict[str, Any]) -> bool:
    """Whether a single right option is clearly the longest in Khmer, by which it could be guessed."""
    lengths = [(len(option["text"]["km"]), option.get("correct") is True) for option in question["options"]]
    if len(lengths) < 2:
        return False
    (longest, is_right), (second, _) = sorted(lengths, reverse=True)[:2]
    return is_right and longest > second * 1.1
