"""Looks at the texts of a module: long enough and no longer, shown and not only said, each number with source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hrtraining.content.domain import claims, pace, prose, writing
from hrtraining.content.domain.blocks import FIGURES, Block, blocks, cells, readable
from hrtraining.content.domain.fault import Fault, fault

WORDS = (250, 450)
OBJECTIVES = (4, 7)
LESSONS = (4, 6)
SHOWN = 60
"""Letters of a sentence that a fault repeats, to find it by."""

_MINUTES = re.compile(r"^[0-9០-៩]+$")
_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_STRENGTH = {
    "en": re.compile(
        r"\b(?:strength|strong|weak|moderate|low|high|certain\w*|no (?:study|evidence|figure|source)|not? (?:found|know)"
        r"|expert advice|evidence|do not know)\b",
        re.I,
    ),
    "km": re.compile("កម្លាំង|ភស្តុតាង|ខ្លាំង|ខ្សោយ|មធ្យម|មិនទាន់|រកមិនឃើញ|មិនដឹង|អ្នកជំនាញ"),
}
_SPEECH_FIRST = re.compile(r"^(?:\*\*)?\s*[“\"«]")


def texts_of(module: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every pair of files of a module with what it is: lesson, trainer, handout, card or poster."""
    for lesson in module["lessons"]:
        if lesson["prose"] is not None:
            yield "lesson", lesson["prose"]
    for name, pair in (
        ("trainer", module["trainer"]),
        ("handout", module["handout"]),
        *module["sheets"].items(),
    ):
        if pair is not None:
            yield name, pair


def module_faults(module: Mapping[str, Any]) -> Iterator[Fault]:
    """What the lessons of a module lack: length, figures, sources, time; and its trainer notes."""
    file = f"{module['folder']}/module.yaml"
    for kind, (low, high), count in (
        ("objective-count", OBJECTIVES, len(module["objectives"])),
        ("lesson-count", LESSONS, len(module["lessons"])),
    ):
        if not low <= count <= high:
            yield fault(kind, file, count=count, low=low, high=high)
    has_drawing = False
    for lesson in module["lessons"]:
        pair = lesson["prose"]
        if pair is None:
            continue
        boxes = {
            piece.box
            for lang in ("km", "en")
            for section in pair["parsed"][lang].sections
            for piece in blocks(section.body)
        }
        has_drawing = has_drawing or "drawing" in boxes
        yield from _lesson_faults(lesson, boxes)
    if not has_drawing:
        yield fault("module-no-drawing", file)
    if module.get("academy_hours") is None:
        yield fault("academy-missing", file)
    if module["handout"] is None:
        yield fault("handout-missing", file)
    yield from _trainer_faults(module)


def _lesson_faults(lesson: Mapping[str, Any], boxes: set[str]) -> Iterator[Fault]:
    pair = lesson["prose"]
    file = f"{pair['stem']}.en.md"
    english = pair["parsed"]["en"].sections
    length = sum(pace_words(section.text) for section in english)
    if not WORDS[0] <= length <= WORDS[1]:
        yield fault("lesson-words", file, count=length, low=WORDS[0], high=WORDS[1])
    for lang in ("km", "en"):
        needed = pace.minutes(lang, (section.body for section in pair["parsed"][lang].sections))
        if abs(needed - lesson["minutes"]) > pace.LEEWAY:
            yield fault(
                "lesson-time", f"{pair['stem']}.{lang}.md", said=lesson["minutes"], needed=f"{needed:.0f}"
            )
    if not boxes & set(FIGURES):
        yield fault("lesson-no-figure", file)
    if "duty" not in boxes:
        yield fault("lesson-no-duty", file)
    if not any(section.citations or section.laws for section in english):
        yield fault("lesson-unsourced", file)


def pace_words(text: str) -> int:
    """English words of a section without its markup: no box lines, no citations, no ids."""
    lines = [line for line in text.splitlines() if not line.strip().startswith(":::")]
    return prose.words(readable("\n".join(lines)))


