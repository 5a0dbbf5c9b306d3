"""A bidder's pages: its bids, one bid with files and form, receipts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from karavel.errors import IllegalMove, KaravelError, RefusedInput
from karavel.web import scope
from karavel.web.desk.bids import handing, receipts, uploading
from karavel.web.desk.bids.forms import BidForm
from karavel.web.desk.bids.models import Bid, Submission
from karavel.web.desk.bids.times import exactly, takes_bids
from karavel.web.desk.calls import clock
from karavel.web.desk.calls.models import Call
from karavel.web.desk.calls.process import AMENDMENT
from karavel.web.fences import requires
from karavel.web.requests import Member
from karavel.web.workspace import profiles


@requires("bid.view")
@require_safe
def bids(request: Member) -> HttpResponse:
    """All bids of the company."""
    found = Bid.objects.select_related("call").order_by("call__deadline", "pk")
    return render(request, "bids/list.html", {"bids": found, "now": timezone.now()})


@requires("bid.edit")
@require_POST
def start(request: Member, slug: str) -> HttpResponse:
    """Begins a bid, or finds the one that there is."""
    call = get_object_or_404(Call.public, slug=slug)
    try:
        bid = handing.begin(request, call)
    except IllegalMove:
        messages.error(request, _("This call takes no bids here, or not any more."))
        return redirect("calls-page", slug=slug)
    except RefusedInput as why:
        messages.error(request, str(why))
        return redirect("calls-page", slug=slug)
    return redirect("bids-one", pk=bid.pk)


def _own(pk: int) -> Bid:
    return get_object_or_404(Bid.objects.select_related("call"), pk=pk)


@requires("bid.view")
@require_safe
@never_cache
def one(request: Member, pk: int) -> HttpResponse:
    """One bid."""
    return _page(request, _own(pk))


def _form(request: Member, bid: Bid, given: QueryDict | None = None) -> BidForm:
    profile = profiles.current(request)
    with scope.within(bid.call.organisation_id):
        return BidForm(given, call=bid.call, profile=profile)


def _page(request: Member, bid: Bid, form: BidForm | None = None) -> HttpResponse:
    open_now = takes_bids(bid.call)
    shown = {
        "bid": bid,
        "call": bid.call,
        "open_now": open_now,
        "files": uploading.next_files(bid),
        "submissions": bid.submissions.order_by("-number"),
        "form": (form or _form(request, bid)) if open_now and request.acting.may("bid.submit") else None,
        "amended": open_now and bid.state == "submitted" and _amended(bid),
        "may_edit": open_now and request.acting.may("bid.edit"),
    }
    return render(request, "bids/one.html", shown, status=422 if form and form.errors else 200)


def _amended(bid: Bid) -> bool:
    """Whether the call was amended after the bid was handed in."""
    last = bid.submissions.order_by("-number").first()
    with scope.within(bid.call.organisation_id):
        return last is not None and bid.call.versions.filter(stage=AMENDMENT, published__gt=last.received).exists()


@requires("bid.submit")
@require_POST
@sensitive_post_parameters()
@never_cache
def submit(request: Member, pk: int) -> HttpResponse:
    """Hands in, or replaces."""
    bid = _own(pk)
    form = _form(request, bid, request.POST)
    if not form.is_valid():
        return _page(request, bid, form)
    try:
        made = handing.submit(request, bid, form.sheet())
    except IllegalMove:
        messages.error(request, _late(bid))
        return redirect("bids-one", pk=pk)
    except KaravelError as error:
        form.add_error(None, str(error))
        return _page(request, bid, form.current())
    messages.success(request, _("Your bid is received and sealed. Receipt %(receipt)s.") % {"receipt": made.receipt})
    return redirect("bids-receipt", pk=pk, number=made.number)


def _late(bid: Bid) -> str:
    """Why nothing is taken: the deadline, unless the call ended before it. A call that is over is closed for good now:
    a clock that is set back opens it no more.
    """
    clock.settled(bid.call, timezone.now())
    if bid.call.deadline and timezone.now() < bid.call.deadline:
        return _("This call takes no bids here, or not any more.")
    until, now = (exactly(bid.call, moment) for moment in (bid.call.deadline, timezone.now()))
    return _("Refused: bids were due until %(until)s, the server's clock says %(now)s. Nothing was changed.") % {
        "until": until,
        "now": now,
    }


@requires("bid.submit")
@require_POST
def withdraw(request: Member, pk: int) -> HttpResponse:
    """Takes the bid back."""
    bid = _own(pk)
    try:
        handing.withdraw(request, bid)
    except IllegalMove:
        messages.error(request, _late(bid))
    else:
        messages.success(request, _("The bid is withdrawn. Until the deadline you may hand in another."))
    return redirect("bids-one", pk=pk)


@requires("bid.edit")
@require_POST
def discard(request: Member, pk: int) -> HttpResponse:
    """Throws a draft away."""
    try:
        handing.discard(request, _own(pk))
    except IllegalMove:
        messages.error(request, _("It was handed in: withdraw it instead, until the deadline."))
        return redirect("bids-one", pk=pk)
    messages.success(request, _("The draft is thrown away, with its files."))
    return redirect("bids")


@requires("bid.view")
@require_safe
def receipt(request: Member, pk: int, number: int) -> HttpResponse:
    """The receipt of a submission, as a page; as a text file where ``?text`` is asked."""
    found = get_object_or_404(Submission.objects.select_related("bid__call"), bid=_own(pk), number=number)
    text = receipts.as_text(found)
    if "text" in request.GET:
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="receipt-{found.receipt}.txt"'
        return response
    return render(request, "bids/receipt.html", {"submission": found, "text": text, "bid": found.bid})
