"""What results say of lots: the funds that pay their contracts and the most that their frameworks may cost."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from karavel.notices import Lot, Money
from karavel.readers import values
from karavel.readers.eforms.assemble_terms import programmes
from karavel.readers.eforms.records import Setting, every, first, money, withheld
from karavel.readers.tree import Record

_PATH: Final = "efac:LotResult/efac:FrameworkAgreementValues"


def completed(lots: tuple[Lot, ...], result: Record, setting: Setting) -> tuple[Lot, ...]:
    """The lots with what only the result says of them."""
    funds, most = _funds(result, setting), _most(result, setting)
    if not funds and not most:
        return lots
    return tuple(_completed(lot, funds.get(lot.id, ()), most.get(lot.id)) for lot in lots)


def _completed(lot: Lot, funds: tuple[str, ...], most: Money | None) -> Lot:
    programmes_ = values.once((*lot.eu_programmes, *funds))
    return replace(lot, framework_maximum=lot.framework_maximum or most, eu_programmes=programmes_)


def _funds(result: Record, setting: Setting) -> dict[str, tuple[str, ...]]:
    """Lot to the programmes of its contracts (BT-722, BT-5011, BT-6110)."""
    lots = _lots_of_tenders(result)
    found: dict[str, tuple[str, ...]] = {}
    for contract in every(result, "contracts"):
        paid = programmes(contract, setting)
        settled = {lot for tender in every(contract, "tenders") for lot in lots.get(tender, ())} if paid else ()
        found |= {lot: (*found.get(lot, ()), *paid) for lot in settled}
    return found


def _lots_of_tenders(result: Record) -> dict[str, set[str]]:
    """Tender to the lots in whose results it stands, and its own: that of a group of lots stands in several."""
    found: dict[str, set[str]] = {}
    pairs = [(first(one, "lot"), tender) for one in every(result, "results") for tender in every(one, "tenders")]
    pairs += [(first(tender, "lot"), first(tender, "id")) for tender in every(result, "tenders")]
    for lot, tender in pairs:
        if lot and tender:
            found.setdefault(tender, set()).add(lot)
    return found


def _most(result: Record, setting: Setting) -> dict[str, Money]:
    """Lot to the maximum of its framework (BT-709), where it is not withheld."""
    amounts = {
        first(one, "lot"): money(agreed, "maximum", setting, _PATH)
        for one in every(result, "results")
        for agreed in every(one, "framework_values")
        if "max-val" not in withheld(agreed, setting)
    }
    return {lot: amount for lot, amount in amounts.items() if lot and amount}
