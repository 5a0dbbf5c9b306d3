"""What happened in a programme, and what is to happen, on one line of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from karavel import texts
from karavel.web.cooperation.models import (
    Agreement,
    Commitment,
    CooperationProgramme,
    Event,
    Outcome,
    Participation,
)


class Moment(NamedTuple):
    """Something on the line.

    Attributes:
        key: tells it from others for good.
        kind, label: what it is, for programs and for people.
        until: its last day, where it lasts.
        state: of a commitment; empty for others.
    """

    key: str
    kind: str
    on: date
    until: date | None
    label: str
    title: str
    about: str
    state: str = ""
    address: str = ""


class Year(NamedTuple):
    """The moments of a year."""

    year: int
    moments: list[Moment]


class Record(NamedTuple):
    """All rows of a programme that a reader may see."""

    agreements: QuerySet[Agreement]
    events: QuerySet[Event]
    commitments: QuerySet[Commitment]
    participations: QuerySet[Participation]
    outcomes: QuerySet[Outcome]

    @classmethod
    def of(cls, programme: CooperationProgramme, *, public: bool) -> Record:
        """The rows of a programme; only those that were chosen for it where they are for the public."""
        chosen: dict[str, Any] = {"programme": programme} | ({"public": True} if public else {})
        return cls(
            Agreement.everywhere.filter(**chosen),
            Event.everywhere.filter(**chosen),
            Commitment.everywhere.filter(**chosen),
            Participation.everywhere.filter(**chosen),
            Outcome.everywhere.filter(**chosen).select_related("participation"),
        )


def moments(record: Record, today: date) -> list[Moment]:
    """What stands on the line, the latest first."""
    found = [*_agreed(record), *_held(record), *_promised(record, today), *_became(record)]
    return sorted(found, key=lambda one: (one.on, one.key), reverse=True)


def years(found: list[Moment]) -> list[Year]:
    """Moments by year, in their order."""
    by: dict[int, list[Moment]] = {}
    for one in found:
        by.setdefault(one.on.year, []).append(one)
    return [Year(year, own) for year, own in by.items()]


def _agreed(record: Record) -> Iterator[Moment]:
    for one in record.agreements:
        label = str(Agreement.Kind(one.kind).label)
        until = _("In force until %(day)s") % {"day": texts.day(one.until)} if one.until else ""
        about = _joined(one.place, until)
        yield Moment(f"agreement-{one.pk}", "agreement", one.signed, None, label, one.title, about, "", one.address)


def _held(record: Record) -> Iterator[Moment]:
    for one in record.events:
        label = str(Event.Kind(one.kind).label)
        about = _joined(one.place, one.result)
        yield Moment(f"event-{one.pk}", "event", one.first_day, one.last_day, label, one.title, about)


def _promised(record: Record, today: date) -> Iterator[Moment]:
    label = _("Commitment")
    for one in record.commitments:
        state = one.standing(today)
        yield Moment(f"commitment-{one.pk}", "commitment", one.due, None, label, one.text, one.owner, state)


def _became(record: Record) -> Iterator[Moment]:
    for one in record.outcomes:
        label = str(Outcome.Kind(one.kind).label)
        name = one.participation.name if one.participation and _seen(one.participation, record) else ""
        value = texts.money(float(one.amount), one.currency) if one.amount is not None and one.currency else ""
        about = _joined(name, value)
        yield Moment(f"outcome-{one.pk}", "outcome", one.on, None, label, one.label, about, "", one.address)


def _seen(participation: Participation, record: Record) -> bool:
    """Whether a company is one of those that the reader may see."""
    return any(one.pk == participation.pk for one in record.participations)


_BETWEEN: Final = " · "


def _joined(*parts: str) -> str:
    return _BETWEEN.join(part for part in parts if part)
