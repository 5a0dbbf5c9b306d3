"""What holds for every input: reading never invents, more asked never means better qualified, the best is best."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.routes.firms import AS_OF, firm, lot, requirement

from karavel.access import Bidder, Decision, Reason
from karavel.access.decision import RANK
from karavel.routes import Range, Route, Way, best, qualifies, ranked
from karavel.routes.needs import Qualification
from karavel.routes.requirements import read
from karavel.routes.requirements.amounts import sums

# fmt: off
WORDS = (
    "turnover", "Umsatz", "chiffre d'affaires", "referências", "references", "insurance", "ISO", "27001", "9001",
    "mindestens", "at least", "pelo menos", "3", "12", "250", "000", "1.000.000,00", "EUR", "€", "zł", "kr", "Mio.",
    "million", "mil", "years", "Jahre", "lots", "lot 2", ";", ".", ":", "—", "(", ")", "%", "2024",
)
# fmt: on
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=25).map(" ".join)


@given(TEXTS)
@settings(deadline=None)
def test_what_is_read_is_positive_and_has_a_currency(text: str) -> None:
    for asked in read(text):
        assert asked.amount is None or (asked.amount > 0 and asked.currency)
        assert asked.count is None or asked.count > 0
        assert asked.years is None or asked.years > 0
    assert all(found.amount >= 0 for found in sums(text))


@given(TEXTS)
@settings(deadline=None)
def test_some_text_never_leaves_a_lot_without_an_answer(text: str) -> None:
    found = qualifies(firm(), lot(requirements=(requirement(text),)), as_of=AS_OF)
    assert found.requirements
    assert all((answer.met is True) == (answer.gap is None) for answer in found.requirements)


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_a_further_requirement_never_mends_an_unmet_one(first: str, second: str) -> None:
    one = qualifies(firm(), lot(requirements=(requirement(first),), languages=("en",)), as_of=AS_OF)
    both = (requirement(first), requirement(second))
    two = qualifies(firm(), lot(requirements=both, languages=("en",)), as_of=AS_OF)
    if one.all is False:
        assert two.all is False


@st.composite
def routes(draw: st.DrawFn) -> Route:
    cost = draw(st.none() | st.integers(0, 50_000))
    verdict: Any = draw(st.sampled_from(["guaranteed", "open", "discretionary", "unknown", "excluded"]))
    way = Way(
        kind=draw(st.sampled_from(["direct", "consortium", "subsidiary"])),
        via=draw(st.sampled_from([None, "PT", "GE"])),
        local=draw(st.booleans()),
        bidder=Bidder(country="AZ"),
        steps=(),
        cost_eur=None if cost is None else Range(0, cost),
        yearly_eur=None,
        days=Range(0, 0),
        ready=AS_OF,
        share=draw(st.sampled_from([1.0, 0.3])),
    )
    reason = Reason(instrument="X", article="1", sentence="Because.")
    return Route(
        way=way,
        decision=Decision(verdict=verdict, reasons=(reason,)),
        qualification=Qualification(draw(st.sampled_from([True, False, None])), ()),
        in_time=draw(st.sampled_from([True, False, None])),
    )


def possible(route: Route) -> bool:
    return route.in_time is not False and route.decision.verdict != "excluded" and route.qualification.all is not False


@given(st.lists(routes(), max_size=8).map(tuple))
def test_the_best_route_is_possible_and_none_that_is_has_a_higher_verdict(plan: tuple[Route, ...]) -> None:
    chosen = best(plan)
    rest = [route for route in plan if possible(route)]
    assert (chosen is None) == (not rest)
    if chosen:
        assert possible(chosen)
        known = [RANK.get(route.decision.verdict, 0.5) for route in rest]
        assert RANK.get(chosen.decision.verdict, 0.5) == max(known)
        assert ranked(plan)[0] is chosen


@given(st.lists(routes(), max_size=8).map(tuple))
def test_ranking_keeps_every_route(plan: tuple[Route, ...]) -> None:
    assert sorted(map(id, ranked(plan))) == sorted(map(id, plan))
