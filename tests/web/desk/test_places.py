"""Who finds which place of the desk in the navigation, and which one a page belongs to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from tests.web.desk import bids as made
from tests.web.world import World

from karavel.web import scope
from karavel.web.accounts.acting import ActingFor
from karavel.web.accounts.models import Organisation, User
from karavel.web.desk.needs.models import Need
from karavel.web.navigation import navigation
from karavel.web.permissions import Role

As = Callable[[User | None], Client]


def places(organisation: Organisation, role: Role, path: str = "/today/") -> dict[str, bool]:
    """Places by their address, and whether the page at a path belongs to each."""
    request = RequestFactory().get(path)
    request.acting = ActingFor(organisation, role)  # type: ignore[attr-defined]
    request.resolver_match = resolve(path)
    found = navigation(request)  # type: ignore[arg-type]
    assert found
    return {entry.url: entry.here for entry in (*found.first, *found.more)}


@pytest.mark.django_db
def test_companies_find_their_bids_and_agencies_their_newsroom(world: World) -> None:
    company, agency = Organisation(name="C", kind="company"), Organisation(name="A", kind="agency")
    assert "/bids/" in places(company, Role.BID_MANAGER)
    assert "/bids/" not in places(company, Role.VIEWER), "who may not read bids is not led there"
    assert "/bids/" not in places(agency, Role.OFFICER)
    assert "/newsroom/" not in places(company, Role.BID_MANAGER)
    for organisation in (company, agency):
        assert {"/desk/", "/calls/"} < set(places(organisation, Role.VIEWER))


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/desk/calls/1/", "/desk/"),
        ("/desk/calls/1/opening/", "/desk/"),
        ("/calls/", "/calls/"),
        ("/calls/a-portal/", "/calls/"),
        ("/consultations/", "/calls/"),
        ("/bids/1/", "/bids/"),
    ],
)
@pytest.mark.django_db
def test_a_page_belongs_to_one_place(path: str, place: str) -> None:
    found = places(Organisation(name="C", kind="company"), Role.ADMINISTRATOR, path)
    assert [url for url, here in found.items() if here] == [place]


@pytest.mark.django_db
def test_a_need_leads_to_a_call_when_it_is_ready_and_to_those_that_were_made(
    world: World, no_lake: object, as_user: As
) -> None:
    sealed = made.call(world.ours)
    with scope.within(world.ours.organisation):
        need = Need(title="A portal", text="Citizens ask online.")
        need.save()
        type(sealed.call).objects.update(need=need)
    officer = as_user(world.ours.members[Role.PROCUREMENT])
    address, make = reverse("needs-one", args=[need.pk]), reverse("calls-from-need", args=[need.pk])
    assert make not in officer.get(address).content.decode()
    Need.everywhere.update(state="ready")
    page = officer.get(address).content.decode()
    assert make in page
    assert reverse("calls-desk", args=[sealed.call.pk]) in page


@pytest.mark.django_db
def test_a_call_leads_a_bidder_to_its_bid_and_the_bid_back(world: World, lake: object, as_user: As) -> None:
    sealed = made.call(world.ours)
    bidder = as_user(world.others.members[Role.BID_MANAGER])
    bid, call = made.begun(bidder, sealed), reverse("calls-page", args=[sealed.call.slug])
    own = reverse("bids-one", args=[bid.pk])
    assert own in bidder.get(call).content.decode()
    assert call in bidder.get(own).content.decode()
    assert own not in as_user(world.others.members[Role.VIEWER]).get(call).content.decode()
    assert own not in Client().get(call).content.decode()
