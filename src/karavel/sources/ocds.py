"""Fetches OCDS files from publishers and registries: bulk files by their addresses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from karavel.sources.addresses import checked
from karavel.sources.client import Client
from karavel.sources.download import Fetched, Progress, download, quiet
from karavel.sources.ledger import Ledger

_ODD: Final = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST: Final = 120


def fetch(client: Client, folder: Path, addresses: Iterable[str], *, progress: Progress = quiet) -> Fetched:
    """Brings files to disk; what is there already, and complete, is not asked for again.

    Args:
        client: asks for them.
        folder: takes them.
        addresses: of packages, JSON lines, or archives of them.
        progress: is told how far it is.

    Raises:
        UsageError: an address is none of the web; nothing was fetched.
        SourceError: a server did not give its file; those before it stay.
    """
    so_far, ledger = Fetched(), Ledger(folder)
    for address in [checked(address) for address in addresses]:
        download(client, address, ledger, _name(address, ledger), so_far, progress)
    return so_far


def _name(address: str, ledger: Ledger) -> str:
    """A file name from an address (its ``name`` parameter, else the end of its path), different for each address."""
    parts = urlsplit(address)
    given = parse_qs(parts.query).get("name", [""])[0] or PurePosixPath(unquote(parts.path)).name
    name = _ODD.sub("-", given).strip(".-")[-_LONGEST:] or "file"
    known = ledger[name]
    if known is None or known.address == address:
        return name
    return f"{hashlib.sha256(address.encode()).hexdigest()[:8]}-{name}"
