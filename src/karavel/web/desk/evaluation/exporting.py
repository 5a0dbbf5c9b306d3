"""All points of an evaluation as a file from which anybody can compute the ranking again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from karavel.web.desk.calls.models import Call, CallLot, Criterion, Seat
from karavel.web.desk.evaluation import blind, found, race, ranking
from karavel.web.desk.evaluation.models import Admission, Consensus
from karavel.web.desk.evaluation.refused import Refused, answering
from karavel.web.desk.fields import said
from karavel.web.exports.cells import Row
from karavel.web.exports.files import as_csv
from karavel.web.fences import requires
from karavel.web.requests import Member


@requires("committee.judge")
@require_safe
@never_cache
@answering
def points(request: Member, pk: int, ending: str) -> HttpResponseBase:
    """The points as JSON or CSV; not before every member has handed in for every lot."""
    call, seat, _decides = found.bench(request, int(pk))
    if call.state in {"planned", "active", "closed"} or not all(blind.all_in(lot) for lot in _lots(call)):
        raise Refused(_("Points go out once every member has handed in for every lot."))
    name = f"{call.slug}-points"
    if ending == "csv":
        return as_csv(name, list(_rows(call, seat)))
    content = msgspec.json.format(msgspec.json.encode(whole(call, seat)), indent=2)
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.json") or "attachment"
    return response


def _lots(call: Call) -> list[CallLot]:
    return list(call.lots.select_related("call"))


def whole(call: Call, seat: Seat | None) -> dict[str, Any]:
    """Method, admissions, prices, points and ranking of each lot; figures are text, exact."""
    return {"ocid": call.ocid, "title": call.title, "lots": [_lot(lot, seat) for lot in _lots(call)]}


def _lot(lot: CallLot, seat: Seat | None) -> dict[str, Any]:
    result = ranking.ranked(lot)
    return {
        "id": lot.number,
        "value": _figure(lot.value if lot.value is not None else lot.call.value),
        "criteria": [_criterion(one) for one in result.criteria],
        "bids": [_bid(lot, offer, result) for offer in found.bid_for(lot)],
        "scores": [
            {
                "bid": one.offer.number,
                "criterion": one.criterion_id,
                "member": one.seat.name,
                "points": _figure(one.points),
                "reason": one.reason,
            }
            for one in blind.visible(seat, lot).order_by("offer__number", "criterion_id", "seat_id")
        ],
        "agreed": [
            {
                "bid": one.offer.number,
                "criterion": one.criterion_id,
                "points": _figure(one.points),
                "reason": one.reason,
            }
            for one in Consensus.objects.filter(lot=lot)
            .select_related("offer")
            .order_by("offer__number", "criterion_id")
        ],
        "problem": result.problem,
    }


def _criterion(one: Criterion) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.name,
        "kind": one.kind,
        "weight": _figure(one.weight),
        "formula": one.formula,
        "per_percent": _figure(one.per_percent),
        "highest": _figure(one.highest),
        "threshold": _figure(one.threshold),
    }


def _bid(lot: CallLot, offer: Any, result: ranking.Ranking) -> dict[str, Any]:
    line = next((one for one in result.lines if one.offer == offer), None)
    row = Admission.objects.filter(offer=offer, lot=lot).first()
    return {
        "id": offer.number,
        "bidder": offer.bidder,
        "admitted": row.admitted if row else None,
        "reason": row.reason if row else "",
        "advice": row.verdict if row else "",
        "price": _price(line) if line else None,
        "rank": line.rank if line else None,
        "total": _fraction(line) if line else None,
        "parts": {str(cell.criterion.pk): cell.sum for cell in line.cells} if line else {},
        "out": next((why for one, why in result.out if one == offer), ""),
    }


def _price(line: ranking.Line) -> dict[str, Any] | None:
    found_ = line.price
    if found_ is None:
        return None
    asked, counted = found_.original, found_.money
    return {
        "asked": {"amount": _figure(asked.amount), "currency": asked.currency},
        "compared": {"amount": _figure(counted.amount), "currency": counted.currency},
        "rate": _figure(found_.rate),
        "on": found_.on,
        "source": found_.source,
    }


def _fraction(line: ranking.Line) -> dict[str, str]:
    """The total to two decimals, and exact as a fraction."""
    return {"shown": _figure(line.total) or "", "exact": str(line.exact)}


def _figure(number: Any) -> str | None:
    return None if number is None else f"{number:f}"


def _rows(call: Call, seat: Seat | None) -> Iterator[Row]:
    yield tuple(
        str(word)
        for word in (
            _("Lot"),
            _("Bid"),
            _("Bidder"),
            _("Criterion"),
            _("Weight, per cent"),
            _("Member"),
            _("Points"),
            _("Reason"),
        )
    )
    for lot in _lots(call):
        yield from _of_lot(lot, seat)


def _of_lot(lot: CallLot, seat: Seat | None) -> Iterator[Row]:
    for one in blind.visible(seat, lot).order_by("offer__number", "criterion_id", "seat_id"):
        yield (*_head(lot, one.offer, one.criterion), one.seat.name, float(one.points), one.reason)
    agreed = Consensus.objects.filter(lot=lot).select_related("offer", "criterion")
    for each in agreed.order_by("offer__number", "criterion_id"):
        yield (*_head(lot, each.offer, each.criterion), _("agreed"), float(each.points), each.reason)
    for line in ranking.ranked(lot).lines:
        for cell in line.cells:
            if cell.criterion.formula:
                yield (*_head(lot, line.offer, cell.criterion), _("formula"), float(cell.points), cell.sum)
        total = _("Rank %(rank)s") % {"rank": line.rank}
        yield (lot.number, float(line.offer.number), line.offer.bidder, _("Total"), 100.0, "", float(line.total), total)
    for offer in race.undecided(lot):
        yield (lot.number, float(offer.number), offer.bidder, "", None, "", None, _("not decided"))


def _head(lot: CallLot, offer: Any, criterion: Criterion) -> tuple[Any, ...]:
    name = said(criterion.name, original=lot.call.language)
    return lot.number, float(offer.number), offer.bidder, name, float(criterion.weight)
