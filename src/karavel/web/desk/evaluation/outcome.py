"""The bidder's page after the opening: what the committee asks it, the letters to it, and nothing of anybody else's."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from karavel.web import scope
from karavel.web.desk.bids.models import Bid, Submission
from karavel.web.desk.evaluation import asking
from karavel.web.desk.evaluation.forms import AnswerForm
from karavel.web.desk.evaluation.models import Award, AwardLetter, Clarification
from karavel.web.desk.evaluation.refused import Refused
from karavel.web.fences import requires
from karavel.web.pursuits import files
from karavel.web.requests import Member


@requires("bid.view")
@require_safe
@never_cache
def outcome(request: Member, pk: int) -> HttpResponse:
    """The questions and letters on a bid of the reader's company, the latest first."""
    return _page(request, _own(pk))


@requires("bid.submit")
@require_POST
@never_cache
def answer(request: Member, pk: int, row: int) -> HttpResponse:
    """Answers a question of the committee, once, before its moment."""
    bid, form = _own(pk), AnswerForm(request.POST)
    with scope.within(bid.call.organisation_id):
        asked = get_object_or_404(Clarification.objects.filter(offer__submission__bid=bid), pk=row)
    if not form.is_valid():
        messages.error(request, _("Write the answer first, in 10,000 letters at most."))
        return _page(request, bid, 422)
    try:
        asking.answer(request, bid, asked, form.cleaned_data["text"], request.FILES.getlist("files"))
    except Refused as why:
        messages.error(request, str(why))
        return _page(request, bid, 409)
    messages.success(request, _("Your answer is received; the committee reads it."))
    return redirect("evaluation-outcome", pk=pk)


def _own(pk: int) -> Bid:
    return get_object_or_404(Bid.objects.select_related("call"), pk=pk)


def _page(request: Member, bid: Bid, status: int = 200) -> HttpResponse:
    own = list(Submission.objects.filter(bid=bid).values_list("pk", flat=True))
    with scope.within(bid.call.organisation_id):
        letters = list(AwardLetter.objects.filter(offer__submission__in=own).order_by("-number"))
        won = list(
            Award.objects.filter(offer__submission__in=own, state__in=("told", "active")).select_related("lot__call")
        )
        shown = {"bid": bid, "call": bid.call, "letters": letters, "won": won, "now": timezone.now()}
        shown |= {"questions": asking.of_bid(bid), "sent": request.POST.get("text", ""), "most": asking.MOST}
        shown |= {"may_answer": request.acting.may("bid.submit"), "accept": ",".join(f".{one}" for one in files.TYPES)}
        return render(request, "evaluation/outcome.html", shown, status=status)
