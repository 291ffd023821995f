"""Sheets of many rows: the width of a column is looked for once, however many rows there are."""

from __future__ import annotations

import io

import openpyxl
import pytest

from hrtraining.core.i18n import Text
from hrtraining.reporting import exports
from hrtraining.reporting.exports import Sheet


def test_a_long_sheet_is_measured_once_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = []
    width = exports._width

    def counted(table: Sheet, column: int) -> int:
        measured.append(column)
        return width(table, column)

    monkeypatch.setattr(exports, "_width", counted)
    rows = tuple((number, "x" * 70, "=1+1") for number in range(500))
    head = (Text("លេខ", "Number"), Text("អក្សរ", "Letters"), Text("រូបមន្ត", "Formula"))
    made = exports.as_xlsx((Sheet(Text("ទិន្នន័យ", "Data"), head, rows),), title="long")
    assert measured == [0, 1, 2]
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    assert (sheet.max_row, sheet.row_dimensions[2].height) == (501, 48)
    assert sheet["C2"].data_type == "s"
