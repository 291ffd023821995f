"""Makes PDF files with WeasyPrint: right Khmer on the page, right Khmer when it is copied.

Kept for the life of the process: one font configuration and one parsed style sheet a theme, because opening
fonts and parsing cost four times what a page costs. A page with a character that no font has is refused.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any
from urllib.parse import unquote, urlsplit

from hrtraining.core.errors import DomainError
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.text import strip_zero_width
from hrtraining.core.settings import ROOT

FONTS = ROOT / "hrtraining" / "static" / "fonts"
THEMES = ROOT / "templates" / "print"
SERVED = (ROOT / "hrtraining" / "static", THEMES)
"""The only folders from which a PDF may take a file."""

FACES = (
    ("Muol", 400, "muol"),
    ("Battambang", 400, "battambang"),
    ("Siemreap", 400, "siemreap"),
    ("Noto Sans Khmer", 400, "noto-sans-khmer-400"),
    ("Noto Sans Khmer", 700, "noto-sans-khmer-700"),
    ("Noto Sans", 400, "noto-sans-400"),
    ("Noto Sans", 700, "noto-sans-700"),
)

NOTHING: Mapping[str, str] = {}
ENCLOSED_AT = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment that every enclosed file carries: the same content gives the same bytes."""

# WeasyPrint finds no word borders in Khmer: text without U+200B may break between clusters, else it is lost.
BASE_STYLE = "html { overflow-wrap: anywhere; text-align: start }"

_lock = RLock()
"""Pango's fonts are shared by the threads of a process; one page is laid out at a time."""


class Unprintable(DomainError):
    """The text holds a character that no print font has; nothing was printed."""

    def __init__(self, character: str) -> None:
        super().__init__(
            _l("The print fonts do not have the character “%(character)s”. Leave it out and try again."),
            character=character,
        )


class PdfFault(Exception):
    """A theme asks for a file that is not there or may not be used; the message says which."""


class _Log(logging.Handler):
    """Collects what WeasyPrint only mentions: missing glyphs and files."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: list[str] = []
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line that must not go unseen."""
        if ".notdef" in str(record.msg):
            self.missing.append(str(record.args[0]) if isinstance(record.args, tuple) else "?")
        elif record.levelno >= logging.ERROR:
            self.faults.append(record.getMessage())

    def judge(self) -> None:
        """Raise for the first thing that would spoil the page."""
        if self.faults:
            raise PdfFault("; ".join(self.faults))
        if self.missing:
            raise Unprintable(self.missing[0])


@dataclass
class _Engine:
    """What is loaded once: WeasyPrint, the fonts, the style sheets."""

    weasyprint: Any
    fetcher: Any
    fonts: Any
    sheets: dict[str, Any] = field(default_factory=dict)

    def sheet(self, stylesheet: str) -> Any:
        """The parsed style sheet of a theme, with the fonts before it."""
        if stylesheet not in self.sheets:
            path = THEMES / stylesheet
            self.sheets[stylesheet] = self.weasyprint.CSS(
                string=f"{font_faces()}\n{BASE_STYLE}\n{path.read_text(encoding='utf-8')}",
                base_url=path.as_uri(),
                font_config=self.fonts,
                url_fetcher=self.fetcher,
            )
        return self.sheets[stylesheet]


def font_faces() -> str:
    """The `@font-face` rules of the print fonts."""
    return "\n".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; "
        f"src: url('{(FONTS / name).as_uri()}.woff2') format('woff2') }}"
        for family, weight, name in FACES
    )


