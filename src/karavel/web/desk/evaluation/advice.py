"""What the access engine says of an offer for a lot: advice for the committee, never a decision.

The bidder is its enclosed ``company.toml``, else a plain firm of its country; the way is the one that the offer names;
the law is that of the day on which the procedure started.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.answers.access import LotAccess, RouteAnswer
from karavel.codes import countries
from karavel.companies import Company
from karavel.companies.profile import parse
from karavel.errors import InvalidInput
from karavel.routes import Planner
from karavel.verbs.access import of_notice
from karavel.web.accounts import audit
from karavel.web.board import board
from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.foreign import bidder, notice_of
from karavel.web.desk.calls.models import Call
from karavel.web.desk.evaluation.found import held
from karavel.web.desk.evaluation.models import Admission
from karavel.web.requests import Member
from karavel.web.words import route_words

#: Verdict, reasons as JSON, and what is missing.
Answer: TypeAlias = tuple[str, list[object], list[str]]


def advise(request: Member, call: Call) -> int:
    """Asks the engine about every offer and each lot that it is for, and keeps the answers; how many there were.

    Raises:
        IllegalMove: the bids are not being judged.
    """
    asked = [(offer, answers(offer)) for offer in call.offers.prefetch_related("prices__lot")]
    with held(call, "opened") as locked:
        count = sum(_keep(offer, found) for offer, found in asked)
        audit.note(request, "offers.advised", locked.ocid, answers=count)
    return count


def _keep(offer: Offer, found: dict[str, Answer]) -> int:
    lots = {one.lot.number: one.lot for one in offer.prices.all()}
    for number, (verdict, reasons, missing) in found.items():
        if number in lots:
            row = Admission.objects.filter(offer=offer, lot=lots[number]).first()
            row = row or Admission(offer=offer, lot=lots[number])
            row.verdict, row.reasons, row.missing, row.advised = verdict, reasons, missing, timezone.now()
            row.save()
    return len(lots)


def answers(offer: Offer) -> dict[str, Answer]:
    """Verdict, reasons and what is missing, by the number of the lot."""
    call, noted = offer.call, list[str]()
    company = _company(offer, noted)
    numbers = [one.lot.number for one in offer.prices.all()]
    if company is None:
        nobody = _("The bid names no country that is known. Ask the bidder where it is established.")
        return {number: ("unknown", [], [nobody]) for number in numbers}
    start = (call.published or timezone.now()).date()
    gateways = (offer.route_via,) if offer.route_via in countries.NAMES else ()
    planner = Planner(board().law, company, start, gateways=gateways)
    found = of_notice(planner, notice_of(call, None, start)).lots
    return {lot.lot_id: _answer(lot, offer, noted) for lot in found}


def _company(offer: Offer, noted: list[str]) -> Company | None:
    """The bidder as the law looks at it; what is wrong with its profile is added to ``noted``."""
    if offer.profile:
        try:
            return parse(offer.profile)
        except InvalidInput as error:
            noted.append(_("The enclosed profile cannot be read, a plain firm stands for it: %(why)s") % {"why": error})
    return bidder(offer.country) if offer.country in countries.NAMES else None


def _answer(lot: LotAccess, offer: Offer, noted: list[str]) -> Answer:
    route = _route(lot, offer)
    if route is None:
        way = route_words(offer.route_kind, offer.route_via or None)
        told = _("The data has no route “%(way)s” to this lot. Ask the bidder how it bids.") % {"way": way}
        return "unknown", [], [*noted, told]
    return route.verdict, msgspec.to_builtins(route.reasons), [*noted, *route.missing]


def _route(lot: LotAccess, offer: Offer) -> RouteAnswer | None:
    """The route that the offer names; the one through its country where there are several of the kind."""
    kind, via = offer.route_kind or "direct", offer.route_via or None
    alike = [one for one in lot.routes if one.kind == kind]
    return next((one for one in alike if via in {one.via, None}), None)
