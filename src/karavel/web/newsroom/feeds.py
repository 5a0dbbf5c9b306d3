"""News as Atom (RFC 4287) and RSS 2.0, by language and by tag."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from karavel.texts import LANGUAGES
from karavel.web.fences import requires
from karavel.web.languages import spoken
from karavel.web.newsroom.models import PictureSize
from karavel.web.newsroom.reading import Told, address_of, shown, told
from karavel.web.permissions import PUBLIC

_Feed = Atom1Feed | Rss201rev2Feed
_KINDS: Final[dict[str, type[_Feed]]] = {"atom": Atom1Feed, "rss": Rss201rev2Feed}
_MOST: Final = 50


@requires(PUBLIC)
@require_safe
def feed(request: HttpRequest, language: str, kind: str, tag: str = "") -> HttpResponse:
    """The newest articles that are told in a language; 404 for another kind or language, or a tag that nothing has."""
    if language not in LANGUAGES or kind not in _KINDS:
        raise Http404
    articles = shown(timezone.now()).filter(texts__language=language)
    if tag:
        articles = articles.filter(tags__slug=tag)
    found = told(articles.distinct()[:_MOST], language)
    if tag and not found:
        raise Http404
    with spoken(request, language):
        made = _made(request, kind, language, tag, found)
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def _made(request: HttpRequest, kind: str, language: str, tag: str, found: list[Told]) -> _Feed:
    page = reverse("news-tag", args=[tag]) if tag else reverse("news")
    made = _KINDS[kind](
        title=f"{_('News')} · {tag} · Karavel" if tag else f"{_('News')} · Karavel",
        link=request.build_absolute_uri(f"{page}?in={language}"),
        description=_("What the agencies on this site tell."),
        language=language,
        feed_url=request.build_absolute_uri(),
    )
    for one in found:
        made.add_item(**_item(request, one))
    return made


def _item(request: HttpRequest, one: Told) -> dict[str, Any]:
    link = request.build_absolute_uri(one.address)
    return {
        "title": one.text.title,
        "link": link,
        "description": one.text.lead,
        "unique_id": link,
        "author_name": one.article.organisation.name,
        "pubdate": one.article.moment,
        "updateddate": max(one.text.changed, one.article.goes_out or one.text.changed),
        "categories": [name for _slug, name in one.tags],
        "enclosures": _enclosed(request, one),
    }


def _enclosed(request: HttpRequest, one: Told) -> list[Enclosure]:
    sizes: list[PictureSize] = list(one.cover.sizes.all()) if one.cover else []
    kept = [size for size in sizes if size.file.storage.exists(size.file.name or "")]
    chosen = kept[-1:]  # RSS has one enclosure at most
    return [Enclosure(request.build_absolute_uri(address_of(one)), str(one.file.size), "image/jpeg") for one in chosen]
