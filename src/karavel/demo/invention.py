"""Invents the demo's tenders: who buys what, for how much, until when. The same day gives the same tenders."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from karavel.demo.library import Body, Country, Subject, countries, phrases, subjects

Stage = Literal["call", "award"]
Form = Literal["eforms", "ted", "ocds"]

_SEED: Final = 1498  # the year a caravel reached India by sea
_OPEN_CALLS: Final = 8  # per country
_PLAIN_EVERY: Final = 7  # one tender in so many has nothing to do with ICT
_SOON: Final = 0.8  # share of open calls that close within eleven weeks; large systems leave more time
_MOVED_EVERY: Final = 40  # one open call in so many gets a later deadline by a change notice
_TED_END: Final = date(2023, 10, 24)  # the old TED forms were published until then (Implementing Regulation 2019/1780)


@dataclass(frozen=True, slots=True)
class InventedLot:
    """A lot: number, title, CPV, value in the buyer's currency."""

    number: int
    title: str
    cpv: tuple[str, ...]
    value: int


@dataclass(frozen=True, slots=True)
class Tender:
    """A fictitious tender before it is written in a format; ``changes`` is the call whose deadline it moves."""

    number: int
    form: Form
    stage: Stage
    country: Country
    buyer: Body
    subject: Subject
    title: str
    description: str
    lots: tuple[InventedLot, ...]
    published: date
    deadline: datetime
    questions: datetime
    months: int
    turnover: str
    references: str
    certificate: str
    appeal: str
    winner: str
    tenders_received: int
    changes: Tender | None = None

    @property
    def value(self) -> int:
        """The sum of the lots, in the buyer's currency."""
        return sum(lot.value for lot in self.lots)

    @property
    def key(self) -> str:
        """The publication number that a fictitious notice carries; no real one is that high."""
        return f"{99_000_000 + self.number}-{self.published.year}"


def invent(as_of: date) -> tuple[Tender, ...]:
    """All tenders of the demo as of a day: open calls, recent awards, and calls and awards of the years before."""
    inventor = _Inventor(as_of)
    for country in countries():
        inventor.country(country)
    inventor.move_deadlines()
    return tuple(inventor.tenders)


class _Inventor:
    """Draws tenders one after the other; the order of the draws is what makes a day's demo repeatable."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.draw = random.Random(_SEED)  # noqa: S311 - inventing a demo needs repeatable draws, not secret ones
        every = subjects()
        self.ict = [subject for subject in every if subject.ict]
        self.plain = [subject for subject in every if not subject.ict]
        self.phrases = phrases()
        self.tenders: list[Tender] = []

    def country(self, country: Country) -> None:
        """Open calls for everyone; awards of this year; before that, TED's old forms for members of the EU."""
        offset = len(self.tenders)
        for turn in range(_OPEN_CALLS):
            self._add(country, self._subject(offset + turn), country.form, "call", self._recent(1, 25))
        for turn in range(2):
            self._add(country, self._subject(offset + turn + 3), country.form, "award", self._recent(40, 300))
        if country.form == "eforms":
            for turn in range(4):
                day = _TED_END - timedelta(days=self.draw.randint(10, 900))
                self._add(country, self._subject(offset + turn), "ted", "award" if turn else "call", day)

    def move_deadlines(self) -> None:
        """Adds change notices that give some open calls a week more."""
        calls = [tender for tender in self.tenders if tender.stage == "call" and tender.form != "ted"]
        for call in calls[::_MOVED_EVERY]:
            later = call.deadline + timedelta(days=7)
            number = len(self.tenders) + 1
            self.tenders.append(replace(call, number=number, published=self.as_of, deadline=later, changes=call))

    def _subject(self, turn: int) -> Subject:
        if turn % _PLAIN_EVERY == _PLAIN_EVERY - 1:
            return self.draw.choice(self.plain)
        return self.ict[turn % len(self.ict)]

    def _recent(self, least: int, most: int) -> date:
        return self.as_of - timedelta(days=self.draw.randint(least, most))

    def _add(self, country: Country, subject: Subject, form: Form, stage: Stage, published: date) -> None:
        words = self.phrases[country.language]
        lots = self._lots(country, subject)
        months = self.draw.choice([12, 18, 24, 36, 48])
        deadline = self._deadline(country, published, stage)
        number = len(self.tenders) + 1
        self.tenders.append(
            Tender(
                number=number,
                form=form,
                stage=stage,
                country=country,
                buyer=self.draw.choice(country.buyers),
                subject=subject,
                title=subject.titles[country.language],
                description=f"{words['fictitious']} {words[subject.nature].format(months=months)}",
                lots=lots,
                published=published,
                deadline=deadline,
                questions=deadline - timedelta(days=8),
                months=months,
                turnover=words["turnover"].format(amount=self._turnover(country, lots)),
                references=words["references"].format(count=self.draw.choice([1, 2, 3])),
                certificate=words["certificate"],
                appeal=words["appeal"],
                winner=self.draw.choice(country.suppliers),
                tenders_received=self.draw.randint(1, 9),
            )
        )

    def _lots(self, country: Country, subject: Subject) -> tuple[InventedLot, ...]:
        count = self.draw.choice([1, 1, 1, 2, 3])
        title = subject.titles[country.language]
        return tuple(
            InventedLot(
                number=number,
                title=title if count == 1 else f"{title} ({number}/{count})",
                cpv=subject.cpv,
                value=_rounded(self.draw.uniform(*subject.value) / count * country.per_euro),
            )
            for number in range(1, count + 1)
        )

    def _deadline(self, country: Country, published: date, stage: Stage) -> datetime:
        if stage == "call" and published > _TED_END:
            furthest = 75 if self.draw.random() < _SOON else 150
            day = self.as_of + timedelta(days=self.draw.randint(6, furthest))
        else:
            day = published + timedelta(days=self.draw.randint(30, 50))
        return datetime.combine(day, time(self.draw.choice([10, 12, 15, 17])), ZoneInfo(country.zone))

    def _turnover(self, country: Country, lots: tuple[InventedLot, ...]) -> str:
        euros = sum(lot.value for lot in lots) / country.per_euro
        return f"{_rounded(euros * self.draw.choice([0.5, 1, 1.5])):,}".replace(",", " ")


def _rounded(amount: float) -> int:
    """An amount as buyers write estimates: two significant digits, then zeros."""
    digits = max(len(str(int(amount))) - 2, 0)
    return int(round(amount / 10**digits) * 10**digits)
