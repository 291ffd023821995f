"""Proves the printed course: no line leaves its box, text copies out as it was written, twins stand side by side."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from hrtraining.content import queries
from hrtraining.content.book import binding, papers, sheets
from hrtraining.content.book.composing import Composer
from hrtraining.content.book.rows import rows_for
from hrtraining.content.domain import Edition
from hrtraining.core import boxes, pdf
from hrtraining.core.extensions import db
from hrtraining.core.i18n import LANGUAGES
from hrtraining.core.khmer.digits import to_ascii
from hrtraining.core.khmer.text import strip_zero_width
from hrtraining.core.settings import Settings
from tests.conftest import Site

FEW = ("m02", "m08")
"""The modules of the books that are made here: the one with most drawings and the one with most law."""


@dataclass(frozen=True)
class Made:
    """A book with its pages still laid out and its file."""

    kind: str
    name: str
    pages: list[object]
    file: Path

    @property
    def langs(self) -> tuple[str, ...]:
        return LANGUAGES if self.name == binding.FACING else (self.name,)


def run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def edition(site: Site) -> Edition:
    site.load(site.frozen)
    with site.app.app_context():
        return queries.current_edition(db.session())


@pytest.fixture(scope="module")
def press(edition: Edition) -> binding.Press:
    modules = tuple(module for module in edition.modules if module.key in FEW)
    return binding.set_up(replace(edition, modules=modules), LANGUAGES, demonstration=False)


@pytest.fixture(scope="module", params=["cadet-km", "trainer-both"])
def made(
    request: pytest.FixtureRequest, press: binding.Press, tmp_path_factory: pytest.TempPathFactory
) -> Made:
    kind, _dash, name = request.param.partition("-")
    langs = LANGUAGES if name == binding.FACING else (name,)
    bound = binding.bind_book(press, kind, langs)
    file = tmp_path_factory.mktemp("books") / f"{request.param}.pdf"
    file.write_bytes(bound.pdf())
    return Made(kind, name, list(bound.pages), file)


def squeezed(text: str) -> str:
    """The text without spaces and places for breaks: how lines are cut is no part of what is written."""
    return re.sub(r"\s", "", strip_zero_width(text)).replace("\u00ad", "")


def plain(html: str) -> Iterator[str]:
    """What each block of a fragment says."""
    for piece in re.split(
        r"</?(?:p|li|td|th|h[23]|figcaption|div|ul|ol|tr|table|figure|summary)\b[^>]*>", html
    ):
        text = squeezed(unescape(re.sub(r"<[^>]+>", "", piece)))
        if text:
            yield text


def test_no_line_leaves_its_box_or_its_page(made: Made) -> None:
    assert boxes.overflowing(list(made.pages)) == []
    assert sum(1 for page in made.pages for _line in boxes.lines(page, 0)) > 1000, (
        "there are lines to look at"
    )


def test_no_table_and_no_picture_reaches_into_the_margin(made: Made) -> None:
    assert boxes.too_wide(list(made.pages)) == []


def test_a_table_that_reaches_into_the_margin_is_found() -> None:
    html = (
        '<html lang="km"><head><title>x</title><style>td{width:50%;padding:9mm}table{width:100%}</style></head>'
        "<body><table><tr><td>ក<td>ខ</table></body></html>"
    )
    wide = html.replace("table{width:100%}", "table{width:130%}")
    assert [tag for _page, tag in boxes.too_wide(pdf.lay_out(wide, stylesheet=sheets.STYLESHEET).pages)] == [
        "table"
    ]


def test_a_line_that_leaves_its_box_is_found() -> None:
    html = (
        '<html lang="km"><head><title>x</title><style>p{width:20mm;white-space:nowrap}</style></head>'
        "<body><p>ស្រោមដៃស្រោមដៃស្រោមដៃស្រោមដៃ</p></body></html>"
    )
    assert len(boxes.overflowing(pdf.lay_out(html, stylesheet=sheets.STYLESHEET).pages)) == 1


def test_words_copy_out_as_they_were_written(made: Made, press: binding.Press) -> None:
    copied = squeezed(run("pdftotext", "-raw", "-enc", "UTF-8", made.file, "-"))
    checked = 0
    for row in rows_for(press.rows, made.kind):
        for lang in made.langs:
            for said in plain(row.html.in_(lang)) if row.html is not None else ():
                assert said in copied, (row.id, lang, said)
                checked += 1
    assert checked > 300


def test_the_file_is_whole(made: Made) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", made.file)
    fonts = run("pdffonts", made.file).splitlines()[2:]
    assert fonts
    assert all(re.search(r"\s(yes)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line) for line in fonts), fonts
    about = run("pdfinfo", made.file)
    assert "(A4)" in about
    assert re.search(r"^Tagged:\s+yes$", about, re.MULTILINE)
    language = b"(km)" if "km" in made.langs else b"(en)"
    assert language in run_bytes("qpdf", "--qdf", "--object-streams=disable", made.file, "-")


def run_bytes(*command: str | Path) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_bookmarks_lead_to_modules_and_lessons(made: Made, press: binding.Press) -> None:
    lang = made.langs[0]
    wanted = {
        squeezed(title.in_(lang))
        for module in press.composers[lang].edition.modules
        for title in (module.title, *(lesson.title for lesson in module.lessons))
    }
    with pypdfium2.PdfDocument(made.file) as document:
        found = {squeezed(one.get_title()): one.get_dest() for one in document.get_toc()}
        assert wanted <= set(found)
        assert all(dest is not None and dest.get_index() is not None for dest in found.values())


def test_the_contents_name_the_printed_numbers(made: Made) -> None:
    """Page numbers in contents and jumps are those that stand on the pages they lead to."""
    texts = {}
    for number, page in enumerate(made.pages):
        for line in boxes.lines(page, number):
            if line.top > 1030 and line.left > 690:
                texts[number] = to_ascii(squeezed(line.text))
    for number, text in texts.items():
        assert text == str(number + 1), "the number at the foot is the place in the file"
    assert len(texts) > len(made.pages) * 0.9, "only a page left empty beside a longer twin has none"
    places = {anchor: number for number, page in enumerate(made.pages) for anchor in page.anchors}  # type: ignore[attr-defined]
    checked = 0
    for page in made.pages:
        for box in boxes.walk(page._page_box):  # type: ignore[attr-defined]
            if boxes.is_text(box) and box.element is not None and box.element.get("class") == "page-number":
                assert int(to_ascii(box.text)) == places[box.element.get("data-to")] + 1
                checked += 1
    assert checked > 20


def test_twins_stand_at_the_same_height(made: Made) -> None:
    if made.name != binding.FACING:
        return
    seen = 0
    for left, right in zip(made.pages[1::2], made.pages[2::2], strict=True):
        km, en = (
            {part.id[3:]: part.top for part in boxes.parts(page, 0) if "row" in part.classes}
            for page in (left, right)
        )
        if "glossary" in km:
            break  # from here on each side has the order of its language
        assert km == pytest.approx(en)
        seen += len(km)
    assert seen > 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_keep_to_their_paper(edition: Edition, lang: str, tmp_path: Path) -> None:
    composer = Composer(edition, lang, demonstration=True)
    for module in edition.modules:
        with pypdfium2.PdfDocument(sheets.handout(composer, module)) as document:
            assert len(document) == 1, module.key
            assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [210, 297]
            words = squeezed(document[0].get_textpage().get_text_bounded())
            assert {"km": "ទិន្នន័យសាកល្បង", "en": "Demonstration"}[lang] in words
    module = next(module for module in edition.modules if module.key == "m02")
    with pypdfium2.PdfDocument(sheets.safety(composer, module, sheets.CARD)) as document:
        assert [[round(side / 72 * 25.4) for side in page.get_size()] for page in document] == [
            [105, 148]
        ] * 2
    with pypdfium2.PdfDocument(sheets.safety(composer, module, sheets.POSTER)) as document:
        assert len(document) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_check_on_paper_asks_every_objective_and_keeps_the_key_apart(edition: Edition, lang: str) -> None:
    composer = Composer(edition, lang, demonstration=False)
    for module in edition.modules:
        asked = sheets.drawn(module)
        scored = [question for question in asked if question.is_scored]
        assert {question.objective for question in scored} == {one.id for one in module.objectives}
        assert len(scored) == max(module.check.draw, len(module.objectives))
        assert {one.id for one in sheets.drawn(module, 2)} != {one.id for one in asked}, module.key
    module = edition.modules[1]
    with pypdfium2.PdfDocument(sheets.paper_check(composer, module)) as document:
        pages = [squeezed(page.get_textpage().get_text_bounded()) for page in document]
    is_key = ["ចម្លើយសម្រាប់គ្រូ" in page or "Keyforthetrainer" in page for page in pages]
    first_key = is_key.index(True)
    feedback = [squeezed(option.feedback.in_(lang)) for one in sheets.drawn(module) for option in one.options]
    assert not any(said in "".join(pages[:first_key]) for said in feedback)
    assert any(said in "".join(pages[first_key:]) for said in feedback)


def test_a_sheet_is_made_once_an_edition(site: Site, edition: Edition, tmp_path: Path) -> None:
    settings: Settings = replace(site.app.config["SETTINGS"], instance=tmp_path)
    module = edition.modules[1]
    first = papers.sheet(settings, edition, module, papers.NAMES[0], "km")
    (kept,) = tmp_path.rglob("*.pdf")
    assert kept.read_bytes() == first
    kept.write_bytes(b"kept")
    assert papers.sheet(settings, edition, module, papers.NAMES[0], "km") == b"kept"
    approved = replace(edition, is_approved=True)
    assert papers.sheet(settings, approved, module, papers.NAMES[0], "km") != b"kept", (
        "its foot says otherwise"
    )
