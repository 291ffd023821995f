"""The directory as the file that can be imported again and then changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from hrtraining.core.cells import guarded
from hrtraining.referral.domain import PROVINCES, Column, Kind, flat
from hrtraining.referral.domain.sheet import HEADERS_EN, HEADERS_KM
from hrtraining.referral.queries import Service


def csv_text(services: Sequence[Service], *, kinds: Sequence[Kind], lang: str) -> str:
    """All records as CSV with a byte order mark, headers and names in a language; no cell is a formula."""
    known = {one.key: one for one in kinds}
    headers = HEADERS_KM if lang == "km" else HEADERS_EN
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([headers[column] for column in Column])
    for one in services:
        cells = _cells(one, known, lang)
        writer.writerow([guarded(cells[column]) for column in Column])
    return "\ufeff" + text.getvalue()


def _cells(service: Service, kinds: Mapping[str, Kind], lang: str) -> dict[Column, str]:
    record = service.record
    return flat(record) | {
        Column.ID: str(service.uuid),
        Column.PROVINCE: PROVINCES[record.province].name.in_(lang),
        Column.KINDS: "; ".join(kinds[key].name.in_(lang) for key in record.kinds),
    }
