"""The shapes of a process refuse what does not hold together, and name its place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from tests.procurement.releases.made import AWARDS, BIDS, BUYER, CALL, CONTRACT, CRITERIA, LOTS, WHOLE

from karavel.errors import InvalidInput
from karavel.procurement.shapes import (
    Address,
    Contact,
    File,
    Identifier,
    Milestone,
    Money,
    Organisation,
    Period,
    Process,
    Terms,
)

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def places(caught: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [mistake.place for mistake in caught.value.mistakes]


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("1", "EURO"), ("NaN", "EUR"), ("Infinity", "EUR"), ("1E13", "EUR"), ("-1E13", "EUR"), ("1E-999999", "EUR")],
)
def test_money_of_no_currency_no_amount_or_too_many_digits_is_refused_before_anything_is_computed(
    amount: str, currency: str
) -> None:
    with pytest.raises(InvalidInput, match="is no money"):
        Money(Decimal(amount), currency)
    assert Money(Decimal("9999999999999.99"), "EUR").amount


@pytest.mark.parametrize("figure", ["-0.1", "100.1", "NaN", "sNaN", "Infinity", "1E-999999"])
def test_a_weight_or_threshold_that_does_not_run_from_nothing_to_a_hundred_is_refused(figure: str) -> None:
    for field in ("weight", "threshold"):
        with pytest.raises(InvalidInput) as caught:
            msgspec.structs.replace(CRITERIA[0], **{field: Decimal(figure)})
        assert places(caught) == [f"Criterion.{field}"]


def test_a_moment_without_a_zone_is_refused_wherever_it_stands() -> None:
    for make in (
        lambda at: Period(start=at),
        lambda at: Milestone(id="1", title={"az": "A"}, due=at),
        lambda at: msgspec.structs.replace(CALL, published=at),
    ):
        with pytest.raises(InvalidInput, match="cannot be published") as caught:
            make(NOW.replace(tzinfo=None))
        assert "time zone" in caught.value.mistakes[0].message
        make(NOW)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/files/1", "https://x.example/a b", "ftp://x.example", ""])
def test_an_address_that_is_none_of_the_web_is_refused_wherever_it_stands(url: str) -> None:
    makers: list[tuple[Any, str]] = [
        (lambda: File(id="1", url=url), "File.url"),
        (lambda: Contact(url=url), "Contact.url"),
        (lambda: Identifier(scheme="PT-NIF", id="5", uri=url), "Identifier.uri"),
        (lambda: Terms(languages=("az",), url=url), "Terms.url"),
    ]
    for make, place in makers:
        with pytest.raises(InvalidInput) as caught:
            make()
        assert places(caught) == [place]


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InvalidInput, match="ends before it starts"):
        Period(start=NOW, end=NOW - timedelta(seconds=1))
    assert Period(start=NOW, end=NOW).end == NOW


@pytest.mark.parametrize(("scheme", "number"), [("NIF", "5"), ("pt-nif", "5"), ("PT-NIF", " "), ("PT_NIF", "5")])
def test_a_number_of_no_register_is_refused(scheme: str, number: str) -> None:
    with pytest.raises(InvalidInput, match="no number of a register"):
        Identifier(scheme=scheme, id=number)


def test_an_organisation_needs_a_number_or_a_local_id_and_a_country_that_there_is() -> None:
    with pytest.raises(InvalidInput, match="no number of a register"):
        Organisation(name="A", address=Address(country="PT"))
    with pytest.raises(InvalidInput, match="no country code"):
        Address(country="Portugal")
    assert Organisation(name="A", address=Address(country="PT"), local_id="a").id == "a"
    assert BUYER.id == "AZ-VOEN-1400057421"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"id": "../x"}, "Process.id"),
        ({"language": "xx"}, "Process.language"),
        ({"call": msgspec.structs.replace(CALL, lots=(LOTS[0], LOTS[1], LOTS[0]))}, "Lot LOT-1"),
        ({"bids": (*BIDS, BIDS[0])}, "Bid B1"),
        ({"bids": (msgspec.structs.replace(BIDS[0], lots=("LOT-9",)),)}, "Bid B1"),
        ({"awards": (msgspec.structs.replace(AWARDS[0], bids=("B9",)),)}, "Award AW-1"),
        ({"awards": (msgspec.structs.replace(AWARDS[0], lots=("LOT-9",)),)}, "Award AW-1"),
        ({"contracts": (msgspec.structs.replace(CONTRACT, award="AW-9"),)}, "Contract C-1"),
        ({"contracts": (msgspec.structs.replace(CONTRACT, milestones=()),)}, "Contract C-1"),
    ],
)
def test_a_process_that_names_what_is_not_there_or_has_an_id_twice_is_refused(changes: Any, place: str) -> None:
    with pytest.raises(InvalidInput, match="does not hold together") as caught:
        msgspec.structs.replace(WHOLE, **changes)
    assert place in places(caught)


def test_a_milestone_is_scheduled_until_it_is_met_or_missed() -> None:
    one = Milestone(id="1", title={"az": "A"})
    assert [one.status, msgspec.structs.replace(one, met=NOW).status] == ["scheduled", "met"]
    assert msgspec.structs.replace(one, missed=True).status == "notMet"


def test_a_process_survives_json_unchanged() -> None:
    assert msgspec.json.decode(msgspec.json.encode(WHOLE), type=Process) == WHOLE
