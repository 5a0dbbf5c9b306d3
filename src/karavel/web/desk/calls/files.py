"""Documents of a call: kept under their digest, given to everybody once the call is public."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from karavel.web.desk.calls.models import Call, CallDocument
from karavel.web.pursuits import files
from karavel.web.pursuits.files import Refused

#: Documents that a call may have, withdrawn ones among them.
MOST = 200


def place(document: CallDocument) -> str:
    """Where its bytes are: under their digest, never under a name that somebody gave."""
    return f"desk/{document.organisation_id}/{document.sha256}"


def take(call: Call, given: UploadedFile[Any], title: str, kind: str, language: str) -> CallDocument:
    """Keeps a document; the same file twice is one.

    Raises:
        Refused: it is too large, empty, of a type that is not taken, not what its name says, or one too many.
    """
    name = files.named(given.name or "")
    media_type = files.kind_of(name, given)
    if call.documents.count() >= MOST:
        raise Refused(_("A call holds %(count)s documents at most.") % {"count": MOST})
    hashed = sha256()
    for chunk in given.chunks():
        hashed.update(chunk)
    given.seek(0)
    same = call.documents.filter(sha256=hashed.hexdigest(), name=name, withdrawn=None).first()
    return same or _kept(
        CallDocument(
            call=call,
            organisation_id=call.organisation_id,
            title=title or name,
            kind=kind,
            language=language,
            name=name,
            media_type=media_type,
            bytes=given.size or 0,
            sha256=hashed.hexdigest(),
            version=call.version + 1,
        ),
        given,
    )


def _kept(document: CallDocument, given: UploadedFile[Any]) -> CallDocument:
    if not default_storage.exists(place(document)):
        default_storage.save(place(document), given)
    document.save()
    return document


def given_back(document: CallDocument) -> StreamingHttpResponse:
    """The file as a download; browsers never show it inside a page of ours.

    Raises:
        FileNotFoundError: its bytes are gone.
    """
    return files.streamed(place(document), document.name, document.bytes)
