"""Fetches what readers and answers look things up in: the ECB's exchange rates, the official CPV list."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lxml import etree

from karavel.codes import languages
from karavel.errors import SourceError
from karavel.sources.client import Client
from karavel.sources.download import PART, Fetched, Progress, download, quiet
from karavel.sources.ledger import Ledger

#: Reference rates since 1999, one line a working day.
RATES: Final = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"
#: CPV 2008 with labels in 24 languages, as the eForms SDK publishes it (genericode, CC BY 4.0).
CPV: Final = "https://raw.githubusercontent.com/OP-TED/eForms-SDK/1.13.0/codelists/cpv.gc"

RATES_FILE: Final = "eurofxref-hist.csv"
CPV_FILE: Final = "cpv-labels.csv"
_LIMIT: Final = 256 << 20  # bytes that either may unpack to
_LABEL: Final = "_label"


def fetch_rates(client: Client, folder: Path, *, address: str = RATES, progress: Progress = quiet) -> Fetched:
    """Brings the ECB's table as ``eurofxref-hist.csv``; asked again each time, as it grows every working day.

    Raises:
        SourceError: it did not come, or is not what the ECB documents.
    """
    so_far, ledger = Fetched(), Ledger(folder)
    (folder / "eurofxref-hist.zip").unlink(missing_ok=True)
    packed = download(client, address, ledger, "eurofxref-hist.zip", so_far, progress)
    try:
        with zipfile.ZipFile(packed) as archive, archive.open(RATES_FILE) as file:
            content = file.read(_LIMIT + 1)
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise SourceError(f"{address} is not the archive of {RATES_FILE} that it should be: {error}.") from error
    if not content.startswith(b"Date,") or len(content) > _LIMIT:
        raise SourceError(f"{address} holds a {RATES_FILE} that does not begin with 'Date,'.")
    _put(folder / RATES_FILE, content)
    return so_far


def fetch_codes(client: Client, folder: Path, *, address: str = CPV, progress: Progress = quiet) -> Fetched:
    """Brings the official CPV list as ``cpv-labels.csv``: ``code`` and one column a language.

    Raises:
        SourceError: it did not come, or is no genericode list of CPV.
    """
    so_far, ledger = Fetched(), Ledger(folder)
    listed = download(client, address, ledger, "cpv.gc", so_far, progress)
    try:
        rows = [*_rows(listed)]
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{address} is no genericode list: {error}.") from error
    if not rows or not all(row.get("code", "").isdigit() for row in rows):
        raise SourceError(f"{address} holds no CPV codes.")
    columns = ["code", *sorted({column for row in rows for column in row} - {"code"})]
    table = io.StringIO()
    writer = csv.DictWriter(table, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    _put(folder / CPV_FILE, table.getvalue().encode())
    return so_far


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Each row's code and its labels by ISO 639-1 language."""
    events = etree.iterparse(path, tag="Row", resolve_entities=False, no_network=True, huge_tree=False)
    for _, row in events:
        yield dict(_cells(row))
        row.clear()


def _cells(row: Any) -> Iterator[tuple[str, str]]:
    for value in row.iterfind("Value"):
        column, text = value.get("ColumnRef", ""), (value.findtext("SimpleValue") or "").strip()
        language = languages.from_any(column.removesuffix(_LABEL)) if column.endswith(_LABEL) else None
        if column == "code" or (language and text):
            yield language or column, text


def _put(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all."""
    part = path.with_name(path.name + PART)
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {error.strerror or error}.") from error
