"""The pages of contracts in a browser: axe finds nothing serious, nothing overflows, in three languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from tests.web.desk import contracting as made
from tests.web.desk.calling import request_of
from tests.web.desk.test_contracts import post
from tests.web.pages import Screen
from tests.web.world import World, build

from karavel.web import scope
from karavel.web.desk.contracts import amending, performing
from karavel.web.desk.contracts.models import Contract, Payment
from karavel.web.permissions import Role


def _full(world: World) -> Contract:
    """One in force with everything in it: a delivery that waits, one that went online, a payment, an amendment."""
    contract = made.in_force(world.ours, world.others)
    for number in (1, 2):
        post(
            made.of(world.others, Role.BID_MANAGER), "mine-deliver", contract.pk, number, text="It runs.",
            url="https://permits.example/",
        )  # fmt: skip
    post(made.of(world.ours, Role.PROCUREMENT), "accept", contract.pk, 2)
    request = request_of(world.ours)
    with scope.within(world.ours.organisation):
        wanted = amending.Wanted(date(2026, 11, 20), "The register opens later.", "Art. 72(1)(c)", date(2029, 1, 1))
        amending.amend(request, contract, wanted)
        performing.pay(request, contract, Payment(paid=date(2026, 11, 21), price=Decimal(60_000), price_currency="EUR"))
    return contract


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("pt", "light"), ("az", "dark")])
def test_every_page_of_contracts_is_sound(
    screen: Screen,
    lake: Path,
    settings: Any,
    tmp_path: Path,
    language: str,
    theme: str,
) -> None:
    settings.TRUST, settings.DATA = made.trust(tmp_path / "trust"), tmp_path / "data"
    world = build()
    contract = _full(world)
    draft, signing = made.contract(world.ours, None), made.offered(world.ours, None)
    made.sign(made.of(world.ours, Role.PROCUREMENT), "contracts-sign", signing.pk, made.STRANGERS)
    made.award(world.ours, world.others.organisation)
    screen.cookie("karavel-theme", theme)
    screen.cookie("karavel-language", language)
    screen.login(world.ours.members[Role.PROCUREMENT])
    pages = {
        "today": "/today/",
        "desk": "/desk/contracts/",
        "draft": f"/desk/contracts/{draft.pk}/",
        "edit": f"/desk/contracts/{draft.pk}/edit/",
        "signing": f"/desk/contracts/{signing.pk}/",
        "verify": f"/desk/contracts/{contract.pk}/verify/",
        "in-force": f"/desk/contracts/{contract.pk}/",
        "amend": f"/desk/contracts/{contract.pk}/amend/",
    }
    for name, path in pages.items():
        _sound(screen, path, f"contracts-{name}-{language}-{theme}")
    screen.logout()
    screen.login(world.others.members[Role.BID_MANAGER])
    theirs = {"today-theirs": "/today/", "mine": "/contracts/mine/", "mine-one": f"/contracts/mine/{contract.pk}/"}
    for name, path in theirs.items():
        _sound(screen, path, f"contracts-{name}-{language}-{theme}")
    screen.logout()
    for name, path in {"list": "/contracts/", "public": reverse("contracts-page", args=[contract.slug])}.items():
        _sound(screen, path, f"contracts-{name}-{language}-{theme}")


def _sound(screen: Screen, path: str, name: str) -> None:
    screen.go(path)
    assert screen.serious() == [], path
    screen.shots(name)
    assert not screen.overflows(), path
