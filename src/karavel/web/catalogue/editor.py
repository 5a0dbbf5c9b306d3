"""The desk of those who keep the catalogue: services, their parts, their level and state, authorities."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from karavel.errors import IllegalMove, InvalidInput
from karavel.services.codes import LISTS
from karavel.web.accounts import audit
from karavel.web.accounts.models import Organisation
from karavel.web.catalogue import changing
from karavel.web.catalogue.forms import AuthorityForm, ChangeForm, ServiceForm, part_form
from karavel.web.catalogue.models import CompetentAuthority, PublicService, ServiceChange, ServiceEvent, ServicePart
from karavel.web.catalogue.shaping import PARTS
from karavel.web.fences import requires
from karavel.web.requests import Member

#: Kinds of parts that have a form of their own, and what they are called; events are chosen with the service.
KINDS: Final[dict[str, Promise]] = {
    "channels": _("Where it is used"),
    "inputs": _("What users bring"),
    "outputs": _("What users get"),
    "costs": _("What it costs"),
    "contact_points": _("Whom to ask"),
    "legal_resources": _("Law"),
    "rules": _("Rules"),
}
_GET_POST: Final = ["GET", "HEAD", "POST"]


@requires("catalogue.view")
@require_safe
def catalogue(request: Member) -> HttpResponse:
    """The organisation's services and authorities."""
    shown = {
        "services": PublicService.objects.select_related("authority").order_by("-changed"),
        "authorities": CompetentAuthority.objects.all(),
        "may_edit": request.acting.may("catalogue.edit"),
        "public": request.acting.organisation.kind == Organisation.Kind.AGENCY,
    }
    return render(request, "catalogue/desk.html", shown)


def _answer(request: Member, page: str, shown: dict[str, Any]) -> HttpResponse:
    """A page with a form; 422 where the form was sent and has mistakes."""
    return render(request, page, shown, status=422 if request.method == "POST" else 200)


@requires("catalogue.edit")
@require_http_methods(_GET_POST)
def new(request: Member) -> HttpResponse:
    """A new service: what it says of itself, and where it stands."""
    if not CompetentAuthority.objects.exists():
        messages.info(request, _("First enter the authority that answers for services."))
        return redirect("catalogue-authority-new")
    form, change = ServiceForm(request.POST or None), ChangeForm(request.POST or None, service=None)
    if request.method == "POST" and form.is_valid() and change.is_valid():
        made = _create(request, form, change)
        if made:
            return redirect("catalogue-service", pk=made.pk)
    return _answer(request, "catalogue/new.html", {"form": form, "change": change})


@transaction.atomic
def _create(request: Member, form: ServiceForm, change: ChangeForm) -> PublicService | None:
    row = form.save(commit=False)
    names = [name for name in form.cleaned_data if name not in {"life", "business"}]
    fields = {name: getattr(row, name) for name in names}
    said = dict(change.cleaned_data)
    try:
        made = changing.create(said.pop("authority"), **said, **fields, actor=request.user)
    except InvalidInput as wrong:
        _tell(change, wrong)
        return None
    _choose_events(made, form)
    audit.note(request, "service.created", made, level=made.level, status=made.state)
    messages.success(request, _("The service is in the catalogue."))
    return made


def _tell(form: BaseForm, wrong: InvalidInput) -> None:
    """Puts mistakes of a change beside the fields that they are about."""
    for mistake in wrong.mistakes:
        form.add_error(mistake.place if mistake.place in form.fields else None, mistake.message)


def _choose_events(service: PublicService, form: ServiceForm) -> None:
    """Events of our lists as they are ticked; those of an imported file stay."""
    for kind in ("life", "business"):
        ours = {concept.uri: concept for concept in LISTS[kind].values()}
        wanted = {concept.uri for concept in ours.values() if concept.code in form.cleaned_data[kind]}
        held = set(service.events.filter(uri__in=ours).values_list("uri", flat=True))
        service.events.filter(uri__in=set(ours) - wanted).delete()
        for uri in sorted(wanted - held):
            concept = ours[uri]
            pairs = [list(pair) for pair in concept.names.items()]
            ServiceEvent(service=service, uri=uri, kind=kind, identifier=concept.code, titles=pairs).save()


