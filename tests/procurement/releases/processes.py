"""Hypothesis strategies for processes: any that the shapes allow, whose parts fit together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from karavel.procurement.shapes import (
    Address,
    Amendment,
    Award,
    Bid,
    Call,
    Consultation,
    Contract,
    Criterion,
    Evaluation,
    File,
    Identifier,
    Lot,
    Milestone,
    Money,
    Need,
    Organisation,
    Period,
    Process,
    Requirement,
    Terms,
    Transaction,
)

_FIRST, _LAST = datetime(2024, 1, 1), datetime(2030, 1, 1)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=4)), timezone(timedelta(hours=-3, minutes=-30))])
MOMENTS = st.datetimes(_FIRST, _LAST, timezones=ZONES)
LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=8)
WORDS = st.builds(
    lambda main, others: {**others, "az": main}, LETTERS, st.dictionaries(st.sampled_from(["pt", "en", "ru"]), LETTERS)
)
MAYBE_WORDS = st.one_of(st.just({}), WORDS)
MONEY = st.builds(Money, st.decimals(0, 9_999_999_999_999, places=2), st.sampled_from(["AZN", "EUR", "USD"]))
ADDRESSES = st.builds(Address, country=st.sampled_from(["AZ", "PT", "XK", "DE"]), locality=st.none() | LETTERS)
CPV = st.lists(st.sampled_from(["72000000", "72212000", "48000000", "72413000"]), min_size=1, max_size=3, unique=True)


def ids(prefix: str, *, least: int = 0, most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.integers(least, most).map(lambda count: [f"{prefix}{number}" for number in range(1, count + 1)])


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(MOMENTS)
    end = draw(st.none() | st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda length: start + length))
    return Period(start=start, end=end, days=draw(st.none() | st.integers(1, 4000)))


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    number = draw(st.integers(1, 9))  # few, so that firms bid more than once
    identifier = Identifier(scheme="AZ-VOEN", id=f"140000000{number}") if number > 2 else None
    return Organisation(
        name=f"Firma {number}",
        address=draw(ADDRESSES),
        identifier=identifier,
        local_id=f"local-{number}",
        scale=draw(st.sampled_from([None, "micro", "small", "large"])),
    )


def files(place: str) -> st.SearchStrategy[tuple[File, ...]]:
    one = st.builds(
        File,
        id=st.sampled_from([f"{place}-1", f"{place}-2"]),
        url=st.just("https://desk.karavel.example/d"),
        title=MAYBE_WORDS,
        published=st.none() | MOMENTS,
        languages=st.sampled_from([(), ("az",), ("az", "en")]),
    )
    return st.lists(one, max_size=2, unique_by=lambda file: file.id).map(tuple)


def several(kind: Any, prefix: str, /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to two of a kind, with ids that differ."""
    made = st.lists(st.builds(kind, id=st.sampled_from([f"{prefix}1", f"{prefix}2"]), **fields), max_size=2)
    return made.map(lambda found: tuple({one.id: one for one in found}.values()))


CRITERIA = several(
    Criterion, "CR", name=WORDS, kind=st.sampled_from(["price", "cost", "quality"]), description=MAYBE_WORDS,
    weight=st.decimals(0, 100, places=2), threshold=st.none() | st.decimals(0, 100, places=1),
)  # fmt: skip
REQUIREMENTS = several(
    Requirement, "R", kind=st.sampled_from(["suitability", "economic", "technical", "other"]), description=WORDS,
    minimum=st.none() | LETTERS,
)  # fmt: skip
MILESTONES = several(
    Milestone, "M", title=WORDS, due=st.none() | MOMENTS, met=st.none() | MOMENTS, missed=st.booleans()
)  # fmt: skip


@st.composite
def amendments(draw: st.DrawFn, prefix: str) -> tuple[Amendment, ...]:
    dates = sorted(draw(st.lists(MOMENTS, max_size=2, unique_by=lambda at: at.astimezone(UTC).replace(microsecond=0))))
    return tuple(
        Amendment(id=f"{prefix}{number}", date=at, rationale=draw(WORDS)) for number, at in enumerate(dates, 1)
    )


def lot(key: str) -> st.SearchStrategy[Lot]:
    return st.builds(
        Lot, id=st.just(key), title=WORDS, description=MAYBE_WORDS, cpv=CPV.map(tuple), value=st.none() | MONEY,
        criteria=CRITERIA, requirements=REQUIREMENTS, place=st.none() | ADDRESSES,
        contract_period=st.none() | periods(),
    )  # fmt: skip