def _is_served(url: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme == "data":
        return True
    if parts.scheme != "file" or parts.netloc:
        return False
    path = Path(unquote(parts.path)).resolve()
    return any(path.is_relative_to(folder) for folder in SERVED)


def _write_real_text() -> None:
    """Lay the real text beside every drawn Khmer line, so that copying and searching find it.

    WeasyPrint 70 notes for each glyph the text of the first cluster it was met in, which for Khmer is often
    another word (Kozea/WeasyPrint#2841). The function is private, so the version is pinned and a test reads
    the text back.
    """
    import pydyf
    from weasyprint.draw import text as draw

    original = draw.draw_first_line

    def draw_first_line(stream: Any, textbox: Any, *rest: Any) -> Any:
        if not any("\u1780" <= character <= "\u17ff" for character in textbox.text):
            return original(stream, textbox, *rest)
        words = pydyf.String(strip_zero_width(textbox.text))
        stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": words}))
        drawn = original(stream, textbox, *rest)
        stream.end_marked_content()
        return drawn

    draw.draw_first_line = draw_first_line


def _own_fonts() -> Any:
    """Fonts from the style sheets alone: a machine with more fonts must print what one with fewer prints.

    Fontconfig takes the name of its configuration from the environment at the moment it is opened.
    """
    from weasyprint.text.fonts import FontConfiguration

    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(THEMES / "fonts.conf")
    try:
        return FontConfiguration()
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@cache
def _engine() -> _Engine:
    import weasyprint
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Serves the program's own files and data addresses, and nothing from a network."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """The file of an address.

            Raises:
                ValueError: the address leads out of the served folders.
            """
            if not _is_served(url):
                raise ValueError("the address leads out of the served folders")
            return super().fetch(url, headers)

    _write_real_text()
    return _Engine(
        weasyprint=weasyprint,
        fetcher=OwnFiles(allowed_protocols=("file", "data"), allow_redirects=False),
        fonts=_own_fonts(),
    )


def _laid_out(engine: _Engine, html: str, stylesheet: str, variant: str | None) -> Any:
    source = engine.weasyprint.HTML(string=html, base_url=THEMES.as_uri() + "/", url_fetcher=engine.fetcher)
    document = source.render(
        stylesheets=[engine.sheet(stylesheet)], font_config=engine.fonts, pdf_variant=variant
    )
    document.metadata.title = strip_zero_width(
        document.metadata.title or ""
    )  # it is shown, never broken into lines
    return document


def render_pdf(html: str, *, stylesheet: str, enclosed: Mapping[str, str] = NOTHING) -> bytes:
    """A tagged PDF (PDF/UA-1) of one HTML document; the same HTML gives the same bytes.

    Args:
        html: a whole document with `lang` on the root and a `<title>`.
        stylesheet: the theme's path under templates/print, as 'certificate/theme.css'.
        enclosed: texts that the PDF carries as files, by their names, whose endings say the media type.

    Raises:
        Unprintable: a character that no font has.
        PdfFault: a file that is not there or may not be used.
    """
    with _lock:
        engine, log = _engine(), _Log()
        logger = logging.getLogger("weasyprint")
        logger.addHandler(log)
        try:
            document = _laid_out(engine, html, stylesheet, "pdf/ua-1")
            files = [
                engine.weasyprint.Attachment(
                    string=text, name=name, created=ENCLOSED_AT, modified=ENCLOSED_AT
                )
                for name, text in enclosed.items()
            ]
            made = document.write_pdf(pdf_variant="pdf/ua-1", attachments=files)
        finally:
            logger.removeHandler(log)
        log.judge()
    return bytes(made)


def lay_out(html: str, *, stylesheet: str) -> Any:
    """A laid-out document whose boxes may be measured before its pages are bound.

    Args:
        html: a whole document with `lang` on the root and a `<title>`.
        stylesheet: the theme's path under templates/print.

    Raises:
        PdfFault: a file that is not there or may not be used.
    """
    with _lock:
        engine, log = _engine(), _Log()
        logger = logging.getLogger("weasyprint")
        logger.addHandler(log)
        try:
            document = _laid_out(engine, html, stylesheet, None)
        finally:
            logger.removeHandler(log)
        log.judge()
    return document


def bind(pages: Sequence[Any], *, like: Any, finish: Callable[[Any], None] | None = None) -> bytes:
    """One tagged PDF of pages that were laid out by `lay_out`, in the order given; links lead across all.

    Args:
        pages: pages of one or several documents.
        like: the document whose title and language the file carries.
        finish: what to add to the catalogue of the file before it is written.

    Raises:
        Unprintable: a character that no font has.
    """

    def finisher(_document: Any, file: Any) -> None:
        if finish is not None:
            finish(file.catalog)

    with _lock:
        log = _Log()
        logger = logging.getLogger("weasyprint")
        logger.addHandler(log)
        try:
            made = like.copy(list(pages)).write_pdf(pdf_variant="pdf/ua-1", finisher=finisher)
        finally:
            logger.removeHandler(log)
        log.judge()
    return bytes(made)


@dataclass(frozen=True, slots=True)
class Layers:
    """A sheet in two HTML documents: the ground that many sheets share, drawn once, and what is its own."""

    ground: str
    own: str


class _Batch:
    """What the sheets of a batch share: the theme, the size of the page, the grounds drawn so far."""

    def __init__(self, engine: _Engine, stylesheet: str, first: Any) -> None:
        self._engine, self._stylesheet, self._grounds = engine, stylesheet, dict[str, str]()
        self.size = (first.width, first.height)
        self.bleed = first.bleed

    def page(self, html: str) -> Any:
        """The one page of a document.

        Raises:
            PdfFault: the document takes more than one page, so something would be lost.
        """
        pages = _laid_out(self._engine, html, self._stylesheet, None).pages
        if len(pages) != 1:
            raise PdfFault(f"a sheet of the batch takes {len(pages)} pages")
        return pages[0]

    def ground(self, stream: Any, html: str) -> str:
        """The name of a ground in the file, drawn into it when it is met for the first time."""
        if html not in self._grounds:
            group = stream.add_group(0, 0, *self.size)
            del group.extra["Group"]
            self.page(html).paint(group)
            self._grounds[html] = group.id
        return self._grounds[html]


class _Sheet:
    """One page of a batch: laid out when it is drawn and forgotten at once, so that memory stays flat."""

    bookmarks: tuple[()] = ()
    links: tuple[()] = ()

    def __init__(self, batch: _Batch, source: str | Layers) -> None:
        self._batch, self._source = batch, source
        self.width, self.height = batch.size
        self.bleed = batch.bleed
        self.anchors: dict[str, Any] = {}
        self.forms: dict[Any, list[Any]] = {None: []}

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Lay the page out and draw it."""
        own = self._source
        if isinstance(own, Layers):
            ground = self._batch.ground(stream, own.ground)
            with stream.stacked():
                stream.transform(a=scale, d=scale)
                stream.draw_x_object(ground)
            own = own.own
        self._batch.page(own).paint(stream, scale)


class _Sheets(Sequence[_Sheet]):
    """The pages of a batch, made anew whenever the writer walks over them."""

    def __init__(self, batch: _Batch, sources: Sequence[str | Layers]) -> None:
        self._batch, self._sources = batch, sources

    def __len__(self) -> int:
        return len(self._sources)

    def __getitem__(self, place: Any) -> Any:
        return _Sheet(self._batch, self._sources[place])

    def __iter__(self) -> Iterator[_Sheet]:
        return (_Sheet(self._batch, source) for source in self._sources)


def render_batch(sheets: Iterable[str | Layers], *, stylesheet: str) -> bytes:
    """One untagged PDF for the printer with one page a sheet, all of the first one's size.

    Fonts and grounds are shared by all pages, and memory does not grow with their number.

    Args:
        sheets: whole HTML documents of one page each, or layers of them; title and language are the first's.
        stylesheet: the theme's path under templates/print.

    Raises:
        ValueError: there is nothing to print.
        Unprintable: a character that no font has.
        PdfFault: a sheet of more than one page, or a file that is not there or may not be used.
    """
    sources = list(sheets)
    if not sources:
        raise ValueError("nothing to print")
    first = sources[0].own if isinstance(sources[0], Layers) else sources[0]
    with _lock:
        engine, log = _engine(), _Log()
        logger = logging.getLogger("weasyprint")
        logger.addHandler(log)
        try:
            document = _laid_out(engine, first, stylesheet, None)
            document.pages = _Sheets(_Batch(engine, stylesheet, document.pages[0]), sources)
            made = document.write_pdf()
        finally:
            logger.removeHandler(log)
        log.judge()
    return bytes(made)
