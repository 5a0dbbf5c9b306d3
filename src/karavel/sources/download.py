"""Brings one file to disk: into a part beside it, and under its name only when it is complete.

A part that a kill left behind is gone on with (RFC 9110, 14: range requests), if the server still has the same file;
``NAME.part.tag`` keeps the validator by which it tells.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import httpx
from msgspec import Struct

from karavel.errors import SourceError
from karavel.sources.client import Client
from karavel.sources.ledger import Entry, Ledger, digest

PART: Final = ".part"
_TAG: Final = ".part.tag"
_CHUNK: Final = 1 << 16


class Fetched(Struct):
    """What a fetch did: files brought, their bytes, files that were there already; the same while it goes on."""

    files: int = 0
    bytes: int = 0
    skipped: int = 0


Progress = Callable[[Fetched], None]


def quiet(_: Fetched) -> None:
    """Tells nobody how far it is."""


def download(
    client: Client, address: str, ledger: Ledger, name: str, so_far: Fetched, progress: Progress = quiet, key: str = ""
) -> Path:
    """Brings a file into the ledger's folder, unless it is there already.

    Args:
        client: asks for it.
        address: where it is.
        ledger: of the folder; the file is noted in it.
        name: the file's name there.
        so_far: counts are added to it.
        progress: is told of them.
        key: by which the caller finds it in the ledger.

    Raises:
        SourceError: the server does not give it, or it cannot be written.
    """
    path = ledger.folder / name
    if ledger.holds(name):
        so_far.skipped += 1
        progress(so_far)
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fetched = _bring(client, address, path, so_far, progress)
        ledger.add(Entry(name, address, digest(path), path.stat().st_size, fetched, key))
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {error.strerror or error}.") from error
    so_far.files += 1
    progress(so_far)
    return path


def _bring(client: Client, address: str, path: Path, so_far: Fetched, progress: Progress) -> datetime | None:
    part, tag = path.with_name(path.name + PART), path.with_name(path.name + _TAG)
    for attempt in range(client.manners.attempts):
        try:
            with client.get(address, _range(part, tag)) as response:
                complete = _write(response, part, tag, so_far, progress)
        except httpx.TransportError:
            client.wait(attempt)
            continue
        if complete:
            part.replace(path)
            tag.unlink(missing_ok=True)
            return _date(response)
    raise SourceError(
        f"{address} broke off {client.manners.attempts} times.",
        remedy="Run the same command again; it goes on where it stopped.",
    )


def _range(part: Path, tag: Path) -> dict[str, str]:
    """Asks for the rest of a part whose validator is known."""
    if not part.is_file() or not tag.is_file() or not part.stat().st_size:
        return {}
    return {"Range": f"bytes={part.stat().st_size}-", "If-Range": tag.read_text()}


def _write(response: httpx.Response, part: Path, tag: Path, so_far: Fetched, progress: Progress) -> bool:
    """Writes the answer's body; whether the file is complete with it."""
    if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        part.unlink(missing_ok=True)
        return False
    goes_on = response.status_code == httpx.codes.PARTIAL_CONTENT
    have = part.stat().st_size if part.is_file() else 0
    if goes_on and not response.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
        part.unlink(missing_ok=True)  # another part than the one that was asked for
        return False
    validator = _validator(response)
    if validator:
        tag.write_text(validator)
    else:
        tag.unlink(missing_ok=True)
    with part.open("ab" if goes_on else "wb") as file:
        for chunk in response.iter_raw(_CHUNK):
            file.write(chunk)
            so_far.bytes += len(chunk)
            progress(so_far)
        file.flush()
        os.fsync(file.fileno())
    return True


def _validator(response: httpx.Response) -> str | None:
    """A strong entity tag, else the date of the last change: what ``If-Range`` may carry."""
    tag: str = response.headers.get("ETag", "")
    if tag and not tag.startswith("W/"):
        return tag
    changed: str | None = response.headers.get("Last-Modified")
    return changed


def _date(response: httpx.Response) -> datetime | None:
    """When the server answered, by its own clock."""
    try:
        return parsedate_to_datetime(response.headers.get("Date", ""))
    except (TypeError, ValueError):
        return None
