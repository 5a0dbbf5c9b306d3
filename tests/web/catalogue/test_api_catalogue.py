"""The API tells services and their count to anybody, and nothing else."""

from __future__ import annotations

from tests.web.api_asking import Program, problem
from tests.web.catalogue.agency import Agency, days_ago


def test_services_are_told_without_a_token(agency: Agency) -> None:
    answer = Program().get("/services", limit=2, offset=1)
    assert answer["X-Total-Count"] == "4"
    assert [one["title"] for one in answer.json()["services"]] == ["Notary online", "Tax calendar"]
    (found,) = Program().get("/services", q="bəyannamə", online="true").json()["services"]
    assert (found["level"], found["listed"], found["online"], found["cross_border"]) == (4, True, True, True)
    assert found["titles"]["pt"] == "Declaração de impostos"
    assert found["events"] == ["urn:x-karavel:life-event:working"]


def test_a_service_comes_with_its_changes_and_causes(agency: Agency) -> None:
    found = Program().get(f"/services/{agency.declaration.key}").json()
    last, first = found["changes"]
    assert (last["before_level"], last["after_level"], last["cause"], last["reference"]) == (
        2,
        4,
        "contract",
        "C-2026-1/3",
    )
    assert (last["listed"], last["online"], first["listed"], first["before_state"]) == (0, 1, 1, None)
    problem(Program().get("/services/0123456789"), 404)


def test_the_count_of_a_day_says_what_it_counts(agency: Agency) -> None:
    today, before = Program().get("/services/count").json(), Program().get("/services/count", on=days_ago(41)).json()
    assert (today["listed"], today["online"], before["listed"], before["online"]) == (3, 2, 4, 1)
    assert len(today["definition"]) == 3
    assert sum(share["listed"] for share in today["by_authority"]) == 3
    assert today["by_state"] == {"active": 3, "planned": 1, "withdrawn": 1}


def test_a_token_that_does_not_hold_is_refused_here_too(agency: Agency) -> None:
    problem(Program("karavel_nonsense").get("/services"), 401)
    problem(Program().get("/me"), 401)
    problem(Program().send("POST", "/services", {}), 401)
    problem(Program().get("/services", level=9), 422)
