"""What holds for every situation, whoever bids for whatever."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karavel.access import (
    RANK,
    Bidder,
    Establishment,
    Facts,
    Law,
    Member,
    Origin,
    Owner,
    Partner,
    Situation,
    Tender,
    Value,
    Verdict,
    decide,
    situation_key,
)
from karavel.access.model import Coverage, Instrument, Source

LAW = Law.load()
COUNTRIES = ["AZ", "PT", "BR", "KZ", "US", "UA", "TR", "GB", "RU", "CN", "GE", "RS", "CH", "NO", "JP", "AO", "MZ", "AM"]
BUYERS = [
    "PT",
    "PL",
    "RO",
    "DE",
    "GB",
    "CH",
    "NO",
    "BR",
    "AZ",
    "KZ",
    "TR",
    "SA",
    "UA",
    "RS",
    "AO",
    "EU",
    "US",
    "JP",
    "",
]
LEVELS = ["central", "sub-central", "utility", "eu-institution", "state-owned", "international", "unknown"]
DAYS = [day for day in LAW.breakpoints() if day.year >= 2013]
CURRENCIES = ["EUR", "XDR", "PLN", "GBP", "BRL", "SAR", "TRY", "JPY", "CHF"]
FUNDERS = [None, None, None, "ADB", "AfDB", "World Bank", "EU-NDICI", "EU-IPA-III", "EIB", "JICA"]
AMOUNTS = [1.0, 50_000.0, 139_999.0, 140_000.0, 216_000.0, 400_000.0, 999_999.0, 1e6, 4_999_999.0, 5e6, 2e7, 3e8]

maybe = st.sampled_from([None, True, False])
codes = st.sampled_from(COUNTRIES)
shares = st.sampled_from([5.0, 10.0, 10.5, 25.0, 49.0, 50.0, 50.1, 51.0, 60.0, 100.0])
bidders = st.builds(
    Bidder,
    country=codes,
    establishments=st.lists(st.builds(Establishment, codes, st.just("head-office"), maybe), max_size=1).map(tuple),
    owners=st.lists(st.builds(Owner, codes, shares), max_size=2).map(tuple),
    consortium=st.lists(st.builds(Member, codes), max_size=1).map(tuple),
    partners=st.lists(
        st.builds(Partner, codes, st.sampled_from(["subcontractor", "relied-on"]), shares), max_size=1
    ).map(tuple),
    goods_origin=st.lists(st.builds(Origin, codes, shares), max_size=2).map(tuple),
)
facts = st.builds(
    Facts,
    documents_silent=maybe,
    documents_admit_third_country=maybe,
    closed_to_foreigners=maybe,
    financed_by=st.sampled_from(FUNDERS),
    universal_procurement=maybe,
    entity_marking=st.sampled_from([None, "asterisk", "double-asterisk", "unmarked"]),
    public_health_system=maybe,
    commune=maybe,
    gpa_declared=maybe,
    legal_basis=st.sampled_from([None, "32014L0024", "32014L0025"]),
)
tenders = st.builds(
    Tender,
    buyer_country=st.sampled_from(BUYERS),
    buyer_level=st.sampled_from(LEVELS),
    nature=st.sampled_from(["services", "supplies", "works", "unknown"]),
    procedure_start=st.one_of(st.sampled_from(DAYS), st.dates(date(2014, 1, 1), date(2027, 12, 31))),
    cpv=st.sampled_from([None, "72000000", "30200000", "33100000", "73000000", "85000000", "45000000"]),
    value=st.one_of(
        st.none(),
        st.builds(Value, st.one_of(st.sampled_from(AMOUNTS), st.floats(1, 1e9)), st.sampled_from(CURRENCIES)),
    ),
    facts=facts,
)


def _verdict(law: Law, bidder: Bidder, tender: Tender) -> Verdict:
    return decide(law, Situation(bidder, tender)).verdict


@given(bidders, tenders)
@settings(max_examples=60)
def test_every_situation_gets_an_answer_with_a_reason(bidder: Bidder, tender: Tender) -> None:
    decision = decide(LAW, Situation(bidder, tender))
    assert decision.reasons
    assert decision.verdict == "unknown" or decision.reasons[0].confidence != "low"


@given(bidders, tenders)
@settings(max_examples=60)
def test_an_unknown_answer_says_what_is_missing(bidder: Bidder, tender: Tender) -> None:
    decision = decide(LAW, Situation(bidder, tender))
    assert decision.verdict != "unknown" or decision.missing


AGREEMENT = Instrument(
    id="NEW-AGREEMENT",
    title={"en": "A new agreement"},
    kind="treaty",
    reviewed=date(2026, 11, 23),
    sources={"text": Source(title="its text")},
    messages={"new": {"en": "A new agreement covers it."}},
    coverage=(
        Coverage(
            id="new",
            supplier=tuple(COUNTRIES),
            buyer=tuple(code for code in BUYERS if code),
            level=tuple(LEVELS),
            nature=("services", "supplies", "works"),
            message="new",
            article="1",
            source="text",
            confidence="high",
        ),
    ),
)
WIDER = Law([*LAW.instruments, AGREEMENT])


@given(bidders, tenders)
@settings(max_examples=60)
def test_adding_an_agreement_never_closes_a_lot(bidder: Bidder, tender: Tender) -> None:
    """What was open stays so; what the buyer could decide may become a right, or unsettled, but never forbidden."""
    before, after = _verdict(LAW, bidder, tender), _verdict(WIDER, bidder, tender)
    if before in ("open", "guaranteed"):
        assert RANK[after] >= RANK[before]  # unknown is no key, and fails as it should
    assert after != "excluded" or before == "excluded"


@given(bidders, tenders, st.sampled_from(["value", "cpv", "level", "nature", "facts", "marking", "goods"]))
@settings(max_examples=60)
def test_removing_evidence_never_turns_unknown_into_a_right(bidder: Bidder, tender: Tender, what: str) -> None:
    if _verdict(LAW, bidder, tender) != "unknown":
        return
    less: dict[str, dict[str, object]] = {
        "value": {"value": None, "facts": msgspec.structs.replace(tender.facts, gpa_declared=None, legal_basis=None)},
        "cpv": {"cpv": None},
        "level": {"buyer_level": "unknown"},
        "nature": {"nature": "unknown"},
        "facts": {"facts": Facts(financed_by=tender.facts.financed_by)},
        "marking": {"facts": msgspec.structs.replace(tender.facts, entity_marking=None)},
        "goods": {},
    }
    poorer = msgspec.structs.replace(tender, **less[what])
    alone = msgspec.structs.replace(bidder, goods_origin=bidder.goods_origin)
    if tender.buyer_level in ("international", "eu-institution") and what == "level":
        return  # another kind of buyer altogether, not less evidence
    assert _verdict(LAW, alone, poorer) != "guaranteed"


@given(bidders, tenders, st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_the_order_of_files_never_matters(bidder: Bidder, tender: Tender, rng: random.Random) -> None:
    shuffled = list(LAW.instruments)
    rng.shuffle(shuffled)
    assert decide(Law(shuffled), Situation(bidder, tender)) == decide(LAW, Situation(bidder, tender))


nudges = st.fixed_dictionaries(
    {
        "days": st.sampled_from([0, 1, -1, 30, 400]),
        "factor": st.sampled_from([1.0, 0.999, 1.001, 1.2]),
        "cpv": st.sampled_from(["72000000", "72200000", "30200000", "33600000", "51000000", None]),
        "legal_basis": st.sampled_from([None, "32014L0024"]),
    }
)


@given(bidders, tenders, nudges)
@settings(max_examples=400)
def test_tenders_with_one_key_get_one_decision(bidder: Bidder, tender: Tender, nudge: dict[str, Any]) -> None:
    value = tender.value and Value(tender.value.amount * nudge["factor"], tender.value.currency)
    near = msgspec.structs.replace(
        tender,
        procedure_start=tender.procedure_start + timedelta(days=nudge["days"]),
        value=value,
        cpv=nudge["cpv"],
        facts=msgspec.structs.replace(tender.facts, legal_basis=nudge["legal_basis"]),
    )
    if situation_key(LAW, tender) != situation_key(LAW, near):
        return
    for firm in (bidder, Bidder(country="UA"), Bidder(country="US")):
        assert decide(LAW, Situation(firm, near)) == decide(LAW, Situation(firm, tender))


@pytest.mark.parametrize("one", ["PT", "PL", "GB", "TR", "BR", "SA"])
def test_all_days_between_two_breakpoints_are_alike(one: str) -> None:
    tender = Tender(buyer_country=one, buyer_level="central", nature="services", procedure_start=date(2025, 1, 1))
    for start, end in pairwise(day for day in LAW.breakpoints() if day.year > 2013):
        last = date.fromordinal(end.toordinal() - 1)
        answers = {
            _verdict(LAW, Bidder(country=c), msgspec.structs.replace(tender, procedure_start=day))
            for c in ("AZ",)
            for day in (start, last)
        }
        assert len(answers) == 1
