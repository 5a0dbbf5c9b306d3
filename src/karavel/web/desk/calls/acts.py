"""What a buyer does with a call: publishes, amends, cancels; and the page of where it stands."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from karavel.errors import IllegalMove
from karavel.notices import Money
from karavel.web.desk.calls import amending, changes, files, found, platforms, publishing, sections, unbound
from karavel.web.desk.calls.bundle import lacking
from karavel.web.desk.calls.documents import DocumentForm
from karavel.web.desk.calls.foreign import ForeignForm, seen
from karavel.web.desk.calls.models import Call, CallFollower, CallQuestion
from karavel.web.desk.calls.refusals import refusing
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.fences import requires
from karavel.web.notices.ways import ways
from karavel.web.pursuits.files import Refused
from karavel.web.requests import Member


class ReasonForm(forms.Form):
    """Why; told to everybody."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


@requires("desk.view")
@require_safe
def one(request: Member, pk: int) -> HttpResponse:
    """Where a published call stands: its versions, questions, committee, and what may be done."""
    call = found.own(pk)
    if call.state == "planned":
        return redirect("calls-edit", pk=pk)
    zone = ZoneInfo(call.time_zone)
    versions = [
        (version, [changes.told(change, zone) for change in version.changes])
        for version in call.versions.exclude(number=0).order_by("-number")
    ]
    shown = {
        "call": call,
        "why_here": unbound.told(call.unbound_reason),
        "versions": versions,
        "questions": CallQuestion.asked.of(call),
        "seats": call.seats.all(),
        "mine": call.seats.filter(user=request.user).first(),
        "may_edit": request.acting.may("desk.edit"),
        "may_publish": request.acting.may("desk.publish"),
        "may_award": request.acting.may("desk.award"),
        "ends": call.state in {"active", "closed", "opened", "evaluated"}
        and not call.awards.filter(state__in=("told", "active")).exists(),
        "cancel_form": ReasonForm(),
        "followers": CallFollower.hearing.count_of(call),
        "buyer": BuyerProfile.objects.first(),
    }
    return render(request, "calls/call.html", shown)


@requires("desk.publish")
@require_POST
@refusing
def publish(request: Member, pk: int) -> HttpResponse:
    """Publishes a draft, or tells all that keeps it from being published."""
    call = found.own(pk)
    try:
        publishing.publish(request, call)
    except publishing.NotReady as why:
        shown = {"call": call, "problems": why.problems}
        return render(request, "calls/not_ready.html", shown, status=422)
    messages.success(request, gettext("The call is public."))
    return redirect("calls-desk", pk=pk)


@requires("desk.publish")
@require_POST
@refusing
def cancel(request: Member, pk: int) -> HttpResponse:
    """Gives a call up, with a reason."""
    call, form = found.own(pk), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Say why the call is cancelled; the reason is told to everybody."))
        return redirect(reverse("calls-desk", args=[pk]) + "#cancel")
    amending.cancel(request, call, form.cleaned_data["reason"])
    messages.success(request, gettext("The call is cancelled."))
    return redirect("calls-desk", pk=pk)


@requires("desk.publish")
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def amend(request: Member, pk: int) -> HttpResponse:
    """All sections on one form, with the reason: what is changed becomes the next version."""
    call = found.own(pk)
    if call.state != "active":
        raise IllegalMove("call", call.state, "amend")
    return _amended(request, call) if request.method == "POST" else _amendment(request, call)


def _amended(request: Member, call: Call) -> HttpResponse:
    reason = ReasonForm(request.POST, prefix="reason")
    document = _document(request)
    bound = [one.make(call, request.POST) for one in sections.SECTIONS]
    valid = [form.is_valid() for form in (*bound, reason, *([document] if document else []))]
    if not all(valid):
        return _amendment(request, found.own(call.pk), bound, reason, 422)
    try:
        amending.amend(
            request,
            call,
            reason.cleaned_data["reason"],
            lambda locked: _save(request, locked, document),
            enough_time=request.POST.get("enough_time") == "1",
            seen=_seen(request),
        )
    except publishing.NotReady as why:
        return _amendment(request, found.own(call.pk), bound, reason, 422, problems=why.problems)
    except Refused as why:
        messages.error(request, str(why))
        return _amendment(request, found.own(call.pk), bound, reason, 422)
    messages.success(request, gettext("The new version is public; followers are told."))
    return redirect("calls-desk", pk=call.pk)


