"""How a lesson file is built: headed sections, kinds of blocks, citations and law markers."""

from __future__ import annotations

import re
from dataclasses import dataclass

BOXES = ("key", "duty", "say", "caution", "figures")

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$")
_HEADING_ID = re.compile(r"^(.*?)\s*\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}$")
_LAW_LINE = re.compile(r"^\[law:([a-z0-9-]+)\]$")
_LAW = re.compile(r"\[law:([a-z0-9-]+)\]")
_CITATION = re.compile(r"\[@([a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*)\]")
_TERM = re.compile(r"\[\[([a-z0-9-]+)\]\]")
_LINK = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)|https?://\S+")
_HTML = re.compile(r"<[/!a-zA-Z][^>\n]*>")
_LIST = re.compile(r"^(?:[-*+]|(\d+)[.)])\s+\S")
_NESTED_LIST = re.compile(r"^\s{2,}(?:[-*+]|\d+[.)])\s+\S")
_OPEN = re.compile(r"^:::\s*(\S+)\s*$")


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

    @property
    def text(self) -> str:
        """Heading and body, for the rules about words and numbers."""
        return f"{self.heading}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Prose:
    """A file of headed sections; `faults` are pairs of kind and name for `fault.fault`."""

    sections: tuple[ProseSection, ...]
    faults: tuple[tuple[str, str, str], ...]

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


def _blocks(body: str, place: str) -> tuple[tuple[str, ...], list[tuple[str, str, str]]]:
    """The kinds of blocks in order, such as `p`, `ul 3`, `ol 5`, `table 4x3`, `law`, `[say`, `]`."""
    kinds: list[str] = []
    faults: list[tuple[str, str, str]] = []
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
        opening = _OPEN.match(line)
        if opening or line == ":::":
            close_lists()
            in_paragraph = False
            if opening:
                if opening[1] not in BOXES:
                    faults.append(("box-unknown", place, opening[1]))
                if open_box is not None:
                    faults.append(("box-open", place, open_box))
                open_box = opening[1]
                kinds.append(f"[{opening[1]}")
            else:
                if open_box is None:
                    faults.append(("box-unknown", place, ""))
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
        if _LAW.search(line):
            faults.append(("law-not-alone", place, _LAW.search(line)[1]))  # type: ignore[index]  # just matched
        if not in_paragraph:
            close_lists()
            kinds.append("p")
            in_paragraph = True
    close_lists()
    if open_box is not None:
        faults.append(("box-open", place, open_box))
    return tuple(kinds), faults


def parse(text: str) -> Prose:
    """Split a file into its sections and note what its form forbids."""
    faults: list[tuple[str, str, str]] = []
    sections: list[ProseSection] = []
    heading: str | None = None
    identity = ""
    lines: list[str] = []

    def finish() -> None:
        body = "\n".join(lines).strip()
        lines.clear()
        if heading is None:
            if body:
                faults.append(("heading-missing", "", ""))
            return
        blocks, found = _blocks(body, f"#{identity}")
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
            )
        )

    for line in text.splitlines():
        match = _HEADING.match(line)
        if match is None:
            lines.append(line)
            continue
        finish()
        if match[1] != "##":
            faults.append(("heading-level", "", match[2]))
        named = _HEADING_ID.match(match[2])
        if named is None:
            faults.append(("heading-id-missing", "", match[2]))
        heading, identity = (named[1], named[2]) if named else (match[2], f"section-{len(sections) + 1}")
    finish()
    for section in sections:
        if _HTML.search(section.body):
            faults.append(("markup-forbidden", f"#{section.id}", "HTML"))
        if _LINK.search(section.body):
            faults.append(("markup-forbidden", f"#{section.id}", "link / image"))
    seen: set[str] = set()
    for section in sections:
        if section.id in seen:
            faults.append(("id-twice", f"#{section.id}", section.id))
        seen.add(section.id)
    return Prose(sections=tuple(sections), faults=tuple(faults))
