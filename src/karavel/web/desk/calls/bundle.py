"""A call as files for the platform that its buyer must use: OCDS, criteria as a table, the documents in a ZIP."""

from __future__ import annotations

from collections.abc import Iterator
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from karavel.errors import InvalidInput
from karavel.procurement.releases import release_package, tender
from karavel.web.alerts.speaking import address
from karavel.web.desk.calls import files, found
from karavel.web.desk.calls.checking import Problem, problems
from karavel.web.desk.calls.models import Call
from karavel.web.desk.calls.process import process_of, publisher
from karavel.web.desk.fields import said
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.exports.cells import Row
from karavel.web.exports.files import as_csv, as_xlsx
from karavel.web.fences import requires
from karavel.web.requests import Member

_CHUNK: Final = 65_536
_TABLES: Final = {"csv": as_csv, "xlsx": as_xlsx}


@requires("desk.view")
@require_safe
def criteria(request: Member, pk: int, ending: str) -> HttpResponseBase:  # noqa: ARG001 - the fence has looked at it
    """Criteria and requirements of each lot as a table."""
    call = found.own(pk)
    return _TABLES[ending](f"{call.slug}-criteria", list(_rows(call)))


def _rows(call: Call) -> Iterator[Row]:
    yield (_("Lot"), _("What"), _("Kind"), _("Name"), _("Weight, per cent"), _("Fewest points"), _("Highest points"))
    for lot in call.lots.all():
        for one in call.criteria.all():
            if one.lot_id in {None, lot.pk}:
                least = float(one.threshold) if one.threshold is not None else None
                name = said(one.name, call.language)
                kind = one.get_kind_display()
                yield (lot.number, _("Criterion"), kind, name, float(one.weight), least, float(one.highest))
        for asked in call.requirements.all():
            if asked.lot_id in {None, lot.pk}:
                yield (lot.number, _("Requirement"), asked.kind, said(asked.text, call.language), None, None, None)


@requires("desk.view")
@require_safe
def ocds(request: Member, pk: int) -> HttpResponse:  # noqa: ARG001 - the fence has looked at it
    """The call as a release package: as published, or as it would be."""
    call = found.own(pk)
    return as_file(as_ocds(call), f"{call.slug}.json", "application/json")


def as_ocds(call: Call) -> bytes:
    """The release package of a call.

    Raises:
        Http404: the draft lacks what a release cannot do without.
    """
    buyer = BuyerProfile.objects.first()
    if buyer is None or (call.state == "planned" and lacking(call)):
        raise Http404
    if call.published is None:
        call.published = timezone.now().replace(microsecond=0)
    try:
        package = release_package(
            [version.release for version in call.versions.all()] or [tender(process_of(call, buyer), publisher(buyer))],
            publisher(buyer),
            uri=address(f"/calls/{call.slug}/release.json"),
            at=timezone.now(),
        )
    except InvalidInput as error:
        raise Http404 from error
    return msgspec.json.format(msgspec.json.encode(package), indent=2)


def lacking(call: Call) -> list[Problem]:
    """What a release of the draft would lack; the committee is no part of it."""
    return [one for one in problems(call, timezone.now()) if one.section not in {"committee", "timetable"}]


@requires("desk.view")
@require_safe
def documents(request: Member, pk: int) -> HttpResponseBase:  # noqa: ARG001 - the fence has looked at it
    """The documents of a call in one file; names are the documents' own, numbered so that no two are the same."""
    call = found.own(pk)
    rows = call.documents.filter(withdrawn=None).order_by("pk")
    packed = [(files.place(one), f"{place:02} {one.name}") for place, one in enumerate(rows, 1)]
    response = StreamingHttpResponse(_zipped(packed), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{call.slug}.zip")
    return response


def _zipped(packed: list[tuple[str, str]]) -> Iterator[bytes]:
    """Files by their place and their name in the archive, made on disk once somebody reads: it may be large."""
    with TemporaryFile() as whole:
        with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
            for place, name in packed:
                if default_storage.exists(place):
                    with (
                        default_storage.open(place, "rb") as source,
                        archive.open(name, "w", force_zip64=True) as target,
                    ):
                        copyfileobj(source, target)
        whole.seek(0)
        while chunk := whole.read(_CHUNK):
            yield chunk


def as_file(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Bytes as a download."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
