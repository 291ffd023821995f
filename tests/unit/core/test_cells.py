"""Cells of files that people open: none is taken for a formula, and what was written comes back."""

from __future__ import annotations

import pytest

from hrtraining.core.cells import guarded, unguarded


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)"]
)
def test_what_begins_a_formula_stands_behind_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "A1", "1-1", "'quoted'", "សុខ វិបុល", "a=b"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == unguarded(cell) == cell
