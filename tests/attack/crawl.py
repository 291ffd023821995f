"""Everything a person can reach by links, in a form in which two states of the program can be compared."""

from __future__ import annotations

import io
import re
from collections import deque
from urllib.parse import urlsplit

import pypdfium2
from openpyxl import load_workbook
from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.house import HouseClient, Page

CHANGING = re.compile(
    r"<input[^>]+csrf_token[^>]*>|<input[^>]+name=.secret[^>]*>|[0-9a-f]{12,64}|data:image/[^\"']+"
)
"""What differs between two requests or two states without saying anything: tokens, hashes of data, drawings of codes."""
LEAVE = {"accounts.lock", "web.healthz"}
DRAWN = {"certificates.paper", "certificates.batch", "certificates.archive"}
"""Papers that take long to draw: one of each tells as much as many."""


def said(page: Page) -> str:
    """What a page or a file says, without what changes by itself."""
    kind, data = page.response.mimetype or "", page.response.get_data()
    if kind == "application/pdf":
        with pypdfium2.PdfDocument(data) as document:
            text = "\n".join(one.get_textpage().get_text_bounded() for one in document)
        return CHANGING.sub("", text)
    if "spreadsheet" in kind:
        book = load_workbook(io.BytesIO(data), read_only=True)
        rows = "\n".join(str(row) for sheet in book for row in sheet.iter_rows(values_only=True))
        return CHANGING.sub("", rows)
    return CHANGING.sub("", data.decode(errors="replace"))


def crawl(
    client: HouseClient, *starts: str, most: int = 400, of_a_kind: int = 40, drawn: int = 1
) -> dict[str, str]:
    """Follow every link from some pages; gives what each says. Kinds of pages with many examples are sampled.

    Of papers that take long to draw there are `drawn` of each kind.
    """
    client.checks = False
    adapter = client.app.url_map.bind("x")
    found: dict[str, str] = {}
    kinds: dict[str, int] = {}
    waiting = deque(starts or ("/",))
    while waiting and len(found) < most:
        address = waiting.popleft().split("#")[0]
        parts = urlsplit(address)
        if not address or address in found or parts.scheme or parts.path.startswith("/static/"):
            continue
        try:
            endpoint = str(adapter.match(parts.path, method="GET")[0])
        except (NotFound, MethodNotAllowed):
            continue
        is_drawn = endpoint in DRAWN or parts.path.endswith(".pdf")
        kind = f"{endpoint} drawn" if is_drawn else endpoint
        kinds[kind] = kinds.get(kind, 0) + 1
        if endpoint in LEAVE or kinds[kind] > (drawn if is_drawn else of_a_kind):
            continue
        page = client.open(address)
        found[address] = f"{page.status} " + said(page)
        if page.response.mimetype == "text/html":
            waiting.extend(page.links)
    return found


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The addresses that say something else now, with the first place where they differ."""
    wrong = [f"{address} is only in one of the two" for address in sorted(before.keys() ^ after.keys())]
    for address in sorted(before.keys() & after.keys()):
        one, other = before[address], after[address]
        if one != other:
            place = next(
                (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                min(len(one), len(other)),
            )
            wrong.append(
                f"{address}: …{one[max(0, place - 60) : place + 60]!r} / {other[place : place + 60]!r}"
            )
    return wrong
