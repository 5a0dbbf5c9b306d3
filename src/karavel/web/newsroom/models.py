"""What the newsroom keeps."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from karavel import texts
from karavel.web.context import OWN_NAMES
from karavel.web.newsroom import letters, states
from karavel.web.scope import Owned

_USER: Final = settings.AUTH_USER_MODEL


class Tag(Owned):
    """What articles are about: a name in each language, and one address for all of them."""

    slug = models.SlugField(max_length=80)
    names = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["slug"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "slug"], name="one_tag_a_slug")]

    def __str__(self) -> str:
        return self.name_in(texts.current())

    def name_in(self, language: str) -> str:
        """Its name in a language, else in the first that it has one in."""
        return str(self.names.get(language) or next(iter(self.names.values()), self.slug))


class Article(Owned):
    """A piece of news; what it says stands in its texts.

    Attributes:
        goes_out: the moment from which it is public; ``zone`` is the time zone in which it was chosen.
        day: that moment's day in that zone, by which the archive is ordered.
        was_public: whether it ever was; its addresses stay as they are from then on.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = states.DRAFT, _("Draft")
        SCHEDULED = states.SCHEDULED, _("Scheduled")
        PUBLISHED = states.PUBLISHED, _("Published")
        WITHDRAWN = states.WITHDRAWN, _("Withdrawn")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    author = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    tags = models.ManyToManyField(Tag, related_name="articles", blank=True)
    goes_out = models.DateTimeField(null=True, blank=True, db_index=True)
    zone = models.CharField(max_length=50, blank=True)
    day = models.DateField(null=True, blank=True, db_index=True)
    was_public = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-goes_out", "-pk"]

    def __str__(self) -> str:
        return f"article {self.pk}"

    def is_public(self, now: datetime) -> bool:
        """Whether strangers may read it: from its moment on, to the second, until it is withdrawn."""
        out = self.state in {states.SCHEDULED, states.PUBLISHED}
        return out and self.goes_out is not None and self.goes_out <= now

    @property
    def moment(self) -> datetime | None:
        """When it goes out, in the time zone in which that was chosen."""
        return self.goes_out.astimezone(ZoneInfo(self.zone or "UTC")) if self.goes_out else None


class ArticleText(Owned):
    """An article in one language.

    Attributes:
        slug: its address, unique in the installation.
        correction: what readers are told was wrong in what they may have read before.
        folded: what is looked in.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=list(OWN_NAMES.items()))
    title = models.CharField(_("Title"), max_length=200)
    lead = models.TextField(_("Lead"), max_length=600)
    body = models.TextField(_("Text"), max_length=60_000)
    slug = models.SlugField(_("Address"), max_length=100, unique=True)
    correction = models.TextField(_("What was corrected"), max_length=600, blank=True)
    folded = models.TextField(editable=False)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["article", "language"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "language"], name="one_text_a_language")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        """Saves the text; what is looked in follows it."""
        self.folded = letters.plain(f"{self.title} {self.lead} {self.body}")
        super().save(*args, **options)


class Picture(Owned):
    """An image of an article, in the sizes that were made of it. ``alts`` describes it in each language."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="pictures")
    alts = models.JSONField(default=dict)
    credit = models.CharField(_("Credit"), max_length=200, blank=True)
    cover = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"picture {self.pk}"

    def alt_in(self, language: str) -> str:
        """What it shows, in a language; empty where nobody wrote it."""
        return str(self.alts.get(language, ""))


def picture_place(size: PictureSize, name: str) -> str:
    """Where a size of a picture is kept: under a name of ours."""
    return f"{size.organisation_id}/pictures/{name}"


class PictureSize(Owned):
    """A picture in one width, as it was encoded anew."""

    picture = models.ForeignKey(Picture, models.CASCADE, related_name="sizes")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    file = models.FileField(upload_to=picture_place)

    class Meta:
        ordering: ClassVar = ["width"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["picture", "width"], name="one_file_a_width")]

    def __str__(self) -> str:
        return f"{self.picture_id} {self.width}"


class ReadDay(Owned):
    """How many readers an article had on a day (UTC)."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="days")
    day = models.DateField()
    readers = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "day"], name="one_count_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.readers}"


class DayKey(models.Model):
    """The key of a day's marks; deleted with them when the day is over, so that nobody can work a mark out again."""

    day = models.DateField(unique=True)
    secret = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.day}"


class Mark(models.Model):
    """That a reader of the day was counted for an article: a keyed hash, of which nothing can be read back."""

    key = models.ForeignKey(DayKey, models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "mark"], name="one_mark_a_reader")]

    def __str__(self) -> str:
        return self.mark[:8]
