"""A running installation for the browser: gunicorn on a free port, a folder of its own, an address that may be printed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask import Flask

from hrtraining.accounts import services as account_services
from hrtraining.core import clock
from hrtraining.core.extensions import unit_of_work
from hrtraining.core.settings import ROOT, read_settings
from hrtraining.web import create_app

HOST = "training.test"
"""What posters and certificates print; the browser is told that it is this machine."""


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    folder: Path
    port: int
    environ: dict[str, str]

    @property
    def url(self) -> str:
        """The address under which people reach it."""
        return f"http://{HOST}:{self.port}"

    @cached_property
    def app(self) -> Flask:
        """A second application on the same database, to prepare states through the services."""
        return create_app(read_settings(self.environ))

    def token(self, account_id: int) -> str:
        """The token of a new session of this account, as after signing in."""
        with self.app.app_context(), unit_of_work() as session:
            opened = account_services.open_session(
                session, account_id=account_id, demonstration=True, now=clock.utc_now()
            )
        return opened.token


def environment(folder: Path, port: int, **more: str) -> dict[str, str]:
    """The settings of a real installation."""
    return {
        "INSTANCE": str(folder),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "DEMO": "0",
        "BASE_URL": f"http://{HOST}:{port}",
        **more,
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(server_environ: dict[str, str], *words: str) -> str:
    """Run one of the program's commands as the person who sets it up does; gives what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *words],
        cwd=ROOT,
        env={**_outer(), **server_environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"
    return done.stdout


def _outer() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "SECRET_KEY", "CURRICULUM")
    }


@contextmanager
def running(folder: Path, port: int, environ: dict[str, str]) -> Iterator[Server]:
    """Serve the installation in `folder` until the block ends."""
    log = folder / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "app:app"],
            cwd=ROOT,
            env={**_outer(), **environ},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _wait(port, process, log)
        yield Server(folder, port, environ)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise AssertionError(f"the server stopped: {log.read_text()}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server does not answer: {log.read_text()}")
