"""The example of the conventions gives every figure that was computed for it elsewhere."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from hrtraining.reporting.commands import reporting
from tests.unit.reporting.comparison import differences, leaves

HERE = Path(__file__).parent / "example"
EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))


def evaluate(items: Path, attempts: Path) -> Any:
    """The command's printed report."""
    app = Flask("test")
    app.cli.add_command(reporting)
    ran = app.test_cli_runner().invoke(
        args=["reporting", "evaluate", str(items), str(attempts), "--format", "json"]
    )
    assert ran.exit_code == 0, ran.stderr
    assert ran.stderr == ""
    return json.loads(ran.stdout, parse_constant=lambda name: pytest.fail(f"{name} was printed"))


def test_example_gives_every_expected_figure() -> None:
    assert len(list(leaves(EXPECTED))) > 1300
    assert differences(EXPECTED, evaluate(HERE / "items.csv", HERE / "attempts.csv")) == []


def test_example_in_another_order_gives_the_same_report(tmp_path: Path) -> None:
    header, *rows = (HERE / "attempts.csv").read_text(encoding="utf-8").splitlines()
    random.Random(7).shuffle(rows)  # noqa: S311 — any order will do
    shuffled = tmp_path / "attempts.csv"
    shuffled.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    one, two = (evaluate(HERE / "items.csv", file) for file in (HERE / "attempts.csv", shuffled))
    assert json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)


def test_report_says_that_it_is_a_working_file() -> None:
    about = evaluate(HERE / "items.csv", HERE / "attempts.csv")["about"]
    assert "not for publication" in about["use"]


def test_disclose_prints_statuses_of_units() -> None:
    ran = CliRunner().invoke(reporting, ["disclose"], input='{"A1": 150, "A2": 4, "A3": 60, "A4": 0}')
    assert ran.exit_code == 0
    assert json.loads(ran.stdout) == {
        "academies": {
            "A1": "shown",
            "A2": "suppressed_primary",
            "A3": "suppressed_complementary",
            "A4": "none",
        },
        "national": "shown",
    }


NO_TABLES = ["", "[]", '{"A": -1}', '{"A": 1.5}', '{"A": true}', '{"A": 1, "A": 2}', "\xff", "nonsense"]


@pytest.mark.parametrize("given", NO_TABLES)
def test_disclose_refuses_what_is_no_table(given: str) -> None:
    ran = CliRunner().invoke(reporting, ["disclose"], input=given.encode("latin-1"))
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert "JSON" in ran.stderr


def test_views_and_commands_load_without_numpy() -> None:
    code = (
        "import sys, hrtraining.reporting.commands, hrtraining.reporting.views; "
        "sys.exit('numpy' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
