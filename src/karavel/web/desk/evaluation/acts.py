"""What members of the committee do: check, ask for advice, admit, agree, look into low prices and rates."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from karavel.web.accounts import audit
from karavel.web.desk.bids import conflicts
from karavel.web.desk.calls.models import Call, CallLot, Criterion
from karavel.web.desk.evaluation import admitting, advice, agreeing, asking, drawing, found, low, prices
from karavel.web.desk.evaluation.checks import ChecksForm, save
from karavel.web.desk.evaluation.forms import AskForm, LowPriceForm, PointsForm, RateForm, RecusalForm
from karavel.web.desk.evaluation.models import AnswerFile, ExchangeRate, LowPrice
from karavel.web.desk.evaluation.refused import Refused, answering
from karavel.web.desk.evaluation.views import lot_shown, shown
from karavel.web.fences import requires
from karavel.web.pursuits import files
from karavel.web.requests import Member


def _back(call: Call, place: str = "") -> HttpResponse:
    return redirect(reverse("evaluation", args=[call.pk]) + (f"#{place}" if place else ""))


def _to(lot: CallLot, place: str) -> HttpResponse:
    return redirect(reverse("evaluation-lot", args=[lot.call_id, lot.pk]) + f"#{place}")


@requires("committee.judge")
@require_POST
@answering
def declare(request: Member, pk: int) -> HttpResponse:
    """A member has no interest in any of the bidders, or steps back for good."""
    call, seat, _decides = found.bench(request, pk)
    form = RecusalForm(request.POST)
    free = request.POST.get("free") == "1"
    if seat is None:
        raise Http404
    if not free and not form.is_valid():
        raise Refused(_("Say what your conflict of interest is."))
    with found.held(call, "active", "closed", "opened", "evaluated"):
        if free:
            conflicts.clear(request, seat)
        else:
            conflicts.recuse(request, seat, form.cleaned_data["recusal"])
    told = _("Your declaration is kept.") if free else _("You take no part in this evaluation any more.")
    messages.success(request, told)
    return _back(call) if free else redirect("calls-desk", pk=pk)


@requires("committee.judge")
@require_POST
@answering
def advise(request: Member, pk: int) -> HttpResponse:
    """Asks the access engine about every bid and lot."""
    call, _seat = found.seated(request, pk)
    count = advice.advise(request, call)
    told = ngettext("%(count)s answer is kept as advice.", "%(count)s answers are kept as advice.", count)
    messages.success(request, told % {"count": count})
    return _back(call, "bids")


@requires("committee.judge")
@require_POST
@answering
def check(request: Member, pk: int, row: int) -> HttpResponse:
    """Keeps the formal check of a bid."""
    call, seat = found.seated(request, pk)
    offer = found.offer(call, row)
    form = ChecksForm(request.POST, offer=offer)
    if not form.is_valid():
        return shown(request, call, seat, request.acting.may("desk.award"), 422, **{f"checks{offer.pk}": form})
    save(request, call, offer, form)
    messages.success(request, _("Saved."))
    return _back(call, f"offer-{offer.pk}")


@requires("committee.judge")
@require_POST
@answering
def ask(request: Member, pk: int, row: int) -> HttpResponse:
    """Asks a bidder for what is missing or unclear."""
    call, seat = found.seated(request, pk)
    offer = found.offer(call, row)
    form = AskForm(request.POST, offer=offer)
    if not form.is_valid():
        return shown(request, call, seat, request.acting.may("desk.award"), 422, **{f"ask{offer.pk}": form})
    said = form.cleaned_data
    asking.ask(request, call, offer, said["kind"], said["text"], said["until"], requirement=said["requirement"])
    messages.success(request, _("The bidder is asked by mail and on its page; its answer comes here."))
    return _back(call, f"offer-{offer.pk}")


@requires("committee.judge")
@require_safe
@never_cache
@answering
def answer_file(request: Member, pk: int, row: int) -> StreamingHttpResponse:
    """A file of a bidder's answer, as a download."""
    call, _seat = found.seated(request, pk)
    file = get_object_or_404(AnswerFile.objects, pk=row, clarification__offer__call=call)
    try:
        return files.streamed(asking.place(file), file.name, file.bytes)
    except FileNotFoundError as error:
        raise Http404 from error


