"""What the editors' pages receive: each part of the course in both languages, its faults, who has passed it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hrtraining.content.domain import pace
from hrtraining.content.domain.fault import Fault
from hrtraining.content.domain.part import SIGNED, Part, SignOff, state_of
from hrtraining.content.pages.scripts import Pieces, pieces
from hrtraining.content.pages.wordings import Drawer, Line, text_of
from hrtraining.content.reading import Course
from hrtraining.content.workbench import Workbench, progress
from hrtraining.core.i18n import LANGUAGES, Text

SHARED = ("law", "glossary", "objections")
_AROUND = ("check", "scene", "trainer", "handout", "card", "poster", "module")


@dataclass(frozen=True, slots=True)
class ShownFault:
    """One fault as a page says it."""

    where: str
    is_advice: bool
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the course on the page."""

    id: str
    place: str
    heading: Text | None
    kind: str
    lines: tuple[Line, ...]
    faults: tuple[ShownFault, ...]
    state: str
    signed_by: str
    signed_on: date | None
    text_hash: str
    law_hash: str
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One text of the course in a list."""

    module_key: str
    key: str
    title: Text | None
    faults: int
    advice: int
    parts: int
    signed: int

    @property
    def is_passed(self) -> bool:
        """Whether a reviewer has passed every part as it is now."""
        return self.parts > 0 and self.signed == self.parts


@dataclass(frozen=True, slots=True)
class ModuleLinks:
    """The texts of one module."""

    key: str
    title: Text
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The whole course as a list of texts."""

    modules: tuple[ModuleLinks, ...]
    shared: ModuleLinks
    faults: int
    advice: int
    parts: int
    signed: int
    loose: tuple[ShownFault, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """One text of the course in two columns."""

    module_key: str
    key: str
    module_title: Text | None
    title: Text | None
    rows: tuple[Row, ...]
    loose: tuple[ShownFault, ...]
    minutes: int | None
    needed: Text | None
    previous: Link | None
    following: Link | None
    parts: int
    signed: int


def index_page(bench: Workbench, signed: Mapping[str, SignOff], lang: str) -> IndexPage:
    """The list of every text with its faults and how much of it is signed off."""
    course = bench.course
    modules = tuple(
        ModuleLinks(module["key"], text_of(module["title"]), tuple(_links(bench, module, signed)))
        for module in (course.modules if course is not None else ())
    )
    shared = ModuleLinks(
        "shared",
        Text("ឯកសាររួម", "Shared files"),
        tuple(_link(bench, "shared", key, None, signed) for key in SHARED),
    )
    shown = {id(one) for name in _names(bench) for one in _faults_of(bench, *name)}
    return IndexPage(
        modules=modules,
        shared=shared,
        faults=sum(not one.is_advice for one in bench.faults),
        advice=sum(one.is_advice for one in bench.faults),
        parts=len(bench.parts),
        signed=progress(bench.parts, signed)[SIGNED],
        loose=tuple(shown_fault(one, lang) for one in bench.faults if id(one) not in shown),
    )


def text_page(
    bench: Workbench, signed: Mapping[str, SignOff], module_key: str, key: str, lang: str
) -> TextPage | None:
    """One text in two columns, or None when the course has no such text."""
    course = bench.course
    if course is None or (module_key, key) not in _names(bench):
        return None
    module = next((one for one in course.modules if one["key"] == module_key), None)
    lesson = next((one for one in (module or {"lessons": []})["lessons"] if one["key"] == key), None)
    cut = [part for part in bench.parts if _belongs(part, module_key, key)]
    faults = _faults_of(bench, module_key, key)
    drawer = Drawer(course, module)
    rows = []
    placed: set[int] = set()
    for part in cut:
        own = [one for one in faults if _is_in(one, part)]
        placed |= {id(one) for one in own}
        shown = tuple(shown_fault(one, lang) for one in own)
        rows.append(_row(part, drawer.lines(part, key), shown, signed.get(part.place), drawer.heading(part)))
    names = _names(bench)
    here = names.index((module_key, key))
    around = [names[here - 1] if here else None, names[here + 1] if here + 1 < len(names) else None]
    previous, following = (
        _link(bench, name[0], name[1], _title(course, *name), signed) if name else None for name in around
    )
    needed = None
    if lesson is not None and lesson["prose"] is not None:
        km, en = (
            f"{pace.minutes(lang, (one.body for one in lesson['prose']['parsed'][lang].sections)):.0f}"
            for lang in LANGUAGES
        )
        needed = Text(km, en)
    return TextPage(
        module_key=module_key,
        key=key,
        module_title=text_of(module["title"]) if module is not None else None,
        title=_title(course, module_key, key),
        rows=tuple(rows),
        loose=tuple(shown_fault(one, lang) for one in faults if id(one) not in placed),
        minutes=lesson["minutes"] if lesson is not None else None,
        needed=needed,
        previous=previous,
        following=following,
        parts=len(cut),
        signed=progress(cut, signed)[SIGNED],
    )


def anchor_of(place: str) -> str:
    """The id of a part on its page."""
    return place.replace("/", "-").replace("#", "-")


def shown_fault(one: Fault, lang: str) -> ShownFault:
    """A fault in one language."""
    where = f"{one.file.rpartition('/')[2]} {one.place}".strip()
    return ShownFault(where, one.is_advice, pieces(one.text.in_(lang), lang))


def _names(bench: Workbench) -> list[tuple[str, str]]:
    """Every text of the course in order: module and key."""
    course = bench.course
    if course is None:
        return []
    found = [
        (module["key"], key)
        for module in course.modules
        for key in (*(lesson["key"] for lesson in module["lessons"]), *_AROUND)
        if key not in ("card", "poster") or key in module["sheets"]
        if key != "handout" or module["handout"] is not None
    ]
    return [*found, *(("shared", key) for key in SHARED)]


def _title(course: Course, module_key: str, key: str) -> Text | None:
    for module in course.modules:
        for lesson in module["lessons"]:
            if (module["key"], lesson["key"]) == (module_key, key):
                return text_of(lesson["title"])
    return None


def _files(bench: Workbench, module_key: str, key: str) -> tuple[str, ...]:
    """The files that a text is written in, without language."""
    return tuple(dict.fromkeys(part.file for part in bench.parts if _belongs(part, module_key, key)))


def _belongs(part: Part, module_key: str, key: str) -> bool:
    if module_key == "shared":
        return part.place.startswith({"law": "law/", "glossary": "term/"}.get(key, "objection/"))
    if key == "check":
        return part.place.startswith(f"{module_key}-q")
    if key == "module":
        return part.place == f"{module_key}/module"
    return part.place.startswith(f"{module_key}/{key}#")


def _day(written: str) -> date | None:
    """The day of a sign-off; None when the file says something else."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _plain(file: str) -> str:
    """The name of a file without its language."""
    return file.replace(".km.md", ".md").replace(".en.md", ".md")


def _faults_of(bench: Workbench, module_key: str, key: str) -> list[Fault]:
    files = _files(bench, module_key, key)
    return [one for one in bench.faults if _plain(one.file) in files]


def _is_in(one: Fault, part: Part) -> bool:
    """Whether a fault stands in a part: its place begins with where the part is, or names it."""
    if _plain(one.file) != part.file or not part.within:
        return _plain(one.file) == part.file and not part.within
    return part.within in one.place.split(" · ")


def _links(bench: Workbench, module: Mapping[str, Any], signed: Mapping[str, SignOff]) -> Iterator[Link]:
    titles = {lesson["key"]: text_of(lesson["title"]) for lesson in module["lessons"]}
    for module_key, key in _names(bench):
        if module_key == module["key"]:
            yield _link(bench, module_key, key, titles.get(key), signed)


def _link(
    bench: Workbench, module_key: str, key: str, title: Text | None, signed: Mapping[str, SignOff]
) -> Link:
    cut = [part for part in bench.parts if _belongs(part, module_key, key)]
    counts = Counter(one.is_advice for one in _faults_of(bench, module_key, key))
    return Link(
        module_key=module_key,
        key=key,
        title=title,
        faults=counts[False],
        advice=counts[True],
        parts=len(cut),
        signed=progress(cut, signed)[SIGNED],
    )


def _row(
    part: Part,
    lines: Sequence[Line],
    faults: tuple[ShownFault, ...],
    sign_off: SignOff | None,
    heading: Text | None,
) -> Row:
    return Row(
        id=anchor_of(part.place),
        place=part.place,
        heading=heading,
        kind=part.place.partition("/")[0] if "/" in part.place else "question",
        lines=tuple(lines),
        faults=faults,
        state=state_of(part, sign_off),
        signed_by=sign_off.by if sign_off else "",
        signed_on=_day(sign_off.on) if sign_off else None,
        text_hash=part.text_hash,
        law_hash=part.law_hash,
        law=part.law,
    )
