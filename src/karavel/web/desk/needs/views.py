"""Pages of a need: written in three sentences, answered with codes, comparable contracts, an outline and firms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from karavel.answers.similar import Comparable
from karavel.errors import IllegalMove, LakeMissing
from karavel.procurement.tables import NEED
from karavel.verbs.market import counting
from karavel.web.accounts import audit
from karavel.web.desk.needs import acts, figures, market
from karavel.web.desk.needs.asking import notice_of
from karavel.web.desk.needs.forms import NeedForm, NewNeedForm, ReasonForm
from karavel.web.desk.needs.models import BuyerProfile, Need
from karavel.web.fences import requires
from karavel.web.requests import Member

#: Moves that a button makes; the others follow from something else (a consultation, a call).
_BUTTONS = ("conclude", "reopen", "drop")
_SHOWN = 8  # comparable contracts on the need's own page


@requires("desk.view")
@require_safe
def needs(request: Member) -> HttpResponse:
    """All needs."""
    shown = {"needs": Need.objects.select_related("owner"), "may_edit": request.acting.may("desk.edit")}
    return render(request, "needs/list.html", shown)


@requires("desk.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Member) -> HttpResponse:
    """Three sentences; the answer stands on the need's page."""
    form = NewNeedForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        need = form.save(commit=False)
        need.owner = request.user
        acts.propose(need)
        audit.note(request, "need.made", need)
        return redirect("needs-one", pk=need.pk)
    return render(request, "needs/new.html", {"form": form}, status=422 if request.method == "POST" else 200)


@requires("desk.view")
@require_safe
def one(request: Member, pk: int) -> HttpResponse:
    """What is known of a need."""
    return _page(request, get_object_or_404(Need.objects, pk=pk))


def _page(request: Member, need: Need, form: NeedForm | None = None) -> HttpResponse:
    compared, chosen = _compared(need), set(need.cpv)
    shown = {
        "need": need,
        "form": form or NeedForm(instance=need),
        "proposed": [code for code in need.proposed if code["code"] not in chosen],
        "comparables": compared[:_SHOWN],
        "compared": len(compared),
        "analysis": figures.analysis(compared),
        "longlist": need.longlist.order_by("pk"),
        "consultations": need.consultations.order_by("-pk"),
        "buyer": BuyerProfile.objects.first(),
        "moves": [move for move in NEED.offered(need.state) if move.name in _BUTTONS],
        "reason_form": ReasonForm(),
        "may_edit": request.acting.may("desk.edit"),
    }
    return render(request, "needs/one.html", shown, status=422 if form and form.errors else 200)


def _compared(need: Need) -> tuple[Comparable, ...]:
    on = timezone.localdate()
    return market.comparables(notice_of(need, BuyerProfile.objects.first(), on), on)


@requires("desk.view")
@require_safe
def compared(request: Member, pk: int) -> HttpResponse:
    """What comparable contracts say together, and each of them; a figure leads to those that it is of."""
    need = get_object_or_404(Need.objects, pk=pk)
    found, only = _compared(need), request.GET.get("only", "")
    shown = {
        "need": need,
        "analysis": figures.analysis(found),
        "comparables": figures.picked(counting(found) if only else found, only),
        "only": only,
        "compared": len(found),
    }
    return render(request, "needs/market.html", shown)


@requires("desk.edit")
@require_POST
def save(request: Member, pk: int) -> HttpResponse:
    """Keeps what the officer wrote, and proposes anew."""
    need = get_object_or_404(Need.objects, pk=pk)
    form = NeedForm(request.POST, instance=need)
    if not form.is_valid():
        return _page(request, Need.objects.get(pk=pk), form)
    acts.propose(form.save(commit=False))
    audit.note(request, "need.changed", need, fields=form.changed_data)
    messages.success(request, _("The need is saved."))
    return redirect("needs-one", pk=pk)


@requires("desk.edit")
@require_POST
def take_code(request: Member, pk: int) -> HttpResponse:
    """Takes a proposed code."""
    need = get_object_or_404(Need.objects, pk=pk)
    code = request.POST.get("code", "")
    if code in {one["code"] for one in need.proposed} and code not in need.cpv:
        need.cpv = [*need.cpv, code]
        need.save()
        audit.note(request, "need.changed", need, fields=["cpv"])
    return redirect("needs-one", pk=pk)


@requires("desk.edit")
@require_POST
def firms(request: Member, pk: int) -> HttpResponse:
    """Lists firms that could deliver."""
    need = get_object_or_404(Need.objects, pk=pk)
    try:
        count = acts.list_firms(request, need, timezone.localdate())
    except LakeMissing as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Firms listed: %(count)d.") % {"count": count})
    return redirect("needs-one", pk=pk)


@requires("desk.edit")
@require_POST
def move(request: Member, pk: int) -> HttpResponse:
    """Moves a need on or back; dropping it asks for a reason."""
    need = get_object_or_404(Need.objects, pk=pk)
    name, form = request.POST.get("move", ""), ReasonForm(request.POST)
    if name not in _BUTTONS or (name == "drop" and not form.is_valid()):
        messages.error(request, _("Say why: whoever reads this in a year will want to know."))
        return redirect("needs-one", pk=pk)
    try:
        acts.move(request, need, name, form.data.get("reason", "")[:500])
    except IllegalMove:
        messages.error(request, _("That is not possible now: close its consultation first, or load the page again."))
    return redirect("needs-one", pk=pk)
