"""Where the PDFs of contracts lie: each under its digest, on the disk before any row names it.

So a process that is killed leaves at worst a file that no row names, and never a row without its file.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from karavel.procurement.sealing import ChunkStore
from karavel.web.desk.contracts.models import Contract


def _store() -> ChunkStore:
    return ChunkStore(Path(settings.DATA) / "contracts")


def put(pdf: bytes) -> str:
    """Keeps a PDF and gives its SHA-256; when this returns, it is on the disk."""
    return _store().put(pdf)


def original(contract: Contract) -> bytes:
    """The contract as it was drawn up.

    Raises:
        NotFound: its file is gone.
        BrokenSeal: its file was changed on the disk.
    """
    return _store().get(contract.pdf_sha256)


def latest(contract: Contract) -> bytes:
    """The contract with the signatures that there are.

    Raises:
        NotFound: its file is gone.
        BrokenSeal: its file was changed on the disk.
    """
    return _store().get(contract.latest_sha256)
