"""Files as they are sent: CSV as it is made, a workbook when it is whole."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextvars import Context, copy_context
from datetime import date
from io import BytesIO
from typing import Final, TypeVar, cast

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from icalendar import Calendar, Event
from xlsxwriter import Workbook

from karavel.web.exports.cells import Row, harmless
from karavel.web.exports.events import Deadline

_One = TypeVar("_One")
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Nothing that a cell says becomes a formula, a link or a number.
_TEXT_STAYS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
_WIDE: Final = 18


class _Line:
    """A file of which each write is taken away at once."""

    def write(self, text: str) -> str:
        return text


def carried(things: Iterable[_One]) -> Iterator[_One]:
    """The same things, made in the language and for the organisation of now: an answer is sent after its request."""
    return _within(copy_context(), iter(things))


def _within(here: Context, left: Iterator[_One]) -> Iterator[_One]:
    nothing = object()
    while (one := here.run(next, left, nothing)) is not nothing:
        yield cast("_One", one)


def as_csv(name: str, rows: Iterable[Row]) -> HttpResponseBase:
    """CSV (RFC 4180) in UTF-8 with a byte order mark, by which spreadsheets know it."""
    writer = csv.writer(_Line())
    lines = (writer.writerow(map(harmless, row)) for row in carried(rows))
    response = StreamingHttpResponse(_marked(lines), content_type="text/csv; charset=utf-8")
    return _named(response, f"{name}.csv")


def _marked(lines: Iterable[str]) -> Iterator[str]:
    yield "\ufeff"
    yield from lines


def as_xlsx(name: str, rows: Iterable[Row]) -> HttpResponseBase:
    """A workbook of one sheet; numbers and days are such."""
    file = BytesIO()
    with Workbook(file, _TEXT_STAYS) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for place, row in enumerate(rows):
            if place == 0:
                sheet.set_column(0, len(row) - 1, _WIDE)
            for column, cell in enumerate(map(harmless, row)):
                _put(sheet, place, column, cell, None if place else bold)
    return _named(HttpResponse(file.getvalue(), content_type=_SHEET), f"{name}.xlsx")


def _put(sheet: object, row: int, column: int, cell: object, style: object) -> None:
    kind = "string" if isinstance(cell, str) else "datetime" if isinstance(cell, date) else "number"
    if cell not in {None, ""}:
        getattr(sheet, f"write_{kind}")(row, column, cell, style)


def as_ics(name: str, deadlines: Iterable[Deadline]) -> HttpResponseBase:
    """Deadlines as whole days of a calendar (RFC 5545); the hour stands in the text, as published."""
    calendar = Calendar()
    calendar.add("prodid", "-//Karavel//EN")
    calendar.add("version", "2.0")
    for one in deadlines:
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", one.stamp)
        event.add("dtstart", one.day)
        event.add("summary", one.title)
        event.add("description", one.about)
        if one.url:
            event.add("url", one.url)
        calendar.add_component(event)
    return _named(HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8"), f"{name}.ics")


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
