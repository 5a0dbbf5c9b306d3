"""Both sides of a contract hear of what the other did and of what waits for them: on the page Today, and by mail."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.desk import contracting as made
from tests.web.world import World

from karavel.web.accounts.models import User
from karavel.web.desk.calls.models import Call
from karavel.web.desk.contracts import posting
from karavel.web.desk.contracts.models import Contract, ContractNews, Milestone
from karavel.web.desk.evaluation.models import Award
from karavel.web.permissions import Role


@pytest.fixture(autouse=True)
def _trusting(settings: Any, tmp_path: Path) -> None:
    settings.TRUST = made.trust(tmp_path / "trust")
    settings.DATA = tmp_path / "data"


@pytest.fixture
def officer(world: World) -> Client:
    return made.of(world.ours, Role.PROCUREMENT)


@pytest.fixture
def seller(world: World) -> Client:
    return made.of(world.others, Role.BID_MANAGER)


def post(browser: Client, name: str, *parts: Any, **sent: Any) -> None:
    assert browser.post(reverse(f"contracts-{name}", args=parts), sent).status_code == 302


def heard() -> dict[str, list[str]]:
    """The lines of new mails that say what happened, by reader; what was sent before is forgotten."""
    mail.outbox.clear()
    posting.send_due()
    told: dict[str, list[str]] = {}
    for one in mail.outbox:
        told.setdefault(one.to[0], []).append(str(one.body).splitlines()[2])
    return told


def today(browser: Client) -> str:
    return str(browser.get("/today/").content.decode())


def test_the_supplier_hears_that_a_contract_waits_until_it_has_signed(
    world: World, officer: Client, seller: Client, no_lake: object
) -> None:
    contract = made.contract(world.ours, world.others.organisation)
    assert "waits for your signature" not in today(seller)
    post(officer, "offer", contract.pk)
    told = heard()
    assert told[world.others.members[Role.BID_MANAGER].email] == ["A contract waits for your signature."]
    assert not {user.email for user in world.ours.members.values()} & set(told), "nobody hears of their own acts"
    assert world.others.members[Role.VIEWER].email not in told
    assert heard() == {}, "once"
    assert f"/contracts/mine/{contract.pk}/" in today(seller)
    assert "It waits for your signature." in today(seller)
    made.sign(seller, "contracts-mine-sign", contract.pk, made.SUPPLIERS)
    assert "It waits for your signature." not in today(seller)
    assert heard()[world.ours.members[Role.PROCUREMENT].email] == ["The other side has signed."]
    assert "It waits for your signature." in today(officer)
    made.sign(officer, "contracts-sign", contract.pk, made.BUYERS)
    (told_last,) = heard()[world.others.members[Role.BID_MANAGER].email]
    assert "in force" in told_last


def test_the_supplier_neither_hears_nor_sees_of_a_draft_that_is_given_up(
    world: World, officer: Client, seller: Client
) -> None:
    contract = made.contract(world.ours, world.others.organisation)
    post(officer, "cancel", contract.pk, reason="We think again.")
    assert heard() == {}
    assert seller.get(reverse("contracts-mine-one", args=[contract.pk])).status_code == 404
    assert contract.number not in seller.get("/contracts/mine/").content.decode()


def test_deliveries_acceptances_refusals_payments_and_amendments_are_told_to_the_other_side(
    world: World, officer: Client, seller: Client
) -> None:
    contract = made.in_force(world.ours, world.others)
    heard()
    buyers, sellers = world.ours.members[Role.PROCUREMENT].email, world.others.members[Role.BID_MANAGER].email
    post(seller, "mine-deliver", contract.pk, 1, text="It runs.")
    assert heard()[buyers] == ["Milestone 1 was delivered: accept it, or say why not."]
    post(officer, "reject", contract.pk, 1, reason="The form is missing.")
    assert heard()[sellers] == ["Milestone 1 is not accepted: The form is missing."]
    post(seller, "mine-deliver", contract.pk, 1, text="The form as well.")
    heard()
    post(officer, "accept", contract.pk, 1)
    paid = {"paid": timezone.localdate().isoformat(), "price": "60000", "price_currency": "EUR", "number": "1"}
    post(officer, "pay", contract.pk, **paid)
    (accepted, payment) = heard()[sellers]
    assert accepted == "Milestone 1 is accepted."
    assert "60,000" in payment
    rows = {"milestones-TOTAL_FORMS": "0", "milestones-INITIAL_FORMS": "0"}
    said = {"agreed": timezone.localdate().isoformat(), "reason": "A holiday.", "legal_basis": "Art. 72"}
    post(officer, "amend", contract.pk, ends="2029-01-01", **said, **rows)
    assert heard()[sellers] == ["Amendment 1 was entered: A holiday."]
    post(officer, "terminate", contract.pk, reason="Both agreed.")
    assert heard()[sellers] == ["The contract ends before its time: Both agreed."]


def test_a_mail_speaks_the_language_of_its_reader_and_leads_to_their_page(
    world: World, officer: Client, seller: Client
) -> None:
    reader = world.others.members[Role.BID_MANAGER]
    User.objects.filter(pk=reader.pk).update(language="pt")
    contract = made.contract(world.ours, world.others.organisation)
    post(officer, "offer", contract.pk)
    posting.send_due()
    (letter,) = (one for one in mail.outbox if one.to == [reader.email])
    assert "assinatura" in str(letter.body)
    assert f"/contracts/mine/{contract.pk}/" in str(letter.body)


def test_a_mail_that_fails_is_tried_again_and_no_other_reader_hears_twice(
    world: World, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(officer, "offer", made.contract(world.ours, world.others.organisation).pk)
    real, broken = EmailMessage.send, world.others.members[Role.BID_MANAGER].email

    def once_broken(message: EmailMessage, *args: Any, **options: Any) -> Any:
        if message.to == [broken]:
            raise OSError("no route to host")
        return real(message, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", once_broken)
        sent, failed = posting.send_due()
    assert (sent > 0, len(failed)) == (True, 1)
    assert ContractNews.everywhere.filter(mailed=None).count() == 1
    before = len(mail.outbox)
    posting.send_due()
    assert len(mail.outbox) == before, "it waits before it is tried again"


def test_today_tells_the_buyer_of_deliveries_overdue_milestones_and_a_standstill_that_is_over(
    world: World, officer: Client, seller: Client, no_lake: object
) -> None:
    contract = made.in_force(world.ours, world.others)
    Milestone.everywhere.filter(number=2).update(due=timezone.localdate() - timedelta(days=3))
    post(seller, "mine-deliver", contract.pk, 1, text="It runs.")
    told = today(officer)
    assert "Milestone 1 was delivered" in told
    assert "Milestone 2 is overdue." in told
    assert "Milestone 2 is overdue." in today(seller)
    assert "overdue" not in today(made.of(world.others, Role.VIEWER)), "who cannot deliver has nothing to do"
    Contract.everywhere.update(state="cancelled")
    assert "An award stands: draft its contract." in today(officer)
    Award.everywhere.update(state="told", standstill_until=date.today() - timedelta(days=2))
    Call.everywhere.update(state="evaluated")
    assert "The standstill is over" in today(officer)
    assert "The standstill is over" not in today(seller)
