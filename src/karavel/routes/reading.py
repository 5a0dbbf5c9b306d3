"""The entry data of a folder, read from its YAML files and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from karavel.access.compiled_folder import yaml_files
from karavel.access.plain_yaml import read_plain
from karavel.errors import InvalidLaw, Mistake
from karavel.routes.checking import mistakes
from karavel.routes.entry import CountryEntry, EntryData, Templates, Words


def read(folder: Path) -> EntryData:
    """The entry data of a folder of YAML files, checked.

    Raises:
        InvalidLaw: a file does not hold; every mistake is told at once.
    """
    found: list[Mistake] = []
    parts: dict[str, Any] = {}
    for file in yaml_files(folder):
        kind = {"words": Words, "templates": Templates}.get(file.stem, CountryEntry)
        parts[file.stem] = _read_file(file, kind, found)
    missing = {"words", "templates"} - set(parts)
    found.extend(Mistake(f"{name}.yaml", "is missing; every plan needs it") for name in sorted(missing))
    if not found:
        countries = {name: part for name, part in parts.items() if isinstance(part, CountryEntry)}
        data = EntryData(countries=countries, templates=parts["templates"], words=parts["words"])
        found.extend(mistakes(data))
    if found:
        raise InvalidLaw(
            f"The entry data in {folder.name} has {len(found)} mistakes.",
            tuple(found),
            remedy="karavel law check tells them; mend the files and run it again.",
        )
    return data


def _read_file(file: Path, kind: type[Any], found: list[Mistake]) -> Any:
    content = read_plain(file)
    if isinstance(content, Mistake):
        found.append(content)
        return None
    try:
        return msgspec.convert(content, kind, strict=False)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at `$.")
        found.append(Mistake(f"{file.name}: {place.rstrip('`')}" if place else file.name, message))
    return None
