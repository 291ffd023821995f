"""Reads the folders of the modules: lessons in two files each, check, scene, trainer notes, handout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hrtraining.content.domain import prose, scenes
from hrtraining.content.domain.prose import Prose
from hrtraining.content.reading.fields import check_allowed, check_fields, check_known, check_unique
from hrtraining.content.reading.files import Desk

PASS_PERCENT = 80
"""RULES.md 7."""
TRAINER_SECTIONS = ("aim", "materials", "timing", "activity", "debrief", "objections")
LEAST_QUESTIONS = 5
LEAST_ENDINGS = 3
GOOD_DECISIONS = 4
SECTIONS = (2, 5)
GOOD_WORDS = (150, 550)

_MODULE_SHAPE = {
    "key": "id",
    "order": "whole",
    "title": "text",
    "summary": "text",
    "hours": "number",
    "screen_minutes": "whole",
    "objectives": "list",
    "lessons": "list",
    "sources": "ids",
    "law": "ids",
}
_OBJECTIVE_SHAPE = {"id": "id", "km": "word", "en": "word"}
_LESSON_SHAPE = {"key": "id", "file": "id", "minutes": "whole", "title": "text", "objectives": "ids"}
_CHECK_SHAPE = {"pass_percent": "whole", "questions": "list"}
_QUESTION_SHAPE = {
    "id": "id",
    "kind": "word",
    "objective": "id",
    "stem": "text",
    "options": "list",
    "sources": "ids?",
    "law": "ids?",
}
_OPTION_SHAPE = {"key": "id", "correct": "yes-no?", "text": "text", "feedback": "text?"}
_SCENE_SHAPE = {"title": "text", "intro": "text", "start": "id", "nodes": "list"}
_NODE_SHAPE = {"id": "id", "text": "text", "choices": "list", "sources": "ids?", "law": "ids?"}
_CHOICE_SHAPE = {"key": "id", "text": "text", "to": "id", "note": "text?"}
_ENDING_SHAPE = {
    "id": "id",
    "ending": "word",
    "text": "text",
    "health": "text",
    "legal": "text",
    "community": "text",
    "law": "ids?",
    "sources": "ids?",
}
_ALL_ABOVE = re.compile("all of the above|ទាំងអស់ខាងលើ", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """The ids that a module may point to; each law statement with the source it rests on."""

    sources: set[str]
    law: Mapping[str, str]
    terms: set[str]


def folder_of(desk: Desk, key: str) -> str | None:
    """The folder of a module, such as `modules/m02-staying-safe`, or None with a fault."""
    found = sorted((desk.root / "modules").glob(f"{key}-*/module.yaml"))
    if not found:
        desk.report("file-missing", f"modules/{key}-…/module.yaml", name=f"modules/{key}-…/module.yaml")
        return None
    return found[0].parent.relative_to(desk.root).as_posix()


def read_module(desk: Desk, key: str, known: Known) -> dict[str, Any] | None:
    """One module as plain records with its texts, or None when its own record cannot be used."""
    folder = folder_of(desk, key)
    if folder is None:
        return None
    file = f"{folder}/module.yaml"
    record = desk.record(file)
    if record is None or not check_fields(desk, record, _MODULE_SHAPE, file, ""):
        return None
    objectives = _records(desk, record["objectives"], _OBJECTIVE_SHAPE, file, "objectives", prefix=f"{key}-")
    lessons = _records(desk, record["lessons"], _LESSON_SHAPE, file, "lessons", named="key")
    check_known(desk, "source-unknown", record["sources"], known.sources, file, "sources")
    check_known(desk, "law-unknown", record["law"], known.law, file, "law")
    if record["key"] != key:
        desk.report("prefix-wrong", file, "key", name=record["key"], prefix=key)
    module: dict[str, Any] = {
        **record,
        "folder": folder,
        "objectives": objectives,
        "lessons": lessons,
        "check": _read_check(desk, f"{folder}/check.yaml", key, known),
        "scene": _read_scene(desk, f"{folder}/scene.yaml", known),
        "trainer": _read_pair(desk, f"{folder}/trainer", known),
        "handout": None,
    }
    for lesson in lessons:
        lesson["prose"] = _read_pair(desk, f"{folder}/{lesson['file']}", known, is_lesson=True)
    if any((desk.root / folder).glob("handout.*.md")):
        module["handout"] = _read_pair(desk, f"{folder}/handout", known)
    _check_trainer(desk, module)
    _check_objectives(desk, module, file)
    _check_listed(desk, module, file, known)
    for path in sorted((desk.root / folder).iterdir()):
        if path.is_file() and path not in desk.opened:
            desk.report("file-unused", path.relative_to(desk.root).as_posix())
    return module


def _records(
    desk: Desk,
    rows: object,
    shape: Mapping[str, str],
    file: str,
    place: str,
    *,
    named: str = "id",
    prefix: str = "",
) -> list[dict[str, Any]]:
    """The rows of a list that have the right shape; ids unique and with the module's prefix."""
    good: list[dict[str, Any]] = []
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        if not isinstance(row, dict):
            desk.report(
                "wrong-type", file, f"{place} {number}", name=place, wanted_km="កំណត់ត្រា", wanted_en="a record"
            )
        elif check_fields(desk, row, shape, file, str(row.get(named, f"{place} {number}"))):
            good.append(row)
    check_unique(desk, [row[named] for row in good], file)
    for row in good:
        if prefix and not row[named].startswith(prefix):
            desk.report("prefix-wrong", file, row[named], name=row[named], prefix=prefix)
    return good


