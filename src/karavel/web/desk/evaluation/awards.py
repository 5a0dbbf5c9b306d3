"""What who decides does: concludes, proposes, tells, lets stand, cancels, declares without result."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from karavel.web.desk.calls.models import Call, CallLot
from karavel.web.desk.evaluation import awarding, found, posting
from karavel.web.desk.evaluation.forms import ProposeForm, ReasonForm, TellForm
from karavel.web.desk.evaluation.letters import How
from karavel.web.desk.evaluation.models import Award
from karavel.web.desk.evaluation.refused import Refused, answering
from karavel.web.desk.evaluation.standstill import standstill
from karavel.web.fences import requires
from karavel.web.requests import Member


def _back(pk: int) -> HttpResponse:
    return redirect(reverse("evaluation", args=[pk]) + "#awards")


def _lot(request: Member, pk: int, row: int) -> tuple[Call, CallLot]:
    call = found.deciding(request, pk)
    return call, found.lot(call, row)


def _reason(request: Member) -> str:
    """The reason that was sent.

    Raises:
        Refused: there is none.
    """
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say why; bidders read the reason."))
    return str(form.cleaned_data["reason"])


@requires("desk.award")
@require_POST
@answering
def conclude(request: Member, pk: int) -> HttpResponse:
    """Concludes the evaluation."""
    awarding.conclude(request, found.deciding(request, pk))
    messages.success(request, _("The evaluation is concluded: propose the awards."))
    return _back(pk)


@requires("desk.award")
@require_POST
@answering
def reconsider(request: Member, pk: int) -> HttpResponse:
    """Opens the evaluation again."""
    awarding.reconsider(request, found.deciding(request, pk))
    messages.success(request, _("The evaluation is open again."))
    return _back(pk)


@requires("desk.award")
@require_POST
@answering
def propose(request: Member, pk: int, row: int) -> HttpResponse:
    """Proposes the award of a lot."""
    call, lot = _lot(request, pk, row)
    form = ProposeForm(request.POST, prefix=f"l{lot.pk}")
    if not form.is_valid():
        raise Refused(_("Say why it wins; bidders read it."))
    award = awarding.propose(request, call, lot, form.cleaned_data["reasons"])
    messages.success(request, _("The award to %(supplier)s is proposed.") % {"supplier": award.supplier})
    return _back(pk)


@requires("desk.award")
@require_POST
@answering
def fail(request: Member, pk: int, row: int) -> HttpResponse:
    """Declares a lot without result."""
    call, lot = _lot(request, pk, row)
    awarding.fail(request, call, lot, _reason(request))
    messages.success(request, _("The lot is without result."))
    return _back(pk)


@requires("desk.award")
@require_POST
@answering
def fail_call(request: Member, pk: int) -> HttpResponse:
    """Ends a call without bids."""
    call = found.deciding(request, pk)
    awarding.fail_call(request, call, _reason(request))
    messages.success(request, _("The call is without result."))
    return redirect("calls-desk", pk=pk)


@requires("desk.award")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@answering
def tell(request: Member, pk: int) -> HttpResponse:
    """What the letters will say, then the telling itself."""
    call = found.deciding(request, pk)
    form = TellForm(request.POST if request.method == "POST" else None, language=call.language)
    if request.method != "POST" or not form.is_valid():
        return _before(request, call, form)
    how = How(form.cleaned_data["remedies"], form.cleaned_data["withhold"])
    awarding.tell(request, call, how)
    _post(request, call)
    return _back(pk)


def _before(request: Member, call: Call, form: TellForm) -> HttpResponse:
    shown = {
        "call": call,
        "form": form,
        "awards": awarding.telling(call),
        "offers": call.offers.all(),
        "standstill": standstill(call, awarding.today(call)),
    }
    return render(request, "evaluation/tell.html", shown, status=422 if form.errors else 200)


def _post(request: Member, call: Call) -> None:
    if posting.send(call):
        messages.error(
            request, _("Some letters could not be sent by mail; bidders read them on their pages meanwhile.")
        )
    else:
        messages.success(request, _("All bidders are told; the standstill runs."))


@requires("desk.award")
@require_POST
@answering
def send(request: Member, pk: int) -> HttpResponse:
    """Sends again what could not be sent."""
    _post(request, found.deciding(request, pk))
    return _back(pk)


def _award(request: Member, pk: int, row: int) -> Award:
    rows = Award.objects.select_related("call", "lot__call", "offer")
    return get_object_or_404(rows, pk=row, call=found.deciding(request, pk))


@requires("desk.award")
@require_POST
@answering
def stand(request: Member, pk: int, row: int) -> HttpResponse:
    """The award stands."""
    awarding.stand(request, _award(request, pk, row))
    messages.success(request, _("The award stands: the contract may be signed."))
    return _back(pk)


@requires("desk.award")
@require_POST
@answering
def cancel(request: Member, pk: int, row: int) -> HttpResponse:
    """Cancels an award."""
    awarding.cancel(request, _award(request, pk, row), _reason(request), fell=request.POST.get("fell") == "1")
    messages.success(request, _("The award is cancelled."))
    return _back(pk)
