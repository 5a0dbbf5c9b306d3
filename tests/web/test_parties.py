"""Pages of buyers and suppliers, and the calendar of contracts that end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from tests.lake.made import fill, lot
from tests.partners.made import AWARDS, award
from tests.web.world import World

from karavel.web.accounts.models import User
from karavel.web.permissions import Role

As = Callable[[User | None], Client]


@pytest.fixture
def awarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lake of awards, of which one runs on."""
    running = award(
        7,
        "Portal com fim",
        published=date(2024, 3, 1),
        lots=(lot("1", None, title="Portal com fim", end=date(2099, 3, 31)),),
    )
    fill(tmp_path, [*AWARDS, running])
    monkeypatch.setenv("KARAVEL_LAKE", str(tmp_path))
    return tmp_path


def test_a_buyer_is_found_by_words_and_leads_to_its_suppliers(world: World, awarded: Path, as_user: As) -> None:
    client = as_user(world.ours.members[Role.VIEWER])
    found = client.get(reverse("buyers"), {"q": "camara porto"}).content.decode()
    assert reverse("buyer", args=["pt-camara-do-porto"]) in found
    assert "Município de Faro" not in found
    page = client.get(reverse("buyer", args=["pt-camara-do-porto"])).content.decode()
    assert reverse("supplier", args=["pt-nif-501509046"]) in page
    assert "31 Mar 2099" in page
    assert "Nobody of this name" in client.get(reverse("suppliers"), {"q": "nobody"}).content.decode()


def test_a_supplier_shows_its_evidence(world: World, awarded: Path, as_user: As) -> None:
    page = as_user(world.ours.members[Role.VIEWER]).get(reverse("supplier", args=["pt-nif-501509046"]))
    text = page.content.decode()
    for contract in ("BASE-2", "BASE-3", "BASE-7"):
        assert reverse("notice", args=[contract]) in text
    assert '<svg class="columns"' in text
    assert "As a table" in text


def test_persons_whom_the_law_hides_have_no_page(world: World, awarded: Path, as_user: As) -> None:
    client = as_user(world.ours.members[Role.VIEWER])
    assert "António" not in client.get(reverse("suppliers"), {"q": "antonio"}).content.decode().replace("q=", "")
    assert client.get(reverse("supplier", args=["pt-antonio-exemplo"])).status_code == 404


def test_the_calendar_has_a_day_for_each_contract_that_ends(world: World, awarded: Path, as_user: As) -> None:
    answer = as_user(world.ours.members[Role.VIEWER]).get(reverse("buyer-calendar", args=["pt-camara-do-porto"]))
    assert answer["Content-Type"].startswith("text/calendar")
    calendar: Any = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].dt == date(2099, 3, 31)
    assert str(event["SUMMARY"]) == "Contract ends: Portal com fim"
    assert str(event["URL"]).endswith(reverse("notice", args=["BASE-7"]))
