"""The entry data of a folder, from its compiled form where there is one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import karavel
from karavel.access.compiled_folder import CompiledFolder
from karavel.routes.entry import EntryData

FOLDER = Path(karavel.__file__).parent / "law" / "routes"
"""The entry data of the package."""


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> EntryData:
    """The entry data of the package, or of a folder.

    Raises:
        InvalidLaw: a file does not hold; ``mistakes`` has every place.
    """
    return _ENTRY.load(folder or FOLDER)


def write_compiled(folder: Path) -> Path:
    """Compile a folder's entry data into the folder itself, for packaging; older compiled files go."""
    return _ENTRY.write(folder)


_ENTRY: CompiledFolder[EntryData] = CompiledFolder("routes", EntryData, "karavel.routes.reading")
