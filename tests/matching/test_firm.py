"""What ranking takes from a company's profile."""

from __future__ import annotations

from datetime import date

import pytest
from tests.routes.firms import AS_OF, firm

from karavel.companies import Account, Capabilities, Establishment, Preferences, Reference, ValueRange
from karavel.matching.firm import profile_of
from karavel.money import Rates
from karavel.notices import Money

RATES = Rates()


def test_the_range_of_values_is_the_one_the_firm_names() -> None:
    named = firm(preferences=Preferences(value_eur=ValueRange(min=20_000, max=None)))
    profile = profile_of(named, RATES, AS_OF)
    assert (profile.smallest_eur, profile.largest_eur) == (20_000, None)


def test_without_a_range_past_contracts_and_turnover_suggest_one() -> None:
    done = (Reference(title="Portal", value=Money(100_000, "EUR")), Reference(title="Site", value=Money(40_000, "EUR")))
    rich = firm(references=done, accounts=(Account(year=2025, turnover=Money(3_000_000, "EUR")),))
    assert (profile_of(rich, RATES, AS_OF).smallest_eur, profile_of(rich, RATES, AS_OF).largest_eur) == (1e4, 1.5e6)
    poor = firm(references=done, accounts=())
    assert profile_of(poor, RATES, AS_OF).largest_eur == 4e5


def test_a_firm_that_says_nothing_of_money_has_no_range() -> None:
    profile = profile_of(firm(references=(), accounts=()), RATES, AS_OF)
    assert profile.smallest_eur is profile.largest_eur is None


def test_references_count_by_role_the_latest_first_undated_last() -> None:
    done = (
        Reference(title="undated"),
        Reference(title="old", ended=date(2015, 1, 1), role="subcontractor"),
        Reference(title="new", ended=date(2025, 1, 1), role="partner"),
    )
    wins = profile_of(firm(references=done), RATES, AS_OF).wins
    assert [(win.title, win.share) for win in wins] == [("new", 0.8), ("old", 0.6), ("undated", 1.0)]


def test_amounts_are_turned_into_euro_and_unknown_currencies_into_nothing() -> None:
    done = (Reference(title="a", value=Money(100.0, "AZN"), ended=date(2024, 6, 1)),)
    (win,) = profile_of(firm(references=done), RATES, AS_OF).wins
    assert win.value_eur
    assert 40 < win.value_eur < 80
    (win,) = profile_of(firm(references=(Reference(title="b", value=Money(5.0, "XXX")),)), RATES, AS_OF).wins
    assert win.value_eur is None


def test_every_place_of_the_firm_is_home() -> None:
    places = (
        Establishment(country="AZ", kind="head-office"),
        Establishment(country="PT", kind="subsidiary"),
    )
    assert profile_of(firm(establishments=places), RATES, AS_OF).countries == {"AZ", "PT"}


@pytest.mark.parametrize("cpv", [(), ("72200000",)])
def test_trade_is_taken_as_it_is(cpv: tuple[str, ...]) -> None:
    profile = profile_of(firm(capabilities=Capabilities(summary="Portals", cpv=cpv)), RATES, AS_OF)
    assert (profile.summary, profile.cpv) == ("Portals", cpv)
