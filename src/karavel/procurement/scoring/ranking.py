"""Weighs and orders offers: the most economically advantageous, or the lowest price where price alone has all weight.

Thresholds come first: who is out of the race has no part in the price formula. Ties stand unless a rule that was
announced breaks them, and the result says which rule did, or that lots must be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Final

from karavel.procurement.scoring.currencies import one_currency
from karavel.procurement.scoring.method import Method, Offer, TieRule, complete
from karavel.procurement.scoring.prices import FULL, points
from karavel.procurement.scoring.rounding import rounded, shown
from karavel.procurement.shapes import Criterion
from karavel.texts import current
from karavel.texts.marking import N_, say

_BELOW: Final = N_("{points} points for “{criterion}”; at least {threshold} are asked.")
_OVER_BUDGET: Final = N_("The price is above the most that the call allows.")


@dataclass(frozen=True, slots=True)
class Part:
    """The points of one criterion, of a hundred, and what they add to the total."""

    criterion: str
    points: Fraction
    weighted: Fraction


@dataclass(frozen=True, slots=True)
class Placed:
    """An offer in its place.

    Attributes:
        rank: from 1; equal where nothing decides between offers, the next rank then leaves a gap.
        total: points of a hundred, exact.
        tied_with: bids of the same total.
        broken_by: the rule that decided among them; None where there was no tie or none was broken.
        draw: whether lots must be drawn among the offers of this rank.
    """

    bid: str
    rank: int
    total: Fraction
    parts: tuple[Part, ...]
    tied_with: tuple[str, ...] = ()
    broken_by: TieRule | None = None
    draw: bool = False


@dataclass(frozen=True, slots=True)
class Out:
    """An offer that is not ranked, and why, in the reader's language."""

    bid: str
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """The ranking, the best first, and who is out of it."""

    ranked: tuple[Placed, ...]
    out: tuple[Out, ...]


@dataclass(frozen=True, slots=True)
class _Weighed:
    offer: Offer
    total: Fraction
    parts: tuple[Part, ...]
    ties: tuple[Fraction, ...]  # what decides among equal totals, the higher the better


def rank(offers: Sequence[Offer], method: Method) -> Result:
    """The offers in their order.

    Raises:
        InvalidInput: an offer lacks an amount or points, points are not 0 to 100, or currencies differ.
    """
    complete(offers, method)
    out = [*_below_threshold(offers, method)]
    admitted = [offer for offer in offers if offer.bid not in {one.bid for one in out}]
    priced = _priced(admitted, method)
    over = {offer.bid for offer in admitted if any(found[offer.bid] is None for found in priced.values())}
    weighed = [_weighed(offer, priced, method) for offer in admitted if offer.bid not in over]
    return Result(tuple(_placed(weighed, method)), (*out, *(Out(bid, say(_OVER_BUDGET)) for bid in sorted(over))))


def _below_threshold(offers: Iterable[Offer], method: Method) -> Iterator[Out]:
    asked = [one for one in method.criteria if one.kind == "quality" and one.threshold is not None]
    for offer in offers:
        missed = next((one for one in asked if offer.points[one.id] < (one.threshold or 0)), None)
        if missed:
            values = {"criterion": _named(missed), "threshold": missed.threshold}
            yield Out(offer.bid, say(_BELOW, points=shown(Fraction(offer.points[missed.id])), **values))


def _named(criterion: Criterion) -> str:
    """A criterion in the reader's language, else in the first that it has a name in."""
    return criterion.name.get(current()) or next(iter(criterion.name.values()), criterion.id)


def _priced(offers: Sequence[Offer], method: Method) -> dict[str, dict[str, Fraction | None]]:
    """Points of each amount criterion, by bid."""
    if method.price is None:
        return {}
    found = {}
    for one in method.criteria:
        if one.kind != "quality":
            amounts = {offer.bid: offer.amounts[one.id] for offer in offers}
            one_currency(amounts)
            found[one.id] = points({bid: money.amount for bid, money in amounts.items()}, method.price)
    return found


def _weighed(offer: Offer, priced: Mapping[str, Mapping[str, Fraction | None]], method: Method) -> _Weighed:
    parts = []
    for one in method.criteria:
        given = priced[one.id][offer.bid] if one.id in priced else Fraction(offer.points[one.id])
        counted = rounded(given or Fraction(0), method.decimals)
        parts.append(Part(one.id, counted, counted * Fraction(one.weight) / FULL))
    total = sum((part.weighted for part in parts), Fraction(0))
    return _Weighed(offer, total, tuple(parts), tuple(_tie(rule, offer, parts, method) for rule in method.ties))


def _tie(rule: TieRule, offer: Offer, parts: Iterable[Part], method: Method) -> Fraction:
    """What a rule compares: the sum of the amounts, lower is better; points of quality; or those of a criterion."""
    kinds = {one.id: one.kind for one in method.criteria}
    if rule == "price":
        return -sum((Fraction(money.amount) for key, money in offer.amounts.items() if key in kinds), Fraction(0))
    counts = {key for key, kind in kinds.items() if rule == key or (rule == "quality" and kind == "quality")}
    return sum((part.weighted for part in parts if part.criterion in counts), Fraction(0))


def _placed(weighed: Iterable[_Weighed], method: Method) -> Iterator[Placed]:
    ordered = sorted(weighed, key=lambda one: (-one.total, *(-tie for tie in one.ties), one.offer.bid))
    place = 1
    for _, equal in groupby(ordered, key=lambda one: one.total):
        group = list(equal)
        for _, same in groupby(group, key=lambda one: one.ties):
            alike = list(same)
            for one in alike:
                yield _one_placed(one, place, group, alike, method)
            place += len(alike)


def _one_placed(
    one: _Weighed, place: int, group: Sequence[_Weighed], alike: Sequence[_Weighed], method: Method
) -> Placed:
    others = tuple(other.offer.bid for other in group if other is not one)
    return Placed(
        bid=one.offer.bid,
        rank=place,
        total=one.total,
        parts=one.parts,
        tied_with=others,
        broken_by=_broken_by(one, group, method) if len(alike) < len(group) else None,
        draw=len(alike) > 1,
    )


def _broken_by(one: _Weighed, group: Sequence[_Weighed], method: Method) -> TieRule | None:
    """The first rule by which an offer differs from another of its total."""
    for number, rule in enumerate(method.ties):
        if any(other.ties[number] != one.ties[number] for other in group):
            return rule
    return None
