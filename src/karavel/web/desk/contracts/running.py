"""Pages of a contract in force: deliveries, acceptance, payments, amendments, its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from karavel.errors import IllegalMove, InvalidInput, Mistake
from karavel.procurement.tables import CONTRACT
from karavel.web.desk.contracts import amending, attaching, examining, performing
from karavel.web.desk.contracts.buyer import reason
from karavel.web.desk.contracts.forms import AmendmentForm, DeliveryForm, MilestoneForms, PaymentForm
from karavel.web.desk.contracts.found import milestone, own
from karavel.web.desk.contracts.models import Amendment, Contract, Milestone, MilestoneDelivery
from karavel.web.desk.contracts.refusals import refusing
from karavel.web.fences import requires
from karavel.web.pursuits import files
from karavel.web.requests import Member


def delivered(request: Member, one: Milestone) -> MilestoneDelivery:
    """Takes a delivery as the form says it; call it with the buyer in force.

    Raises:
        InvalidInput, Refused: the form or a file is not taken.
        IllegalMove: it is not waited for.
    """
    form = DeliveryForm(request.POST, request.FILES)
    said = _valid(form)
    return performing.deliver(request, one, said["text"], said["url"], said["attachments"])


def _valid(form: Any) -> dict[str, Any]:
    """What a form says.

    Raises:
        InvalidInput: all that is wrong with it.
    """
    if form.is_valid():
        return dict(form.cleaned_data)
    wrong = [(form[name].label if name in form.fields else "", each) for name, each in form.errors.items()]
    mistakes = tuple(Mistake(str(label), str(text)) for label, each in wrong for text in each)
    raise InvalidInput(_("The form has mistakes; nothing was saved."), mistakes)


@requires("contract.edit")
@require_POST
@refusing
def deliver(request: Member, pk: int, number: int) -> HttpResponse:
    """Notes what came from a supplier that has no account here."""
    contract = own(pk)
    if contract.company_id is not None:
        raise IllegalMove(CONTRACT.name, contract.state, "deliver for the supplier")
    delivered(request, milestone(contract, number))
    return redirect("contracts-one", pk=pk)


def delivered_file(contract: Contract, row: int, place: int) -> HttpResponseBase:
    """A file of a delivery, by its place among the delivery's; call it with the buyer in force.

    Raises:
        Http404: there is none, or its bytes are gone.
    """
    delivery = get_object_or_404(MilestoneDelivery.objects, pk=row, milestone__contract=contract)
    if place >= len(delivery.files):
        raise Http404
    return _given(contract, delivery.files[place])


def amendment_file(contract: Contract, number: int) -> HttpResponseBase:
    """The document of an amendment; call it with the buyer in force.

    Raises:
        Http404: there is none, or its bytes are gone.
    """
    row = get_object_or_404(Amendment.objects.exclude(sha256=""), contract=contract, number=number)
    return _given(contract, {"name": row.name, "bytes": row.bytes, "sha256": row.sha256})


def _given(contract: Contract, file: dict[str, Any]) -> HttpResponseBase:
    try:
        return attaching.given_back(contract.organisation_id, file)
    except FileNotFoundError as error:
        raise Http404 from error


@requires("contract.view")
@require_safe
def file(request: Member, pk: int, row: int, place: int) -> HttpResponseBase:  # noqa: ARG001 - a view is given it
    """A file of a delivery, for the buyer."""
    return delivered_file(own(pk), row, place)


@requires("contract.view")
@require_safe
def document(request: Member, pk: int, number: int) -> HttpResponseBase:  # noqa: ARG001 - a view is given it
    """The document of an amendment, for the buyer."""
    return amendment_file(own(pk), number)


@requires("contract.accept")
@require_POST
@refusing
def accept(request: Member, pk: int, number: int) -> HttpResponse:
    """Accepts a milestone; its e-service goes online with it."""
    row = performing.accept(request, milestone(own(pk), number))
    if row.change_id:
        messages.success(request, _("Accepted. The e-service is online and counts from today."))
    else:
        messages.success(request, _("Accepted."))
    return redirect("contracts-one", pk=pk)


@requires("contract.accept")
@require_POST
@refusing
def reject(request: Member, pk: int, number: int) -> HttpResponse:
    """Does not accept it, and says why."""
    performing.reject(request, milestone(own(pk), number), reason(request))
    return redirect("contracts-one", pk=pk)


@requires("contract.edit")
@require_POST
@refusing
def pay(request: Member, pk: int) -> HttpResponse:
    """Notes a payment."""
    contract = own(pk)
    form = PaymentForm(request.POST, contract=contract)
    _valid(form)
    performing.pay(request, contract, form.made())
    messages.success(request, _("Saved."))
    return redirect("contracts-one", pk=pk)


@requires("contract.edit")
@require_POST
@refusing
def finish(request: Member, pk: int) -> HttpResponse:
    """The contract is fulfilled."""
    performing.finish(request, own(pk))
    return redirect("contracts-one", pk=pk)


@requires("contract.edit")
@require_POST
@refusing
def terminate(request: Member, pk: int) -> HttpResponse:
    """The contract ends before its time."""
    performing.terminate(request, own(pk), reason(request))
    return redirect("contracts-one", pk=pk)


@requires("contract.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def amend(request: Member, pk: int) -> HttpResponse:
    """What both sides agreed on after they had signed."""
    contract = own(pk)
    if contract.state != "active":
        raise IllegalMove(CONTRACT.name, contract.state, "amend")
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AmendmentForm(data, sent, contract=contract)
    language = contract.award.call.language
    milestones = MilestoneForms(data, prefix="milestones", form_kwargs={"language": language})
    if data is not None and all((form.is_valid(), milestones.is_valid())):
        amending.amend(request, contract, _wanted(contract, form.cleaned_data, milestones))
        messages.success(request, _("The amendment is public."))
        return redirect("contracts-one", pk=pk)
    shown = {"contract": contract, "form": form, "milestones": milestones}
    return render(request, "contracts/amend.html", shown, status=422 if data is not None else 200)


def _signatures(document: UploadedFile[Any]) -> list[dict[str, Any]]:
    """Who signed the document of an amendment, where it tells.

    Raises:
        Refused, RefusedInput, SigningError: it is not taken.
    """
    files.kind_of(files.named(document.name or ""), document)
    content = document.read()
    document.seek(0)
    return examining.found(content, timezone.now())


def _wanted(contract: Contract, said: dict[str, Any], milestones: Any) -> amending.Wanted:
    document = said.pop("document", None)
    new = [each for each in milestones if each.has_changed() and not each.cleaned_data.get("DELETE")]
    return amending.Wanted(
        **said | {"drop": tuple(said["drop"])},
        add=tuple(each.made() for each in new),
        signatures=_signatures(document) if document else [],
        document=attaching.keep(contract.organisation_id, document) if document else {},
    )
