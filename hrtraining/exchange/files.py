"""Files of answers: the cells of CSV and XLSX as their columns mean them, and the empty file to begin with."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import BinaryIO

from hrtraining.content.domain import Instrument
from hrtraining.core.clock import PHNOM_PENH
from hrtraining.core.i18n import Text
from hrtraining.core.khmer.digits import to_ascii
from hrtraining.core.khmer.text import normalise_line, strip_zero_width
from hrtraining.core.spreadsheet import read_rows
from hrtraining.core.workbook import Limits
from hrtraining.exchange.domain import CATEGORIES, NEEDED, OPTIONAL

WEB_ROWS = 10_000
COMMAND_ROWS = 250_000
MOST_BYTES = 200 * 1024 * 1024
LIMITS = Limits(unpacked=1024 * 1024 * 1024, parts=64 * 1024 * 1024, columns=80)
WEB_LIMITS = Limits(unpacked=128 * 1024 * 1024, parts=8 * 1024 * 1024, columns=80)


def cell(value: object) -> str:
    """What stands in a cell, digits as 0-9; a date cell is read as the clock of Phnom Penh, which it cannot say.

    A date without a time stays without, so that it is refused: the order of before and after hangs on it.
    """
    if isinstance(value, str):
        return value.strip() if value.isascii() else to_ascii(normalise_line(value))
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.replace(tzinfo=PHNOM_PENH).isoformat(timespec="seconds")
    return str(value)


def table(file: BinaryIO, *, limits: Limits = LIMITS) -> Iterator[list[str]]:
    """The cells of a file row by row; formulas stand in their cells as written, so that they are refused.

    Raises:
        DomainError: it is no table; the sentence says what to do.
    """
    return read_rows(file, limits=limits, cell=cell, has_formulas=False)


MEANINGS: dict[str, Text] = {
    "attempt_uid": Text(
        "កូដនៃក្រដាសមួយសន្លឹក ខុសគ្នាគ្រប់សន្លឹក",
        "Code of this one sheet, different for every sheet",
    ),
    "learner_id": Text(
        "លេខលើស្លាកបិទរបស់មនុស្សម្នាក់ ដូចគ្នាមុន និងក្រោយវគ្គ។ កុំសរសេរឈ្មោះ ឬអត្តលេខ",
        "Number on the sticker, the same before and after; never a name or a service number",
    ),
    "academy": Text("កូដសាលា ក្នុងប្រព័ន្ធនេះ", "Key of the academy on this platform"),
    "workshop": Text(
        "កូដចូលរួម បើវគ្គនៅបើកក្នុងប្រព័ន្ធ ឬកូដថ្មី បើវគ្គធ្វើនៅក្រៅប្រព័ន្ធ",
        "Join code of a workshop that is open here, or a new code for one held outside the platform",
    ),
    "phase": Text("តេស្តមុនវគ្គ ឬក្រោយវគ្គ", "Test before the course or after it"),
    "lang": Text("ភាសានៃក្រដាសតេស្ត៖ ខ្មែរ ឬអង់គ្លេស", "Language of the sheet: Khmer or English"),
    "submitted_at": Text(
        "ថ្ងៃ និងម៉ោងប្រគល់ក្រដាស",
        "Day and time it was handed in",
    ),
    "instrument_version": Text(
        "កំណែតេស្ត។ បើជាកំណែបច្ចុប្បន្ន ទុកទទេ ឬដកជួរឈរចេញ",
        "Version of the test; leave the column out for the present one",
    ),
    "sex": Text("ភេទ (មិនចាំបាច់)", "Sex (optional)"),
    "rank_band": Text("ក្រុមឋានន្តរស័ក្តិ (មិនចាំបាច់)", "Group of ranks (optional)"),
    "participant_group": Text("ក្រុមអ្នកចូលរួម (មិនចាំបាច់)", "Whom the person comes from (optional)"),
    "channel": Text("របៀបឆ្លើយ។ ទុកទទេ មានន័យថាលើក្រដាស", "How it was answered; empty: on paper"),
    "form": Text("ទម្រង់តេស្ត (មិនចាំបាច់)", "Form of the test (optional)"),
}
"""What each column means, for the page and the second sheet of the template."""

EXAMPLES = {
    "attempt_uid": "k012-pre",
    "learner_id": "K012",
    "academy": "A1",
    "workshop": "KDL-2024-1",
    "phase": "pre, post",
    "submitted_at": "2026-03-02T08:00:00+07:00",
}
"""What may stand in columns without codes."""


KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
"""The forms in which the empty file can be had."""


def template(instrument: Instrument, form: str) -> bytes:
    """The empty file with all columns in one of the forms of KINDS."""
    return _template_xlsx(instrument) if form == "xlsx" else _template_csv(instrument)


def _template_csv(instrument: Instrument) -> bytes:
    """The header row alone, in UTF-8 with a byte order mark, so that spreadsheets keep the Khmer."""
    out = io.StringIO()
    csv.writer(out).writerow(columns(instrument))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def columns(instrument: Instrument) -> tuple[str, ...]:
    """All columns of a file in their usual order."""
    return (*NEEDED, *OPTIONAL, *(item.id for item in instrument.items))


def column_lines() -> Iterator[tuple[str, str, Text]]:
    """The columns before the answers with their codes and meanings."""
    for name in (*NEEDED, *OPTIONAL):
        yield name, EXAMPLES.get(name) or ", ".join(CATEGORIES.get(name, ())), MEANINGS[name]


def answer_codes(instrument: Instrument) -> list[tuple[int, str]]:
    """How many items have which codes."""
    return [
        (n, ", ".join(codes)) for codes, n in Counter(tuple(item.codes) for item in instrument.items).items()
    ]


def _code_lines(instrument: Instrument) -> Iterator[tuple[str, str, str, str]]:
    """Column, codes, meaning in Khmer and in English: the codebook of a file."""
    for name, codes, meaning in column_lines():
        yield name, codes, meaning.km, meaning.en
    for item in instrument.items:
        scale = instrument.scales[item.scale]
        codes = ", ".join(item.codes)
        yield (
            item.id,
            codes,
            strip_zero_width(f"{item.stem.km} ({_options(item.codes, scale, 'km')})"),
            f"{item.stem.en} ({_options(item.codes, scale, 'en')})",
        )


def _options(codes: Sequence[str], scale: Mapping[str, Text], lang: str) -> str:
    return ", ".join(f"{code} = {scale[code].in_(lang)}" for code in codes)


def _template_xlsx(instrument: Instrument) -> bytes:
    """The header row on the first sheet, the codebook in both languages on the second; the same bytes every time."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - a fixed moment, so that bytes repeat
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True, "num_format": "@"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("attempts")
        names = columns(instrument)
        sheet.set_column(0, len(names) - 1, 12, text)
        sheet.write_row(0, 0, names, bold)
        sheet.freeze_panes(1, 2)
        codes = book.add_worksheet("codebook")
        codes.set_column(0, 1, 20, wrap)
        codes.set_column(2, 3, 60, wrap)
        codes.write_row(0, 0, ("column", "codes", "ន័យ", "meaning"), bold)
        for number, line in enumerate(_code_lines(instrument), start=1):
            for place, written in enumerate(line):
                codes.write_string(number, place, written)
    return out.getvalue()
