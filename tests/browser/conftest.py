"""One Chromium for the run, and the servers that the browser tests look at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.server import HOST, Server, command, environment, free_port, running
from tests.factories.world import World

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser; each device is a context of its own."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "Chromium is missing; 'make test' installs it."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def populated(
    world_state: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, World]]:
    """A server on two populated academies."""
    state, made = world_state
    folder = tmp_path_factory.mktemp("populated")
    shutil.copyfile(state, folder / "hrtraining.sqlite")
    port = free_port()
    with running(folder, port, environment(folder, port)) as server:
        yield server, made


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    """A server as `make run DEMO=0` starts it: tables, the edition, nobody."""
    port = free_port()
    environ = environment(tmp_path, port)
    command(environ, "db", "upgrade")
    command(environ, "content", "freeze")
    with running(tmp_path, port, environ) as server:
        yield server
