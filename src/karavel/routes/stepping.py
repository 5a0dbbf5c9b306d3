"""From entry data to steps that can be shown: words in the reader's language, fees in euro, sources in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from karavel.money import Rates
from karavel.routes.entry import Entry, EntryData, Fee, Risk, Source, StepEntry, Text, Words
from karavel.routes.entry import say as in_language
from karavel.routes.shapes import Range, Step
from karavel.texts import current
from karavel.texts import money as shown


class Place(NamedTuple):
    """Where a list of steps is done, and the sources its file cites."""

    country: str
    sources: Mapping[str, Source]


class Teller:
    """Tells entry data in the language in use, with fees at the rate of one day."""

    def __init__(self, data: EntryData, rates: Rates, on: date) -> None:
        self.data = data
        self.words: Words = data.words
        self._rates = rates
        self._on = on

    def steps(self, entry: Entry, place: Place, *, wait_for: tuple[str, ...] = ()) -> tuple[Step, ...]:
        """The steps of one list; those that wait for nothing in it wait for ``wait_for``."""
        above: list[str] = []
        told = []
        for step in entry.steps:
            after = tuple(above) if step.after is None else step.after
            told.append(self._step(step, place, after or wait_for))
            above.append(step.step)
        return tuple(told)

    def _step(self, step: StepEntry, place: Place, after: tuple[str, ...]) -> Step:
        return Step(
            id=step.step,
            title=self._word(self.words.steps, step.step),
            who=self._word(self.words.people, step.who),
            country=place.country,
            fee=self._fee(step.fee),
            cost_eur=self.euro(step.fee),
            counts=step.counts,
            days=Range(step.days.min, step.days.max),
            unit=step.days.unit,
            needed_for=step.needed_for,
            estimate=step.estimate,
            confidence=step.confidence,
            papers=tuple(self._word(self.words.papers, key) for key in step.papers),
            detail=in_language(step.detail, current()) if step.detail else None,
            after=after,
            sources=tuple(place.sources[key] for key in step.sources),
        )

    @staticmethod
    def _word(table: Mapping[str, Text], key: str) -> str:
        return in_language(table[key], current())

    def _fee(self, fee: Fee) -> str:
        low, high = shown(fee.min, fee.currency), shown(fee.max, fee.currency)
        amount = low if low == high else f"{low} – {high}"
        return f"{amount} ({self._word(self.words.fees, fee.basis)})" if fee.basis else amount

    def euro(self, fee: Fee) -> Range | None:
        """A fee in euro, None where there is no rate."""
        found = self._rates.convert(1.0, fee.currency, "EUR", on=self._on)
        return Range(round(fee.min * found.amount), round(fee.max * found.amount)) if found else None

    def yearly(self, entry: Entry) -> Range | None:
        """What keeps paying, a year, in euro; None where a rate is missing."""
        return total(self.euro(running.fee) for running in entry.yearly)

    def risks(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Risks in sentences, each once."""
        return tuple(_risk(self.words.risks[key]) for key in dict.fromkeys(keys))

    def keeps(self, *keys: str) -> tuple[str, ...]:
        """What a way does not change, in sentences."""
        return tuple(self._word(self.words.keeps, key) for key in keys)


def _risk(risk: Risk) -> str:
    return in_language(risk.text, current())


def total(parts: Iterable[Range | None]) -> Range | None:
    """The sum of ranges; None as soon as one is not known."""
    found = Range(0, 0)
    for part in parts:
        if part is None:
            return None
        found += part
    return found


def spent(steps: Iterable[Step]) -> Range | None:
    """What the steps cost in euro, without what stays the company's own money."""
    return total(step.cost_eur for step in steps if step.counts)