def _read_pair(desk: Desk, stem: str, known: Known, *, is_lesson: bool = False) -> dict[str, Any] | None:
    """The two files of a text with their parsed form, or None when one of them cannot be read."""
    texts: dict[str, str] = {}
    for lang, other in (("km", "en"), ("en", "km")):
        name = f"{stem}.{lang}.md"
        if not (desk.root / name).exists() and (desk.root / f"{stem}.{other}.md").exists():
            desk.report("twin-missing", f"{stem}.{other}.md", name=name)
            desk.opened.add(desk.root / f"{stem}.{other}.md")
            continue
        text = desk.text(name)
        if text is not None:
            texts[lang] = text
    if len(texts) < 2:
        return None
    parsed: dict[str, Prose] = {}
    for lang, text in texts.items():
        file = f"{stem}.{lang}.md"
        parsed[lang] = form = prose.parse(text)
        for kind, place, name in form.faults:
            desk.report(kind, file, place, name=name)
        for section in form.sections:
            place = f"#{section.id}"
            check_known(desk, "source-unknown", section.citations, known.sources, file, place)
            check_known(desk, "law-unknown", section.laws, known.law, file, place)
            check_known(desk, "term-unknown", section.terms, known.terms, file, place)
        if is_lesson:
            _check_lesson(desk, lang, form, file)
    return {"stem": stem, "km": texts["km"], "en": texts["en"], "parsed": parsed}


def _check_lesson(desk: Desk, lang: str, form: Prose, file: str) -> None:
    low, high = SECTIONS
    if not low <= len(form.sections) <= high:
        desk.report("section-count", file, count=len(form.sections), low=low, high=high)
    keys = sum(block == "[key" for section in form.sections for block in section.blocks)
    if keys != 1:
        desk.report("key-message", file, count=keys)
    if lang == "en":
        length = sum(prose.words(section.text) for section in form.sections)
        if not GOOD_WORDS[0] <= length <= GOOD_WORDS[1]:
            desk.report("lesson-length", file, count=length, low=GOOD_WORDS[0], high=GOOD_WORDS[1])


def _read_check(desk: Desk, file: str, key: str, known: Known) -> dict[str, Any] | None:
    record = desk.record(file)
    if record is None or not check_fields(desk, record, _CHECK_SHAPE, file, ""):
        return None
    questions = _records(desk, record["questions"], _QUESTION_SHAPE, file, "questions", prefix=f"{key}-")
    if record["pass_percent"] != PASS_PERCENT:
        desk.report("pass-percent", file, count=record["pass_percent"])
    if len(questions) < LEAST_QUESTIONS:
        desk.report("question-count", file, count=len(questions), low=LEAST_QUESTIONS)
    for question in questions:
        _check_question(desk, question, file, known)
    longest = sum(_right_is_longest(question) for question in questions)
    if questions and longest * 2 > len(questions):
        desk.report("right-is-longest", file, count=longest, total=len(questions))
    return {**record, "questions": questions}


def _check_question(desk: Desk, question: dict[str, Any], file: str, known: Known) -> None:
    place = question["id"]
    check_allowed(desk, question["kind"], ("single", "multiple", "truefalse"), "kind", file, place)
    options = question["options"] = _records(
        desk, question["options"], _OPTION_SHAPE, file, place, named="key"
    )
    least = 2 if question["kind"] == "truefalse" else 3
    if len(options) < least:
        desk.report("option-count", file, place, count=len(options), low=least)
    right = sum(option.get("correct") is True for option in options)
    if question["kind"] == "multiple" and right < 1:
        desk.report("right-count", file, place, count=right, name="multiple", wanted="1+")
    if question["kind"] != "multiple" and right != 1:
        desk.report("right-count", file, place, count=right, name=question["kind"], wanted="1")
    for option in options:
        if option.get("feedback") is None:
            desk.report("feedback-missing", file, f"{place} · {option['key']}")
        if any(_ALL_ABOVE.search(option["text"][lang]) for lang in ("km", "en")):
            desk.report("all-of-the-above", file, f"{place} · {option['key']}")
    check_known(desk, "source-unknown", question.get("sources"), known.sources, file, place)
    check_known(desk, "law-unknown", question.get("law"), known.law, file, place)