@st.composite
def calls(draw: st.DrawFn) -> Call:
    lots = tuple(draw(lot(key)) for key in draw(ids("LOT-", least=1)))
    terms = st.builds(
        Terms, languages=st.sampled_from([("az",), ("az", "en")]), url=st.none(), signature=st.none() | st.booleans(),
        bid_validity_days=st.none() | st.integers(1, 365), guarantee=st.none() | LETTERS,
    )  # fmt: skip
    made = st.builds(
        Call, title=WORDS, description=WORDS, published=MOMENTS, tender_period=periods(), lots=st.just(lots),
        terms=terms, method_details=MAYBE_WORDS, value=st.none() | MONEY, enquiry_period=st.none() | periods(),
        opening=st.none() | MOMENTS, award_period=st.none() | periods(), eligibility=MAYBE_WORDS, gpa=st.booleans(),
        accelerated=st.booleans(), legal_basis=st.none(), procuring_entity=st.none() | organisations(),
        requirements=REQUIREMENTS, documents=files("call"), milestones=MILESTONES, amendments=amendments("A"),
        cancelled=MAYBE_WORDS, method_rationale=MAYBE_WORDS,
    )  # fmt: skip
    return draw(made)


@st.composite
def bids(draw: st.DrawFn, lots: list[str]) -> tuple[Bid, ...]:
    chosen = st.lists(st.sampled_from(lots), min_size=1, max_size=len(lots), unique=True).map(tuple)
    status = st.sampled_from(["pending", "valid", "disqualified", "withdrawn"])
    tenderers = st.lists(organisations(), min_size=1, max_size=2).map(tuple)
    return tuple(
        draw(st.builds(Bid, id=st.just(key), tenderers=tenderers, submitted=MOMENTS, lots=chosen, status=status,
                       value=st.none() | MONEY, documents=files("bid")))
        for key in draw(ids("B", least=1))
    )  # fmt: skip


@st.composite
def awards(draw: st.DrawFn, lots: list[str], offered: tuple[Bid, ...]) -> tuple[Award, ...]:
    won = st.lists(st.sampled_from([bid.id for bid in offered]), max_size=1).map(tuple)
    status = st.sampled_from(["pending", "active", "cancelled", "unsuccessful"])
    suppliers = st.lists(organisations(), max_size=2).map(tuple)
    return tuple(
        draw(st.builds(Award, id=st.just(f"AW-{key}"), lots=st.just((key,)), date=MOMENTS, title=MAYBE_WORDS,
                       status=status, value=st.none() | MONEY, suppliers=suppliers, bids=won, documents=files("award"),
                       description=MAYBE_WORDS, contract_period=st.none() | periods(), standstill_until=st.none()))
        for key in lots
    )  # fmt: skip


@st.composite
def contracts(draw: st.DrawFn, given: tuple[Award, ...]) -> tuple[Contract, ...]:
    payments = several(Transaction, "P", date=MOMENTS, value=MONEY, payer=organisations(), payee=organisations())
    return tuple(
        draw(st.builds(Contract, id=st.just(f"C-{one.id}"), award=st.just(one.id), title=WORDS, value=MONEY,
                       status=st.sampled_from(["pending", "active", "cancelled", "terminated"]),
                       description=MAYBE_WORDS, period=st.none() | periods(), signed=st.none() | MOMENTS,
                       documents=files("contract"), milestones=MILESTONES, transactions=payments,
                       progress_documents=files("progress"),
                       amendments=amendments("CA"), ended=st.just(""), published=st.none()))
        for one in given
    )  # fmt: skip


@st.composite
def processes(draw: st.DrawFn) -> Process:
    call = draw(calls())
    keys = [one.id for one in call.lots]
    offered = draw(bids(keys))
    given = draw(awards(keys, offered))
    reports = files("report").map(lambda found: found[0] if found else None)
    return Process(
        id=draw(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True)),
        language="az",
        buyer=draw(organisations()),
        need=draw(st.builds(Need, title=WORDS, rationale=WORDS, budget=st.none() | MONEY, expected=st.none() | MOMENTS,
                            budget_source=st.none(), documents=files("need"))),
        consultation=draw(st.none() | st.builds(Consultation, period=periods(), title=WORDS,
                          documents=files("consultation"),
                          interested=st.lists(organisations(), max_size=2).map(tuple))),
        call=call,
        bids=offered,
        evaluations=tuple(Evaluation(lot=key, done=draw(MOMENTS), ranking=(), report=draw(reports)) for key in keys),
        awards=given,
        contracts=draw(contracts(given)),
    )  # fmt: skip
