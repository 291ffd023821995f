"""The whole application walked: columns, moments, settings, commands, migrations."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Column, DateTime, create_engine
from sqlalchemy import inspect as inspect_database

from hrtraining.core import settings
from hrtraining.core.db import Base, UTCDateTime
from hrtraining.core.errors import StartError
from hrtraining.core.extensions import db
from hrtraining.core.settings import ROOT, read_settings
from hrtraining.web import create_app

LABELS = {"none", "personal", "pseudonymous"}
ANSWER_SIDE = {
    "assessment_attempt",
    "assessment_conflict",
    "reporting_counted_learner",
    "reporting_frozen_workshop",
}
"""Tables that hold answers or pseudonyms: nothing in them may name or point to a person."""


def columns() -> list[Column[object]]:
    return [column for table in Base.metadata.sorted_tables for column in table.columns]


def test_every_column_is_labelled(app: Flask) -> None:
    unlabelled = [str(column) for column in columns() if column.info.get("pii") not in LABELS]
    assert not unlabelled
    assert len(columns()) > 100


def test_columns_with_names_of_people_are_labelled_personal(app: Flask) -> None:
    telling = re.compile(
        r"family|given|latin|name_k|name_s|name_e|service|rank|secret|login|excused|note|person"
    )
    wrong = [
        str(column)
        for column in columns()
        if telling.search(column.name)
        and column.info["pii"] == "none"
        and not column.table.name.startswith(("content_", "referral_"))
        and str(column) not in {"accounts_academy.name_km", "accounts_academy.name_en"}
    ]
    assert not wrong


@pytest.mark.parametrize("name", sorted(ANSWER_SIDE))
def test_answers_do_not_point_to_people(app: Flask, name: str) -> None:
    table = Base.metadata.tables[name]
    assert not [
        key.target_fullname for key in table.foreign_keys if key.target_fullname == "accounts_account.id"
    ]
    assert not [column.name for column in table.columns if column.info["pii"] == "personal"]


def test_one_table_joins_people_to_pseudonyms(app: Flask) -> None:
    joining = [
        table.name
        for table in Base.metadata.sorted_tables
        if any(column.name == "pseudonym" for column in table.columns)
        and any("accounts_account" in key.target_fullname for key in table.foreign_keys)
    ]
    assert joining == ["assessment_link"]


@pytest.mark.parametrize(
    "name",
    [
        "assessment_attempt", "assessment_conflict", "assessment_participation",
        "learning_lesson_progress", "learning_check_try", "learning_scene_run", "workshops_attendance",
        "reporting_counted_learner",
    ],
)  # fmt: skip
def test_tables_of_what_people_did_keep_no_order(app: Flask, name: str) -> None:
    with app.app_context():
        sql = (
            db.session()
            .connection()
            .exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,))
            .scalar_one()
        )
        db.session.rollback()
    assert "WITHOUT ROWID" in sql


def test_moments_are_stored_aware(app: Flask) -> None:
    assert not [str(column) for column in columns() if type(column.type) is DateTime]
    assert [column for column in columns() if type(column.type) is UTCDateTime]


def test_only_settings_reads_the_environment() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "hrtraining").rglob("*.py")
        if re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))
    ]
    assert set(readers) <= {"hrtraining/core/settings.py", "hrtraining/core/pdf.py"}


def test_only_the_clock_asks_for_the_time() -> None:
    asking = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(")
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "hrtraining").rglob("*.py")
        if asking.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["hrtraining/core/clock.py"]


def test_every_setting_is_documented() -> None:
    source = inspect.getsource(settings)
    read = set(re.findall(r"environ(?:\.get\(|\[)\s*\"([A-Z_]+)\"|_flag\(environ, \"([A-Z_]+)\"", source))
    names = {one or other for one, other in read}
    documented = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.MULTILINE)
    )
    assert names == documented
    assert len(names) >= 8


def commands(command: click.Command, path: str) -> list[str]:
    if isinstance(command, click.Group):
        return [
            name for key, one in command.commands.items() for name in commands(one, f"{path} {key}".strip())
        ]
    return [path]


def test_every_command_is_documented_and_says_what_it_does(app: Flask) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([a-z-]+(?: [a-z-]+)?)", text, re.MULTILINE))
    real = set(commands(app.cli, "")) - {"db"} | {"db upgrade"}
    assert documented == real
    for name, command in app.cli.commands.items():
        if isinstance(command, click.Group):
            assert all(one.help for one in command.commands.values()), name


def test_server_does_without_alembic_which_migrations_bring(tmp_path: Path) -> None:
    said = "import sys, app; print(sorted({'alembic', 'mako', 'flask_migrate'} & sys.modules.keys()))"
    outer = {"PATH": os.environ["PATH"], "INSTANCE": str(tmp_path), "DEMO": "0"}

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=outer, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert run("-c", said).strip() == "[]"
    run("-m", "flask", "--app", "app", "db", "upgrade")
    assert "No new upgrade" in run("-m", "flask", "--app", "app", "db", "check")


def test_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    made = create_app(read_settings({"INSTANCE": str(tmp_path)}))
    with made.app_context():
        upgrade()
        with db.engine.connect() as connection:
            found = compare_metadata(
                MigrationContext.configure(
                    connection, opts={"compare_type": True, "compare_server_default": True}
                ),
                Base.metadata,
            )
            migrated = {
                name: (
                    connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,))
                    .scalar_one()
                    .rstrip()
                    .endswith("WITHOUT ROWID")
                )
                for name in inspect_database(connection).get_table_names()
                if name != "alembic_version"
            }
            connection.rollback()
        db.engine.dispose()
    assert found == []
    for name, has_no_order in migrated.items():
        assert has_no_order == (
            Base.metadata.tables[name].dialect_options["sqlite"]["with_rowid"] is False
        ), name


def _written(found: list[dict[str, Any]]) -> list[str]:
    """What a database says of its tables, without the addresses of objects in memory."""
    return sorted(re.sub(r"0x[0-9a-f]+", "", repr(sorted(one.items(), key=str))) for one in found)


def test_migrations_make_the_checks_of_the_models(tmp_path: Path) -> None:
    made = create_app(read_settings({"INSTANCE": str(tmp_path)}))
    with made.app_context():
        upgrade()
        migrated = inspect_database(db.engine)
        fresh = create_engine("sqlite://")
        Base.metadata.create_all(fresh)
        planned = inspect_database(fresh)
        for table in Base.metadata.tables:
            for what in (
                "get_check_constraints",
                "get_unique_constraints",
                "get_indexes",
                "get_foreign_keys",
            ):
                one, other = getattr(migrated, what)(table), getattr(planned, what)(table)
                assert _written(one) == _written(other), (table, what)
        fresh.dispose()
        db.engine.dispose()


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({"PORT": "0"}, "PORT"),
        ({"PORT": "eight"}, "PORT"),
        ({"DEMO": "yes"}, "DEMO"),
        ({"BASE_URL": "training.example"}, "BASE_URL"),
        ({"BASE_URL": "ftp://training.example"}, "BASE_URL"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
    ],
)
def test_wrong_setting_stops_the_start_with_a_sentence(
    tmp_path: Path, environ: dict[str, str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StartError, match=word) as refused:
        read_settings({"INSTANCE": str(tmp_path), **environ})
    assert str(refused.value).endswith((".", "…"))
    assert "\n" not in str(refused.value)


def test_secret_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first = read_settings({"INSTANCE": str(tmp_path / "new")}).secret_key
    kept = tmp_path / "new" / "secret_key"
    assert read_settings({"INSTANCE": str(tmp_path / "new")}).secret_key == first
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_text("damaged")
    with pytest.raises(StartError, match="secret_key"):
        read_settings({"INSTANCE": str(tmp_path / "new")})


def test_folder_that_cannot_be_written_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StartError, match="INSTANCE"):
        read_settings({"INSTANCE": str(tmp_path / "file")})
