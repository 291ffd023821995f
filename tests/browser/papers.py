"""Reads paper as a person does: the words of a PDF, its picture, and the QR code that a phone would scan."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Route

from tests.browser.devices import Device


@dataclass(frozen=True)
class Slip:
    """What stands on a person's slip."""

    number: str
    pin: str


def printed(made: Device, button: Locator, address: str) -> bytes:
    """Press a button that answers with a PDF; gives the file, and the page stays where it is."""
    files: list[bytes] = []

    def keep(route: Route) -> None:
        asked = route.request
        answer = made.ask(urlsplit(asked.url).path, body=asked.post_data)
        assert answer.kind == "application/pdf", answer.body[:500]
        files.append(answer.body)
        route.fulfill(status=204)

    made.page.route(address, keep)
    with made.page.expect_response(address):
        button.click()
    made.page.unroute(address)
    assert len(files) == 1
    return files[0]


def words(pdf: Path) -> str:
    """The text of a PDF in the order in which it was written."""
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def picture(pdf: Path, kept: Path, *, dots: int = 110) -> Path:
    """The picture of the first page, kept without its ending under `kept`."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["pdftoppm", "-r", str(dots), "-png", "-singlefile", str(pdf), str(kept)], check=True)
    return kept.with_suffix(".png")


def scanned(image: Path) -> str:
    """The one QR code in a picture."""
    with Image.open(image) as opened:
        found = zxingcpp.read_barcodes(
            opened.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
    assert len(found) == 1, f"{len(found)} codes in {image}"
    return str(found[0].text)


def slips_by_name(text: str, names: list[str]) -> dict[str, Slip]:
    """Number and PIN of each person, by the Latin name that stands above them."""
    found = {}
    for name in names:
        after = text.split(name, 1)[1]
        numbers = re.findall(r"(?<!\d)[0-9]{6}(?!\d)", after)
        found[name] = Slip(numbers[0], numbers[1])
    return found


def sheet(rows: list[list[str]]) -> bytes:
    """An XLSX file with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
