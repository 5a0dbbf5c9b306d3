"""Packages: releases as they were published, and records, which hold a process's releases and what they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, Final

from karavel.errors import InvalidInput, Mistake
from karavel.procurement.releases.extensions import declared
from karavel.procurement.releases.head import Release
from karavel.procurement.releases.merging import merged
from karavel.procurement.releases.parts import moment, told
from karavel.procurement.releases.publisher import Publisher
from karavel.texts.marking import N_, say

_NONE: Final = N_("There is no release to publish.")
_ONE_ID: Final = N_("Two releases have one id.")
_ONCE: Final = N_("stands twice; publish each release once")
_SEVERAL: Final = N_("Releases of several processes do not make one: {ids}.")


def release_package(releases: Sequence[Release], publisher: Publisher, *, uri: str, at: datetime) -> dict[str, Any]:
    """Releases in a package, the oldest first.

    Args:
        releases: of one process or of many.
        publisher: whose they are.
        uri: where the package lies.
        at: when it is published, with its zone.

    Raises:
        InvalidInput: there is no release, or two have one id.
    """
    ordered = _ordered(releases)
    return _package(ordered, publisher, uri, at) | {"releases": ordered}


def record_package(releases: Sequence[Release], publisher: Publisher, *, uri: str, at: datetime) -> dict[str, Any]:
    """A record a process, with its releases and the compiled release.

    Raises:
        InvalidInput: there is no release, or two have one id.
    """
    ordered = _ordered(releases)
    by_process: dict[str, list[Release]] = {}
    for one in ordered:
        by_process.setdefault(one["ocid"], []).append(one)
    records = [_record(ocid, several) for ocid, several in by_process.items()]
    return _package(ordered, publisher, uri, at) | {"records": records}


def compiled(releases: Sequence[Release]) -> Release:
    """What the releases of one process come to.

    Raises:
        InvalidInput: there is none, two have one id, or they are of several processes.
    """
    ordered = _ordered(releases)
    processes = {one["ocid"] for one in ordered}
    if len(processes) > 1:
        raise InvalidInput(say(_SEVERAL, ids=", ".join(sorted(processes))))
    return merged(ordered)


def _ordered(releases: Iterable[Release]) -> list[Release]:
    found = sorted(releases, key=itemgetter("date"))
    if not found:
        raise InvalidInput(say(_NONE))
    counted = Counter(map(itemgetter("id"), found))
    twice = tuple(Mistake(key, say(_ONCE)) for key, n in counted.items() if n > 1)
    if twice:
        raise InvalidInput(say(_ONE_ID), twice)
    return found


def _record(ocid: str, releases: list[Release]) -> dict[str, Any]:
    return {"ocid": ocid, "releases": releases, "compiledRelease": merged(releases)}


def _package(releases: list[Release], publisher: Publisher, uri: str, at: datetime) -> dict[str, Any]:
    return told(
        uri=uri,
        version="1.1",
        extensions=declared(releases),
        publishedDate=moment(at),
        publisher=told(name=publisher.name, scheme=publisher.scheme, uid=publisher.uid, uri=publisher.uri),
        license=publisher.license,
        publicationPolicy=publisher.policy,
    )
