"""The page of the count, its table as CSV, and the changes behind each number."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from karavel.services import Change, Count
from karavel.services.codes import FULL
from karavel.web.catalogue import published
from karavel.web.catalogue.models import ServiceChange
from karavel.web.catalogue.published import keeps
from karavel.web.catalogue.speaking import concept_name
from karavel.web.catalogue.tallying import Span, core, counted, course, definition, months
from karavel.web.exports.cells import harmless
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Request
from karavel.web.words import collated

_PAGE: Final = 50
#: Months in the file.
_LONG: Final = 60
_STEP, _BAR, _FLOOR, _HIGH = 64, 24, 124, 100


class Group(NamedTuple):
    """The two numbers of a group, never in one, and where each leads."""

    label: str
    listed: int
    online: int
    listed_href: str
    online_href: str


class Point(NamedTuple):
    """A day of the chart: its numbers, its columns, and the changes since the day before it."""

    day: date
    listed: int
    online: int
    x: int
    listed_height: float
    online_height: float
    href: str


@requires(PUBLIC)
@require_safe
def count(request: Request) -> HttpResponse:
    """How many e-services there are: on a day, by authority, by level, over time."""
    today = timezone.localdate()
    found = counted(_day(request, "on") or today)
    points = _points(course(months(found.on)))
    shown = {
        "count": found,
        "today": today,
        "definition": definition(),
        "catalogue_view": keeps(request),
        "all": Group("", found.listed, found.online, *_hrefs(found)),
        "authorities": sorted(_by_authority(found), key=lambda group: (-group.online, collated(group.label))),
        "levels": [_of_level(found, level, number) for level, number in found.by_level.items()],
        "states": [(concept_name("status", code), number) for code, number in found.by_status.items()],
        "points": points,
        "chart": {"step": _STEP, "bar": _BAR, "floor": _FLOOR, "width": _STEP * len(points)},
    }
    return render(request, "catalogue/count.html", shown)


def _day(request: Request, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None


def _by_authority(found: Count) -> Iterator[Group]:
    names = {str(one.pk): str(one) for one in published.authorities()}
    for key, share in found.by_authority.items():
        yield Group(names.get(key, key), share.listed, share.online, *_hrefs(found, authority=key))


def _of_level(found: Count, level: int, number: int) -> Group:
    label = f"{level} · {concept_name('level', str(level))}"
    return Group(label, number, number if level >= FULL else 0, *_hrefs(found, level=str(level)))


def _hrefs(found: Count, **narrowed: str) -> tuple[str, str]:
    """Today's numbers lead to the services, those of other days to the changes that make them."""
    if found.on == timezone.localdate():
        whole = {"status": "active"} | narrowed
        return _address("services", whole), _address("services", whole | {"online": "yes"})
    whole = {"until": found.on.isoformat()} | narrowed
    return _address("services-changes", whole | {"what": "listed"}), _address(
        "services-changes", whole | {"what": "online"}
    )


def _address(name: str, query: dict[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(query)}"


def _points(counts: list[Count]) -> list[Point]:
    most = max((one.listed for one in counts), default=0) or 1
    found: list[Point] = []
    for place, one in enumerate(counts):
        query = {"until": one.on.isoformat()}
        if found:
            query["since"] = (found[-1].day + timedelta(days=1)).isoformat()
        listed, online = (round(_HIGH * number / most, 1) for number in (one.listed, one.online))
        href = _address("services-changes", query)
        found.append(Point(one.on, one.listed, one.online, place * _STEP, listed, online, href))
    return found


@requires(PUBLIC)
@require_safe
def count_csv(request: Request) -> HttpResponse:
    """The count of each month's end and of today, by authority and by level, one group a row."""
    del request
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="karavel-services-count.csv"'
    writer = csv.writer(response)
    writer.writerow(["day", "group", "name", "listed", "online"])
    names = {str(one.pk): str(one) for one in published.authorities()}
    for one in course(months(timezone.localdate(), _LONG)):
        writer.writerows([harmless(cell) for cell in row] for row in _csv_rows(one, names))
    return response


def _csv_rows(one: Count, names: dict[str, str]) -> Iterator[tuple[str, str, str, int, int]]:
    day = one.on.isoformat()
    yield day, "all", "", one.listed, one.online
    for key, share in one.by_authority.items():
        yield day, "authority", names.get(key, key), share.listed, share.online
    for level, number in one.by_level.items():
        yield day, "level", str(level), number, number if level >= FULL else 0


class Row(NamedTuple):
    """A change as the list shows it, and what it adds to each of the two numbers."""

    change: ServiceChange
    listed: int
    online: int


@requires(PUBLIC)
@require_safe
def changes(request: Request) -> HttpResponse:
    """Changes with their causes: of some days, of a cause, of an authority or level; those that moved a number."""
    span = Span(_day(request, "since"), _day(request, "until"))
    asked = {name: request.GET.get(name, "") for name in ("cause", "what", "authority", "level")}
    rows = span.within(published.changes())
    if asked["cause"] in ServiceChange.Cause.values:
        rows = rows.filter(cause=asked["cause"])
    found = list(rows)
    every = [_row(row, change, asked) for row, change in zip(found, core(found), strict=True)]
    chosen = [row for row in every if _wanted(row, asked)]
    page = Paginator(chosen, _PAGE).get_page(request.GET.get("page"))
    prefetch_related_objects([row.change for row in page], "service", "after_authority", "before_authority")
    shown: dict[str, Any] = asked | {
        "page": page,
        "span": span,
        "causes": ServiceChange.Cause.choices,
        "listed": sum(row.listed for row in chosen),
        "online": sum(row.online for row in chosen),
        "definition": definition(),
        "catalogue_view": keeps(request),
    }
    return render(request, "catalogue/changes.html", shown)


def _row(row: ServiceChange, change: Change, asked: dict[str, str]) -> Row:
    """What a change adds; of one authority or level, where the list is narrowed to it."""
    before, after = (
        standing if standing and _in_group(standing.authority, standing.level, asked) else None
        for standing in (change.before, change.after)
    )
    listed = bool(after and after.listed) - bool(before and before.listed)
    online = bool(after and after.online) - bool(before and before.online)
    return Row(row, listed, online)


def _in_group(authority: str, level: int, asked: dict[str, str]) -> bool:
    return asked["authority"] in {"", authority} and asked["level"] in {"", str(level)}


def _wanted(row: Row, asked: dict[str, str]) -> bool:
    if asked["what"] in {"listed", "online"}:
        return bool(row.listed if asked["what"] == "listed" else row.online)
    change = row.change
    sides = ((change.before_authority_id, change.before_level), (change.after_authority_id, change.after_level))
    return any(level and _in_group(str(authority), level, asked) for authority, level in sides)
