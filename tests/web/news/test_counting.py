"""Readers are counted honestly, and nothing of them is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone
from tests.web.news.samples import agency, public
from tests.web.world import Party

from karavel.web.newsroom import counting
from karavel.web.newsroom.models import Article, DayKey, Mark, ReadDay
from karavel.web.permissions import Role

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CUBOT = "Mozilla/5.0 (Linux; Android 13; CUBOT_X70) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
PROGRAMS = [
    "",
    "curl/8.5",
    "python-requests/2.32",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36",
    "Mozilla/5.0 (compatible; AhrefsSiteAudit/6.1; +http://ahrefs.com/robot/site-audit)",
    "Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
]


@pytest.fixture
def one(db: None) -> Article:
    return public(agency())


def read(article: Article, address: str = "192.0.2.1", agent: str = FIREFOX, client: Client | None = None) -> int:
    """What the article's page tells its server, and how many readers it has then."""
    answer = (client or Client()).post(
        f"/news/a/{article.pk}/read/", REMOTE_ADDR=address, headers={"user-agent": agent}
    )
    assert answer.status_code == 204
    return counting.total(article)


def test_a_reader_counts_once_a_day_and_another_one_counts_too(one: Article) -> None:
    assert [read(one), read(one), read(one, "192.0.2.2"), read(one, "192.0.2.3", CUBOT), read(one)] == [1, 1, 2, 3, 3]


def test_who_invents_browsers_counts_sixteen_times_at_most(one: Article) -> None:
    for number in range(200):
        read(one, agent=f"{FIREFOX} {number}")
    assert 10 < counting.total(one) <= 16


@pytest.mark.parametrize("agent", PROGRAMS)
def test_programs_do_not_count(one: Article, agent: str) -> None:
    assert read(one, agent=agent) == 0


def test_looking_alone_counts_nothing(one: Article) -> None:
    text = one.texts.model.everywhere.get(article=one)
    assert Client(headers={"user-agent": FIREFOX}).get(f"/news/{text.slug}/").status_code == 200
    assert counting.total(one) == 0


def test_the_organisation_that_wrote_it_does_not_count(db: None) -> None:
    party: Party = agency("Own")
    article, client = public(party), Client()
    client.force_login(party.members[Role.VIEWER])
    assert read(article, client=client) == 0


def test_a_household_of_ipv6_is_one_address(one: Article) -> None:
    assert [read(one, "2001:db8:1:2::1"), read(one, "2001:db8:1:2:ffff::9"), read(one, "2001:db8:1:3::1")] == [1, 1, 2]


def test_the_next_day_counts_anew_and_forgets_key_and_marks(one: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    first = datetime(2026, 5, 4, 23, 59, 59, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: first)
    read(one)
    key = DayKey.objects.get()
    monkeypatch.setattr(timezone, "now", lambda: first + timedelta(seconds=1))
    assert read(one) == 2
    assert DayKey.objects.get().secret != key.secret
    assert Mark.objects.count() == 1
    rows = ReadDay.everywhere.order_by("day").values_list("day", "readers")
    assert [(str(day), readers) for day, readers in rows] == [("2026-05-04", 1), ("2026-05-05", 1)]


def test_neither_address_nor_agent_is_kept_anywhere(one: Article) -> None:
    read(one, "198.51.100.77")
    kept = [str(value) for model in apps.get_models() for row in model._base_manager.values_list() for value in row]
    assert len(kept) > 50
    assert not [value for value in kept if "198.51.100.77" in value or "Firefox/140" in value]


def test_marks_of_one_reader_cannot_be_tied_together(one: Article) -> None:
    other = public(agency("Second"))
    read(one)
    read(other)
    assert Mark.objects.values("mark").distinct().count() == 2


def test_behind_a_proxy_only_what_the_proxy_saw_counts() -> None:
    asked = RequestFactory().post("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "1.1.1.1, 192.0.2.9"})
    assert counting.address(asked) == "10.0.0.1"
    with override_settings(BEHIND_PROXY=True):
        assert counting.address(asked) == "192.0.2.9"
