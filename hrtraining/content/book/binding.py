"""Makes a book: lays out its parts, finds the pages for contents and index, binds them into one PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Any

from hrtraining.content.book import words
from hrtraining.content.book.blocks import label_style
from hrtraining.content.book.composing import Composer, reference
from hrtraining.content.book.facing import Alignment, align
from hrtraining.content.book.indexing import index_of, order, page_texts
from hrtraining.content.book.rows import Row, book_rows
from hrtraining.content.domain import Edition
from hrtraining.core import boxes, pdf
from hrtraining.core.khmer.digits import to_khmer

STYLESHEET = "book/theme.css"
DRAWING_WIDTH = 112.0
"""Millimetres; on a phone a drawing is 87 wide, and Khmer labels of 9 points need the room of 112."""
FACING = "both"
LANGUAGES = ("km", "en")
Heights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One line of the contents."""

    level: int
    text: str
    anchor: str
    page: str


@dataclass(frozen=True)
class Side:
    """One language of a book while it is made."""

    composer: Composer
    kind: str
    rows: tuple[Row, ...]
    step: int = 1
    has_bookmarks: bool = True

    @property
    def lang(self) -> str:
        """The language of this side."""
        return self.composer.lang

    @property
    def title(self) -> str:
        """The title of the file and of every page."""
        name = words.BOOKS[self.kind].in_(self.lang)
        return f"{self.composer.edition.title.in_(self.lang)} – {name}"


def _page_style(side: Side, first: int) -> str:
    """Numbers of the pages from `first` on, and the line at the foot of every page."""
    edition = side.composer.edition
    style = "khmer" if side.lang == "km" else "decimal"
    foot = f"{edition.key} · {edition.hash[:12]}"
    if not edition.is_approved:
        foot = f"{words.DRAFT.in_(side.lang)} · {foot}"
    quiet = "" if side.has_bookmarks else "h1.title,h2{bookmark-level:none}"
    return (
        f"@page{{counter-increment:page {side.step};"
        f"@bottom-right{{content:counter(page,{style})}}@bottom-left{{content:'{foot}'}}}}"
        f"@page:first{{counter-reset:page {first - side.step}}}{quiet}{label_style(DRAWING_WIDTH)}"
    )


def _lay_out(side: Side, part: str, first: int, style: str = "", **values: Any) -> Any:
    html = side.composer.html(
        f"book/{part}.html",
        title=side.title,
        kind_name=words.BOOKS[side.kind].in_(side.lang),
        page_style=_page_style(side, first) + style,
        **values,
    )
    return pdf.lay_out(html, stylesheet=STYLESHEET)


def _numbers(documents: Sequence[tuple[Any, int]], step: int) -> dict[str, int]:
    """The printed page number of every anchor."""
    found: dict[str, int] = {}
    for document, first in documents:
        for place, page in enumerate(document.pages):
            for anchor in page.anchors:
                found.setdefault(anchor, first + place * step)
    return found


def _contents(side: Side, numbers: Mapping[str, int]) -> list[ContentsLine]:
    lang, lines = side.lang, []

    def add(level: int, text: str, name: str) -> None:
        page = numbers.get(f"{lang}-{name}", 0)
        lines.append(
            ContentsLine(level, text, f"{lang}-{name}", to_khmer(page) if lang == "km" else str(page))
        )

    for row in side.rows:
        if row.kind == "module":
            module = row.data["module"]
            add(1, f"{words.say('module', lang, n=module.order)} · {module.title.in_(lang)}", row.id)
        elif row.kind == "lesson":
            number = row.data["number"]
            add(2, f"{words.say('lesson', lang, n=number)} · {row.data['lesson'].title.in_(lang)}", row.id)
        elif row.kind == "scene":
            add(2, f"{words.say('scene', lang)} · {row.data['scene'].title.in_(lang)}", row.id)
        elif row.kind in ("guide", "check"):
            add(2, words.say(row.kind, lang), row.id)
        elif row.kind == "chapter":
            add(1, words.say(row.data["name"], lang), row.id)
    for name in ("glossary", "sources", "index"):
        add(1, words.say(name, lang), name)
    return lines


