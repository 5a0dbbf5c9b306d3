"""Works out ways into lots as ranking asks for them, and keeps each plan for those that are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from karavel.lake import View
from karavel.lake.lookup import lot_of
from karavel.matching.entries import Entry
from karavel.matching.lots import Lots
from karavel.matching.prospects import Prospects
from karavel.notices import Lot, Notice
from karavel.routes import Planner, Qualification, Route, Way, best, direct, value_in_euro
from karavel.routes.planning import by_kind
from karavel.routes.qualifying import answers_of

_KEPT: Final = 5_000  # lots whose notices are kept


@dataclass(frozen=True)
class Plan:
    """One lot with all that is known of the ways into it.

    Attributes:
        notice, lot: as the lake holds them, the lot with the deadline that holds on the day.
        direct: the bid from home.
        best: the best route that is ready in time, None where there is none.
    """

    notice: Notice
    lot: Lot
    direct: Route
    best: Route | None


class Desk:
    """Plans for the lots of one table.

    Args:
        view: the lake that they come from.
        lots: the table.
        planner: plans routes for the firm.
        prospects: the ways in as far as they are known without reading what is asked.
    """

    def __init__(self, view: View, lots: Lots, planner: Planner, prospects: Prospects) -> None:
        self._view, self.lots, self._planner, self._prospects = view, lots, planner, prospects
        self._asked = prospects.asked
        self._qualified: dict[int, Callable[[Way], Qualification]] = {}  # by the digest of what is asked
        self._entries: dict[tuple[int, int], Entry] = {}
        self._found: dict[int, tuple[Notice, Lot]] = {}
        self._plans: dict[int, Plan] = {}

    def enter(self, rows: Sequence[int]) -> dict[int, Entry]:
        """The ways into the lots with these row numbers."""
        unread = [row for row in rows if self._asked[row] not in self._qualified and self._asked[row] >= 0]
        for row, (_, lot) in zip(unread, self._of(unread), strict=True):
            answers = answers_of(self._planner.company, lot, as_of=self._planner.as_of, rates=self._planner.rates)
            self._qualified[int(self._asked[row])] = by_kind(answers)
        return {row: self._entry(row) for row in rows}

    def read(self, rows: Sequence[int]) -> None:
        """Reads the notices of these lots in one go; each that is asked for alone takes as long as all together."""
        self._of(rows)

    def plan(self, row: int) -> Plan:
        """All that is known of the ways into a lot."""
        if row not in self._plans:
            notice, lot = self._of([row])[0]
            routes = self._planner.contenders(notice, lot)
            value = value_in_euro(notice, lot, self._planner.rates)
            self._plans[row] = Plan(notice, lot, direct(routes), best(routes, value))
        return self._plans[row]

    def words(self, row: int) -> str:
        """What a lot says, for the sentence on words in common."""
        notice, lot = self._of([row])[0]
        return f"{lot.title} {notice.title} {lot.description} {notice.description}"

    def _entry(self, row: int) -> Entry:
        asked = int(self._asked[row])
        if asked < 0:
            return self._prospects.likely(row)
        key = int(self._prospects.kind[row]), asked
        if key not in self._entries:
            self._entries[key] = self._prospects.entry(row, self._qualified[asked])
        return self._entries[key]

    def _of(self, rows: Sequence[int]) -> list[tuple[Notice, Lot]]:
        """Lots and their notices, each read once."""
        missing = [row for row in rows if row not in self._found]
        if missing and len(self._found) > _KEPT:  # whoever pages through all lots reads them all
            self._found, self._plans, missing = {}, {}, list(rows)
        if missing:
            held = self.lots.table.select(["sha256", "key", "deadline"]).take(missing).to_pylist()
            notices = self._view.notices_by_digest(sorted({lot["sha256"] for lot in held}))
            for row, lot in zip(missing, held, strict=True):
                notice = notices[lot["sha256"]]
                self._found[row] = notice, _lot(notice, lot["key"], lot["deadline"])
        return [self._found[row] for row in rows]


def _lot(notice: Notice, key: int, deadline: str | None) -> Lot:
    """The lot with a key, and with the deadline that a later notice may have moved."""
    return msgspec.structs.replace(lot_of(notice, key), deadline=deadline)
