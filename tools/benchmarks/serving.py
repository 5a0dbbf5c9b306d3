"""The board: what it costs to open it, to rank a firm, to show a page, and to compare routes, in one process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from tools.benchmarks.lots import DAY, fill
from tools.benchmarks.matching import COMPANY
from tools.benchmarks.timing import Figure, Times, in_turns

from karavel.access import Law
from karavel.companies import Company, load
from karavel.lake import Lake
from karavel.verbs.board import Board, Filters
from karavel.verbs.lake import index
from karavel.verbs.routes import routes

_FIRMS: Final = 1_000  # a programme's companies, ranked in one night
_NIGHT: Final = 1_800.0  # seconds
_MEGA: Final = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What must hold for a lake of so many lots: seconds, and megabytes."""

    routes: float
    rank: float
    page: float
    memory: float


_LIMITS: Final = {100_000: Limits(2.0, 0.3, 0.25, 600.0), 1_000_000: Limits(15.0, 2.5, 2.5, 2_000.0)}


def serving(lots: int, times: int) -> Iterator[Figure]:
    """Beside each figure, as reference, what it takes numpy to sort as many numbers as there are lots."""
    limits = _LIMITS.get(lots, _LIMITS[1_000_000 if lots > 100_000 else 100_000])  # noqa: PLR2004
    with tempfile.TemporaryDirectory(prefix="karavel-bench-") as name:
        folder = Path(name)
        lake = fill(folder / "lake", lots)
        index(lake)
        (folder / "company.toml").write_text(COMPANY, encoding="utf-8")
        company = load(folder / "company.toml")
        numbers = np.random.default_rng(1).random(lots)
        board = Board(lake, as_of=DAY, firms=2)
        others = (msgspec.structs.replace(company, name=f"Firm {number}") for number in range(10_000))
        runs = {
            "sort": lambda: np.sort(numbers),
            "routes": lambda: routes(lake, company, DAY, law=Law.load()),
            "rank": lambda: board.opportunities(next(others)).page(),
            "page": lambda: _pages(board, company),
        }
        found = in_turns(runs, times)
        sort = found["sort"]
        yield _figure(f"routes, {lots:,} lots decided and compared: seconds", sort, found["routes"], limits.routes)
        yield _figure(f"a firm's first page of {lots:,} lots, warm: seconds", sort, found["rank"], limits.rank)
        yield _figure("a filtered page with all counts: seconds", sort, found["page"], limits.page)
        night = Times(tuple(_FIRMS * each for each in found["rank"].seconds))
        if lots <= 100_000:  # noqa: PLR2004
            yield _figure(f"{_FIRMS:,} firms x {lots:,} lots, one process: seconds", sort, night, _NIGHT)
        peak = _peak(lake, folder / "company.toml")
        yield Figure(
            f"a board of {lots:,} lots and 8 firms: peak memory",
            0.0,
            peak,
            peak,
            limits.memory,
            (peak, peak),
            unit="MB",
        )


def _pages(board: Board, company: Company) -> None:
    """Two pages with counts, on a ranking that stands."""
    mine = board.opportunities(company)
    mine.page(Filters(markets=("PT", "ES"), cpv=("72",)), offset=20, facets=True)


def _figure(name: str, reference: Times, ours: Times, limit: float) -> Figure:
    spread = (min(ours.seconds), max(ours.seconds))
    return Figure(name, reference.median, ours.median, ours.median, limit, spread)


_PROGRAM: Final = """
import sys
from pathlib import Path
import msgspec
from karavel.companies import load
from karavel.lake import Lake
from karavel.verbs.board import Board
from tools.benchmarks.lots import DAY
board, company = Board(Lake(Path(sys.argv[1])), as_of=DAY), load(Path(sys.argv[2]))
for number in range(8):
    board.opportunities(msgspec.structs.replace(company, name=str(number))).page(facets=True)
status = Path("/proc/self/status").read_text()
print(int(status.partition("VmHWM:")[2].split()[0]))
"""


def _peak(lake: Lake, company: Path) -> float:
    """Megabytes of a process of its own that serves 8 firms."""
    command = [sys.executable, "-c", _PROGRAM, str(lake.root), str(company)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout) * 1024 / _MEGA
