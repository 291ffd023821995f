"""The PDF writer: real text, Khmer that stays in its box, no file from elsewhere, no silent missing glyph."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from hrtraining.core import pdf, pdf_apart, qr
from hrtraining.core.pdf import Layers, PdfFault, Unprintable

STYLE = "certificate/theme.css"


def document(body: str) -> str:
    return f'<!DOCTYPE html><html lang="km"><head><title>ឯកសារ</title></head><body>{body}</body></html>'


def made(body: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf.render_pdf(document(body), stylesheet=STYLE))


def words(page: pypdfium2.PdfPage) -> str:
    return re.sub(r"\s+", "", page.get_textpage().get_text_range().replace("\ufffe", ""))


@pytest.mark.parametrize(
    "text",
    [
        "កម្ពុជា",
        "ស្រី",
        "គ្រោះថ្នាក់",
        "វិញ្ញាបនបត្រ",
        "ព្រះមហាក្សត្រ",
        "ញ៉ឹម",
        "អ៊ុក",
        "ផ្ទៃ ក្រសួង",
        "ដើម្បី",
        "សៀវភៅ",
        "សុវណ្ណារ៉ា",
    ],
)
@pytest.mark.parametrize("font", ["Muol", "Battambang", "Siemreap", "Noto Sans Khmer"])
def test_copied_text_is_the_text_that_was_written(text: str, font: str) -> None:
    page = made(f'<p style="font-family: {font}">ក្រុម {text}</p>')[0]
    assert "ក្រុម" + text.replace(" ", "") in words(page)


def test_break_marks_are_not_copied() -> None:
    assert "\u200b" not in made("<p>ការ\u200bកាត់\u200bបន្ថយ</p>")[0].get_textpage().get_text_range()


def test_title_of_the_file_has_no_break_marks() -> None:
    html = document("<p>ក</p>").replace("<title>ឯកសារ", "<title>ឯក\u200bសារ")
    made = pypdfium2.PdfDocument(pdf.render_pdf(html, stylesheet=STYLE))
    assert made.get_metadata_dict()["Title"] == "ឯកសារ"


def test_three_hundred_characters_without_a_space_stay_in_their_box() -> None:
    page = made(f'<p style="width: 60mm; margin: 40mm 0 0 40mm">{"គ្រោះ" * 60}</p>')[0]
    picture = page.render(scale=1).to_numpy()
    inked = (picture.min(axis=2) < 128).any(axis=0).nonzero()[0]
    assert inked.min() >= 40 / 25.4 * 72 - 3
    assert inked.max() <= 100 / 25.4 * 72 + 3
    assert words(page).count("គ្រោះ") == 60


@pytest.mark.parametrize(
    "address",
    [
        "http://203.0.113.1/x.png",
        "https://example.org/x.png",
        "file:///etc/passwd",
        "../../../pyproject.toml",
        "//host/x",
    ],
)
def test_a_file_from_elsewhere_is_refused(address: str) -> None:
    with pytest.raises(PdfFault):
        pdf.render_pdf(document(f'<img alt="x" src="{address}">'), stylesheet=STYLE)


def test_a_link_out_of_the_served_folders_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    with pytest.raises(PdfFault):
        pdf.render_pdf(document(f'<img alt="x" src="{secret.as_uri()}">'), stylesheet=STYLE)


def test_a_character_without_glyph_is_an_error_and_the_next_document_is_not() -> None:
    with pytest.raises(Unprintable) as caught:
        pdf.render_pdf(document("<p>\U00013000</p>"), stylesheet=STYLE)
    assert "\U00013000" in caught.value.sentence()
    assert len(made("<p>ក</p>")) == 1


def test_the_same_document_gives_the_same_bytes() -> None:
    page = document(f'<p>ក្រសួង</p><img alt="QR" src="{qr.qr_data_uri("https://training.example/1")}">')
    assert pdf.render_pdf(page, stylesheet=STYLE) == pdf.render_pdf(page, stylesheet=STYLE)


def test_a_batch_draws_a_shared_ground_once() -> None:
    ground = document("<p>" + "ព្រះរាជាណាចក្រកម្ពុជា " * 40 + "</p>")
    sheets = [Layers(ground, document(f"<p>ឈ្មោះ{place}</p>")) for place in range(30)]
    shared = pdf.render_batch(sheets, stylesheet=STYLE)
    assert shared.count(b"/Subtype /Form") == 1
    pages = [words(page) for page in pypdfium2.PdfDocument(shared)]
    assert [f"ឈ្មោះ{place}" in page and "ព្រះរាជាណាចក្រកម្ពុជា" in page for place, page in enumerate(pages)] == [
        True
    ] * 30


def test_a_sheet_that_runs_over_its_page_is_refused() -> None:
    long = document("<p>ក</p>" * 400)
    with pytest.raises(PdfFault, match="pages"):
        pdf.render_batch([document("<p>ក</p>"), long], stylesheet=STYLE)


def test_an_empty_batch_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        pdf.render_batch([], stylesheet=STYLE)


def test_qr_codes_have_a_quiet_zone_of_four_modules() -> None:
    modules = qr.qr_modules("https://training.example/verify/2026-00045/K7Q2M9XR4TWB6P")
    assert modules <= 41
    assert f"0 0 {modules + 8} {modules + 8}" in qr.qr_data_uri(
        "https://training.example/verify/2026-00045/K7Q2M9XR4TWB6P"
    ).replace("%20", " ")


def test_a_process_of_its_own_prints_the_same_bytes() -> None:
    html = document("<p>ក្រុមទីមួយ</p>")
    enclosed = {"figures.json": '{"ក": 1}'}
    alone = pdf_apart.render_apart(html, stylesheet=STYLE, enclosed=enclosed)
    assert alone == pdf.render_pdf(html, stylesheet=STYLE, enclosed=enclosed)


def test_a_process_of_its_own_says_what_it_cannot_print() -> None:
    with pytest.raises(Unprintable, match="\U00013000"):
        pdf_apart.render_apart(document("<p>\U00013000</p>"), stylesheet=STYLE)
    with pytest.raises(PdfFault, match=r"nowhere\.png"):
        pdf_apart.render_apart(document('<img alt="x" src="nowhere.png">'), stylesheet=STYLE)


def test_a_process_of_its_own_that_breaks_down_is_no_empty_file() -> None:
    with pytest.raises(PdfFault, match=r"(?s)ended with 1: .*FileNotFoundError"):
        pdf_apart.render_apart(document("<p>ក</p>"), stylesheet="nothing/theme.css")
