"""The page of a notice, its brief as PDF, and the document as published."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote, urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_safe

from karavel.errors import LakeMissing, NotFound
from karavel.routes import Letter
from karavel.web import lookups
from karavel.web.fences import requires
from karavel.web.notices.brief import pdf
from karavel.web.notices.sheet import Sheet
from karavel.web.opportunities.marks import Marks, may
from karavel.web.requests import Member

#: What documents of each format are; they are only ever downloaded.
_ENDINGS: Final = {"eforms": "xml", "ted": "xml", "ocds": "json", "base": "json"}
_LONGEST_MAIL: Final = 1800  # characters of a mailto address that programs take


@requires("notice.view")
@require_safe
def notice(request: Member, notice_id: str) -> HttpResponse:
    """One notice for the company in use."""
    try:
        sheet = _sheet(request, notice_id)
    except LakeMissing:  # the list says what is missing
        return redirect("opportunities")
    shown: dict[str, Any] = {"sheet": sheet, "may": may(request), "changes": sheet.changes()}
    if sheet.matched and sheet.profile:
        lot = sheet.matched
        shown["mark"] = Marks.of(request, sheet.profile, [lot]).on(lot.notice_id, lot.lot_id)
    if request.acting.may("notice.ask"):
        letter = sheet.letter()
        shown |= {"letter": letter, "mailto": _mailto(letter) if letter else ""}
    return render(request, "notices/notice.html", shown)


@requires("notice.view")
@require_safe
def brief(request: Member, notice_id: str) -> HttpResponse:
    """Two pages for somebody who decides."""
    try:
        sheet = _sheet(request, notice_id)
    except LakeMissing as error:
        raise Http404 from error
    return _download(pdf(sheet), f"karavel-{notice_id}.pdf", "application/pdf")


@requires("notice.view")
@require_safe
def original(request: Member, notice_id: str) -> HttpResponse:
    """The document as published, byte for byte; ``?version=`` the digest of another version."""
    try:
        document = lookups.original(notice_id, request.GET.get("version"))
    except (NotFound, LakeMissing) as error:
        raise Http404 from error
    ending = _ENDINGS.get(document.format, "bin")
    return _download(document.content, f"{notice_id}.{ending}", "application/octet-stream")


def _sheet(request: Member, notice_id: str) -> Sheet:
    try:
        return Sheet.of(request, notice_id, request.GET.get("lot", ""), request.GET.get("route", ""))
    except NotFound as error:
        raise Http404 from error


def _download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Bytes as a file that no browser shows inside a page."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=get_valid_filename(name))
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _mailto(letter: Letter) -> str:
    """An address that opens the letter in a mail program; empty where the buyer gives no address for mail."""
    if not letter.to or "@" not in letter.to:
        return ""
    subject, _blank, body = letter.text.partition("\n")
    subject = subject.partition(": ")[2] or subject
    whole = (
        f"mailto:{quote(letter.to, safe='@')}?{urlencode({'subject': subject, 'body': body.strip()}, quote_via=quote)}"
    )
    return whole if len(whole) <= _LONGEST_MAIL else f"mailto:{quote(letter.to, safe='@')}?subject={quote(subject)}"
