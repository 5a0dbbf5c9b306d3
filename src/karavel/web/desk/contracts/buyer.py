"""The buyer's contracts: drafted from awards, offered, revised, given up, and who signs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from karavel.errors import InvalidInput, Mistake
from karavel.procurement.signing import BUYER
from karavel.web.desk.contracts import drafting, offering, showing, signatures, signing
from karavel.web.desk.contracts.forms import ContractForm, ReasonForm, milestones_of
from karavel.web.desk.contracts.found import held, own
from karavel.web.desk.contracts.models import Contract
from karavel.web.desk.contracts.noting import note
from karavel.web.desk.contracts.refusals import refusing
from karavel.web.desk.evaluation.models import Award
from karavel.web.fences import requires
from karavel.web.requests import Member


@requires("contract.view")
@require_safe
def contracts(request: Member) -> HttpResponse:
    """All contracts of the buyer, and awards that stand and have none yet."""
    taken = Contract.objects.exclude(state="cancelled").values("award")
    waiting = Award.objects.filter(state="active").exclude(pk__in=taken).select_related("lot", "call")
    shown = {"contracts": Contract.objects.all(), "waiting": waiting, "may_edit": request.acting.may("contract.edit")}
    return render(request, "contracts/desk.html", shown)


@requires("contract.edit")
@require_POST
def from_award(request: Member, pk: int) -> HttpResponse:
    """Drafts the contract of an award; a second click leads to the draft that is there."""
    award = get_object_or_404(Award.objects.filter(state="active"), pk=pk)
    contract = drafting.from_award(request, award)
    return redirect("contracts-edit" if contract.state == "pending" else "contracts-one", pk=contract.pk)


@requires("contract.view")
@require_safe
def one(request: Member, pk: int) -> HttpResponse:
    """A contract: where it stands, who has signed, what is delivered and paid."""
    return showing.page(request, own(pk), BUYER)


@requires("contract.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def edit(request: Member, pk: int) -> HttpResponse:
    """The draft as a form, its milestones in it."""
    contract = own(pk)
    with held(contract, "edit", "pending") as locked:
        data = request.POST if request.method == "POST" else None
        form, milestones = ContractForm(data, instance=locked), milestones_of(locked, data)
        if data is not None and all((form.is_valid(), milestones.is_valid())):
            _save(locked, form, milestones)
            note(request, locked, "contract.edited")
            messages.success(request, _("Saved."))
            return redirect("contracts-one", pk=pk)
    shown = {"contract": contract, "form": form, "milestones": milestones}
    return render(request, "contracts/edit.html", shown, status=422 if data is not None else 200)


def _save(contract: Contract, form: ContractForm, milestones: Any) -> None:
    """Milestones of a draft are written anew, numbered as they stand in the form."""
    form.save()
    contract.milestones.all().delete()
    kept = [each for each in milestones if each.has_changed() or each.initial]
    rows = [each.made() for each in kept if not each.cleaned_data.get("DELETE")]
    for number, row in enumerate(rows, 1):
        row.contract, row.number = contract, number
        row.save()


@requires("contract.edit")
@require_POST
@refusing
def offer(request: Member, pk: int) -> HttpResponse:
    """Fixes the text and opens it for signatures."""
    contract = offering.offer(request, own(pk))
    messages.success(request, _("The text is fixed; both sides may sign."))
    if offering.departs(contract):
        messages.warning(request, _("Its price is not the award's. Make a draft of it again if that is not meant."))
    return redirect("contracts-one", pk=pk)


@requires("contract.edit")
@require_POST
@refusing
def revise(request: Member, pk: int) -> HttpResponse:
    """Makes a draft of it again."""
    offering.revise(request, own(pk))
    return redirect("contracts-edit", pk=pk)


@requires("contract.edit")
@require_POST
@refusing
def cancel(request: Member, pk: int) -> HttpResponse:
    """Gives up what not both sides have signed."""
    offering.cancel(request, own(pk), reason(request))
    return redirect("contracts-one", pk=pk)


def reason(request: Member) -> str:
    """The reason that a form brings.

    Raises:
        InvalidInput: it brings none.
    """
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(_("Say why; the reason stands beside what was done."), (Mistake("reason", _("is missing")),))
    return str(form.cleaned_data["reason"])


@requires("contract.view")
@require_safe
@refusing
def file(request: Member, pk: int) -> HttpResponse:  # noqa: ARG001 - a view is given it
    """The PDF."""
    return signing.file(own(pk))


@requires("contract.view")
@require_safe
@refusing
def verify(request: Member, pk: int) -> HttpResponse:
    """What the validator says of the PDF today."""
    return signing.verify(request, own(pk), BUYER)


@requires("contract.sign")
@require_POST
@sensitive_post_parameters("passphrase")
@refusing
def sign(request: Member, pk: int) -> HttpResponse:
    """Signs for the buyer with a key that is forgotten afterwards."""
    signing.sign(request, own(pk), BUYER)
    return redirect("contracts-one", pk=pk)


@requires("contract.sign")
@require_POST
@refusing
def upload(request: Member, pk: int) -> HttpResponse:
    """Takes the PDF as it was signed elsewhere."""
    signing.upload(request, own(pk), BUYER)
    return redirect("contracts-one", pk=pk)


@requires("contract.accept")
@require_POST
@refusing
def take(request: Member, pk: int, side: str) -> HttpResponse:
    """Takes a signature that no list vouches for."""
    signatures.accept(request, own(pk), side, reason(request))
    return redirect("contracts-one", pk=pk)


@requires("contract.accept")
@require_POST
@refusing
def turn_down(request: Member, pk: int, side: str) -> HttpResponse:
    """Does not take it."""
    signatures.turn_down(request, own(pk), side, reason(request))
    return redirect("contracts-one", pk=pk)
