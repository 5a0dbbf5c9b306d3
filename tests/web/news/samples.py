"""Objects behind the addresses of news and cooperation, made when asked for; and an agency that has all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.web.world import Party, World, made

from karavel.web import scope
from karavel.web.accounts.models import Organisation
from karavel.web.cooperation.models import Agreement, Commitment, CooperationProgramme, Event, Outcome, Participation
from karavel.web.newsroom import pictures
from karavel.web.newsroom.models import Article, ArticleText, Picture, Tag

OUT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SAID = {
    "en": ("A portal in Baku", "Two agencies open a portal.", "## How\n\nBy **working** together."),
    "pt": ("Um portal em Bacu", "Duas agências abrem um portal.", "## Como\n\nA trabalhar em conjunto."),
    "az": ("Bakıda portal", "İki agentlik portal açır.", "## Necə\n\nBirlikdə işləyərək."),
}


def agency(name: str = "Digital") -> Party:
    """An agency with a member in each role."""
    party = made(name, f"token-of-{name}")
    party.organisation.kind = Organisation.Kind.AGENCY
    party.organisation.save()
    return party


def article(party: Party, *languages: str, **about: Any) -> Article:
    """An article of a party in some languages; a draft unless told otherwise."""
    with scope.within(party.organisation):
        one = Article(**about)
        one.save()
        for code in languages or ("en",):
            title, lead, body = SAID[code]
            address = f"portal-{code}-{one.pk}"
            ArticleText(article=one, language=code, title=title, lead=lead, body=body, slug=address).save()
    return one


def public(party: Party, *languages: str, out: datetime = OUT, **about: Any) -> Article:
    """An article that is out."""
    return article(
        party, *languages, state="published", goes_out=out, day=out.date(), zone="UTC", was_public=True, **about
    )


def image(width: int = 1200, height: int = 800, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture's bytes."""
    content = BytesIO()
    Image.new("RGB", (width, height), (20, 90, 110)).save(content, kind, **options)
    return content.getvalue()


def picture(party: Party, one: Article, **alts: str) -> Picture:
    """A picture of an article."""
    with scope.within(party.organisation):
        given = SimpleUploadedFile("a.jpg", image())
        return pictures.take(one, given, alts or {"en": "A hall with people"}, "Digital")


def programme(party: Party, **about: Any) -> CooperationProgramme:
    """A programme of a party."""
    said = {
        "title": "Digital bridge",
        "language": "en",
        "first_country": "PT",
        "first_agency": "Agência Exemplo",
        "second_country": "AZ",
        "second_agency": "Nümunə Agentliyi",
        "slug": f"bridge-{party.organisation.pk}",
    }
    with scope.within(party.organisation):
        one = CooperationProgramme(**(said | about))
        one.save()
    return one


def filled(party: Party, **about: Any) -> CooperationProgramme:
    """A programme with a public and a private row of each kind."""
    one = programme(party, **about)
    with scope.within(party.organisation):
        for shown in (True, False):
            word = "Open" if shown else "Secret"
            common = {"programme": one, "public": shown}
            Agreement(title=f"{word} memorandum", signed=date(2025, 5, 6), place="Lisbon", **common).save()
            Event(
                title=f"{word} forum", kind="forum", first_day=date(2026, 6, 1), last_day=date(2026, 6, 3), **common
            ).save()
            Commitment(text=f"{word} promise", owner="Agência", due=date(2026, 1, 31), **common).save()
            firm = Participation(name=f"{word} Lda", country="PT", **common)
            firm.save()
            Outcome(label=f"{word} contract", on=date(2026, 7, 8), participation=firm, **common).save()
    return one


