"""What is ranked and by what: offers, and the method as the call announced it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from karavel.errors import InvalidInput, Mistake
from karavel.procurement.scoring.prices import FULL, PriceRule
from karavel.procurement.shapes import Criterion, Money, is_share
from karavel.texts.marking import N_, say

#: ``price`` (the lower amounts), ``quality`` (more points of quality), or the id of a criterion (more points for it).
TieRule: TypeAlias = str

_METHOD: Final = N_("Offers cannot be ranked by these criteria.")
_WEIGHTS: Final = N_("the weights add up to {sum} %; they must make 100 %")
_TWICE: Final = N_("stands twice; each has an id of its own")
_DECIMALS: Final = N_("points are rounded to 0 to {most} decimals")
_MOST: Final = 6
_NO_RULE: Final = N_("is no rule for ties: it names price, quality, or a criterion of the method")
_NO_FORMULA: Final = N_("is an amount, and no price formula is chosen")
_NO_AMOUNT: Final = N_("has no amount for {criterion}")
_NO_POINTS: Final = N_("has no points for {criterion}")
_RANGE: Final = N_("has {points} points for {criterion}; they run from 0 to 100")
_INCOMPLETE: Final = N_("Some offers cannot be ranked yet.")


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
        InvalidInput: the weights do not make 100 %, an id stands twice, an amount has no formula, or a rule for ties
            names nothing.
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
    if method.decimals is not None and not 0 <= method.decimals <= _MOST:
        yield Mistake("Method.decimals", say(_DECIMALS, most=_MOST))
    for rule in method.ties:
        if rule not in {"price", "quality", *ids}:
            yield Mistake(f"Method.ties {rule}", say(_NO_RULE))
    for one in method.criteria:
        if ids.count(one.id) > 1:
            yield Mistake(f"Criterion {one.id}", say(_TWICE))
        if one.kind != "quality" and method.price is None:
            yield Mistake(f"Criterion {one.id}", say(_NO_FORMULA))


def complete(offers: Iterable[Offer], method: Method) -> None:
    """Refuses offers that cannot be ranked yet.

    Raises:
        InvalidInput: one lacks an amount or points, or its points are not from 0 to 100; all are told at once.
    """
    given = list(offers)
    twice = [bid for bid, count in Counter(offer.bid for offer in given).items() if count > 1]
    lacking = (mistake for offer in given for mistake in _lacking(offer, method))
    wrong = (*(Mistake(bid, say(_TWICE)) for bid in twice), *lacking)
    if wrong:
        raise InvalidInput(say(_INCOMPLETE), wrong)


def _lacking(offer: Offer, method: Method) -> Iterator[Mistake]:
    for one in method.criteria:
        if one.kind != "quality" and one.id not in offer.amounts:
            yield Mistake(offer.bid, say(_NO_AMOUNT, criterion=one.id))
        elif one.kind == "quality" and one.id not in offer.points:
            yield Mistake(offer.bid, say(_NO_POINTS, criterion=one.id))
        elif one.kind == "quality" and not _runs(offer.points[one.id]):
            yield Mistake(offer.bid, say(_RANGE, criterion=one.id, points=offer.points[one.id]))


def _runs(points: Decimal | Fraction) -> bool:
    """Whether points run from 0 to 100; fractions come of exact means."""
    return 0 <= points <= FULL if isinstance(points, Fraction) else is_share(points)
