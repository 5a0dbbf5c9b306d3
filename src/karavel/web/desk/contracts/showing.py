"""A contract as both of its sides see it: the same page, with what each of them may do."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from karavel.procurement.signing import BUYER, SUPPLIER
from karavel.web import scope
from karavel.web.desk.contracts import examining, signatures, telling
from karavel.web.desk.contracts.forms import DeliveryForm, KeyForm, PaymentForm, ReasonForm, SignedForm
from karavel.web.desk.contracts.models import Contract
from karavel.web.requests import Member

_ACTS = ("file", "sign", "upload", "verify")


def page(request: Member, contract: Contract, side: str) -> HttpResponse:
    """The page of a contract for one of its sides."""
    with scope.within(contract.organisation_id):
        shown = _common(contract, side) | _may(request, contract, side) | _forms(contract)
        return render(request, "contracts/contract.html", shown)


def _common(contract: Contract, side: str) -> dict[str, Any]:
    own = "contracts-mine" if side == SUPPLIER else "contracts"
    milestones = contract.milestones.select_related("service", "change").prefetch_related("deliveries")
    return {
        "contract": contract,
        "call": contract.award.call,
        "side": side,
        "as_buyer": side == BUYER,
        "to": {name: reverse(f"{own}-{name}", args=[contract.pk]) for name in _ACTS},
        "signatures": [(row, examining.worth_of(contract, row)) for row in contract.signatures.all()],
        "milestones": milestones,
        "payments": contract.payments.select_related("milestone"),
        "amendments": [(one, telling.changes(one)) for one in contract.amendments.all()],
    }


def _may(request: Member, contract: Contract, side: str) -> dict[str, bool]:
    """What this member may do now."""
    acting, state, buyer = request.acting, contract.state, side == BUYER
    signed = {row.side for row in contract.signatures.all()}
    open_left = contract.milestones.exclude(state__in=("met", "dropped")).exists()
    edits = buyer and acting.may("contract.edit")
    return {
        "may_sign": state == "signing" and acting.may("contract.sign") and side not in signed,
        "may_bring": state == "signing"
        and acting.may("contract.sign")
        and bool(set(signatures.may_bring(contract, side)) - signed),
        "may_edit": edits and state == "pending",
        "may_revise": edits and state == "signing" and not signed,
        "may_cancel": edits and state in {"pending", "signing"},
        "may_settle": buyer and state == "signing" and acting.may("contract.accept"),
        "may_amend": edits and state == "active",
        "may_finish": edits and state == "active" and not open_left,
        "may_pay": edits and state in {"active", "terminated"},
        "may_accept": buyer and state == "active" and acting.may("contract.accept"),
        "may_deliver": state == "active" and _may_deliver(request, contract, side),
    }


def _may_deliver(request: Member, contract: Contract, side: str) -> bool:
    """The supplier delivers; where it has no account here, the buyer notes what came."""
    if side == SUPPLIER:
        return request.acting.may("contract.deliver")
    return contract.company_id is None and request.acting.may("contract.edit")


def _forms(contract: Contract) -> dict[str, Any]:
    return {
        "reason_form": ReasonForm(auto_id=False),
        "key_form": KeyForm(),
        "signed_form": SignedForm(),
        "delivery_form": DeliveryForm(auto_id=False),
        "payment_form": PaymentForm(contract=contract),
    }