def hostile(party: Party, text: str, broken: str) -> None:
    """Public news and a public programme of an agency, with hostile text wherever somebody can write."""
    party.organisation.kind = Organisation.Kind.AGENCY
    party.organisation.save()
    one = public(party)
    picture(party, one, en=broken)
    with scope.within(party.organisation):
        tag = Tag(slug="portal", names={"en": text})
        tag.save()
        one.tags.add(tag)
        said = ArticleText.objects.get(article=one)
        said.title, said.lead, said.body = text, broken, f"{text}\n\n{broken}\n\n![{broken}](picture:1)"
        said.save()
        record = programme(party, title=text, summary=broken, first_agency=broken, public=True)
        rows: dict[str, Any] = {"programme": record, "public": True}
        Agreement(title=broken, signed=OUT.date(), place=text, **rows).save()
        Event(title=text, first_day=OUT.date(), participants=broken, result=broken, **rows).save()
        Commitment(text=text, owner=broken, due=OUT.date(), **rows).save()
        firm = Participation(name=broken, country="PT", about=text, **rows)
        firm.save()
        Outcome(label=broken, on=OUT.date(), participation=firm, **rows).save()


def _article(world: World) -> Article:
    with scope.within(world.ours.organisation):
        found = Article.objects.first()
    return found or article(world.ours)


def _picture(world: World) -> Picture:
    one = _article(world)
    return Picture.everywhere.filter(article=one).first() or picture(world.ours, one)


def _tag(world: World) -> Tag:
    with scope.within(world.ours.organisation):
        return Tag.objects.first() or Tag.everywhere.create(
            organisation=world.ours.organisation, slug="portal", names={"en": "Portal"}
        )


def _programme(world: World) -> CooperationProgramme:
    return CooperationProgramme.everywhere.filter(organisation=world.ours.organisation).first() or filled(world.ours)


def _commitment(world: World) -> Commitment:
    found = Commitment.everywhere.filter(programme=_programme(world)).first()
    assert found
    return found


_Parts = Callable[[World], dict[str, Any]]


def _of_article(**more: str) -> _Parts:
    return lambda world: {"pk": _article(world).pk, **more}


def _of_picture(world: World) -> dict[str, Any]:
    return {"pk": _article(world).pk, "row": _picture(world).pk}


def _of_programme(**more: str) -> _Parts:
    return lambda world: {"pk": _programme(world).pk, **more}


def _of_commitment(**more: str) -> _Parts:
    return lambda world: {"pk": _programme(world).pk, "row": _commitment(world).pk, **more}


def _slug(world: World) -> dict[str, Any]:
    text = ArticleText.everywhere.filter(article=_article(world)).first()
    assert text
    return {"slug": text.slug}


NEWS: dict[str, _Parts] = {
    "news-month": lambda _: {"year": 2026, "month": 3},
    "news-tag": lambda world: {"slug": _tag(world).slug},
    "news-feed": lambda _: {"language": "en", "kind": "atom"},
    "news-feed-tag": lambda world: {"language": "pt", "kind": "rss", "tag": _tag(world).slug},
    "news-picture": lambda world: {"pk": _picture(world).pk, "width": 480},
    "news-any": _of_article(),
    "news-read": _of_article(),
    "news-article": _slug,
    "news-print": _slug,
    **{f"newsroom-{name}": _of_article() for name in ("article", "schedule", "choose-tags", "delete", "picture")},
    "newsroom-text": _of_article(language="pt"),
    "newsroom-preview": _of_article(language="en"),
    "newsroom-move": _of_article(name="publish"),
    **{f"newsroom-picture-{name}": _of_picture for name in ("describe", "cover", "delete")},
    **{f"cooperation-{name}": _of_programme() for name in ("one", "edit", "delete")},
    "cooperation-file": _of_programme(kind="csv"),
    "cooperation-add": _of_programme(kind="outcome"),
    "cooperation-row": _of_commitment(kind="commitment"),
    "cooperation-drop": _of_commitment(kind="commitment"),
    "cooperation-move": _of_commitment(name="fulfil"),
    "cooperations-one": lambda world: {"slug": _programme(world).slug},
    "cooperations-file": lambda world: {"slug": _programme(world).slug, "kind": "ics"},
}
