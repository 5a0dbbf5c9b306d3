"""Works out ways into lots as ranking asks for them, and keeps each plan for those that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from karavel.lake import View
from karavel.lake.rows import lot_key
from karavel.matching.entries import Entry
from karavel.matching.lots import Lots
from karavel.matching.ways import entry_of
from karavel.notices import Lot, Notice
from karavel.routes import Planner, Route, best, direct, value_in_euro


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
    """

    def __init__(self, view: View, lots: Lots, planner: Planner) -> None:
        self._view, self._lots, self._planner = view, lots, planner
        self._plans: dict[int, Plan] = {}

    def enter(self, rows: Sequence[int]) -> dict[int, Entry]:
        """The ways into the lots with these row numbers."""
        held = self._lots.table.select(["sha256", "key", "deadline"]).take(rows).to_pylist()
        notices = self._view.notices_by_digest(sorted({lot["sha256"] for lot in held}))
        for row, lot in zip(rows, held, strict=True):
            notice = notices[lot["sha256"]]
            self._plans[row] = self._plan(notice, _lot(notice, lot["key"], lot["deadline"]))
        return {row: entry_of(self._plans[row].direct, self._plans[row].best) for row in rows}

    def plan(self, row: int) -> Plan:
        """The plan of a lot that was entered before."""
        return self._plans[row]

    def words(self, row: int) -> str:
        """What a lot that was entered before says, for the sentence on words in common."""
        notice, lot = self._plans[row].notice, self._plans[row].lot
        return f"{lot.title} {notice.title} {lot.description} {notice.description}"

    def _plan(self, notice: Notice, lot: Lot) -> Plan:
        routes = self._planner.contenders(notice, lot)
        value = value_in_euro(notice, lot, self._planner.rates)
        return Plan(notice, lot, direct(routes), best(routes, value))


def _lot(notice: Notice, key: int, deadline: str | None) -> Lot:
    """The lot with a key, and with the deadline that a later notice may have moved."""
    keys = (lot_key(notice.provenance.sha256, number) for number in range(len(notice.lots)))
    found = next(lot for lot, known in zip(notice.lots, keys, strict=True) if known == key)
    return msgspec.structs.replace(found, deadline=deadline)
