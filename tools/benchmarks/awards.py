"""A lake of many synthetic awards, and one call to find suppliers for; the words and names are of our own making."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Final

from tools.benchmarks.lots import DAY, notices, some_country, some_cpv, words
from tools.benchmarks.timing import Figure, in_turns

from karavel.lake import Lake, write_part
from karavel.money import Rates
from karavel.notices import Award, Buyer, Document, Lot, Money, Notice, Provenance, Reading, Supplier
from karavel.verbs.lake import index

LIMIT: Final = 1.0  # seconds
WANTED: Final = "1-2026"  # the call

_PART: Final = 5_000
_FIRMS: Final = 20_000
_YEARS: Final = 5 * 365


def fill_awards(root: Path, awards: int) -> Lake:
    """Writes a lake of so many contracts won in five years by 20,000 firms, and of a few calls."""
    rates = Rates()
    with Lake(root).writer() as writer:
        made = chain(notices(10, DAY), _notices(awards))
        while chunk := list(islice(made, _PART)):
            writer.commit([write_part(root, writer.part_name(), chunk, writer.run, rates)])
        writer.commit([], finished=True)
        writer.compact()
    return Lake(root)


def suppliers(awards: int, times: int) -> Iterator[Figure]:
    """The process beside one that only starts Python and loads what every command on a lake must load."""
    with tempfile.TemporaryDirectory(prefix="karavel-bench-") as name:
        lake = fill_awards(Path(name) / "lake", awards)
        index(lake)
        command = ["suppliers", WANTED, "--lake", str(lake.root), "--as-of", DAY.isoformat(), "--json"]
        runs = {
            "start": lambda: _run("-c", "import pyarrow.parquet, duckdb, tantivy, numpy, typer, rich.console"),
            "suppliers": lambda: _run("-m", "karavel", *command),
        }
        found = in_turns(runs, times)
        start, ours = found["start"], found["suppliers"]
        spread = (min(ours.seconds), max(ours.seconds))
        title = f"karavel suppliers, {awards:,} awards: seconds"
        yield Figure(title, start.median, ours.median, ours.median, LIMIT, spread)


def _notices(awards: int) -> Iterator[tuple[Document, Reading]]:
    chance = random.Random(20210302)  # noqa: S311  the same awards every time, no secret
    return (_notice(number, chance) for number in range(awards))


def _notice(number: int, chance: random.Random) -> tuple[Document, Reading]:
    content = f"synthetic award {number}".encode()
    country, title = some_country(chance), words(chance, 8)
    published = DAY - timedelta(days=chance.randint(1, _YEARS))
    provenance = Provenance(file=f"synthetic-award!{number}", sha256=hashlib.sha256(content).hexdigest())
    notice = Notice(
        id=f"{number}-2020",
        format="eforms",
        kind="award",
        provenance=provenance,
        published=published,
        buyers=(Buyer(name=f"Buyer {chance.randint(1, 4000)}", country=country),),
        title=title,
        cpv=(some_cpv(chance),),
        lots=(Lot(id="LOT-0001", title=title, cpv=(some_cpv(chance),)),),
        awards=(_award(published, country, chance),),
    )
    return Document(content=content, format="eforms", provenance=provenance), Reading(notice)


def _award(published: date, country: str, chance: random.Random) -> Award:
    number = chance.randint(1, _FIRMS)
    return Award(
        lot_id="LOT-0001",
        date=published - timedelta(days=20),
        status="selec-w",
        value=Money(float(chance.randint(10, 3000) * 1000), "EUR"),
        suppliers=(Supplier(name=f"Firm {number}", country=country, ids=(f"{number:09d}",)),),
    )


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
