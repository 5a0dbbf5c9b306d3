"""Files of a pursuit: put there, fetched, taken away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from karavel.web.accounts import audit
from karavel.web.fences import requires
from karavel.web.pursuits import files
from karavel.web.requests import Member
from karavel.web.workspace.models import Attachment, Pursuit


def _back(pk: int) -> HttpResponse:
    return redirect(reverse("pursuits-one", args=[pk]) + "#files")


@requires("attachment.edit")
@require_POST
def attach(request: Member, pk: int) -> HttpResponse:
    """Stores a file."""
    pursuit = get_object_or_404(Pursuit.objects, pk=pk)
    given = request.FILES.get("file")
    if given is None:
        messages.error(request, _("Choose a file first."))
        return _back(pk)
    try:
        kept = files.take(request, pursuit, given)
    except files.Refused as why:
        messages.error(request, str(why))
        return _back(pk)
    audit.note(request, "attachment.added", kept, sha256=kept.sha256)
    messages.success(request, _("The file is stored."))
    return _back(pk)


@requires("attachment.view")
@require_safe
def fetch(request: Member, pk: int, row: int) -> StreamingHttpResponse:  # noqa: ARG001 - the fence has looked at it
    """Gives a file back, as a download."""
    found = get_object_or_404(Attachment.objects, pk=row, pursuit_id=pk)
    try:
        return files.given_back(found)
    except FileNotFoundError as error:
        raise Http404 from error


@requires("attachment.edit")
@require_POST
def drop(request: Member, pk: int, row: int) -> HttpResponse:
    """Takes a file away."""
    found = get_object_or_404(Attachment.objects, pk=row, pursuit_id=pk)
    audit.note(request, "attachment.deleted", found, sha256=found.sha256)
    files.drop(found)
    messages.success(request, _("The file is deleted."))
    return _back(pk)
