"""Each page of the desk links to all that belongs together, and says what comes next and who must do it."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.desk import contracting as made
from tests.web.desk.calling import draft, published
from tests.web.desk.contracting import of
from tests.web.desk.needs import consultation, need
from tests.web.world import World

from karavel.web import scope
from karavel.web.desk.calls.models import Call, CallQuestion
from karavel.web.desk.contracts.models import Contract, Milestone, Signature
from karavel.web.desk.evaluation.models import Award
from karavel.web.desk.needs.models import Need
from karavel.web.permissions import Role


def _chain(world: World, url: str, role: Role = Role.PROCUREMENT) -> str:
    """The chain of a page, as HTML without its entities."""
    page = of(world.ours, role).get(url).content.decode()
    found = re.search(r'<nav class="chain.*?</nav>', page, re.DOTALL)
    assert found, url
    return unescape(found[0])


def _next(world: World, url: str) -> str:
    """The sentence of what comes next, without tags; empty where nothing does."""
    found = re.search(r'<p class="chain-next">(.*?)</p>', _chain(world, url), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def _linked(world: World) -> Contract:
    """A contract whose call came of a need that was consulted on."""
    contract = made.contract(world.ours, world.others.organisation)
    consultation(world.ours)
    Call.everywhere.filter(pk=contract.award.call_id).update(need=need(world.ours))
    return contract


def test_every_page_of_a_chain_links_to_all_others(world: World, lake: object) -> None:
    contract = _linked(world)
    asked, call = consultation(world.ours), contract.award.call
    places = {
        "need": reverse("needs-one", args=[asked.need_id]),
        "consultation": reverse("consultations-desk", args=[asked.pk]),
        "call": reverse("calls-desk", args=[call.pk]),
        "opening": reverse("bids-opening", args=[call.pk]),
        "award": reverse("evaluation", args=[call.pk]),
        "contract": reverse("contracts-one", args=[contract.pk]),
    }
    service = reverse("services-one", args=[made.service(world.ours).key])
    for url in places.values():
        linked = set(re.findall(r'href="([^"]+)"', _chain(world, url)))
        assert (set(places.values()) | {service}) - {url} <= linked, url


def test_a_page_that_its_reader_may_not_see_is_named_without_a_link(world: World, lake: object) -> None:
    contract = _linked(world)
    url = reverse("contracts-one", args=[contract.pk])
    chain = _chain(world, url, Role.BID_MANAGER)
    assert "Evaluation and award" in chain
    assert reverse("evaluation", args=[contract.award.call_id]) not in chain
    assert reverse("bids-opening", args=[contract.award.call_id]) not in chain


@pytest.mark.parametrize(("role", "goes"), [(Role.PROCUREMENT, True), (Role.BID_MANAGER, False)])
@pytest.mark.parametrize("facts", [{"state": "closed"}, {"state": "closed", "seals": False}, {"state": "evaluated"}])
def test_what_comes_next_leads_only_where_its_reader_may_go(
    world: World, facts: dict[str, Any], role: Role, goes: bool
) -> None:
    call = published(world.ours)
    Call.everywhere.filter(pk=call.pk).update(**facts)
    chain = _chain(world, reverse("calls-desk", args=[call.pk]), role)
    led = re.search(r'<a href="([^"]+)">Go there</a>', chain)
    assert bool(led) is goes
    if led:
        assert of(world.ours, role).get(led[1]).status_code == 200


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "Next · Procurement officer: Describe it"),
        ("consulting", "Next · Procurement officer: Answer questions"),
        ("ready", "Next · Procurement officer: Make a call from it."),
        ("dropped", ""),
    ],
)
def test_a_need_says_what_comes_next(world: World, lake: object, state: str, words: str) -> None:
    row = need(world.ours)
    Need.everywhere.filter(pk=row.pk).update(state=state)
    assert _next(world, reverse("needs-one", args=[row.pk])).startswith(words)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Bidders: Hand in bids before the deadline"),
        ({"state": "closed"}, "Committee: Two members of the committee open"),
        ({"state": "closed", "seals": False}, "Procurement officer: Enter the award"),
        ({"state": "opened"}, "Committee: Check, score and agree."),
        ({"state": "evaluated"}, "Procurement officer: Propose the award"),
        ({"state": "cancelled"}, ""),
    ],
)
def test_a_call_says_what_comes_next(world: World, facts: dict[str, Any], words: str) -> None:
    call = published(world.ours)
    Call.everywhere.filter(pk=call.pk).update(**facts)
    assert _next(world, reverse("calls-desk", args=[call.pk])).startswith(f"Next · {words}" if words else "")


def test_a_draft_says_what_keeps_it_and_a_question_waits_for_its_answer(world: World) -> None:
    call = draft(world.ours)
    assert "Publish it." in _next(world, reverse("calls-edit", args=[call.pk]))
    open_one = published(world.ours)
    with scope.within(world.ours.organisation):
        CallQuestion(call=open_one, language="en", text="May we?").save()
    assert "Procurement officer: Answer 1 question." in _next(world, reverse("calls-desk", args=[open_one.pk]))


def test_an_award_waits_for_its_standstill_then_to_stand_then_for_its_contract(world: World) -> None:
    award = made.award(world.ours, None)
    url = reverse("calls-desk", args=[award.call_id])
    assert "Procurement officer: Draft the contract." in _next(world, url)
    Call.everywhere.filter(pk=award.call_id).update(state="evaluated")
    today = award.call.day_of(timezone.now())
    Award.everywhere.filter(pk=award.pk).update(state="cancelled")
    assert "Propose the award of each lot" in _next(world, url)
    Award.everywhere.filter(pk=award.pk).update(state="pending")
    assert "Tell the award" in _next(world, url)
    for day, words in (
        (today, "Next : The standstill ends on"),
        (today - timedelta(days=1), "say that the award stands"),
    ):
        Award.everywhere.filter(pk=award.pk).update(state="told", standstill_until=day)
        assert words in _next(world, url)
        page = of(world.ours, Role.PROCUREMENT).get(reverse("evaluation", args=[award.call_id])).content.decode()
        assert ("The standstill is over: the award stands" in page) is (day < today)


def test_a_contract_says_which_side_signs_and_what_is_to_be_delivered(world: World) -> None:
    contract = made.offered(world.ours, world.others.organisation)
    url = reverse("contracts-one", args=[contract.pk])
    assert "Buyer and supplier: Both sides sign." in _next(world, url)
    with scope.within(world.ours.organisation):
        Signature(contract=contract, side="buyer", signer="G", issuer="R", signed_at=timezone.now()).save()
        assert "Supplier: Sign; the other side has signed." in _next(world, url)
        Signature(contract=contract, side="supplier", signer="J", issuer="R", signed_at=timezone.now()).save()
        assert "Take the signature that nobody vouches for" in _next(world, url)
    Contract.everywhere.filter(pk=contract.pk).update(state="active")
    assert "Supplier: Deliver “Design” by" in _next(world, url)
    Milestone.everywhere.filter(contract=contract, number=1).update(state="delivered")
    assert "Procurement officer: Accept what is delivered for “Design”" in _next(world, url)
    Milestone.everywhere.filter(contract=contract).update(state="met")
    assert "say that the contract is fulfilled" in _next(world, url)
    Contract.everywhere.filter(pk=contract.pk).update(state="terminated")
    assert _next(world, url) == ""


def test_the_supplier_of_a_contract_sees_nothing_of_the_buyers_chain(world: World) -> None:
    contract = made.offered(world.ours, world.others.organisation)
    page = of(world.others, Role.BID_MANAGER).get(reverse("contracts-mine-one", args=[contract.pk])).content.decode()
    assert 'class="chain' not in page


def _open_links(path: str) -> set[str]:
    """Where the public page leads to of what belongs to it."""
    page = Client().get(path).content.decode()
    found = re.search(r'aria-labelledby="t-chain".*?</section>', page, re.DOTALL)
    return set(re.findall(r'href="([^"]+)"', found[0])) if found else set()


def test_everybody_goes_from_the_consultation_to_its_call_and_contract_and_back(world: World, lake: object) -> None:
    contract = _linked(world)
    asked, call = consultation(world.ours), contract.award.call
    public, there = reverse("consultations-one", args=[asked.slug]), reverse("calls-page", args=[call.slug])
    assert _open_links(public) == {there}
    assert _open_links(there) == {public}
    Contract.everywhere.filter(pk=contract.pk).update(state="active")
    signed = reverse("contracts-page", args=[contract.slug])
    assert _open_links(public) == {there, signed}
    assert _open_links(there) == {public, signed}


def test_nobody_is_led_to_a_draft(world: World, lake: object) -> None:
    asked = consultation(world.ours)
    call = draft(world.ours)
    Call.everywhere.filter(pk=call.pk).update(need=asked.need_id)
    assert _open_links(reverse("consultations-one", args=[asked.slug])) == set()
