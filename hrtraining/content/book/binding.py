"""Makes a book: lays out its parts, finds the pages for contents and index, binds them into one PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Any

from markupsafe import Markup

from hrtraining.content.book import words
from hrtraining.content.book.blocks import label_style
from hrtraining.content.book.composing import Composer, reference
from hrtraining.content.book.indexing import index_of, order, page_texts
from hrtraining.content.book.paging import deal
from hrtraining.content.book.rows import BACK, Row, back_rows, every_row, rows_for
from hrtraining.content.domain import Edition, Module, Text
from hrtraining.core import pdf
from hrtraining.core.galley import Galley, Placed
from hrtraining.core.i18n import LANGUAGES
from hrtraining.core.khmer.digits import to_khmer

STYLESHEET = "book/theme.css"
DRAWING_WIDTH = 112.0
"""Millimetres; on a phone a drawing is 87 wide, and Khmer labels of 9 points need the room of 112."""
FACING = "both"


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
        """The title of the file."""
        name = words.BOOKS[self.kind].in_(self.lang)
        return f"{self.composer.edition.title.in_(self.lang)} – {name}"


def _page_style(side: Side, first: int) -> Markup:
    """Numbers of the pages from `first` on, and the line at the foot of every page."""
    edition = side.composer.edition
    style = "khmer" if side.lang == "km" else "decimal"
    foot = f"{edition.key} · {edition.hash[:12]}"
    if not edition.is_approved:
        foot = f"{words.DRAFT.in_(side.lang)} · {foot}"
    quiet = "" if side.has_bookmarks else "h1.title,h2{bookmark-level:none}"
    return Markup(  # noqa: S704  # style rules of our own words
        f"@page{{counter-increment:page {side.step};"
        f"@bottom-right{{content:counter(page,{style})}}@bottom-left{{content:'{foot}'}}}}"
        f"@page:first{{counter-reset:page {first - side.step}}}{quiet}"
    )


def _lay_out(side: Side, part: str, first: int, **values: Any) -> Any:
    html = side.composer.html(
        f"book/{part}.html",
        title=side.title,
        kind_name=words.BOOKS[side.kind].in_(side.lang),
        page_style=_page_style(side, first),
        **values,
    )
    return pdf.lay_out(html, stylesheet=STYLESHEET)


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
            add(1, module_name(module).in_(lang), row.id)
        elif row.kind == "lesson":
            number = row.data["number"]
            add(2, f"{words.say('lesson', lang, n=number)} · {row.data['lesson'].title.in_(lang)}", row.id)
        elif row.kind == "scene":
            add(2, f"{words.say('scene', lang)} · {row.data['scene'].title.in_(lang)}", row.id)
        elif row.kind in ("guide", "check"):
            add(2, words.say("check_key" if row.data.get("has_key") else row.kind, lang), row.id)
        elif row.kind == "chapter":
            add(1, words.say(row.data["name"], lang), row.id)
    for name in ("glossary", "sources", "index"):
        add(1, words.say(name, lang), name)
    return lines


def module_name(module: Module) -> Text:
    """The number and the title of a module."""
    names = {
        lang: f"{words.say('module', lang, n=module.order)} · {module.title.in_(lang)}" for lang in LANGUAGES
    }
    return Text(names["km"], names["en"])


@dataclass(frozen=True)
class Bound:
    """A book whose pages are in order; `like` is the document whose title and language it carries."""

    pages: list[Any]
    like: Any
    is_facing: bool = False

    def pdf(self) -> bytes:
        """The file."""

        def finish(catalog: Any) -> None:
            catalog["PageMode"] = "/UseOutlines"
            catalog["PageLayout"] = "/TwoPageRight" if self.is_facing else "/OneColumn"

        return pdf.bind(self.pages, like=self.like, finish=finish)


@dataclass(frozen=True)
class Press:
    """What all books of an edition are made of: the rows, laid out once in each language."""

    composers: Mapping[str, Composer]
    rows: tuple[Row, ...]
    galleys: Mapping[str, Galley]

    def heights(self, langs: Sequence[str]) -> dict[str, float]:
        """The height of every row, of the higher one of twins; CSS pixels."""
        return {
            row.id: max(self.galleys[lang].height(f"{lang}-{row.id}") for lang in langs) for row in self.rows
        }


def set_up(
    edition: Edition, langs: Iterable[str], *, demonstration: bool, beside: Press | None = None
) -> Press:
    """Lay out the rows of all books in the languages asked for.

    Args:
        edition: the course.
        langs: any of km, en.
        demonstration: whether every page says that it is a demonstration.
        beside: what is laid out already in other languages.
    """
    composers = {lang: Composer(edition, lang, demonstration=demonstration) for lang in langs}
    rows = beside.rows if beside is not None else (*every_row(edition), *back_rows(edition))
    galleys = {}
    for lang, composer in composers.items():
        html = composer.html(
            "book/body.html",
            title=edition.title.in_(lang),
            page_style=Markup(label_style(DRAWING_WIDTH)),  # noqa: S704
            is_book=True,
            rows=rows,
        )
        galleys[lang] = Galley(pdf.lay_out(html, stylesheet=STYLESHEET))
    if beside is not None:
        return Press({**beside.composers, **composers}, rows, {**beside.galleys, **galleys})
    return Press(composers, rows, galleys)


def _pages(
    press: Press, side: Side, rows: Sequence[Row], dealt: Sequence[Sequence[Placed]], first: int
) -> tuple[list[Any], dict[str, int]]:
    """The pages of dealt rows from the printed number `first` on, and the number of each row's page."""
    numbers = {
        f"{side.lang}-{one.id}": first + place * side.step for place, page in enumerate(dealt) for one in page
    }
    written = {name: to_khmer(page) if side.lang == "km" else str(page) for name, page in numbers.items()}
    titles = [side.composer.words(part) for part in _parts(rows, dealt)]
    leaves = _lay_out(side, "leaves", first, parts=titles).pages
    galley = press.galleys[side.lang]
    pages = [
        galley.on_page(leaf, [Placed(f"{side.lang}-{one.id}", one.top) for one in page], written)
        for leaf, page in zip(leaves, dealt, strict=True)
    ]
    return pages, numbers


