"""How many people read an article, without keeping who.

A page that has been in view for some seconds tells its server once. The server counts the reader, unless it is a
program, a member of the organisation that wrote the article, or a reader who was counted today: known by a keyed hash
of article, network address and one of sixteen groups of agents, so that nobody who invents agents counts more than
sixteen times. The key is made anew each day (UTC) and deleted with its marks when the day is over, so a mark can
neither be worked out again nor be followed from day to day or from article to article.
"""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import date
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.http import HttpRequest

from karavel.web.newsroom.models import Article, DayKey, Mark, ReadDay

#: Agents that say what they are: crawlers have one of these words in their names (a phone is called Cubot).
_PROGRAM: Final = re.compile(
    r"(?<!cu)bot(?:\b|[_-])|crawl|spider|slurp|fetch|preview|scan|monitor|headless|lighthouse|archiv|facebookexternalhit",
    re.IGNORECASE,
)
#: A browser names itself by at least this.
_BROWSER: Final = "Mozilla/"
#: The part of an IPv6 address that is one household's; the rest changes during a day (RFC 8981).
_HOUSE: Final = 64


def program(agent: str) -> bool:
    """Whether an agent is a program by what it says of itself: all that is no browser is one."""
    return not agent.startswith(_BROWSER) or bool(_PROGRAM.search(agent))


def address(request: HttpRequest) -> str:
    """The network address of a request; behind a proxy of ours, that of whom the proxy saw."""
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        seen = request.headers.get("X-Forwarded-For", seen).rpartition(",")[2].strip()
    try:
        found = ip_address(seen)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(ip_network((found, _HOUSE), strict=False))
    return str(found)


def count(article: Article, request: HttpRequest, day: date) -> bool:
    """Counts a reader of a day; whether they were new."""
    agent = request.headers.get("User-Agent", "")[:500]
    if program(agent):
        return False
    key = _key(day)
    group = _hashed(key, agent)[0]
    try:
        with transaction.atomic():
            Mark.objects.create(key=key, mark=_hashed(key, f"{article.pk}\n{address(request)}\n{group}"))
            _add(article, day)
    except IntegrityError:
        return False
    return True


def _hashed(key: DayKey, text: str) -> str:
    return hmac.new(bytes.fromhex(key.secret), text.encode(), sha256).hexdigest()


def _add(article: Article, day: date) -> None:
    row, _made = ReadDay.everywhere.get_or_create(
        article=article, day=day, defaults={"organisation_id": article.organisation_id}
    )
    ReadDay.everywhere.filter(pk=row.pk).update(readers=F("readers") + 1)


def _key(day: date) -> DayKey:
    """The key of a day; those of other days are forgotten."""
    forget(day)
    return DayKey.objects.get_or_create(day=day, defaults={"secret": secrets.token_hex(32)})[0]


def forget(today: date) -> None:
    """Deletes keys and marks of days that are over."""
    old = DayKey.objects.filter(day__lt=today)
    if old.exists():
        old.delete()


def total(article: Article) -> int:
    """How many readers an article had, each counted once a day."""
    found = ReadDay.everywhere.filter(article=article).aggregate(all=Sum("readers"))
    return int(found["all"] or 0)


def by_day(article: Article, most: int) -> list[ReadDay]:
    """The last days that had readers, in their order."""
    rows = ReadDay.everywhere.filter(article=article).order_by("-day")[:most]
    return list(rows)[::-1]
