"""Commands that cannot do what they are asked say so in one sentence of both languages and do not end with 0."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import insert, update

from hrtraining.accounts.models import Account
from hrtraining.core import mark
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.web import create_app
from tests.conftest import Site, site_settings
from tests.factories.clock import NOW
from tests.factories.world import World

NEED_THE_DATABASE = (
    "setup-link",
    "links destroy --ended-before 2026-01-01",
    "audit verify",
    "exchange imports",
    "exchange undo 3",
    "exchange close 3",
    "exchange template",
    "content freeze",
    "content export-law law.yaml",
    "content diff 1 2",
    "content book",
    "learning regrade m02 --reason wrong",
    "referral export",
    "reporting national",
    "reporting academy A1",
    "reporting workshop 1",
    "reporting deliver reports",
    "reporting research",
    "followup draw",
    "followup verify",
    "followup end-waves",
)


def is_in_both(said: str) -> bool:
    """Whether a sentence has letters of both scripts."""
    return any("ក" <= letter <= "ឳ" for letter in said) and any("a" <= letter <= "z" for letter in said)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskCliRunner:
    """Commands of an installation whose database has no tables."""
    monkeypatch.chdir(tmp_path)
    return create_app(site_settings(tmp_path)).test_cli_runner()


@pytest.mark.parametrize("command", NEED_THE_DATABASE)
def test_database_that_is_not_prepared_is_a_sentence(empty: FlaskCliRunner, command: str) -> None:
    done = empty.invoke(args=command.split())
    assert done.exit_code in (1, 2)
    assert "prepare" in done.output
    assert is_in_both(done.output)
    assert isinstance(done.exception, SystemExit)
    with empty.app.app_context():
        db.engine.dispose()


def test_file_that_is_no_database_is_a_sentence(empty: FlaskCliRunner, tmp_path: Path) -> None:
    (tmp_path / "hrtraining.sqlite").write_text("something else\n" * 1000, encoding="utf-8")
    done = empty.invoke(args=["audit", "verify"])
    assert done.exit_code == 1
    assert "not a database" in done.output
    assert is_in_both(done.output)


@pytest.mark.parametrize(
    ("command", "code", "word"),
    [
        ("exchange import gone.csv", 1, "gone.csv"),
        ("exchange import .", 1, "directory"),
        ("exchange template gone/file.xlsx", 1, "gone/file.xlsx"),
        ("exchange undo 99999999999999999999", 2, "range"),
        ("exchange close nothing", 2, "integer"),
        ("referral import gone.csv", 1, "gone.csv"),
        ("referral export gone/file.csv", 1, "gone/file.csv"),
        ("content export-law gone/law.yaml", 1, "gone/law.yaml"),
        ("content preview file", 1, "file"),
        ("content book --out file", 1, "file"),
        ("content check --file nowhere", 1, "nowhere"),
        ("content depends dcl-999", 1, "dcl-999"),
        ("content diff 1 99", 1, "99"),
        ("content sign-off m99 --by Somebody", 1, "m99"),
        ("demonstration build", 1, "DEMO=1"),
        ("demonstration sign-ins", 1, "DEMO=1"),
        ("learning regrade m99 --reason wrong", 1, "module"),
        ("links destroy --ended-before yesterday", 2, "yesterday"),
        ("followup draw --share 0", 1, "100"),
        ("followup draw --share many", 2, "many"),
        ("reporting national --output gone/file.json", 2, "file.json"),
        ("reporting national --lang fr", 2, "fr"),
        ("reporting academy A99", 2, "A99"),
        ("reporting workshop 99", 2, "99"),
        ("reporting deliver file", 2, "file"),
        ("reporting verify gone.pdf", 2, "gone.pdf"),
        ("reporting evaluate gone.csv gone.csv", 2, "gone.csv"),
    ],
)
def test_bad_input_is_a_sentence(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, code: int, word: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    done = app.test_cli_runner().invoke(args=command.split())
    assert done.exit_code == code, done.output
    assert word in done.output
    assert is_in_both(done.output)
    assert isinstance(done.exception, SystemExit)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    "command",
    [
        "setup-link",
        "links destroy --ended-before 2026-01-01",
        "links destroy --ended-before 2026-01-01 --yes",
        "audit verify",
        "exchange imports",
        "content check",
        "content freeze",
        "content diff 1 1",
        "content export-law law.yaml",
        "content depends dcl-100-services",
        "learning regrade m02 --reason wrong",
        "followup draw",
        "followup verify",
        "followup end-waves",
    ],
)
def test_what_a_command_did_is_said_in_both_languages(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = app.test_cli_runner().invoke(args=command.split())
    assert done.exit_code == 0, done.output
    assert is_in_both(done.output)


def test_link_to_set_up_stands_alone_on_standard_output_until_there_is_an_administrator(
    app: Flask, world: World
) -> None:
    run = app.test_cli_runner()
    refused = run.invoke(args=["setup-link"])
    assert refused.exit_code == 1
    assert "has an administrator" in refused.output
    assert is_in_both(refused.output)
    with app.app_context(), unit_of_work() as session:
        session.execute(update(Account).where(Account.role == "administrator").values(role="analyst"))
    done = run.invoke(args=["setup-link"])
    assert done.exit_code == 0
    assert done.stdout.startswith("https://training.example/setup/")
    assert len(done.stdout.split()) == 1


def test_unknown_version_of_the_test_is_not_taken_for_the_newest(app: Flask, world: World) -> None:
    done = app.test_cli_runner().invoke(args=["reporting", "national", "--instrument", "zzzz"])
    assert done.exit_code == 2
    assert "zzzz" in done.output
    assert is_in_both(done.output)


@pytest.mark.parametrize(
    "command",
    [
        "prepare",
        "setup-link",
        "links destroy --ended-before 2026-01-01 --yes",
        "content freeze",
        "exchange imports",
        "reporting national",
        "reporting research",
    ],
)
def test_command_refuses_the_database_of_the_other_kind(site: Site, tmp_path: Path, command: str) -> None:
    file = tmp_path / "one.sqlite"
    shutil.copyfile(site.frozen, file)
    real = create_app(site_settings(tmp_path, DATABASE_URL=f"sqlite:///{file}"))
    shown = create_app(site_settings(tmp_path, DATABASE_URL=f"sqlite:///{file}", DEMO="1"))
    with real.app_context(), unit_of_work() as session:
        session.add(Account(role="administrator", login="root", created_at=NOW))
    done = shown.test_cli_runner().invoke(args=command.split())
    assert done.exit_code in (1, 2)
    assert "real data" in done.output
    assert is_in_both(done.output)
    with real.app_context():
        with db.engine.begin() as connection:
            connection.execute(insert(mark.Mark).values(kind="demonstration", seed=1, made_at=NOW))
        db.engine.dispose()
    done = real.test_cli_runner().invoke(args=command.split())
    assert done.exit_code in (1, 2)
    assert "DEMO=1" in done.output
    assert is_in_both(done.output)
    for app in (real, shown):
        with app.app_context():
            db.engine.dispose()