def _trainer_faults(module: Mapping[str, Any]) -> Iterator[Fault]:
    pair = module["trainer"]
    if pair is None:
        return
    for lang in ("km", "en"):
        file = f"{pair['stem']}.{lang}.md"
        sections = {section.id: section for section in pair["parsed"][lang].sections}
        if "academy" not in sections:
            yield fault("trainer-no-academy", file)
        if "timing" in sections:
            rows = [cells(piece.text) for piece in blocks(sections["timing"].body) if piece.kind == "row"]
            minutes = [
                int(row[0].translate(_DIGITS)) for row in rows if row and _MINUTES.match(row[0].strip())
            ]
            wanted = round(float(module["hours"]) * 60)
            if minutes and sum(minutes) != wanted:
                yield fault("timing-wrong", file, "#timing", count=sum(minutes), wanted=wanted)
        if "objections" in sections:
            yield from _objection_faults(lang, blocks(sections["objections"].body), file)


def _objection_faults(lang: str, pieces: tuple[Block, ...], file: str) -> Iterator[Fault]:
    """Each objection is answered with the strength of the evidence, up to the next objection."""
    starts = [number for number, piece in enumerate(pieces) if _SPEECH_FIRST.match(piece.text)]
    for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True):
        answer = " ".join(piece.text for piece in pieces[start:end])
        if prose.cited(answer) and not _STRENGTH[lang].search(answer):
            yield fault("objection-weightless", file, "#objections", text=_start(pieces[start].text))


def text_faults(module: Mapping[str, Any]) -> Iterator[Fault]:
    """What is written against the rules in the texts of a module: numbers, quotations, long sentences."""
    for what, pair in texts_of(module):
        for lang in ("km", "en"):
            file = f"{pair['stem']}.{lang}.md"
            sections = pair["parsed"][lang].sections
            cut = [blocks(section.body) for section in sections]
            claiming = [
                pieces if what != "trainer" or section.id == "objections" else ()
                for section, pieces in zip(sections, cut, strict=True)
            ]
            for number, piece, missing in claims.unsourced(claiming):
                kind = "number-unsourced" if missing == "source" else "number-undated"
                yield fault(kind, file, f"#{sections[number].id}", text=_start(piece.text))
            for section, pieces in zip(sections, cut, strict=True):
                place = f"#{section.id}"
                yield from _figure_faults(pieces, file, place)
                yield from _sentence_faults(lang, pieces, file, place)
                if claims.has_open_quotation(lang, section.text):
                    yield fault("quotation-open", file, place)


def _figure_faults(pieces: tuple[Block, ...], file: str, place: str) -> Iterator[Fault]:
    for box in ("figures", "bars"):
        for group in sorted({piece.group for piece in pieces if piece.box == box}):
            text = " ".join(piece.text for piece in pieces if piece.group == group)
            if not claims.names_a_year(text) or not prose.cited(text):
                yield fault("figures-undated", file, place)


def _sentence_faults(lang: str, pieces: tuple[Block, ...], file: str, place: str) -> Iterator[Fault]:
    for piece in pieces:
        if piece.kind in ("row", "law"):
            continue
        if piece.box not in ("say", "example") and prose.cited(piece.text):
            for said in claims.long_quotations(lang, piece.text):
                yield fault("quotation-long", file, place, text=_start(said), high=claims.LONGEST_QUOTATION)
        for sentence in pace.sentences(piece.text):
            length = pace.clusters(sentence) if lang == "km" else prose.words(sentence)
            if length > writing.LONGEST_SENTENCE[lang]:
                yield fault("sentence-long", file, place, text=_start(sentence))
        if lang == "km" and writing.is_passive_by_pattern(piece.text):
            yield fault("khmer-passive", file, place)


def _start(text: str) -> str:
    return readable(text).strip().strip('“”"«»* ')[:SHOWN].strip()
