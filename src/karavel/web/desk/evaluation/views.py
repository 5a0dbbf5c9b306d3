"""The committee's pages: where the evaluation stands, and each lot with its points, prices and ranking."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from karavel.access import Reason
from karavel.web.desk.bids.models import Offer, OfferLot
from karavel.web.desk.calls.models import Call, CallLot, Seat
from karavel.web.desk.evaluation import agreeing, awarding, blind, drawing, found, low, prices, race, ranking, winners
from karavel.web.desk.evaluation.admitting import AdmissionForm
from karavel.web.desk.evaluation.checks import ChecksForm
from karavel.web.desk.evaluation.forms import (
    AskForm,
    LowPriceForm,
    PointsForm,
    ProposeForm,
    RateForm,
    ReasonForm,
    RecusalForm,
)
from karavel.web.desk.evaluation.models import Admission, AwardLetter, Clarification, Draw, ExchangeRate
from karavel.web.desk.evaluation.refused import Refused, answering
from karavel.web.desk.evaluation.stored import reasons_of
from karavel.web.fences import requires
from karavel.web.requests import Member


class Asked(NamedTuple):
    """An offer for a lot: its price, the engine's advice, the committee's decision.

    Attributes:
        row: None where neither is there yet.
        form: to decide with; None for who may not, or not any more.
    """

    price: OfferLot
    row: Admission | None
    reasons: list[Reason]
    form: AdmissionForm | None


class Bidden(NamedTuple):
    """An offer as the committee works on it; ``checks`` None for who may not check."""

    offer: Offer
    asked: list[Asked]
    checks: ChecksForm | None
    found: list[Any]
    clarifications: list[Clarification]
    ask: AskForm | None


class Drawing(NamedTuple):
    """A draw: ``row`` None before it; ``order`` as it was drawn, empty before; ``seed`` to do it again."""

    equal: list[Offer]
    row: Draw | None
    order: list[drawing.Drawn]
    seed: str


class Scored(NamedTuple):
    """A lot as the overview shows it.

    Attributes:
        waiting: members who have not handed in; names only.
        mine: whether the reader handed in; None where they have no seat or nothing is to be scored.
        waits: why its award cannot be proposed yet; empty where it can, or where that is not the question.
        draw: the draw among equal offers in the first place; None where nobody is equal.
        propose: the form for its award; None where it cannot be proposed now.
    """

    lot: CallLot
    offers: int
    admitted: int
    waiting: list[Seat]
    mine: bool | None
    complete: bool
    waits: str
    draw: Drawing | None
    propose: ProposeForm | None
    fails: bool


@requires("committee.judge")
@require_safe
@never_cache
@answering
def page(request: Member, pk: int) -> HttpResponse:
    """Bids with checks and admissions, lots with their points, and the awards."""
    return shown(request, *found.bench(request, pk))


def shown(
    request: Member,
    call: Call,
    seat: Seat | None,
    decides: bool,
    status: int = HTTPStatus.OK,
    **sent: Any,
) -> HttpResponse:
    """The page, with forms as they were sent where they had mistakes."""
    judging, awards = call.state == "opened", awarding.standing(call)
    taken = {row.lot_id for row in awards}
    works = seat if judging and seat and seat.cleared else None
    context = {
        "call": call,
        "seat": seat,
        "decides": decides,
        "judging": judging,
        "declares": judging and seat is not None and works is None,
        "bids": [_bidden(offer, works, sent) for offer in call.offers.prefetch_related("prices__lot")],
        "lots": [_scored(lot, seat, call, taken, decides=decides) for lot in call.lots.select_related("call")],
        "obstacles": awarding.obstacles(call) if judging else [],
        "awards": awards,
        "untold": call.state == "evaluated" and any(row.told is None for row in awards),
        "letters": AwardLetter.objects.filter(call=call).select_related("offer").order_by("number", "offer__number"),
        "reopens": call.state == "evaluated" and all(row.state == "pending" for row in awards),
        "enters": decides and not call.seals and call.state in {"closed", "evaluated"},
        "unsent": AwardLetter.objects.filter(call=call, sent=None).exclude(offer__email="").exists(),
        "reason_form": ReasonForm(),
        "recusal_form": RecusalForm(),
        "seats": call.seats.all(),
        "mistakes": status != HTTPStatus.OK,
    }
    return render(request, "evaluation/page.html", context, status=status)


def _bidden(offer: Offer, seat: Seat | None, sent: dict[str, Any]) -> Bidden:
    rows = {row.lot_id: row for row in offer.admissions.all()}
    asked = [
        _asked(one, rows.get(one.lot_id), seat, sent.get(f"admission{offer.pk}-{one.lot_id}"))
        for one in offer.prices.all()
    ]
    checks = sent.get(f"checks{offer.pk}") or (ChecksForm(offer=offer) if seat else None)
    questions = list(offer.clarifications.select_related("requirement").prefetch_related("files").order_by("pk"))
    ask = sent.get(f"ask{offer.pk}") or (AskForm(offer=offer) if seat else None)
    return Bidden(offer, asked, checks, list(offer.checks.select_related("requirement")), questions, ask)


def _asked(price: OfferLot, row: Admission | None, seat: Seat | None, sent: AdmissionForm | None) -> Asked:
    decided = {True: "yes", False: "no", None: ""}[row.admitted if row else None]
    first = {"admitted": decided, "reason": row.reason if row else "", "ground": row.ground if row else ""}
    form = AdmissionForm(initial=first, prefix=f"a{price.pk}") if seat else None
    return Asked(price, row, reasons_of(row), sent or form)


def _scored(lot: CallLot, seat: Seat | None, call: Call, taken: set[int], *, decides: bool) -> Scored:
    admitted, scored = race.admitted(lot), bool(blind.criteria(lot))
    free = call.state == "evaluated" and lot.pk not in taken
    first, waits = _first(lot) if free else ([], "")
    drawn = _drawing(lot, first) if len(first) > 1 else None
    ready = decides and (len(first) == 1 or (drawn is not None and drawn.row is not None and drawn.row.witness))
    return Scored(
        lot,
        len(found.bid_for(lot)),
        len(admitted),
        blind.waiting(lot),
        blind.handed_in(seat, lot) if seat and scored and admitted else None,
        blind.all_in(lot),
        waits,
        drawn,
        ProposeForm(prefix=f"l{lot.pk}") if ready else None,
        free and decides and call.seals and not first and not waits,
    )


def _first(lot: CallLot) -> tuple[list[Offer], str]:
    """Who could win a lot now, or why nobody can say yet."""
    try:
        return winners.first(lot), ""
    except Refused as why:
        return [], str(why)


def _drawing(lot: CallLot, first: list[Offer]) -> Drawing:
    row = drawing.standing(lot, first)
    return Drawing(first, row, drawing.order(lot, first) if row else [], drawing.seed(lot))


@requires("committee.judge")
@require_safe
@never_cache
@answering
def lot(request: Member, pk: int, row: int) -> HttpResponse:
    """A lot: where points lie apart, what was agreed, prices, the ranking with every sum."""
    bench = found.bench(request, pk)
    return lot_shown(request, bench, found.lot(bench.call, row))


def lot_shown(request: Member, bench: found.Bench, lot: CallLot, status: int = 200, **sent: Any) -> HttpResponse:
    """The page of a lot, with forms as they were sent where they had mistakes."""
    may = bench.seat is not None and bench.seat.cleared is not None and bench.call.state == "opened"
    apart, looked = agreeing.apart(lot), low.looked(lot)
    strange = prices.strange(lot, race.admitted(lot))
    context = {
        "call": bench.call,
        "lot": lot,
        "may": may,
        "waiting": blind.waiting(lot),
        "undecided": race.undecided(lot),
        "apart": [
            (one, sent.get(f"agree{one.offer.pk}-{one.criterion.pk}") or _agreement(one, may=may)) for one in apart
        ],
        "tolerance": agreeing.TOLERANCE,
        "ranking": ranking.ranked(lot),
        "criteria": [(one, ranking.formula_words(one)) for one in ranking.criteria(lot)],
        "looked": looked,
        "explanations": [
            (one, sent.get(f"price{one.offer.pk}") or _explanation(one, may=may)) for one in looked.prices
        ],
        "currency": prices.currency(lot),
        "rates": [
            (code, _rate(bench.call, code, lot), sent.get(f"rate{code}") or _rate_form(bench.call, code, lot))
            for code in strange
        ],
        "rate_day": prices.day_of_rates(bench.call),
    }
    return render(request, "evaluation/lot.html", context, status=status)


def _agreement(one: agreeing.Apart, *, may: bool) -> PointsForm | None:
    """The form to agree with: with what was agreed, else the mean where nobody has to talk."""
    if not may:
        return None
    agreed = one.agreed
    first: dict[str, Any] = {"points": agreed.points, "reason": agreed.reason} if agreed else {}
    if not agreed and not one.talk:
        first = {"points": one.mean}
    return PointsForm(criterion=one.criterion, initial=first, prefix=f"c{one.offer.pk}-{one.criterion.pk}")


def _explanation(one: low.Held, *, may: bool) -> LowPriceForm | None:
    return LowPriceForm(instance=one.row, prefix=f"p{one.offer.pk}") if may and one.row else None


def _rate(call: Call, code: str, lot: CallLot) -> ExchangeRate | None:
    return ExchangeRate.objects.filter(call=call, given_in=code, counted_in=prices.currency(lot)).first()


def _rate_form(call: Call, code: str, lot: CallLot) -> RateForm:
    return RateForm(instance=_rate(call, code, lot), initial={"on": prices.day_of_rates(call)}, prefix=f"r{code}")
