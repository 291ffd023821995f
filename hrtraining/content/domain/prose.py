"""How a lesson file is built: headed sections, kinds of blocks, citations and law markers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hrtraining.content.domain import pictures
from hrtraining.content.domain.pictures import Picture

BOXES = ("key", "duty", "say", "caution", "figures", "example")

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$")
_HEADING_ID = re.compile(r"^(.*?)\s*\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}$")
_LAW_LINE = re.compile(r"^\[law:([a-z0-9-]+)\]$")
_LAW = re.compile(r"\[law:([a-z0-9-]+)\]")
_CITATION = re.compile(r"\[@([a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*)\]")
_TERM = re.compile(r"\[\[([a-z0-9-]+)\]\]")
_MARK = re.compile(
    r"\[+\s*(?:@|law\s*:)[^\[\]\n]*\]+|\(\s*@[a-z0-9][^()\n]*\)|\[\[[^\[\]\n]*\]\]", re.IGNORECASE
)
"""What looks like a citation, a law marker or a term, rightly written or not."""
_LINK = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)|https?://\S+")
_HTML = re.compile(r"<[/!a-zA-Z][^>\n]*>")
_LIST = re.compile(r"^(?:[-*+]|(\d+)[.)])\s+\S")
_NESTED_LIST = re.compile(r"^\s{2,}(?:[-*+]|\d+[.)])\s+\S")
_FENCE = re.compile(r"^:::.*$", re.MULTILINE)
_LABEL_NAME = re.compile(r"^- [a-z0-9-]+\s*:", re.MULTILINE)


ProseFault = tuple[str, str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class ProseSection:
    """One `## Heading {#id}` with what follows it."""

    id: str
    heading: str
    body: str
    blocks: tuple[str, ...]
    citations: tuple[str, ...]
    laws: tuple[str, ...]
    terms: tuple[str, ...]
    pictures: tuple[Picture, ...] = ()

    @property
    def text(self) -> str:
        """Heading and body without the names of boxes and labels, for the rules about words and numbers."""
        said = [
            _LABEL_NAME.sub("-", body) if kind == "drawing" else body
            for kind, _, body in pictures.split(self.body)
        ]
        return _FENCE.sub("", "\n".join([self.heading, *said]))

    @property
    def examples(self) -> int:
        """How many worked examples the section has."""
        return self.blocks.count("[example")


@dataclass(frozen=True, slots=True)
class Prose:
    """A file of headed sections; `faults` are kind, place and values for `fault.fault`."""

    sections: tuple[ProseSection, ...]
    faults: tuple[ProseFault, ...]

    @property
    def citations(self) -> tuple[str, ...]:
        """Every source the file cites, in order, with repetitions."""
        return tuple(one for section in self.sections for one in section.citations)

    @property
    def laws(self) -> tuple[str, ...]:
        """Every law statement the file shows, in order."""
        return tuple(one for section in self.sections for one in section.laws)


def cited(text: str) -> tuple[str, ...]:
    """The source ids cited in a text: `[@a]` or `[@a; @b]`."""
    found: list[str] = []
    for match in _CITATION.finditer(text):
        found.extend(part.strip().lstrip("@") for part in match[1].split(";"))
    return tuple(found)


def words(text: str) -> int:
    """About how many words an English text has."""
    return len(re.findall(r"[A-Za-z0-9][\w'’-]*", _CITATION.sub(" ", _LAW.sub(" ", text))))


def _blocks(body: str, place: str) -> tuple[tuple[str, ...], list[ProseFault]]:
    """The kinds of blocks in order, such as `p`, `ul 3`, `ol 5`, `table 4x3`, `law`, `[say`, `]`."""
    kinds: list[str] = []
    faults: list[ProseFault] = []
    counts = {"ul": 0, "ol": 0, "rows": 0, "columns": 0}
    open_box: str | None = None
    in_paragraph = False

    def close_lists() -> None:
        for kind in ("ul", "ol"):
            if counts[kind]:
                kinds.append(f"{kind} {counts[kind]}")
                counts[kind] = 0
        if counts["rows"]:
            kinds.append(f"table {counts['rows']}x{counts['columns']}")
            counts["rows"] = counts["columns"] = 0

    for raw in body.splitlines():
        line = raw.strip()
        if not line:
            in_paragraph = False
            continue
        opening = pictures.opening(line)
        if opening or line == ":::":
            close_lists()
            in_paragraph = False
            if opening:
                if opening[0] not in BOXES and opening[0] not in pictures.KINDS:
                    faults.append(("box-unknown", place, {"name": opening[0]}))
                if open_box is not None:
                    faults.append(("box-open", place, {"name": open_box}))
                open_box = opening[0]
                kinds.append(f"[{opening[0]}")
            else:
                if open_box is None:
                    faults.append(("box-unknown", place, {"name": ""}))
                open_box = None
                kinds.append("]")
            continue
        item = _LIST.match(line)
        if item and (_NESTED_LIST.match(raw) or not raw.startswith(" ")):
            kind = "ol" if item[1] else "ul"
            if counts["ol" if kind == "ul" else "ul"] or counts["rows"]:
                close_lists()
            counts[kind] += 1
            in_paragraph = False
            continue
        if line.startswith("|"):
            if counts["ul"] or counts["ol"]:
                close_lists()
            if not re.fullmatch(r"[|:\-\s]+", line):
                counts["rows"] += 1
                counts["columns"] = max(counts["columns"], line.strip("|").count("|") + 1)
            in_paragraph = False
            continue
        if raw.startswith("  ") and (counts["ul"] or counts["ol"]):
            continue
        if _LAW_LINE.match(line):
            close_lists()
            kinds.append("law")
            in_paragraph = False
            continue
        marker = _LAW.search(line)
        if marker:
            faults.append(("law-not-alone", place, {"name": marker[1]}))
        if not in_paragraph:
            close_lists()
            kinds.append("p")
            in_paragraph = True
    close_lists()
    if open_box is not None:
        faults.append(("box-open", place, {"name": open_box}))
    return tuple(kinds), faults


def _pieces(body: str, place: str) -> tuple[tuple[str, ...], tuple[Picture, ...], list[ProseFault]]:
    """The kinds of blocks of a section, its pictures, and what is wrong with them."""
    kinds: list[str] = []
    drawn: list[Picture] = []
    faults: list[ProseFault] = []
    for kind, name, inner in pictures.split(body):
        if not kind:
            blocks, found = _blocks(inner, place)
            kinds.extend(blocks)
            faults.extend(found)
            continue
        picture, wrong = pictures.parse(kind, name, inner)
        kinds.extend(picture.blocks)
        drawn.append(picture)
        faults.extend((one, place, values) for one, values in wrong)
    return tuple(kinds), tuple(drawn), faults


def parse(text: str) -> Prose:
    """Split a file into its sections and note what its form forbids."""
    faults: list[ProseFault] = []
    sections: list[ProseSection] = []
    heading: str | None = None
    identity = ""
    lines: list[str] = []

    def finish() -> None:
        body = "\n".join(lines).strip()
        lines.clear()
        if heading is None:
            if body:
                faults.append(("heading-missing", "", {}))
            return
        blocks, drawn, found = _pieces(body, f"#{identity}")
        faults.extend(found)
        sections.append(
            ProseSection(
                id=identity,
                heading=heading,
                body=body,
                blocks=blocks,
                citations=cited(body),
                laws=tuple(_LAW.findall(body)),
                terms=tuple(_TERM.findall(body)),
                pictures=drawn,
            )
        )

    for line in text.splitlines():
        match = _HEADING.match(line)
        if match is None:
            lines.append(line)
            continue
        finish()
        if match[1] != "##":
            faults.append(("heading-level", "", {"name": match[2]}))
        named = _HEADING_ID.match(match[2])
        if named is None:
            faults.append(("heading-id-missing", "", {"name": match[2]}))
        heading, identity = (named[1], named[2]) if named else (match[2], f"section-{len(sections) + 1}")
    finish()
    for section in sections:
        if _HTML.search(section.body):
            faults.append(("markup-forbidden", f"#{section.id}", {"name": "HTML"}))
        for mark in dict.fromkeys(match[0] for match in _MARK.finditer(section.body)):
            if not any(form.fullmatch(mark) for form in (_CITATION, _LAW, _TERM)):
                faults.append(("mark-malformed", f"#{section.id}", {"name": mark}))
        if _LINK.search(section.body):
            faults.append(("markup-forbidden", f"#{section.id}", {"name": "link / image"}))
    seen: set[str] = set()
    for section in sections:
        if section.id in seen:
            faults.append(("id-twice", f"#{section.id}", {"name": section.id}))
        seen.add(section.id)
    return Prose(sections=tuple(sections), faults=tuple(faults))
