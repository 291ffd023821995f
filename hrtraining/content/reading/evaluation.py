"""Reads what learners are asked about their workshop; a course may have no such questions."""

from __future__ import annotations

from typing import Any

from hrtraining.content.domain.evaluation import NO_MODULE, SCALE
from hrtraining.content.reading.fields import check_fields, check_records, check_text
from hrtraining.content.reading.files import Desk

EVALUATION = "instruments/workshop-evaluation/questions.yaml"
_SHAPE = {"key": "id", "title": "text", "scale": "record", "questions": "list", "modules": "list"}
_QUESTION_SHAPE = {"id": "id", "km": "word", "en": "word"}
_MODULE_SHAPE = {**_QUESTION_SHAPE, "none": "text?"}


def read_evaluation(desk: Desk) -> dict[str, Any] | None:
    """The questions about a workshop, or None when there are none or their record cannot be used."""
    if not (desk.root / EVALUATION).exists():
        return None
    record = desk.record(EVALUATION)
    if record is None or not check_fields(desk, record, _SHAPE, EVALUATION, ""):
        return None
    before = len(desk.faults)
    for code in SCALE:
        if not isinstance(record["scale"].get(code), dict):
            desk.report("key-missing", EVALUATION, "scale", name=code)
        else:
            check_text(desk, record["scale"][code], EVALUATION, f"scale · {code}")
    for code in record["scale"]:
        if code not in SCALE:
            desk.report("key-unknown", EVALUATION, "scale", name=code)
    questions = check_records(desk, record["questions"], _QUESTION_SHAPE, EVALUATION, "questions")
    modules = check_records(desk, record["modules"], _MODULE_SHAPE, EVALUATION, "modules")
    names = [row["id"] for row in (*questions, *modules)]
    for name in sorted({name for name in names if names.count(name) > 1 or name == NO_MODULE}):
        desk.report("id-twice", EVALUATION, name, name=name)
    for name, rows in (("questions", questions), ("modules", modules)):
        if not rows:
            desk.report("key-missing", EVALUATION, name, name=name)
    if len(desk.faults) > before:
        return None
    return {**record, "questions": questions, "modules": modules}