def _seen(request: Member) -> int:
    """The version that the form was made from."""
    said = request.POST.get("version", "")
    return int(said[:9]) if said.isdecimal() else 0


def _document(request: Member) -> DocumentForm | None:
    """The new document, where one is sent."""
    return DocumentForm(request.POST, request.FILES, prefix="document") if "document-file" in request.FILES else None


def _save(request: Member, call: Call, document: DocumentForm | None) -> None:
    """Writes all that was sent, onto the rows as they are locked; what decides where bids go stays."""
    kept = {name: getattr(call, name) for name in ("seals", "unbound_reason", "time_zone")}
    for section in sections.SECTIONS:
        bound = section.make(call, request.POST)
        bound.is_valid()
        bound.save()
    Call.objects.filter(pk=call.pk).update(**kept)
    withdrawn = [row.pk for row in call.documents.all() if str(row.pk) in request.POST.getlist("withdraw")]
    call.documents.filter(pk__in=withdrawn).update(withdrawn=timezone.now())
    if document:
        said = document.cleaned_data
        files.take(call, said["file"], said["title"], said["kind"], said["language"])


def _amendment(
    request: Member,
    call: Call,
    bound: list[sections.Bound] | None = None,
    reason: ReasonForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    forms_of = bound or [one.make(call, None) for one in sections.SECTIONS]
    parts = [
        {"section": section, "form": form, "rows": sections.is_rows(form)}
        for section, form in zip(sections.SECTIONS, forms_of, strict=True)
    ]
    shown = {
        "call": call,
        "parts": parts,
        "reason_form": reason or ReasonForm(prefix="reason"),
        "documents": call.documents.filter(withdrawn=None).order_by("pk"),
        "document_form": DocumentForm(prefix="document", language=call.language, use_required_attribute=False),
        "ask_time": any(one.section == "time" for one in more.get("problems", [])),
    }
    return render(request, "calls/amend.html", shown | more, status=status)


@requires("desk.view")
@require_safe
def foreign(request: Member, pk: int) -> HttpResponse:
    """What a bidder of a chosen country sees: verdicts by route, for this call as it stands."""
    call = found.own(pk)
    buyer = BuyerProfile.objects.first()
    first = {"country": _abroad(buyer), "value": call.value, "currency": call.value_currency}
    form = ForeignForm(request.GET if "country" in request.GET else first)
    shown: dict[str, Any] = {"call": call, "form": form, "buyer": buyer}
    if buyer and form.is_valid():
        said = form.cleaned_data
        value = Money(float(said["value"]), said["currency"]) if said["value"] is not None else None
        lots = seen(call, said["country"], value, timezone.localdate())
        shown |= {"country": said["country"], "lots": [(lot, ways(lot, request.GET.get("route", ""))) for lot in lots]}
    return render(request, "calls/foreign.html", shown)


def _abroad(buyer: BuyerProfile | None) -> str:
    """The other end of the corridor, to begin with."""
    return "PT" if buyer and buyer.country == "AZ" else "AZ"


@requires("desk.view")
@require_safe
def export(request: Member, pk: int) -> HttpResponse:
    """For buyers that are bound to a platform: what to do there, and the files for it."""
    call, buyer = found.own(pk), BuyerProfile.objects.first()
    shown = {
        "call": call,
        "buyer": buyer,
        "checklist": platforms.checklist(buyer.country) if buyer else None,
        "lacking": lacking(call) if call.state == "planned" else [],
    }
    return render(request, "calls/export.html", shown)
