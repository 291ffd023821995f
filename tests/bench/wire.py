"""Many browsers on one thread: raw sockets and prepared bytes, so that the driver takes little of the machine."""

from __future__ import annotations

import heapq
import selectors
import socket
import time
from collections import defaultdict
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode, urlsplit

END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Ask:
    """A request ready to be sent, and the name under which its time is noted."""

    kind: str
    wire: bytes


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait until a moment of the monotonic clock, as a person who reads."""

    until: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    head: str
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of a name, or None."""
        return next((value for key, value in headers(self.head) if key == name.lower()), None)


Journey = Generator[Ask | Pause, Reply, None]
"""One person's way: gives requests and pauses, is sent the replies (an empty one after a pause)."""

NOTHING = Reply(0, "", b"")


def headers(head: str) -> Iterator[tuple[str, str]]:
    """The header lines of a reply, names in small letters."""
    for line in head.split("\r\n")[1:]:
        name, _, value = line.partition(":")
        yield name.lower(), value.strip()


@dataclass(slots=True)
class Browser:
    """Keeps cookies and writes requests."""

    host: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self,
        kind: str,
        method: str,
        path: str,
        body: bytes = b"",
        extra: tuple[tuple[str, str], ...] = (),
    ) -> Ask:
        """A request with the cookies held now."""
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.host}",
            "Accept-Language: km",
            "Accept-Encoding: gzip",
        ]
        lines += [f"{name}: {value}" for name, value in extra]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if body or method != "GET":
            lines.append(f"Content-Length: {len(body)}")
        return Ask(kind, "\r\n".join(lines).encode() + END + body)

    def get(self, kind: str, path: str) -> Ask:
        """Open a page."""
        return self.ask(kind, "GET", path)

    def post(self, kind: str, path: str, **fields: str) -> Ask:
        """Send a form."""
        form = (("Content-Type", "application/x-www-form-urlencoded"),)
        return self.ask(kind, "POST", path, urlencode(fields).encode(), form)

    def take(self, reply: Reply) -> Reply:
        """Keep the cookies of a reply."""
        for name, value in headers(reply.head):
            if name == "set-cookie":
                key, _, content = value.partition(";")[0].partition("=")
                self.cookies[key] = content
        return reply


class Unexpected(Exception):
    """The server answered what a journey did not ask for; the figures would mean nothing."""


def expect(reply: Reply, *statuses: int) -> Reply:
    """The reply when it has one of these states.

    Raises:
        Unexpected: it has another.
    """
    if reply.status not in statuses:
        raise Unexpected(f"{reply.head.splitlines()[:1]} {reply.body[:300].decode(errors='replace')}")
    return reply


def path_of(reply: Reply) -> str:
    """Where a reply redirects to, as a path."""
    parts = urlsplit(expect(reply, 302, 303).header("location") or "/")
    return parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass(slots=True)
class _Line:
    """One connection and the journey that uses it."""

    journey: Journey
    socket: socket.socket
    asked: Ask | None = None
    since: float = 0.0
    got: bytearray = field(default_factory=bytearray)
    missing: int = -1
    head_end: int = 0


@dataclass(slots=True)
class Driver:
    """Walks journeys, each on a connection of its own, and notes how long each request took."""

    address: tuple[str, int]
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    _selector: selectors.DefaultSelector = field(default_factory=selectors.DefaultSelector)
    _later: list[tuple[float, int, _Line]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)
    _open: int = 0

    def drive(self, journeys: Iterator[Journey], *, at_once: int) -> float:
        """Walk all journeys, `at_once` of them at any time; gives the seconds it took."""
        begun = time.perf_counter()
        for journey in (next(journeys, None) for _ in range(at_once)):
            if journey is not None:
                self._begin(journey, self._connect())
        while self._open:
            wait = None if not self._later else max(0.0, self._later[0][0] - time.monotonic())
            for key, _events in self._selector.select(wait):
                line: _Line = key.data
                if self._read(line) and not self._step(line, self._reply(line)):
                    self._end(line, journeys)
            while self._later and self._later[0][0] <= time.monotonic():
                line = heapq.heappop(self._later)[2]
                if not self._step(line, NOTHING):
                    self._end(line, journeys)
        return time.perf_counter() - begun

    def _connect(self) -> socket.socket:
        made = socket.create_connection(self.address)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def _begin(self, journey: Journey, connection: socket.socket) -> None:
        line = _Line(journey, connection)
        self._selector.register(connection, selectors.EVENT_READ, line)
        self._open += 1
        self._do(line, next(journey))

    def _end(self, line: _Line, journeys: Iterator[Journey]) -> None:
        self._selector.unregister(line.socket)
        self._open -= 1
        following = next(journeys, None)
        if following is None:
            line.socket.close()
        else:
            self._begin(following, line.socket)

    def _step(self, line: _Line, reply: Reply) -> bool:
        try:
            self._do(line, line.journey.send(reply))
        except StopIteration:
            return False
        return True

    def _do(self, line: _Line, action: Ask | Pause) -> None:
        if isinstance(action, Pause):
            line.asked = None
            heapq.heappush(self._later, (action.until, next(self._order), line))
            return
        line.asked, line.since = action, time.perf_counter()
        try:
            line.socket.sendall(action.wire)
        except (BrokenPipeError, ConnectionResetError):
            self._again(line)

    def _again(self, line: _Line) -> None:
        """The server had closed the quiet connection: open another, as a browser does."""
        self._selector.unregister(line.socket)
        line.socket.close()
        line.socket = self._connect()
        self._selector.register(line.socket, selectors.EVENT_READ, line)
        if line.asked is not None:
            line.socket.sendall(line.asked.wire)

    def _read(self, line: _Line) -> bool:
        """Take what has come; True when a reply is complete."""
        try:
            piece = line.socket.recv(1 << 18)
        except ConnectionResetError:
            piece = b""
        if not piece:
            if line.got:
                raise Unexpected("the server closed the connection in the middle of an answer")
            self._again(line)
            return False
        line.got += piece
        if line.missing < 0:
            line.head_end = line.got.find(END)
            if line.head_end < 0:
                return False
            place = line.got.lower().find(b"content-length:", 0, line.head_end)
            length = int(line.got[place + 15 : line.got.find(b"\r\n", place)]) if place >= 0 else 0
            line.missing = line.head_end + len(END) + length
        return len(line.got) >= line.missing

    def _reply(self, line: _Line) -> Reply:
        if line.asked is not None:
            self.times[line.asked.kind].append(time.perf_counter() - line.since)
        head = line.got[: line.head_end].decode("latin-1")
        reply = Reply(int(head[9:12]), head, bytes(line.got[line.head_end + len(END) :]))
        line.got, line.missing = bytearray(), -1
        return reply
