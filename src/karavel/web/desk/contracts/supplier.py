"""The supplier's side of its contracts: what it signs and delivers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from karavel.procurement.signing import SUPPLIER
from karavel.web import scope
from karavel.web.desk.contracts import running, showing, signing
from karavel.web.desk.contracts.found import milestone, supplied
from karavel.web.desk.contracts.models import Contract
from karavel.web.desk.contracts.refusals import refusing
from karavel.web.fences import requires
from karavel.web.requests import Member


@requires("contract.view")
@require_safe
def contracts(request: Member) -> HttpResponse:
    """All contracts that the organisation supplies."""
    rows = Contract.supplied.to(request.acting.organisation)
    return render(request, "contracts/mine.html", {"contracts": rows})


@requires("contract.view")
@require_safe
def one(request: Member, pk: int) -> HttpResponse:
    """A contract as its supplier sees it."""
    return showing.page(request, supplied(request, pk), SUPPLIER)


@requires("contract.view")
@require_safe
@refusing
def file(request: Member, pk: int) -> HttpResponse:
    """The PDF."""
    return signing.file(supplied(request, pk))


@requires("contract.view")
@require_safe
@refusing
def verify(request: Member, pk: int) -> HttpResponse:
    """What the validator says of the PDF today."""
    return signing.verify(request, supplied(request, pk), SUPPLIER)


@requires("contract.sign")
@require_POST
@sensitive_post_parameters("passphrase")
@refusing
def sign(request: Member, pk: int) -> HttpResponse:
    """Signs for the supplier with a key that is forgotten afterwards."""
    signing.sign(request, supplied(request, pk), SUPPLIER)
    return redirect("contracts-mine-one", pk=pk)


@requires("contract.sign")
@require_POST
@refusing
def upload(request: Member, pk: int) -> HttpResponse:
    """Takes the PDF as it was signed elsewhere."""
    signing.upload(request, supplied(request, pk), SUPPLIER)
    return redirect("contracts-mine-one", pk=pk)


@requires("contract.deliver")
@require_POST
@refusing
def deliver(request: Member, pk: int, number: int) -> HttpResponse:
    """Says what is delivered."""
    contract = supplied(request, pk)
    with scope.within(contract.organisation_id):
        running.delivered(request, milestone(contract, number))
    messages.success(request, _("The buyer sees what you have delivered."))
    return redirect("contracts-mine-one", pk=pk)


@requires("contract.view")
@require_safe
def delivered_file(request: Member, pk: int, row: int, place: int) -> HttpResponseBase:
    """A file of a delivery."""
    contract = supplied(request, pk)
    with scope.within(contract.organisation_id):
        return running.delivered_file(contract, row, place)


@requires("contract.view")
@require_safe
def amendment_file(request: Member, pk: int, number: int) -> HttpResponseBase:
    """The document of an amendment."""
    contract = supplied(request, pk)
    with scope.within(contract.organisation_id):
        return running.amendment_file(contract, number)
