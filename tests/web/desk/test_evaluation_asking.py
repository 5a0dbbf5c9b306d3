"""A bidder is heard before it is left out: asked, with time to answer, once, and treated like the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.desk.evaluation import Judged
from tests.web.world import World

from karavel.web import scope
from karavel.web.accounts.models import User
from karavel.web.desk import ticking
from karavel.web.desk.bids.models import Bid
from karavel.web.desk.evaluation.models import AnswerFile, AwardLetter, Clarification, LowPrice
from karavel.web.permissions import Role

As = Callable[[User | None], Client]

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged(world: World) -> Judged:
    return Judged(world, ("100000", ""), ("125000", ""))


def ask(judged: Judged, kind: str = "clarify", text: str = "Where is the reference of 2024?", **more: str) -> Any:
    """The committee asks the first bidder, until tomorrow."""
    offer = judged.offers[0]
    until = timezone.now() + timedelta(days=1)
    key = f"ask{offer.pk}"
    sent = {"kind": kind, "text": text, "until": f"{until:%Y-%m-%dT%H:%M}"} | more
    return judged.post(0, "ask", offer.pk, **{f"{key}-{name}": value for name, value in sent.items()})


def answering(judged: Judged, company: int = 0) -> tuple[Client, str, str]:
    """The browser of a bidder, its page and where it answers the latest question."""
    bid = Bid.everywhere.get(organisation=judged.companies[0].organisation)
    client = judged.bidder(judged.companies[company])
    row = Clarification.everywhere.latest("pk")
    return client, reverse("evaluation-outcome", args=[bid.pk]), reverse("evaluation-answer", args=[bid.pk, row.pk])


def test_a_bidder_is_asked_by_mail_and_answers_once_with_files_that_the_committee_reads(judged: Judged) -> None:
    assert ask(judged).status_code == 302
    ticking.tick()
    ticking.tick()
    assert [(one.to, "Where is the reference" in str(one.body)) for one in mail.outbox] == [(["b0@example.org"], True)]
    client, page, address = answering(judged)
    assert "Where is the reference of 2024?" in client.get(page).content.decode()
    sent = {"text": "Here it is.", "files": SimpleUploadedFile("reference.pdf", b"%PDF-1.7 reference")}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, {"text": "No, here."}).status_code == 409
    told = judged.member(1).get(judged.url("")).content.decode()
    assert "Here it is." in told
    assert "No, here." not in told
    file = AnswerFile.everywhere.get()
    got = judged.member(1).get(judged.url("answer-file", file.pk))
    assert b"".join(got) == b"%PDF-1.7 reference"


def test_today_tells_the_company_that_was_asked_and_nobody_else_until_it_answers(judged: Judged, lake: Path) -> None:
    def told(company: int) -> bool:
        page = judged.bidder(judged.companies[company]).get(reverse("today"), follow=True)
        return "The committee asks about your bid" in page.content.decode()

    assert not told(0)
    ask(judged)
    assert (told(0), told(1)) == (True, False)
    client, _page, address = answering(judged)
    client.post(address, {"text": "Here it is."})
    assert not told(0)


def test_an_answer_after_its_moment_is_refused_and_the_text_is_not_lost(judged: Judged) -> None:
    ask(judged)
    Clarification.everywhere.update(until=timezone.now())
    client, _page, address = answering(judged)
    assert client.post(address, {"text": "Too late"}).status_code == 409
    assert not Clarification.everywhere.get().answered


def test_a_file_that_is_not_what_it_says_keeps_the_answer_open_and_its_text(judged: Judged) -> None:
    ask(judged)
    client, _page, address = answering(judged)
    answer = client.post(address, {"text": "My long answer", "files": SimpleUploadedFile("a.pdf", b"MZ not a pdf")})
    assert answer.status_code == 409
    assert "My long answer" in answer.content.decode()
    assert (Clarification.everywhere.get().answered, AnswerFile.everywhere.count()) == (None, 0)


def test_questions_and_answers_are_there_for_the_bidder_and_the_committee_alone(judged: Judged, as_user: As) -> None:
    ask(judged)
    other, page, address = answering(judged, company=1)
    assert other.get(page).status_code == 404
    assert other.post(address, {"text": "Not mine"}).status_code == 404
    officer = as_user(judged.world.ours.members[Role.PROCUREMENT])
    assert officer.get(judged.url("answer-file", 1)).status_code == 404
    viewer = as_user(judged.world.ours.members[Role.VIEWER])
    assert viewer.post(judged.url("ask", judged.offers[0].pk), {}).status_code == 404


def test_nobody_is_left_out_and_nothing_is_concluded_while_a_bidder_may_still_answer(judged: Judged) -> None:
    judged.agreed("80", "80")
    ask(judged)
    assert judged.admit(judged.offers[0], judged.lots[0], "no", "No reference.").status_code == 409
    assert judged.post(0, "conclude").status_code == 409
    client, _page, address = answering(judged)
    client.post(address, {"text": "We have none."})
    assert judged.admit(judged.offers[0], judged.lots[0], "no", "No reference.").status_code == 302
    assert judged.post(0, "conclude").status_code == 302


def test_a_ground_for_exclusion_needs_the_bidder_heard_on_it_and_is_told_with_its_article(judged: Judged) -> None:
    offer, lot = judged.offers[0], judged.lots[0]
    with scope.within(judged.call.organisation_id):
        key = f"a{offer.prices.get(lot=lot).pk}"
    out = {f"{key}-admitted": "no", f"{key}-reason": "Fined in 2025.", f"{key}-ground": "collusion"}
    assert judged.post(0, "admit", offer.pk, lot.pk, **out).status_code == 409
    ask(judged, "cleaning", "You were fined for a cartel in 2025. What did you do about it?")
    assert judged.post(0, "admit", offer.pk, lot.pk, **out).status_code == 409, "its time runs"
    Clarification.everywhere.update(until=timezone.now())
    assert judged.post(0, "admit", offer.pk, lot.pk, **out).status_code == 302
    judged.admit(judged.offers[1], lot)
    for place in (0, 1):
        judged.give(place, lot, "70")
    judged.agree(judged.offers[1], lot, "70")
    judged.post(0, "conclude")
    judged.propose(lot)
    judged.post(0, "fail-lot", judged.lots[1].pk, reason="No bid.")
    assert judged.tell().status_code == 302
    with scope.within(judged.call.organisation_id):
        letter = AwardLetter.objects.get(offer=offer).text
    assert "57(4)(d)" in letter
    assert "Fined in 2025." in letter


def test_what_a_bidder_answers_on_its_price_is_the_explanation_that_is_weighed(judged: Judged) -> None:
    judged.admit_all()
    judged.post(0, "price", judged.lots[0].pk, judged.offers[0].pk)
    client, page, address = answering(judged)
    assert "Your price looks low" in client.get(page).content.decode()
    client.post(address, {"text": "The module is written already."})
    assert LowPrice.everywhere.get().explanation == "The module is written already."


@pytest.mark.parametrize("wrong", [{"until": "2020-01-01T10:00"}, {"until": "soon"}, {"text": ""}, {"kind": "price"}])
def test_a_question_without_words_or_time_is_not_asked(judged: Judged, wrong: dict[str, str]) -> None:
    assert ask(judged, **wrong).status_code in {409, 422}
    assert not Clarification.everywhere.exists()
