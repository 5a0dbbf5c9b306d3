"""The regimes of a folder, read from its YAML files and checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from karavel.access.compiled_folder import yaml_files
from karavel.access.plain_yaml import read_plain
from karavel.errors import InvalidLaw, Mistake
from karavel.procurement.periods.mistakes import mistakes
from karavel.procurement.periods.model import Minimum, Regime

T = TypeVar("T")


def read(folder: Path) -> dict[str, Regime]:
    """The regimes of a folder of YAML files by id, checked.

    Raises:
        InvalidLaw: a file does not hold; every mistake is told at once.
    """
    wrong: list[Mistake] = []
    found: dict[str, Regime] = {}
    for file in yaml_files(folder):
        regime = _read_file(file, wrong)
        if regime is not None:
            wrong.extend(mistakes(file, regime))
            found[regime.id] = regime
    if wrong:
        raise InvalidLaw(
            f"The minimum periods in {folder.name} have {len(wrong)} mistakes.",
            tuple(wrong),
            remedy="karavel law check tells them; mend the files and run it again.",
        )
    return found


def _read_file(file: Path, wrong: list[Mistake]) -> Regime | None:
    content = read_plain(file)
    if isinstance(content, Mistake):
        wrong.append(content)
        return None
    if not isinstance(content, dict):
        wrong.append(Mistake(file.name, "holds no regime; start with id, title, reviewed, sources, periods"))
        return None
    told = [*_misfits(file.name, content)]
    wrong += told
    return None if told else msgspec.convert(content, Regime, strict=False)


def _misfits(name: str, content: dict[str, Any]) -> Iterator[Mistake]:
    """Each period by itself, so that one mistake does not hide the next."""
    yield from _fits(name, {**content, "periods": []}, Regime)
    periods = content.get("periods")
    if not isinstance(periods, list):
        yield Mistake(f"{name}: periods", "is a list; begin each period with a dash")
        return
    for number, one in enumerate(periods):
        label = one.get("id", number) if isinstance(one, dict) else number
        yield from _fits(f"{name}: {label}", one, Minimum)


def _fits(place: str, content: Any, kind: type[T]) -> Iterator[Mistake]:
    try:
        msgspec.convert(content, kind, strict=False)
    except msgspec.ValidationError as error:
        yield Mistake(place, str(error))
