"""A server on this machine that plays a remote one; everything it serves is synthetic."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple

from karavel.sources.client import Client, Manners

DATE = "Tue, 24 Nov 2026 08:00:00 GMT"


class Asked(NamedTuple):
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


class Answer(NamedTuple):
    """One answer; ``cut`` bytes of its body are sent, then the connection breaks."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = MappingProxyType({})
    cut: int | None = None


Play = Callable[[Asked], Answer]


class Server:
    """A server whose answers a test writes; ``asked`` are the requests so far."""

    def __init__(self, play: Play) -> None:
        self.asked: list[Asked] = []
        self.play = play
        self.address = ""

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        return self.play(asked)


@contextmanager
def playing(play: Play) -> Iterator[Server]:
    """Plays while the test runs."""
    server = Server(play)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._do("GET", None)

        def do_POST(self) -> None:
            self._do("POST", json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _do(self, method: str, body: Any) -> None:
            answer = server.answer(Asked(method, self.path, dict(self.headers), body))
            self.send_response_only(answer.status)
            for name, value in {"Date": DATE, "Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(answer.body if answer.cut is None else answer.body[: answer.cut])
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.address = f"http://127.0.0.1:{http.server_address[1]}"
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


class Waits(list[float]):
    """A client that never really waits, and how long it would have."""

    def client(self, **manners: Any) -> Client:
        return Client(Manners(**{"distance": 0.0, "timeout": 5.0, **manners}), sleep=self.append, clock=lambda: 0.0)


def in_turn(*answers: Answer) -> Play:
    """Gives the answers one after the other, the last one from then on."""
    left = list(answers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def ranged(body: bytes, tag: str = '"v1"', cuts: tuple[int, ...] = ()) -> Play:
    """Serves one file with ranges; the first answers break off after ``cuts`` bytes."""
    left = list(cuts)

    def play(asked: Asked) -> Answer:
        cut = left.pop(0) if left else None
        wanted = asked.headers.get("Range", "")
        if wanted and asked.headers.get("If-Range") == tag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            part = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}", "ETag": tag}
            return Answer(206, body[start:], part, cut)
        return Answer(200, body, {"ETag": tag}, cut)

    return play
