"""``karavel access`` says for each lot of a notice who may bid by which route; its keys are a promise."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.lake.made import fill
from tests.routes.firms import AS_OF, firm, lot, notice, requirement

from karavel.access import Law
from karavel.errors import InvalidInput, KaravelError, NotFound
from karavel.lake import Lake
from karavel.notices import Buyer, Lot, Money, Notice, Provenance
from karavel.verbs.access import access, reaches_threshold
from karavel.verbs.cases import decide_cases

CASE = {
    "id": "PT-01",
    "company": {"country": "PT", "owners": [{"country": "PT", "share": 100}]},
    "tender": {
        "buyer_country": "PT",
        "buyer_level": "central",
        "nature": "services",
        "procedure_start": "2026-01-10",
        "cpv": "72000000",
        "value": {"amount": 140000, "currency": "EUR"},
        "facts": {},
    },
}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    asked = lot(requirements=(requirement("At least 1 reference; ISO 27001"),))
    return fill(tmp_path_factory.mktemp("lake"), [notice(asked, lot(id="LOT-0002"))])


def test_each_lot_has_its_routes_with_the_promised_keys(lake: Lake) -> None:
    answer = msgspec.to_builtins(access(lake, firm(), "1-2026", AS_OF))
    assert [each["lot_id"] for each in answer["lots"]] == ["LOT-0001", "LOT-0002"]
    for route in answer["lots"][0]["routes"]:
        assert {"kind", "via", "verdict", "threshold_reached", "reasons", "conditions", "missing"} <= set(route)
        assert {"steps", "cost_eur", "days", "in_time"} <= set(route)
        for reason in route["reasons"]:
            promised = {"instrument", "article", "sentence", "valid_from", "valid_until", "url", "confidence"}
            assert promised <= set(reason)
    needs = answer["lots"][0]["qualifies"]["requirements"]
    assert all({"need", "have", "gap", "cure", "days"} <= set(need) for need in needs)


def test_at_most_one_route_a_lot_is_the_best_and_it_comes_first(lake: Lake) -> None:
    for each in access(lake, firm(), "1-2026", AS_OF).lots:
        assert [route.best for route in each.routes] == [True] + [False] * (len(each.routes) - 1)


def test_qualifies_is_about_the_firm_itself(lake: Lake) -> None:
    found = access(lake, firm(), "1-2026", AS_OF).lots[0].qualifies
    assert found.all is False
    assert {need.kind: need.met for need in found.requirements} == {
        "references": True,
        "certificate": False,
        "language": None,
    }


def test_the_answer_can_be_sent_as_json(lake: Lake) -> None:
    assert json.loads(msgspec.json.encode(access(lake, firm(), "1-2026", AS_OF)))["notice_id"] == "1-2026"


def test_a_notice_that_is_not_there_is_said(lake: Lake) -> None:
    with pytest.raises(NotFound):
        access(lake, firm(), "9-1999", AS_OF)


def test_cases_are_decided_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(CASE) + "\n\n" + json.dumps(CASE | {"id": "PT-02"}) + "\n", encoding="utf-8")
    answers = list(decide_cases(file, Law.load()))
    assert [(answer["id"], answer["verdict"], answer["threshold_reached"]) for answer in answers] == [
        ("PT-01", "guaranteed", True),
        ("PT-02", "guaranteed", True),
    ]
    assert {"reasons", "conditions", "missing"} <= set(answers[0])


def test_a_line_that_is_no_case_is_named_by_its_number(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    undecidable = json.dumps(CASE | {"id": "PT-03", "tender": {}})
    lines = [json.dumps(CASE), "nonsense", undecidable, json.dumps(CASE | {"id": "PT-04"})]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = decide_cases(file, Law.load())
    assert [next(told)["id"], next(told)["id"]] == ["PT-01", "PT-04"]
    with pytest.raises(InvalidInput, match="Line 2") as error:
        next(told)
    assert [mistake.place for mistake in error.value.mistakes] == ["cases.jsonl:2", "PT-03"]


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(KaravelError, match="cannot be read"):
        list(decide_cases(tmp_path / "none.jsonl", Law.load()))


def test_the_day_that_is_given_counts_not_the_clock(lake: Lake) -> None:
    early, late = (access(lake, firm(), "1-2026", day) for day in (date(2026, 11, 17), date(2027, 2, 14)))
    ready = [next(route for route in each.lots[0].routes if route.via == "PT") for each in (early, late)]
    assert ready[0].ready
    assert ready[1].ready
    assert ready[0].ready < ready[1].ready


@pytest.mark.parametrize(
    ("value", "day", "reached"),
    [
        (139_999, date(2026, 11, 26), False),
        (140_000, date(2026, 11, 26), True),
        (142_999, date(2025, 12, 31), False),
        (143_000, date(2025, 12, 31), True),
        (140_000, date(2023, 12, 31), True),
        (None, date(2026, 11, 26), None),
    ],
)
def test_a_procedure_reaches_the_threshold_of_its_day(value: int | None, day: date, reached: bool | None) -> None:
    notice = Notice(
        id="n",
        format="ocds",
        kind="call",
        provenance=Provenance(file="", sha256=""),
        procedure_start=day,
        buyers=(Buyer(name="Agência", country="PT", level="central"),),
        nature="services",
        cpv=("72200000",),
        value=Money(value, "EUR") if value else None,
        lots=(Lot(id="1"), Lot(id="2")),
    )
    assert reaches_threshold(Law.load(), notice) is reached
