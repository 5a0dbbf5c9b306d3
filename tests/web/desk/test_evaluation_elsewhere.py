"""An award of another platform goes on from here, entered by hand or out of a notice of the lake."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.desk.calling import buyer, published
from tests.web.world import World

from karavel.web import scope
from karavel.web.accounts.models import AuditEntry, User
from karavel.web.board import board
from karavel.web.desk.calls.models import Call, CallVersion
from karavel.web.desk.evaluation import taking
from karavel.web.desk.evaluation.models import Award
from karavel.web.permissions import Role

As = Callable[[User | None], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world: World, as_user: As) -> Client:
    buyer(world.ours)
    return as_user(world.ours.members[Role.PROCUREMENT])


def _lots(*lots: dict[str, str]) -> dict[str, str]:
    sent = {"form-TOTAL_FORMS": str(len(lots)), "form-INITIAL_FORMS": "0"}
    for number, lot in enumerate(lots):
        sent |= {f"form-{number}-{name}": value for name, value in lot.items()}
    return sent


LOT = {
    "title": "Portal",
    "supplier": "Karvan Software Lda",
    "country": "PT",
    "number": "PT-NIF 506579425",
    "price": "180000",
    "currency": "EUR",
    "decided": "2026-10-01",
}
RAN = {"title": "Portal for permits", "language": "en", "platform": "acinGov", "cpv": "72212000"}


def test_an_award_that_is_entered_makes_a_complete_call_with_lots_and_awards_in_force(officer: Client) -> None:
    answer = officer.post(reverse("evaluation-enter"), RAN | _lots(LOT, LOT | {"title": "Support", "price": ""}))
    assert answer.status_code == 302, answer.content.decode()
    call = Call.everywhere.get()
    assert (call.state, call.platform, call.seals) == ("complete", "acinGov", False)
    awards = list(Award.everywhere.order_by("pk"))
    assert [(one.state, one.lot.number, one.supplier_country) for one in awards] == [
        ("active", "LOT-0001", "PT"),
        ("active", "LOT-0002", "PT"),
    ]
    release = CallVersion.everywhere.get(call=call).release
    assert release["tag"] == ["award"]
    assert release["awards"][0]["value"] == {"amount": 180000, "currency": "EUR"}
    assert release["awards"][0]["suppliers"] == [{"id": "PT-NIF-506579425", "name": "Karvan Software Lda"}]
    assert officer.get(answer["Location"]).status_code == 200
    assert officer.get(reverse("calls-page", args=[call.slug])).status_code == 200
    assert officer.get(reverse("calls-record", args=[call.slug])).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"form-0-supplier": ""},
        {"form-0-decided": "yesterday"},
        {"form-0-currency": ""},
        {"form-0-price": "-1"},
        {"form-0-country": "ZZ"},
        {"cpv": "7221"},
        {"language": "xx"},
        {"form-TOTAL_FORMS": "0"},
        {"form-TOTAL_FORMS": "100000"},
        {"platform_url": "javascript:alert(1)"},
        {"platform_url": "ftp://files.example/call"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(officer: Client, wrong: dict[str, str]) -> None:
    assert officer.post(reverse("evaluation-enter"), RAN | _lots(LOT) | wrong).status_code == 422
    assert not Call.everywhere.exists()
    assert not Award.everywhere.exists()


@pytest.mark.usefixtures("lake")
def test_a_notice_of_the_lake_fills_the_form_and_is_entered_once(officer: Client) -> None:
    with board().lake.view() as view:
        notice = next(one for one in view.notices() if taking.won(one))
    found = officer.get(reverse("evaluation-find"), {"q": notice.id}).content.decode()
    assert notice.id in found
    page = officer.get(reverse("evaluation-enter"), {"notice": notice.id})
    winner = taking.won(notice)[0].suppliers[0]
    assert notice.buyer
    assert notice.buyer.name in page.content.decode().replace("&amp;", "&").replace("&#x27;", "'")
    sent = _sent(page.context["ran"], page.context["won"])
    assert winner.name in sent["form-0-supplier"]
    sent["platform"] = sent["platform"] or "TED"
    refused = officer.post(reverse("evaluation-enter"), sent)
    assert refused.status_code == 422, "the notice names another buyer"
    assert not Call.everywhere.exists()
    sent["ours"] = "on"
    answer = officer.post(reverse("evaluation-enter"), sent)
    assert answer.status_code == 302, [form.errors for form in answer.context["won"]]
    award = Award.everywhere.order_by("pk").first()
    assert award
    assert (award.notice_id, award.state) == (notice.id, "active")
    assert award.supplier_country == (winner.country or "")
    assert Award.everywhere.count() == len(taking.won(notice))
    entry = AuditEntry.everywhere.filter(action="award.entered").latest("pk")
    assert (entry.details["buyer_there"], entry.details["said_ours"]) == (notice.buyer.name, True)
    (related,) = CallVersion.everywhere.get().release["relatedProcesses"]
    assert (related["relationship"], related["relatedLots"]) == (["award"], ["LOT-0001"])
    assert related["identifier"] in {notice.ocid, notice.id}
    again = officer.post(reverse("evaluation-enter"), sent)
    assert again.status_code == 422
    assert "was entered before" in again.content.decode()
    assert Call.everywhere.count() == 1


def _sent(ran: Any, won: Any) -> dict[str, str]:
    """What a browser sends of a form that nobody changed."""
    forms = (ran, won.management_form, *won.forms)
    return {
        field.html_name: field.value().isoformat() if isinstance(field.value(), date) else str(field.value() or "")
        for form in forms
        for field in form
    }


@pytest.mark.usefixtures("lake")
def test_words_find_awards_and_no_calls(officer: Client) -> None:
    with board().lake.view() as view:
        notice = next(one for one in view.notices() if taking.won(one))
    words = " ".join(notice.title.split()[:3])
    answer = officer.get(reverse("evaluation-find"), {"q": words})
    assert notice.id in {one.id for one in answer.context["found"]}
    shown = board().latest([one.id for one in answer.context["found"]])
    assert all(taking.won(one) for one in shown.values())


@pytest.mark.usefixtures("no_lake")
def test_without_a_lake_nothing_is_found_and_the_form_is_empty(officer: Client) -> None:
    assert "Enter it by hand" in officer.get(reverse("evaluation-find"), {"q": "portal"}).content.decode()
    assert officer.get(reverse("evaluation-enter"), {"notice": "1-2026"}).status_code == 200


def test_a_number_of_a_notice_that_no_address_can_hold_spoils_no_page(officer: Client) -> None:
    answer = officer.post(reverse("evaluation-enter"), RAN | {"notice_id": "../<b>?x=1#y"} | _lots(LOT))
    assert answer.status_code == 302
    page = officer.get(answer["Location"])
    assert page.status_code == 200
    assert "<b>?x" not in page.content.decode()


def test_a_closed_call_of_ours_takes_the_award_of_its_platform(world: World, officer: Client) -> None:
    call = published(world.ours, seals=False, platform="acinGov", unbound_reason="")
    past = timezone.now() - timedelta(days=40)
    Call.everywhere.filter(pk=call.pk).update(deadline=timezone.now() - timedelta(days=1), published=past)
    url = reverse("evaluation-enter-for", args=[call.pk])
    assert officer.get(url).status_code == 200
    assert officer.post(url, _lots(LOT, LOT)).status_code == 422, "one for each lot"
    assert officer.post(url, _lots(LOT)).status_code == 302
    assert Call.everywhere.get(pk=call.pk).state == "complete"
    with scope.within(world.ours.organisation):
        assert Award.objects.get(call=call).lot == call.lots.get()
    assert officer.post(url, _lots(LOT)).status_code == 409


def test_the_award_of_a_platform_that_falls_is_entered_anew_for_its_lot_alone(world: World, officer: Client) -> None:
    officer.post(reverse("evaluation-enter"), RAN | _lots(LOT, LOT | {"title": "Support"}))
    call, award = Call.everywhere.get(), Award.everywhere.order_by("pk")[0]
    cancel = reverse("evaluation-cancel", args=[call.pk, award.pk])
    assert officer.post(cancel, {"reason": "It does not sign."}).status_code == 302
    assert Call.everywhere.get().state == "evaluated"
    url = reverse("evaluation-enter-for", args=[call.pk])
    assert url in officer.get(reverse("evaluation", args=[call.pk])).content.decode()
    assert officer.post(url, _lots(LOT | {"supplier": "Caravela Lda"})).status_code == 302
    assert Call.everywhere.get().state == "complete"
    assert [one.release["tag"] for one in CallVersion.everywhere.order_by("number")] == [
        ["award"],
        ["awardCancellation"],
        ["awardUpdate"],
    ]


def test_a_call_whose_bids_came_in_here_takes_no_award_from_elsewhere(world: World, officer: Client) -> None:
    call = published(world.ours)
    assert officer.post(reverse("evaluation-enter-for", args=[call.pk]), _lots(LOT)).status_code == 409
    assert not Award.everywhere.exists()
