"""The same firm before the buyers of every state: what the law of the Union says must not depend on the state."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from karavel.access import Bidder, Establishment, Facts, Law, Member, Owner, Situation, Tender, Value, Verdict, decide

LAW = Law.load()
ON = date(2026, 5, 4)
MEMBERS = sorted(LAW.members("EU-STATES", ON))
EFTA = sorted(LAW.members("EEA-EFTA", ON))
PORTUGUESE_AND_AZERBAIJANI = [
    Bidder(country="PT", consortium=(Member("AZ"),)),
    Bidder(country="AZ", consortium=(Member("PT"),)),
]


def _verdict(bidder: Bidder, buyer: str, level: Any = "sub-central", on: date = ON, **facts: Any) -> Verdict:
    tender = Tender(
        buyer_country=buyer,
        buyer_level=level,
        nature="services",
        procedure_start=on,
        cpv="72200000",
        value=Value(500_000, "EUR"),
        facts=Facts(**facts),
    )
    return decide(LAW, Situation(bidder, tender)).verdict


def test_the_union_has_twenty_seven_members() -> None:
    assert len(MEMBERS) == 27
    assert "GB" not in MEMBERS


@pytest.mark.parametrize("buyer", MEMBERS)
@pytest.mark.parametrize("bidder", PORTUGUESE_AND_AZERBAIJANI, ids=["PT leads", "AZ leads"])
def test_a_consortium_with_a_firm_that_no_treaty_covers_is_up_to_the_buyer(bidder: Bidder, buyer: str) -> None:
    assert _verdict(bidder, buyer) == "discretionary"
    assert _verdict(bidder, buyer, documents_admit_third_country=True) == "open"
    assert _verdict(bidder, buyer, documents_admit_third_country=False) == "excluded"
    silent: Verdict = "excluded" if buyer == "PL" else "discretionary"
    assert _verdict(bidder, buyer, documents_silent=True) == silent
    assert _verdict(bidder, buyer, on=date(2025, 9, 8), documents_silent=True) == "discretionary"
    assert _verdict(bidder, buyer, on=date(2025, 9, 9), documents_silent=True) == silent


@pytest.mark.parametrize("buyer", [*MEMBERS, *EFTA])
def test_a_subsidiary_in_the_union_has_its_right_whoever_owns_it(buyer: str) -> None:
    shell = Bidder(
        country="PT",
        establishments=(Establishment("PT", "head-office", substantive=False),),
        owners=(Owner("AZ", 100),),
    )
    for level in ("central", "sub-central", "utility", "state-owned"):
        assert _verdict(shell, buyer, level) == "guaranteed"


@pytest.mark.parametrize("buyer", [*MEMBERS, *EFTA])
def test_a_branch_is_the_foreign_company(buyer: str) -> None:
    branch = Bidder(country="AZ", establishments=(Establishment("AZ"), Establishment("PT", "branch")))
    assert _verdict(branch, buyer) == "discretionary"


@pytest.mark.parametrize("buyer", MEMBERS)
def test_a_russian_firm_is_barred_in_every_member_state(buyer: str) -> None:
    assert _verdict(Bidder(country="RU"), buyer, documents_admit_third_country=True) == "excluded"
    assert _verdict(Bidder(country="CY", owners=(Owner("RU", 60.0),)), buyer) == "excluded"
    assert _verdict(Bidder(country="CY", owners=(Owner("RU", 50.0),)), buyer) == "guaranteed"


@pytest.mark.parametrize("buyer", ["GB", "BR", "RS", "TR", "AZ", "KZ", "UZ", "GE"])
def test_a_subsidiary_in_the_buyers_country_needs_no_substance(buyer: str) -> None:
    shell = Bidder(
        country=buyer,
        establishments=(Establishment(buyer, "head-office", substantive=False),),
        owners=(Owner("PT", 100),),
    )
    assert _verdict(shell, buyer, "central") == "guaranteed"
    tender = Tender(buyer_country=buyer, buyer_level="central", nature="services", procedure_start=ON)
    conditions = decide(LAW, Situation(shell, tender)).conditions
    assert any(condition.kind == "substance" for condition in conditions)
