"""The law data of a folder as instruments."""

from __future__ import annotations

from pathlib import Path

import karavel
from karavel.access.compiled_folder import CompiledFolder, yaml_files
from karavel.access.model import Instrument

FOLDER = Path(karavel.__file__).parent / "law"
"""The law data of the package."""


def read_instruments(path: Path | None = None) -> list[Instrument]:
    """All instruments of a folder, the package's by default.

    Raises:
        InvalidLaw: a file does not hold; ``mistakes`` has every place.
    """
    return _LAW.load(path or FOLDER)


def write_compiled(folder: Path) -> Path:
    """Compile a folder's law into the folder itself, for packaging; older compiled files go."""
    return _LAW.write(folder)


def law_files(folder: Path) -> list[Path]:
    """The YAML files of a folder, by name."""
    return yaml_files(folder)


_LAW: CompiledFolder[list[Instrument]] = CompiledFolder("law", list[Instrument], "karavel.access.reading")
