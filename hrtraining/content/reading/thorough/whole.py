"""Looks at what holds the modules together: hours, objections, parallel items, law, the size of the glossary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hrtraining.content.domain.fault import Fault, fault
from hrtraining.content.reading.course import Course
from hrtraining.content.reading.references import GLOSSARY, LAW, OBJECTIONS

HOURS = {"hours": 18, "academy_hours": 36}
LEAST_OBJECTIONS = 9
LEAST_TERMS = 100


def whole_faults(course: Course) -> Iterator[Fault]:
    """What the course as a whole lacks."""
    for name, wanted in HOURS.items():
        given = [module.get(name) for module in course.modules]
        if None in given:
            continue
        total = sum(float(hours) for hours in given if hours is not None)
        if abs(total - wanted) > 0.001:
            yield fault(
                "hours-wrong", "edition.yaml", "modules", name=name, count=f"{total:g}", wanted=wanted
            )
    if len(course.glossary) < LEAST_TERMS:
        yield fault("glossary-small", GLOSSARY, count=len(course.glossary), low=LEAST_TERMS)
    for row in course.law:
        for part in ("safe", "ask"):
            if row.get(f"{part}_km") is None:
                yield fault("law-unguided", LAW, row["id"], name=part)
    yield from _objection_faults(course)
    for instrument in course.instruments:
        yield from _parallel_faults(instrument)


def places(course: Course) -> frozenset[str]:
    """Every place that can be pointed at: lessons m06/l4, their sections m06/l4#does-it, questions, items."""
    found: set[str] = set()
    for module in course.modules:
        for lesson in module["lessons"]:
            here = f"{module['key']}/{lesson['key']}"
            found.add(here)
            if lesson["prose"] is not None:
                found.update(f"{here}#{section.id}" for section in lesson["prose"]["parsed"]["km"].sections)
        if module["check"] is not None:
            found.update(question["id"] for question in module["check"]["questions"])
    found.update(item["id"] for instrument in course.instruments for item in instrument["items"])
    return frozenset(found)


def _objection_faults(course: Course) -> Iterator[Fault]:
    if len(course.objections) < LEAST_OBJECTIONS:
        yield fault("objections-few", OBJECTIONS, count=len(course.objections), low=LEAST_OBJECTIONS)
    known = places(course)
    for row in course.objections:
        carried = [*(row.get("questions") or []), *(row.get("items") or [])]
        if not row["lessons"]:
            yield fault("objection-unanswered", OBJECTIONS, row["id"])
        if not carried:
            yield fault("objection-not-carried", OBJECTIONS, row["id"])
        for name in [*row["lessons"], *carried]:
            if name not in known:
                yield fault("place-unknown", OBJECTIONS, row["id"], name=name)


def _parallel_faults(instrument: dict[str, Any]) -> Iterator[Fault]:
    items = {item["id"]: item for item in instrument["items"]}
    for item in instrument["items"]:
        name = item.get("parallel")
        if name is None:
            continue
        file = f"instruments/{instrument['key']}/items/{item['id']}.yaml"
        other = items.get(name)
        if other is None or name == item["id"]:
            yield fault("parallel-unknown", file, item["id"], name=name)
        elif other.get("parallel") != item["id"]:
            yield fault("parallel-one-sided", file, item["id"], name=name)
        elif other["construct"] != item["construct"] or other["scale"] != item["scale"]:
            yield fault("parallel-apart", file, item["id"], name=name)
