"""Where the PDFs of contracts lie: each under its digest, on the disk before any row names it.

So a process that is killed leaves at worst a file that no row names, and never a row without its file.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from karavel.errors import BrokenSeal, NotFound, SigningError
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
        SigningError: its file is gone, or was changed on the disk.
    """
    return _got(contract.pdf_sha256)


def latest(contract: Contract) -> bytes:
    """The contract with the signatures that there are.

    Raises:
        SigningError: its file is gone, or was changed on the disk.
    """
    return _got(contract.latest_sha256)


def _got(digest: str) -> bytes:
    try:
        return _store().get(digest)
    except (NotFound, BrokenSeal) as error:
        raise SigningError(
            _("The file of this contract is gone from the disk of the server, or was changed there."),
            remedy=_("Nothing can be said of its signatures. Whoever runs the server brings it back from a backup."),
        ) from error
