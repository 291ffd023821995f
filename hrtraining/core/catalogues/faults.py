"""Judges the Khmer catalogues against the source: nothing missing, nothing doubtful, nothing said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message

from hrtraining.core.catalogues.files import entries_of, folder_of, key_of, khmer_of, read_catalogues
from hrtraining.core.catalogues.source import BARE_PERCENT, Key, Problem, sentences_of

PLACE = re.compile(r"%\((\w+)\)[a-z]")
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
COENG_DA = "\u17d2\u178a"
ZERO_WIDTH_SPACE = "\u200b"


def check(root: Path) -> list[Problem]:
    """What is wrong between the source and the Khmer catalogues; an empty list when nothing is."""
    found, problems = sentences_of(root)
    catalogues = read_catalogues(root)
    texts: dict[Key, tuple[str, str]] = {}
    for name, catalogue in catalogues.items():
        file = (folder_of(root) / f"{name}.po").relative_to(root).as_posix()
        for message in entries_of(catalogue):
            khmer, key = khmer_of(message), key_of(message)
            problems += [Problem(file, key[1], km, en) for km, en in _faults(message, khmer)]
            other_file, other = texts.setdefault(key, (file, khmer))
            if khmer and other and khmer != other:
                problems.append(
                    Problem(
                        file,
                        key[1],
                        f"មានពាក្យខ្មែរពីរ៖ {khmer} ហើយក្នុង {other_file}៖ {other}",
                        f"It has another Khmer text in {other_file}: say the same, or give a context.",
                    )
                )
    for name, sentences in found.items():
        file = (folder_of(root) / f"{name}.po").relative_to(root).as_posix()
        have = {key_of(message) for message in entries_of(catalogues[name])} if name in catalogues else set()
        problems += [
            Problem(
                file,
                key[1],
                f"ខ្វះធាតុនេះ ({sentence.files[0]})៖ សូមដំណើរការ make catalogues ហើយសរសេរពាក្យខ្មែរ។",
                f"The entry is missing ({sentence.files[0]}): run 'make catalogues' and write the Khmer.",
            )
            for key, sentence in sentences.items()
            if key not in have
        ]
    return sorted(set(problems))


def _faults(message: Message, khmer: str) -> Iterator[tuple[str, str]]:
    """What is wrong with one entry, in Khmer and English."""
    forms = [message.id] if isinstance(message.id, str) else list(message.id)
    if not khmer.strip():
        yield "ខ្វះពាក្យខ្មែរ។", "The Khmer text is missing."
        return
    if message.fuzzy:
        yield (
            "ពាក្យខ្មែរនេះមិនទាន់ប្រាកដ (fuzzy)។",
            "The Khmer text is marked fuzzy: look at it and take the mark away.",
        )
    needed = set(PLACE.findall(forms[-1])) - ({"num"} if len(forms) > 1 else set())
    allowed = {name for form in forms for name in PLACE.findall(form)} | (
        {"num"} if len(forms) > 1 else set()
    )
    said = set(PLACE.findall(khmer))
    if not needed <= said <= allowed:
        names = ", ".join(f"%({name})s" for name in sorted(needed ^ said))
        yield f"កន្លែងដាក់តម្លៃខុសគ្នា៖ {names}", f"The places for values differ: {names}"
    if BARE_PERCENT.search(khmer) and not any(BARE_PERCENT.search(form) for form in forms):
        yield "សញ្ញា % ត្រូវសរសេរ %%។", "A percent sign of the Khmer text must be written %%."
    if sorted(m.group() for m in TAG.finditer(khmer)) != sorted(m.group() for m in TAG.finditer(forms[-1])):
        yield "ស្លាក HTML ខុសគ្នា។", "The HTML tags differ."
    if COENG_DA in khmer:
        yield "សូមសរសេរជើងត (្ត) កុំសរសេរជើងដ។", "Write the subscript TA, never the subscript DA."
    if ZERO_WIDTH_SPACE in khmer:
        yield (
            "សូមដកដកឃ្លាមើលមិនឃើញ (U+200B)។",
            "Take the zero-width space (U+200B) out; the program breaks lines itself.",
        )