@requires("committee.judge")
@require_POST
@answering
def admit(request: Member, pk: int, row: int, part: int) -> HttpResponse:
    """Admits a bid for a lot, or not."""
    call, seat = found.seated(request, pk)
    offer, lot = found.offer(call, row), found.lot(call, part)
    price = get_object_or_404(offer.prices, lot=lot)
    form = admitting.AdmissionForm(request.POST, prefix=f"a{price.pk}")
    if not form.is_valid():
        return shown(
            request, call, seat, request.acting.may("desk.award"), 422, **{f"admission{offer.pk}-{lot.pk}": form}
        )
    admitted = form.cleaned_data["admitted"] == "yes"
    given = {name: form.cleaned_data[name] for name in ("reason", "ground")}
    admitting.decide(request, call, offer, lot, admitted=admitted, **given)
    messages.success(request, _("The decision is kept."))
    return _back(call, f"offer-{offer.pk}")


@requires("committee.judge")
@require_POST
@answering
def agree(request: Member, pk: int, row: int, offer: int, criterion: int) -> HttpResponse:
    """Keeps what the committee agreed on for a bid and a criterion."""
    bench = found.bench(request, pk)
    call, _seat = found.seated(request, pk)
    lot, bid = found.lot(call, row), found.offer(call, offer)
    asked = get_object_or_404(Criterion.objects, pk=criterion, call=call)
    form = PointsForm(request.POST, criterion=asked, prefix=f"c{bid.pk}-{asked.pk}")
    if not form.is_valid():
        return lot_shown(request, bench, lot, 422, **{f"agree{bid.pk}-{asked.pk}": form})
    agreed = agreeing.Agreed(bid, asked, form.cleaned_data["points"], form.cleaned_data["reason"])
    agreeing.agree(request, call, lot, agreed)
    messages.success(request, _("The agreed points are kept."))
    return _to(lot, f"agree-{bid.pk}-{asked.pk}")


@requires("committee.judge")
@require_POST
@answering
def draw(request: Member, pk: int, row: int) -> HttpResponse:
    """Draws lots among equal offers, or witnesses the draw of another member."""
    call, seat = found.seated(request, pk)
    done = drawing.draw(request, call, seat, found.lot(call, row))
    told = _("You are the witness of the draw.") if done.witness else _("Lots are drawn; another member witnesses it.")
    messages.success(request, told)
    return _back(call, "awards")


@requires("committee.judge")
@require_POST
@answering
def price(request: Member, pk: int, row: int, offer: int) -> HttpResponse:
    """Asks about a price; then keeps the bidder's explanation and what it is worth."""
    bench = found.bench(request, pk)
    call, _seat = found.seated(request, pk)
    lot, bid = found.lot(call, row), found.offer(call, offer)
    asked = LowPrice.objects.filter(offer=bid, lot=lot).first()
    if asked is None:
        low.ask(request, call, lot, bid)
        messages.success(request, _("The bidder is asked by mail and on its page; its answer comes here."))
        return _to(lot, "prices")
    form = LowPriceForm(request.POST, instance=asked, prefix=f"p{bid.pk}")
    if not form.is_valid():
        return lot_shown(request, bench, lot, 422, **{f"price{bid.pk}": form})
    low.keep(request, call, form.save(commit=False))
    messages.success(request, _("Saved."))
    return _to(lot, "prices")


@requires("committee.judge")
@require_POST
@answering
def rate(request: Member, pk: int, row: int, currency: str) -> HttpResponse:
    """Keeps the rate of a day for a currency of prices."""
    bench = found.bench(request, pk)
    call, _seat = found.seated(request, pk)
    lot = found.lot(call, row)
    to = prices.currency(lot)
    if currency not in prices.strange(lot, found.bid_for(lot)):
        raise Http404
    known = ExchangeRate.objects.filter(call=call, given_in=currency, counted_in=to).first()
    known = known or ExchangeRate(call=call, given_in=currency, counted_in=to)
    form = RateForm(request.POST, instance=known, prefix=f"r{currency}")
    if not form.is_valid():
        return lot_shown(request, bench, lot, 422, **{f"rate{currency}": form})
    with found.held(call, "opened") as locked:
        kept = form.save(commit=False)
        kept.user = request.user
        kept.save()
        audit.note(request, "rate.entered", locked.ocid, rate=str(kept))
    messages.success(request, _("Saved."))
    return _to(lot, "prices")
