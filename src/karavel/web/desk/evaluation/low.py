"""Prices that look abnormally low: advice with its rule, the bidder's explanation, and what it was worth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from karavel import texts
from karavel.errors import InvalidInput
from karavel.procurement import scoring
from karavel.procurement.shapes import Money
from karavel.web.accounts import audit
from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import Call, CallLot
from karavel.web.desk.evaluation import asking, found, prices, race
from karavel.web.desk.evaluation.models import Clarification, LowPrice
from karavel.web.desk.evaluation.refused import Refused
from karavel.web.requests import Member


class Held(NamedTuple):
    """A price held against the measures.

    Attributes:
        below: per cent that it lies below each measure, by the name of the measure; negative where it lies above.
        explain: whether the rule asks for an explanation.
        row: what was asked and said; None where nothing was.
    """

    offer: Offer
    below: dict[str, Decimal]
    explain: bool
    row: LowPrice | None

    @property
    def told(self) -> list[str]:
        """How far it lies below or above each measure, in words."""
        return [_told(against, share) for against, share in self.below.items()]


def _told(against: str, share: Decimal) -> str:
    value = {"share": texts.number(abs(float(share)))}
    if against == "mean":
        told = (
            _("%(share)s %% below the mean of all prices")
            if share >= 0
            else _("%(share)s %% above the mean of all prices")
        )
    else:
        told = _("%(share)s %% below the estimate") if share >= 0 else _("%(share)s %% above the estimate")
    return told % value


class Looked(NamedTuple):
    """What a rule says of the prices of a lot.

    Attributes:
        rule: of the buyer's country, else of the rules of the call; None where the data has none.
        basis: its article and where it stands.
        share: per cent below the measure from which a price is to be explained; None: the law leaves it to the buyer.
    """

    rule: scoring.Rule | None
    basis: str
    url: str
    share: int | None
    prices: list[Held]


def rule_of(call: Call) -> scoring.Rule | None:
    """The rule in force when the procedure started."""
    on = (call.published or timezone.now()).date()
    by_id = {one.id: one for one in scoring.rules().rules if _in_force(one, on)}
    return next((by_id[key] for key in (call.buyer_country, call.regime) if key in by_id), None)


def _in_force(rule: scoring.Rule, on: date) -> bool:
    return rule.valid_from <= on and (rule.valid_until is None or on <= rule.valid_until)


def looked(lot: CallLot) -> Looked:
    """The prices of admitted offers against the rule's measures."""
    rule, offers = rule_of(lot.call), race.admitted(lot)
    source = scoring.rules().sources[rule.source] if rule else None
    basis = f"{rule.article} · {source.title}" if rule and source else ""
    share = rule.share if rule else None
    return Looked(rule, basis, source.url if source else "", share, _held(lot, offers, rule))


def _held(lot: CallLot, offers: list[Offer], rule: scoring.Rule | None) -> list[Held]:
    try:
        money = {key: one.money for key, one in prices.compared(lot, offers).items()}
    except InvalidInput:
        return []
    # Where no share is fixed nothing is asked by rule: how far a price lies below is shown all the same.
    share = Decimal(rule.share) if rule and rule.share else Decimal("99.999")
    against = rule.against if rule and rule.share else ("mean", "estimate")
    measured = scoring.low_prices(money, share=share, against=against, estimate=_estimate(lot))
    rows = {row.offer_id: row for row in LowPrice.objects.filter(lot=lot)}
    return [_one(offer, measured, rows.get(offer.pk)) for offer in offers]


def _estimate(lot: CallLot) -> Money | None:
    """The estimated value, where it is in the currency of comparison."""
    currency = prices.currency(lot)
    return Money(lot.value, currency) if lot.value is not None and lot.value_currency == currency else None


def _one(offer: Offer, measured: tuple[scoring.LowPrice, ...], row: LowPrice | None) -> Held:
    mine = [one for one in measured if one.bid == str(offer.pk)]
    below: dict[str, Decimal] = {one.against: _percent(one) for one in mine}
    return Held(offer, below, any(one.explain for one in mine), row)


def _percent(one: scoring.LowPrice) -> Decimal:
    """Per cent below the measure, as people read it."""
    return Decimal(round(float(one.below), 1)).quantize(Decimal("0.1"))


def ask(request: Member, call: Call, lot: CallLot, offer: Offer) -> None:
    """Asks the bidder to explain its price.

    Raises:
        IllegalMove: the bids are not being judged; Refused: the bid is not in the race.
    """
    text = _("Your price looks low beside the others or the estimate. Explain what accounts for it.")
    with found.held(call, "opened") as locked:
        if offer not in race.admitted(lot):
            raise Refused(_("This bid is not in the race for this lot."))
        looked_at = looked(lot)
        LowPrice.objects.get_or_create(
            organisation_id=call.organisation_id,
            offer=offer,
            lot=lot,
            defaults={"rule": looked_at.basis[:300] if looked_at.share else ""},
        )
        asking.ask(request, locked, offer, Clarification.Kind.PRICE, text, asking.usual(locked), lot=lot)


def keep(request: Member, call: Call, row: LowPrice) -> None:
    """Keeps the bidder's explanation and what the committee made of it; ``row`` holds them.

    Raises:
        IllegalMove: the bids are not being judged; Refused: it is turned down while the bidder may still explain it.
    """
    with found.held(call, "opened") as locked:
        asked = asking.running_on_price(row.offer, row.lot)
        if asked.exists() and row.accepted is False:
            raise Refused(_("The bidder was asked and may still answer: decide once its time is over."))
        if row.accepted:  # it helps the bidder, so nothing is waited for
            asked.update(answered=timezone.now(), answer=row.explanation)
        row.user = request.user
        row.save()
        details = {"lot": row.lot.number, "offer": row.offer.number, "accepted": row.accepted}
        audit.note(request, "price.explained", locked.ocid, **details)


def open_questions(lot: CallLot) -> list[LowPrice]:
    """Prices in the race of which it is not settled whether they are accounted for."""
    in_race = race.admitted(lot)
    return [row for row in LowPrice.objects.filter(lot=lot, accepted=None) if row.offer in in_race]


def rejected(lot: CallLot) -> list[LowPrice]:
    """Prices that were not accounted for, of offers that are still in the race."""
    in_race = race.admitted(lot)
    return [row for row in LowPrice.objects.filter(lot=lot, accepted=False) if row.offer in in_race]


def told(offer: Offer, lot: CallLot) -> dict[str, object]:
    """What the check found of a winner, for its award."""
    row = LowPrice.objects.filter(offer=offer, lot=lot).first()
    if row is None:
        return {}
    return {"rule": row.rule, "explanation": row.explanation, "accepted": row.accepted, "reason": row.reason}
