"""The ways into all lots of a table, as far as the law and the calendar settle them; what lots ask is read later.

The ways in differ by the law's answers and by which ways are ready in time. Both are found for whole columns, so
 a hundred thousand lots fall into some hundred prospects. Where a notice lists no requirements, the prospect is all
there is to know; elsewhere what is asked may still strike some ways out.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from karavel.access import Verdict
from karavel.matching.columns import Integers, days, numbered
from karavel.matching.entries import Entries, Entry
from karavel.matching.situations import VERDICTS, Group, Situations
from karavel.matching.ways import entry_of
from karavel.routes import Planner, Qualification, Route, Way, best, direct

_EPOCH: Final = date(1970, 1, 1)
_UNREAD: Final = Qualification(None, ())


class Outcome(NamedTuple):
    """What the law says to each way into lots of one kind.

    Attributes:
        country: of the buyers.
        group: the number of a group whose lots are of this kind.
        ways, verdicts: every way that the lots leave open, the direct one first.
    """

    country: str
    group: int
    ways: tuple[Way, ...]
    verdicts: tuple[Verdict, ...]


class Prospect(NamedTuple):
    """What can be said of the ways into lots of one kind with as much time left.

    Attributes:
        routes: the direct one, and of the others those in time; what is asked is not read.
        likely: the way in if nothing that is asked stands against it.
        possible: every way in that may be left once it is read; ``likely`` is among them.
    """

    routes: tuple[Route, ...]
    likely: Entry
    possible: tuple[Entry, ...]


class Prospects:
    """The prospects of the lots of a table, for one firm on one day.

    Args:
        planner: plans for the firm.
        situations: of the lots.

    Attributes:
        outcomes: each distinct set of answers of the law; ``outcome`` the number of each lot's.
        kind: the number of each lot's prospect among ``kinds``.
    """

    def __init__(self, planner: Planner, situations: Situations) -> None:
        self._planner, self._situations = planner, situations
        self.outcomes, of_group = _outcomes(planner, situations)
        self.outcome: Integers = of_group[situations.of_row]
        table = situations.table
        self._deadline, self._ends = days(table["deadline_day"]), days(table["ends"])
        time, in_system = self._times()
        self.kind, self._first = numbered((self.outcome, time, in_system))

    @cached_property
    def kinds(self) -> tuple[Prospect, ...]:
        """Each distinct prospect."""
        return tuple(self._prospect(row) for row in self._first.tolist())

    @property
    def asked(self) -> Integers:
        """A digest of what each lot asks, -1 where its notice lists nothing."""
        return self._situations.asked

    @property
    def sure(self) -> npt.NDArray[np.bool_]:
        """Which lots ask nothing that would have to be read."""
        return self.asked < 0

    def likely(self, row: int) -> Entry:
        """The way into a lot if nothing that is asked stands against it."""
        return self._of(row).likely

    def entries(self) -> Entries:
        """The likely way into every lot."""
        by_kind = Entries.none(len(self.kinds))
        by_kind.add({number: kind.likely for number, kind in enumerate(self.kinds)})
        return Entries(by_kind.codes[self.kind], by_kind.distinct)

    def directly(self) -> tuple[Verdict, ...]:
        """The verdict on a bid from home, one for each of ``outcomes``."""
        return tuple(outcome.verdicts[0] for outcome in self.outcomes)

    def entry(self, row: int, qualified: Callable[[Way], Qualification]) -> Entry:
        """The way into a lot by those ways for which the firm is not known to fail."""
        kept = self._of(row).routes
        routes = tuple(msgspec.structs.replace(route, qualification=qualified(route.way)) for route in kept)
        return entry_of(direct(routes), best(routes))

    def _of(self, row: int) -> Prospect:
        return self.kinds[int(self.kind[row])]

    def _times(self) -> tuple[Integers, npt.NDArray[np.bool_]]:
        """Which ways of its country are ready for each lot, as a number; and whether its purchasing system's is."""
        time, in_system = np.zeros(len(self.outcome), dtype=np.int64), np.ones(len(self.outcome), dtype=bool)
        today = _number(self._planner.as_of)
        for number, outcome in enumerate(self.outcomes):
            rows = np.flatnonzero(self.outcome == number)
            ready = np.array(sorted({_number(way.ready) for way in outcome.ways if way.ready}))
            closes = self._deadline[rows]
            ahead = closes > today  # a lot that is closed, or never closes, is judged as if there were time
            time[rows] = np.where(ahead, 1 + np.searchsorted(ready, closes, side="right"), 0)
            system = next((way for way in outcome.ways if way.kind == "framework-entry"), None)
            if system and system.ready:
                ends = self._ends[rows]
                in_system[rows] = ~(ends > today) | (ends >= _number(system.ready))
        return time, in_system

    def _prospect(self, row: int) -> Prospect:
        routes = tuple(self._routes(row))
        home = direct(routes)
        likely = entry_of(home, best(routes))
        each = (entry_of(home, best((route,))) for route in routes)
        return Prospect(routes, likely, tuple(dict.fromkeys((likely, *each, entry_of(home, None)))))

    def _routes(self, row: int) -> Iterator[Route]:
        outcome = self.outcomes[self.outcome[row]]
        tender = self._situations.groups[outcome.group].tender
        for way in outcome.ways:
            timely = self._in_time(way, row)
            if timely is not False or way.kind == "direct":
                decision = self._planner.decision(way, tender)
                yield Route(way=way, decision=decision, qualification=_UNREAD, in_time=timely)

    def _in_time(self, way: Way, row: int) -> bool | None:
        if way.ready is None:
            return False
        closes = float(self._ends[row] if way.kind == "framework-entry" else self._deadline[row])
        if np.isnan(closes):
            return None
        return closes <= _number(self._planner.as_of) or _number(way.ready) <= closes


def _outcomes(planner: Planner, situations: Situations) -> tuple[tuple[Outcome, ...], Integers]:
    """What the law says to each group, and the number of each group's outcome."""
    outcomes: list[Outcome] = []
    codes = np.zeros(len(situations.groups), dtype=np.int64)
    for country, groups in situations.by_country.items():
        ways = planner.ways.to(country)
        answers = [situations.verdicts(country, way.bidder, planner.decisions) for way in ways]
        left_open, of_group = _left_open(planner, [situations.groups[group] for group in groups])
        codes_here, first = numbered((of_group, *answers))
        codes[groups] = codes_here + len(outcomes)
        for place in first.tolist():
            said = {id(way): VERDICTS[answer[place]] for way, answer in zip(ways, answers, strict=True)}
            possible = left_open[of_group[place]]
            verdicts = tuple(planner.counted(way, said[id(way)]) for way in possible)
            outcomes.append(Outcome(country, groups[place], possible, verdicts))
    return tuple(outcomes), codes


def _left_open(planner: Planner, groups: Sequence[Group]) -> tuple[list[tuple[Way, ...]], Integers]:
    """The ways that are possible before groups of one country, and which of these sets each group has."""
    numbers: dict[Hashable, int] = {}
    sets: list[tuple[Way, ...]] = []
    for group in groups:
        kind = group.tender.facts.financed_by, group.dps
        if kind not in numbers:
            numbers[kind] = len(sets)
            sets.append(planner.possible(group.tender, group.dps))
    codes = [numbers[group.tender.facts.financed_by, group.dps] for group in groups]
    return sets, np.array(codes, dtype=np.int64)


def _number(day: date) -> int:
    return (day - _EPOCH).days