def _service(pk: int) -> PublicService:
    return get_object_or_404(PublicService.objects.select_related("authority"), pk=pk)


def _desk(service: PublicService, form: ServiceForm, change: ChangeForm) -> dict[str, Any]:
    parts = [(kind, label, list(getattr(service, kind).all())) for kind, label in KINDS.items()]
    rows = ServiceChange.objects.filter(service=service)
    changes = rows.select_related("actor", "after_authority", "before_authority")
    return {"service": service, "form": form, "change": change, "parts": parts, "changes": changes}


@requires("catalogue.edit")
@require_http_methods(_GET_POST)
def service(request: Member, pk: int) -> HttpResponse:
    """A service: what it says of itself; its parts and its changes beside it."""
    row = _service(pk)
    form = ServiceForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            _choose_events(row, form)
            audit.note(request, "service.edited", row, fields=form.changed_data)
        messages.success(request, _("Saved."))
        return redirect("catalogue-service", pk=pk)
    return _answer(request, "catalogue/edit.html", _desk(row, form, ChangeForm(service=row)))


@requires("catalogue.edit")
@require_POST
def change(request: Member, pk: int) -> HttpResponse:
    """A service's level, state or authority, with the cause."""
    row = _service(pk)
    form = ChangeForm(request.POST, service=row)
    if form.is_valid():
        try:
            made = changing.change(row, **form.cleaned_data, actor=request.user)
        except InvalidInput as wrong:
            _tell(form, wrong)
        except IllegalMove as wrong:
            form.add_error("status", str(wrong))
        else:
            if made:
                told = {"before": made.before_state, "after": made.after_state, "level": made.after_level}
                audit.note(request, "service.changed", row, **told, cause=made.cause, reference=made.reference)
            messages.success(request, _("The change counts.") if made else _("Nothing was changed."))
            return redirect("catalogue-service", pk=pk)
    return _answer(request, "catalogue/edit.html", _desk(row, ServiceForm(instance=row), form))


@requires("catalogue.edit")
@require_http_methods(_GET_POST)
def part_new(request: Member, pk: int, kind: str) -> HttpResponse:
    """A new part of a service."""
    if kind not in KINDS:
        raise Http404
    return _part(request, kind, PARTS[kind](service=_service(pk)))


@requires("catalogue.edit")
@require_http_methods(_GET_POST)
def part(request: Member, kind: str, pk: int) -> HttpResponse:
    """A part of a service."""
    return _part(request, kind, _part_row(kind, pk))


def _part_row(kind: str, pk: int) -> ServicePart:
    if kind not in KINDS:
        raise Http404
    return get_object_or_404(PARTS[kind].objects.select_related("service"), pk=pk)


def _part(request: Member, kind: str, row: ServicePart) -> HttpResponse:
    form = part_form(PARTS[kind])(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        audit.note(request, "service.edited", row.service, part=kind, saved=str(saved))
        messages.success(request, _("Saved."))
        return redirect("catalogue-service", pk=row.service_id)
    return _answer(request, "catalogue/part.html", {"form": form, "row": row, "kind": kind, "label": KINDS[kind]})


@requires("catalogue.edit")
@require_POST
def part_delete(request: Member, kind: str, pk: int) -> HttpResponse:
    """Takes a part away."""
    row = _part_row(kind, pk)
    audit.note(request, "service.edited", row.service, part=kind, deleted=str(row))
    row.delete()
    messages.success(request, _("Deleted."))
    return redirect("catalogue-service", pk=row.service_id)


@requires("catalogue.edit")
@require_http_methods(_GET_POST)
def authority_new(request: Member) -> HttpResponse:
    """A new authority."""
    return _authority(request, CompetentAuthority())


@requires("catalogue.edit")
@require_http_methods(_GET_POST)
def authority(request: Member, pk: int) -> HttpResponse:
    """An authority."""
    return _authority(request, get_object_or_404(CompetentAuthority.objects, pk=pk))


def _authority(request: Member, row: CompetentAuthority) -> HttpResponse:
    form = AuthorityForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        audit.note(request, "authority.saved", saved)
        messages.success(request, _("Saved."))
        return redirect("catalogue")
    return _answer(request, "catalogue/authority.html", {"form": form, "row": row})
