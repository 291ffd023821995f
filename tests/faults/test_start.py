"""What must be right before the first request: a sentence and a stop instead of a server that half works."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from hrtraining.accounts.models import Account
from hrtraining.core import mark
from hrtraining.core.errors import StartError
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.core.settings import ROOT
from hrtraining.web import create_app
from hrtraining.web.factory import check_before_serving
from tests.conftest import Site, Work, site_settings
from tests.factories.clock import NOW
from tests.factories.world import World
from tests.house import HouseClient
from tests.services.workshops.test_roster_import import KM, csv_bytes


def test_whole_installation_starts(app: Flask) -> None:
    check_before_serving(app)


def test_missing_font_stops_the_start(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = site_settings(tmp_path)
    moved = tmp_path / "static"
    shutil.copytree(settings.static / "fonts", moved / "fonts")
    (moved / "fonts" / "muol.woff2").unlink()
    monkeypatch.setitem(app.config, "SETTINGS", SimpleNamespace(**{**_fields(settings), "static": moved}))
    with pytest.raises(StartError, match=r"muol.*make setup"):
        check_before_serving(app)


def _fields(settings: object) -> dict[str, object]:
    return {name: getattr(settings, name) for name in settings.__dataclass_fields__}  # type: ignore[attr-defined]


def test_full_disk_stops_the_start(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(total=1, used=1, free=1_000_000))
    with pytest.raises(StartError, match="full"):
        check_before_serving(app)


def test_broken_course_is_not_frozen(tmp_path: Path) -> None:
    broken = tmp_path / "curriculum"
    shutil.copytree(ROOT / "curriculum", broken)
    (broken / "modules" / "m02-staying-safe" / "check.yaml").write_text("questions: [", encoding="utf-8")
    app = create_app(site_settings(tmp_path, CURRICULUM=str(broken)))
    with app.app_context():
        db.create_all()
    done = app.test_cli_runner().invoke(args=["content", "freeze"])
    assert done.exit_code == 1
    assert "check.yaml" in done.output
    with app.app_context(), unit_of_work() as session:
        assert (
            session.execute(select(func.count()).select_from(db.metadata.tables["content_edition"])).scalar()
            == 0
        )
    with app.app_context():
        db.engine.dispose()


def test_demonstration_never_opens_a_real_database_nor_the_other_way_round(
    site: Site, tmp_path: Path
) -> None:
    file = tmp_path / "one.sqlite"
    shutil.copyfile(site.frozen, file)
    real = create_app(site_settings(tmp_path, DATABASE_URL=f"sqlite:///{file}"))
    shown = create_app(site_settings(tmp_path, DATABASE_URL=f"sqlite:///{file}", DEMO="1"))
    check_before_serving(real)
    with real.app_context(), unit_of_work() as session:
        session.add(Account(role="administrator", login="root", created_at=NOW))
    with pytest.raises(StartError, match="real data"):
        check_before_serving(shown)
    with real.app_context(), pytest.raises(StartError, match="real data"), unit_of_work() as session:
        mark.put_mark(session, seed=1, now=NOW)
    built = shown.test_cli_runner().invoke(args=["demonstration", "build"])
    assert built.exit_code != 0
    assert "real data" in built.output
    refused = real.test_cli_runner().invoke(args=["demonstration", "build"])
    assert refused.exit_code != 0
    assert "DEMO=1" in refused.output
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "INSERT INTO core_mark (kind, seed, made_at) VALUES ('demonstration', 1, '2026-11-22 00:00:00')"
        )
        connection.commit()
    with pytest.raises(StartError, match="demonstration"):
        check_before_serving(real)
    for app in (real, shown):
        with app.app_context():
            db.engine.dispose()


def gunicorn(folder: Path, port: int, **more: str) -> subprocess.CompletedProcess[str]:
    environ = {"INSTANCE": str(folder), "DEMO": "0", "PATH": os.environ["PATH"], "PORT": str(port), **more}
    return subprocess.run(
        [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "app:app"],
        cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"BASE_URL": "training.example"}, "BASE_URL"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DEMO": "x"}, "DEMO"),
    ],
)
def test_server_with_a_wrong_setting_stops_with_one_sentence(
    tmp_path: Path, more: dict[str, str], word: str
) -> None:
    done = gunicorn(tmp_path, 8199, **more)
    assert done.returncode != 0
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_server_whose_port_is_taken_stops_with_one_sentence(site: Site, tmp_path: Path) -> None:
    shutil.copyfile(site.frozen, tmp_path / "hrtraining.sqlite")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = gunicorn(tmp_path, taken.getsockname()[1])
    assert done.returncode != 0
    assert "PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_disk_that_fills_up_while_serving_changes_nothing_and_says_so(
    app: Flask, world: World, work: Work, client: HouseClient
) -> None:
    def no_more_pages(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    client.sign_in(world.a.trainer)
    with work() as session:
        before = session.execute(select(func.count()).select_from(Account)).scalar_one()
    form = client.get(f"/workshops/{world.a.running.id}/import").form("/import", having="file")
    many = csv_bytes(
        [KM, *([f"ហេង{'ក' * (n % 20)}", f"ដារា{'ខ' * (n // 20)}", f"X{n}", *[""] * 5] for n in range(400))]
    )
    page = client.submit(form, files={"file": (many, "roster.csv")})
    with app.app_context():
        engine = db.engine
        engine.dispose()
        event.listen(engine, "connect", no_more_pages)
    try:
        page = client.submit(page.form("/import", having="packed"), {"act": "import"}, status=503)
        assert len(page.main) > 20
    finally:
        with app.app_context():
            event.remove(engine, "connect", no_more_pages)
            engine.dispose()
    with work() as session:
        assert session.execute(select(func.count()).select_from(Account)).scalar_one() == before


def test_database_that_is_gone_still_gives_a_page(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_args: object, **_rest: object) -> None:
        raise RuntimeError("the room is on fire")

    monkeypatch.setattr("hrtraining.web.life.queries.signed_in", gone)
    client = HouseClient(app, checks=False)
    client.browser.set_cookie(client.cookie_name, "x", domain=client.host)
    page = client.open("/")
    assert page.status == 500
    assert "<h1" in page.html
    assert "the room is on fire" not in page.html
