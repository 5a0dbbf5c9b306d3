"""Builds the demo in a folder: notices, two companies, a lake."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final

from karavel.demo import write
from karavel.lake import Lake
from karavel.sources.download import Progress, quiet
from karavel.sources.ted import TED, Places
from karavel.verbs import fetch
from karavel.verbs.ingest import Summary, ingest
from karavel.verbs.lake import index

#: The two ends of the corridor, in the order in which they are shown.
COMPANIES: Final = ("my-company.toml", "portuguese-company.toml")

#: What the live demo asks TED for: the last days, software and IT services.
LIVE_DAYS: Final = 7
LIVE_CPV: Final = ("48", "72")

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


def build_live(
    folder: Path,
    as_of: date,
    places: Places = TED,
    progress: Progress = quiet,
) -> Demo:
    """Builds a demo of what TED published in the last days, in a lake of its own; the companies stay invented.

    Args:
        folder: takes the files and the lake; what was fetched before is not asked for again.
        as_of: the last day of publication.
        places: where TED is.
        progress: is told how far the fetch is.

    Raises:
        SourceError: TED did not answer as documented; what came before stays.
        LakeError: the folder cannot be written.
    """
    files, lake = folder / "ted", folder / "live"
    since = as_of - timedelta(days=LIVE_DAYS)
    fetch.ted(files, since, as_of, cpv=LIVE_CPV, places=places, progress=progress)
    ingest(Lake(lake), [files])
    index(Lake(lake))
    return Demo(lake, write_companies(folder))


def write_companies(folder: Path) -> tuple[Path, ...]:
    """Writes the profiles of the two companies, unless somebody has changed them there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in COMPANIES:
        if not (folder / name).exists():
            text = files("karavel.demo").joinpath(f"companies/{name}").read_text(encoding="utf-8")
            (folder / name).write_text(text, encoding="utf-8")
    return tuple(folder / name for name in COMPANIES)
