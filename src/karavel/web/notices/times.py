"""A moment as both sides of a tender read it: in the buyer's time and in the reader's."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from karavel.calendars import zone
from karavel.notices import day_of
from karavel.texts import day

_WITH_TIME = 11  # characters: more than a day


class When(NamedTuple):
    """A moment, told twice.

    Attributes:
        on: the buyer's day.
        theirs: as published; ``theirs_zone`` in whose time.
        yours: in the reader's zone; empty where it is the same, or where the notice gives a day only.
        days: left from the reader's day; negative once it is past.
    """

    on: date
    theirs: str
    theirs_zone: str
    yours: str
    yours_zone: str
    days: int

    @property
    def past(self) -> bool:
        """Whether it is over: on its own day a lot is no longer open."""
        return self.days <= 0

    @property
    def soon(self) -> bool:
        """Whether a week or less is left."""
        return 0 < self.days <= 7  # noqa: PLR2004

    @classmethod
    def of(cls, moment: str, reader: ZoneInfo | None, today: date, place: Place) -> Self:
        """A moment as published, for a reader."""
        on = day_of(moment)  # type: ignore[arg-type]  # the shape of an answer has plain text
        here = _aware(moment, place)
        theirs, name = _told(moment, on), _zone_name(here, place)
        yours = here.astimezone(reader) if here and reader else None
        told = _moment(yours) if here and yours and yours.utcoffset() != here.utcoffset() else ""
        return cls(on, theirs, name, told, reader.key if reader and told else "", (on - today).days)


class Place(NamedTuple):
    """Where the buyer's clock stands."""

    country: str | None
    nuts: str | None

    @classmethod
    def of(cls, notice: dict[str, Any]) -> Self:
        """The buyer's place, as far as the notice says."""
        buyer = notice["buyer"] or {}
        nuts = (buyer.get("place") or {}).get("nuts") or []
        return cls(buyer.get("country"), nuts[0] if nuts else None)


class Clock(NamedTuple):
    """How a reader reads the moments of a notice: in which zone, from which day on, of a buyer where."""

    reader: ZoneInfo | None
    today: date
    place: Place

    def read(self, moment: str | None) -> When | None:
        """A moment as published, for the reader; None for none."""
        return When.of(moment, self.reader, self.today, self.place) if moment else None


def reader_zone(chosen: str, country: str | None, today: date) -> ZoneInfo | None:
    """The reader's zone: the one of the settings, else that of the company's country where it has one time."""
    if chosen:
        return ZoneInfo(chosen)
    return zone(country, on=today) if country else None


def _aware(moment: str, place: Place) -> datetime | None:
    """The moment with its zone; None for a day, and for a local time of which nobody can say where."""
    if len(moment) < _WITH_TIME:
        return None
    found = datetime.fromisoformat(moment)
    if found.tzinfo or not place.country:
        return found if found.tzinfo else None
    local = zone(place.country, on=found.date(), nuts=place.nuts)
    return found.replace(tzinfo=local) if local else None


def _zone_name(here: datetime | None, place: Place) -> str:
    if here is None:
        return _("buyer's local time")
    own = zone(place.country, on=here.date(), nuts=place.nuts) if place.country else None
    if own and here.astimezone(own).utcoffset() == here.utcoffset():
        return own.key
    return _offset(here)


def _offset(here: datetime) -> str:
    """``UTC+02:00``."""
    told = here.strftime("%z")
    return f"UTC{told[:3]}:{told[3:5]}"


def _told(moment: str, on: date) -> str:
    return f"{day(on)}, {moment[11:16]}" if len(moment) >= _WITH_TIME else day(on)


def _moment(moment: datetime) -> str:
    return f"{day(moment.date())}, {moment:%H:%M}"
