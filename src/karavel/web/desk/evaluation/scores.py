"""A member's own points for the bids of a lot, given alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from karavel.web.desk.calls.models import Call, CallLot, Seat
from karavel.web.desk.evaluation import blind, found, race
from karavel.web.desk.evaluation.forms import ScoresForm
from karavel.web.desk.evaluation.models import Score
from karavel.web.desk.evaluation.refused import answering
from karavel.web.fences import requires
from karavel.web.requests import Member


@requires("committee.judge")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@answering
def scores(request: Member, pk: int, row: int) -> HttpResponse:
    """Shows the points of the reader, and takes them: saved for later, or handed in for good."""
    call, seat = found.seated(request, pk)
    lot = found.lot(call, row)
    own = Score.objects.filter(seat=seat, lot=lot)
    form = ScoresForm(lot, race.admitted(lot), blind.criteria(lot), own)
    if request.method != "POST":
        return _page(request, call, seat, lot, form.show())
    final = request.POST.get("act") == "hand-in"
    if not form.take(request.POST, draft=not final).is_valid():
        return _page(request, call, seat, lot, form, 422)
    act = blind.hand_in if final else blind.save
    act(request, call, seat, lot, form.given)
    messages.success(request, _("Your points are handed in.") if final else _("Saved. Nobody else sees them."))
    return redirect("evaluation-lot" if final else "evaluation-scores", pk=pk, row=row)


def _page(request: Member, call: Call, seat: Seat, lot: CallLot, form: ScoresForm, status: int = 200) -> HttpResponse:
    shown = {
        "call": call,
        "lot": lot,
        "form": form,
        "handed_in": blind.handed_in(seat, lot),
        "undecided": race.undecided(lot),
        "may": call.state == "opened",
        "scores": blind.visible(seat, lot).order_by("offer__number", "criterion__place", "seat_id"),
    }
    return render(request, "evaluation/scores.html", shown, status=status)
