"""The JSON that leaves the gate: the names of the conventions, exact where it may be, null with a mark where not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hrtraining.reporting import from_files
from hrtraining.reporting.domain.report import report
from hrtraining.reporting.figures import report_figures, written
from tests.unit.reporting.comparison import leaves
from tests.unit.reporting.data import answers, attempt, attempts, learner_pair

EXAMPLE = Path(__file__).parent / "example"


def gated(rows: list[list[str]]) -> dict[str, Any]:
    """The report of rows as others may see it."""
    made = from_files.composed(attempts(rows), data_hash="test")
    return report_figures(made, draft=False, demonstration=False)


def of_size(academy: str, n: int, before: int = 3, after: int = 6) -> list[list[str]]:
    """Pairs of one academy with some spread."""
    rows = []
    for place in range(n):
        where = {"academy": academy, "workshop": f"{academy}-W{place % 2}"}
        rows += learner_pair(f"{academy}-{place}", before + place % 3, after + place % 4, **where)
    return rows


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    """The example as others may see it."""
    made = from_files.read(EXAMPLE / "items.csv", EXAMPLE / "attempts.csv")
    return report_figures(made, draft=False, demonstration=False)


def test_what_is_shown_exactly_is_what_the_conventions_expect(example: dict[str, Any]) -> None:
    expected = dict(leaves(json.loads((EXAMPLE / "expected.json").read_text())["national"]))
    shown = {
        path: value
        for path, value in leaves(example["national"])
        if value is not None and f"national.{path}" not in example["marks"] and path in expected
    }
    assert len(shown) > 700
    for path, value in shown.items():
        if isinstance(value, float):
            assert value == pytest.approx(expected[path], rel=1e-6, abs=1e-6), path
        else:
            assert value == expected[path], path


def test_every_hidden_figure_has_a_mark(example: dict[str, Any]) -> None:
    expected = json.loads((EXAMPLE / "expected.json").read_text())
    known = dict(leaves(expected["national"]))
    for path, value in leaves(example["national"]):
        if value is None and known.get(path) is not None:
            assert any(f"national.{path}".startswith(marked) for marked in example["marks"]), path


def test_figures_of_single_people_never_leave(example: dict[str, Any]) -> None:
    score = example["national"]["score"]
    for name in ("change_distribution", "at_maximum_pre", "at_maximum_post", "median_change"):
        assert score[name] is None
        assert example["marks"][f"national.score.{name}"] == "hidden"


def test_hidden_academies_have_a_status_and_nothing_else() -> None:
    found = gated([*of_size("A1", 40), *of_size("A2", 30), *of_size("A3", 4), *of_size("A4", 12)])
    assert found["published"]["academies"] == {
        "A1": "shown",
        "A2": "shown",
        "A3": "suppressed",
        "A4": "suppressed",
    }
    assert set(found["academies"]) == {"A1", "A2"}
    text = written(found)
    assert "primary" not in text
    assert "complementary" not in text
    assert found["equal_weight_mean_change"] is None


def test_a_nation_under_ten_shows_nothing() -> None:
    found = gated(of_size("A1", 8))
    assert found["national"] is None
    assert found["flow"] is None
    assert found["academies"] == {}
    assert found["published"]["national"] == "suppressed"


@pytest.mark.parametrize(("before", "after"), [(10, 10), (0, 10), (0, 0), (10, 0), (5, 5)])
@pytest.mark.parametrize("people", [12, 120])
def test_no_nan_or_infinity_and_no_exact_extreme(before: int, after: int, people: int) -> None:
    rows = [
        row
        for n in range(people)
        for row in learner_pair(f"L{n}", before, after, workshop=f"W{n % 12}", academy="A1")
    ]
    found = gated(rows)
    written(found)
    for item in found["national"]["items"].values():
        for side, count in (("pct_pre", before), ("pct_post", after)):
            assert item[side] not in (0, 100), (item, count)


def test_the_same_rows_in_another_order_give_the_same_bytes() -> None:
    rows = [*of_size("A1", 40), *of_size("A2", 30)]
    assert written(gated(rows)) == written(gated(rows[::-1]))


def test_replays_change_nothing() -> None:
    rows = of_size("A1", 40)
    again = gated([*rows, *rows[:6]])
    assert again["national"] == gated(rows)["national"]
    assert again["flow"]["duplicate_rows_dropped"] == 6


def test_working_file_and_gated_file_agree_where_both_speak() -> None:
    rows = [*of_size("A1", 140), *of_size("A2", 130)]
    rows += [attempt("lone", "pre", answers(4), academy="A1")]
    inside, outside = report(attempts(rows)), gated(rows)
    known = dict(leaves(inside["national"]["definitions"]))
    for path, value in leaves(outside["national"]["definitions"]):
        if value is not None and f"national.definitions.{path}" not in outside["marks"]:
            assert value == pytest.approx(known[path]), path
