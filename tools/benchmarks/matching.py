"""``karavel match`` on a lake of many lots: the whole process, from the shell's view, and the ranking in it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.benchmarks.lots import DAY, fill
from tools.benchmarks.timing import Figure, in_turns

from karavel.verbs.lake import index

LIMIT: Final = 1.5  # seconds

COMPANY: Final = """
[company]
name = "Bench Systems"
country = "AZ"
languages = ["az", "en"]
employees = 60

[[establishments]]
country = "AZ"
kind = "head-office"
substantive = true

[capabilities]
summary = "Citizen portals, case management, e-signature and payment integration for ministries."
cpv = ["72200000", "72212000", "48000000"]

[[references]]
title = "Online service portal for the tax service"
cpv = ["72212000"]
country = "AZ"
value = { amount = 800000, currency = "AZN" }
role = "prime"
ended = 2024-09-30

[preferences]
gateways = ["PT"]
value_eur = { min = 20000, max = 2000000 }
"""


def matching(lots: int, times: int) -> Iterator[Figure]:
    """The process beside one that only starts Python and loads what every match must load."""
    with tempfile.TemporaryDirectory(prefix="karavel-bench-") as name:
        folder = Path(name)
        lake = fill(folder / "lake", lots)
        index(lake)
        profile = folder / "company.toml"
        profile.write_text(COMPANY, encoding="utf-8")
        command = ["match", str(profile), "--lake", str(lake.root), "--as-of", DAY.isoformat(), "--json"]
        runs = {
            "start": lambda: _run("-c", "import pyarrow.parquet, duckdb, tantivy, numpy, typer, rich.console"),
            "match": lambda: _run("-m", "karavel", *command),
        }
        found = in_turns(runs, times)
        start, match = found["start"], found["match"]
        spread = (min(match.seconds), max(match.seconds))
        yield Figure(f"karavel match, {lots:,} lots: seconds", start.median, match.median, match.median, LIMIT, spread)


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
