"""What the newsroom shows to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse

from karavel.web.newsroom.reading import Told, shown
from karavel.web.public import PublicPage

PLACES: Final = ("/news/",)


def pages(now: datetime) -> Iterator[PublicPage]:
    """The list, and each text of each article whose moment has come."""
    yield PublicPage(reverse("news"))
    for article in shown(now):
        one = Told.of(article, "en")
        languages = tuple(
            (text.language, reverse("news-article", args=[text.slug])) for text in (one.texts if one else ())
        )
        for text in one.texts if one else ():
            changed = max(text.changed, article.goes_out or text.changed)
            yield PublicPage(reverse("news-article", args=[text.slug]), changed, languages)
