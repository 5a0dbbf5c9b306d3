"""Articles: who reads them when, in which language, and what their pages say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import REPOSITORY
from tests.web.news.samples import OUT, SAID, agency, article, picture, public
from tests.web.world import Party, World

from karavel.web import scope
from karavel.web.accounts.models import AuditEntry, User
from karavel.web.cooperation.models import CooperationProgramme
from karavel.web.newsroom.letters import plain, slug
from karavel.web.newsroom.models import Article, ArticleText, Tag
from karavel.web.newsroom.prose import html
from karavel.web.newsroom.states import TABLE
from karavel.web.permissions import Role
from karavel.web.setup import fictitious

As = Callable[[User | None], Client]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def digital(db: None) -> Party:
    return agency()


@pytest.fixture
def reader() -> Client:
    return Client(headers={"accept-language": "en"})


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def text(one: Article, language: str = "en") -> ArticleText:
    return ArticleText.everywhere.get(article=one, language=language)


def everywhere(reader: Client, one: Article) -> dict[str, bool]:
    """Where a stranger finds an article."""
    said = text(one)
    pages = ("/news/", "/news/?q=portal", "/news/2026/3/", "/news/tag/portal/", "/sitemap.xml")
    feeds = ("/news/feed/en/atom.xml", "/news/feed/en/rss.xml", "/news/feed/en/portal/atom.xml")
    found = {path: said.slug in reader.get(path).content.decode() for path in (*pages, *feeds)}
    own = [f"/news/{said.slug}/", f"/news/{said.slug}/print/", f"/news/a/{one.pk}/"]
    size = one.pictures.get().sizes.first() if one.pictures.exists() else None
    assert size
    own.append(f"/news/picture/{size.picture_id}/{size.width}.jpg")
    return found | {path: reader.get(path).status_code in {200, 302} for path in own}


def test_an_embargoed_article_is_nowhere_until_its_second_and_everywhere_from_it(
    digital: Party, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = article(digital, "en", state="scheduled", goes_out=OUT, day=OUT.date(), zone="Asia/Baku")
    picture(digital, one)
    with scope.within(digital.organisation):
        tag = Tag(slug="portal", names={"en": "Portal"})
        tag.save()
        one.tags.add(tag)
        at(monkeypatch, OUT - timedelta(seconds=1))
        assert set(everywhere(reader, one).values()) == {False}
        assert reader.post(f"/news/a/{one.pk}/read/").status_code == 404
        at(monkeypatch, OUT)
        assert set(everywhere(reader, one).values()) == {True}


def test_a_withdrawn_article_says_that_it_is_gone_and_is_in_no_list(
    digital: Party, reader: Client, as_user: As
) -> None:
    one = public(digital)
    page = f"/news/{text(one).slug}/"
    assert reader.get(page).status_code == 200
    officer = as_user(digital.members[Role.OFFICER])
    assert officer.post(f"/newsroom/{one.pk}/move/withdraw/").status_code == 302
    assert reader.get(page).status_code == 410
    assert text(one).slug not in reader.get("/news/").content.decode()
    assert reader.get(f"/news/a/{one.pk}/").status_code == 404


def test_drafts_are_nowhere(digital: Party, reader: Client) -> None:
    one = article(digital)
    assert reader.get(f"/news/{text(one).slug}/").status_code == 404
    assert "A portal in Baku" not in reader.get("/news/").content.decode()


def test_what_a_company_keeps_is_never_news(world: World, reader: Client) -> None:
    one = public(world.ours)
    assert reader.get(f"/news/{text(one).slug}/").status_code == 404
    assert "A portal in Baku" not in reader.get("/news/").content.decode()


def test_an_article_is_read_in_the_language_of_its_address(digital: Party, reader: Client) -> None:
    one = public(digital, "en", "pt", "az")
    for code, (title, _lead, _body) in SAID.items():
        answer = reader.get(f"/news/{text(one, code).slug}/")
        page = answer.content.decode()
        assert answer["Content-Language"] == code
        assert f'<html lang="{code}"' in page
        assert title in page
        alternates = dict(re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', page))
        assert alternates == {
            "x-default": f"http://testserver/news/a/{one.pk}/",
            **{other: f"http://testserver/news/{text(one, other).slug}/" for other in SAID},
        }


@pytest.mark.parametrize(
    ("asked", "given"), [("pt-BR,pt;q=0.9,en;q=0.5", "pt"), ("az", "az"), ("fr", "en"), ("", "en")]
)
def test_the_address_for_all_languages_leads_to_the_one_a_reader_asks_for(
    digital: Party, asked: str, given: str
) -> None:
    one = public(digital, "en", "pt", "az")
    answer = Client(headers={"accept-language": asked}).get(f"/news/a/{one.pk}/")
    assert answer["Location"] == f"/news/{text(one, given).slug}/"
    assert "Accept-Language" in answer["Vary"]


def test_a_list_tells_each_article_in_the_readers_language_else_marks_the_other(digital: Party) -> None:
    public(digital, "en", "pt")
    public(digital, "az")
    page = Client(headers={"accept-language": "pt"}).get("/news/").content.decode()
    assert "Um portal em Bacu" in page
    assert "A portal in Baku" not in page
    assert '<li class="story" lang="az">' in page
    assert "Bakıda portal" in Client().get("/news/?in=az").content.decode()


def test_search_looks_in_all_languages_and_hears_no_accents(digital: Party, reader: Client) -> None:
    public(digital, "pt", "az")
    for words, found in (("AGENCIAS", True), ("isleyerek birlikde", True), ("İŞLƏYƏRƏK", True), ("nowhere", False)):
        assert ("Um portal em Bacu" in reader.get("/news/", {"q": words}).content.decode()) is found, words


def test_the_archive_goes_by_the_day_of_the_newsrooms_own_clock(digital: Party, as_user: As, reader: Client) -> None:
    one = article(digital)
    client = as_user(digital.members[Role.OFFICER])
    year = timezone.now().year + 1
    asked = {"moment": f"{year}-05-01T02:00:00", "zone": "Asia/Baku"}
    assert client.post(f"/newsroom/{one.pk}/schedule/", asked).status_code == 302
    with scope.within(digital.organisation):
        one.refresh_from_db()
    assert one.goes_out == datetime(year, 4, 30, 22, 0, tzinfo=UTC)
    assert one.day
    assert one.day.isoformat() == f"{year}-05-01"


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        ("2020-01-01T10:00", "UTC", "has passed"),
        ("2099-01-01T10:00", "UTC", "two years"),
        ("2027-03-28T01:30", "Europe/Lisbon", "skip this hour"),
        ("2027-10-31T01:30", "Europe/Lisbon", "twice"),
        ("2027-06-01T10:00", "Europe/Baku", "No time zone"),
        ("soon", "UTC", "valid date"),
    ],
)
def test_a_moment_that_is_none_is_refused_with_its_reason(
    digital: Party, as_user: As, moment: str, zone: str, words: str
) -> None:
    one = article(digital)
    answer = as_user(digital.members[Role.OFFICER]).post(
        f"/newsroom/{one.pk}/schedule/", {"moment": moment, "zone": zone}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert text(one).article.state == "draft"


def test_who_only_writes_can_neither_publish_nor_change_what_is_out(digital: Party, as_user: As) -> None:
    writer = as_user(digital.members[Role.BID_MANAGER])
    draft, out = article(digital), public(digital)
    assert writer.post(f"/newsroom/{draft.pk}/move/publish/").status_code == 403
    assert writer.get(f"/newsroom/{draft.pk}/text/pt/").status_code == 200
    for path in ("text/en/", "about/", "delete/", "pictures/"):
        assert writer.post(f"/newsroom/{out.pk}/{path}").status_code == 403, path


def test_a_company_cannot_publish(world: World, as_user: As) -> None:
    one = article(world.ours)
    client = as_user(world.ours.members[Role.ADMINISTRATOR])
    answer = client.post(f"/newsroom/{one.pk}/move/publish/", follow=True)
    assert "Only agencies publish news" in answer.content.decode()
    assert text(one).article.state == "draft"


def test_nothing_goes_out_whose_pictures_are_not_described_in_each_language(digital: Party, as_user: As) -> None:
    one = article(digital, "en", "pt")
    shown = picture(digital, one, en="A hall")
    client = as_user(digital.members[Role.OFFICER])
    refused = client.post(f"/newsroom/{one.pk}/move/publish/", follow=True).content.decode()
    assert f"Say what picture {shown.pk} shows" in refused
    described = {f"p{shown.pk}-alt_en": "A hall", f"p{shown.pk}-alt_pt": "Uma sala", f"p{shown.pk}-credit": ""}
    client.post(f"/newsroom/{one.pk}/pictures/{shown.pk}/", described)
    client.post(f"/newsroom/{one.pk}/move/publish/")
    assert text(one).article.state == "published"


def test_what_is_out_takes_a_new_language_only_once_its_pictures_speak_it(digital: Party, as_user: As) -> None:
    one = public(digital, "en")
    shown = picture(digital, one, en="A hall")
    client, path = as_user(digital.members[Role.OFFICER]), f"/newsroom/{one.pk}/text/pt/"
    said = {"title": "Um portal", "lead": "Abre.", "body": "Assim.", "slug": ""}
    refused = client.post(path, said)
    assert refused.status_code == 422
    assert f"Say what picture {shown.pk} shows" in refused.content.decode()
    assert not ArticleText.everywhere.filter(article=one, language="pt").exists()
    described = {f"p{shown.pk}-alt_en": "A hall", f"p{shown.pk}-alt_pt": "Uma sala", f"p{shown.pk}-credit": ""}
    client.post(f"/newsroom/{one.pk}/pictures/{shown.pk}/", described)
    assert client.post(path, said).status_code == 302


def test_every_move_stands_in_the_audit_log_and_no_other_is_made(digital: Party, as_user: As) -> None:
    one = article(digital)
    client = as_user(digital.members[Role.OFFICER])
    for name in ("withdraw", "publish", "publish", "recall", "withdraw", "reopen", "appear"):
        client.post(f"/newsroom/{one.pk}/move/{name}/")
    with scope.within(digital.organisation):
        noted = [entry.action for entry in AuditEntry.objects.filter(action__startswith="article.")][::-1]
    assert noted == ["article.publish", "article.withdraw", "article.reopen"]


def test_the_clock_is_written_down_when_the_newsroom_looks(
    digital: Party, as_user: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = article(digital, state="scheduled", goes_out=OUT, day=OUT.date(), zone="UTC")
    at(monkeypatch, OUT + timedelta(seconds=1))
    client = Client()
    client.force_login(digital.members[Role.OFFICER])
    client.post(f"/newsroom/{one.pk}/move/recall/")
    assert text(one).article.state == "published"
    with scope.within(digital.organisation):
        assert AuditEntry.objects.filter(action="article.appear", actor=None).count() == 1


def test_the_table_of_moves_is_that_of_the_docs() -> None:
    page = (REPOSITORY / "docs" / "newsroom.md").read_text(encoding="utf-8")
    for row in TABLE.rows():
        assert "| " + " | ".join(f"`{cell}`" if place < 4 else cell for place, cell in enumerate(row)) in page, row


def test_structured_data_is_whole_and_cannot_end_its_element(digital: Party, reader: Client) -> None:
    one = public(digital)
    picture(digital, one)
    said = text(one)
    with scope.within(digital.organisation):
        said.title = "</script><script>window.hacked=1</script>"
        said.save()
    page = reader.get(f"/news/{said.slug}/").content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    told = json.loads(found[0])
    assert told["@type"] == "NewsArticle"
    assert told["headline"] == said.title
    assert told["datePublished"] == OUT.isoformat()
    assert told["image"][0].startswith("http://testserver/news/picture/")
    assert "<script>window" not in page
    for name in ("og:title", "og:url", "og:image", "og:image:alt", "article:published_time"):
        assert f'property="{name}"' in page, name


def test_sharing_links_are_plain_and_carry_address_and_title(digital: Party, reader: Client) -> None:
    one = public(digital)
    page = reader.get(f"/news/{text(one).slug}/").content.decode()
    for host in ("www.facebook.com", "x.com", "www.linkedin.com", "t.me", "wa.me"):
        links = re.findall(rf'<a class="button button-small" href="(https://{re.escape(host)}/[^"]+)" ([^>]*)>', page)
        assert len(links) == 1, host
        assert f"testserver%2Fnews%2F{text(one).slug}" in links[0][0]
        assert links[0][1] == 'rel="noopener noreferrer"'
    assert "mailto:?subject=A%20portal%20in%20Baku" in page
    assert not re.findall(r'<(?:script|img|iframe|link)[^>]+(?:src|href)="https?://(?!testserver)', page)


def test_feeds_hold_what_is_told_in_their_language_and_about_their_tag(digital: Party, reader: Client) -> None:
    tagged, _other, _foreign = public(digital, "en", "pt"), public(digital, "en"), public(digital, "az")
    with scope.within(digital.organisation):
        tag = Tag(slug="portal", names={"en": "Portal", "pt": "Portal"})
        tag.save()
        tagged.tags.add(tag)
    picture(digital, tagged, en="A hall", pt="Uma sala")

    def entries(path: str) -> int:
        return len(ET.fromstring(reader.get(path).content).findall(f"{ATOM}entry"))

    assert entries("/news/feed/en/atom.xml") == 2
    assert entries("/news/feed/pt/atom.xml") == 1
    assert entries("/news/feed/en/portal/atom.xml") == 1
    rss = ET.fromstring(reader.get("/news/feed/pt/portal/rss.xml").content)
    assert [item.findtext("title") for item in rss.iter("item")] == ["Um portal em Bacu"]
    assert rss.find("channel/item/enclosure") is not None
    for path in ("fr/atom.xml", "en/json.xml", "en/nothing/atom.xml", "az/portal/atom.xml"):
        assert reader.get(f"/news/feed/{path}").status_code == 404, path


def test_the_sitemap_names_all_languages_and_robots_names_the_sitemap(digital: Party, reader: Client) -> None:
    one = public(digital, "en", "pt")
    root = ET.fromstring(reader.get("/sitemap.xml").content)
    places = [place.text for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert {f"http://testserver/news/{text(one, code).slug}/" for code in ("en", "pt")} < set(places)
    assert len(list(root.iter("{http://www.w3.org/1999/xhtml}link"))) == 4
    robots = reader.get("/robots.txt").content.decode().splitlines()
    assert robots[0] == "User-agent: *"
    assert {"Allow: /news/", "Allow: /cooperation/", "Disallow: /", "Sitemap: http://testserver/sitemap.xml"} < set(
        robots
    )


@pytest.mark.parametrize(
    ("markdown", "wanted", "unwanted"),
    [
        ("<script>x()</script>", "&lt;script&gt;", "<script"),
        ('<img src=x onerror="x()">', "&lt;img", "<img"),
        ("[a](javascript:x())", "", "href"),
        ("[a](data:text/html,x)", "", "href"),
        ("![spy](https://tracker.example/1.gif)", "spy", "<img"),
        ("# Top\n\n## Below", "<h3>Below", "<h1>"),
        ("## Top", "<h2>Top", "<h3>"),
        ("| a |\n|--:|\n| 1 |", '<td class="number">', "style="),
        ("[a](https://b.example)", 'rel="noopener noreferrer"', "<script"),
    ],
)
def test_markdown_brings_no_markup_script_style_or_foreign_picture(markdown: str, wanted: str, unwanted: str) -> None:
    made = html(markdown, {})
    assert wanted in made
    assert unwanted not in made


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Bakıda rəqəmsal GƏNCƏ", "bakida-reqemsal-gence"),
        ("Serviços à distância", "servicos-a-distancia"),
        ("日本", "text"),
    ],
)
def test_addresses_are_made_of_plain_letters(title: str, made: str) -> None:
    assert slug(title) == made
    assert plain(title) == plain(title.upper()) or "ı" in title


def test_two_articles_of_one_title_get_two_addresses_that_then_stay(digital: Party, as_user: As) -> None:
    client = as_user(digital.members[Role.OFFICER])
    said = {"title": "News", "lead": "It is.", "body": "So.", "slug": ""}
    made = []
    for _ in range(2):
        place = client.post("/newsroom/new/")["Location"]
        client.post(place, said)
        made.append(ArticleText.everywhere.order_by("pk").last())
    assert [one.slug for one in made if one] == ["news", "news-2"]
    assert made[0]
    client.post(f"/newsroom/{made[0].article_id}/move/publish/")
    more = {"title": "Other", "slug": "other", "seen": made[0].changed.isoformat()}
    client.post(f"/newsroom/{made[0].article_id}/text/en/", said | more)
    changed = ArticleText.everywhere.get(pk=made[0].pk)
    assert (changed.title, changed.slug) == ("Other", "news")


def test_an_address_of_another_newsroom_is_refused(digital: Party, as_user: As) -> None:
    taken = text(public(agency("Second"))).slug
    one = article(digital)
    said = {"title": "News", "lead": "It is.", "body": "So.", "slug": taken}
    answer = as_user(digital.members[Role.OFFICER]).post(f"/newsroom/{one.pk}/text/pt/", said)
    assert answer.status_code == 422
    assert "This address is taken" in answer.content.decode()


@pytest.mark.parametrize("language", list(SAID))
def test_an_agency_that_looks_around_first_gets_fictitious_drafts_once_and_strangers_see_none(
    digital: Party, reader: Client, language: str
) -> None:
    today = timezone.localdate()
    with scope.within(digital.organisation):
        for _ in range(2):
            fictitious.write(digital.members[Role.ADMINISTRATOR], today, language)
        assert Article.objects.get().state == "draft"
        programme = CooperationProgramme.objects.get()
        assert not programme.public
        said = [text.title for text in ArticleText.objects.all()]
    assert sorted(title.partition(":")[0] for title in said) == ["Fictitious", "Fictício", "Uydurma"]
    assert programme.title in said
    for path in ("/news/", "/cooperation/", "/sitemap.xml"):
        page = reader.get(path).content.decode()
        assert not [word for word in ("Fictitious", "fictitious", "uydurma", programme.slug) if word in page], path


def written(client: Client, path: str) -> dict[str, str]:
    """The form of a text as its page shows it."""
    form = client.get(path).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def test_who_saves_second_sees_what_the_first_has_saved(digital: Party, as_user: As) -> None:
    one = article(digital, "en")
    path = f"/newsroom/{one.pk}/text/en/"
    first, second = as_user(digital.members[Role.OFFICER]), as_user(digital.members[Role.ADMINISTRATOR])
    hers, his = written(first, path), written(second, path)
    assert first.post(path, hers | {"title": "Her title"}).status_code == 302
    answer = second.post(path, his | {"title": "His title"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Her title" in page
    assert 'value="His title"' in page
    assert ArticleText.everywhere.get(article=one).title == "Her title"
    again = {name: str(answer.context["form"][name].value()) for name in answer.context["form"].fields}
    assert second.post(path, again).status_code == 302
    assert ArticleText.everywhere.get(article=one).title == "His title"


def test_readers_and_programs_are_told_what_was_corrected(digital: Party, as_user: As) -> None:
    one = public(digital, "en")
    client, path = as_user(digital.members[Role.OFFICER]), f"/newsroom/{one.pk}/text/en/"
    said = written(client, path) | {"body": "Twelve services.", "correction": "It said eleven services."}
    assert client.post(path, said).status_code == 302
    text = ArticleText.everywhere.get(article=one)
    page = as_user(None).get(f"/news/{text.slug}/").content.decode()
    assert page.count("It said eleven services.") == 2  # for people, and in the data for programs
    draft = article(digital, "en")
    assert "correction" not in written(client, f"/newsroom/{draft.pk}/text/en/")
