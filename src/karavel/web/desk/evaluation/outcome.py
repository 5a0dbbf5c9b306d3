"""The bidder's page of the decision: the letters to it, and nothing of anybody else's."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from karavel.web import scope
from karavel.web.desk.bids.models import Bid, Submission
from karavel.web.desk.evaluation.models import Award, AwardLetter
from karavel.web.fences import requires
from karavel.web.requests import Member


@requires("bid.view")
@require_safe
@never_cache
def outcome(request: Member, pk: int) -> HttpResponse:
    """The letters on a bid of the reader's company, the latest first."""
    bid = get_object_or_404(Bid.objects.select_related("call"), pk=pk)
    own = list(Submission.objects.filter(bid=bid).values_list("pk", flat=True))
    with scope.within(bid.call.organisation_id):
        letters = list(AwardLetter.objects.filter(offer__submission__in=own).order_by("-number"))
        won = list(
            Award.objects.filter(offer__submission__in=own, state__in=("told", "active")).select_related("lot__call")
        )
        shown = {"bid": bid, "call": bid.call, "letters": letters, "won": won}
        return render(request, "evaluation/outcome.html", shown)
