"""Files of deliveries and amendments: checked as files of pursuits are, kept under their digests."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import StreamingHttpResponse

from karavel.web.pursuits import files


def keep(organisation: int, given: UploadedFile[Any]) -> dict[str, Any]:
    """Keeps a file; its name, size and digest, by which rows name it.

    Raises:
        Refused: it is too large, empty, of a type that is not taken, or not what its name says.
    """
    name = files.named(given.name or "")
    files.kind_of(name, given)
    hashed = sha256()
    for chunk in given.chunks():
        hashed.update(chunk)
    given.seek(0)
    digest = hashed.hexdigest()
    if not default_storage.exists(_place(organisation, digest)):
        default_storage.save(_place(organisation, digest), given)
    return {"name": name, "bytes": given.size or 0, "sha256": digest}


def given_back(organisation: int, file: dict[str, Any]) -> StreamingHttpResponse:
    """A file as a download.

    Raises:
        FileNotFoundError: its bytes are gone.
    """
    return files.streamed(_place(organisation, file["sha256"]), file["name"], file["bytes"])


def _place(organisation: int, digest: str) -> str:
    return f"desk/{organisation}/{digest}"