def _right_is_longest(question: dict[str, Any]) -> bool:
    """Whether a single right option is clearly the longest in Khmer, by which it could be guessed."""
    lengths = [(len(option["text"]["km"]), option.get("correct") is True) for option in question["options"]]
    if question["kind"] != "single" or len(lengths) < 2:
        return False
    (longest, is_right), (second, _) = sorted(lengths, reverse=True)[:2]
    return is_right and longest > second * 1.1


def _read_scene(desk: Desk, file: str, known: Known) -> dict[str, Any] | None:
    record = desk.record(file)
    if record is None or not check_fields(desk, record, _SCENE_SHAPE, file, ""):
        return None
    nodes: list[dict[str, Any]] = []
    for node in record["nodes"]:
        if not isinstance(node, dict):
            desk.report("wrong-type", file, "nodes", name="nodes", wanted_km="កំណត់ត្រា", wanted_en="a record")
            continue
        shape = _ENDING_SHAPE if "ending" in node else _NODE_SHAPE
        place = str(node.get("id"))
        if "ending" not in node and not node.get("choices"):
            desk.report("node-dead-end", file, place, name=place)
            continue
        if check_fields(desk, node, shape, file, place):
            nodes.append(node)
            check_known(desk, "source-unknown", node.get("sources"), known.sources, file, place)
            check_known(desk, "law-unknown", node.get("law"), known.law, file, place)
    check_unique(desk, [node["id"] for node in nodes], file)
    _check_ways(desk, record["start"], nodes, file)
    return {**record, "nodes": nodes}


def _check_ways(desk: Desk, start: str, nodes: list[dict[str, Any]], file: str) -> None:
    names = {node["id"] for node in nodes}
    ways: dict[str, list[str]] = {}
    for node in nodes:
        if "ending" in node:
            check_allowed(desk, node["ending"], ("good", "mixed", "poor"), "ending", file, node["id"])
            ways[node["id"]] = []
            continue
        node["choices"] = _records(desk, node["choices"], _CHOICE_SHAPE, file, node["id"], named="key")
        ways[node["id"]] = [choice["to"] for choice in node["choices"]]
        if len(node["choices"]) == 1:
            desk.report("node-one-way", file, node["id"], name=node["id"])
        for choice in node["choices"]:
            if choice["to"] not in names:
                desk.report("node-unknown", file, f"{node['id']} · {choice['key']}", name=choice["to"])
    if start not in names:
        desk.report("node-unknown", file, "start", name=start)
        return
    for name in sorted(names - scenes.reachable(start, ways)):
        desk.report("node-unreachable", file, name, name=name)
    endings = frozenset(node["id"] for node in nodes if "ending" in node)
    for name in sorted(scenes.without_way_out(ways, endings)):
        desk.report("scene-endless", file, name, name=name)
    if len(endings) < LEAST_ENDINGS:
        desk.report("ending-count", file, count=len(endings), low=LEAST_ENDINGS)
    if len(names) - len(endings) < GOOD_DECISIONS:
        desk.report("decision-count", file, count=len(names) - len(endings), low=GOOD_DECISIONS)


def _check_trainer(desk: Desk, module: dict[str, Any]) -> None:
    if module["trainer"] is None:
        return
    for lang, form in module["trainer"]["parsed"].items():
        present = {section.id for section in form.sections}
        for name in TRAINER_SECTIONS:
            if name not in present:
                desk.report("section-expected", f"{module['folder']}/trainer.{lang}.md", name=name)


def _check_objectives(desk: Desk, module: dict[str, Any], file: str) -> None:
    names = [objective["id"] for objective in module["objectives"]]
    taught = {name for lesson in module["lessons"] for name in lesson["objectives"]}
    for lesson in module["lessons"]:
        check_known(desk, "objective-unknown", lesson["objectives"], set(names), file, lesson["key"])
    for name in names:
        if name not in taught:
            desk.report("objective-untaught", file, name, name=name)
    if module["check"] is None:
        return
    tested = set()
    for question in module["check"]["questions"]:
        tested.add(question["objective"])
        check = f"{module['folder']}/check.yaml"
        check_known(desk, "objective-unknown", [question["objective"]], set(names), check, question["id"])
    for name in names:
        if name not in tested:
            desk.report("objective-untested", file, name, name=name)


def _check_listed(desk: Desk, module: dict[str, Any], file: str, known: Known) -> None:
    """The sources a module lists are the ones it cites."""
    used: set[str] = set()
    for pair in [*(lesson["prose"] for lesson in module["lessons"]), module["trainer"], module["handout"]]:
        if pair is not None:
            used.update(pair["parsed"]["km"].citations, pair["parsed"]["en"].citations)
    for question in (module["check"] or {"questions": []})["questions"]:
        used.update(question.get("sources") or [])
    for node in (module["scene"] or {"nodes": []})["nodes"]:
        used.update(node.get("sources") or [])
    listed = set(module["sources"])
    for name in sorted(used - listed):
        desk.report("source-unlisted", file, "sources", name=name)
    behind_law = {known.law[name] for name in module["law"] if name in known.law}
    for name in sorted(listed - used - behind_law):
        desk.report("source-idle", file, "sources", name=name)
