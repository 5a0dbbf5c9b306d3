"""A programme on paper, for whoever travels: what was agreed, what waits and with whom, what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Final

from django.utils.translation import gettext as _

from karavel import texts
from karavel.web.cooperation import states
from karavel.web.cooperation.models import Agreement, Commitment, CooperationProgramme, Event, Outcome
from karavel.web.cooperation.timeline import Record
from karavel.web.notices.paper import Paper
from karavel.web.words import country_name

_Line = tuple[str, str]
_EVENTS: Final = 5
#: Heights (mm) kept free on the first page for what follows a list.
_FOR_COMMITMENTS, _FOR_EVENTS = 120, 45


def pdf(programme: CooperationProgramme, record: Record, today: date) -> bytes:
    """The brief as PDF, in the language in use; two pages."""
    paper = Paper(texts.current(), _foot(programme, today), datetime.combine(today, time(), UTC))
    paper.set_title(programme.title)
    paper.set_creator("Karavel")
    paper.add_page()
    paper.headline(programme.title, _who(programme))
    paper.text_of(programme.summary)
    paper.heading(_("What was agreed"))
    paper.points(map(_agreement, record.agreements), _FOR_COMMITMENTS)
    paper.heading(_("What waits, the most urgent first"))
    paper.points(_waiting(record, today), _FOR_EVENTS, box=True)
    paper.heading(_("Where we met, and where we meet"))
    paper.points(map(_event, record.events[:_EVENTS]))
    paper.add_page()
    paper.heading(_("What came of it"))
    paper.facts(_figures(record))
    paper.points(_outcomes(record), _FOR_EVENTS)
    paper.heading(_("Companies"))
    paper.points((one.name, f"{country_name(one.country)}{_after(one.about)}") for one in record.participations)
    return bytes(paper.output())


def _foot(programme: CooperationProgramme, today: date) -> str:
    return f"{programme.organisation.name} · {texts.day(today)}"


def _who(programme: CooperationProgramme) -> str:
    first = f"{country_name(programme.first_country)}: {programme.first_agency}"
    return f"{first} · {country_name(programme.second_country)}: {programme.second_agency}"


def _after(text: str) -> str:
    return f" · {text}" if text else ""


def _agreement(one: Agreement) -> _Line:
    until = _("In force until %(day)s") % {"day": texts.day(one.until)} if one.until else ""
    return one.title, f"{one.get_kind_display()} · {texts.day(one.signed)}{_after(one.place)}{_after(until)}"


def _waiting(record: Record, today: date) -> Iterator[_Line]:
    for one in record.commitments:
        state = one.standing(today)
        if state in {states.OPEN, states.LATE}:
            told = Commitment.State(state).label
            yield one.text, f"{one.owner} · {texts.day(one.due)} · {told}"


def _event(one: Event) -> _Line:
    days = texts.day(one.first_day) + (f" – {texts.day(one.last_day)}" if one.last_day else "")
    return one.title, f"{one.get_kind_display()} · {days}{_after(one.place)}{_after(one.result)}"


def _figures(record: Record) -> list[_Line]:
    kinds = [one.kind for one in record.outcomes]
    return [(str(kind.label), texts.number(kinds.count(kind.value))) for kind in Outcome.Kind]


def _outcomes(record: Record) -> Iterator[_Line]:
    """What came of it; the event that it came of is named to those who may see it."""
    events: dict[int | None, str] = {event.pk: event.title for event in record.events}
    for one in record.outcomes:
        value = texts.money(float(one.amount), one.currency) if one.amount is not None and one.currency else ""
        came = _after(events.get(one.event_id, ""))
        yield one.label, f"{one.get_kind_display()} · {texts.day(one.on)}{_after(value)}{came}"
