"""Records to awards: contracts, prizes, and lots without a winner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from karavel.notices import Award, Money, Tenders
from karavel.readers import values
from karavel.readers.ted import codes
from karavel.readers.ted.assemble_parties import suppliers
from karavel.readers.ted.records import Form, day, every, first, firsts, money, spelt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from karavel.notices import Lot
    from karavel.readers.tree import Record
    from karavel.readers.values import Problems

_NONE = "clos-nw"
_WINNER = "selec-w"
_TENDERS = tuple((f"tenders_{kind}", kind) for kind in ("total", "sme", "other_eu", "non_eu", "electronic"))


def awards(form: Form, lots: tuple[Lot, ...]) -> tuple[Award, ...]:
    """One award for each ``AWARD_CONTRACT`` (2011: ``AWARD_OF_CONTRACT``) or result of a design contest."""
    only = lots[0].id if len(lots) == 1 else None
    return tuple(_award(record, only, form.problems) for record in every(form.record, "awards"))


def _award(record: Record, only_lot: str | None, problems: Problems) -> Award:
    winners = suppliers(record, problems)
    one = firsts(record)
    lowest, highest = _range(one, problems)
    return Award(
        lot_id=one.get("number") or only_lot,
        date=day(one, "date", problems),
        contract_id=one.get("contract"),
        title=one.get("title"),
        status=_NONE if "not_awarded" in one else _WINNER if winners or "awarded" in one else None,
        reason=codes.REASONS.get(one.get("reason", "")),
        value=_value(one, "value", problems),
        highest=highest,
        lowest=lowest,
        suppliers=winners,
        tenders=_tenders(one, problems),
        subcontracted=True if "subcontracted" in one else False if "not_subcontracted" in one else None,
        subcontracted_value=_value(one, "subcontracted_value", problems),
        subcontracted_share=_share(one, problems),
    )


def _value(one: Mapping[str, Any], key: str, problems: Problems) -> Money | None:
    """A value that the buyer did not keep to itself."""
    return None if "hidden" in one else money(one.get(key), problems, key)


def _range(one: Mapping[str, Any], problems: Problems) -> tuple[Money | None, Money | None]:
    """The lowest and the highest tender, where the form gives them instead of one value."""
    found = one.get("value_range")
    if found is None or "hidden" in one:
        return None, None
    return (
        values.money(found.low and spelt(found.low), found.currency, problems, "LOW"),
        values.money(found.high and spelt(found.high), found.currency, problems, "HIGH"),
    )


def _tenders(one: Mapping[str, Any], problems: Problems) -> Tenders | None:
    found = {kind: values.integer(one[key], problems, "NB_TENDERS_RECEIVED") for key, kind in _TENDERS if key in one}
    return Tenders(**found) if found else None


def _share(one: Mapping[str, Any], problems: Problems) -> float | None:
    found = one.get("subcontracted_share")
    return values.number(spelt(found), problems, "PCT_SUBCONTRACTING") if found else None


def estimates(form: Form, lots: tuple[Lot, ...]) -> dict[str, Money]:
    """What an award notice says of a lot's first estimate, for lots with one contract only."""
    only = lots[0].id if len(lots) == 1 else None
    found: dict[str, list[Money | None]] = {}
    for record in every(form.record, "awards"):
        lot_id = first(record, "number") or only
        if lot_id:
            found.setdefault(lot_id, []).append(_value(firsts(record), "estimate", form.problems))
    return {lot_id: sums[0] for lot_id, sums in found.items() if len(sums) == 1 and sums[0] is not None}
