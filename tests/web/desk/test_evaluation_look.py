"""The pages of an evaluation in a browser: axe finds nothing serious, nothing overflows, in three languages."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.web.desk.evaluation import Judged
from tests.web.pages import Screen
from tests.web.world import build

from karavel.web.desk.bids.models import Submission
from karavel.web.desk.calls.models import Seat
from karavel.web.desk.evaluation.models import Clarification
from karavel.web.permissions import Role


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_page_of_an_evaluation_is_sound(screen: Screen, lake: object) -> None:
    judged = Judged(build(), ("100000", "50000"), ("125000", ""))
    member = next(iter(judged.sealed.members.values()))
    lot = judged.lots[0]
    screen.login(member)
    Seat.everywhere.filter(user=member).update(cleared=None)
    _sound(screen, judged, "declaration", judged.url(""))
    judged.post(0, "declare", free="1")
    judged.post(0, "advise")
    key = f"ask{judged.offers[1].pk}"
    asked = {"kind": "clarify", "text": "Where is the reference of 2024?", "until": "2099-01-01T12:00"}
    judged.post(0, "ask", judged.offers[1].pk, **{f"{key}-{name}": value for name, value in asked.items()})
    _sound(screen, judged, "page", judged.url(""))
    _asked(screen, judged)
    screen.login(member)
    judged.admit_all()
    _sound(screen, judged, "scores", judged.url("scores", lot.pk))
    for each in judged.lots:
        for place, points in ((0, ("90", "80")), (1, ("60", "70"))):
            judged.give(place, each, *(points if each == lot else points[:1]))
    _sound(screen, judged, "lot", judged.url("lot", lot.pk))
    judged.agree(judged.offers[0], lot, "75")
    judged.agree(judged.offers[1], lot, "75")
    judged.agree(judged.offers[0], judged.lots[1], "75")
    _sound(screen, judged, "ranked", judged.url("lot", lot.pk))
    judged.post(0, "conclude")
    _sound(screen, judged, "propose", judged.url(""))
    for each in judged.lots:
        judged.propose(each)
    _sound(screen, judged, "tell", judged.url("tell"))
    judged.tell()
    _sound(screen, judged, "told", judged.url(""))
    _sound(screen, judged, "find", reverse("evaluation-find") + "?q=portal")
    _sound(screen, judged, "enter", reverse("evaluation-enter"))
    screen.logout()
    screen.login(judged.companies[1].members[Role.BID_MANAGER])
    _sound(screen, judged, "outcome", _outcome(judged))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_draw_is_sound_before_and_after_its_witness(screen: Screen, lake: object) -> None:
    judged = Judged(build(), ("100000", ""), ("100000", ""))
    lot = judged.lots[0]
    judged.concluded("80", "80")
    screen.login(next(iter(judged.sealed.members.values())))
    _sound(screen, judged, "equal", judged.url(""))
    judged.draw(0, lot)
    judged.draw(1, lot)
    _sound(screen, judged, "drawn", judged.url(""))


def _outcome(judged: Judged) -> str:
    bid = Submission.everywhere.get(pk=judged.offers[1].submission_id).bid_id
    return reverse("evaluation-outcome", args=[bid])


def _asked(screen: Screen, judged: Judged) -> None:
    """The bidder's page with a question, which it then answers."""
    screen.logout()
    company = judged.companies[1]
    screen.login(company.members[Role.BID_MANAGER])
    _sound(screen, judged, "question", _outcome(judged))
    row = Clarification.everywhere.get()
    address = reverse(
        "evaluation-answer", args=[Submission.everywhere.get(pk=judged.offers[1].submission_id).bid_id, row.pk]
    )
    judged.bidder(company).post(address, {"text": "It is page 4 of the plan."})
    screen.logout()


def _sound(screen: Screen, judged: Judged, name: str, path: str) -> None:
    """A page as it stands now, in each language."""
    for language, theme in (("en", "light"), ("pt", "light"), ("az", "dark")):
        screen.cookie("karavel-theme", theme)
        screen.cookie("karavel-language", language)
        page = screen.go(path)
        assert page.locator("h1").count() == 1, name
        assert screen.serious() == [], (name, language)
        screen.shots(f"evaluation-{name}-{language}-{theme}")
        assert not screen.overflows(), (name, language)
    assert judged.call.pk
