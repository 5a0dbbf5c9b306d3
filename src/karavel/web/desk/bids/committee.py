"""The committee's pages: the opening, and the offers as they were opened."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from karavel.errors import IllegalMove, KaravelError
from karavel.procurement import sealing
from karavel.web.accounts import audit
from karavel.web.desk.bids import conflicts, reading
from karavel.web.desk.bids import opening as acts
from karavel.web.desk.bids.forms import KeyForm
from karavel.web.desk.bids.models import OfferFile, Opening
from karavel.web.desk.calls import found
from karavel.web.desk.calls.models import Call, Seat
from karavel.web.fences import requires
from karavel.web.pursuits import files
from karavel.web.requests import Member


def _call(pk: int) -> Call:
    """A call whose bids come in here.

    Raises:
        Http404: there is none of that number.
    """
    call = found.own(pk)
    if not call.seals:
        raise Http404
    return call


def _seat(request: Member, call: Call) -> Seat:
    """The seat of whoever asks.

    Raises:
        Http404: they do not sit on this committee, so there is nothing here for them.
    """
    seat = acts.seat_of(request, call)
    if seat is None:
        raise Http404
    return seat


def _reads(request: Member, call: Call) -> Seat | None:
    """The seat of who may read bids: none where a conflict of interest bars them."""
    return None if conflicts.bars(call, request.user.pk) else acts.seat_of(request, call)


def _reader(request: Member, call: Call) -> None:
    if _reads(request, call) is None:
        raise Http404


@requires("committee.open")
@require_safe
@never_cache
def opening(request: Member, pk: int) -> HttpResponse:
    """Where the opening stands; for a member, where to give the key."""
    return _page(request, _call(pk), KeyForm())


def _page(request: Member, call: Call, form: KeyForm, status: int = 200) -> HttpResponse:
    seat = acts.seat_of(request, call)
    shown = {
        "call": call,
        "opening": Opening.objects.filter(call=call).first(),
        "seat": seat,
        "seats": call.seats.all(),
        "form": form,
        "offers": call.offers.prefetch_related("prices__lot", "files") if _reads(request, call) else [],
        "barred": conflicts.bars(call, request.user.pk) if seat else "",
    }
    return render(request, "bids/opening.html", shown, status=status)


@requires("committee.open")
@require_POST
@sensitive_post_parameters("phrase")
@never_cache
def give_key(request: Member, pk: int) -> HttpResponse:
    """Takes a member's key; it is used and forgotten."""
    call = _call(pk)
    seat = _seat(request, call)
    form = KeyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, call, form, 422)
    try:
        identity = sealing.read_identity(form.cleaned_data["key"].read(), form.cleaned_data["phrase"])
        done = acts.give_key(request, call, seat, identity)
    except IllegalMove:
        messages.error(
            request, _("That is not possible now: the deadline has not passed, or your key was given before.")
        )
        return redirect("bids-opening", pk=pk)
    except KaravelError as error:
        form.add_error("key", str(error))
        return _page(request, call, form, 422)
    told = (
        _("All bids are open.")
        if done.completed
        else _("Your key is taken. Bids open when a second member gives theirs.")
    )
    messages.success(request, told)
    return redirect("bids-opening", pk=pk)


@requires("committee.judge")
@require_safe
@never_cache
def minutes(request: Member, pk: int) -> HttpResponse:
    """The minutes as a text file."""
    call = _call(pk)
    _reader(request, call)
    told = get_object_or_404(Opening.objects.exclude(completed=None), call=call)
    response = HttpResponse(told.minutes, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"opening-{call.slug}.txt") or "attachment"
    return response


@requires("committee.judge")
@require_safe
@never_cache
def fetch(request: Member, pk: int, row: int) -> StreamingHttpResponse:
    """A file of an offer, as a download; who read it when is noted."""
    call = _call(pk)
    _reader(request, call)
    file = get_object_or_404(OfferFile.objects.select_related("offer", "source__bid"), pk=row, offer__call=call)
    audit.note(request, "offer.file-read", call.ocid, offer=file.offer.number, file=file.pk)
    return files.download(reading.chunks(file), file.name, file.bytes)
