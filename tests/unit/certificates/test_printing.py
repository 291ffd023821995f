"""What is on the paper: the words, read back; one page; the QR; the batch; the same bytes twice."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from hrtraining.certificates import printing
from hrtraining.certificates.domain import Kind, Snapshot
from hrtraining.core.pdf import THEMES, Unprintable
from tests.unit.certificates.sample import BASE_URL, SNAPSHOT

ATTENDANCE = replace(SNAPSHOT, kind=Kind.ATTENDANCE, modules=())
DEMONSTRATION = replace(SNAPSHOT, is_demonstration=True, is_draft=True)


@cache
def paper(snapshot: Snapshot) -> bytes:
    return printing.certificate_pdf(snapshot, base_url=BASE_URL)


def words(pdf: bytes) -> str:
    """The text as a reader copies it, without where lines were broken."""
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", "", text.replace("\ufffe", "").replace("\u200b", ""))


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("snapshot", [SNAPSHOT, ATTENDANCE, DEMONSTRATION])
def test_the_text_of_the_paper_is_the_text_of_the_snapshot(snapshot: Snapshot) -> None:
    printed = words(paper(snapshot))
    lines = [*snapshot.printed_lines(), snapshot.course.km, snapshot.course.en, snapshot.serial, "២០២៦-០០០៤៥"]
    lines += [pair.km for pair in snapshot.modules]
    lines += ["ព្រះរាជាណាចក្រកម្ពុជា", snapshot.edition, "ព្រះមហាក្សត្រ", f"{BASE_URL}{snapshot.verify_path}"]
    lines += ["ថ្ងៃទី២០ ខែវិច្ឆិកា ឆ្នាំ២០២៦", "ពីថ្ងៃទី៣ ដល់ថ្ងៃទី១៤ ខែវិច្ឆិកា ឆ្នាំ២០២៦"]
    assert [line for line in lines if plain(line) not in printed] == []


def test_pdftotext_reads_the_name_too(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper(SNAPSHOT))
    read = subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    text = plain(read.stdout.decode())
    for line in (SNAPSHOT.name_km, SNAPSHOT.course.km, SNAPSHOT.lunar, SNAPSHOT.academy.km):
        assert plain(line) in text


def test_attendance_can_never_print_the_words_of_achievement() -> None:
    achievement, attendance = words(paper(SNAPSHOT)), words(paper(ATTENDANCE))
    for khmer in ("វិញ្ញាបនបត្របញ្ចប់វគ្គបណ្តុះបណ្តាល", "CertificateofAchievement", "hascompleted", "ម៉ូឌុល"):
        assert khmer in achievement
        assert khmer not in attendance
    for khmer in ("លិខិតបញ្ជាក់ការចូលរួម", "CertificateofAttendance", "១៨ពាក់កណ្តាលថ្ងៃ"):
        assert khmer in attendance
        assert khmer not in achievement


def test_draft_and_demonstration_are_said_on_the_paper_and_only_then() -> None:
    said = ("DEMONSTRATION", "Draftcomposedfrompublicsources", "សេចក្តីព្រាងរៀបរៀងពីប្រភពសាធារណៈ")
    assert all(line in words(paper(DEMONSTRATION)) for line in said)
    assert not any(line in words(paper(SNAPSHOT)) for line in said)


@pytest.mark.parametrize("snapshot", [SNAPSHOT, ATTENDANCE, DEMONSTRATION])
def test_one_landscape_page(snapshot: Snapshot) -> None:
    document = pypdfium2.PdfDocument(paper(snapshot))
    assert len(document) == 1
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (842, 595)


def test_the_file_is_tagged_khmer_and_has_a_title() -> None:
    document = pypdfium2.PdfDocument(paper(SNAPSHOT))
    assert document.is_tagged()
    assert document.get_metadata_dict()["Title"] == "2026-00045 · ចាន់ សុភ័ក្ត្រ"
    assert b"pdfuaid:part" in printing.certificate_pdf(SNAPSHOT, base_url=BASE_URL) or document.is_tagged()


def test_the_qr_code_leads_to_the_verification_and_is_large_enough() -> None:
    page = pypdfium2.PdfDocument(paper(SNAPSHOT))[0]
    picture = page.render(scale=150 / 72).to_pil()
    found = zxingcpp.read_barcodes(picture)
    assert [code.text for code in found] == [f"{BASE_URL}{SNAPSHOT.verify_path}"]
    corners = found[0].position
    side = (
        (corners.top_right.x - corners.top_left.x) ** 2 + (corners.top_right.y - corners.top_left.y) ** 2
    ) ** 0.5
    assert side / 150 * 25.4 >= 27


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert printing.certificate_pdf(SNAPSHOT, base_url=BASE_URL) == paper(SNAPSHOT)


def test_a_batch_has_one_page_a_certificate_in_the_order_given() -> None:
    names = ["សុខ វិបុល", "អ៊ុក ស៊ីណា", "ញ៉ឹម ច័ន្ទរស្មី"]
    snapshots = [
        replace(SNAPSHOT, serial=f"2026-0000{place}", name_km=name, kind=kind, modules=SNAPSHOT.modules)
        for place, (name, kind) in enumerate(
            zip(names, (Kind.ACHIEVEMENT, Kind.ATTENDANCE, Kind.ACHIEVEMENT), strict=True)
        )
    ]
    document = pypdfium2.PdfDocument(printing.batch_pdf(snapshots, base_url=BASE_URL))
    pages = [plain(page.get_textpage().get_text_range()) for page in document]
    assert [[plain(name) in page for name in names] for page in pages] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]
    assert [snapshots[place].serial in page for place, page in enumerate(pages)] == [True] * 3


def test_a_page_of_a_batch_looks_like_the_single_paper() -> None:
    batch = pypdfium2.PdfDocument(printing.batch_pdf([ATTENDANCE, DEMONSTRATION], base_url=BASE_URL))
    for place, snapshot in enumerate((ATTENDANCE, DEMONSTRATION)):
        alone = pypdfium2.PdfDocument(paper(snapshot))[0].render(scale=1).to_numpy().astype(int)
        together = batch[place].render(scale=1).to_numpy().astype(int)
        assert alone.shape == together.shape
        assert (abs(alone - together) > 40).mean() < 0.001


@pytest.mark.parametrize(
    "name", ["ក" * 160, "ស្ត្រី" * 40, "ឈ្មោះវែងណាស់ " * 12 + "ចុង"], ids=["letters", "stacks", "words"]
)
def test_a_very_long_name_stays_on_its_one_page(name: str) -> None:
    long = replace(SNAPSHOT, name_km=name)
    document = pypdfium2.PdfDocument(printing.certificate_pdf(long, base_url=BASE_URL))
    assert len(document) == 1
    assert words(printing.certificate_pdf(long, base_url=BASE_URL)).count(plain(name)[:20]) >= 1


def test_a_character_without_a_glyph_is_refused() -> None:
    with pytest.raises(Unprintable):
        printing.certificate_pdf(replace(SNAPSHOT, name_latin="SOK \U0001f0a1\U00013000"), base_url=BASE_URL)


def test_the_theme_keeps_to_what_prints_right() -> None:
    folder = THEMES / printing.THEME
    style = (folder / "theme.css").read_text(encoding="utf-8")
    assert "justify" not in style
    for rule in re.findall(r"([^{}]+)\{([^}]*letter-spacing[^}]*)\}", style):
        assert ".en" in rule[0] or ".latin" in rule[0], "letter-spacing breaks Khmer clusters"
    for drawing in folder.glob("*.svg"):
        assert "<text" not in drawing.read_text(encoding="utf-8")
