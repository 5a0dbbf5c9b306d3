"""Lots fall into the same questions by columns as they do one by one, and prospects are what each lot's plan says."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pytest
from tests.lake.made import fill
from tests.routes.firms import AS_OF, firm, lot, notice

from karavel.access import Law, situation_key, tender_of
from karavel.companies import Preferences
from karavel.lake import Lake, View
from karavel.lake.lookup import lot_of
from karavel.matching.desk import Desk
from karavel.matching.lots import COLUMNS, Lots
from karavel.matching.prospects import Prospects
from karavel.matching.situations import VERDICTS, Situations
from karavel.matching.ways import entry_of
from karavel.notices import Buyer, Money, Notice, Provenance, Requirement
from karavel.routes import Planner, best, direct, value_in_euro

LAW = Law.load()
LEVELS: tuple[Literal["central", "sub-central", "utility"] | None, ...] = ("central", "sub-central", "utility", None)
ISO = Requirement(kind="technical", text="ISO 27001 certificate is required")
MANY = Requirement(kind="technical", text="At least 25 references of the last 3 years")


def some(number: int, dice: random.Random) -> Notice:
    """A notice of one or two lots of every sort."""
    country = dice.choice(("PT", "DE", "GB", "AZ", "KZ", "US", "RS", "BR"))
    pay = {"PT": "EUR", "DE": "EUR", "GB": "GBP", "AZ": "AZN", "KZ": "KZT", "US": "USD", "RS": "RSD", "BR": "BRL"}
    lots = []
    for name in ("LOT-0001", "LOT-0002")[: dice.choice((1, 1, 2))]:
        value = Money(10 ** dice.uniform(4, 8), pay[country]) if dice.random() < 0.8 else None
        fields: dict[str, Any] = {
            "value": value,
            "cpv": (dice.choice(("72200000", "33100000", "45000000", "48000000", "80500000")),),
            "gpa_declared": dice.choice((True, False, None)),
            "dps": dice.choice((None, None, "dps-list")),
            "eu_programmes": dice.choice(((), (), ("NDICI",))),
            "requirements": dice.choice(((), (), (ISO,), (MANY,))),
            "deadline": dice.choice((None, "2026-11-20", "2026-12-01", "2026-12-20", "2027-02-01", "2027-06-01")),
            "end": dice.choice((None, date(2029, 1, 1))),
        }
        lots.append(lot(id=name, **fields))
    level = dice.choice(LEVELS)
    return notice(
        *lots,
        id=f"{number}-2026",
        provenance=Provenance(file=f"{number}.xml", sha256=f"{number:064x}"),
        buyers=(Buyer(name=dice.choice(("Ministry", "City council", "Firm")), country=country, level=level),),
        procedure_start=dice.choice((None, date(2026, 10, 1), date(2025, 10, 1))),
        nature=dice.choice(("services", "supplies", None)),
        legal_basis=dice.choice((None, "32014L0024")),
    )


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    dice = random.Random(7)  # invented lots, nothing secret
    return fill(tmp_path_factory.mktemp("lake"), [some(number, dice) for number in range(400)])


def table(view: View) -> pa.Table:
    return view.situated("current_lots", COLUMNS)


def test_lots_of_one_group_are_one_question(lake: Lake) -> None:
    with lake.view() as view:
        lots = table(view)
        notices = view.notices_by_digest(set(lots["sha256"].to_pylist()))
    situations = Situations(LAW, lots)
    of_group: dict[int, Any] = {}
    for row, held in enumerate(lots.to_pylist()):
        whole = notices[held["sha256"]]
        bare = lot_of(whole, held["key"])
        tender = tender_of(whole, bare)
        assert situations.tender(row) == tender
        key = situation_key(LAW, tender), bare.dps
        assert of_group.setdefault(int(situations.of_row[row]), key) == key
    assert len(set(of_group.values())) > 100
    assert len(of_group) == len(situations.groups)


def test_many_lots_of_one_question_are_one_group(lake: Lake) -> None:
    with lake.view() as view:
        lots = table(view)
    many = Situations(LAW, pa.concat_tables([lots] * 20).combine_chunks())
    first = many.of_row[: len(lots)]
    assert len(many.groups) <= len(lots)
    assert all((many.of_row[start : start + len(lots)] == first).all() for start in range(0, 20 * len(lots), len(lots)))


@pytest.mark.parametrize("country", ["AZ", "CN", "PT"])
def test_verdicts_by_group_are_those_of_each_lot(lake: Lake, country: str) -> None:
    planner = Planner(LAW, firm(country, preferences=Preferences(gateways=("PT", "GE", "TR"))), AS_OF)
    with lake.view() as view:
        situations = Situations(LAW, table(view))
    asked = 0
    for buyer, groups in situations.by_country.items():
        for way in planner.ways.to(buyer):
            found = situations.verdicts(buyer, way.bidder, planner.decisions)
            for group, verdict in zip(groups, found, strict=True):
                tender = situations.groups[group].tender
                assert planner.counted(way, VERDICTS[verdict]) == planner.decision(way, tender).verdict
                asked += 1
    assert asked > 1000


def test_the_way_in_by_prospects_is_the_one_that_the_whole_plan_finds(lake: Lake) -> None:
    planner = Planner(LAW, firm(), AS_OF)
    with lake.view() as view:
        lots = Lots(table(view))
        prospects = Prospects(planner, Situations(LAW, lots.table))
        desk = Desk(view, lots, planner, prospects)
        found = desk.enter(range(len(lots)))
        kinds = set()
        for row in range(len(lots)):
            plan = desk.plan(row)
            routes = planner.routes(plan.notice, plan.lot)
            value = value_in_euro(plan.notice, plan.lot, planner.rates)
            expected = entry_of(direct(routes), best(routes, value))
            assert found[row] == expected
            assert expected in prospects.kinds[prospects.kind[row]].possible
            assert not prospects.sure[row] or prospects.likely(row) == expected
            kinds.add(expected)
    assert len(kinds) > 10


def test_no_lots_are_no_questions(tmp_path: Path) -> None:
    with fill(tmp_path, [notice(lot(), kind="award", id="1-2026")]).view() as view:
        lots = view.situated("calls", COLUMNS)
    situations = Situations(LAW, lots)
    assert situations.groups == ()
    assert len(Prospects(Planner(LAW, firm(), AS_OF), situations).kinds) == 0
