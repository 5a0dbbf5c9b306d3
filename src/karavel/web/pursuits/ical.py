"""Days as an iCalendar (RFC 5545): whole days, because a deadline's hour is the buyer's and stands in the text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

import icalendar


class Entry(NamedTuple):
    """A day in a calendar, or several up to ``until``; ``key`` tells it from others for good."""

    key: str
    on: date
    title: str
    text: str
    address: str
    until: date | None = None


def calendar_of(name: str, entries: Iterable[Entry], now: datetime) -> bytes:
    """A calendar of whole days.

    Args:
        name: what programs call it.
        entries: its days.
        now: when it is made, with a time zone.
    """
    made = icalendar.Calendar()
    made.add("prodid", "-//Karavel//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for entry in entries:
        made.add_component(_event(entry, now))
    return bytes(made.to_ical())


def _event(entry: Entry, now: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{entry.key}@karavel")
    event.add("dtstamp", now)
    event.add("dtstart", entry.on)
    event.add("dtend", (entry.until or entry.on) + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.text)
    event.add("transp", "TRANSPARENT")
    if entry.address:
        event.add("url", entry.address)
    return event
