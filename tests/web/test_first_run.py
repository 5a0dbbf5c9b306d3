"""From nothing to a first ranked list, in a browser; and who may make the first account."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect
from tests.web.pages import Screen
from tests.web.world import PASSWORD, example

from karavel.web.accounts.models import Installation, Membership, Organisation, User
from karavel.web.permissions import Role
from karavel.web.setup import token


@pytest.mark.django_db(transaction=True)
def test_a_newcomer_reaches_a_ranked_list(screen: Screen, no_lake: Path) -> None:
    page = screen.go("/")
    page.get_by_label("Your organisation").fill("Xəzər Systems")
    page.get_by_label("E-mail").fill("Leyla@Xezer.example")
    page.get_by_label("Password").fill(PASSWORD)
    assert screen.serious() == []
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_role("heading", name="Your company")).to_be_visible()
    page.get_by_label("Profile").fill("nonsense")
    expect(page.locator("#check .notice-bad")).to_be_visible()
    page.get_by_label("Profile").fill(example())
    expect(page.locator("#check .notice-good")).to_contain_text("Xəzər Systems MMC")
    assert screen.serious() == []
    page.get_by_role("button", name="Use this profile").click()
    page.get_by_role("button", name="Make invented tenders").click()
    expect(page.locator(".lot")).to_have_count(25)
    user = User.objects.get()
    assert (user.email, user.is_superuser) == ("leyla@xezer.example", True)
    assert Membership.objects.get().role == Role.ADMINISTRATOR
    assert Installation.here().lake.startswith(str(settings.DATA))


def test_a_remote_visitor_needs_the_token_of_the_terminal(db: None) -> None:
    call_command("setuptoken")
    given = token.place().read_text()
    form = {"organisation": "A", "kind": "company", "email": "a@example.org", "password": PASSWORD}
    visitor = Client(REMOTE_ADDR="203.0.113.7")
    assert visitor.post("/setup/", form).status_code == 422
    assert visitor.post("/setup/", form | {"token": "guess"}).status_code == 422
    assert not Organisation.objects.exists()
    assert visitor.post("/setup/", form | {"token": given}).status_code == 302
    assert not token.place().exists()


def test_a_forwarded_request_is_not_from_this_machine(db: None) -> None:
    form = {"organisation": "A", "kind": "company", "email": "a@example.org", "password": PASSWORD}
    answer = Client(REMOTE_ADDR="127.0.0.1", HTTP_HOST="localhost").post(
        "/setup/", form, HTTP_X_FORWARDED_FOR="1.2.3.4"
    )
    assert answer.status_code == 422


def test_there_is_no_first_run_once_there_is_an_account(db: None) -> None:
    User.objects.create_user("a@example.org", PASSWORD)
    assert Client().get("/setup/").status_code == 404


def test_a_weak_password_and_a_broken_profile_are_refused(db: None) -> None:
    client = Client(HTTP_HOST="localhost")
    form = {"organisation": "A", "kind": "company", "email": "a@example.org", "password": "password"}
    assert client.post("/setup/", form).status_code == 422
    assert client.post("/setup/", form | {"password": PASSWORD}).status_code == 302
    assert client.post("/setup/company/", {"text": "name = 1"}).status_code == 422
