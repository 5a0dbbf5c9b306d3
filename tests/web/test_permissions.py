"""Every address, as every role and as a stranger: who may, gets in; who may not, does not; nobody sees others'."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.web.addresses import SAMPLES, Address, addresses
from tests.web.world import World

from karavel.web.accounts.models import User
from karavel.web.fences import action_of
from karavel.web.permissions import ACTIONS, OPERATOR, PUBLIC, SIGNED_IN, Role

As = Callable[[User | None], Client]

ALL = addresses()
FENCED = [address for address in ALL if action_of(address.view, address.name) in ACTIONS]
METHODS = ("get", "post")


def where(address: Address, world: World) -> str:
    """The address with its parts filled in."""
    assert not address.parts or address.name in SAMPLES, f"give {address.name} its parts in tests/web/addresses.py"
    if address.route.endswith(address.name):  # it has no name
        return address.route
    return reverse(address.name, kwargs=SAMPLES[address.name](world) if address.parts else {})


def asked(client: Client, method: str, url: str) -> HttpResponse:
    """The answer; whatever it changed is taken back."""
    with transaction.atomic():
        answer: HttpResponse = getattr(client, method)(url)
        transaction.set_rollback(True)
    return answer


def to_login(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/account/login/")


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name)
def test_every_address_names_its_action(address: Address) -> None:
    """Decorate the view with ``@requires("…")``, or name it in ``fences.OTHERS`` where it is not ours."""
    assert action_of(address.view, address.name) in {PUBLIC, SIGNED_IN, OPERATOR, *ACTIONS}


@pytest.mark.no_database  # refused, or shown, before and after any database
@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name)
def test_a_stranger_gets_no_further_than_the_login(address: Address, world: World, lake: object, as_user: As) -> None:
    public = action_of(address.view, address.name) == PUBLIC
    url = where(address, world)
    for method in METHODS:
        answer = asked(as_user(None), method, url)
        assert answer.status_code < 500
        if not public:
            assert to_login(answer) or answer.status_code == 401, (method, answer.status_code)


@pytest.mark.parametrize("address", FENCED, ids=lambda address: address.name)
def test_each_role_may_what_the_table_says(address: Address, world: World, lake: object, as_user: As) -> None:
    action = action_of(address.view, address.name)
    assert action
    url = where(address, world)
    for role, user in world.ours.members.items():
        client = as_user(user)
        for method in METHODS:
            answer = asked(client, method, url)
            assert answer.status_code < 500
            if role in ACTIONS[action]:
                assert answer.status_code not in {401, 403}, (role, method)
                assert not to_login(answer), (role, method)
            else:
                assert answer.status_code == 403, (role, method, answer.status_code)


@pytest.mark.no_database  # rows are looked up as for those who may, whom the walk above plays on both
@pytest.mark.parametrize("address", [address for address in FENCED if address.parts], ids=lambda address: address.name)
def test_an_object_of_another_organisation_does_not_exist(
    address: Address, world: World, lake: object, as_user: As
) -> None:
    url = where(address, world)
    for role, user in world.others.members.items():
        client = as_user(user)
        for method in METHODS:
            answer = asked(client, method, url)
            assert answer.status_code in {403, 404, 405}, (role, method, answer.status_code)
            if role in ACTIONS[action_of(address.view, address.name) or ""] and method == "post":
                assert answer.status_code in {404, 405}


@pytest.mark.no_database  # refused, or shown, before and after any database
@pytest.mark.parametrize("address", FENCED, ids=lambda address: address.name)
def test_an_account_without_an_organisation_is_told_so(address: Address, world: World, as_user: As) -> None:
    answer = as_user(world.homeless).get(where(address, world))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("organisations")


def test_an_officer_acts_for_a_company_of_the_programme(world: World, lake: object, as_user: As) -> None:
    client = as_user(world.officer)
    chosen = client.post(reverse("organisation-choose"), {"organisation": world.ours.organisation.pk})
    assert chosen.status_code == 302
    assert world.ours.organisation.name in client.get(reverse("organisation")).content.decode()
    assert (
        client.post(reverse("organisation-choose"), {"organisation": world.others.organisation.pk}).status_code == 404
    )


@pytest.mark.parametrize(
    "address",
    [address for address in ALL if action_of(address.view, address.name) == OPERATOR],
    ids=lambda address: address.name,
)
def test_only_the_operator_chooses_for_the_installation(
    address: Address, world: World, lake: object, as_user: As
) -> None:
    administrator = world.ours.members[Role.ADMINISTRATOR]
    for method in METHODS:
        assert asked(as_user(administrator), method, where(address, world)).status_code == 403
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    for method in METHODS:
        assert asked(as_user(administrator), method, where(address, world)).status_code in {200, 422}
