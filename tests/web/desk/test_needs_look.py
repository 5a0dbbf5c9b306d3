"""Pages of needs and consultations in a browser: axe finds nothing serious, nothing overflows, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.desk.needs import consultation, need, question
from tests.web.pages import Screen
from tests.web.world import build

from karavel.web import scope
from karavel.web.desk.needs.models import ConsultationQuestion, Interest
from karavel.web.permissions import Role


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("pt", "light"), ("az", "dark")])
def test_every_page_of_a_need_is_sound(screen: Screen, lake: Path, language: str, theme: str) -> None:
    world = build()
    made, asked, row = need(world.ours), consultation(world.ours), question(world.ours, world.others)
    ConsultationQuestion.everywhere.filter(pk=row.pk).update(
        answer={"en": "The national one."}, answered=timezone.now()
    )
    with scope.within(world.others.organisation):
        Interest(consultation=asked, name="Karvan", country="PT", summary="Portals", references=3, staff=9).save()
    screen.cookie("karavel-theme", theme)
    screen.cookie("karavel-language", language)
    screen.login(world.ours.members[Role.PROCUREMENT])
    screen.go(reverse("needs-one", args=[made.pk]))
    with screen.page.expect_navigation():
        screen.page.locator('form[action$="/firms/"] button').click()
    for name, path in {
        "needs": reverse("needs"),
        "need-new": reverse("needs-new"),
        "need": reverse("needs-one", args=[made.pk]),
        "need-market": reverse("needs-market", args=[made.pk]),
        "consultation-edit": reverse("consultations-edit", args=[asked.pk]),
        "consultation-desk": reverse("consultations-desk", args=[asked.pk]),
    }.items():
        _sound(screen, path, f"desk-{name}-{language}-{theme}")
    screen.logout()
    screen.login(world.others.members[Role.BID_MANAGER])
    for name, path in {
        "consultations": reverse("consultations"),
        "consultation": reverse("consultations-one", args=[asked.slug]),
    }.items():
        _sound(screen, path, f"desk-{name}-{language}-{theme}")


def _sound(screen: Screen, path: str, name: str) -> None:
    screen.go(path)
    assert screen.serious() == [], path
    screen.shots(name)
    assert not screen.overflows(), path
