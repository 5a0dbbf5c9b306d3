"""Fetch: official files from their publishers to disk, where ``ingest`` reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from karavel.sources import ocds as ocds_source
from karavel.sources import reference
from karavel.sources import ted as ted_source
from karavel.sources.client import Client
from karavel.sources.download import Fetched, Progress, quiet


def ted(
    folder: Path,
    since: date,
    until: date,
    *,
    cpv: Iterable[str] = (),
    countries: Iterable[str] = (),
    places: ted_source.Places = ted_source.TED,
    client: Client | None = None,
    progress: Progress = quiet,
) -> Fetched:
    """Brings what TED published from ``since`` to ``until``: all of it, or only some CPV branches and buyer countries.

    Args:
        folder: takes the files; those that are there already are not asked for again.
        since: first day of publication.
        until: last day of publication.
        cpv: codes, or their first digits.
        countries: of the buyer, in any code.
        places: where TED is.
        client: asks; a polite one by default.
        progress: is told how far it is.

    Raises:
        UsageError: the wishes make no sense; nothing was asked.
        SourceError: TED did not answer as documented; what came before stays.
    """
    with client or Client() as asking:
        return ted_source.fetch(
            asking, folder, since, until, cpv=cpv, countries=countries, places=places, progress=progress
        )


def ocds(
    folder: Path, addresses: Iterable[str], *, client: Client | None = None, progress: Progress = quiet
) -> Fetched:
    """Brings OCDS files by their addresses.

    Raises:
        UsageError: an address is none of the web; nothing was asked.
        SourceError: a server did not give its file; those before it stay.
    """
    with client or Client() as asking:
        return ocds_source.fetch(asking, folder, addresses, progress=progress)


def rates(
    folder: Path, *, address: str = reference.RATES, client: Client | None = None, progress: Progress = quiet
) -> Fetched:
    """Brings the ECB's reference rates as ``eurofxref-hist.csv``.

    Raises:
        SourceError: they did not come, or are not what the ECB documents; what was there stays.
    """
    with client or Client() as asking:
        return reference.fetch_rates(asking, folder, address=address, progress=progress)


def codes(
    folder: Path, *, address: str = reference.CPV, client: Client | None = None, progress: Progress = quiet
) -> Fetched:
    """Brings the official CPV list in 24 languages as ``cpv-labels.csv``.

    Raises:
        SourceError: it did not come, or is no such list.
    """
    with client or Client() as asking:
        return reference.fetch_codes(asking, folder, address=address, progress=progress)
