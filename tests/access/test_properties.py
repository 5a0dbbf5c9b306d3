"""What holds for every situation, whoever bids for whatever."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karavel.access import (
    RANK,
    Bidder,
    Director,
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
    verdict_key,
)
from karavel.access.law import Entry, in_force
from karavel.access.look import View, covers
from karavel.access.model import FIRST, Coverage, Instrument, Source, ThresholdRow
from karavel.access.truth import Truth

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
    directors=st.lists(st.builds(Director, codes, st.sampled_from([0.33, 0.5, 0.67])), max_size=1).map(tuple),
)
facts = st.builds(
    Facts,
    documents_silent=maybe,
    documents_admit_third_country=maybe,
    documents_admit_foreigners=maybe,
    statute_excludes=maybe,
    closed_to_foreigners=maybe,
    supplier_country_in_action=maybe,
    financed_by=st.sampled_from(FUNDERS),
    universal_procurement=maybe,
    entity_marking=st.sampled_from([None, "asterisk", "double-asterisk", "unmarked"]),
    public_health_system=maybe,
    commune=maybe,
    gpa_declared=maybe,
    legal_basis=st.sampled_from([None, "32014L0024", "32014L0025", "32014L0023"]),
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


def _agreement(**changes: Any) -> Instrument:
    given: dict[str, Any] = {
        "id": "new",
        "supplier": tuple(COUNTRIES),
        "buyer": tuple(code for code in BUYERS if code),
        "level": tuple(LEVELS),
        "nature": ("services", "supplies", "works"),
        "message": "new",
        "article": "1",
        "source": "text",
        "confidence": "high",
    }
    return Instrument(
        id="NEW-AGREEMENT",
        title={"en": "A new agreement"},
        kind="treaty",
        reviewed=date(2026, 11, 23),
        sources={"text": Source(title="its text")},
        messages={"new": {"en": "A new agreement covers it."}},
        coverage=(Coverage(**(given | changes)),),
    )


AGREEMENTS = [
    _agreement(),
    _agreement(extent="unseen"),
    _agreement(threshold="eu-central"),
    _agreement(nature=("services",), cpv=("72",), valid_from=date(2024, 1, 1)),
]
WIDER = [Law([*LAW.instruments, agreement]) for agreement in AGREEMENTS]


@given(bidders, tenders, st.sampled_from(WIDER))
@settings(max_examples=300)
def test_adding_an_agreement_never_closes_a_lot(bidder: Bidder, tender: Tender, wider: Law) -> None:
    """What was open stays so; what the buyer could decide may become a right, or unsettled, but never forbidden."""
    before, after = _verdict(LAW, bidder, tender), _verdict(wider, bidder, tender)
    if before in ("open", "guaranteed"):
        assert RANK[after] >= RANK[before]  # unknown is no key, and fails as it should
    assert after != "excluded" or before == "excluded"


@given(bidders, tenders)
@settings(max_examples=150)
def test_an_agreement_whose_annex_is_unread_gives_no_right(bidder: Bidder, tender: Tender) -> None:
    before, after = (_verdict(law, bidder, tender) for law in (LAW, WIDER[1]))
    assert after != "guaranteed" or before == "guaranteed"


def _without(tender: Tender) -> list[Tender]:
    """The same tender with one thing less that is known of it."""
    facts = tender.facts
    bare: list[dict[str, Any]] = [
        {"value": None, "facts": msgspec.structs.replace(facts, gpa_declared=None, legal_basis=None)},
        {"cpv": None},
        {"nature": "unknown"},
        {"facts": Facts(financed_by=facts.financed_by)},
        {"award": None},
    ]
    if tender.buyer_level not in ("international", "eu-institution"):  # another kind of buyer, not less evidence
        bare.append({"buyer_level": "unknown"})
    told = [key for key in Facts.__struct_fields__ if key not in ("financed_by", "not_understood")]
    bare += [
        {"facts": msgspec.structs.replace(facts, **{key: None})} for key in told if getattr(facts, key) is not None
    ]
    return [msgspec.structs.replace(tender, **less) for less in bare]


unsettled = st.tuples(bidders, tenders).filter(lambda pair: _verdict(LAW, *pair) == "unknown")


@given(unsettled)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_removing_evidence_never_turns_unknown_into_a_right(pair: tuple[Bidder, Tender]) -> None:
    bidder, tender = pair
    assert "guaranteed" not in {_verdict(LAW, bidder, poorer) for poorer in _without(tender)}


@given(bidders, tenders)
@settings(max_examples=150)
def test_without_its_value_a_bid_gains_no_right(bidder: Bidder, tender: Tender) -> None:
    """What is not a right with all that is known is none with less; a value below a threshold cannot be forgotten."""
    if _verdict(LAW, bidder, tender) in ("guaranteed", "open"):
        return
    facts = msgspec.structs.replace(tender.facts, gpa_declared=None, legal_basis=None)
    assert _verdict(LAW, bidder, msgspec.structs.replace(tender, value=None, facts=facts)) != "guaranteed"


@given(bidders, tenders, st.sampled_from([-1, 0, 1]))
@settings(max_examples=300)
def test_every_reason_is_in_force_on_a_day_that_counts(bidder: Bidder, tender: Tender, days: int) -> None:
    """On the day before, of and after each change, what an answer cites is in force."""
    near = msgspec.structs.replace(tender, procedure_start=tender.procedure_start + timedelta(days=days))
    for reason in decide(LAW, Situation(bidder, near)).reasons:
        assert (reason.valid_from or date.min) <= near.procedure_start <= (reason.valid_until or date.max), reason


PARTS: tuple[Entry[Any], ...] = (*LAW.rules, *LAW.coverage, *LAW.sides, *LAW.joins)
BOUNDED = [entry for entry in PARTS if entry.part.valid_from > FIRST or entry.part.valid_until]


@pytest.mark.parametrize("entry", BOUNDED, ids=lambda entry: entry.part.id)
def test_a_part_counts_from_its_first_day_to_its_last(entry: Entry[Any]) -> None:
    """The day before, of and after each bound of each dated part of the law, for one buyer that it concerns."""
    part = entry.part
    one_day = timedelta(days=1)
    inside = {part.valid_from} if part.valid_from > FIRST else set()
    inside |= {part.valid_until} if part.valid_until else set()
    outside = {part.valid_from - one_day} if part.valid_from > FIRST else set()
    outside |= {part.valid_until + one_day} if part.valid_until else set()
    buyers = part.buyer if isinstance(part, Coverage) else part.when.buyer
    for day in inside | outside:
        for country in _some(buyers, max(day, part.valid_from)):
            assert _counts(entry, country, day) is (day in inside), (country, day)


def _some(names: tuple[str, ...], day: date) -> list[str]:
    """A country or two behind names, members of their lists on the day; anybody where none is named."""
    named = sorted({country for name in names for country in LAW.members(name, day)}) if names else ["PT"]
    return named[:2]


def _counts(entry: Entry[Any], country: str, day: date) -> bool:
    if getattr(entry.part, "looks_at", "start") != "start":
        return in_force(entry.part, day)
    law = LAW.for_buyer(country, day)
    buyers = entry.part.buyer if isinstance(entry.part, Coverage) else entry.part.when.buyer
    if buyers and not LAW.contains(buyers, country, day):
        return in_force(entry.part, day)  # it was no member of the list then: nothing to see
    return entry in law.meant_for(None).entries()


COVERED = [entry for entry in LAW.coverage if entry.part.threshold and entry.part.extent == "covered"]


def _tender_for(part: Coverage, row: ThresholdRow, nature: Any, amount: float) -> Tender:
    """A tender that the promise is about, on a day when the row holds."""
    day = max(row.valid_from, part.valid_from, date(2014, 4, 17))
    facts = {key: value[0] if isinstance(value, list) else value for key, value in part.when.open_facts.items()}
    outside = LAW.prefixes(part.cpv_not) or ("-",)
    codes_of = (prefix.ljust(8, "0") for prefix in LAW.prefixes(part.cpv) if not prefix.startswith(outside))
    cpv = next(codes_of, None)
    buyer = _some(part.buyer, max(day, date(2023, 11, 1)))[0]
    return Tender(
        buyer_country=buyer,
        buyer_level=part.level[0],  # type: ignore[arg-type]  # the law's levels are those of a tender
        nature=nature,
        procedure_start=day,
        cpv=cpv,
        value=Value(amount, row.currency),
        facts=Facts(**(part.when.facts | facts)),
    )


@pytest.mark.parametrize("entry", COVERED, ids=lambda entry: entry.part.id)
def test_a_promise_begins_at_its_threshold(entry: Entry[Coverage]) -> None:
    """At every amount of every period it is reached, and not at one unit less."""
    part = entry.part
    for row in LAW.tables[str(part.threshold)].rows:
        overlap = (row.valid_until or date.max) >= max(part.valid_from, date(2014, 4, 17))
        for nature in part.nature if overlap else ():
            amount = getattr(row, nature)
            if amount is not None:
                reached = [
                    covers(entry, View(LAW, Bidder(country="??"), _tender_for(part, row, nature, value))).truth
                    for value in (amount, amount - 1)
                ]
                assert reached == [Truth.YES, Truth.NO], (row, nature)


def _shuffled(seed: int) -> Law:
    instruments = list(LAW.instruments)
    random.Random(seed).shuffle(instruments)
    return Law(instruments)


SHUFFLED = [Law(reversed(LAW.instruments)), *map(_shuffled, range(3))]


@given(bidders, tenders, st.sampled_from(SHUFFLED))
@settings(max_examples=400)
def test_the_order_of_files_never_matters(bidder: Bidder, tender: Tender, shuffled: Law) -> None:
    assert decide(shuffled, Situation(bidder, tender)) == decide(LAW, Situation(bidder, tender))


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


@given(bidders, tenders, nudges)
@settings(max_examples=600)
def test_tenders_with_one_verdict_key_for_a_firm_get_one_verdict(
    bidder: Bidder, tender: Tender, nudge: dict[str, Any]
) -> None:
    value = tender.value and Value(tender.value.amount * nudge["factor"], tender.value.currency)
    near = msgspec.structs.replace(
        tender,
        procedure_start=tender.procedure_start + timedelta(days=nudge["days"]),
        value=value,
        cpv=nudge["cpv"],
        facts=msgspec.structs.replace(tender.facts, legal_basis=nudge["legal_basis"], gpa_declared=True),
        assumed=("assumed-start",),
    )
    for firm in (
        bidder,
        Bidder(country="UA"),
        Bidder(country="US"),
        Bidder(country="CN", owners=(Owner("CN", 100.0),)),
    ):
        if verdict_key(LAW, tender, firm) == verdict_key(LAW, near, firm):
            one, other = decide(LAW, Situation(firm, near)), decide(LAW, Situation(firm, tender))
            assert one.verdict == other.verdict


def test_what_makes_no_difference_to_a_firm_is_left_out_of_its_verdict_key() -> None:
    """Chinese goods are no matter of a firm that brings none, so neither code nor value tell it apart."""
    tender = Tender(buyer_country="FR", buyer_level="central", nature="supplies", procedure_start=date(2026, 2, 1))
    medical = msgspec.structs.replace(tender, cpv="33100000", value=Value(9e6, "EUR"))
    paper = msgspec.structs.replace(tender, cpv="30197630", value=Value(9e3, "EUR"))
    azeri, chinese = Bidder(country="AZ"), Bidder(country="CN")
    assert verdict_key(LAW, medical, azeri) == verdict_key(LAW, paper, azeri)
    assert verdict_key(LAW, medical, chinese) != verdict_key(LAW, paper, chinese)
    assert situation_key(LAW, medical) != situation_key(LAW, paper)
