"""A plan holds every lawful way in with verdict, cost and time; the best is lawful, in time and qualified for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from tests.routes.firms import AS_OF, firm, lot, notice, requirement

from karavel.access import Bidder, Decision, Law, Reason
from karavel.companies import Establishment, Preferences
from karavel.notices import Lot, Moment, Notice
from karavel.routes import Planner, Range, Route, Way, best, counted_back, direct, explained, plan, ranked, start_by
from karavel.routes.needs import Qualification
from karavel.routes.planning import in_time
from karavel.routes.shapes import Kind


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load()


def find(routes: tuple[Route, ...], kind: Kind, via: str | None = None) -> Route:
    return next(route for route in routes if route.kind == kind and (via is None or route.via == via))


def routes_of(law: Law, made: Notice | None = None, sought: Lot | None = None, **company: Any) -> tuple[Route, ...]:
    return plan(law, firm(**company), made or notice(), sought or lot(), AS_OF)


def test_the_first_route_is_the_direct_one(law: Law) -> None:
    routes = routes_of(law)
    assert routes[0].kind == "direct"
    assert direct(routes) is routes[0]


def test_a_portuguese_subsidiary_turns_the_buyers_choice_into_a_right(law: Law) -> None:
    routes = routes_of(law)
    assert direct(routes).decision.verdict == "discretionary"
    assert find(routes, "subsidiary", "PT").decision.verdict == "guaranteed"
    assert find(routes, "subsidiary", "EE").decision.verdict == "guaranteed"


def test_relying_on_a_parent_without_access_is_up_to_the_buyer(law: Law) -> None:
    assert find(routes_of(law), "subsidiary-with-parent", "PT").decision.verdict == "discretionary"


def test_relying_on_a_parent_with_access_keeps_the_right(law: Law) -> None:
    routes = routes_of(law, notice(country="DE"), country="ES", preferences=Preferences(gateways=("PT",)))
    assert find(routes, "subsidiary-with-parent", "PT").decision.verdict == "guaranteed"


def test_a_branch_leaves_the_bidder_a_foreigner(law: Law) -> None:
    route = find(routes_of(law), "branch", "PT")
    assert route.way.bidder.country == "AZ"
    assert route.decision.verdict == "discretionary"


def test_a_consortium_binds_the_firms_own_standing(law: Law) -> None:
    assert find(routes_of(law), "consortium", "PT").decision.verdict == "discretionary"


def test_a_subcontractor_has_no_right_of_its_own(law: Law) -> None:
    route = find(routes_of(law), "subcontract", "PT")
    assert route.decision.verdict == "discretionary"
    assert any("prime" in sentence for sentence in route.decision.assumed)


def test_gateways_work_for_any_pair_of_countries(law: Law) -> None:
    portuguese = routes_of(law, notice(country="KZ"), country="PT", preferences=Preferences(gateways=("AZ", "GE")))
    assert {route.via for route in portuguese if route.kind == "subsidiary"} == {"KZ", "AZ", "GE"}
    brazilian = routes_of(law, notice(country="PL"), country="BR", preferences=Preferences(gateways=("LT",)))
    assert find(brazilian, "subsidiary", "LT").decision.verdict == "guaranteed"


def test_without_a_choice_every_country_of_the_entry_data_is_a_gateway(law: Law) -> None:
    planner = Planner(law, firm(preferences=Preferences()), AS_OF)
    assert {"PT", "LT", "EE", "GE", "TR", "PL"} <= set(planner.ways.gateways)
    assert "AZ" not in planner.ways.gateways


def test_a_firm_at_home_has_nothing_to_found(law: Law) -> None:
    routes = routes_of(law, notice(country="AZ"), lot(languages=("az",)))
    assert direct(routes).decision.verdict == "guaranteed"
    assert direct(routes).way.days == Range(0, 0)
    assert not any(route.via == "AZ" and route.kind in {"subsidiary", "branch"} for route in routes)


def test_at_home_a_partner_of_the_same_country_brings_what_the_firm_lacks(law: Law) -> None:
    sought = lot(requirements=(requirement("At least 9 references"),), languages=("az",))
    routes = routes_of(law, notice(sought, country="AZ"), sought)
    assert direct(routes).qualification.all is False
    home = find(routes, "consortium", "AZ")
    assert home.decision.verdict == "guaranteed"
    assert home.qualification.all is None
    assert any(answer.by_partner for answer in home.qualification.requirements)
    assert not home.way.keeps
    assert best(routes, 310_000) is home


def test_a_route_that_is_not_qualified_for_is_told_beside_the_one_that_takes_its_place(law: Law) -> None:
    sought = lot(requirements=(requirement("At least 9 references"),), languages=("az",))
    routes = routes_of(law, notice(sought, country="AZ"), sought)
    choice = explained(routes, 310_000)
    assert choice
    assert (choice.route.kind, choice.by) == ("consortium", "verdict")
    assert [(passed.route.kind, passed.why) for passed in choice.passed] == [("direct", "unqualified")]


def test_a_better_route_that_comes_too_late_is_told_as_late(law: Law) -> None:
    soon = lot(deadline=Moment("2027-01-15"))
    choice = explained(routes_of(law, notice(soon), soon), 310_000)
    assert choice
    late = {(passed.route.kind, passed.route.via) for passed in choice.passed if passed.why == "late"}
    assert ("subsidiary", "PT") in late


def test_every_subsidiary_that_is_yet_to_be_founded_warns_of_a_shell(law: Law) -> None:
    for route in routes_of(law, notice(country="GE")):
        if route.kind in {"subsidiary", "subsidiary-with-parent"}:
            assert any("staff and decisions" in risk for risk in route.way.risks)


def test_before_the_unions_own_institutions_any_gateway_may_bring_the_partner(law: Law) -> None:
    institution = notice(country="EU", legal_basis=None)
    routes = routes_of(law, institution, preferences=Preferences())
    assert {"PT", "DE"} <= {route.via for route in routes if route.kind == "consortium"}


def test_a_subsidiary_that_exists_is_ready_at_once_and_costs_no_foundation(law: Law) -> None:
    places = (
        Establishment(country="AZ", kind="head-office", substantive=True),
        Establishment(country="PT", kind="subsidiary", substantive=True),
    )
    there = find(routes_of(law, establishments=places), "subsidiary", "PT").way
    new = find(routes_of(law), "subsidiary", "PT").way
    assert there.existing
    assert "register-company" not in {step.id for step in there.steps}
    assert there.cost_eur
    assert new.cost_eur
    assert there.cost_eur.max < new.cost_eur.max


def test_a_country_without_entry_data_is_shown_and_never_called_ready(law: Law) -> None:
    route = find(routes_of(law, notice(country="FI")), "subsidiary", "FI")
    assert route.way.cost_eur is None
    assert route.way.days is None
    assert route.in_time is False
    assert "FI" in route.way.risks[0]


def test_proposals_stand_among_the_risks_as_may_change(law: Law) -> None:
    risks = find(routes_of(law), "subsidiary", "PT").way.risks
    assert sum(risk.startswith("May change:") for risk in risks) >= 2


def test_a_subsidiary_says_what_it_does_not_change(law: Law) -> None:
    keeps = " ".join(find(routes_of(law), "subsidiary", "PT").way.keeps)
    for word in ("references", "turnover", "subsidies", "taxed"):
        assert word in keeps


def test_the_tax_at_source_is_said_once(law: Law) -> None:
    routes = routes_of(law)
    taxes = {r.kind: [c.sentence for c in r.conditions if c.kind == "tax"] for r in routes if r.way.local or not r.via}
    assert len(taxes["direct"]) == 1
    assert "Azerbaijan" in taxes["direct"][0]
    assert all(len(said) <= 1 for said in taxes.values()), taxes
    assert len(taxes["subcontract"]) == 1


def test_the_gateways_signature_goes_before_the_buyers_platform(law: Law) -> None:
    steps = [step.id for step in find(routes_of(law, notice(country="DE")), "subsidiary", "PT").way.steps]
    assert "e-signature" in steps
    assert steps.index("register-company") < steps.index("e-signature")


def test_the_banks_door_is_there_only_where_a_bank_pays(law: Law) -> None:
    assert not any(route.kind == "bank-financed" for route in routes_of(law))
    paid = lot(eu_funded=True, eu_programmes=("NDICI",))
    assert any(route.kind == "bank-financed" for route in routes_of(law, notice(paid, country="GE"), paid))


def test_a_dynamic_system_can_be_entered_as_long_as_it_runs(law: Law) -> None:
    system = lot(dps="dps-nlist", deadline=Moment("2026-11-24"), end=date(2029, 12, 31))
    routes = routes_of(law, notice(system), system)
    assert find(routes, "framework-entry").in_time is True
    assert find(routes, "subsidiary", "PT").in_time is False


@pytest.mark.parametrize("days", [0, 1])
def test_a_route_is_in_time_on_the_day_it_is_ready_and_not_a_day_later(law: Law, days: int) -> None:
    ready = find(routes_of(law), "subsidiary", "PT").way.ready
    assert ready
    sought = lot(deadline=Moment((ready - timedelta(days=days)).isoformat()))
    assert find(routes_of(law, notice(sought), sought), "subsidiary", "PT").in_time is (days == 0)


def test_a_closed_lot_is_judged_as_if_there_were_time_and_one_without_deadline_is_not_judged(law: Law) -> None:
    way = find(routes_of(law), "subsidiary", "PT").way
    assert in_time(way, AS_OF - timedelta(days=400), AS_OF) is True
    assert in_time(way, None, AS_OF) is None


def begin(route: Route) -> date:
    assert route.closes
    first = start_by(counted_back(route.way.steps, route.closes))
    assert first
    return first


def test_the_last_day_to_begin_is_counted_back_and_too_late_where_there_is_no_time(law: Law) -> None:
    soon = lot(deadline=Moment("2027-01-15"))
    late = find(routes_of(law, notice(soon), soon), "subsidiary", "PT")
    assert late.in_time is False
    assert begin(late) < AS_OF
    sought = lot(deadline=Moment("2027-12-31"))
    early = find(routes_of(law, notice(sought), sought), "subsidiary", "PT")
    assert early.in_time
    assert begin(early) >= AS_OF


def test_the_best_route_is_never_late_and_never_forbidden(law: Law) -> None:
    soon = lot(deadline=Moment("2027-01-15"))
    chosen = best(routes_of(law, notice(soon), soon), 310_000)
    assert chosen
    assert chosen.in_time is True
    assert chosen.kind == "direct"


def test_with_time_enough_the_right_to_bid_wins(law: Law) -> None:
    sought = lot(deadline=Moment("2027-12-31"))
    chosen = best(routes_of(law, notice(sought), sought), 310_000)
    assert chosen
    assert chosen.kind == "subsidiary"
    assert chosen.decision.verdict == "guaranteed"


def test_a_new_company_is_not_best_where_references_are_asked(law: Law) -> None:
    sought = lot(deadline=Moment("2027-12-31"), requirements=(requirement("At least 2 references"),), languages=("en",))
    routes = routes_of(law, notice(sought), sought)
    assert find(routes, "subsidiary", "PT").qualification.all is False
    chosen = best(routes, 310_000)
    assert chosen
    assert chosen.kind != "subsidiary"


def made(
    verdict: Any, *, cost: float | None = 0, timely: bool | None = True, qualified: bool | None = True, share: float = 1
) -> Route:
    """A route with nothing but what choosing looks at."""
    way = Way(
        kind="direct",
        via=None,
        local=False,
        bidder=Bidder(country="AZ"),
        steps=(),
        cost_eur=None if cost is None else Range(0, cost),
        yearly_eur=None,
        days=Range(0, 0),
        ready=AS_OF,
        share=share,
    )
    reason = Reason(instrument="X", article="1", sentence="Because.")
    return Route(
        way=way,
        decision=Decision(verdict=verdict, reasons=(reason,)),
        qualification=Qualification(qualified, ()),
        in_time=timely,
    )


def test_nothing_is_best_where_nothing_is_possible() -> None:
    assert best(()) is None
    assert best((made("excluded"), made("guaranteed", timely=False), made("guaranteed", qualified=False))) is None


def test_unknown_is_better_than_nothing_and_worse_than_anything_settled() -> None:
    unknown, decides = made("unknown"), made("discretionary", cost=90_000)
    assert best((unknown,)) is unknown
    assert best((unknown, decides)) is decides


def test_at_equal_verdict_the_least_cost_against_the_value_at_stake_wins() -> None:
    whole, part = made("open", cost=5_000), made("open", cost=3_000, share=0.3)
    assert best((part, whole), 100_000) is whole
    assert best((whole, made("open", cost=None)), 100_000) is whole


def test_what_is_known_to_be_met_goes_before_what_must_be_read() -> None:
    sure, unread = made("open", cost=9_000), made("open", qualified=None)
    choice = explained((unread, sure))
    assert choice
    assert (choice.route, choice.by, choice.over) == (sure, "qualifies", unread)


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        (made("open"), None, "only"),
        (made("guaranteed"), made("open"), "verdict"),
        (made("open", cost=10), made("open", cost=20), "cost"),
    ],
)
def test_the_choice_says_by_what_the_best_stands_before_the_next(one: Route, other: Route | None, by: str) -> None:
    choice = explained((one, other) if other else (one,))
    assert choice
    assert (choice.route, choice.by, choice.over) == (one, by, other)


def test_alternatives_are_kept_behind_the_best() -> None:
    routes = (made("guaranteed", timely=False), made("open"), made("guaranteed"))
    assert [route.decision.verdict for route in ranked(routes)] == ["guaranteed", "open", "guaranteed"]
    assert ranked(routes)[0] is best(routes)


def test_the_same_situation_is_decided_once(law: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    planner = Planner(law, firm(), AS_OF)
    first = planner.routes(notice(), lot())
    monkeypatch.setattr("karavel.routes.deciding.decide", None)  # a second decision would fail
    again = planner.routes(notice(), lot(title="Outro portal"))
    assert [route.decision for route in again] == [route.decision for route in first]


def test_routes_are_plain_values_that_can_be_sent(law: Law) -> None:
    assert msgspec.json.encode(routes_of(law))
