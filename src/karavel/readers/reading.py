"""One document to one reading, by the reader of its format."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from types import MappingProxyType

from karavel.notices import Document, Problem, Reading
from karavel.readers import base, eforms, ocds, ted

_LOG = logging.getLogger(__name__)

READERS: Mapping[str, Callable[[Document], Reading]] = MappingProxyType(
    {"eforms": eforms.read, "ted": ted.read, "ocds": ocds.read, "base": base.read}
)
"""The reader of each format, by :attr:`Document.format`."""


def read(document: Document) -> Reading:
    """Reads one document; never raises: a document that a reader stumbles over is told like other bad ones."""
    reader = READERS.get(document.format)
    if reader is None:
        message = f"There is no reader for the format {document.format!r}; known are {', '.join(READERS)}."
        return Reading(None, (Problem("unknown-format", message, severity="error"),))
    try:
        return reader(document)
    except Exception as error:  # noqa: BLE001  # one document must not end an ingest of thousands
        _LOG.debug("%s: reader %s failed", document.provenance.file, document.format, exc_info=True)
        message = f"The reader stumbled ({type(error).__name__}: {error}); the document is kept to be read again."
        return Reading(None, (Problem("reader-failed", message, severity="error"),))
