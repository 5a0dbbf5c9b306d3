"""Records to awards: contracts, prizes, and lots without a winner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from karavel.notices import Award, Money, Tenders
from karavel.readers import values
from karavel.readers.ted import codes
from karavel.readers.ted.assemble_parties import suppliers
from karavel.readers.ted.records import Form, day, every, first, money, spelt

if TYPE_CHECKING:
    from karavel.notices import Lot
    from karavel.readers.tree import Record
    from karavel.readers.values import Problems

_NONE = "clos-nw"
_WINNER = "selec-w"


def awards(form: Form, lots: tuple[Lot, ...]) -> tuple[Award, ...]:
    """One award for each ``AWARD_CONTRACT`` (2011: ``AWARD_OF_CONTRACT``) or result of a design contest."""
    only = lots[0].id if len(lots) == 1 else None
    return tuple(_award(record, only, form.problems) for record in every(form.record, "awards"))


def _award(record: Record, only_lot: str | None, problems: Problems) -> Award:
    winners = suppliers(record, problems)
    lowest, highest = _range(record, problems)
    return Award(
        lot_id=first(record, "number") or only_lot,
        date=day(record, "date", problems),
        contract_id=first(record, "contract"),
        title=first(record, "title"),
        status=_status(record, bool(winners)),
        reason=codes.REASONS.get(first(record, "reason") or ""),
        value=_value(record, "value", problems),
        highest=highest,
        lowest=lowest,
        suppliers=winners,
        tenders=_tenders(record, problems),
        subcontracted=_subcontracted(record),
        subcontracted_value=_value(record, "subcontracted_value", problems),
        subcontracted_share=_share(record, problems),
    )


def _status(record: Record, winners: bool) -> str | None:
    if "not_awarded" in record:
        return _NONE
    return _WINNER if winners or "awarded" in record else None


def _value(record: Record, key: str, problems: Problems) -> Money | None:
    """A value that the buyer did not keep to itself."""
    return None if "hidden" in record else money(first(record, key), problems, key)


def _range(record: Record, problems: Problems) -> tuple[Money | None, Money | None]:
    """The lowest and the highest tender, where the form gives them instead of one value."""
    found = first(record, "value_range")
    if found is None or "hidden" in record:
        return None, None
    return (
        values.money(found.low and spelt(found.low), found.currency, problems, "LOW"),
        values.money(found.high and spelt(found.high), found.currency, problems, "HIGH"),
    )


def _tenders(record: Record, problems: Problems) -> Tenders | None:
    kinds = ("total", "sme", "other_eu", "non_eu", "electronic")
    found = {kind: values.integer(first(record, f"tenders_{kind}"), problems, "NB_TENDERS_RECEIVED") for kind in kinds}
    return Tenders(**found) if any(count is not None for count in found.values()) else None


def _subcontracted(record: Record) -> bool | None:
    if "subcontracted" in record:
        return True
    return False if "not_subcontracted" in record else None


def _share(record: Record, problems: Problems) -> float | None:
    found = first(record, "subcontracted_share")
    return values.number(spelt(found), problems, "PCT_SUBCONTRACTING") if found else None


def estimates(form: Form, lots: tuple[Lot, ...]) -> dict[str, Money]:
    """What an award notice says of a lot's first estimate, for lots with one contract only."""
    only = lots[0].id if len(lots) == 1 else None
    found: dict[str, list[Money | None]] = {}
    for record in every(form.record, "awards"):
        lot_id = first(record, "number") or only
        if lot_id:
            found.setdefault(lot_id, []).append(_value(record, "estimate", form.problems))
    return {lot_id: sums[0] for lot_id, sums in found.items() if len(sums) == 1 and sums[0] is not None}
