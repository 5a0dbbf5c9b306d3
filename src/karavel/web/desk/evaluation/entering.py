"""Pages for awards that were made on another platform: found in the lake or entered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from karavel.web.desk.calls import found
from karavel.web.desk.calls.models import Call
from karavel.web.desk.evaluation import awarding, elsewhere, taking
from karavel.web.desk.evaluation.entered import MOST_LOTS, RanForm, WonForms
from karavel.web.desk.evaluation.refused import Refused, answering
from karavel.web.desk.fields import said
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.fences import requires
from karavel.web.requests import Member


@requires("desk.award")
@require_safe
def find(request: Member) -> HttpResponse:
    """Awards in the lake, by the id of a notice or by words."""
    words = request.GET.get("q", "")[:200]
    shown = {"words": words, "found": taking.search(words) if words else []}
    return render(request, "evaluation/find.html", shown)


@requires("desk.award")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Member) -> HttpResponse:
    """The form of an award of another platform, filled from a notice where one is named."""
    if not BuyerProfile.objects.exists():
        messages.info(request, _("Say first who buys; calls name the buyer."))
        return redirect("desk-buyer")
    if request.method != "POST":
        return _empty(request)
    ran, won = RanForm(request.POST, other=_other(request.POST.get("notice_id", ""))), WonForms(request.POST)
    if not all([ran.is_valid(), won.is_valid()]):
        return _page(request, ran, won, 422)
    try:
        call = elsewhere.enter(request, ran.ran(), [form.won(None) for form in won])
    except Refused as why:
        ran.add_error(None, str(why))
        return _page(request, ran, won, 422)
    messages.success(request, _("The award is entered and in force: make the contract from it."))
    return redirect("evaluation", pk=call.pk)


def _other(notice_id: str) -> str:
    """Who bought by a notice, where that is another than the buyer in force."""
    return taking.other_buyer(taking.notice(notice_id[:200]) if notice_id else None, BuyerProfile.objects.get())


def _empty(request: Member) -> HttpResponse:
    notice = taking.notice(request.GET.get("notice", "")) if request.GET.get("notice") else None
    count = request.GET.get("lots", "1")
    blank = int(count) if count.isdecimal() and 1 <= int(count) <= MOST_LOTS else 1
    lots = taking.of_lots(notice)[:MOST_LOTS] if notice else [{} for _lot in range(blank)]
    buyer = BuyerProfile.objects.first()
    first = taking.of_procedure(notice) if notice else {"language": ((buyer and buyer.languages) or ["en"])[0]}
    ran = RanForm(initial=first, other=_other(notice.id) if notice else "")
    return _page(request, ran, WonForms(initial=lots), notice=notice)


def _page(request: Member, ran: RanForm | None, won: Any, status: int = 200, **more: Any) -> HttpResponse:
    shown = {"ran": ran, "won": won, "buyer": BuyerProfile.objects.first(), "more": len(won.forms) + 1}
    return render(request, "evaluation/enter.html", shown | more, status=status)


@requires("desk.award")
@require_http_methods(["GET", "HEAD", "POST"])
@answering
def enter_for(request: Member, pk: int) -> HttpResponse:
    """The form of the awards of a call of ours whose bids went to another platform."""
    call = found.own(pk)
    if call.seals or call.state not in {"closed", "evaluated"}:
        raise Refused(_("Only a closed call whose bids went to another platform takes its award so."))
    lots = awarding.open_lots(call)
    if request.method != "POST":
        return _page(request, None, WonForms(initial=[_first(call, lot) for lot in lots]), call=call)
    won = WonForms(request.POST)
    if not won.is_valid() or len(won.forms) != len(lots):
        return _page(request, None, won, 422, call=call)
    elsewhere.enter_for(request, call, [form.won(lot) for form, lot in zip(won, lots, strict=True)])
    messages.success(request, _("The award is entered and in force: make the contract from it."))
    return redirect("evaluation", pk=call.pk)


def _first(call: Call, lot: Any) -> dict[str, Any]:
    return {"title": said(lot.title, original=call.language), "currency": lot.value_currency or call.value_currency}
