"""The ranking of a lot out of the rows, with every sum worked out, so that anybody can compute it again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from karavel import texts
from karavel.errors import InvalidInput
from karavel.procurement import scoring, shapes
from karavel.procurement.scoring.rounding import shown
from karavel.texts.marking import say
from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls import ties
from karavel.web.desk.calls.models import CallLot, Criterion
from karavel.web.desk.evaluation import agreeing, prices, race
from karavel.web.desk.evaluation.models import Consensus


class Cell(NamedTuple):
    """The points of an offer under a criterion: of a hundred, what they add to the total, and how both come about."""

    criterion: Criterion
    points: Decimal
    weighted: Decimal
    sum: str


class Line(NamedTuple):
    """An offer in its place.

    Attributes:
        total: of a hundred, to two decimals; ``exact`` as it was ranked.
        tie: how a tie was broken, or that lots are drawn; empty where there is none.
        tied, draws, rule: whether it has equals, whether lots are drawn among them, and else the rule that parted them.
    """

    offer: Offer
    rank: int
    cells: list[Cell]
    total: Decimal
    exact: Fraction
    price: scoring.Converted | None
    tie: str
    tied: bool
    draws: bool
    rule: str


class Ranking(NamedTuple):
    """A lot's ranking.

    Attributes:
        criteria: with their weights.
        lines: the best first.
        out: offers that a threshold or the budget puts out, with why.
        unstable: what would change if one offer fell away, under a relative formula.
        problem: why there is no ranking yet; empty where there is one.
    """

    criteria: list[Criterion]
    lines: list[Line]
    out: list[tuple[Offer, str]]
    unstable: list[str]
    problem: str

    @property
    def first(self) -> list[Offer]:
        """The offers in the first place; several where lots are to be drawn."""
        return [line.offer for line in self.lines if line.rank == 1]


def criteria(lot: CallLot) -> list[Criterion]:
    """All criteria of a lot."""
    return list(Criterion.objects.filter(Q(lot=None) | Q(lot=lot), call=lot.call_id))


def ranked(lot: CallLot) -> Ranking:
    """The ranking of a lot, or why there is none yet."""
    asked, offers = criteria(lot), race.admitted(lot)
    if agreeing.lacking(lot):
        return Ranking(asked, [], [], [], _("The committee has not agreed on every bid and criterion yet."))
    try:
        compared = prices.compared(lot, offers)
        scored = prices.compared(lot, offers, "cost") if _by_cost(asked) else compared
        method = _method(lot, asked)
        given = [_given(offer, lot, asked, scored) for offer in offers]
        result = scoring.rank(given, method)
        unstable = scoring.changes(given, method)
    except InvalidInput as error:
        return Ranking(asked, [], [], [], _sentence(error))
    by_key = {str(offer.pk): offer for offer in offers}
    counted = {one.bid: scored[one.bid].money.amount for one in result.ranked if one.bid in scored}
    work = _Work(by_key, {str(one.pk): one for one in asked}, method, counted, compared)
    out = [(by_key[one.bid], one.reason) for one in result.out]
    lines = [_line(one, work) for one in result.ranked]
    return Ranking(asked, lines, out, [_unstable(one, by_key) for one in unstable], "")


def _by_cost(asked: list[Criterion]) -> bool:
    """Whether the formula counts the cost over the whole life, which includes the price."""
    return any(one.formula and one.kind == Criterion.Kind.COST for one in asked)


class _Work(NamedTuple):
    """What lines are written from; ``counted`` are the amounts that the formula saw."""

    offers: Mapping[str, Offer]
    criteria: Mapping[str, Criterion]
    method: scoring.Method
    counted: Mapping[str, Decimal]
    compared: Mapping[str, scoring.Converted]


def _sentence(error: InvalidInput) -> str:
    return " ".join([str(error), *(one.message for one in error.mistakes if one.message != str(error))])


def _method(lot: CallLot, asked: list[Criterion]) -> scoring.Method:
    formula = next((one for one in asked if one.formula), None)
    kept = {str(one.pk) for one in asked} | set(ties.RULES)
    rules = tuple(rule for rule in lot.call.ties if rule in kept)  # a criterion may be of another lot
    return scoring.Method(tuple(_shape(one) for one in asked), _rule(lot, formula), rules, lot.call.decimals)


def _rule(lot: CallLot, formula: Criterion | None) -> scoring.PriceRule | None:
    if formula is None:
        return None
    value = lot.value if lot.value is not None else lot.call.value
    return scoring.PriceRule(
        formula=formula.formula,  # type: ignore[arg-type]
        budget=value,
        estimate=value,
        per_percent=formula.per_percent,
    )


def _shape(one: Criterion) -> shapes.Criterion:
    """A criterion as the core ranks by it: what no formula scores has points of the committee, as quality has."""
    least = shown(agreeing.of_hundred(one.threshold, one), 9) if one.threshold is not None else None
    kind = one.kind if one.formula else "quality"
    return shapes.Criterion(id=str(one.pk), name=one.name, kind=kind, weight=one.weight, threshold=least)  # type: ignore[arg-type]


def _given(
    offer: Offer, lot: CallLot, asked: list[Criterion], compared: Mapping[str, scoring.Converted]
) -> scoring.Offer:
    agreed = {one.criterion_id: one for one in Consensus.objects.filter(offer=offer, lot=lot)}
    price = compared.get(str(offer.pk))
    return scoring.Offer(
        bid=str(offer.pk),
        amounts={str(one.pk): price.money for one in asked if one.formula and price},
        points={
            str(one.pk): agreeing.of_hundred(agreed[one.pk].points, one)
            for one in asked
            if not one.formula and one.pk in agreed
        },
    )


def _line(one: scoring.Placed, work: _Work) -> Line:
    cells = [_cell(part, one.bid, work) for part in one.parts]
    price = work.compared.get(one.bid)
    offer = work.offers[one.bid]
    rule = ties.named(offer.call, one.broken_by) if one.broken_by else ""
    tie = _tie(one, work, rule)
    return Line(offer, one.rank, cells, shown(one.total), one.total, price, tie, bool(one.tied_with), one.draw, rule)


def _cell(part: scoring.Part, bid: str, work: _Work) -> Cell:
    criterion = work.criteria[part.criterion]
    points, weighted = shown(part.points), shown(part.weighted)
    formula = _formula(criterion, bid, work)
    brought = f"{formula}{_n(points)}; " if formula else ""
    worked = f"{brought}{_n(points)} × {_n(criterion.weight)} % = {_n(weighted)}"
    return Cell(criterion, points, weighted, worked)


def _formula(criterion: Criterion, bid: str, work: _Work) -> str:
    """The price's sum in figures; nothing for points of the committee."""
    if not criterion.formula or work.method.price is None:
        return ""
    rule, lowest, highest = work.method.price, min(work.counted.values()), max(work.counted.values())
    own, low, high = (_n(figure) for figure in (work.counted[bid], lowest, highest))
    if criterion.formula == "linear-span" and lowest == highest:
        return ""
    estimate = _n(rule.estimate or 0)
    sums = {
        "lowest-ratio": f"100 × {low} / {own} = ",
        "linear-span": f"100 × ({high} − {own}) / ({high} − {low}) = ",
        "fixed-budget": f"{own} ≤ {_n(rule.budget or 0)}: ",
        "base-price": f"{_n(rule.per_percent or 0)} × 100 × ({estimate} − {own}) / {estimate} = ",
        "per-percent": f"{_n(rule.per_percent or 0)} × 100 × ({estimate} − {own}) / {estimate} = ",
    }
    return sums[criterion.formula]


def _n(figure: Decimal | int) -> str:
    return texts.number(float(figure))


def _tie(one: scoring.Placed, work: _Work, rule: str) -> str:
    if not one.tied_with:
        return ""
    said = {"others": ", ".join(work.offers[key].bidder for key in one.tied_with)}
    if one.draw:
        return _("Equal to %(others)s. No rule that was announced decides: lots are drawn.") % said
    return _("Equal to %(others)s; the announced rule decides: %(rule)s.") % (said | {"rule": rule})


def _unstable(one: scoring.Change, by_key: Mapping[str, Offer]) -> str:
    order = " › ".join(by_key[key].bidder for key in one.order)
    told = _("Without %(bidder)s the others would stand so: %(order)s.")
    return told % {"bidder": by_key[one.without].bidder, "order": order}


def formula_words(criterion: Criterion) -> str:
    """How a criterion is scored, in a sentence."""
    found = scoring.FORMULAS.get(criterion.formula)  # type: ignore[call-overload]
    return say(found.sentence) if found else _("Points by the committee.")
