"""Weighs and orders offers: the most economically advantageous, or the lowest price where price alone has all weight.

Thresholds come first: who is out of the race has no part in the price formula. Ties stand unless a rule that was
announced breaks them, and the result says which rule did, or that lots must be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Final, Literal, TypeAlias

from karavel.errors import InvalidInput, Mistake
from karavel.procurement.scoring.currencies import one_currency
from karavel.procurement.scoring.prices import FULL, PriceRule, points
from karavel.procurement.shapes import Criterion, Money
from karavel.texts.marking import N_, say

TieRule: TypeAlias = Literal["price", "quality"]

_METHOD: Final = N_("Offers cannot be ranked by these criteria.")
_WEIGHTS: Final = N_("the weights add up to {sum} %; they must make 100 %")
_TWICE: Final = N_("stands twice; ids tell criteria apart")
_NEGATIVE: Final = N_("has a weight below zero")
_NO_FORMULA: Final = N_("is an amount, and no price formula is chosen")
_NO_AMOUNT: Final = N_("has no amount for {criterion}")
_NO_POINTS: Final = N_("has no points for {criterion}")
_RANGE: Final = N_("has {points} points for {criterion}; they run from 0 to 100")
_INCOMPLETE: Final = N_("Some offers cannot be ranked yet.")
_BELOW: Final = N_("{points} points for “{criterion}”; at least {threshold} are asked.")
_OVER_BUDGET: Final = N_("The price is above the fixed budget.")


@dataclass(frozen=True, slots=True)
class Offer:
    """What is ranked.

    Attributes:
        bid: its id.
        amounts: of price and cost criteria, by the criterion's id, all in one currency.
        points: of quality criteria, 0 to 100, by the criterion's id; exact, as the committee agreed on them.
    """

    bid: str
    amounts: Mapping[str, Money]
    points: Mapping[str, Decimal | Fraction]


@dataclass(frozen=True, slots=True)
class Method:
    """How offers are ranked, as the call announced it.

    Attributes:
        criteria: with weights that make 100 %.
        price: the formula for amounts; not needed where there is no price or cost criterion.
        ties: rules that break ties, the first first; where they do not, lots are drawn.
        decimals: to which points of each criterion are rounded (half up) before they are weighed; None: not at all.

    Raises:
        InvalidInput: the weights do not make 100 %, an id stands twice, or an amount has no formula.
    """

    criteria: tuple[Criterion, ...]
    price: PriceRule | None = None
    ties: tuple[TieRule, ...] = ()
    decimals: int | None = None

    def __post_init__(self) -> None:
        wrong = tuple(_wrong_method(self))
        if wrong:
            raise InvalidInput(say(_METHOD), wrong)


def _wrong_method(method: Method) -> Iterator[Mistake]:
    ids = [one.id for one in method.criteria]
    total = sum((one.weight for one in method.criteria), Decimal(0))
    if total != FULL:
        yield Mistake("Method.criteria", say(_WEIGHTS, sum=total))
    for one in method.criteria:
        if ids.count(one.id) > 1:
            yield Mistake(f"Criterion {one.id}", say(_TWICE))
        if one.weight < 0:
            yield Mistake(f"Criterion {one.id}", say(_NEGATIVE))
        if one.kind != "quality" and method.price is None:
            yield Mistake(f"Criterion {one.id}", say(_NO_FORMULA))


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
    _complete(offers, method)
    out = [*_below_threshold(offers, method)]
    admitted = [offer for offer in offers if offer.bid not in {one.bid for one in out}]
    priced = _priced(admitted, method)
    over = {offer.bid for offer in admitted if any(found[offer.bid] is None for found in priced.values())}
    weighed = [_weighed(offer, priced, method) for offer in admitted if offer.bid not in over]
    return Result(tuple(_placed(weighed, method)), (*out, *(Out(bid, say(_OVER_BUDGET)) for bid in sorted(over))))


def _complete(offers: Iterable[Offer], method: Method) -> None:
    wrong = tuple(mistake for offer in offers for mistake in _lacking(offer, method))
    if wrong:
        raise InvalidInput(say(_INCOMPLETE), wrong)


def _lacking(offer: Offer, method: Method) -> Iterator[Mistake]:
    for one in method.criteria:
        if one.kind != "quality" and one.id not in offer.amounts:
            yield Mistake(offer.bid, say(_NO_AMOUNT, criterion=one.id))
        elif one.kind == "quality" and one.id not in offer.points:
            yield Mistake(offer.bid, say(_NO_POINTS, criterion=one.id))
        elif one.kind == "quality" and not 0 <= offer.points[one.id] <= FULL:
            yield Mistake(offer.bid, say(_RANGE, criterion=one.id, points=offer.points[one.id]))


def _below_threshold(offers: Iterable[Offer], method: Method) -> Iterator[Out]:
    asked = [one for one in method.criteria if one.kind == "quality" and one.threshold is not None]
    for offer in offers:
        missed = next((one for one in asked if offer.points[one.id] < (one.threshold or 0)), None)
        if missed:
            values = {"criterion": next(iter(missed.name.values())), "threshold": missed.threshold}
            yield Out(offer.bid, say(_BELOW, points=shown(Fraction(offer.points[missed.id])), **values))


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
    """What a rule compares: the sum of the amounts, lower is better, or the weighed points of quality."""
    kinds = {one.id: one.kind for one in method.criteria}
    if rule == "price":
        return -sum((Fraction(money.amount) for key, money in offer.amounts.items() if key in kinds), Fraction(0))
    return sum((part.weighted for part in parts if kinds[part.criterion] == "quality"), Fraction(0))


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


def rounded(points_: Fraction, decimals: int | None) -> Fraction:
    """Points to so many decimals, half up; as they are where ``decimals`` is None."""
    if decimals is None:
        return points_
    scale = 10**decimals
    return Fraction((2 * points_ * scale + 1).__floor__() // 2, scale)


def shown(points_: Fraction, decimals: int = 2) -> Decimal:
    """Points as people read them, half up; the ranking itself uses the exact ones."""
    found = rounded(points_, decimals)
    return Decimal(found.numerator * 10**decimals // found.denominator).scaleb(-decimals)
