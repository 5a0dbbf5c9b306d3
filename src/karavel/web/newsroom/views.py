"""News as anybody reads them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from karavel import texts
from karavel.web.charts import Columns, Figure
from karavel.web.fences import requires
from karavel.web.languages import spoken
from karavel.web.newsroom import counting, states, structured
from karavel.web.newsroom.models import Article, ArticleText, PictureSize, Tag
from karavel.web.newsroom.reading import Told, address_of, found, months, out, shown, told, whole
from karavel.web.newsroom.sharing import shares
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Request

_A_PAGE: Final = 12
_DAYS: Final = 14  # of figures beside an article
_LONGEST: Final = 100  # letters of words to look for
#: Languages as Open Graph names them, with the country whose way of writing is ours.
_LOCALES: Final = {"en": "en_GB", "pt": "pt_PT", "az": "az_AZ"}
_CHOSEN: Final = "in"  # names the language of an address that is read in one


@requires(PUBLIC)
@require_safe
def news(request: Request) -> HttpResponse:
    """The newest first; ``?q=`` looks for words, ``?in=pt`` speaks a language."""
    words = request.GET.get("q", "")[:_LONGEST]
    return _list(request, found(shown(timezone.now()), words), words=words)


@requires(PUBLIC)
@require_safe
def month(request: Request, year: int, month: int) -> HttpResponse:
    """What went out in a month; 404 where nothing did."""
    articles = shown(timezone.now()).filter(day__year=year, day__month=month)
    if not articles.exists():
        raise Http404
    return _list(request, articles, month=datetime(year, month, 1, tzinfo=timezone.get_current_timezone()).date())


@requires(PUBLIC)
@require_safe
def tag(request: Request, slug: str) -> HttpResponse:
    """What is about something; 404 where nothing is."""
    articles = shown(timezone.now()).filter(tags__slug=slug).distinct()
    if not articles.exists():
        raise Http404
    return _list(request, articles, tag=Tag.everywhere.filter(slug=slug, articles__in=articles).first())


def _list(request: Request, articles: QuerySet[Article], **more: Any) -> HttpResponse:
    asked = request.GET.get(_CHOSEN, "")
    with spoken(request, asked if asked in texts.LANGUAGES else request.LANGUAGE_CODE):
        page = Paginator(articles, _A_PAGE).get_page(request.GET.get("page"))
        shown_here = {
            "page": page,
            "articles": told(page.object_list, request.LANGUAGE_CODE),
            "months": months(timezone.now()),
            "path": request.path,
            "alternates": [(code, f"{request.path}?{_CHOSEN}={code}") for code in texts.LANGUAGES],
            "root": request.build_absolute_uri("/").rstrip("/"),
        }
        return render(request, "newsroom/list.html", shown_here | more)


@requires(PUBLIC)
@require_safe
def anywhere(request: Request, pk: int) -> HttpResponse:
    """An article in the language that its reader knows best."""
    article = shown(timezone.now()).filter(pk=pk).first()
    one = Told.of(article, request.LANGUAGE_CODE) if article else None
    if one is None:
        raise Http404
    return redirect(one.address)


@requires(PUBLIC)
@require_safe
def article(request: Request, slug: str) -> HttpResponse:
    """An article in the language of its address; 404 before its moment, 410 once it was withdrawn."""
    return _shown(request, slug, "newsroom/article.html")


@requires(PUBLIC)
@require_safe
def printed(request: Request, slug: str) -> HttpResponse:
    """An article to print: its words and pictures, and where they stand."""
    return _shown(request, slug, "newsroom/print.html")


def _shown(request: Request, slug: str, template: str) -> HttpResponse:
    text = ArticleText.everywhere.filter(slug=slug).select_related("article").first()
    if text is None:
        raise Http404
    with spoken(request, text.language):
        if text.article.state == states.WITHDRAWN and text.article.was_public:
            return render(request, "newsroom/gone.html", status=410)
        found_here = shown(timezone.now()).filter(pk=text.article_id).first()
        one = Told.of(found_here, text.language) if found_here else None
        if one is None:
            raise Http404
        return render(request, template, page_of(request, one))


def page_of(request: Request, one: Told) -> dict[str, Any]:
    """What the page of an article shows."""
    address = request.build_absolute_uri(one.address)
    return _pictured(request, one) | {
        "one": one,
        "root": request.build_absolute_uri("/").rstrip("/"),
        "address": address,
        "shares": shares(one.text.title, address),
        "locale": _LOCALES[one.text.language],
        "other_locales": [_LOCALES[text.language] for text in one.others],
        "structured": structured.block(request, one),
        "readers": counting.total(one.article),
        "days": chart(one.article),
    }


def _pictured(request: Request, one: Told) -> dict[str, Any]:
    """The picture that other sites show beside a link (Open Graph): the largest there is."""
    sizes = list(one.cover.sizes.all()) if one.cover else []
    if not one.cover or not sizes:
        return {}
    alt = one.cover.alt_in(one.text.language)
    return {"image": sizes[-1], "image_address": request.build_absolute_uri(address_of(sizes[-1])), "image_alt": alt}


def chart(article: Article) -> Columns | None:
    """Readers of the last days that had any; None while nobody has read."""
    days = counting.by_day(article, _DAYS)
    figures = [Figure(f"{row.day:%d.%m}", row.readers, texts.number(row.readers)) for row in days]
    return Columns.of(_("Readers"), figures) if figures else None


@requires(PUBLIC)
@require_POST
def read(request: Request, pk: int) -> HttpResponse:
    """A page says that somebody has read it; what counts is :mod:`karavel.web.newsroom.counting`'s to say."""
    found_here = out(timezone.now()).filter(pk=pk).first()
    if found_here is None:
        raise Http404
    own = request.acting is not None and request.acting.organisation.pk == found_here.organisation_id
    if not own:
        counting.count(found_here, request, timezone.now().date())
    return HttpResponse(status=204)


@requires(PUBLIC)
@require_safe
def picture(request: Request, pk: int, width: int) -> HttpResponse:
    """A picture of a public article; those of others only for the newsroom that they belong to."""
    size = PictureSize.everywhere.filter(picture_id=pk, width=width).select_related("picture__article").first()
    public = size is not None and out(timezone.now()).filter(pk=size.picture.article_id).exists()
    if size is None or not (public or _belongs(request, size)):
        raise Http404
    try:
        with size.file.open("rb") as file:
            response = HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    return response


def _belongs(request: Request, size: PictureSize) -> bool:
    acting = request.acting
    return acting is not None and acting.organisation.pk == size.organisation_id and acting.may("news.edit")


def previewed(article: Article, language: str) -> Told | None:
    """An article as it will be shown, for those who write it."""
    return Told.of(whole(Article.objects.filter(pk=article.pk)).get(), language)
