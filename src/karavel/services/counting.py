"""How many e-services there honestly are, on any day, from nothing but an append-only list of changes.

Definition, shown beside every number (:data:`DEFINITION` holds it as numbers):

* *listed*: a service that is active on the day, at whatever level, be it one page of information;
* *fully online*: a listed service of level 4 (full transaction) or 5 (proactive).

The two are never added up or put in one number. Planned, suspended and withdrawn services count in neither. Each change
says why it was made, so every difference between two days is a list of changes with their causes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from msgspec import Struct

from karavel.errors import Mistake
from karavel.services.codes import FULL, LEVELS
from karavel.texts import gettext as _

#: Why a service changes. ``contract`` refers to the contract's key and milestone, ``law`` to its article, ``import`` to
#: the file; ``own-work`` is the authority's own, ``correction`` mends what was entered wrongly.
CAUSES: Final = ("contract", "law", "own-work", "import", "correction")
COUNTED: Final = "active"
#: What the words of the count mean, for programs: the states and the least level of each.
DEFINITION: Final = {"listed": (COUNTED, min(LEVELS)), "online": (COUNTED, FULL)}


class Standing(Struct, frozen=True):
    """Where a service stands: whose it is, its level (1 to 5), its state."""

    authority: str
    level: int
    status: str

    @property
    def listed(self) -> bool:
        """Whether it counts as a service."""
        return self.status == COUNTED

    @property
    def online(self) -> bool:
        """Whether it counts as fully online."""
        return self.listed and self.level >= FULL


class Change(Struct, frozen=True):
    """One change of one service, effective from a day on.

    Attributes:
        number: by which changes of one service follow each other; the count does not depend on it.
        before: None where the service came into the catalogue.
        cause: one of :data:`CAUSES`; ``reference`` says which contract, law or file.
    """

    service: str
    number: int
    day: date
    before: Standing | None
    after: Standing
    cause: str
    reference: str = ""

    @property
    def listed(self) -> int:
        """What it adds to the listed services: -1, 0 or 1."""
        return self.after.listed - bool(self.before and self.before.listed)

    @property
    def online(self) -> int:
        """What it adds to the services fully online: -1, 0 or 1."""
        return self.after.online - bool(self.before and self.before.online)


class Share(Struct, frozen=True):
    """Listed services, and how many of them are fully online."""

    listed: int
    online: int


class Count(Struct, frozen=True):
    """The count of a day.

    Attributes:
        by_level: listed services of each level from 1 to 5.
        by_status: services of each state, also those that do not count.
    """

    on: date
    listed: int
    online: int
    by_level: dict[int, int]
    by_authority: dict[str, Share]
    by_status: dict[str, int]


def count(changes: Iterable[Change], on: date) -> Count:
    """The count at the end of a day: the sum of all changes up to it, in whatever order they come."""
    standings: Counter[Standing] = Counter()
    for change in changes:
        if change.day <= on:
            _apply(standings, change)
    return _counted(standings, on)


def over_time(changes: Iterable[Change], days: Iterable[date]) -> Iterator[Count]:
    """The count at the end of each of some days, earliest first; every change is looked at once."""
    waiting = sorted(changes, key=lambda change: change.day, reverse=True)
    standings: Counter[Standing] = Counter()
    for day in sorted(days):
        while waiting and waiting[-1].day <= day:
            _apply(standings, waiting.pop())
        yield _counted(standings, day)


def _apply(standings: Counter[Standing], change: Change) -> None:
    standings[change.after] += 1
    if change.before is not None:
        standings[change.before] -= 1


def _counted(standings: Counter[Standing], on: date) -> Count:
    levels, states = dict.fromkeys(LEVELS, 0), Counter[str]()
    authorities: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for standing, number in standings.items():
        states[standing.status] += number
        if standing.listed and number:
            levels[standing.level] += number
            authorities[standing.authority][0] += number
            authorities[standing.authority][1] += number * standing.online
    shares = {name: Share(*pair) for name, pair in sorted(authorities.items()) if pair[0]}
    return Count(
        on,
        listed=sum(share.listed for share in shares.values()),
        online=sum(share.online for share in shares.values()),
        by_level=levels,
        by_authority=shares,
        by_status={state: number for state, number in sorted(states.items()) if number},
    )


def stood(changes: Iterable[Change], on: date) -> Standing | None:
    """Where the service of some changes stood at the end of a day; None before it came into the catalogue."""
    standings: Counter[Standing] = Counter()
    for change in changes:
        if change.day <= on:
            _apply(standings, change)
    return next((standing for standing, number in standings.items() if number > 0), None)


def breaks(changes: Iterable[Change]) -> tuple[Mistake, ...]:
    """Where a list of changes does not hold together; empty where every service stands at one place on every day.

    An append-only list that has lost, doubled or altered a row shows here. Changes need not lie in the order of their
    days: a correction of the past is written after what it corrects.
    """
    by_service: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_service[change.service].append(change)
    return tuple(mistake for each in by_service.values() for mistake in _broken(each))


def _broken(changes: Sequence[Change]) -> Iterator[Mistake]:
    service = changes[0].service
    for place, number in enumerate(sorted(change.number for change in changes)):
        if number != place:
            yield Mistake(f"{service}[{number}]", _("A change before it is missing, or there twice."))
            return
    standings: Counter[Standing] = Counter()
    for day, each in groupby(sorted(changes, key=lambda change: change.day), key=lambda change: change.day):
        for change in each:
            _apply(standings, change)
        if sorted(number for number in standings.values() if number) != [1]:
            yield Mistake(f"{service} {day.isoformat()}", _("The changes up to this day do not lead to one standing."))
            return
