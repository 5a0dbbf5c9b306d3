"""Uploads as the browser makes them: a file is announced, its chunks are put one by one, progress is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from karavel.errors import IllegalMove, InvalidInput, KaravelError, RefusedInput, SealError
from karavel.procurement.sealing import CHUNK
from karavel.web.desk.bids import uploading
from karavel.web.desk.bids.models import Bid, SealedFile
from karavel.web.fences import requires
from karavel.web.requests import Member

_CONFLICT = 409
_STATUS = ((IllegalMove, _CONFLICT), (InvalidInput, 422), (RefusedInput, 422), (SealError, 503))
_ANNOUNCEMENT = 4_096  # bytes


def _told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turns refusals into a status and a sentence that the page shows beside the file."""

    @wraps(view)
    def telling(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except KaravelError as error:
            status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
            sentence = (
                _("The deadline has passed, or another part is here already.") if status == _CONFLICT else str(error)
            )
            return JsonResponse({"error": sentence}, status=status)

    return telling


def _own(pk: int) -> Bid:
    return get_object_or_404(Bid.objects.select_related("call__seal"), pk=pk)


@requires("bid.edit")
@require_POST
@_told
def announce(request: Member, pk: int) -> HttpResponse:
    """A file that is coming; answers with where its chunks go."""
    bid = _own(pk)
    try:
        said = json.loads(request.read(_ANNOUNCEMENT))
        name, kind, size = str(said["name"]), str(said.get("kind", "")), int(said["size"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):  # whatever stands where JSON should
        return JsonResponse({"error": _("Say name and size of the file.")}, status=422)
    file = uploading.announce(bid, name, kind, size)
    return JsonResponse(_shown(file), status=201)


def _shown(file: SealedFile) -> dict[str, Any]:
    return {
        "key": str(file.key),
        "bytes": file.bytes,
        "chunk": CHUNK,
        "chunks": file.chunks,
        "arrived": uploading.arrived(file),
        "digest": file.digest,
    }


@requires("bid.edit")
@require_http_methods(["GET", "HEAD", "DELETE"])
@_told
def file(request: Member, pk: int, key: UUID) -> HttpResponse:
    """What has arrived of a file; or takes it out of the bid."""
    found = get_object_or_404(SealedFile.objects.select_related("bid"), bid=_own(pk), key=key)
    if request.method == "DELETE":
        uploading.drop(found.bid, key)
        return HttpResponse(status=204)
    return JsonResponse(_shown(found))


@requires("bid.edit")
@require_http_methods(["PUT"])
@_told
def chunk(request: Member, pk: int, key: UUID, number: int) -> HttpResponse:
    """A chunk. The body is read into memory and sealed: it never lies on the disk in the clear."""
    found = get_object_or_404(SealedFile.objects.select_related("bid__call__seal"), bid=_own(pk), key=key)
    data = request.read(CHUNK + 1)
    kept = uploading.take(found, number, data)
    return JsonResponse({"number": kept.number, "sealed": kept.sealed, "plain": kept.plain}, status=201)
