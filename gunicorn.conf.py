"""How gunicorn serves the program, on a machine of its own and in the container alike; addresses come as flags."""

from __future__ import annotations

import socket
import sys
from typing import Any

from hrtraining.core.errors import StartError
from hrtraining.web.factory import check_before_serving, create_app

workers = 2
worker_class = "gthread"
threads = 4  # more of them would wait for the interpreter, and the lock to write for them
timeout = 60
graceful_timeout = 20
keepalive = 5
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the heartbeat file must not wait for a slow disk
control_socket_disable = True
accesslog = None  # the times of requests beside accounts could join answers to people
loglevel = "warning"


def on_starting(server: Any) -> None:
    """Stop with a sentence when the program cannot serve or another has the port, instead of trying again and again."""
    try:
        check_before_serving(create_app())
    except StartError as error:
        sys.exit(str(error))
    for address in server.cfg.address:
        if not isinstance(address, tuple):
            continue
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address[:2])
            except OSError as error:
                sys.exit(
                    f"{address[0]}:{address[1]}: {error.strerror}. សូមដាក់អាសយដ្ឋានផ្សេងតាម HOST= និង PORT=។ / "
                    "Say another address with HOST= and PORT=."
                )


def when_ready(server: Any) -> None:
    """Say where people find the program once it can be found."""
    for host, port, *_ in (address for address in server.cfg.address if isinstance(address, tuple)):
        shown = f"[{host}]" if ":" in host else host
        print(f"http://{shown}:{port}  (Ctrl+C: stop)", flush=True)
