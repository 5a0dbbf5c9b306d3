"""What the newsroom shows to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Final

from django.urls import reverse

from karavel.web.newsroom.models import ArticleText
from karavel.web.newsroom.reading import out
from karavel.web.sitemap import PublicPage

PLACES: Final = ("/news/",)


def pages(now: datetime) -> Iterator[PublicPage]:
    """The list, and each text of each article whose moment has come."""
    yield PublicPage(reverse("news"))
    texts = ArticleText.everywhere.filter(article__in=out(now)).select_related("article")
    told = texts.defer("lead", "body", "folded").order_by("-article__goes_out", "article", "language")
    for _article, group in groupby(told.iterator(), key=lambda text: text.article_id):
        yield from _of(list(group))


def _of(texts: list[ArticleText]) -> Iterator[PublicPage]:
    languages = tuple((text.language, reverse("news-article", args=[text.slug])) for text in texts)
    for text, (_language, path) in zip(texts, languages, strict=True):
        yield PublicPage(path, max(text.changed, text.article.goes_out or text.changed), languages)
