"""The days on which an answer flips are listed with before, after, and the rule whose day it is."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.lake.made import fill
from tests.routes.firms import AS_OF, firm, lot, notice

from karavel.access import Law, decide, started, tender_of
from karavel.access.situation import Situation
from karavel.companies import Preferences
from karavel.errors import NotFound, UsageError
from karavel.routes import Planner
from karavel.verbs.changes import LEVELS, of_notice, of_pair, of_planned


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load()


def test_poland_shuts_out_the_uncovered_on_the_day_of_its_article(law: Law) -> None:
    found = of_pair(law, "TR", "PL", since=date(2025, 1, 1), until=date(2025, 12, 31), silent=True)
    (pair,) = found.pairs
    (change,) = pair.changes
    assert pair.levels == LEVELS
    assert (change.on, change.before, change.after, change.how) == (
        date(2025, 9, 9),
        "discretionary",
        "excluded",
        "begins",
    )
    assert change.cause.instrument.startswith("PL-PZP")
    assert change.cause.valid_from == change.on
    assert change.was.article != change.becomes.article


def test_documents_that_nobody_read_are_not_silent(law: Law) -> None:
    found = of_pair(law, "TR", "PL", since=date(2025, 1, 1), until=date(2025, 12, 31))
    assert [(pair.first, pair.changes) for pair in found.pairs] == [("discretionary", ())]


def test_russian_firms_are_shut_out_from_9_april_2022(law: Law) -> None:
    (pair,) = of_pair(law, "RU", "PT", until=date(2023, 1, 1)).pairs
    assert [(change.on, change.after, change.cause.instrument) for change in pair.changes] == [
        (date(2022, 4, 9), "excluded", "2014R0833-5k")
    ]


@pytest.mark.parametrize(("supplier", "buyer"), [("PT", "AZ"), ("AZ", "GE"), ("GB", "FR"), ("US", "GB"), ("BR", "EU")])
def test_every_flip_is_what_deciding_on_both_days_says(law: Law, supplier: str, buyer: str) -> None:
    planner = Planner(law, firm(supplier, preferences=Preferences()), AS_OF)
    made = notice(country=buyer)
    (route,) = (each for each in of_planned(planner, made).routes if each.kind == "direct")
    situation = Situation(planner.bidder, tender_of(made, made.lots[0]))
    verdict = decide(law, situation).verdict
    assert route.first == verdict
    for change in route.changes:
        before, after = (
            decide(law, started(situation, day)).verdict for day in (change.on - timedelta(days=1), change.on)
        )
        assert (before, after) == (change.before, change.after)
        assert change.before == verdict
        verdict = change.after


def test_what_is_bought_follows_from_the_cpv_code(law: Law) -> None:
    natures = {
        code: of_pair(law, "AZ", "PT", cpv=code).nature for code in ("72000000", "48000000", "30200000", "45000000")
    }
    assert natures == {"72000000": "services", "48000000": "supplies", "30200000": "supplies", "45000000": "works"}


def test_the_unions_institutions_are_a_buyer_of_their_own(law: Law) -> None:
    assert [pair.levels for pair in of_pair(law, "PT", "EU").pairs] == [("eu-institution",)]


def test_a_span_that_ends_before_it_begins_is_wrong_usage(law: Law) -> None:
    with pytest.raises(UsageError, match="2027-01-01"):
        of_pair(law, "PT", "AZ", since=date(2027, 1, 1), until=date(2026, 1, 1))


def test_a_notices_lots_that_fare_alike_are_told_once_for_the_direct_and_the_best_route(tmp_path: Path) -> None:
    lake = fill(tmp_path, [notice(lot(), lot(id="LOT-0002"), country="GE", language="en")])
    found = of_notice(lake, firm(), "1-2026", AS_OF)
    direct = [route for route in found.routes if route.kind == "direct"]
    assert [route.lots for route in direct] == [("LOT-0001", "LOT-0002")]
    assert {change.on for change in direct[0].changes} == {date(2027, 1, 1)}
    every = of_notice(lake, firm(), "1-2026", AS_OF, every=True)
    assert len(every.routes) > len(found.routes)
    assert not any(route.kind == "subcontract" for route in every.routes)
    with pytest.raises(NotFound):
        of_notice(lake, firm(), "9-1999", AS_OF)
