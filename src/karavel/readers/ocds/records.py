"""A record as one release: its compiled release, else its releases merged, else what its versions say last."""

from __future__ import annotations

from typing import Any, NamedTuple

from karavel.readers.ocds.merging import compiled
from karavel.readers.values import Problems

_SECTIONS = ("planning", "tender", "awards", "contracts", "parties", "buyer")
_RELEASES = frozenset({"compiledRelease", "versionedRelease", "releases"})
_VERSION_KEYS = frozenset({"releaseID", "releaseDate", "releaseTag", "value"})


class Process(NamedTuple):
    """One process as a release; ``first_called`` is the date of its first release with a tender."""

    release: dict[str, Any]
    first_called: str | None


def is_record(raw: dict[str, Any]) -> bool:
    """A record holds releases, merged or listed."""
    return not _RELEASES.isdisjoint(raw)


def process(record: dict[str, Any], problems: Problems) -> Process | None:
    """The record's process; None, and a problem, when it holds nothing about one.

    Where releases are only linked, the links' dates and tags are all that is known.
    """
    releases = [one for one in _listed(record.get("releases")) if isinstance(one, dict)]
    merged = _merged(record, releases, problems)
    if merged is None:
        return None
    if record.get("ocid"):
        merged = {**merged, "ocid": merged.get("ocid") or record["ocid"]}
    called = [str(one["date"]) for one in releases if one.get("date") and "tender" in _listed(one.get("tag"))]
    return Process(merged, min(called, default=None))


def _merged(record: dict[str, Any], releases: list[dict[str, Any]], problems: Problems) -> dict[str, Any] | None:
    compiled_release = record.get("compiledRelease")
    if isinstance(compiled_release, dict):
        return compiled_release
    embedded = [one for one in releases if any(section in one for section in _SECTIONS)]
    if embedded:
        return compiled(embedded)
    versioned = record.get("versionedRelease")
    if isinstance(versioned, dict):
        latest: dict[str, Any] = _latest(versioned)
        return latest
    return _linked(record, releases, problems)


def _linked(record: dict[str, Any], releases: list[dict[str, Any]], problems: Problems) -> dict[str, Any] | None:
    if not record.get("ocid"):
        problems.add("not-ocds", "The record holds no release and names no process.", "", "error")
        return None
    message = "The record only links to its releases, so it says little about the tender itself; give the releases."
    problems.add("linked-releases", message, "/releases")
    tags = dict.fromkeys(tag for one in releases for tag in _listed(one.get("tag")) if isinstance(tag, str))
    dates = [str(one["date"]) for one in releases if one.get("date")]
    return {"ocid": record["ocid"], "tag": [*tags], "date": max(dates, default=None)}


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _latest(value: Any) -> Any:
    """A versioned release without its history: of each list of versions the last value."""
    if isinstance(value, dict):
        found = {key: _latest(held) for key, held in value.items()}
        return {key: held for key, held in found.items() if held is not None}
    if not isinstance(value, list):
        return value
    if value and all(isinstance(one, dict) and _VERSION_KEYS.issuperset(one) and "value" in one for one in value):
        return value[-1]["value"]
    return [_latest(one) for one in value]
