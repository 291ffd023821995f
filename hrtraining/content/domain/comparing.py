"""What differs between two editions, word by word, and what that means for tests and for what was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from hrtraining.content.domain.edition import Edition, Instrument, Module
from hrtraining.core.i18n import Text

ADDED, REMOVED, CHANGED, SAME = "added", "removed", "changed", "same"
KINDS = ("front", "module", "lesson", "question", "scene", "trainer", "sheet", "item", "law", "term")
CONTEXT = 10
"""Words shown before and after a change; what lies between is left out."""

_SECTION = re.compile(r'<section id="([^"]+)">\s*<h2>(.*?)</h2>(.*?)</section>', re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|li|h2|h3|tr|div|td|th|figcaption|summary)>|<br>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of an edition as words; `place` is its name, `laws` the statements it rests on, where known."""

    kind: str
    place: str
    words: Text
    laws: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of words that both editions have, or only one; an empty one stands for words left out."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs, in one language; no marks when only the other language differs."""

    kind: str
    place: str
    what: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two editions in one language."""

    changes: tuple[Change, ...]
    new_instruments: tuple[str, ...]
    law: tuple[str, ...]
    """Statements whose words or status changed."""
    resting: tuple[str, ...]
    """Places that rest on one of them and must be read again though their own words stayed."""

    def count(self, kind: str, what: str) -> int:
        """How many parts of a kind were added, removed or changed."""
        return sum(one.kind == kind and one.what == what for one in self.changes)


def compare(old: Edition, new: Edition, lang: str) -> Comparison:
    """What differs, in the order of the new edition; what was removed stands last."""
    before = {piece.place: piece for piece in pieces(old)}
    after = {piece.place: piece for piece in pieces(new)}
    changes: list[Change] = []
    for place, piece in after.items():
        earlier = before.get(place)
        if earlier is None:
            changes.append(Change(piece.kind, place, ADDED, _whole(ADDED, piece, lang)))
        elif _plain(earlier.words.km) != _plain(piece.words.km) or _plain(earlier.words.en) != _plain(
            piece.words.en
        ):
            marks = marked(earlier.words.in_(lang), piece.words.in_(lang), lang)
            changes.append(Change(piece.kind, place, CHANGED, marks))
    for place, piece in before.items():
        if place not in after:
            changes.append(Change(piece.kind, place, REMOVED, _whole(REMOVED, piece, lang)))
    touched = tuple(
        one.place.removeprefix("law/") for one in changes if one.kind == "law" and one.what == CHANGED
    )
    own = {one.place for one in changes}
    resting = tuple(
        place
        for place, piece in after.items()
        if piece.kind != "law" and place not in own and set(piece.laws) & set(touched)
    )
    new_versions = tuple(
        key
        for key, instrument in new.instruments.items()
        if key not in old.instruments or old.instruments[key].version != instrument.version
    )
    return Comparison(tuple(changes), new_versions, touched, resting)


def marked(old: str, new: str, lang: str) -> tuple[Mark, ...]:
    """Two wordings as runs of words that stayed, came or went; long runs that stayed are shortened."""
    left, right = _tokens(old, lang), _tokens(new, lang)
    if left == right:
        return ()
    joiner = "" if lang == "km" else " "
    found: list[Mark] = []
    matcher = SequenceMatcher(a=left, b=right, autojunk=False)
    operations = matcher.get_opcodes()
    for number, (what, a, b, c, d) in enumerate(operations):
        if what == "equal":
            kept = right[c:d]
            head = kept[:CONTEXT] if number else []
            tail = kept[-CONTEXT:] if number + 1 < len(operations) else []
            if len(head) + len(tail) >= len(kept):
                found.append(Mark(SAME, joiner.join(kept)))
                continue
            if head:
                found.append(Mark(SAME, joiner.join(head)))
            found.append(Mark(SAME, ""))
            if tail:
                found.append(Mark(SAME, joiner.join(tail)))
            continue
        if b > a:
            found.append(Mark(REMOVED, joiner.join(left[a:b])))
        if d > c:
            found.append(Mark(ADDED, joiner.join(right[c:d])))
    return tuple(found)


def pieces(edition: Edition) -> Iterator[Piece]:
    """An edition as parts with their words, in teaching order."""
    yield Piece("front", "front", _joined(edition.title, edition.front))
    for module in edition.modules:
        yield from _module(module)
    for key, instrument in edition.instruments.items():
        yield from _instrument(key, instrument)
    for name, statement in edition.law.items():
        said = Text(f"[{statement.status}]", f"[{statement.status}]")
        more = [one for one in (statement.safe, statement.ask, statement.note) if one is not None]
        yield Piece("law", f"law/{name}", _joined(said, statement.text, *more), (name,))
    for term in edition.glossary:
        own = Text(" · ".join((term.km, *term.variants)), term.en)
        yield Piece("term", f"term/{term.id}", _joined(own, *([term.definition] if term.definition else [])))


def _module(module: Module) -> Iterator[Piece]:
    key = module.key
    head = [module.title, module.summary, *(one.text for one in module.objectives)]
    yield Piece("module", f"{key}/module", _joined(*head, *(lesson.title for lesson in module.lessons)))
    for lesson in module.lessons:
        for section in lesson.sections:
            yield Piece(
                "lesson", f"{key}/{lesson.key}#{section.id}", _joined(section.heading, words_of(section.html))
            )
    for question in module.check.questions:
        texts = [question.stem, *([question.model] if question.model else [])]
        for option in question.options:
            mark = "✓" if option.is_correct else "·"
            texts += [_joined(Text(mark, mark), option.text), option.feedback]
            texts += [option.match] if option.match is not None else []
        yield Piece("question", question.id, _joined(*texts), question.law)
    for node in module.scene.nodes.values():
        texts = [node.text]
        for choice in node.choices:
            way = Text(f"→ {choice.to}", f"→ {choice.to}")
            texts += [choice.text, way, *([choice.note] if choice.note is not None else [])]
        ending = node.ending
        if ending is not None:
            texts += [ending.health, ending.legal, ending.community]
        yield Piece("scene", f"{key}/scene#{node.id}", _joined(*texts), ending.law if ending else ())
    pages: Mapping[str, Text | None] = {
        "trainer": module.trainer,
        "handout": module.handout,
        **module.sheets,
    }
    for name, page in pages.items():
        if page is not None:
            yield from _page(f"{key}/{name}", page, "trainer" if name == "trainer" else "sheet")


def _page(place: str, page: Text, kind: str) -> Iterator[Piece]:
    english = {match[1]: f"{match[2]}\n{match[3]}" for match in _SECTION.finditer(page.en)}
    for match in _SECTION.finditer(page.km):
        km, en = f"{match[2]}\n{match[3]}", english.get(match[1], "")
        yield Piece(kind, f"{place}#{match[1]}", words_of(Text(km, en)))


def _instrument(key: str, instrument: Instrument) -> Iterator[Piece]:
    for item in instrument.items:
        mark = f"{item.seq}. [{item.scale}: {', '.join(item.codes)}]"
        second = [] if item.stem_b is None else [item.stem_b]
        yield Piece("item", item.id, _joined(Text(mark, mark), item.stem, *second), item.law)
    scales = [
        Text(f"{code}: {label.km}", f"{code}: {label.en}")
        for codes in instrument.scales.values()
        for code, label in codes.items()
    ]
    yield Piece("item", f"{key}/scales", _joined(*scales))


def words_of(html: Text) -> Text:
    """The words of a piece of HTML."""
    return Text(_words(html.km), _words(html.en))


def _words(html: str) -> str:
    return unescape(_TAG.sub("", _BLOCK_END.sub(" \n", html)))


def _joined(*texts: Text) -> Text:
    return Text("\n".join(text.km for text in texts), "\n".join(text.en for text in texts))


def _plain(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def _tokens(text: str, lang: str) -> list[str]:
    """The words of a text; in Khmer the places to break are the borders, and a space stays a word of its own."""
    if lang == "en":
        return text.split()
    found: list[str] = []
    for phrase in text.split():
        found += [" ", *(word for word in phrase.split("\u200b") if word)]
    return found[1:]


def _whole(what: str, piece: Piece, lang: str) -> tuple[Mark, ...]:
    return (Mark(what, _plain(piece.words.in_(lang))),)
