"""The notice page answers its five questions, for open and closed notices, with and without a company; the brief."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.lake.made import fill, lot, notice
from tests.web.pages import Screen
from tests.web.world import World, build

from karavel.companies import parse
from karavel.lake import Lake
from karavel.notices import Buyer, Duration
from karavel.verbs.board import Filters
from karavel.web.accounts.models import User
from karavel.web.board import board
from karavel.web.notices.telling import brief as first_sentences
from karavel.web.notices.times import Place, When
from karavel.web.permissions import Role
from karavel.web.workspace.models import CompanyProfile

As = Callable[[User | None], Client]

TODAY = date.today()


def an_open_lot(world: World, market: str = "PT") -> tuple[str, str]:
    """The best open lot of a market that has several."""
    assert world.ours.profile
    page = board().page(parse(world.ours.profile.text), TODAY, Filters(markets=(market,)), limit=1)
    return page.lots[0].notice_id, page.lots[0].lot_id


def an_award(lake: Path) -> str:
    with Lake(lake).view() as view:
        found: str = view.sql("SELECT id FROM current_notices WHERE kind = 'award' ORDER BY id").fetchall()[0][0]
    return found


def test_five_questions_stand_in_their_order(world: World, lake: Path, as_user: As) -> None:
    notice_id, lot_id = an_open_lot(world)
    page = as_user(world.ours.members[Role.VIEWER]).get(reverse("notice", args=[notice_id]), {"lot": lot_id})
    text = page.content.decode()
    places = [text.index(f'id="q-{name}"') for name in ("what", "when", "may", "how", "win")]
    assert places == sorted(places)
    assert "days left" in text
    assert text.index('id="q-win"') < text.index('id="h-lots"')


def test_a_route_that_comes_too_late_is_for_the_next_one_and_never_the_best(
    world: World, lake: Path, as_user: As
) -> None:
    notice_id, lot_id = an_open_lot(world)
    assert world.ours.profile
    access = board().access(parse(world.ours.profile.text), notice_id, TODAY)
    routes = next(one for one in access.lots if one.lot_id == lot_id).routes
    late = next(one for one in routes if one.in_time is False and one.verdict == "guaranteed")
    assert not late.best
    key = f"{late.kind}-{late.via}"
    page = as_user(world.ours.members[Role.VIEWER]).get(
        reverse("notice", args=[notice_id]), {"lot": lot_id, "route": key}
    )
    text = page.content.decode()
    assert "In time for the next one" in text
    assert "too late for this deadline" in text
    chip = text[text.index(f'id="way-{key}"') :]
    assert "for the next one" in chip[: chip.index("</li>")]
    assert "badge-best" not in chip[: chip.index("</li>")]


def test_a_closed_notice_tells_its_result(world: World, lake: Path, as_user: As) -> None:
    page = as_user(world.ours.members[Role.VIEWER]).get(reverse("notice", args=[an_award(lake)]))
    text = page.content.decode()
    assert "this notice tells the result" in text
    assert 'id="result"' in text
    assert "days left" not in text
    assert "opportunities/pursue" not in text


def test_without_a_company_it_says_what_depends_on_one(world: World, lake: Path, as_user: As) -> None:
    notice_id, _lot = an_open_lot(world)
    CompanyProfile.everywhere.filter(organisation=world.ours.organisation).delete()
    client = as_user(world.ours.members[Role.BID_MANAGER])
    text = client.get(reverse("notice", args=[notice_id])).content.decode()
    assert "depends on your company" in text
    assert reverse("setup-company") in text
    assert client.get(reverse("notice-brief", args=[notice_id])).status_code == 200


def test_the_letter_is_for_those_who_may_write_it(world: World, lake: Path, as_user: As) -> None:
    notice_id, lot_id = an_open_lot(world)
    where, asked = reverse("notice", args=[notice_id]), {"lot": lot_id}
    manager = as_user(world.ours.members[Role.BID_MANAGER]).get(where, asked).content.decode()
    assert 'id="letter-text"' in manager
    assert "mailto:" in manager
    viewer = as_user(world.ours.members[Role.VIEWER]).get(where, asked).content.decode()
    assert 'id="letter-text"' not in viewer


@pytest.mark.parametrize("language", ["en", "pt", "az"])
def test_the_brief_has_two_pages_in_the_readers_language(world: World, lake: Path, as_user: As, language: str) -> None:
    user = world.ours.members[Role.VIEWER]
    User.objects.filter(pk=user.pk).update(language=language)
    notice_id, lot_id = an_open_lot(world)
    answer = as_user(user).get(reverse("notice-brief", args=[notice_id]), {"lot": lot_id})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 2
    text = " ".join(page.extract_text() for page in reader.pages)
    for question in {
        "en": ("What do they want?", "By when?", "May we?", "How do we get in?", "Why us?"),
        "pt": ("O que querem?", "Até quando?", "Podemos?", "Como entramos?", "Porquê nós?"),
        "az": ("Nə istəyirlər?", "Nə vaxta qədər?", "Bizə olarmı?", "Necə daxil olaq?", "Niyə biz?"),
    }[language]:
        assert question in text


def test_the_brief_holds_two_pages_however_much_there_is_to_say_and_in_every_script(
    world: World, tmp_path: Path, as_user: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Пошук Αναζήτηση ახალი პორტალი ₼1000 Xəzər. " * 200
    lots = tuple(lot(f"LOT-{n}", "2099-01-01T12:00+04:00", title=text) for n in range(30))
    fill(tmp_path, [notice("5-2024", title=text[:900], description=text, lots=lots)])
    monkeypatch.setenv("KARAVEL_LAKE", str(tmp_path))
    answer = as_user(world.ours.members[Role.VIEWER]).get(reverse("notice-brief", args=["5-2024"]))
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 2
    told = reader.pages[0].extract_text()
    assert all(word in told for word in ("Пошук", "Αναζήτηση", "ახალი", "₼1000", "Xəzər"))


def test_the_document_comes_as_a_download_that_no_page_shows(world: World, lake: Path, as_user: As) -> None:
    notice_id, _lot = an_open_lot(world)
    client = as_user(world.ours.members[Role.VIEWER])
    answer = client.get(reverse("notice-original", args=[notice_id]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"<" in answer.content[:100] or b"{" in answer.content[:100]
    other = client.get(reverse("notice-original", args=[notice_id]), {"version": "0" * 64})
    assert other.status_code == 404


def test_script_in_a_notice_is_text_and_its_addresses_are_no_links(
    world: World, tmp_path: Path, as_user: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = "<script>alert(1)</script>"
    made = notice(
        "ocds-x/1",
        format="ocds",
        ocid="ocds-x/1",
        title=evil,
        description=evil,
        buyers=(Buyer(name=evil, country="PT", email="x@example.org"),),
        urls={"notice": "javascript:alert(1)"},
        lots=(lot(evil, "2099-01-01", title=evil, submission_url="javascript:alert(2)"),),
    )
    fill(tmp_path, [made])
    monkeypatch.setenv("KARAVEL_LAKE", str(tmp_path))
    page = as_user(world.ours.members[Role.BID_MANAGER]).get(reverse("notice", args=["ocds-x/1"]))
    assert page.status_code == 200
    assert evil not in page.content.decode()
    assert "javascript:" not in page.content.decode()


def test_a_moment_is_told_in_both_times() -> None:
    lisbon = Place("PT", "PT170")
    baku = ZoneInfo("Asia/Baku")
    told = When.of("2026-12-10T15:00", baku, date(2026, 12, 1), lisbon)
    assert (told.theirs, told.theirs_zone) == ("10 Dec 2026, 15:00", "Europe/Lisbon")
    assert (told.yours, told.yours_zone, told.days) == ("10 Dec 2026, 19:00", "Asia/Baku", 9)
    same = When.of("2026-12-10T15:00+00:00", ZoneInfo("Europe/Lisbon"), date(2026, 12, 10), lisbon)
    assert same.yours == ""
    assert same.past


def test_a_time_whose_zone_nobody_can_say_is_not_guessed() -> None:
    told = When.of("2026-12-10T15:00", ZoneInfo("Asia/Baku"), date(2026, 12, 1), Place("BR", None))
    assert (told.theirs, told.yours) == ("10 Dec 2026, 15:00", "")
    day = When.of("2026-12-10", ZoneInfo("Asia/Baku"), date(2026, 12, 1), Place("PT", "PT170"))
    assert (day.theirs, day.yours) == ("10 Dec 2026", "")


def test_two_sentences_are_enough_and_a_long_one_is_cut_at_a_word() -> None:
    assert first_sentences("One. Two!  Three.") == "One. Two!"
    cut = first_sentences("word " * 200)
    assert cut.endswith("word…")
    assert len(cut) <= 421


def test_a_superseded_call_leads_to_the_one_that_holds(
    world: World, tmp_path: Path, as_user: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = notice("1-2024", procedure_id="p", lots=(lot("1", "2099-01-01", duration=Duration(12, "month")),))
    second = notice("2-2024", procedure_id="p", published=date(2024, 5, 6), lots=(lot("1", "2099-02-01"),))
    fill(tmp_path, [first, second])
    monkeypatch.setenv("KARAVEL_LAKE", str(tmp_path))
    client = as_user(world.ours.members[Role.VIEWER])
    before = client.get(reverse("notice", args=["1-2024"])).content.decode()
    assert "A newer publication stands in the place of this one." in before
    after = client.get(reverse("notice", args=["2-2024"])).content.decode()
    assert "A newer publication" not in after
    assert "deadline moved" in after


@pytest.mark.django_db(transaction=True)
def test_a_route_is_looked_at_without_a_reload(screen: Screen, lake: Path) -> None:
    world = build()
    screen.login(world.ours.members[Role.BID_MANAGER])
    screen.cookie("karavel-theme", "dark")
    notice_id, lot_id = an_open_lot(world)
    page = screen.go(f"/notices/{notice_id}/?lot={lot_id}")
    assert screen.serious() == []
    page.evaluate("document.body.dataset.mark = 'same'")
    other = page.locator(".way:not([aria-current])").first
    key = other.get_attribute("id")
    other.click()
    page.wait_for_selector(f"#{key}[aria-current]")
    assert page.evaluate("document.body.dataset.mark") == "same"
    assert page.locator(".way[aria-current]").count() == 1
    screen.cookie("karavel-language", "az")
    screen.go(f"/notices/{notice_id}/?lot={lot_id}")
    assert screen.serious() == []
    screen.shots("notice-az-dark")
    assert not screen.overflows()


def test_who_is_there_now_is_named_once_for_all_lots_of_a_contract(world: World, lake: Path, as_user: As) -> None:
    notice_id, lot_id = an_open_lot(world, "GE")
    page = as_user(world.ours.members[Role.VIEWER]).get(reverse("notice", args=[notice_id]), {"lot": lot_id})
    shown = page.content.decode().partition("Who is there now")[2].partition("Tenders usually")[0]
    told = re.findall(r">(Example[^<]*)</a>.*?until ([^<]*)<", shown)
    assert len(told) == len(set(told)) == 2, "two contracts, one of them for two lots"
