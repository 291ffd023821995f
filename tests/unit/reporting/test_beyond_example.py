"""Figures that the example lacks, as R computed them from a data set that has all of them (`beyond/make.R`)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hrtraining.reporting import files
from hrtraining.reporting.domain.report import report
from tests.unit.reporting.comparison import leaves

HERE = Path(__file__).parent / "beyond"


def test_every_figure_agrees_with_r_to_a_millionth() -> None:
    expected = dict(leaves(json.loads((HERE / "expected.json").read_text())))
    found = dict(leaves(report(files.read(HERE / "items.csv", HERE / "attempts.csv"))))
    assert len(expected) == 288
    for name in (
        "followup.fu12",
        "by_kind",
        "straightliners",
        "dont_know",
        "by_language",
        "language_dif_pre.a05",
    ):
        assert any(path.startswith(name) for path in expected), name
    for path, value in expected.items():
        assert found[path] == pytest.approx(value, rel=1e-6, abs=1e-9), path


def test_the_badly_translated_item_is_the_one_that_stands_out() -> None:
    found = report(files.read(HERE / "items.csv", HERE / "attempts.csv"))["language_dif_pre"]
    assert [name for name, one in found.items() if one["p_holm"] < 0.05] == ["a05"]
