"""``karavel routes`` counts what each route opens among the open lots; its keys are a promise."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from tests.lake.made import fill
from tests.routes.firms import AS_OF, firm, lot, notice

from karavel.lake import Lake
from karavel.notices import Change, Moment, Provenance
from karavel.verbs.routes import routes

FAR = Moment("2027-12-31T12:00+00:00")


def numbered(number: str, *lots: Any, **others: Any) -> Any:
    provenance = Provenance(file=f"{number}.xml", sha256=number.partition("-")[0].zfill(64))
    return notice(*lots, id=number, provenance=provenance, **others)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return fill(
        tmp_path_factory.mktemp("lake"),
        [
            numbered("1-2026", lot(deadline=FAR), lot(id="LOT-0002", deadline=FAR)),
            numbered("2-2026", lot(deadline=FAR), country="DE"),
            numbered("3-2026", lot(deadline=Moment("2026-11-25T12:00+00:00")), country="ES"),
            numbered("4-2026", lot(deadline=Moment("2026-11-20T12:00+00:00")), country="FR"),
        ],
    )


def by_route(lake: Lake, **others: Any) -> dict[tuple[str, str | None], dict[str, Any]]:
    answer = msgspec.to_builtins(routes(lake, firm(), AS_OF, **others))
    return {(row["kind"], row["via"]): row for row in answer["routes"]}


def test_open_lots_are_considered_and_rows_have_the_promised_keys(lake: Lake) -> None:
    answer = msgspec.to_builtins(routes(lake, firm(), AS_OF))
    assert answer["considered"] == 4
    for row in answer["routes"]:
        assert {"kind", "via", "opens", "verdicts", "steps", "cost_eur", "days"} <= set(row)
        promised = {
            "lots",
            "lots_in_time",
            "lots_qualified",
            "right_gained",
            "newly_possible",
            "value_eur",
            "by_market",
        }
        assert promised <= set(row["opens"])
        assert sum(row["verdicts"].values()) == 4 or row["via"] is None or row["kind"] in {"branch", "subcontract"}


def test_a_gateway_opens_what_improves_and_counts_what_is_in_time(lake: Lake) -> None:
    opens = by_route(lake)["subsidiary", "PT"]["opens"]
    assert (opens["lots"], opens["lots_in_time"], opens["right_gained"]) == (4, 3, 4)
    assert list(opens["by_market"]) == ["PT", "DE", "ES"]


def test_all_takes_closed_lots_as_if_there_were_time(lake: Lake) -> None:
    opens = by_route(lake, every=True)["subsidiary", "PT"]["opens"]
    assert (opens["lots"], opens["lots_in_time"]) == (5, 4)


def test_gateways_can_be_chosen(lake: Lake) -> None:
    found = by_route(lake, via=("LT",))
    assert ("subsidiary", "LT") in found
    assert ("subsidiary", "EE") not in found


def test_the_direct_route_comes_first_then_those_that_open_most(lake: Lake) -> None:
    answer = routes(lake, firm(), AS_OF)
    assert answer.routes[0].kind == "direct"
    opened = [row.opens.lots for row in answer.routes[1:]]
    assert opened == sorted(opened, reverse=True)


def test_a_deadline_that_a_later_notice_moved_is_the_one_that_counts(tmp_path_factory: pytest.TempPathFactory) -> None:
    moved = Change(notice="1-2026", deadlines={"": Moment("2028-01-31T12:00+00:00")})
    lake = fill(
        tmp_path_factory.mktemp("moved"),
        [
            numbered("1-2026", lot(deadline=Moment("2026-11-25T12:00+00:00"))),
            numbered(
                "2-2026",
                format="ted",
                kind="change",
                lots=(),
                changes=(moved,),
                published=date(2026, 11, 20),
                procedure_start=None,
            ),
        ],
    )
    opens = by_route(lake)["subsidiary", "PT"]["opens"]
    assert (opens["lots"], opens["lots_in_time"]) == (1, 1)
