"""The editor of a call: one page of sections, each saved by itself, with what is still missing beside it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from karavel.web.accounts import audit
from karavel.web.desk.calls import changes, checking, committee, drafting, formulas, found, sections, timetable
from karavel.web.desk.calls.documents import DocumentForm
from karavel.web.desk.calls.forms import NewCallForm, TimetableForm
from karavel.web.desk.calls.models import Call, Seat
from karavel.web.desk.calls.refusals import refusing
from karavel.web.desk.needs.models import BuyerProfile, Need
from karavel.web.fences import requires
from karavel.web.pursuits.files import TYPES
from karavel.web.requests import Member


@requires("desk.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Member) -> HttpResponse:
    """A draft from nothing but a title."""
    buyer = BuyerProfile.objects.first()
    if buyer is None:
        messages.info(request, _("Say first who buys; calls name the buyer."))
        return redirect("desk-buyer")
    first = {"language": (buyer.languages or ["en"])[0]}
    if request.method != "POST":
        language = request.GET.get("language", first["language"])
        return render(request, "calls/new.html", {"form": NewCallForm(language=language)})
    form = NewCallForm(request.POST)
    if not form.is_valid():
        return render(request, "calls/new.html", {"form": form}, status=422)
    call = drafting.blank(form.cleaned_data["title"], form.cleaned_data["language"], request.user)
    audit.note(request, "call.drafted", call)
    return redirect("calls-edit", pk=call.pk)


@requires("desk.edit")
@require_POST
def from_need(request: Member, pk: int) -> HttpResponse:
    """A draft from a need; a second click leads to the draft that is there."""
    need = get_object_or_404(Need.objects, pk=pk)
    call = Call.objects.filter(need=need, state="planned").first()
    if call is None:
        call = drafting.from_need(need)
        audit.note(request, "call.drafted", call, need=need.pk)
    return redirect("calls-edit", pk=call.pk)


@requires("desk.view")
@require_safe
@refusing
def edit(request: Member, pk: int) -> HttpResponse:
    """A draft as forms; a published call leads to where it stands."""
    call = found.own(pk)
    if call.state != "planned":
        return redirect("calls-desk", pk=pk)
    return shown(request, call)


@requires("desk.edit")
@require_POST
@refusing
def section(request: Member, pk: int, name: str) -> HttpResponse:
    """Saves a section of a draft."""
    asked = sections.BY_NAME.get(name)
    if asked is None:
        raise Http404
    with found.drafting(pk) as call:
        stands = sections.digest(asked, call)
        bound = asked.make(call, request.POST)
        if not bound.is_valid():
            return shown(request, found.own(pk), 422, sent={name: bound})
        if request.POST.get("seen", stands) != stands and (both := _both(call, bound)):
            return _meanwhile(request, pk, asked, both, stands)
        bound.save()
        call.save(update_fields=["changed"])
        audit.note(request, "call.edited", call, section=name)
    messages.success(request, _("Saved."))
    return redirect(reverse("calls-edit", args=[pk]) + f"#{name}")


def _both(call: Call, bound: sections.Bound) -> list[changes.Told]:
    """What is saved beside what was sent, where they differ; saves nothing."""
    before, point = changes.snapshot(Call.objects.get(pk=call.pk)), transaction.savepoint()  # a form writes on its row
    bound.save()
    after = changes.snapshot(Call.objects.get(pk=call.pk))
    transaction.savepoint_rollback(point)
    zone = ZoneInfo(call.time_zone)
    return [changes.told(one, zone) for one in changes.differences(before, after)]


def _meanwhile(
    request: Member, pk: int, section: sections.Section, both: list[changes.Told], stands: str
) -> HttpResponse:
    """Two officers wrote in one section: both texts, and the form as it was sent."""
    call = found.own(pk)
    form = section.make(call, request.POST)
    form.is_valid()
    page = {"call": call, "section": section, "both": both, "form": form, "rows": sections.is_rows(form)}
    return render(request, "calls/meanwhile.html", page | {"seen": stands}, status=HTTPStatus.CONFLICT)


def shown(
    request: Member, call: Call, status: int = 200, sent: dict[str, sections.Bound] | None = None
) -> HttpResponse:
    """The editor, with forms as they were sent where they had mistakes."""
    now = timezone.now()
    wrong = checking.problems(call, now)
    page = {
        "call": call,
        "parts": [_part(request, one, call, sent or {}, wrong) for one in sections.SECTIONS],
        "problems": wrong,
        "formulas": formulas.everything(),
        "findings": timetable.findings(call, now),
        "mistakes": bool(sent),
        "may_edit": request.acting.may("desk.edit"),
        "may_publish": request.acting.may("desk.publish"),
    }
    return render(request, "calls/edit.html", page | _beside(request, call, wrong), status=status)


def _part(
    request: Member,
    section: sections.Section,
    call: Call,
    sent: dict[str, sections.Bound],
    wrong: list[checking.Problem],
) -> dict[str, Any]:
    """A section with its form and what is wrong in it."""
    form = sent.get(section.name) or section.make(call, None)
    return {
        "section": section,
        "seen": request.POST.get("seen", "") if section.name in sent else sections.digest(section, call),
        "form": form,
        "rows": sections.is_rows(form),
        "problems": [one.sentence for one in wrong if one.section == section.name],
    }


def _beside(request: Member, call: Call, wrong: list[checking.Problem]) -> dict[str, Any]:
    """Documents, committee and buyer, which are no sections of forms."""
    return {
        "documents": call.documents.order_by("pk"),
        "document_form": DocumentForm(language=call.language),
        "accept": ",".join(f".{ending}" for ending in TYPES),
        "types": ", ".join(TYPES),
        "upload_bytes": settings.UPLOAD_BYTES,
        "seats": call.seats.select_related("user"),
        "parts_of_seats": Seat.Part.choices,
        "candidates": committee.candidates(call),
        "mine": call.seats.filter(user=request.user).first(),
        "committee_problems": [one.sentence for one in wrong if one.section == "committee"],
        "buyer": BuyerProfile.objects.first(),
        "buyer_problems": [one.sentence for one in wrong if one.section == "buyer"],
    }


@requires("desk.view")
@require_POST
@refusing
def check(request: Member, pk: int) -> HttpResponse:
    """The timetable as it is being written, against the minimum periods; saves nothing."""
    call = found.draft(pk)
    made = sections.BY_NAME["timetable"].make(call, request.POST)
    made.is_valid()
    if isinstance(made, TimetableForm):
        call = made.instance
    now = timezone.now()
    shown = {"findings": timetable.findings(call, now), "wrong": list(checking.order(call, now))}
    return render(request, "calls/_findings.html", shown)


@requires("desk.edit")
@require_POST
@refusing
def drop(request: Member, pk: int) -> HttpResponse:
    """Deletes a draft that was never published."""
    with found.drafting(pk) as call:
        audit.note(request, "call.deleted", call, ocid=call.ocid)
        call.delete()
    messages.success(request, _("The draft is deleted."))
    return redirect("desk")
