"""Records to awards: contracts, prizes, and lots without a winner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from karavel.notices import Award, Money, Tenders
from karavel.readers import values
from karavel.readers.ted import codes
from karavel.readers.ted.assemble_parties import suppliers
from karavel.readers.ted.lot_ids import LotIds, lot_ids
from karavel.readers.ted.records import Form, day, every, first, firsts, money, spelt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from karavel.notices import Lot, Supplier
    from karavel.readers.tree import Record
    from karavel.readers.values import Problems

_NONE = "clos-nw"
_WINNER = "selec-w"
_TENDERS = tuple((f"tenders_{kind}", kind) for kind in ("total", "sme", "other_eu", "non_eu", "electronic"))


def awards(form: Form, lots: tuple[Lot, ...]) -> tuple[Award, ...]:
    """One award for each lot of each ``AWARD_CONTRACT`` (2011: ``AWARD_OF_CONTRACT``) or winner of a design contest."""
    ids = lot_ids(lots)
    return tuple(award for record in every(form.record, "awards") for award in _awards(form, record, ids))


def _awards(form: Form, record: Record, ids: LotIds) -> Iterator[Award]:
    """A contract for several lots bears its value once, with the first of them."""
    problems = form.problems
    numbers = ids.of(first(record, "number"), problems)
    winners = suppliers(record, problems, "winners")
    found = _award(form, record, numbers[0], winners[:1] or suppliers(record, problems))
    if len(winners) > 1:
        yield from (replace(found, suppliers=(winner,), value=None) for winner in winners)
    else:
        yield found
        yield from (replace(found, lot_id=number, value=None) for number in numbers[1:])


def _award(form: Form, record: Record, lot_id: str | None, winners: tuple[Supplier, ...]) -> Award:
    one, problems = firsts(record), form.problems
    lowest, highest = _range(one, problems)
    return Award(
        lot_id=lot_id,
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
        subcontracted=_subcontracted(form, one),
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


def _subcontracted(form: Form, one: Mapping[str, Any]) -> bool | None:
    """Where the form of an awarded contract asks, an empty box says no."""
    if "subcontracted" in one:
        return True
    asked = "awarded" in one and form.name in codes.ASKS_SUBCONTRACTING
    return False if asked or "not_subcontracted" in one else None


def _share(one: Mapping[str, Any], problems: Problems) -> float | None:
    found = one.get("subcontracted_share")
    return values.number(spelt(found), problems, "PCT_SUBCONTRACTING") if found else None


def estimates(form: Form, lots: tuple[Lot, ...]) -> dict[str, Money]:
    """What an award notice says of a lot's first estimate, for lots with one contract of their own only."""
    ids = lot_ids(lots)
    found: dict[str, list[Money | None]] = {}
    for record in every(form.record, "awards"):
        numbers = ids.of(first(record, "number"), form.problems)
        estimate = _value(firsts(record), "estimate", form.problems) if len(numbers) == 1 else None
        for number in filter(None, numbers):
            found.setdefault(number, []).append(estimate)
    return {lot_id: sums[0] for lot_id, sums in found.items() if len(sums) == 1 and sums[0] is not None}
