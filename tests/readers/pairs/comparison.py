"""Compares two readings of one notice, field by field of the model.

A field is a leaf: ``lots.place.nuts`` holds the value of every lot, in order. What the two formats write differently
without saying anything different is made equal first, by the few rules below; nothing else is forgiven.
"""

from __future__ import annotations

import re
import tarfile
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from karavel.notices import Document, Notice, Provenance
from karavel.readers import eforms, ted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What only one of the formats has, or what names the format itself.
NOT_IN_BOTH = frozenset(
    {"provenance", "format", "form", "standard", "notice_id", "version", "procedure_id", "ocid", "extensions"}
)
_MOMENTS = frozenset({"deadline", "opening", "questions_deadline"})
_ZONE = re.compile(r"(?<=T\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$")
_NOTHING: tuple[Any, ...] = (None, "", (), [], {})


class Pair(NamedTuple):
    """A notice read from both formats, under the name of its two files."""

    stem: str
    ted: Notice
    eforms: Notice


class Difference(NamedTuple):
    """A field of which the two readings differ."""

    stem: str
    field: str
    ted: Any
    eforms: Any


def pairs(shared: Path) -> Iterator[Pair]:
    """Every notice that the archive holds in both formats."""
    with tarfile.open(shared / "pairs" / "ted-and-eforms-pairs.tar.xz") as archive:
        files = {member.name: archive.extractfile(member) for member in archive if member.isfile()}
        contents = {name.lstrip("./"): file.read() for name, file in files.items() if file}
    for name, content in sorted(contents.items()):
        twin = contents.get(name.replace("ted-xml/", "eforms-xml/"))
        if "ted-xml/" in name and twin is not None:
            stem = name.rpartition("/")[2].removesuffix(".xml")
            yield Pair(stem, _notice(ted, stem, content), _notice(eforms, stem, twin))


def _notice(reader: Any, stem: str, content: bytes) -> Notice:
    provenance = Provenance(file=stem, sha256="")
    found = reader.read(Document(content=content, format="", provenance=provenance)).notice
    assert isinstance(found, Notice), f"{stem} was not read by {reader.__name__}"
    return found


def compare(pair: Pair) -> tuple[frozenset[str], list[Difference]]:
    """The fields that either notice carries, and those of them that differ."""
    ours, theirs = leaves(pair.ted), leaves(pair.eforms)
    fields = frozenset(ours) | frozenset(theirs)
    differences = [
        Difference(pair.stem, field, ours.get(field), theirs.get(field))
        for field in sorted(fields)
        if ours.get(field) != theirs.get(field)
    ]
    return fields, differences


def leaves(notice: Notice) -> dict[str, Any]:
    """The fields of a notice that hold something, by path."""
    whole = _alike(notice)
    found = {
        path: value for key, value in whole.items() if key not in NOT_IN_BOTH for path, value in _leaves(key, value)
    }
    return {path: value for path, value in found.items() if _holds(value)}


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        keys = dict.fromkeys(key for item in value for key, inner in item.items() if inner not in _NOTHING)
        for key in keys:
            yield from _columns(f"{path}.{key}", [item.get(key) for item in value])
        yield f"{path}.number", len(value)
    elif isinstance(value, dict) and path.rpartition(".")[2] in {
        "place",
        "value",
        "framework_maximum",
        "awarded_value",
    }:
        for key, inner in value.items():
            yield f"{path}.{key}", inner
    else:
        yield path, value


def _columns(path: str, column: list[Any]) -> Iterator[tuple[str, Any]]:
    """One key of a list of records: again by key where it holds records or lists of records."""
    records = [value for value in column if isinstance(value, dict)]
    lists = [value for value in column if isinstance(value, list) and any(isinstance(item, dict) for item in value)]
    if records and path.rpartition(".")[2] not in {"titles", "descriptions", "deadlines"}:
        for key in dict.fromkeys(key for record in records for key in record):
            yield f"{path}.{key}", [(value or {}).get(key) for value in column]
    elif lists:
        for key in dict.fromkeys(key for items in lists for item in items for key in item):
            yield f"{path}.{key}", [[item.get(key) for item in value or []] for value in column]
    else:
        yield path, column


def _holds(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(_holds(item) for item in value)
    return value not in _NOTHING


def _alike(notice: Notice) -> dict[str, Any]:
    """The notice as plain values, with what the formats only write differently made equal."""
    found: dict[str, Any] = _folded(msgspec.to_builtins(notice))
    official = {notice.language, *notice.languages}
    for record in (found, *found.get("lots", [])):
        for key in ("titles", "descriptions"):
            record[key] = {language: text for language, text in record.get(key, {}).items() if language in official}
    for record in (*found.get("lots", []), *found.get("awards", [])):
        for key in ("id", "lot_id"):
            if record.get(key):
                record[key] = _lot(record[key])
        if "requirements" in record:
            record["requirements"] = _by_kind(record["requirements"])
    found["languages"] = sorted(found.get("languages", []))
    found["organisations"] = _once(found.get("organisations", []))
    return found


def _folded(value: Any) -> Any:
    """White space in texts folded, moments without the zone that TED does not name."""
    if isinstance(value, str):
        return _ZONE.sub("", " ".join(value.split()))
    if isinstance(value, list | tuple):
        return [_folded(item) for item in value]
    if isinstance(value, dict):
        return {key: _folded(inner) for key, inner in value.items()}
    return value


def _lot(name: str) -> str:
    """``LOT-0002`` and ``2`` are one lot; ``LOT-0000`` is what the converter calls the only one."""
    number = name.removeprefix("LOT-").lstrip("0")
    return number or "1"


def _by_kind(requirements: list[dict[str, Any]]) -> dict[str, str]:
    """All words of a kind of requirement; eForms has its minimum level as one more requirement of the kind."""
    found: dict[str, list[str]] = {}
    for requirement in requirements:
        words = (requirement.get("text"), requirement.get("minimum"))
        found.setdefault(requirement["kind"], []).extend(word for word in words if word)
    return {kind: " ".join(words) for kind, words in found.items()}


def _once(records: list[Any]) -> list[Any]:
    return [record for position, record in enumerate(records) if record not in records[:position]]
