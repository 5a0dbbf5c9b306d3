"""The corridor over time: what a gateway would have opened for the programme's companies, month by month.

Working it out looks at a year of calls, so the page asks for this part by itself; what was found is kept until the
lake, the day or the companies are others.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from karavel import texts
from karavel.answers.opened import OpenedLot
from karavel.errors import LakeMissing
from karavel.verbs.opened import Opened, opened
from karavel.web.board import board
from karavel.web.charts import Columns, Figure
from karavel.web.fences import requires
from karavel.web.programme import figures, places
from karavel.web.programme.fitting import profile_of
from karavel.web.requests import Member
from karavel.web.words import country_name

_SIZE: Final = 25
_LAST: Final = 100_000  # pages; no list has more


class Gateway(NamedTuple):
    """A gateway to choose."""

    code: str
    name: str
    chosen: bool


def corridor(today: date) -> Opened:
    """What gateways would have opened in the last twelve months for the companies that have agreed.

    Raises:
        LakeMissing: there is no lake.
    """
    here, profiles = board(), [profile for place in places.agreed() if (profile := profile_of(place))]
    key = ("corridor", frozenset(profile.digest for profile in profiles), today)
    companies = (profile.company for profile in sorted(profiles, key=lambda profile: profile.digest))
    since = figures.months(today)[0]
    return here.kept(key, lambda: opened(here.lake, companies, since, today, law=here.law))


def _found(request: Member) -> tuple[Opened, str]:
    """The corridor, and which gateway is meant: the one asked for, else the one that opens most; empty for none."""
    try:
        found = corridor(timezone.localdate())
    except LakeMissing as error:
        raise Http404 from error
    asked = request.GET.get("via", "").upper()
    return found, asked if asked in found.gateways else next(iter(found.gateways), "")


@requires("programme.view")
@require_safe
def chart(request: Member) -> HttpResponse:
    """Lots opened by month through one gateway; htmx asks for it alone."""
    found, via = _found(request)
    counts = found.by_month(via) if via else {}
    names = [f"{month:%Y-%m}" for month in figures.months(timezone.localdate())]
    shown = {
        "total": sum(counts.values()),
        "via": via,
        "gateways": [Gateway(code, country_name(code), code == via) for code in found.gateways],
        "chart": Columns.of(_("Lots opened"), [_figure(via, name, counts.get(name, 0)) for name in names]),
    }
    whole = "HX-Request" not in request.headers
    return render(request, f"programme/{'corridor' if whole else '_corridor'}.html", shown)


def _figure(via: str, month: str, count: int) -> Figure:
    address = f"{reverse('programme-opened')}?{urlencode({'via': via, 'month': month})}" if count else ""
    return Figure(month[2:], count, texts.number(count), address)


@requires("programme.view")
@require_safe
def lots(request: Member) -> HttpResponse:
    """The lots behind a number of the chart, the newest first."""
    found, via = _found(request)
    month, asked = request.GET.get("month", "")[:7], request.GET.get("page", "")
    number = min(int(asked), _LAST) if asked.isascii() and asked.isdecimal() else 1
    here = board()
    some = found.page(here.lake, via, month, offset=(max(number, 1) - 1) * _SIZE, limit=_SIZE)
    place: Page[int] = Paginator(range(some.total), _SIZE).get_page(number)
    if place.number != number:
        some = found.page(here.lake, via, month, offset=place.start_index() - 1, limit=_SIZE)
    shown = {"lots": [_row(lot) for lot in some.lots], "page": place, "via": via, "month": month}
    return render(request, "programme/opened.html", shown)


def _row(lot: OpenedLot) -> tuple[OpenedLot, str]:
    """A lot with the address of its notice."""
    query = urlencode({"lot": lot.lot_id})
    return lot, f"{reverse('notice', kwargs={'notice_id': lot.notice_id})}?{query}"
