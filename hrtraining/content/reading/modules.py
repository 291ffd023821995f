"""Reads the folders of the modules: lessons in two files each, check, scene, trainer notes, handout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hrtraining.content.domain import prose, scenes
from hrtraining.content.domain.prose import Prose
from hrtraining.content.reading.checks import read_check
from hrtraining.content.reading.drawings import read_drawings
from hrtraining.content.reading.fields import (
    Known,
    check_allowed,
    check_fields,
    check_known,
    check_records,
    check_unique,
)
from hrtraining.content.reading.files import Desk

SHEETS = ("card", "poster")
"""Texts of a module that are printed on a card to carry and on a poster to hang."""
TRAINER_SECTIONS = ("aim", "materials", "timing", "activity", "debrief", "objections")
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
    "academy_hours": "number?",
    "screen_minutes": "whole",
    "objectives": "list",
    "lessons": "list",
    "sources": "ids",
    "law": "ids",
}
_OBJECTIVE_SHAPE = {"id": "id", "km": "word", "en": "word"}
_LESSON_SHAPE = {"key": "id", "file": "id", "minutes": "whole", "title": "text", "objectives": "ids"}
_SCENE_SHAPE = {"title": "text", "intro": "text", "start": "id", "nodes": "list"}
_NODE_SHAPE = {
    "id": "id",
    "text": "text",
    "choices": "list",
    "objectives": "ids?",
    "sources": "ids?",
    "law": "ids?",
}
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


def folder_of(desk: Desk, key: str) -> str | None:
    """The folder of a module, such as `modules/m02-staying-safe`, or None with a fault."""
    found = sorted((desk.root / "modules").glob(f"{key}-*/module.yaml"))
    if not found:
        desk.report("file-missing", f"modules/{key}-…/module.yaml", name=f"modules/{key}-…/module.yaml")
        return None
    if len(found) > 1:
        names = ", ".join(path.parent.name for path in found)
        desk.report("folder-twice", f"modules/{key}-…", name=key, names=names)
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
    objectives = check_records(
        desk, record["objectives"], _OBJECTIVE_SHAPE, file, "objectives", prefix=f"{key}-"
    )
    lessons = check_records(desk, record["lessons"], _LESSON_SHAPE, file, "lessons", named="key")
    check_known(desk, "source-unknown", record["sources"], known.sources, file, "sources")
    check_known(desk, "law-unknown", record["law"], known.law, file, "law")
    if record["key"] != key:
        desk.report("prefix-wrong", file, "key", name=record["key"], prefix=key)
    module: dict[str, Any] = {
        **record,
        "folder": folder,
        "objectives": objectives,
        "lessons": lessons,
        "check": read_check(desk, f"{folder}/check.yaml", key, known),
        "scene": _read_scene(desk, f"{folder}/scene.yaml", known),
        "trainer": _read_pair(desk, f"{folder}/trainer", known),
        "handout": None,
        "sheets": {},
    }
    for lesson in lessons:
        lesson["prose"] = _read_pair(desk, f"{folder}/{lesson['file']}", known, is_lesson=True)
    if any((desk.root / folder).glob("handout.*.md")):
        module["handout"] = _read_pair(desk, f"{folder}/handout", known)
    for name in SHEETS:
        if any((desk.root / folder).glob(f"{name}.*.md")):
            module["sheets"][name] = _read_pair(desk, f"{folder}/{name}", known)
    module["drawings"] = read_drawings(desk, folder, pairs_of(module))
    _check_trainer(desk, module)
    _check_objectives(desk, module, file)
    _check_listed(desk, module, file, known)
    for path in sorted((desk.root / folder).rglob("*")):
        if path.is_file() and path not in desk.opened:
            desk.report("file-unused", path.relative_to(desk.root).as_posix())
    return module


def pairs_of(module: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every text of a module that could be read: lessons, trainer notes, handout, sheets to hang or carry."""
    pairs = [*(lesson["prose"] for lesson in module["lessons"]), module["trainer"], module["handout"]]
    return [pair for pair in [*pairs, *module["sheets"].values()] if pair is not None]


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
        for kind, place, values in form.faults:
            desk.report(kind, file, place, **values)
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
        node["choices"] = check_records(desk, node["choices"], _CHOICE_SHAPE, file, node["id"], named="key")
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
    for node in (module["scene"] or {"nodes": []})["nodes"]:
        scene = f"{module['folder']}/scene.yaml"
        check_known(desk, "objective-unknown", node.get("objectives"), set(names), scene, node["id"])
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
    for pair in pairs_of(module):
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
