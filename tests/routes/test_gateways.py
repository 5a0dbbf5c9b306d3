"""What a route opens: lots counted once, rights gained apart from bids newly possible, the unknown apart from both."""

from __future__ import annotations

from datetime import date

import pytest
from tests.routes.firms import AS_OF, firm, lot, notice

from karavel.access import Law, tender_of
from karavel.notices import Buyer, Lot, Moment, Notice
from karavel.routes import Case, Opening, Planner, compare


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load()


def case(made: Notice, sought: Lot, *, qualified: bool | None = None, value: float | None = 100.0) -> Case:
    return Case(
        tender=tender_of(made, sought),
        qualified=lambda _way: qualified,
        deadline=date.fromisoformat(sought.deadline[:10]) if sought.deadline else None,
        value_eur=value,
        dps=sought.dps,
    )


def openings(law: Law, *cases: Case) -> dict[tuple[str, str | None], Opening]:
    return {(each.kind, each.via): each for each in compare(Planner(law, firm(), AS_OF), cases)}


LATER = lot(deadline=Moment("2027-12-31"))


def test_a_right_gained_is_counted_with_its_value_and_market(law: Law) -> None:
    found = openings(law, case(notice(LATER), LATER), case(notice(LATER, country="DE"), LATER))
    opening = found["subsidiary", "PT"]
    assert (opening.lots, opening.right_gained, opening.newly_possible) == (2, 2, 0)
    assert opening.value_eur == 200
    assert {code: market.lots for code, market in opening.by_market.items()} == {"PT": 1, "DE": 1}


def test_the_direct_bid_opens_nothing_and_keeps_its_verdicts(law: Law) -> None:
    direct = openings(law, case(notice(), lot()))["direct", None]
    assert direct.lots == 0
    assert direct.verdicts == {"discretionary": 1}


def test_a_forbidden_bid_that_becomes_possible_is_other_news(law: Law) -> None:
    union = notice(LATER, country="BE", buyers=(Buyer(name="Agency", country="BE", level="eu-institution"),))
    opening = openings(law, case(union, LATER))["subsidiary", "PT"]
    assert (opening.lots, opening.right_gained, opening.newly_possible) == (1, 0, 1)


def test_what_cannot_be_ready_is_not_in_time(law: Law) -> None:
    soon = lot(deadline=Moment("2026-11-25"))
    opening = openings(law, case(notice(soon), soon), case(notice(LATER), LATER))["subsidiary", "PT"]
    assert (opening.lots, opening.lots_in_time) == (2, 1)


@pytest.mark.parametrize(("qualified", "counted"), [(True, (1, 0)), (None, (0, 1)), (False, (0, 0))])
def test_what_must_be_read_is_never_counted_as_qualified(
    law: Law, qualified: bool | None, counted: tuple[int, int]
) -> None:
    opening = openings(law, case(notice(LATER), LATER, qualified=qualified))["subsidiary", "PT"]
    assert (opening.lots_qualified, opening.lots_unread) == counted


def test_unknown_before_or_after_counts_apart(law: Law) -> None:
    state = notice(LATER, country="KZ", buyers=(Buyer(name="Holding", country="KZ", level="state-owned"),))
    found = openings(law, case(state, LATER))
    assert found["direct", None].verdicts == {"unknown": 1}
    own = found["subsidiary", None]
    assert (own.lots, own.unsettled) == (0, 1)


def test_routes_through_each_buyers_own_country_are_one_row(law: Law) -> None:
    found = openings(law, case(notice(LATER, country="DE"), LATER), case(notice(LATER, country="ES"), LATER))
    assert found["subsidiary", None].lots == 2
    assert set(found["subsidiary", None].ways) == {"DE", "ES"}


def test_a_lot_without_a_value_adds_none(law: Law) -> None:
    assert openings(law, case(notice(LATER), LATER, value=None))["subsidiary", "PT"].value_eur == 0


def test_the_order_of_lots_does_not_matter(law: Law) -> None:
    cases = [case(notice(LATER, country=country), LATER) for country in ("DE", "ES", "KZ", "AZ", "PT")]
    one, other = openings(law, *cases), openings(law, *reversed(cases))
    assert {key: (o.lots, o.verdicts) for key, o in one.items()} == {
        key: (o.lots, o.verdicts) for key, o in other.items()
    }


def test_lots_of_one_situation_are_decided_together(law: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    planner = Planner(law, firm(), AS_OF)
    compare(planner, [case(notice(LATER), LATER)])
    monkeypatch.setattr("karavel.routes.deciding.decide", None)  # one more decision would fail
    many = {(o.kind, o.via): o for o in compare(planner, [case(notice(LATER), LATER)] * 50)}
    assert many["subsidiary", "PT"].lots == 50
