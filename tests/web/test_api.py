"""The API gives what the command line prints, keeps organisations apart, and has one shape for all that goes wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer
from tests.conftest import REPOSITORY
from tests.web.api_asking import BASE, Program, problem, token_of
from tests.web.world import World, build, example

from karavel.access import Law
from karavel.companies import parse
from karavel.companies.searches import Criteria
from karavel.lake import Lake
from karavel.verbs.access import access
from karavel.verbs.match import match
from karavel.verbs.routes import routes
from karavel.verbs.searches import search
from karavel.verbs.show import show
from karavel.web.accounts.models import AuditEntry
from karavel.web.api import gate
from karavel.web.api.limits import LARGEST, Buckets
from karavel.web.api.service import description
from karavel.web.api.tokens import READING, SCOPES
from karavel.web.permissions import ACTIONS, PUBLIC, Role
from karavel.web.workspace.models import ApiToken, Feedback, Pursuit, PursuitMove, PursuitNote, SavedSearch

LAW = Law.load()


@pytest.fixture
def ours(world: World, lake: Path) -> Program:
    """A program of ours that may do all."""
    return Program(token_of(world.ours)[1])


@pytest.fixture
def best(ours: Program) -> dict[str, Any]:
    """The best open lot."""
    lot: dict[str, Any] = ours.get("/match", limit=1).json()["lots"][0]
    return lot


def plain(answer: Any) -> Any:
    return json.loads(msgspec.json.encode(answer))


def test_answers_are_those_of_the_command_line(ours: Program, lake: Path) -> None:
    company, today, there = parse(example()), date.today(), Lake(lake)
    page = ours.get("/match", limit=5, market="PT").json()
    printed = plain(match(there, company, today, top=5, markets=("PT",), law=LAW))
    assert page["lots"] == printed["lots"]
    assert [page[key] for key in ("company", "as_of", "considered")] == [
        company.name,
        today.isoformat(),
        page["considered"],
    ]
    notice_id = page["lots"][0]["notice_id"]
    assert ours.get(f"/notices/{notice_id}").json() == plain(show(there, notice_id))
    assert ours.get("/access", notice_id=notice_id).json() == plain(access(there, company, notice_id, today, LAW))
    assert ours.get("/routes", via=["PT"]).json() == plain(routes(there, company, today, via=("PT",), law=LAW))
    found = ours.get("/search", q="portal", limit=5).json()
    assert found == plain(search(there, Criteria(words="portal"), today, top=5, law=LAW))
    assert found["lots"]


def test_a_page_has_its_place_its_neighbours_and_its_facets(ours: Program) -> None:
    first = ours.get("/match", limit=10, sort="deadline", facets=True)
    page = first.json()
    assert first["X-Total-Count"] == str(page["total"])
    following = re.search(r'<http://testserver([^>]+)>; rel="next"', first["Link"])
    assert following
    second = Client(headers={"authorization": ours._client.defaults["HTTP_AUTHORIZATION"]}).get(following[1]).json()
    assert second["offset"] == 10
    days = [lot["days_left"] for lot in page["lots"] + second["lots"] if lot["days_left"] is not None]
    assert days == sorted(days)
    market, count = next(iter(page["facets"]["markets"].items()))
    assert ours.get("/match", market=market).json()["total"] == count
    assert (
        ours.get("/lot", notice_id=second["lots"][0]["notice_id"], lot_id=second["lots"][0]["lot_id"]).status_code
        == 200
    )


def test_what_is_wrong_is_told_at_once_with_its_places(ours: Program) -> None:
    told = problem(ours.get("/match", limit=1000, market="Atlantis", **{"from": "yesterday"}), 422)
    assert {one["place"] for one in told["mistakes"]} == {"query.limit", "query.market.0", "query.from"}
    body = problem(ours.send("POST", "/searches", {"name": "x", "query": {"market": ["PT"], "colour": ["red"]}}), 422)
    assert [one["place"] for one in body["mistakes"]] == ["body.query.colour"]
    assert "cpv" in problem(ours.get("/search", cpv="99999999"), 422)["detail"].lower()


def test_every_problem_has_the_one_shape(ours: Program, world: World, no_lake: Path) -> None:
    problem(ours._client.post(f"{BASE}/searches", "{", "application/json"), 400)
    problem(Program().get("/me"), 401)
    problem(Program("karavel_wrong").get("/me"), 401)
    problem(
        Program(token_of(world.ours, Role.VIEWER)[1]).send("POST", "/pursuits", {"notice_id": "1", "lot_id": "1"}), 403
    )
    problem(ours.get("/nothing"), 404)
    problem(ours.get("/pursuits/999999"), 404)
    assert "GET" in ours.send("DELETE", "/match")["Allow"]
    problem(ours.send("DELETE", "/match"), 405)
    assert "no lake" in problem(ours.get("/match"), 409)["detail"].lower()
    problem(ours.send("POST", "/classify", {"lines": ["x" * LARGEST]}), 413)
    problem(ours._client.post(f"{BASE}/classify", {"lines": "x"}), 415)


def test_a_fault_of_ours_has_the_shape_too(ours: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("karavel.web.api.market.classify", lambda *_: 1 / 0)
    ours._client.raise_request_exception = False
    told = problem(ours.send("POST", "/classify", {"lines": ["portal"]}), 500)
    assert "division" not in told["detail"]


def test_whoever_asks_too_often_waits(ours: Program) -> None:
    gate._buckets.cache_clear()
    with override_settings(API_RATE=3):
        answers = [ours.get("/me") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    problem(answers[-1], 429)
    assert 1 <= int(answers[-1]["Retry-After"]) <= 20


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    buckets = Buckets(60, lambda: now[0])
    assert [buckets.wait("a") for _ in range(61)] == [0] * 60 + [1]
    assert buckets.wait("b") == 0
    now[0] = 1.0
    assert [buckets.wait("a"), buckets.wait("a")] == [0, 1]


def test_an_answer_that_one_has_is_not_sent_again(ours: Program, best: dict[str, Any], world: World) -> None:
    for path in ("/match", "/companies", "/law/instruments", f"/notices/{best['notice_id']}"):
        tag = ours.get(path)["ETag"]
        again = ours._client.get(BASE + path, headers={"if-none-match": tag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag), path
    tag = ours.get("/match")["ETag"]
    ours.send("PUT", "/feedback", {**{key: best[key] for key in ("notice_id", "lot_id")}, "opinion": "more"})
    assert ours.get("/match")["ETag"] != tag
    other = ours._client.get(f"{BASE}/match", headers={"accept-language": "pt", "if-none-match": tag})
    assert other.status_code == 200


def test_other_sites_may_read_only_where_they_are_named(ours: Program) -> None:
    asked = {"origin": "https://app.example.org"}
    assert "Access-Control-Allow-Origin" not in ours._client.get(f"{BASE}/me", headers=asked)
    with override_settings(API_ORIGINS=frozenset({"https://app.example.org"})):
        answer = ours._client.get(f"{BASE}/me", headers=asked)
        assert answer["Access-Control-Allow-Origin"] == "https://app.example.org"
        assert "Access-Control-Allow-Credentials" not in answer
        before = Client().options(f"{BASE}/match", headers=asked)
        assert before.status_code == 204
        assert "Authorization" in before["Access-Control-Allow-Headers"]
        other = ours._client.get(f"{BASE}/me", headers={"origin": "https://evil.example"})
        assert "Access-Control-Allow-Origin" not in other


def test_a_browser_may_read_with_its_login_and_change_nothing(world: World, lake: Path) -> None:
    client = Client()
    client.force_login(world.ours.members[Role.BID_MANAGER])
    assert client.get(f"{BASE}/match").status_code == 200
    answer = client.post(f"{BASE}/pursuits", "{}", "application/json")
    problem(answer, 401)


def test_a_token_holds_as_long_as_it_should(world: World) -> None:
    token, text = token_of(world.ours, ends=timezone.now() + timedelta(days=1))
    assert text not in str(ApiToken.everywhere.filter(pk=token.pk).values())
    assert Program(text).get("/me").json()["token"] == "test"
    token.refresh_from_db()
    assert token.last_used
    ApiToken.everywhere.filter(pk=token.pk).update(ends=timezone.now())
    problem(Program(text).get("/me"), 401)
    _, of_leaver = token_of(world.ours, Role.VIEWER)
    world.ours.membership(Role.VIEWER).delete()
    problem(Program(of_leaver).get("/me"), 401)
    _, of_locked = token_of(world.ours)
    world.ours.members[Role.BID_MANAGER].is_active = False
    world.ours.members[Role.BID_MANAGER].save()
    problem(Program(of_locked).get("/me"), 401)


def test_tokens_are_made_shown_once_and_revoked(world: World) -> None:
    client, user = Client(headers={"accept-language": "en"}), world.ours.members[Role.BID_MANAGER]
    client.force_login(user)
    form = {"name": "<b>night</b>", "scopes": ["opportunity.view"], "holds": "30"}
    assert client.post("/settings/tokens/", {**form, "scopes": ["member.edit"]}).status_code == 422
    made = client.post("/settings/tokens/", form)
    text = re.search(r'value="(karavel_[^"]+)"', made.content.decode())
    assert text
    assert made["Cache-Control"].count("no-store")
    assert Program(text[1]).get("/me").json()["scopes"] == ["opportunity.view"]
    page = client.get("/settings/tokens/").content.decode()
    assert text[1] not in page
    assert "<b>night" not in page
    token = ApiToken.everywhere.get(name="<b>night</b>")
    stranger = Client()
    stranger.force_login(world.ours.members[Role.ADMINISTRATOR])
    assert stranger.post(f"/settings/tokens/{token.pk}/revoke/").status_code == 404
    client.post(f"/settings/tokens/{token.pk}/revoke/")
    problem(Program(text[1]).get("/me"), 401)


def test_pursuits_are_taken_up_moved_noted_and_decided(ours: Program, best: dict[str, Any]) -> None:
    names = {key: best[key] for key in ("notice_id", "lot_id")}
    first, again = ours.send("POST", "/pursuits", names), ours.send("POST", "/pursuits", names)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    where = f"/pursuits/{first.json()['id']}"
    problem(ours.send("PATCH", where, {"state": "bidding", "decision": "go", "decision_reason": "We can."}), 409)
    assert ours.get(where).json()["decision"] == ""  # all or nothing
    assert ours.send("PATCH", where, {"state": "qualifying"}).status_code == 200
    problem(ours.send("PATCH", where, {"state": "bidding"}), 409)
    problem(ours.send("PATCH", where, {"decision": "go"}), 409)
    moved = ours.send("PATCH", where, {"state": "bidding", "decision": "go", "decision_reason": "We can."}).json()
    assert (moved["state"], moved["decision"], moved["title"]) == ("bidding", "go", best["title"])
    problem(ours.send("PATCH", where, {"decision": "no-go"}), 409)
    assert [move.after for move in PursuitMove.everywhere.order_by("pk")] == ["watching", "qualifying", "bidding"]
    assert ours.send("PATCH", where, {"state": "bidding"}).status_code == 200
    assert PursuitMove.everywhere.count() == 3
    note = ours.send("POST", f"{where}/notes", {"text": "<script>1</script>"})
    assert note.status_code == 201
    assert ours.get(f"{where}/notes").json()[0]["text"] == "<script>1</script>"
    listed = ours.get("/pursuits", state=["bidding"]).json()
    assert (listed["total"], listed["pursuits"][0]["id"]) == (1, first.json()["id"])
    assert AuditEntry.everywhere.filter(action="pursuit.moved").count() == 2
    assert AuditEntry.everywhere.filter(action="pursuit.decided").count() == 1
    taken_back = ours.send("PATCH", where, {"state": "qualifying", "decision": "no-go"}).json()
    assert (taken_back["state"], taken_back["decision"]) == ("qualifying", "no-go")


def test_feedback_moves_the_lot_and_can_be_taken_back(ours: Program) -> None:
    lots = ours.get("/match", limit=10).json()["lots"]
    names = {key: lots[5][key] for key in ("notice_id", "lot_id")}
    ours.send("PUT", "/feedback", {**names, "opinion": "more"})
    assert [one["opinion"] for one in ours.get("/feedback").json()] == ["more"]
    assert ours.send("PUT", "/feedback", {**names, "opinion": ""}).json()["score"] == lots[5]["score"]
    assert Feedback.everywhere.count() == 0


def test_searches_are_saved_changed_and_deleted(ours: Program) -> None:
    sent = {"name": "Angola", "query": {"market": ["AO"], "fit": ["1"]}, "frequency": "weekly"}
    made, again = ours.send("POST", "/searches", sent), ours.send("POST", "/searches", sent)
    assert made.status_code == 201
    assert made.json()["id"] == again.json()["id"]
    where = f"/searches/{made.json()['id']}"
    assert ours.send("PUT", where, {**sent, "name": "Angola!"}).json()["name"] == "Angola!"
    assert ours.get("/match?" + made.json()["address"]).json()["total"] <= ours.get("/match").json()["total"]
    assert ours.send("DELETE", where).status_code == 204
    problem(ours.get(where), 404)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_list_of_any_length_is_a_list(ours: Program, count: int) -> None:
    """Two of something are no status and body."""
    found = ours.send("POST", "/classify", {"lines": ["web portal"] * count}).json()
    assert [one["cpv"][0]["code"][:2] for one in found] == ["72"] * count


def test_an_account_says_what_it_may(world: World) -> None:
    me = Program(token_of(world.ours, Role.VIEWER)[1]).get("/me").json()
    assert me["organisation"]["name"] == "Ours"
    assert "pursuit.edit" not in me["scopes"]
    assert set(me["scopes"]) <= {action for action in SCOPES if Role.VIEWER in ACTIONS[action]}


def operations() -> list[tuple[str, str, str]]:
    """Each operation: method, path, action."""
    paths = json.loads(description())["paths"]
    return [
        (method.upper(), path.removeprefix(BASE), operation["x-action"])
        for path, operations in paths.items()
        for method, operation in operations.items()
    ]


def filled(path: str, world: World) -> str:
    """A path about an object of ours."""
    assert world.ours.search
    assert world.ours.pursuit
    assert world.ours.profile
    keys = {"searches": world.ours.search.pk, "pursuits": world.ours.pursuit.pk, "companies": world.ours.profile.pk}
    return re.sub(r"\{(\w+)\}", lambda _: str(keys.get(path.split("/")[1], "x")), path)


FENCED = [one for one in operations() if one[2] != PUBLIC]


@pytest.mark.parametrize(("method", "path", "action"), FENCED, ids=str)
def test_role_and_scope_decide_and_others_see_nothing(
    world: World, lake: Path, method: str, path: str, action: str
) -> None:
    where = filled(path, world)
    problem(Program().send(method, where, {}), 401)
    for role in Role:
        answer = Program(token_of(world.ours, role)[1]).send(method, where, {})
        allowed = not action or role in ACTIONS[action]
        assert (answer.status_code != 403) == allowed, (role, answer.content)
    if action:
        assert action in SCOPES
        without = tuple(scope for scope in SCOPES if scope != action)
        problem(Program(token_of(world.ours, Role.ADMINISTRATOR, without)[1]).send(method, where, {}), 403)
    if "{key}" in path:
        theirs = Program(token_of(world.others, Role.ADMINISTRATOR)[1])
        body = {"state": "won", "name": "x", "query": {}, "text": "x", "profile": "x", "revision": 1}
        problem(theirs.send(method, where, body), 404)


def test_lists_hold_nothing_of_others(world: World, lake: Path) -> None:
    theirs = Program(token_of(world.others)[1])
    assert world.ours.profile
    for path in ("/searches", "/companies", "/pursuits", "/feedback", "/follows"):
        shown = theirs.get(path).content.decode()
        for one in (world.ours.profile, world.ours.search, world.ours.pursuit):
            assert one
            assert f'"id":{one.pk},' not in shown or path.strip("/")[:3] not in type(one).__name__.lower()
    for path in ("/match", "/routes", "/searches", "/pursuits", "/feedback"):
        problem(theirs.get(path, company=world.ours.profile.pk), 404)


def test_reading_changes_nothing(world: World, lake: Path) -> None:
    reader = Program(token_of(world.ours, scopes=READING)[1])
    rows = (Pursuit, SavedSearch, Feedback, PursuitNote, AuditEntry)
    before = [model.everywhere.count() for model in rows]
    for method, path, _action in operations():
        if method == "GET":
            reader.get(filled(path, world))
    assert [model.everywhere.count() for model in rows] == before


def test_every_path_is_in_the_documents() -> None:
    page = (REPOSITORY / "docs" / "api.md").read_text(encoding="utf-8")
    said = re.findall(r"^\| `(GET|POST|PUT|PATCH|DELETE) (\S+?)` \| (.*?) \|", page, re.MULTILINE)
    assert sorted(said) == sorted(
        (method, path, f"`{action}`" if action else "") for method, path, action in operations()
    )
    for status in (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500):
        assert f"| {status} |" in page


@pytest.mark.django_db(transaction=True)
def test_the_example_client_works(live_server: LiveServer, lake: Path) -> None:
    world = build()
    told = {"KARAVEL_URL": live_server.url, "KARAVEL_TOKEN": token_of(world.ours)[1], "PATH": os.environ["PATH"]}
    words = [sys.executable, str(REPOSITORY / "examples" / "api_client.py"), "PT"]
    done = subprocess.run(words, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"Pursuit \d+: watching", done.stdout)