def _back_values(side: Side) -> dict[str, Any]:
    edition, lang = side.composer.edition, side.lang
    shown = (lambda term: term.km) if lang == "km" else (lambda term: term.en)
    return {
        "terms": sorted(edition.glossary, key=lambda term: order(shown(term), lang)),
        "sources": sorted(edition.sources.values(), key=reference),
    }


def _heights(document: Any, lang: str) -> Heights:
    """The height of every row, in CSS pixels; a row on two pages counts with both."""
    heights: dict[str, float] = {}
    for place, page in enumerate(document.pages):
        for part in boxes.parts(page, place):
            if "row" in part.classes:
                name = part.id.removeprefix(f"{lang}-")
                heights[name] = heights.get(name, 0.0) + part.height
    return heights


@dataclass(frozen=True)
class Laid:
    """A book that was laid out: its pages in order, the document whose title it carries, the row heights."""

    pages: list[Any]
    like: Any
    heights: Mapping[str, Heights]
    is_facing: bool = False

    def pdf(self) -> bytes:
        """The file."""

        def finish(catalog: Any) -> None:
            catalog["PageMode"] = "/UseOutlines"
            catalog["PageLayout"] = "/TwoPageRight" if self.is_facing else "/OneColumn"

        return pdf.bind(self.pages, like=self.like, finish=finish)


def lay_out_book(composer: Composer, kind: str) -> Laid:
    """A book in one language."""
    side = Side(composer, kind, tuple(book_rows(composer.edition, kind)))
    front_values = {"has_cover": True, "other_title": None}
    draft = _lay_out(side, "front", 1, lines=_contents(side, {}), **front_values)
    first = len(draft.pages) + 1
    body = _lay_out(side, "body", first, rows=side.rows, blanks={})
    after = first + len(body.pages)
    back = _lay_out(side, "back", after, **_back_values(side))
    last = after + len(back.pages)
    texts = page_texts(body.pages, first)
    entries = index_of(composer.edition.glossary, texts, composer.lang)
    index = _lay_out(side, "index", last, entries=entries)
    numbers = _numbers([(body, first), (back, after), (index, last)], 1)
    front = _lay_out(side, "front", 1, lines=_contents(side, numbers), **front_values)
    pages = [*front.pages, *body.pages, *back.pages, *index.pages]
    return Laid(pages, front, {composer.lang: _heights(body, composer.lang)})


def _interleave(km: Sequence[Any], en: Sequence[Any], blank: Any) -> list[Any]:
    """Khmer pages left, English pages right; an empty page where one side has no more."""
    return list(chain.from_iterable(zip_longest(km, en, fillvalue=blank)))


