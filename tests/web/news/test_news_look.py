"""The pages of news and cooperation in a browser: sound in three languages, without a word from the console."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.web.news.samples import agency, article, filled, picture, public
from tests.web.pages import Screen
from tests.web.world import Party

from karavel.web import scope
from karavel.web.cooperation.models import Commitment, Event, Outcome
from karavel.web.newsroom.models import Article, ArticleText, ReadDay, Tag
from karavel.web.permissions import Role

_WORDS = {"en": "A full hall in Baku", "pt": "Uma sala cheia em Bacu", "az": "Bakıda dolu zal"}
_BODY = (
    "## {title}\n\n{lead} {lead}\n\n- {lead}\n- **{title}**\n\n![{lead}](picture:{picture})\n\n> {lead}\n\n"
    "| A | B |\n|---|--:|\n| {title} | 12 |\n\n[karavel](https://karavel.example/)\n"
)


def told(party: Party) -> Article:
    """An article with all that one can have."""
    one = public(party, "en", "pt", "az")
    shown = picture(party, one, **_WORDS)
    with scope.within(party.organisation):
        tag = Tag(slug="portal", names={"en": "Portals", "pt": "Portais", "az": "Portallar"})
        tag.save()
        one.tags.add(tag)
        for day, readers in ((3, 12), (4, 31), (5, 8)):
            ReadDay(article=one, day=one.goes_out.date().replace(day=day), readers=readers).save()  # type: ignore[union-attr]
        for text in ArticleText.objects.filter(article=one):
            text.body = _BODY.format(title=text.title, lead=text.lead, picture=shown.pk)
            text.correction = text.lead
            text.save()
    return one


def sound(screen: Screen, path: str, name: str) -> None:
    screen.go(path)
    assert screen.serious() == [], path
    screen.shots(name)
    assert not screen.overflows(), path


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("pt", "light"), ("az", "dark")])
def test_every_page_of_news_and_cooperation_is_sound(screen: Screen, language: str, theme: str) -> None:
    party = agency()
    one, draft, record = told(party), article(party, "pt"), filled(party, public=True, summary="Together.")
    with scope.within(party.organisation):
        Outcome.objects.update(event=Event.objects.filter(public=True)[0])
        event = Event.objects.filter(public=True)[0]
        event.others = {"pt": {"title": "Fórum aberto"}, "az": {"title": "Açıq forum"}}
        event.save()
    picture(party, draft, pt="Uma sala")
    public(party, "az")
    slug = ArticleText.everywhere.get(article=one, language=language).slug
    screen.cookie("karavel-theme", theme)
    screen.cookie("karavel-language", language)
    for name, path in {
        "list": "/news/",
        "month": "/news/2026/3/",
        "article": f"/news/{slug}/",
        "print": f"/news/{slug}/print/",
        "cooperations": "/cooperation/",
        "cooperation": f"/cooperation/{record.slug}/",
    }.items():
        sound(screen, path, f"news-{name}-{language}-{theme}")
        assert screen.page.locator("html").get_attribute("lang") == language
    screen.login(party.members[Role.OFFICER])
    commitment = Commitment.everywhere.filter(programme=record)[0]
    for name, path in {
        "newsroom": "/newsroom/",
        "draft": f"/newsroom/{draft.pk}/",
        "out": f"/newsroom/{one.pk}/",
        "text": f"/newsroom/{draft.pk}/text/pt/",
        "public-text": f"/newsroom/{one.pk}/text/pt/",
        "preview": f"/newsroom/{draft.pk}/preview/pt/",
        "desk": "/cooperation/desk/",
        "programme": f"/cooperation/desk/{record.pk}/",
        "edit": f"/cooperation/desk/{record.pk}/edit/",
        "row": f"/cooperation/desk/{record.pk}/commitment/{commitment.pk}/",
        "outcome": f"/cooperation/desk/{record.pk}/outcome/",
        "event": f"/cooperation/desk/{record.pk}/event/{event.pk}/",
    }.items():
        sound(screen, path, f"news-{name}-{language}-{theme}")


@pytest.mark.django_db(transaction=True)
def test_an_article_tells_its_server_once_after_five_seconds_in_view(screen: Screen) -> None:
    party = agency()
    slug = ArticleText.everywhere.get(article=told(party), language="en").slug
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    screen.page.clock.install()
    page = screen.go(f"/news/{slug}/")
    page.wait_for_load_state("networkidle")
    page.clock.run_for(3_000)
    assert asked == []
    with page.expect_response(lambda response: response.url.endswith("/read/")) as answer:
        page.clock.run_for(3_000)
    assert answer.value.status == 204
    page.clock.run_for(60_000)
    assert len(asked) == 1
    told_data = page.locator('script[type="application/ld+json"]')
    expect(told_data).to_have_count(1)
    assert (
        page.evaluate("JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent).inLanguage")
        == "en"
    )
