"""Builds the demo in a folder: notices, two companies, a lake."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Final

from karavel.demo import write
from karavel.lake import Lake
from karavel.verbs.ingest import Summary, ingest
from karavel.verbs.lake import index

#: The two ends of the corridor, in the order in which they are shown.
COMPANIES: Final = ("my-company.toml", "portuguese-company.toml")

_DAY: Final = "as-of.txt"  # written last: a demo that was interrupted has none and is built anew


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that stands: its lake and the profiles of its companies."""

    lake: Path
    companies: tuple[Path, ...]


def build(folder: Path, as_of: date, progress: Callable[[Summary], None] | None = None) -> Demo:
    """Builds the demo for a day, or finds it where it stands already.

    Args:
        folder: what an older demo left in it is replaced; nothing else in it is touched.
        as_of: deadlines are relative to this day.
        progress: is told how far the ingest is.

    Raises:
        LakeError: the folder cannot be written.
    """
    demo = Demo(folder / "lake", tuple(folder / name for name in COMPANIES))
    stamp = folder / _DAY
    if stamp.exists() and stamp.read_text() == as_of.isoformat():
        return demo
    for old in (folder / "notices", demo.lake):
        shutil.rmtree(old, ignore_errors=True)
    write(folder / "notices", as_of)
    write_companies(folder)
    ingest(Lake(demo.lake), [folder / "notices"], progress=progress)
    index(Lake(demo.lake))
    stamp.write_text(as_of.isoformat())
    return demo


def write_companies(folder: Path) -> tuple[Path, ...]:
    """Writes the profiles of the two companies, unless somebody has changed them there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in COMPANIES:
        if not (folder / name).exists():
            text = files("karavel.demo").joinpath(f"companies/{name}").read_text(encoding="utf-8")
            (folder / name).write_text(text, encoding="utf-8")
    return tuple(folder / name for name in COMPANIES)
