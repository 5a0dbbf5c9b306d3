"""What happened in a programme, and what is to happen, on one line of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from karavel import texts
from karavel.web.cooperation.models import (
    Agreement,
    Commitment,
    CooperationProgramme,
    Event,
    Outcome,
    Part,
    Participation,
)

_Row = TypeVar("_Row", bound=Part)


class Moment(NamedTuple):
    """Something on the line.

    Attributes:
        key: tells it from others for good.
        kind, label: what it is, for programs and for people.
        until: its last day, where it lasts.
        language: of title and ``about``.
        state: of a commitment; empty for others.
        page: the path of a page here that tells more; ``address`` is one elsewhere.
        became: what came of it, where it is an event.
    """

    key: str
    kind: str
    on: date
    until: date | None
    label: str
    title: str
    about: str
    language: str
    state: str = ""
    address: str = ""
    page: str = ""
    became: tuple[Outcome, ...] = ()


class Year(NamedTuple):
    """The moments of a year."""

    year: int
    moments: list[Moment]


class Record(NamedTuple):
    """All rows of a programme that a reader may see, each in the reader's language where it is told in it."""

    agreements: list[Agreement]
    events: list[Event]
    commitments: list[Commitment]
    participations: list[Participation]
    outcomes: list[Outcome]

    @classmethod
    def of(cls, programme: CooperationProgramme, *, public: bool) -> Record:
        """The rows of a programme; only those that were chosen for it where they are for the public."""

        def told(rows: QuerySet[_Row]) -> list[_Row]:
            chosen = rows.filter(programme=programme, **({"public": True} if public else {}))
            return [one.speak(texts.current(), programme.language) for one in chosen]

        outcomes = Outcome.everywhere.select_related("participation", "contract", "service__organisation")
        return cls(
            told(Agreement.everywhere.all()),
            told(Event.everywhere.all()),
            told(Commitment.everywhere.all()),
            told(Participation.everywhere.all()),
            told(outcomes),
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
        key = f"agreement-{one.pk}"
        yield Moment(key, "agreement", one.signed, None, label, one.title, about, one.spoken, address=one.address)


def _held(record: Record) -> Iterator[Moment]:
    for one in record.events:
        label = str(Event.Kind(one.kind).label)
        about = _joined(one.place, one.result)
        became = tuple(each for each in record.outcomes if each.event_id == one.pk)
        days = one.first_day, one.last_day
        yield Moment(f"event-{one.pk}", "event", *days, label, one.title, about, one.spoken, became=became)


def _promised(record: Record, today: date) -> Iterator[Moment]:
    label = _("Commitment")
    for one in record.commitments:
        state = one.standing(today)
        key = f"commitment-{one.pk}"
        yield Moment(key, "commitment", one.due, None, label, one.text, one.owner, one.spoken, state)


def _became(record: Record) -> Iterator[Moment]:
    for one in record.outcomes:
        label = str(Outcome.Kind(one.kind).label)
        name = one.participation.name if one.participation and _seen(one.participation, record) else ""
        value = texts.money(float(one.amount), one.currency) if one.amount is not None and one.currency else ""
        about = _joined(name, value)
        links = one.address, one.page
        yield Moment(f"outcome-{one.pk}", "outcome", one.on, None, label, one.label, about, one.spoken, "", *links)


def _seen(participation: Participation, record: Record) -> bool:
    """Whether a company is one of those that the reader may see."""
    return any(one.pk == participation.pk for one in record.participations)


_BETWEEN: Final = " · "


def _joined(*parts: str) -> str:
    return _BETWEEN.join(part for part in parts if part)
