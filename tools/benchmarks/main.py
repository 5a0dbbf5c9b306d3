"""The command: which parts to run, how often, and the table."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tools.benchmarks.awards import suppliers
from tools.benchmarks.bids import bids
from tools.benchmarks.matching import matching
from tools.benchmarks.memory import memory
from tools.benchmarks.reading import eforms, lines, ted
from tools.benchmarks.serving import serving
from tools.benchmarks.timing import Figure
from tools.benchmarks.web import web

_REPOSITORY: Final = Path(__file__).resolve().parents[2]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench BENCH=...", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*_PARTS, []], help="what to measure; all by default")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs; the table has their median (default 5)")
    parser.add_argument("--megabytes", type=int, default=500, metavar="N", help="size of the archives for memory")
    parser.add_argument("--lots", type=int, default=100_000, metavar="N", help="size of the lake for match, board, web")
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="of requests to the web (default 60)")
    parser.add_argument("--awards", type=int, default=100_000, metavar="N", help="size of the lake for suppliers")
    parser.add_argument("--bids", type=int, default=100, metavar="N", help="companies that bid at once, 20 MB each")
    parser.add_argument("--shared", type=Path, default=_shared(), metavar="DIR", help="folder of the real notices")
    parser.add_argument("--strict", action="store_true", help="fail when a limit is passed")
    return parser.parse_args()


def _shared() -> Path:
    return Path(os.environ.get("KARAVEL_SHARED") or _REPOSITORY.parent / "shared" / "data")


_PARTS: Final[dict[str, Callable[[argparse.Namespace], Iterator[Figure]]]] = {
    "eforms": lambda asked: eforms(asked.shared, asked.runs),
    "ted": lambda asked: ted(asked.shared, asked.runs),
    "lines": lambda asked: lines(asked.shared, asked.runs),
    "memory": lambda asked: memory(asked.shared, asked.megabytes),
    "match": lambda asked: matching(asked.lots, asked.runs),
    "suppliers": lambda asked: suppliers(asked.awards, asked.runs),
    "board": lambda asked: serving(asked.lots, asked.runs),
    "web": lambda asked: web(asked.lots, asked.seconds),
    "bids": lambda asked: bids(asked.bids, 20),
}


_NOTE: Final = """
Where the time goes: a pruned tree of paths over lxml costs about twice the parse by itself, the model and
its checks once more, the lake 0.7 (eForms) to 1 (TED). Twice the parse would need a parser that makes no
Python object for an element that no field asks for, such as a binding of pugixml, which halves the first
of these, and a lake that is written on a second core while reading goes on."""


def main() -> int:
    """Runs the parts and prints a line for each figure as it comes; the exit code."""
    asked = _arguments()
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, median of {asked.runs} runs")
    print(f"{'':<62}{'reference':>11}{'Karavel':>10}{'ratio':>8}{'limit':>8}  runs")
    held = True
    for part in asked.parts or _PARTS:
        for figure in _PARTS[part](asked):
            held &= figure.holds
            print(_line(figure), flush=True)
    print(_NOTE)
    return 0 if held or not asked.strict else 1


def _line(figure: Figure) -> str:
    sign, least, most = "≥" if figure.at_least else "≤", *figure.spread
    limit = f"{sign}{figure.limit:g}"
    values = (
        f"{figure.reference:>8.2f} {figure.unit:<2}{figure.ours:>7.2f} {figure.unit:<2}{figure.ratio:>8.2f}{limit:>8}"
    )
    return f"{figure.name:<62}{values}  {least:.2f}–{most:.2f}{'' if figure.holds else '  MISSED'}"
