"""A throwaway PostgreSQL cluster from Debian's package, reached by a private socket only, for tests and the bench."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString, TypedDict

import psycopg
from psycopg import sql

INSTALLED = Path("/usr/lib/postgresql")
OWNER = "postgres"
"""The account that Debian's package makes; PostgreSQL refuses to run as root."""


SETTINGS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off"}
ORDER = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US")
"""Words are sorted as in English, not byte by byte as SQLite does it, so that a figure that hangs on the database's
order of words is found out."""
START_SECONDS = 30.0


class _As(TypedDict, total=False):
    user: str
    group: str
    extra_groups: list[str]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster: where its socket is."""

    folder: Path

    def url(self, name: str) -> str:
        """The address of a database in it."""
        return f"postgresql://{OWNER}@/{name}?host={self.folder}"

    def make(self, name: str, *, like: str = "template0") -> str:
        """Make an empty database, or a copy of one that nobody is connected to; gives its address."""
        self._do("CREATE DATABASE {} TEMPLATE {}", name, like)
        return self.url(name)

    def drop(self, name: str) -> None:
        """Take a database away, whoever is connected to it."""
        self._do("DROP DATABASE {} WITH (FORCE)", name)

    def _do(self, order: LiteralString, *names: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(order).format(*map(sql.Identifier, names)))


def _programs() -> Path:
    """The folder of the newest PostgreSQL.

    Raises:
        RuntimeError: there is none.
    """
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise RuntimeError("PostgreSQL is missing; `make test` installs Debian's package `postgresql`.")
    return found[-1].parent


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a cluster in a folder of its own and take both away at the end.

    Whoever can reach the socket may come in, and only its owner (and root) can reach the folder.
    """
    programs = _programs()
    # not pytest's own folder, which another account cannot enter
    folder = Path(tempfile.mkdtemp(prefix="hrtraining-pg-"))
    account: _As = {}
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER, OWNER)
        account = {"user": OWNER, "group": OWNER, "extra_groups": []}
    data, log = folder / "data", folder / "log"
    try:
        with log.open("wb") as output:
            wanted = ("--auth=trust", f"--username={OWNER}", "--no-sync", "--encoding=UTF8", *ORDER)
            order = [str(programs / "initdb"), f"--pgdata={data}", *wanted]
            made = subprocess.run(order, cwd=folder, stdout=output, stderr=output, **account)
            if made.returncode:
                raise RuntimeError(f"initdb failed:\n{log.read_text(errors='replace')}")
            words = [f"-c{name}={value}" for name, value in SETTINGS.items()]
            order = [str(programs / "postgres"), f"-D{data}", f"-cunix_socket_directories={folder}", *words]
            server = subprocess.Popen(order, cwd=folder, stdout=output, stderr=output, **account)
            try:
                _wait_for(Cluster(folder), server, log)
                yield Cluster(folder)
            finally:
                server.send_signal(signal.SIGQUIT)
                server.wait()
    finally:
        shutil.rmtree(folder)


def _wait_for(started: Cluster, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            psycopg.connect(started.url("postgres")).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
