"""The chain in which an object of the desk stands: from a need to the e-services that came of it, with its links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from karavel.web.catalogue.models import PublicService
from karavel.web.desk.calls.models import Call
from karavel.web.desk.contracts.models import Contract
from karavel.web.desk.fields import said
from karavel.web.desk.home import ahead
from karavel.web.desk.home.ahead import Ahead
from karavel.web.desk.needs.models import Consultation, Need
from karavel.web.desk.words import state_of
from karavel.web.requests import Member

#: States of a call in which its bids have been, or can be, opened here; and those in which they are judged.
_OPENING = {"closed", "opened", "evaluated", "complete", "unsuccessful"}
_JUDGING = _OPENING - {"closed"}


class Link(NamedTuple):
    """An object of a step; ``state`` in words, ``url`` empty where its reader may not go there."""

    name: str
    url: str
    state: str = ""


class Step(NamedTuple):
    """A stage of the chain: ``key`` tells the page which one it is.

    Attributes:
        links: what there is of it.
        skipped: it has nothing, and a later stage has.
    """

    key: str
    label: str
    links: tuple[Link, ...]
    skipped: bool = False


class Next(NamedTuple):
    """What comes next, and the page where it is done; empty where its reader may not go there."""

    ahead: Ahead
    url: str


class Reader(NamedTuple):
    """Where somebody may go.

    Attributes:
        opens: to openings of bids.
        judges: to the evaluation of the call: with a seat on its committee, or as who decides on awards.
        awards: where awards are entered.
    """

    opens: bool
    judges: bool
    awards: bool

    @classmethod
    def of(cls, request: Member, call: Call | None) -> Reader:
        """Who asks, beside a call."""
        awards = request.acting.may("desk.award")
        seated = bool(call and call.seats.filter(user=request.user).exists())
        return cls(request.acting.may("committee.open"), awards or seated, awards)


class Chain(NamedTuple):
    """All that belongs together, as far as there is any of it."""

    need: Need | None
    consultations: list[Consultation]
    call: Call | None
    contracts: list[Contract]

    @classmethod
    def of(cls, found: Need | Consultation | Call | Contract) -> Chain:
        """The chain of an object of the acting organisation; of a need's calls the latest."""
        if isinstance(found, Consultation):
            return cls.of(found.need)
        if isinstance(found, Need):
            return cls._whole(found, found.calls.order_by("pk").last())
        call = found.award.call if isinstance(found, Contract) else found
        return cls._whole(call.need, call)

    @classmethod
    def _whole(cls, need: Need | None, call: Call | None) -> Chain:
        contracts = (
            Contract.objects.filter(award__call=call).exclude(state="cancelled") if call else Contract.objects.none()
        )
        return cls(
            need,
            list(need.consultations.order_by("pk")) if need else [],
            call,
            list(contracts.order_by("pk").prefetch_related("signatures", "milestones__service")),
        )

    def steps(self, reader: Reader) -> list[Step]:
        """The stages in their order."""
        need, call = self.need, self.call
        stages = (
            Step("need", _("Need"), tuple(_need(need) if need else ())),
            Step("consultation", _("Consultation"), tuple(map(_consultation, self.consultations))),
            Step("call", _("Call for bids"), tuple(_call(call) if call else ())),
            Step("bids", _("Bids"), tuple(_bids(call, open_to=reader.opens) if call else ())),
            Step("award", _("Award"), tuple(_award(call, open_to=reader.judges) if call else ())),
            Step("contract", _("Contract"), tuple(map(_contract, self.contracts))),
            Step("service", _("E-service"), tuple(map(_service, _services(self.contracts)))),
        )
        reached = max((place for place, step in enumerate(stages) if step.links), default=0)
        return [step._replace(skipped=not step.links and place < reached) for place, step in enumerate(stages)]

    def next(self, reader: Reader) -> Next | None:
        """The first thing that somebody must do, from the end of the chain that was reached."""
        for contract in self.contracts:
            if found := ahead.of_contract(contract):
                return Next(found, reverse("contracts-one", args=[contract.pk]))
        if self.call and (found := ahead.of_call(self.call, ahead.unanswered(self.call))):
            return Next(found, _place(self.call, reader))
        if self.need and not self.call and (found := ahead.of_need(self.need)):
            return Next(found, reverse("needs-one", args=[self.need.pk]))
        return None


def in_public(found: Consultation | Call) -> list[Step]:
    """The stages of an object's chain that everybody may read, as far as there is any of them."""
    need = found.need_id
    calls = Call.public.filter(need=need) if need else Call.public.filter(pk=found.pk)
    consultations = Consultation.public.filter(need=need) if need else Consultation.public.none()
    contracts = Contract.public.filter(award__call__in=calls)
    stages = (
        Step("consultation", _("Market consultation"), tuple(map(_open_consultation, consultations.order_by("pk")))),
        Step("call", _("Call for bids"), tuple(map(_open_call, calls.order_by("pk")))),
        Step("contract", _("Contract"), tuple(map(_open_contract, contracts.order_by("pk")))),
    )
    return [step for step in stages if step.links]


def _open_consultation(one: Consultation) -> Link:
    url = reverse("consultations-one", args=[one.slug])
    return Link(said(one.title), url, state_of("consultation", one.state))


def _open_call(call: Call) -> Link:
    return Link(str(call), reverse("calls-page", args=[call.slug]), state_of("call", call.state))


def _open_contract(contract: Contract) -> Link:
    name = said(contract.title) or contract.number
    return Link(name, reverse("contracts-page", args=[contract.slug]), state_of("contract", contract.state))


def _place(call: Call, reader: Reader) -> str:
    """Where a call is worked on now; empty where its reader may not go there."""
    if call.state == "closed":
        name, may = ("bids-opening", reader.opens) if call.seals else ("evaluation-enter-for", reader.awards)
        return reverse(name, args=[call.pk]) if may else ""
    if call.state == "complete":
        return reverse("contracts-desk")
    if call.state in _JUDGING:
        return reverse("evaluation", args=[call.pk]) if reader.judges else ""
    return reverse("calls-desk", args=[call.pk])


def _need(need: Need) -> Iterator[Link]:
    yield Link(need.title, reverse("needs-one", args=[need.pk]), state_of("need", need.state))


def _consultation(one: Consultation) -> Link:
    return Link(said(one.title), reverse("consultations-desk", args=[one.pk]), state_of("consultation", one.state))


def _call(call: Call) -> Iterator[Link]:
    yield Link(str(call), reverse("calls-desk", args=[call.pk]), state_of("call", call.state))


def _bids(call: Call, *, open_to: bool) -> Iterator[Link]:
    if call.seals and call.state in _OPENING:
        yield Link(_("Opening of bids"), reverse("bids-opening", args=[call.pk]) if open_to else "")


def _award(call: Call, *, open_to: bool) -> Iterator[Link]:
    if call.state in _JUDGING:
        yield Link(_("Evaluation and award"), reverse("evaluation", args=[call.pk]) if open_to else "")


def _contract(contract: Contract) -> Link:
    name = said(contract.title) or contract.number
    return Link(name, reverse("contracts-one", args=[contract.pk]), state_of("contract", contract.state))


def _services(contracts: Iterable[Contract]) -> list[PublicService]:
    """The e-services that milestones of contracts put online, or will; each once."""
    found = [one.service for contract in contracts for one in contract.milestones.all() if one.service]
    return list({service.pk: service for service in found}.values())


def _service(service: PublicService) -> Link:
    return Link(str(service), reverse("services-one", args=[service.key]), str(service.get_state_display()))
