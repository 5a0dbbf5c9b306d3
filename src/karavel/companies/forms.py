"""Reads tables and lists of a profile against a layout, and gathers every mistake with its place.

Places read as in the file: ``company.country``, ``capabilities.cpv[1]``, ``references[0].value.currency``; lists count
from 0. A part that held a mistake is None, so that reading goes on to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from karavel.codes.spelling import by_name, closest
from karavel.companies import sentences
from karavel.companies.values import Wrong, found
from karavel.errors import InvalidCode, Mistake
from karavel.texts.marking import say


class Mistakes:
    """The mistakes met so far, in the order of the file's layout."""

    def __init__(self) -> None:
        self._all: list[Mistake] = []

    def add(self, place: str, message: str) -> None:
        """Notes one mistake."""
        self._all.append(Mistake(place, message))

    def all(self) -> tuple[Mistake, ...]:
        """Every mistake, each once."""
        return tuple(dict.fromkeys(self._all))

    def __len__(self) -> int:
        return len(self._all)


Part: TypeAlias = Callable[[Any, str, Mistakes], Any]


class Key(NamedTuple):
    """A key of a table: how its value is read, what it looks like in TOML, whether it must be there."""

    part: Part
    example: str
    needed: bool = False


def value(read: Callable[[Any], Any]) -> Part:
    """A single value, read by a function of ``values``."""

    def part(raw: Any, place: str, mistakes: Mistakes) -> Any:
        try:
            return read(raw)
        except (Wrong, InvalidCode) as error:
            mistakes.add(place, str(error))
            return None

    return part


def listed(part: Part, example: str) -> Part:
    """A list of values, each read by the same part, none twice; a tuple without those that were wrong."""

    def read(raw: Any, place: str, mistakes: Mistakes) -> tuple[Any, ...]:
        if not isinstance(raw, list):
            mistakes.add(place, say(sentences.NOT_LIST, found=found(raw), example=example))
            return ()
        items = [part(item, f"{place}[{n}]", mistakes) for n, item in enumerate(raw)]
        for n, item in enumerate(items):
            if item is not None and item in items[:n]:
                mistakes.add(f"{place}[{n}]", say(sentences.TWICE, value=item))
        return tuple(item for item in items if item is not None)

    return read


def tables(part: Part) -> Part:
    """Tables that begin with ``[[key]]``, each read by the same part."""

    def read(raw: Any, place: str, mistakes: Mistakes) -> tuple[Any, ...]:
        if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
            mistakes.add(place, say(sentences.NOT_TABLES, found=found(raw), key=place))
            return ()
        items = [part(item, f"{place}[{n}]", mistakes) for n, item in enumerate(raw)]
        return tuple(item for item in items if item is not None)

    return read


def counts(part: Part, example: str) -> Part:
    """A table with keys of the firm's own choosing (``developers = 38``), each value read by the same part."""

    def read(raw: Any, place: str, mistakes: Mistakes) -> dict[str, Any]:
        if not isinstance(raw, dict):
            mistakes.add(place, say(sentences.NOT_TABLE, found=found(raw), example=example))
            return {}
        items = {key: part(item, f"{place}.{key}", mistakes) for key, item in raw.items()}
        return {key: item for key, item in items.items() if item is not None}

    return read


def table(make: Callable[..., Any], keys: Mapping[str, Key], example: str) -> Part:
    """A table with known keys, made into a struct; None where a needed key is missing or wrong."""

    def read(raw: Any, place: str, mistakes: Mistakes) -> Any:
        if not isinstance(raw, dict):
            mistakes.add(place, say(sentences.NOT_TABLE, found=found(raw), example=example))
            return None
        held = read_keys(raw, keys, place, mistakes)
        whole = all(name in held for name, key in keys.items() if key.needed)
        return make(**held) if whole else None

    return read


def read_keys(raw: Mapping[str, Any], keys: Mapping[str, Key], place: str, mistakes: Mistakes) -> dict[str, Any]:
    """The values of a table by key, without those that were wrong; tells of keys unknown and of keys missing."""
    _tell_unknown(raw, keys, place, mistakes)
    _tell_missing(raw, keys, place, mistakes)
    held = {name: key.part(raw[name], _join(place, name), mistakes) for name, key in keys.items() if name in raw}
    return {name: item for name, item in held.items() if item is not None}


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _tell_unknown(raw: Mapping[str, Any], keys: Mapping[str, Key], place: str, mistakes: Mistakes) -> None:
    names = by_name((name, (name,)) for name in keys)
    for name in raw:
        if name in keys:
            continue
        meant = closest(name, names)
        known = say(sentences.NO_SUCH_KEY, known=", ".join(keys))
        mistakes.add(_join(place, name), say(sentences.UNKNOWN_KEY, meant=meant) if meant else known)


def _tell_missing(raw: Mapping[str, Any], keys: Mapping[str, Key], place: str, mistakes: Mistakes) -> None:
    for name, key in keys.items():
        if key.needed and name not in raw:
            mistakes.add(_join(place, name), say(sentences.MISSING, example=key.example))
