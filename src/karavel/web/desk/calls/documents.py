"""Documents of a draft: put there and taken away. Those of a published call change by an amendment."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from karavel.web.accounts import audit
from karavel.web.desk.calls import files, found
from karavel.web.desk.calls.forms import languages_of_choice
from karavel.web.desk.calls.models import CallDocument
from karavel.web.desk.calls.refusals import refusing
from karavel.web.fences import requires
from karavel.web.pursuits.files import Refused
from karavel.web.requests import Member

#: Codes of OCDS's list ``documentType`` that a call has, in words.
KINDS: Final = (
    ("biddingDocuments", _("Terms of the procedure")),
    ("technicalSpecifications", _("Technical specifications")),
    ("evaluationCriteria", _("How bids are judged")),
    ("contractDraft", _("Draft contract")),
    ("billOfQuantity", _("Price form")),
    ("clarifications", _("Clarifications")),
)


class DocumentForm(forms.Form):
    """A document of a call."""

    file = forms.FileField(label=_("A file"))
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    language = forms.ChoiceField(label=_("Language"), choices=languages_of_choice)

    def __init__(self, *args: Any, language: str = "en", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].initial = language


def _back(pk: int) -> HttpResponse:
    return redirect(reverse("calls-edit", args=[pk]) + "#documents")


@requires("desk.edit")
@require_POST
@refusing
def attach(request: Member, pk: int) -> HttpResponse:
    """Keeps a document."""
    call, form = found.draft(pk), DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        for field, told in form.errors.items():
            messages.error(request, f"{form.fields[field].label}: {' '.join(map(str, told))}")
        return _back(pk)
    said = form.cleaned_data
    try:
        with found.drafting(call.pk) as locked:
            kept = files.take(locked, said["file"], said["title"], said["kind"], said["language"])
            audit.note(request, "call.document", locked, document=kept.pk, sha256=kept.sha256)
    except Refused as why:
        messages.error(request, str(why))
        return _back(pk)
    messages.success(request, gettext("The file is stored."))
    return _back(pk)


@requires("desk.view")
@require_safe
def fetch(request: Member, pk: int, row: int) -> HttpResponseBase:  # noqa: ARG001 - the fence has looked at it
    """Gives a document back, of a draft too."""
    document = get_object_or_404(CallDocument.objects, pk=row, call=found.own(pk))
    try:
        return files.given_back(document)
    except FileNotFoundError as error:
        raise Http404 from error


@requires("desk.edit")
@require_POST
@refusing
def drop(request: Member, pk: int, row: int) -> HttpResponse:
    """Takes a document out of a draft; its bytes stay, another call may have the same."""
    with found.drafting(pk) as call:
        document = get_object_or_404(CallDocument.objects, pk=row, call=call)
        audit.note(request, "call.document.deleted", call, document=document.pk, sha256=document.sha256)
        document.delete()
    messages.success(request, gettext("The file is deleted."))
    return _back(pk)
