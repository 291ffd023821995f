"""The pictures that stand between the paragraphs of a text: drawings, flows, bars and comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hrtraining.content.domain.figures import value_of

KINDS = ("drawing", "flow", "bars", "compare")
"""Containers with a form of their own; `example` is a box like the others and counts as a picture too."""
PICTURES = (*KINDS, "example")
STEPS = (3, 7)

_OPEN = re.compile(r"^:::\s*(\S+)(?:\s+(\S+))?\s*$")
_STEP = re.compile(r"^[0-9]+[.)]\s+(.*)$")
_WAY = re.compile(r"^\s+[-*]\s+(?:([^:៖\n]+?)\s*[:៖]\s*)?(.*)$")
_LABEL = re.compile(r"^[-*]\s+([a-z0-9]+(?:-[a-z0-9]+)*)\s*:\s*(.*)$")
_HUNDRED = re.compile(r"(?<![0-9.,])100(?![0-9.,])|(?<![០-៩.,])១០០(?![០-៩.,])")
_RULE = re.compile(r"^[|:\-\s]+$")

Faults = list[tuple[str, dict[str, object]]]


@dataclass(frozen=True, slots=True)
class Step:
    """One box of a flow; a question has two ways on, each a word such as yes and what to do."""

    text: str
    ways: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, the number as it is written, and its value."""

    label: str
    written: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is written; texts are Markdown of one line. Only the fields of its kind are filled."""

    kind: str
    name: str = ""
    title: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    steps: tuple[Step, ...] = ()
    bars: tuple[Bar, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def blocks(self) -> tuple[str, ...]:
        """What must be alike in both languages."""
        if self.kind == "drawing":
            return (f"[drawing {self.name}", *(f"label {name}" for name, _ in self.labels), "]")
        if self.kind == "flow":
            inner = [f"step+{len(step.ways)}" if step.ways else "step" for step in self.steps]
        elif self.kind == "bars":
            inner = [f"bar {one.value:f}" for one in self.bars]
        else:
            inner = [f"row {len(row)}" for row in self.rows]
        return (f"[{self.kind}", *(["p"] if self.title else []), *inner, "]")

    @property
    def is_per_cent(self) -> bool:
        """Whether the numbers are per cent."""
        said = " ".join((self.title, *self.head, *(one.written for one in self.bars)))
        return re.search(r"%|ភាគរយ|per ?cent", said) is not None

    @property
    def is_share(self) -> bool:
        """Whether the bars are per cent or so many of 100, so that a whole bar means 100."""
        of_100 = _HUNDRED.search(" ".join((self.title, *self.head))) is not None
        return (self.is_per_cent or of_100) and all(one.value <= 100 for one in self.bars)


def opening(line: str) -> tuple[str, str] | None:
    """The kind and the name of a container that begins on this line, or None."""
    match = _OPEN.match(line.strip())
    return (match[1], match[2] or "") if match else None


def split(text: str) -> Iterator[tuple[str, str, str]]:
    """A text as pieces in order: kind, name and body of a picture, or an empty kind and plain Markdown."""
    plain: list[str] = []
    inside: list[str] = []
    begun: tuple[str, str] | None = None
    for line in text.splitlines():
        if begun is not None:
            if line.strip() == ":::":
                yield (*begun, "\n".join(inside))
                begun, inside = None, []
            else:
                inside.append(line)
            continue
        found = opening(line)
        if found is not None and found[0] in KINDS:
            if plain:
                yield "", "", "\n".join(plain)
            begun, plain = found, []
        else:
            plain.append(line)
    if begun is not None:
        plain = [f"::: {begun[0]}", *inside]
    if plain:
        yield "", "", "\n".join(plain)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")))


def _table(lines: Sequence[str], faults: Faults, kind: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    rows = [_cells(line) for line in lines if line.strip().startswith("|") and not _RULE.match(line.strip())]
    for row in rows:
        if len(row) != 2:
            faults.append(("picture-columns", {"name": kind, "count": len(row)}))
    rows = [row for row in rows if len(row) == 2]
    if len(rows) < 2:
        faults.append(("picture-empty", {"name": kind}))
        return (), []
    return rows[0], rows[1:]


def _title(lines: Sequence[str]) -> tuple[str, list[str]]:
    """The paragraph before a list or a table, and the lines after it."""
    title: list[str] = []
    for index, line in enumerate(lines):
        if line.lstrip().startswith(("|", "- ", "* ")) or _STEP.match(line):
            return " ".join(title), list(lines[index:])
        if line.strip():
            title.append(line.strip())
    return " ".join(title), []


def _steps(lines: Sequence[str], faults: Faults) -> tuple[Step, ...]:
    steps: list[Step] = []
    for line in lines:
        if not line.strip():
            continue
        step, way = _STEP.match(line), _WAY.match(line)
        if step:
            steps.append(Step(step[1].strip()))
        elif way and steps:
            if way[1] is None:
                faults.append(("flow-ways", {"name": way[2]}))
            last = steps[-1]
            steps[-1] = Step(last.text, (*last.ways, ((way[1] or "").strip(), way[2].strip())))
        elif steps and line.startswith(" "):
            last = steps[-1]
            if last.ways:
                word, text = last.ways[-1]
                steps[-1] = Step(last.text, (*last.ways[:-1], (word, f"{text} {line.strip()}")))
            else:
                steps[-1] = Step(f"{last.text} {line.strip()}")
        else:
            faults.append(("picture-line", {"name": "flow", "value": line.strip()[:40], "form": "1. …"}))
    for one in steps:
        if one.ways and len(one.ways) != 2:
            faults.append(("flow-ways", {"name": one.text}))
    low, high = STEPS
    if not low <= len(steps) <= high:
        faults.append(("flow-steps", {"count": len(steps), "low": low, "high": high}))
    return tuple(steps)


def _labels(lines: Sequence[str], faults: Faults) -> tuple[tuple[str, str], ...]:
    labels: list[tuple[str, str]] = []
    for line in lines:
        match = _LABEL.match(line)
        if match:
            labels.append((match[1], match[2].strip()))
        elif line.startswith(" ") and labels and line.strip():
            labels[-1] = (labels[-1][0], f"{labels[-1][1]} {line.strip()}")
        elif line.strip():
            values = {"name": "drawing", "value": line.strip()[:40], "form": "- label-name: …"}
            faults.append(("picture-line", dict(values)))
    return tuple(labels)


def parse(kind: str, name: str, body: str) -> tuple[Picture, Faults]:
    """A picture from what stands in its container, with pairs of a kind of fault and its values."""
    faults: Faults = []
    title, lines = _title(body.splitlines())
    if kind == "drawing":
        if not name:
            faults.append(("drawing-unnamed", {}))
        if not title:
            faults.append(("picture-untitled", {"name": kind}))
        return Picture(kind, name, title, labels=_labels(lines, faults)), faults
    if kind == "flow":
        return Picture(kind, name, title, steps=_steps(lines, faults)), faults
    head, rows = _table(lines, faults, kind)
    if kind == "compare":
        return Picture(kind, name, title, head=head, rows=tuple(rows)), faults
    if not title:
        faults.append(("picture-untitled", {"name": kind}))
    bars: list[Bar] = []
    for label, written in rows:
        value = value_of(written)
        if value is None:
            faults.append(("bars-number", {"name": label, "value": written}))
        else:
            bars.append(Bar(label, written, value))
    return Picture(kind, name, title, head=head, bars=tuple(bars)), faults
