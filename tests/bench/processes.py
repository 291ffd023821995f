"""Starts gunicorn with the project's own settings, and reads what processes cost from /proc."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hrtraining.core.settings import ROOT

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60.0


def cpu_seconds(pid: int) -> float:
    """CPU time a process has used so far, in user and system mode, without its children."""
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def pss_bytes(pid: int) -> int:
    """Memory of a process with shared pages counted by share, so that sums over processes are right."""
    for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise ValueError(f"process {pid} has no Pss line")


def peak_bytes() -> int:
    """The peak of memory of this process; `ru_maxrss` would count that of the process that started it too."""
    status = (PROC / "self" / "status").read_text(encoding="ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


def children(pid: int) -> list[int]:
    """The processes that the first thread of a process has started and not yet outlived."""
    return [int(child) for child in (PROC / str(pid) / "task" / str(pid) / "children").read_text().split()]


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn: its master process and where it listens."""

    pid: int
    address: tuple[str, int]

    @property
    def processes(self) -> list[int]:
        """The master and its workers."""
        return [self.pid, *children(self.pid)]

    def cpu(self) -> float:
        """CPU seconds of master and workers so far."""
        return sum(map(cpu_seconds, self.processes))

    def memory(self) -> int:
        """Bytes of master and workers now."""
        return sum(map(pss_bytes, self.processes))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(application: str, environ: Mapping[str, str]) -> Iterator[Server]:
    """Serve a WSGI application such as 'app:app' while this lasts, as `make run` does it.

    Raises:
        RuntimeError: it does not listen within a minute.
    """
    port = _free_port()
    master = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", application],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(master, port)
        yield Server(master.pid, ("127.0.0.1", port))
    finally:
        master.terminate()
        master.wait()


def _wait_for(master: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and master.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start; its last words are above")