def _in_order(rows: Sequence[Row], lang: str) -> list[Row]:
    """The glossary and the sources in the order of a language."""

    def place(row: Row) -> tuple[int, str]:
        if row.kind == "term":
            return 1, order(row.data["term"].km if lang == "km" else row.data["term"].en, lang)
        if row.kind == "source":
            return 3, reference(row.data["source"])
        return (0, "") if row.id == "glossary" else (2, "")

    return sorted((row for row in rows if row.only == BACK), key=place)


def _parts(rows: Sequence[Row], dealt: Sequence[Sequence[Placed]]) -> list[Text]:
    """The title of the part to which each page belongs."""
    titles, by_name = [], {row.id: row for row in rows}
    title = words.LABELS["contents"]
    for page in dealt:
        for one in page:
            row = by_name[one.id]
            if row.kind == "module":
                title = module_name(row.data["module"])
            elif row.kind == "chapter":
                title = words.LABELS[row.data["name"]]
        titles.append(title)
    return titles


def bind_book(press: Press, kind: str, langs: Sequence[str]) -> Bound:
    """A book in one language, or in two with Khmer on left and English on right pages.

    The boxes of the rows move from book to book: write the file of one before the next is bound.
    """
    is_facing = len(langs) > 1
    rows = tuple(rows_for(press.rows, kind))
    sides = [
        Side(press.composers[lang], kind, rows, step=len(langs), has_bookmarks=lang == langs[0])
        for lang in langs
    ]
    edition = sides[0].composer.edition
    cover = _lay_out(
        replace(sides[0], step=1), "cover", 1, other_title=edition.title.en if is_facing else None
    )

    def every(part: str, first: int, values: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
        return [
            list(_lay_out(side, part, first + place, **given).pages)
            for place, (side, given) in enumerate(zip(sides, values, strict=True))
        ]

    def fronts(numbers: Mapping[str, int]) -> list[list[Any]]:
        return every("front", 2, [{"lines": _contents(side, numbers)} for side in sides])

    def after(first: int, parts: Sequence[Sequence[Any]]) -> int:
        return first + len(sides) * max(map(len, parts))

    numbers: dict[str, int] = {}
    first = after(2, fronts({}))
    dealt = deal(rows, press.heights(langs))
    bodies, texts = [], []
    for place, side in enumerate(sides):
        made, on = _pages(press, side, rows, dealt, first + place)
        bodies.append(made)
        numbers |= on
        texts.append(page_texts(made, first + place, side.step))
    first = after(first, bodies)
    backs = []
    for place, side in enumerate(sides):
        ordered = _in_order(press.rows, side.lang)
        made, on = _pages(press, side, ordered, deal(ordered, press.heights([side.lang])), first + place)
        backs.append(made)
        numbers |= on
    first = after(first, backs)
    indexes = every(
        "index",
        first,
        [
            {"entries": index_of(edition.glossary, said, side.lang)}
            for side, said in zip(sides, texts, strict=True)
        ],
    )
    numbers |= {f"{side.lang}-index": first + place for place, side in enumerate(sides)}
    pages = list(cover.pages)
    for parts in (fronts(numbers), bodies, backs, indexes):
        pages += _interleave(parts)
    return Bound(pages, cover, is_facing)


def _interleave(parts: Sequence[Sequence[Any]]) -> list[Any]:
    """Pages of each side in turn; an empty page where one side has no more."""
    if len(parts) == 1:
        return list(parts[0])
    blank = pdf.lay_out(
        '<html lang="km"><head><title>-</title></head><body></body></html>', stylesheet=STYLESHEET
    ).pages[0]
    return list(chain.from_iterable(zip_longest(*parts, fillvalue=blank)))


def make_book(press: Press, kind: str, name: str) -> bytes:
    """The file of a book: of a kind, and km, en, or both for facing pages."""
    return bind_book(press, kind, LANGUAGES if name == FACING else (name,)).pdf()
