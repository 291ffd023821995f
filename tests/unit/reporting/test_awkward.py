"""Awkward cases together (`awkward/make.R` names them): the whole report as R computed it with base functions."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from hrtraining.reporting import files
from hrtraining.reporting.domain.dataset import Attempts
from hrtraining.reporting.domain.intake import read_attempts, read_items
from hrtraining.reporting.domain.report import report
from tests.unit.reporting.comparison import differences, leaves

HERE = Path(__file__).parent / "awkward"


def rows_of(name: str) -> list[list[str]]:
    with (HERE / name).open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def attempts_of(items: list[list[str]], attempts: list[list[str]]) -> Attempts:
    return read_attempts(attempts, read_items(items, file="items.csv"), file="attempts.csv")


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return report(files.read(HERE / "items.csv", HERE / "attempts.csv"))


def test_every_figure_agrees_with_r_to_a_millionth(found: dict[str, Any]) -> None:
    expected = dict(leaves(json.loads((HERE / "expected.json").read_text(encoding="utf-8"))))
    actual = dict(leaves(found))
    assert len(expected) > 900
    assert not differences(json.loads((HERE / "expected.json").read_text(encoding="utf-8")), found)
    for path, value in expected.items():
        if isinstance(value, str | bool | None):
            assert actual.get(path) == value, path
        else:
            assert actual[path] == pytest.approx(value, rel=1e-6, abs=1e-9), path


def test_awkward_cases_are_in_it(found: dict[str, Any]) -> None:
    flow, items = found["flow"], found["national"]["items"]
    for name in ("duplicate_rows_dropped", "superseded_attempts", "posts_not_after_pre", "incomplete_pairs"):
        assert flow[name] > 0, name
    assert min(found["straightliners"].values()) > 0
    assert min(found["dont_know"].values()) > 0
    assert (items["k03"]["n"], items["k02"]["or_post_vs_pre"]) == (0, "Inf")
    assert set(found["published"]["academies"].values()) >= {"none", "shown", "suppressed_primary"}


def test_neither_the_order_of_rows_nor_of_columns_changes_anything(found: dict[str, Any]) -> None:
    items, attempts = rows_of("items.csv"), rows_of("attempts.csv")
    turned = [[row[::-1] for row in (rows[0], *rows[:0:-1])] for rows in (items, attempts)]
    assert json.dumps(report(attempts_of(*turned))) == json.dumps(found)
