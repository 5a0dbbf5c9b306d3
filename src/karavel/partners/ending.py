"""When awarded contracts end: as the notice says, else by their length, which may stand in the call only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from karavel.notices import Duration, Lot, Notice

_DAYS_OF: Final = {"day": 1, "week": 7, "month": 30.4375, "year": 365.25}


class End(NamedTuple):
    """The last day of a contract, and whether it was published or counted."""

    day: date
    by: Literal["date", "duration"]


def end_of(lot_id: str | None, awarded: date | None, notice: Notice | None, call: Notice | None) -> End | None:
    """The end of a contract.

    Args:
        lot_id: the lot it is for.
        awarded: the day of the award, from which a length is counted where no first day is published.
        notice: the award notice.
        call: of the same procedure, where it is known.
    """
    for one in (notice, call):
        lot = _lot(one, lot_id) if one else None
        found = _of_lot(lot, awarded) if lot else None
        if found:
            return found
    return None


def length_of(lot_id: str | None, notice: Notice) -> int | None:
    """For how many days a contract runs: as its notice says, or from its first day to its last; None where unsaid."""
    lot = _lot(notice, lot_id)
    if lot is None:
        return None
    if lot.duration:
        return round(lot.duration.amount * _DAYS_OF[lot.duration.unit])
    return (lot.end - lot.start).days if lot.end and lot.start else None


def _lot(notice: Notice, lot_id: str | None) -> Lot | None:
    """The lot with this id; of a notice with one lot that one, however the award calls it."""
    named: Mapping[str | None, Lot] = {lot.id: lot for lot in notice.lots}
    if lot_id in named:
        return named[lot_id]
    return notice.lots[0] if len(notice.lots) == 1 else None


def _of_lot(lot: Lot, awarded: date | None) -> End | None:
    if lot.end:
        return End(lot.end, "date")
    begins = lot.start or awarded
    day = _after(begins, lot.duration) if begins and lot.duration else None
    return End(day, "duration") if day else None


def _after(begins: date, duration: Duration) -> date | None:
    try:
        return begins + timedelta(days=round(duration.amount * _DAYS_OF[duration.unit]))
    except OverflowError:
        return None
