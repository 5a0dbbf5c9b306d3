"""Moves of an article from state to state, and what it must have before it goes out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.errors import IllegalMove
from karavel.web.accounts import audit
from karavel.web.accounts.models import Organisation
from karavel.web.context import OWN_NAMES
from karavel.web.moving import move
from karavel.web.newsroom.models import Article
from karavel.web.newsroom.states import SCHEDULED, TABLE
from karavel.web.requests import Member

#: The longest embargo: a moment later than this is a slip of the hand.
_LATEST: Final = timedelta(days=2 * 366)


class Refused(Exception):
    """A move that is not made; its text is for people."""


def lacks(article: Article) -> Iterator[str]:
    """What an article lacks before it may go out, in sentences."""
    spoken = {text.language for text in article.texts.all()}
    if not spoken:
        yield _("Write the article in at least one language.")
    yield from unspoken(article, spoken)


def unspoken(article: Article, languages: set[str]) -> Iterator[str]:
    """The pictures of which nobody has said in some of the languages what they show, in sentences."""
    for picture in article.pictures.all():
        for language in sorted(languages - {code for code, alt in picture.alts.items() if alt}):
            told = {"number": picture.pk, "language": OWN_NAMES[language]}
            yield _("Say what picture %(number)s shows, in this language: %(language)s.") % told


def publish(request: Member, article: Article) -> None:
    """Makes an article public now."""
    _ready(request, article)
    now, zone = timezone.now(), request.user.time_zone or "UTC"
    _go(request, article, "publish", **_moment(now, zone), was_public=True)


def schedule(request: Member, article: Article, moment: datetime, zone: str) -> None:
    """Embargoes an article until a moment.

    Raises:
        Refused: it lacks something, or the moment does not lie ahead.
    """
    _ready(request, article)
    now = timezone.now()
    if moment <= now:
        raise Refused(_("This moment has passed. Choose a later one, or publish now."))
    if moment > now + _LATEST:
        raise Refused(_("This moment lies more than two years ahead."))
    _go(request, article, "schedule", **_moment(moment, zone))


def recall(request: Member, article: Article) -> None:
    """Takes an embargoed article back to a draft.

    Raises:
        Refused: it has gone out meanwhile.
    """
    if article.is_public(timezone.now()):
        raise Refused(_("The article is public already; it can be withdrawn."))
    _go(request, article, "recall", goes_out=None, day=None)


def withdraw(request: Member, article: Article) -> None:
    """Takes a public article away; its address says so from then on."""
    _go(request, article, "withdraw")


def reopen(request: Member, article: Article) -> None:
    """Makes a withdrawn article a draft again."""
    _go(request, article, "reopen", goes_out=None, day=None)


def settle(now: datetime) -> None:
    """Writes down what the clock has done to the organisation's articles; readers do not depend on it."""
    for article in Article.objects.filter(state=SCHEDULED, goes_out__lte=now):
        with suppress(IllegalMove), transaction.atomic():  # somebody else may look at the same time
            move(article, TABLE, "appear", was_public=True)
            out = article.goes_out.isoformat() if article.goes_out else ""
            audit.note_as(article.organisation_id, None, "article.appear", article, goes_out=out)


def _moment(moment: datetime, zone: str) -> dict[str, object]:
    return {"goes_out": moment, "zone": zone, "day": moment.astimezone(ZoneInfo(zone)).date()}


def _ready(request: Member, article: Article) -> None:
    if request.acting.organisation.kind != Organisation.Kind.AGENCY:
        raise Refused(_("Only agencies publish news on this site."))
    lacking = " ".join(lacks(article))
    if lacking:
        raise Refused(lacking)


@transaction.atomic
def _go(request: Member, article: Article, name: str, **changes: object) -> None:
    before = article.state
    move(article, TABLE, name, **changes)
    out = article.goes_out.isoformat() if article.goes_out else None
    audit.note(request, f"article.{name}", article, before=before, after=article.state, goes_out=out)
