"""Reads the drawings that the texts of a module name, and holds their labels against the texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hrtraining.content.domain import drawing
from hrtraining.content.domain.drawing import MOST_LABELS, MOST_WORDS, Drawing
from hrtraining.content.domain.pictures import Picture
from hrtraining.content.reading.files import Desk


def _pictures(pairs: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, str, Picture]]:
    """Every drawing named in some texts: file, place, language, picture."""
    return [
        (f"{pair['stem']}.{lang}.md", f"#{section.id}", lang, picture)
        for pair in pairs
        for lang, form in pair["parsed"].items()
        for section in form.sections
        for picture in section.pictures
        if picture.kind == "drawing" and picture.name
    ]


def read_drawings(desk: Desk, folder: str, pairs: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The SVG files that the texts of a module show, by name; one that cannot be used is left out."""
    named = _pictures(pairs)
    texts: dict[str, str] = {}
    drawn: dict[str, Drawing] = {}
    for name in sorted({picture.name for *_, picture in named}):
        file = f"{folder}/drawings/{name}.svg"
        text = desk.text(file)
        if text is None:
            continue
        made, faults = drawing.parse(text)
        for kind, values in faults:
            desk.report(kind, file, "", **values)
        if made is not None:
            texts[name], drawn[name] = text, made
    for file, place, lang, picture in named:
        if picture.name in drawn:
            _check_labels(desk, picture, drawn[picture.name], lang, file, place)
    return texts


def _check_labels(desk: Desk, picture: Picture, made: Drawing, lang: str, file: str, place: str) -> None:
    written = [name for name, _ in picture.labels]
    drawn = [one.name for one in made.places]
    for name in dict.fromkeys([*written, *drawn]):
        if (written.count(name), drawn.count(name)) != (1, 1):
            desk.report("label-unmatched", file, place, name=name, drawing=picture.name)
    if len(written) > MOST_LABELS:
        desk.report("label-many", file, place, count=len(written), most=MOST_LABELS)
    for name, words in picture.labels:
        if not words:
            desk.report("label-unmatched", file, place, name=name, drawing=picture.name)
        if lang == "en" and len(words.split()) > MOST_WORDS:
            desk.report("label-long", file, place, name=name, most=MOST_WORDS)
