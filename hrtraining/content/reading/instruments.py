"""Reads an instrument: its own record and one file an item, held against the blueprint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hrtraining.content.domain import blueprint, wording
from hrtraining.content.reading.fields import check_fields, check_known, check_text
from hrtraining.content.reading.files import Desk

_INSTRUMENT_SHAPE = {
    "key": "id",
    "title": "text",
    "constructs": "record",
    "scales": "record",
    "order": "ids",
    "threshold_share": "number",
    "source_sentence": "text",
}
_ITEM_SHAPE = {
    "id": "id",
    "blueprint": "word",
    "kind": "word",
    "construct": "word",
    "scale": "word",
    "module": "id",
    "options": "words",
    "favourable": "words",
    "pending_legal_review": "yes-no",
    "sources": "ids",
    "law": "ids",
    "rationale": "text",
    "parallel": "id?",
    "form": "word?",
    "form_b": "text?",
    "km": "word",
    "en": "word",
}
FORMS = ("A", "B", "both")
"""The forms of a cross-over: an item stands in one of them or in both."""


@dataclass(frozen=True, slots=True)
class BesideItems:
    """What of the course items name, and Khmer terms of several words that a wording may hold."""

    modules: list[str]
    sources: set[str]
    law: Mapping[str, Mapping[str, Any]]
    joined_terms: list[str]


def read_instrument(desk: Desk, key: str, known: BesideItems) -> dict[str, Any] | None:
    """One instrument with its items in their frozen order, or None when its own record cannot be used."""
    folder = f"instruments/{key}"
    file = f"{folder}/instrument.yaml"
    record = desk.record(file)
    if record is None or not check_fields(desk, record, _INSTRUMENT_SHAPE, file, ""):
        return None
    _check_scales(desk, record, file)
    items: dict[str, dict[str, Any]] = {}
    for path in sorted((desk.root / folder / "items").glob("*.yaml")):
        name = path.relative_to(desk.root).as_posix()
        item = desk.record(name)
        if item is None or not check_fields(desk, item, _ITEM_SHAPE, name, str(item.get("id"))):
            continue
        if item["id"] != path.stem:
            desk.report("prefix-wrong", name, "id", name=item["id"], prefix=path.stem)
        items[item["id"]] = item
        _check_item(desk, item, name, record["scales"])
        _check_named(desk, item, name, known)
        for lang in ("km", "en"):
            joined = known.joined_terms if lang == "km" else []
            desk.faults.extend(wording.stem_faults(lang, item[lang], name, lang, joined))
            second = item.get("form_b")
            if second is not None:
                desk.faults.extend(wording.stem_faults(lang, second[lang], name, f"form_b · {lang}", joined))
    _check_second_form(desk, items, folder)
    _check_order(desk, record["order"], items, file)
    return {**record, "items": [items[name] for name in record["order"] if name in items]}


def _check_named(desk: Desk, item: dict[str, Any], file: str, known: BesideItems) -> None:
    if item["module"] not in known.modules:
        allowed = ", ".join(known.modules)
        desk.report("not-allowed", file, item["id"], name="module", value=item["module"], allowed=allowed)
    check_known(desk, "source-unknown", item["sources"], known.sources, file, item["id"])
    check_known(desk, "law-unknown", item["law"], known.law, file, item["id"])
    for statement in item["law"]:
        if statement in known.law and not known.law[statement]["scored"]:
            desk.report("item-rests-on-unscored", file, item["id"], name=statement)


def _check_scales(desk: Desk, record: dict[str, Any], file: str) -> None:
    for name in ("agreement", "likelihood", "truth"):
        codes = record["scales"].get(name)
        if not isinstance(codes, dict):
            desk.report("key-missing", file, "scales", name=name)
            continue
        wanted = blueprint.TRUTH if name == "truth" else blueprint.FIVE_POINTS
        for code in wanted:
            if not isinstance(codes.get(code), dict):
                desk.report("key-missing", file, f"scales · {name}", name=code)
            else:
                check_text(desk, codes[code], file, f"scales · {name} · {code}")
    for letter in blueprint.CONSTRUCT_SIZES:
        if not isinstance(record["constructs"].get(letter), dict):
            desk.report("key-missing", file, "constructs", name=letter)
        else:
            check_text(desk, record["constructs"][letter], file, f"constructs · {letter}")


def _check_item(desk: Desk, item: dict[str, Any], file: str, scales: Mapping[str, Any]) -> None:
    name = item["blueprint"]
    if name not in blueprint.ITEMS:
        desk.report(
            "not-allowed", file, item["id"], name="blueprint", value=name, allowed=", ".join(blueprint.ITEMS)
        )
        return
    for field, value in (
        ("kind", blueprint.kind_of(name)),
        ("scale", blueprint.scale_of(name)),
        ("construct", name[0]),
    ):
        if item[field] != value:
            desk.report("not-allowed", file, item["id"], name=field, value=item[field], allowed=value)
    known = scales.get(item["scale"]) or {}
    for code in [*item["options"], *item["favourable"]]:
        if code not in known or code not in item["options"]:
            desk.report("item-key", file, item["id"], name=code)
    if frozenset(item["favourable"]) != blueprint.favourable_of(name):
        wanted = ", ".join(sorted(blueprint.favourable_of(name)))
        value = ", ".join(map(str, item["favourable"]))
        desk.report("item-blueprint", file, item["id"], name=name, wanted=wanted, value=value)
    if item.get("form") is not None and item["form"] not in FORMS:
        desk.report(
            "not-allowed", file, item["id"], name="form", value=item["form"], allowed=", ".join(FORMS)
        )
    is_pending = name in blueprint.PENDING_LEGAL_REVIEW
    if item["pending_legal_review"] != is_pending:
        desk.report("item-pending", file, item["id"], name=name, wanted=str(is_pending).lower())


def _check_second_form(desk: Desk, items: Mapping[str, dict[str, Any]], folder: str) -> None:
    """A second wording stands in every item or in none: half a form could not be given to anybody."""
    without = [name for name, item in items.items() if item.get("form_b") is None]
    if 0 < len(without) < len(items):
        for name in without:
            desk.report("form-b-missing", f"{folder}/items/{name}.yaml", name)


def _check_order(desk: Desk, order: list[str], items: Mapping[str, dict[str, Any]], file: str) -> None:
    odd = sorted(set(order) ^ set(items)) + sorted({name for name in order if order.count(name) > 1})
    if odd:
        desk.report("order-differs", file, "order", name=", ".join(odd))
    used = [items[name]["blueprint"] for name in order if name in items]
    missing = [name for name in blueprint.ITEMS if name not in used]
    if missing:
        desk.report("order-differs", file, "order", name=", ".join(missing))
    run = blueprint.longest_run(used)
    if run > blueprint.LONGEST_RUN:
        desk.report("order-shows-key", file, "order", count=run)