def lay_out_facing(composers: Mapping[str, Composer], kind: str, heights: Mapping[str, Heights]) -> Laid:
    """A book with Khmer on left and English on right pages, each row at the height of its twin.

    Args:
        composers: one for each language.
        kind: cadet or trainer.
        heights: the heights of the rows in each language, from the books in one language.
    """
    rows = tuple(book_rows(composers["km"].edition, kind))
    sides = {
        lang: Side(composers[lang], kind, rows, step=2, has_bookmarks=lang == "km") for lang in LANGUAGES
    }
    english = composers["en"].edition.title.en
    cover = _lay_out(replace(sides["km"], step=1), "front", 1, lines=[], has_cover=True, other_title=english)
    alignment = align(rows, heights)

    def every(part: str, first: int, **values: Any) -> dict[str, Any]:
        return {
            lang: _lay_out(
                side,
                part,
                first + LANGUAGES.index(lang),
                **{name: value[lang] for name, value in values.items()},
            )
            for lang, side in sides.items()
        }

    def same(value: Any) -> dict[str, Any]:
        return dict.fromkeys(LANGUAGES, value)

    def fronts(numbers: Mapping[str, int]) -> dict[str, Any]:
        lines = {lang: _contents(side, numbers) for lang, side in sides.items()}
        return every("front", 2, lines=lines, has_cover=same(False), other_title=same(None))

    def length(parts: Mapping[str, Any]) -> int:
        return 2 * max(len(document.pages) for document in parts.values())

    first = 2 + length(fronts({}))
    bodies = _aligned(sides, rows, alignment, first)
    after = first + length(bodies)
    values = {lang: _back_values(side) for lang, side in sides.items()}
    backs = every(
        "back", after, **{name: {lang: values[lang][name] for lang in LANGUAGES} for name in values["km"]}
    )
    last = after + length(backs)
    entries = {}
    for place, lang in enumerate(LANGUAGES):
        texts = page_texts(bodies[lang].pages, first + place, 2)
        entries[lang] = index_of(composers[lang].edition.glossary, texts, lang)
    indexes = every("index", last, entries=entries)
    numbers: dict[str, int] = {}
    for place, lang in enumerate(LANGUAGES):
        numbers |= _numbers([(bodies[lang], first + place), (backs[lang], after + place)], 2)
        numbers |= _numbers([(indexes[lang], last + place)], 2)
    blank = pdf.lay_out(
        '<html lang="km"><head><title>-</title></head><body></body></html>', stylesheet=STYLESHEET
    ).pages[0]
    pages = [cover.pages[0]]
    for parts in (fronts(numbers), bodies, backs, indexes):
        pages += _interleave(parts["km"].pages, parts["en"].pages, blank)
    return Laid(pages, cover, heights, is_facing=True)


def _aligned(
    sides: Mapping[str, Side], rows: tuple[Row, ...], alignment: Alignment, first: int
) -> dict[str, Any]:
    """Both bodies; where a long row takes more pages on one side, the other waits on empty pages."""
    for _attempt in range(4):
        bodies = {
            lang: _lay_out(
                side,
                "body",
                first + LANGUAGES.index(lang),
                alignment.style(lang),
                rows=rows,
                blanks=alignment.blanks.get(lang, {}),
            )
            for lang, side in sides.items()
        }
        late = _first_difference(bodies, alignment.breaks)
        if late is None:
            return bodies
        name, behind, pages = late
        blanks = {lang: dict(alignment.blanks.get(lang, {})) for lang in LANGUAGES}
        blanks[behind][name] = blanks[behind].get(name, 0) + pages
        alignment = replace(alignment, blanks=blanks)
    return bodies


def _first_difference(bodies: Mapping[str, Any], breaks: frozenset[str]) -> tuple[str, str, int] | None:
    """The first row that begins a page on different pages: its name, the side behind, by how many pages."""
    starts = {lang: _numbers([(document, 0)], 1) for lang, document in bodies.items()}
    pages = sorted((starts["km"][f"km-{name}"], name) for name in breaks)
    for page, name in pages:
        other = starts["en"][f"en-{name}"]
        if page != other:
            return name, "km" if page < other else "en", abs(page - other)
    return None


def make_books(edition: Edition, kind: str, langs: Sequence[str], *, demonstration: bool) -> dict[str, bytes]:
    """The files of a kind by language, `both` for facing pages; what is shared is laid out once.

    Args:
        edition: the course.
        kind: cadet or trainer.
        langs: any of km, en, both.
        demonstration: whether every page says that it is a demonstration.
    """
    composers = {lang: Composer(edition, lang, demonstration=demonstration) for lang in LANGUAGES}
    made: dict[str, bytes] = {}
    heights: dict[str, Heights] = {}
    for lang in LANGUAGES:
        if lang in langs or FACING in langs:
            laid = lay_out_book(composers[lang], kind)
            heights |= laid.heights
            if lang in langs:
                made[lang] = laid.pdf()
    if FACING in langs:
        made[FACING] = lay_out_facing(composers, kind, heights).pdf()
    return made
