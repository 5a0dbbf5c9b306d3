"""What anybody may read: articles whose moment has come, each in the language that its reader knows best."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Self

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from karavel import texts
from karavel.web.accounts.models import Organisation
from karavel.web.newsroom import letters, prose, states
from karavel.web.newsroom.models import Article, ArticleText, Picture, PictureSize, Tag

#: Words of a search that are heard.
_WORDS: Final = 8
#: How wide a picture stands on the page; browsers choose by it.
_SIZES: Final = "(max-width: 48rem) 100vw, 44rem"


def out(now: datetime) -> QuerySet[Article]:
    """The articles that are public at a moment; :meth:`Article.is_public` says the same of one.

    Only agencies publish, so what a company's organisation keeps is never among them.
    """
    return Article.everywhere.filter(
        state__in=(states.SCHEDULED, states.PUBLISHED),
        goes_out__lte=now,
        organisation__kind=Organisation.Kind.AGENCY,
    )


def shown(now: datetime) -> QuerySet[Article]:
    """What is out, the newest first, with all that pages show of it."""
    return whole(out(now)).order_by("-goes_out", "-pk")


def whole(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Articles with texts, tags and pictures, whichever organisation is in force."""
    pictures = Picture.everywhere.prefetch_related(Prefetch("sizes", PictureSize.everywhere.order_by("width")))
    return articles.select_related("organisation").prefetch_related(
        Prefetch("texts", ArticleText.everywhere.order_by("language")),
        Prefetch("tags", Tag.everywhere.order_by("slug")),
        Prefetch("pictures", pictures.order_by("pk")),
    )


def found(articles: QuerySet[Article], words: str) -> QuerySet[Article]:
    """Those of articles that hold each of the words, in one of their languages."""
    wanted = letters.plain(words).split()[:_WORDS]
    if not wanted:
        return articles
    said = ArticleText.everywhere.all()
    for word in wanted:
        said = said.filter(folded__contains=word)
    return articles.filter(pk__in=said.values("article"))


def months(now: datetime) -> list[date]:
    """The months in which something went out, the latest first."""
    return list(out(now).exclude(day=None).order_by().dates("day", "month", order="DESC"))


@dataclass(frozen=True)
class Told:
    """An article in one language.

    Attributes:
        others: its texts in other languages.
        cover: the picture that stands before it.
    """

    article: Article
    text: ArticleText
    others: tuple[ArticleText, ...]
    cover: Picture | None

    @classmethod
    def of(cls, article: Article, language: str) -> Self | None:
        """An article in a language, else in the first of ours that it has; None while it says nothing."""
        by = {text.language: text for text in article.texts.all()}
        chosen = next((by[code] for code in (language, *texts.LANGUAGES) if code in by), None)
        if chosen is None:
            return None
        others = tuple(text for code, text in by.items() if code != chosen.language)
        return cls(article, chosen, others, next((one for one in article.pictures.all() if one.cover), None))

    @property
    def address(self) -> str:
        """The path of this text."""
        return reverse("news-article", args=[self.text.slug])

    @property
    def texts(self) -> tuple[ArticleText, ...]:
        """The article in all its languages, by their codes."""
        return tuple(sorted((self.text, *self.others), key=lambda text: text.language))

    @property
    def corrected(self) -> bool:
        """Whether the text was changed after it had gone out."""
        return self.article.goes_out is not None and self.text.changed > self.article.goes_out

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Slug and name of what it is about."""
        return [(tag.slug, tag.name_in(self.text.language)) for tag in self.article.tags.all()]

    @property
    def body(self) -> SafeString:
        """What it says, as HTML."""
        language = self.text.language
        pictures = {one.pk: drawn(one, language) for one in self.article.pictures.all()}
        return prose.html(self.text.body, pictures)

    @property
    def image(self) -> SafeString:
        """The picture before it; empty where it has none."""
        return drawn(self.cover, self.text.language) if self.cover else SafeString("")


def told(articles: Iterable[Article], language: str) -> list[Told]:
    """Articles in a language; what says nothing is left out."""
    return [one for one in (Told.of(article, language) for article in articles) if one]


def address_of(size: PictureSize) -> str:
    """The path of a picture in one width."""
    return reverse("news-picture", args=[size.picture_id, size.width])


def drawn(picture: Picture, language: str) -> SafeString:
    """A picture as an element: the browser takes the width that it needs."""
    sizes = list(picture.sizes.all())
    if not sizes:
        return SafeString("")
    largest, offered = sizes[-1], ", ".join(f"{address_of(one)} {one.width}w" for one in sizes)
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async">',
        address_of(largest),
        offered,
        _SIZES,
        largest.width,
        largest.height,
        picture.alt_in(language),
    )
