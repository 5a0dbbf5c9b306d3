"""``karavel serve`` over a lake of many open lots: a cold start, pages at a steady rate, memory of a worker.

Requests leave by the clock, whether the answers before them have come or not, as those of many people do; what is late
counts from when it should have left. The reference is a page of the same server that asks neither lake nor ranking
(``/health``), at the same rate in the same run, so a busy machine disturbs both.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Final, NamedTuple

from tools.benchmarks.lots import fill
from tools.benchmarks.matching import COMPANY
from tools.benchmarks.timing import Figure

from karavel.verbs.lake import index

RATE: Final = 20  # requests a second
PAGE: Final = 0.25  # seconds, of 95 in 100 pages
SEARCH: Final = 0.15  # seconds, of 95 in 100 searches of the API
MEMORY: Final = 600.0  # MB of a worker
COLD: Final = 3.0  # seconds until the first answer

#: What people ask for: most turn pages and filters of the list, some look for words, some come in the morning.
PATHS: Final = (
    "/opportunities/",
    "/opportunities/?market=PT&market=ES",
    "/opportunities/?page=2",
    "/opportunities/?within=30&sort=deadline",
    "/opportunities/?q=portal",
    "/opportunities/?cpv=72&value=140000",
    "/opportunities/?best=open&best=discretionary",
    "/opportunities/?fit=1&sort=published",
    "/today/",
)
#: What programs look for.
SEARCHES: Final = (
    "/api/v1/search?q=portal",
    "/api/v1/search?q=software+maintenance&market=PT",
    "/api/v1/search?cpv=72000000&limit=50",
    "/api/v1/match?q=portal",
    "/api/v1/match?q=network&cpv=72&facets=true",
)
_TOGETHER: Final = 40  # requests under way at most
_PATIENCE: Final = 120.0  # seconds until the server must answer at all

#: Makes an account with a company in the server's own database, and tells the cookie of its session.
_ACCOUNT: Final = """
import sys
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from karavel.web import scope
from karavel.web.accounts.models import Membership, Organisation, User
from karavel.web.workspace.models import CompanyProfile
call_command("migrate", verbosity=0)
user = User.objects.create_user("bench@example.org")
organisation = Organisation.objects.create(name="Bench")
Membership.objects.create(user=user, organisation=organisation, role="bid-manager")
with scope.within(organisation):
    CompanyProfile(text=sys.stdin.read()).save()
client = Client()
client.force_login(user)
print(client.cookies[settings.SESSION_COOKIE_NAME].OutputString().partition(";")[0])
"""


class Load(NamedTuple):
    """What a run of requests gave: seconds of each answer, sorted, and how many were no page."""

    seconds: tuple[float, ...]
    failed: int

    def part(self, share: float) -> float:
        """The seconds that this share of the answers stay within."""
        return self.seconds[min(int(len(self.seconds) * share), len(self.seconds) - 1)]


def web(lots: int, seconds: int) -> Iterator[Figure]:
    """Cold start, answers at :data:`RATE` requests a second, memory.

    Raises:
        RuntimeError: a page was not answered with 200.
    """
    with tempfile.TemporaryDirectory(prefix="karavel-bench-") as name:
        folder = Path(name)
        index(fill(folder / "lake", lots, day=date.today()))  # noqa: DTZ011 - the server's day
        settings = os.environ | {
            "KARAVEL_LAKE": str(folder / "lake"),
            "KARAVEL_WEB_DATA": str(folder / "web"),
            "KARAVEL_SECRET_KEY": "bench",
            "KARAVEL_LOG": "ERROR",
            "KARAVEL_API_RATE": "0",  # one cookie asks for all of them
            "DJANGO_SETTINGS_MODULE": "karavel.web.settings",
        }
        (folder / "web").mkdir()
        cookie = subprocess.run(
            [sys.executable, "-c", _ACCOUNT], env=settings, input=COMPANY, text=True, check=True, capture_output=True
        ).stdout.strip()
        with _served(settings) as (port, process, began):
            yield from _measured(port, process, cookie, began, seconds, lots)


def _measured(port: int, process: int, cookie: str, began: float, seconds: int, lots: int) -> Iterator[Figure]:
    _until(port, "/health", cookie)
    up = time.perf_counter() - began
    _until(port, PATHS[0], cookie)
    first = time.perf_counter() - began
    yield Figure(f"web, {lots:,} lots: start to /health, seconds", up, up, up, COLD, (up, up))
    yield Figure("web: start to the first list, seconds", up, first, first, COLD, (up, first))
    everything = (*PATHS, *SEARCHES)
    _load(port, everything, cookie, len(everything))  # each worker's first of a kind is not a page among others
    reference = _load(port, ("/health",), cookie, seconds // 4)
    for name, paths, limit in (("pages", PATHS, PAGE), ("API searches", SEARCHES, SEARCH)):
        ours = _load(port, paths, cookie, seconds)
        if reference.failed or ours.failed:
            raise RuntimeError(f"{reference.failed + ours.failed} requests were not answered")
        title = f"web: p95 of {name} at {RATE} requests/s for {seconds} s (spread: p50–p99)"
        spread = (ours.part(0.5), ours.part(0.99))
        yield Figure(title, reference.part(0.95), ours.part(0.95), ours.part(0.95), limit, spread)
    memory = _memory(process)
    yield Figure("web: memory of the largest worker", memory, memory, memory, MEMORY, (memory, memory), unit="MB")


@contextmanager
def _served(settings: dict[str, str]) -> Iterator[tuple[int, int, float]]:
    """The port, the process and the moment of its start."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    began = time.perf_counter()
    command = [sys.executable, "-m", "karavel", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL) as server:
        try:
            yield port, server.pid, began
        finally:
            server.send_signal(signal.SIGINT)


def _until(port: int, path: str, cookie: str) -> None:
    """Asks until there is an answer of 200."""
    end = time.perf_counter() + _PATIENCE
    while _status(port, path, cookie) != 200:  # noqa: PLR2004 - HTTP's
        if time.perf_counter() > end:
            raise RuntimeError(f"no answer to {path}")
        time.sleep(0.02)


def _status(port: int, path: str, cookie: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "identity"})
        answer = connection.getresponse()
        answer.read()
    except OSError:
        return 0
    else:
        return answer.status
    finally:
        connection.close()


def _load(port: int, paths: Sequence[str], cookie: str, seconds: int) -> Load:
    """Asks at the rate for so many seconds."""
    start = time.perf_counter()

    def ask(number: int) -> tuple[float, int]:
        due = start + number / RATE
        time.sleep(max(due - time.perf_counter(), 0))
        status = _status(port, paths[number % len(paths)], cookie)
        return time.perf_counter() - due, status

    with ThreadPoolExecutor(_TOGETHER) as people:
        found = list(people.map(ask, range(seconds * RATE)))
    return Load(tuple(sorted(took for took, _ in found)), sum(status != 200 for _, status in found))  # noqa: PLR2004


def _memory(process: int) -> float:
    """The peak of the largest process of the server, MB."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return max(_peak(pid) for pid in (str(process), *children))


def _peak(process: str) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / (1 << 20)
