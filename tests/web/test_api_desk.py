"""By the API companies are written and changed, lots followed, buyers and suppliers looked up as pages show them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.web.api_asking import Program, problem, token_of
from tests.web.world import World, example

from karavel.web import lookups
from karavel.web.accounts.models import AuditEntry
from karavel.web.permissions import Role
from karavel.web.workspace.models import CompanyProfile, Follow


@pytest.fixture
def ours(world: World, lake: Path) -> Program:
    """A program of ours that may do all."""
    return Program(token_of(world.ours)[1])


def test_a_company_is_written_and_changed_and_kept_apart(ours: Program, world: World) -> None:
    made = ours.send("POST", "/companies", {"profile": example().replace("Xəzər Systems MMC", "Kür Data MMC")})
    assert made.status_code == 201
    one = made.json()
    assert (one["name"], one["revision"]) == ("Kür Data MMC", 1)
    assert one["id"] in [company["id"] for company in ours.get("/companies").json()]
    text = one["profile"].replace("employees = 60", "employees = 75")
    changed = ours.send("PUT", f"/companies/{one['id']}", {"profile": text, "revision": 1}).json()
    assert (changed["revision"], changed["profile"]) == (2, text)
    assert changed["digest"] != one["digest"]
    assert ours.get(f"/companies/{one['id']}").json() == changed
    stranger = Program(token_of(world.others)[1])
    problem(stranger.send("PUT", f"/companies/{one['id']}", {"profile": text, "revision": 2}), 404)
    assert AuditEntry.everywhere.filter(action="profile.changed", organisation=world.ours.organisation).exists()


def test_what_is_wrong_in_a_profile_is_told_with_its_places_and_nothing_is_kept(ours: Program) -> None:
    before = CompanyProfile.everywhere.count()
    text = example().replace('country = "AZ"', 'country = "Azerbaycan"', 1).replace("employees = 60", "employees = -1")
    told = problem(ours.send("POST", "/companies", {"profile": text}), 422)
    assert {"company.country", "company.employees"} <= {one["place"] for one in told["mistakes"]}
    problem(ours.send("POST", "/companies", {"profile": "[company"}), 422)
    problem(ours.send("POST", "/companies", {}), 422)
    assert CompanyProfile.everywhere.count() == before


def test_nobody_overwrites_a_revision_that_was_not_read(ours: Program, world: World) -> None:
    assert world.ours.profile
    key, text = world.ours.profile.pk, example().replace("employees = 60", "employees = 61")
    told = problem(ours.send("PUT", f"/companies/{key}", {"profile": text, "revision": 7}), 409)
    assert "revision" in told["detail"]
    assert CompanyProfile.everywhere.get(pk=key).revision == world.ours.profile.revision


@pytest.mark.parametrize(("role", "scopes"), [(Role.VIEWER, ("profile.edit",)), (Role.BID_MANAGER, ("profile.view",))])
def test_writing_a_company_needs_role_and_scope(world: World, lake: Path, role: Role, scopes: tuple[str, ...]) -> None:
    program = Program(token_of(world.ours, role, scopes)[1])
    problem(program.send("POST", "/companies", {"profile": example()}), 403)


def test_a_lot_is_followed_once_and_let_go(ours: Program, world: World) -> None:
    lot = ours.get("/match", limit=1).json()["lots"][0]
    named = {"notice_id": lot["notice_id"], "lot_id": lot["lot_id"]}
    assert [ours.send("PUT", "/follows", named).status_code for _ in range(2)] == [201, 200]
    (row,) = ours.get("/follows").json()
    assert (row["notice_id"], row["deadline"]) == (lot["notice_id"], lot["deadline"])
    assert Program(token_of(world.others)[1]).get("/follows").json() == []
    query = f"?notice_id={lot['notice_id']}&lot_id={lot['lot_id']}"
    assert [ours.send("DELETE", f"/follows{query}").status_code for _ in range(2)] == [204, 204]
    assert not Follow.everywhere.filter(**named).exists()
    problem(ours.send("PUT", "/follows", {"notice_id": "none", "lot_id": "1"}), 404)


@pytest.mark.parametrize("role", ["buyers", "suppliers"])
def test_parties_are_paged_searched_and_have_all_contracts(ours: Program, role: str) -> None:
    every = ours.get(f"/parties/{role}", limit=100).json()
    second = ours.get(f"/parties/{role}", limit=2, offset=2)
    assert second.json()["parties"] == every["parties"][2:4]
    assert int(second["X-Total-Count"]) == every["total"] == len(every["parties"])
    first = every["parties"][0]
    named = ours.get(f"/parties/{role}", q=first["name"][:5].upper(), country=first["country"].lower()).json()
    assert first["slug"] in [one["slug"] for one in named["parties"]]
    one = ours.get(f"/parties/{role}/{first['slug']}").json()
    assert (one["name"], one["contracts"]) == (first["name"], first["contracts"])
    contracts = ours.get(f"/parties/{role}/{first['slug']}/contracts", limit=100).json()
    assert contracts["total"] == first["contracts"]
    assert contracts["contracts"][: len(one["latest"])] == one["latest"]


def test_the_renewal_calendar_ends_where_it_is_asked_to(ours: Program) -> None:
    slug = _running()
    whole = ours.get(f"/parties/buyers/{slug}/renewals", limit=100).json()["contracts"]
    ends = [one["ends"] for one in whole]
    assert ends == sorted(ends)
    assert ends[0] > date.today().isoformat()
    some = ours.get(f"/parties/buyers/{slug}/renewals", until=ends[0]).json()
    assert [one["ends"] for one in some["contracts"]] == [end for end in ends if end == ends[0]]
    day_before = date.fromisoformat(ends[0]) - timedelta(days=1)
    assert ours.get(f"/parties/buyers/{slug}/renewals", until=day_before.isoformat()).json()["total"] == 0


def test_an_unchanged_party_is_not_sent_twice_and_nobody_is_not_found(ours: Program) -> None:
    slug = ours.get("/parties/buyers", limit=1).json()["parties"][0]["slug"]
    tag = ours.get(f"/parties/buyers/{slug}")["ETag"]
    again = ours.send("GET", f"/parties/buyers/{slug}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    problem(ours.get("/parties/buyers/xx-nobody"), 404)
    problem(ours.get("/parties/buyers/xx-nobody/contracts"), 404)
    problem(ours.get("/parties/everybody"), 422)


def _running() -> str:
    """The address of a buyer with running contracts."""
    known = lookups.parties(date.today())
    found: Any = (one for one in known.search("buyer", limit=200) if known.party("buyer", one.slug).ending)
    return str(next(found).slug)
