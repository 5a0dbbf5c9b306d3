"""The regimes of a folder, read from its YAML files and checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from karavel.access.compiled_folder import yaml_files
from karavel.errors import InvalidLaw, Mistake
from karavel.procurement.periods.model import Minimum, Regime
from karavel.procurement.periods.timetable import FACTS
from karavel.texts import LANGUAGES

_LANGUAGES = f"needs {', '.join(LANGUAGES)}, and no other"
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
            wrong.extend(_mistakes(file, regime))
            found[regime.id] = regime
    if wrong:
        raise InvalidLaw(
            f"The minimum periods in {folder.name} have {len(wrong)} mistakes.",
            tuple(wrong),
            remedy="karavel law check tells them; mend the files and run it again.",
        )
    return found


def _read_file(file: Path, wrong: list[Mistake]) -> Regime | None:
    try:
        content: Any = yaml.load(file.read_text(encoding="utf-8"), Loader=_YAML)  # noqa: S506  a safe loader either way
        return msgspec.convert(content, Regime, strict=True)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        wrong.append(Mistake(file.name, f"is no YAML: {' '.join(str(error).split())}"))
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at `$.")
        wrong.append(Mistake(f"{file.name}: {place.rstrip('`')}" if place else file.name, message))
    return None


def _mistakes(file: Path, regime: Regime) -> Iterator[Mistake]:
    if regime.id != file.stem:
        yield Mistake(f"{file.name}: id", f"is {regime.id!r}; write the file's name")
    if set(regime.title) != set(LANGUAGES):
        yield Mistake(f"{file.name}: title", _LANGUAGES)
    twice = Counter(one.id for one in regime.periods)
    for one in regime.periods:
        for message in _wrong(one, regime, twice):
            yield Mistake(f"{file.name}: {one.id}", message)


def _wrong(one: Minimum, regime: Regime, twice: Counter[str]) -> Iterator[str]:
    source = regime.sources.get(one.source)
    if source is None:
        yield f"cites {one.source!r}, which is no source of the file"
    elif one.confidence == "high" and not source.looked_up:
        yield "claims high confidence in a source that nobody looked up"
    if twice[one.id] > 1:
        yield "stands twice"
    if (one.days is None) == (one.note is None):
        yield "needs days, or else a note that says what to read"
    if one.note is not None and set(one.note) != set(LANGUAGES):
        yield f"note: {_LANGUAGES}"
    if any((change.to is None) == (change.by is None) for change in one.adjust):
        yield "adjusts by neither, or both, of to and by"
    yield from (f"names {fact!r}, which no timetable tells" for fact in sorted(_facts(one) - set(FACTS)))


def _facts(one: Minimum) -> set[str]:
    changing = {fact for change in one.adjust for fact in (change.when, change.unless) if fact}
    return {*one.when, *one.unless, *changing}
