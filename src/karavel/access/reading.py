"""The law data of a folder as instruments, read from its YAML files and checked."""

from __future__ import annotations

from pathlib import Path

from karavel.access.compiled_folder import yaml_files
from karavel.access.mistakes import check_files
from karavel.access.model import Instrument
from karavel.errors import InvalidLaw


def read(folder: Path) -> list[Instrument]:
    """All instruments of a folder.

    Raises:
        InvalidLaw: a file does not hold; every mistake is told at once.
    """
    instruments, mistakes = check_files(yaml_files(folder))
    if mistakes:
        raise InvalidLaw(
            f"The law data in {folder.name} has {len(mistakes)} mistakes.",
            tuple(mistakes),
            remedy="karavel law check tells them; mend the files and run it again.",
        )
    return instruments
