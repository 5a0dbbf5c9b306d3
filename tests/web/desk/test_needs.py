"""A need in three sentences is answered with codes, contracts, firms; the market is asked, and nobody is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.desk.needs import TEXT, buyer, consultation, need, question
from tests.web.world import World

from karavel.errors import IllegalMove
from karavel.web import scope
from karavel.web.accounts.models import AuditEntry, User
from karavel.web.desk.needs import acts, consulting
from karavel.web.desk.needs.models import Consultation, ConsultationQuestion, Interest, Need
from karavel.web.desk.needs.outline import as_text, outline
from karavel.web.permissions import Role

As = Callable[[User], Client]


@pytest.fixture
def officer(world: World, as_user: As) -> Client:
    return as_user(world.ours.members[Role.PROCUREMENT])


@pytest.fixture
def bidder(world: World, as_user: As) -> Client:
    return as_user(world.others.members[Role.BID_MANAGER])


@pytest.mark.django_db
@pytest.mark.usefixtures("lake")
def test_three_sentences_bring_codes_an_outline_and_comparable_contracts(world: World, officer: Client) -> None:
    buyer(world.ours)
    said = {"title": "Citizen portal for online services", "text": TEXT, "language": "en", "level": "4"}
    response = officer.post(reverse("needs-new"), said, follow=True)
    with scope.within(world.ours.organisation):
        made = Need.objects.get()
    assert response.status_code == 200
    assert [code["code"][:2] for code in made.proposed] == ["72"] * 4 + ["48"] * 2, "its words alone speak of health"
    assert "portal" in made.proposed[0]["said"][0].lower(), "a proposal says which words lead to it"
    assert TEXT in made.outline
    assert "## " in made.outline
    shown = response.content.decode()
    assert made.proposed[0]["code"] in shown
    assert "Comparable contracts" in shown
    assert re.search(r'href="/notices/[^"]+"', shown), "a past contract of the lake is named"


@pytest.mark.django_db
@pytest.mark.usefixtures("lake")
def test_firms_are_listed_with_whether_they_may_bid_to_this_buyer(world: World, officer: Client) -> None:
    made = need(world.ours, "Development of a citizen portal")
    officer.post(reverse("needs-firms", args=[made.pk]))
    with scope.within(world.ours.organisation):
        rows = list(made.longlist.all())
    assert rows
    assert all(row.evidence or row.company for row in rows)
    judged = {row.country: row.verdict for row in rows if row.country}
    assert judged.get("AZ", "guaranteed") == "guaranteed", "a firm of the buyer's own country"
    abroad = {verdict for country, verdict in judged.items() if country != "AZ"}
    assert abroad
    assert "guaranteed" not in abroad - {judged.get("GB")}, "Azerbaijan has promised nobody a right to bid"


@pytest.mark.django_db
def test_a_firm_that_was_invited_stays_listed(world: World, officer: Client) -> None:
    made = need(world.ours)
    with scope.within(world.ours.organisation):
        made.longlist.create(
            name="Kept Lda", country="PT", invited=timezone.now(), organisation=world.ours.organisation
        )
    officer.post(reverse("needs-firms", args=[made.pk]))
    with scope.within(world.ours.organisation):
        assert made.longlist.filter(name="Kept Lda").exists()


@pytest.mark.parametrize(
    ("level", "has", "lacks"), [(2, "Information in plain words", "payment"), (4, "payment", "proactive")]
)
def test_an_outline_asks_what_the_level_needs(level: int, has: str, lacks: str) -> None:
    text = as_text(outline("A portal.", level, ["72212000"], abroad=False))
    assert has in text
    assert lacks not in text


def test_an_outline_asks_about_users_abroad_only_where_there_are_some() -> None:
    asked = "Users from other countries"
    assert asked in as_text(outline("A portal.", 4, [], abroad=True))
    assert asked not in as_text(outline("A portal.", 4, [], abroad=False))


@pytest.mark.django_db
def test_wrong_codes_are_told_and_nothing_is_saved(world: World, officer: Client) -> None:
    made = need(world.ours)
    said = {"title": "Other", "text": "x", "language": "en", "level": "4", "cpv": "7221200", "budget": "5"}
    response = officer.post(reverse("needs-save", args=[made.pk]), said)
    assert response.status_code == 422
    assert "7221200" in response.content.decode()
    assert "Say the currency" in response.content.decode()
    with scope.within(world.ours.organisation):
        assert Need.objects.get().title == "Birth registration online"


@pytest.mark.django_db
def test_an_answer_is_published_and_no_page_names_who_asked(
    world: World, officer: Client, bidder: Client, client: Client
) -> None:
    asked = consultation(world.ours)
    bidder.post(reverse("consultations-ask", args=[asked.slug]), {"text": "Is there a sandbox?"})
    row = ConsultationQuestion.everywhere.get()
    assert row.organisation == world.others.organisation
    before = client.get(reverse("consultations-one", args=[asked.slug])).content.decode()
    assert "Is there a sandbox?" not in before, "an unanswered question is not public"
    desk = officer.get(reverse("consultations-desk", args=[asked.pk])).content.decode()
    assert "Is there a sandbox?" in desk
    officer.post(reverse("consultations-answer", args=[asked.pk, row.pk]), {"answer-en": "Yes, from March."})
    public = client.get(reverse("consultations-one", args=[asked.slug])).content.decode()
    assert "Yes, from March." in public
    name, person = world.others.organisation.name, world.others.members[Role.BID_MANAGER]
    for page in (public, desk):
        main = page[page.index("<main") :]
        assert name not in main
        assert person.email not in main
    with scope.within(world.ours.organisation):
        noted = list(AuditEntry.objects.values_list("details", "what"))
    assert not any(name in f"{entry}" for entry in noted)


@pytest.mark.django_db
def test_the_buyer_reads_expressions_of_interest_and_others_do_not(
    world: World, officer: Client, bidder: Client
) -> None:
    asked = consultation(world.ours)
    said = {
        "name": "Karvan Software",
        "country": "PT",
        "summary": "Portals since 2012",
        "references": 4,
        "staff": 20,
        "languages": "pt en",
        "price_min": "100000",
        "price_max": "250000",
        "price_currency": "EUR",
    }
    assert bidder.post(reverse("consultations-interest", args=[asked.slug]), said).status_code == 302
    assert Interest.everywhere.get().price_max == Decimal(250000)
    assert "Karvan Software" in officer.get(reverse("consultations-desk", args=[asked.pk])).content.decode()
    assert "Karvan Software" not in Client().get(reverse("consultations-one", args=[asked.slug])).content.decode()
    assert bidder.get(reverse("consultations-desk", args=[asked.pk])).status_code in {403, 404}


@pytest.mark.django_db
def test_a_second_expression_replaces_the_first(world: World, bidder: Client) -> None:
    asked = consultation(world.ours)
    said = {"name": "Karvan", "country": "PT", "summary": "Portals", "references": 4, "staff": 20}
    for summary in ("Portals", "Portals and payments"):
        bidder.post(reverse("consultations-interest", args=[asked.slug]), said | {"summary": summary})
    assert Interest.everywhere.get().summary == "Portals and payments"


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["consultations-ask", "consultations-interest"])
def test_after_the_last_moment_nothing_is_taken_whatever_the_state_says(world: World, bidder: Client, act: str) -> None:
    asked = consultation(world.ours)
    Consultation.everywhere.filter(pk=asked.pk).update(closes=timezone.now() - timedelta(seconds=1))
    said = {"text": "Late?", "name": "L", "country": "PT", "summary": "s", "references": 1, "staff": 1}
    bidder.post(reverse(act, args=[asked.slug]), said)
    assert not ConsultationQuestion.everywhere.exists()
    assert not Interest.everywhere.exists()


@pytest.mark.django_db
def test_time_closes_a_consultation_once(world: World) -> None:
    asked = consultation(world.ours)
    Consultation.everywhere.filter(pk=asked.pk).update(closes=timezone.now() - timedelta(seconds=1))
    assert len(consulting.settle()) == 1
    assert not consulting.settle()
    asked.refresh_from_db()
    assert asked.state == "closed"


@pytest.mark.django_db
def test_a_draft_is_nobodys_to_read(world: World, client: Client) -> None:
    asked = consultation(world.ours)
    Consultation.everywhere.filter(pk=asked.pk).update(state="draft")
    assert client.get(reverse("consultations-one", args=[asked.slug])).status_code == 404


@pytest.mark.django_db
def test_a_need_is_not_ready_while_the_market_is_still_asked(world: World, officer: Client, rf: object) -> None:
    asked = consultation(world.ours)
    Need.everywhere.filter(pk=asked.need_id).update(state="consulting")
    officer.post(reverse("needs-move", args=[asked.need_id]), {"move": "conclude"})
    assert Need.everywhere.get(pk=asked.need_id).state == "consulting"
    officer.post(reverse("consultations-close", args=[asked.pk]))
    officer.post(reverse("needs-move", args=[asked.need_id]), {"move": "conclude"})
    assert Need.everywhere.get(pk=asked.need_id).state == "ready"


@pytest.mark.django_db
def test_of_two_who_move_a_need_at_once_one_does(world: World, rf: object) -> None:
    made = need(world.ours)
    with scope.within(world.ours.organisation):
        first, second = Need.objects.get(pk=made.pk), Need.objects.get(pk=made.pk)
        request = type("Asked", (), {"user": world.ours.members[Role.PROCUREMENT]})()
        acts.move(request, first, "conclude")
        with pytest.raises(IllegalMove):
            acts.move(request, second, "drop", "no money")
    assert Need.everywhere.get(pk=made.pk).state == "ready"


@pytest.mark.django_db
def test_each_invited_firm_gets_its_own_mail_with_the_address(world: World, officer: Client) -> None:
    asked = consultation(world.ours)
    said = {"addresses": "a@example.org\nb@example.org, a@example.org", "language": "pt"}
    officer.post(reverse("consultations-invite", args=[asked.pk]), said)
    assert sorted(message.to[0] for message in mail.outbox) == ["a@example.org", "b@example.org"]
    assert {len(message.to) for message in mail.outbox} == {1}
    assert mail.outbox[0].subject == "Registo de nascimento em linha"
    assert reverse("consultations-one", args=[asked.slug]) in mail.outbox[0].body


@pytest.mark.django_db
def test_script_in_a_question_or_a_need_is_inert(world: World, officer: Client) -> None:
    evil = "<script>alert(1)</script>"
    made = need(world.ours, evil)
    row = question(world.ours)
    ConsultationQuestion.everywhere.filter(pk=row.pk).update(text=evil, answer={"en": evil}, answered=timezone.now())
    for page in (
        officer.get(reverse("needs-one", args=[made.pk])),
        officer.get(reverse("consultations-desk", args=[row.consultation_id])),
        officer.get(reverse("consultations-one", args=[row.consultation.slug])),
    ):
        assert evil not in page.content.decode()
