"""Files of a pursuit: what may be stored, where, and how it is given back. No name that somebody gave is trusted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import StreamingHttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from karavel.web.requests import Member
from karavel.web.workspace.models import Attachment, Pursuit, attachment_place

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_TEXT: Final = ()
#: Ending to the type, and how such a file begins; nothing where any text will do.
TYPES: Final[dict[str, tuple[str, tuple[bytes, ...]]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _ZIP),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ZIP),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", _ZIP),
    "odt": ("application/vnd.oasis.opendocument.text", _ZIP),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", _ZIP),
    "odp": ("application/vnd.oasis.opendocument.presentation", _ZIP),
    "doc": ("application/msword", _OLE),
    "xls": ("application/vnd.ms-excel", _OLE),
    "asice": ("application/vnd.etsi.asic-e+zip", _ZIP),
    "p7m": ("application/pkcs7-mime", (b"\x30",)),
    "p7s": ("application/pkcs7-signature", (b"\x30",)),
    "zip": ("application/zip", _ZIP),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "txt": ("text/plain", _TEXT),
    "csv": ("text/csv", _TEXT),
}
#: Files of one pursuit.
MOST: Final = 100
_LONGEST: Final = 150
_CHUNK: Final = 65_536
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|]')


class Refused(Exception):
    """A file that is not taken; its text is for people."""


def named(given: str) -> str:
    """A name to show and to save under: the last part, without control and direction marks, of bearable length."""
    last = PurePosixPath(given.replace("\\", "/")).name
    plain = "".join(letter for letter in unicodedata.normalize("NFC", last) if unicodedata.category(letter)[0] != "C")
    stem, dot, ending = _UNSAFE.sub("_", plain).strip(" .").rpartition(".")
    return f"{stem[:_LONGEST]}{dot}{ending[:10]}" or "file"


def take(request: Member, pursuit: Pursuit, given: UploadedFile[Any]) -> Attachment:
    """Stores a file under its digest; the same file twice is one.

    Raises:
        Refused: it is too large, empty, of a type that is not taken, or not what its name says.
    """
    name = named(given.name or "")
    kind = kind_of(name, given)
    if pursuit.attachments.count() >= MOST:
        raise Refused(_("A pursuit holds %(count)s files at most.") % {"count": MOST})
    hashed = sha256()
    for chunk in given.chunks():
        hashed.update(chunk)
    given.seek(0)
    attachment = Attachment(
        pursuit=pursuit, user=request.user, name=name, media_type=kind, bytes=given.size or 0, sha256=hashed.hexdigest()
    )
    attachment.organisation_id = pursuit.organisation_id
    return _kept(attachment, given)


def kind_of(name: str, given: UploadedFile[Any]) -> str:
    """The type that both its ending and its first bytes say.

    Raises:
        Refused: it is too large, empty, of a type that is not taken, or not what its name says.
    """
    size = given.size or 0
    if size > settings.UPLOAD_BYTES:
        raise Refused(_("The file has more than %(size)s.") % {"size": filesizeformat(settings.UPLOAD_BYTES)})
    if not size:
        raise Refused(_("The file is empty."))
    kind, begins = TYPES.get(name.rpartition(".")[2].lower(), ("", _TEXT))
    if not kind:
        raise Refused(_("Files of this type are not taken. Taken are: %(types)s.") % {"types": ", ".join(TYPES)})
    head = given.read(1024)
    given.seek(0)
    if not (head.startswith(begins) if begins else b"\0" not in head):
        raise Refused(_("The file is not what its name says."))
    return kind


@transaction.atomic
def _kept(attachment: Attachment, given: UploadedFile[Any]) -> Attachment:
    same = attachment.pursuit.attachments.filter(sha256=attachment.sha256, name=attachment.name).first()
    if same:
        return same
    place = attachment_place(attachment, attachment.name)
    if default_storage.exists(place):
        attachment.file.name = place
    else:
        attachment.file.save(attachment.name, given, save=False)
    attachment.save()
    return attachment


def drop(attachment: Attachment) -> None:
    """Takes a file away; its bytes go with the last row that has them."""
    place = attachment.file.name
    attachment.delete()
    if place and not Attachment.everywhere.filter(file=place).exists():
        transaction.on_commit(lambda: default_storage.delete(place))


def given_back(attachment: Attachment) -> StreamingHttpResponse:
    """The file as a download.

    Raises:
        FileNotFoundError: its bytes are gone.
    """
    return streamed(attachment.file.name or "", attachment.name, attachment.bytes)


def streamed(place: str, name: str, size: int) -> StreamingHttpResponse:
    """What is stored somewhere as a download; browsers never show it inside a page of ours.

    Raises:
        FileNotFoundError: its bytes are gone.
    """
    if not default_storage.exists(place):
        raise FileNotFoundError(place)
    return download(_chunks(place), name, size)


def download(chunks: Iterator[bytes], name: str, size: int) -> StreamingHttpResponse:
    """Bytes of somebody's as a download; browsers never show them inside a page of ours."""
    response = StreamingHttpResponse(chunks, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Length"] = size
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _chunks(place: str) -> Iterator[bytes]:
    """The bytes; the file is opened once somebody reads."""
    with default_storage.open(place, "rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
