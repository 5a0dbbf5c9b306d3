"""Pages of imports: bring a file, look at what it would do, take it over."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from karavel import services
from karavel.errors import KaravelError
from karavel.web.accounts import audit
from karavel.web.catalogue import published, rdf
from karavel.web.catalogue.editor import KINDS
from karavel.web.catalogue.forms import TakeForm, UploadForm
from karavel.web.catalogue.importing import Beside, homeless, plan, refuse_empty
from karavel.web.catalogue.models import PublicService, ServiceImport
from karavel.web.catalogue.taking_over import Taken, Taker
from karavel.web.fences import requires
from karavel.web.requests import Member

_GET_POST = ["GET", "HEAD", "POST"]
_NAME = 255


@requires("catalogue.edit")
@require_http_methods(_GET_POST)
def bring(request: Member) -> HttpResponse:
    """Brings a file; nothing is taken over before it was looked at."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read(services.LARGEST + 1)
        try:
            refuse_empty(services.read(data).catalogue)
        except KaravelError as wrong:
            form.add_error("file", f"{wrong} {wrong.remedy}".strip())
        else:
            kept = ServiceImport(name=str(file.name)[:_NAME], sha256=sha256(data).hexdigest(), user=request.user)
            kept.text = data.decode("utf-8-sig")
            kept.save()
            return redirect("catalogue-import", pk=kept.pk)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "catalogue/bring.html", {"form": form, "brought": ServiceImport.objects.all()[:20]}, status=status
    )


@requires("catalogue.edit")
@require_http_methods(_GET_POST)
def look(request: Member, pk: int) -> HttpResponse:
    """What a file would do; and, where it is so wished, does it."""
    kept = get_object_or_404(ServiceImport.objects, pk=pk)
    reading = services.read(kept.text.encode())
    at = rdf.base(request)
    form = TakeForm(request.POST or None)
    plans = plan(reading.catalogue, at)
    form.only_what_lacks(plans)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        taker = Taker(kept, request.user, Taken(said["on"], said["status"]), at)
        beside = Beside(said.get("authority"), tuple(said.get("spatial") or ()))
        try:
            number = taker.take(plan(reading.catalogue, at, beside))
        except KaravelError as wrong:
            told = [mistake.message for mistake in getattr(wrong, "mistakes", ())]
            form.add_error(None, " ".join([str(wrong), *told]))
        else:
            return _done(request, kept, number)
    counts = {kind: sum(one.kind == kind for one in plans) for kind in ("new", "changed", "same", "refused")}
    rows = [(one, [_field_words(name) for name in one.fields]) for one in plans]
    shown: dict[str, Any] = {"kept": kept, "reading": reading, "plans": rows, "counts": counts, "form": form}
    shown |= {"problems": services.gathered(reading.problems), "homeless": homeless(plans)}
    return render(request, "catalogue/look.html", shown, status=422 if request.method == "POST" else 200)


def _field_words(name: str) -> str:
    """A field of a service as the desk calls it."""
    apart = {"authorities": _("Authority"), "status": _("State"), "events": _("Events"), "unread": _("Kept as it is")}
    if name in apart or name in KINDS:
        return str(apart.get(name) or KINDS[name])
    return str(getattr(PublicService._meta.get_field(name), "verbose_name", name)).capitalize()  # noqa: SLF001 - public


def _done(request: Member, kept: ServiceImport, number: int) -> HttpResponse:
    kept.taken = timezone.now()
    kept.save()
    audit.note(request, "services.imported", kept, sha256=kept.sha256, services=number)
    words = ngettext("%(number)s service was taken over.", "%(number)s services were taken over.", number)
    messages.success(request, words % {"number": number})
    return redirect("catalogue")


@requires("catalogue.view")
@require_safe
def export(request: Member, form: str) -> HttpResponse:
    """The organisation's own services as a file."""
    rows = published.whole(PublicService.objects.select_related("authority", "organisation").order_by("pk"))
    whole = rdf.of_all(rows, rdf.base(request))
    return rdf.answered(request, whole, rdf.FORMS[form], f"karavel-services.{form}")
