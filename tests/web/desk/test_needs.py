"""A need in three sentences is answered with codes, contracts, firms; the market is asked, and nobody is named."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from tests.web.desk.needs import TEXT, buyer, consultation, need, question
from tests.web.world import World

from karavel.errors import IllegalMove
from karavel.web import scope
from karavel.web.accounts.models import AuditEntry, User
from karavel.web.desk.calls.models import Call
from karavel.web.desk.needs import acts, consulting, inviting
from karavel.web.desk.needs.anonymity import telling
from karavel.web.desk.needs.models import Consultation, ConsultationQuestion, Interest, Invitation, Need, NoInvitations
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
    text = as_text(outline("Portal", "A portal.", level, ["72212000"], abroad=False))
    assert has in text
    assert lacks not in text


def test_an_outline_asks_about_users_abroad_only_where_there_are_some() -> None:
    asked = "Users from other countries"
    assert asked in as_text(outline("Portal", "A portal.", 4, [], abroad=True))
    assert asked not in as_text(outline("Portal", "A portal.", 4, [], abroad=False))


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
def test_a_need_in_languages_and_lots_becomes_a_call_with_nothing_typed_twice(world: World, officer: Client) -> None:
    made = need(world.ours, "Payment gateway")
    said = {"title": "Payment gateway", "text": "Citizens pay fees online.", "language": "en", "level": "4"}
    further_words = {"title_az": "Ödəniş sistemi", "text_az": "Vətəndaşlar rüsumu onlayn ödəyir.", "outline": "## A"}
    lots = {"lots": "Gateway\nReconciliation", "lots_az": "Sistem\nÜzləşdirmə"}
    saved = officer.post(reverse("needs-save", args=[made.pk]), {**said, **further_words, **lots, "cpv": "72212217"})
    assert saved.status_code == 302
    Need.everywhere.filter(pk=made.pk).update(state="ready")
    officer.post(reverse("calls-from-need", args=[made.pk]))
    with scope.within(world.ours.organisation):
        call = Call.objects.get()
        assert call.title == {"en": "Payment gateway", "az": "Ödəniş sistemi"}
        assert call.description["az"] == "Vətəndaşlar rüsumu onlayn ödəyir."
        assert [lot.title for lot in call.lots.all()] == [
            {"en": "Gateway", "az": "Sistem"},
            {"en": "Reconciliation", "az": "Üzləşdirmə"},
        ]
        assert sum(one.weight for one in call.criteria.all()) == 100
        asked = [one.text for one in call.requirements.all()]
    assert all(set(text) == {"en", "az"} for text in asked)
    assert any("27001" in text["en"] for text in asked), "payments ask for security"


@pytest.mark.django_db
def test_lots_that_one_language_tells_otherwise_are_refused_by_name(world: World, officer: Client) -> None:
    made = need(world.ours)
    said = {"title": "A", "text": "x", "language": "en", "level": "4", "lots": "One\nTwo", "lots_pt": "Um"}
    response = officer.post(reverse("needs-save", args=[made.pk]), said)
    assert response.status_code == 422
    assert "1 lines for 2 lots" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("lake")
def test_figures_of_the_market_lead_to_their_contracts(world: World, officer: Client) -> None:
    made = need(world.ours, "Development of a citizen portal")
    page = officer.get(reverse("needs-market", args=[made.pk])).content.decode()
    links = set(re.findall(r"\?only=[\w%.-]+#contracts", page))
    assert links, "each figure is a link"
    for link in links:
        shown = officer.get(reverse("needs-market", args=[made.pk]) + link.partition("#")[0]).content.decode()
        told = re.search(r"(\d+) contracts? stands? behind this figure", shown)
        assert told is not None
        assert int(told[1]) == shown.count('href="/notices/')
    hostile = officer.get(reverse("needs-market", args=[made.pk]), {"only": "month:<script>"})
    assert "0 contracts stand behind" in hostile.content.decode()


@pytest.mark.django_db
def test_a_firm_without_an_account_takes_part_by_its_link_and_no_other_link_opens(
    world: World, officer: Client, client: Client
) -> None:
    asked = consultation(world.ours)
    officer.post(reverse("consultations-invite", args=[asked.pk]), {"addresses": "a@example.org", "language": "en"})
    found = re.search(r"/consultations/\S+/by/\S+", str(mail.outbox[0].body))
    assert found is not None
    link, secret = found[0], found[0].rstrip("/").rpartition("/")[2]
    assert not Invitation.everywhere.filter(key=secret).exists(), "the secret itself is not kept"
    page = client.get(link)
    assert page.status_code == 200
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex")
    said = {"name": "Sahil MMC", "country": "AZ", "summary": "Portals", "references": 2, "staff": 8}
    for summary in ("Portals", "Portals and payments"):
        client.post(f"{link}interest/", {**said, "summary": summary, "abilities": ["development", "hosting"]})
    given = Interest.everywhere.get()
    assert (given.summary, given.abilities) == ("Portals and payments", ["development", "hosting"])
    client.post(f"{link}ask/", {"text": "Is there a sandbox?"})
    assert ConsultationQuestion.everywhere.get().asked_by is None
    refused = client.post(f"{link}ask/", {"text": "We of Sahil MMC ask: by when?"})
    assert refused.status_code == 422
    wrong = link.replace(secret, secret[:-1] + ("A" if secret[-1] != "A" else "B"))
    assert client.get(wrong).status_code == 404
    Consultation.everywhere.filter(pk=asked.pk).update(closes=timezone.now() - timedelta(seconds=1))
    client.post(f"{link}interest/", {**said, "summary": "Late"})
    assert Interest.everywhere.get().summary == "Portals and payments"


@pytest.mark.django_db
def test_nobody_is_invited_twice_nor_who_wants_none_nor_beyond_the_day_s_number(
    world: World, officer: Client, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = consultation(world.ours)
    address = reverse("consultations-invite", args=[asked.pk])
    officer.post(address, {"addresses": "a@example.org", "language": "en"})
    officer.post(address, {"addresses": "A@example.org", "language": "en"})
    assert len(mail.outbox) == 1
    out = re.search(r"/consultations/no-more/\S+", str(mail.outbox[0].body))
    assert out is not None
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    forged = reverse("consultations-no-more", args=[signing.dumps("a@example.org", salt="another")])
    assert client.post(forged).status_code == 404
    client.get(out[0])
    assert not NoInvitations.objects.exists(), "looking changes nothing"
    client.post(out[0])
    other = consultation(world.ours, "other")
    officer.post(reverse("consultations-invite", args=[other.pk]), {"addresses": "a@example.org", "language": "en"})
    assert len(mail.outbox) == 1
    monkeypatch.setattr(inviting, "A_DAY", 2)
    many = "\n".join(f"{name}@example.org" for name in "bcd")
    said = officer.post(address, {"addresses": many, "language": "en"}, follow=True).content.decode()
    assert len(mail.outbox) == 2
    assert "Left for tomorrow" in said


@pytest.mark.parametrize(
    ("text", "names", "told"),
    [
        ("May we use our own cloud?", ["Sahil MMC"], []),
        ("Sahil asks for the format.", ["Sahil MMC"], ["Sahil MMC"]),
        ("Does the portal speak Azerbaijani?", ["Portal Lda"], []),
        ("Write to ana@sahil.az or +994 12 345 67 89", [], ["ana@sahil.az", "+994 12 345 67 89"]),
        ("See https://sahil.az/ref", [], ["https://sahil.az/ref"]),
        ("ALFA SISTEMAS pergunta o prazo", ["Alfa Sistemas, Lda."], ["Alfa Sistemas, Lda."]),
    ],
)
def test_a_question_that_tells_who_asks_is_known(text: str, names: list[str], told: list[str]) -> None:
    assert telling(text, names) == told


@pytest.mark.django_db
def test_the_public_summary_names_no_company_and_the_buyers_names_all(
    world: World, officer: Client, client: Client
) -> None:
    asked = consultation(world.ours)
    with scope.within(world.others.organisation):
        Interest(
            consultation=asked, name="Karvan", country="PT", summary="Portals", abilities=["hosting"], references=3
        ).save()
    assert client.get(reverse("consultations-paper", args=[asked.slug])).status_code == 404, "nothing is reported yet"
    Consultation.everywhere.filter(pk=asked.pk).update(state="closed")
    words = {"report-en": "One company wrote.", "lessons-en": "Hosting is a lot of its own."}
    officer.post(reverse("consultations-report", args=[asked.pk]), words)
    public = _text_of(client.get(reverse("consultations-paper", args=[asked.slug])).content)
    own = _text_of(officer.get(reverse("consultations-own-paper", args=[asked.pk])).content)
    assert "Hosting is a lot of its own." in public
    assert "Karvan" not in public
    assert "Karvan" in own
    page = client.get(reverse("consultations-one", args=[asked.slug])).content.decode()
    assert "Hosting is a lot of its own." in page


def _text_of(made: bytes) -> str:
    pages = PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.django_db
def test_what_changed_since_the_market_was_asked_is_shown_to_the_buyer(world: World, officer: Client) -> None:
    asked = consultation(world.ours)
    Consultation.everywhere.filter(pk=asked.pk).update(state="draft")
    officer.post(reverse("consultations-open", args=[asked.pk]))
    Need.everywhere.filter(pk=asked.need_id).update(text="Only residents register.")
    page = officer.get(reverse("consultations-desk", args=[asked.pk])).content.decode()
    assert "<ins>Only residents register.</ins>" in page
    assert "Outline of the specification</dt>" not in page, "what stayed is not told"


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
