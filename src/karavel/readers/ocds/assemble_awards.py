"""Awards, with the contracts that follow them and the tenders they were chosen from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from karavel.notices import Award as ModelAward
from karavel.notices import Money, Tenders
from karavel.readers import values
from karavel.readers.ocds import codes
from karavel.readers.ocds.assemble_parties import suppliers
from karavel.readers.ocds.setting import Setting, money, text_of, words
from karavel.readers.ocds.shapes import Award, Bids, Contract, Release

#: Code list ``statistic`` to the kinds of BT-760.
_MEASURES: Final = {
    "bids": "total",
    "smeBids": "sme",
    "foreignBidsFromEU": "other_eu",
    "foreignBidsFromNonEU": "non_eu",
    "electronicBids": "electronic",
}
_NO_AWARD: Final = Award()
_MOST: Final = 1_000_000


def awards(release: Release, lot_ids: tuple[str, ...], setting: Setting) -> tuple[ModelAward, ...]:
    """Each award with its contract; a contract whose award is not in the release stands for it.

    Where no contract names an award of the release, its contracts are taken for repetitions of the awards.
    """
    if not release.awards and not release.contracts:
        return ()
    signed: dict[str | None, Contract] = {}
    for contract in release.contracts or ():
        for award_id in awards_of(contract):
            signed.setdefault(award_id, contract)
    published = [award for award in release.awards or () if _says_something(award)]
    known = {text_of(award.id) for award in published}
    found = [_award(award, signed.get(text_of(award.id)), release, lot_ids, setting) for award in published]
    alone = [one for one in release.contracts or () if known.isdisjoint(awards_of(one))]
    if not found or len(alone) < len(release.contracts or ()):  # else the publisher's references do not work at all
        found += [_award(_NO_AWARD, contract, release, lot_ids, setting) for contract in alone]
    return tuple(found)


def awards_of(contract: Contract) -> list[str | None]:
    """The ids of the awards that a contract follows: one in the standard, several in Kyrgyzstan's data."""
    if contract.award_ids:
        return list(map(text_of, contract.award_ids))
    return [text_of(contract.award_id)]


def lots_named(award: Award) -> tuple[str, ...]:
    """The ids of the lots that an award or its items name."""
    own = (*(award.related_lots or ()), award.related_lot, award.lot_id)
    items = [lot for one in award.items or () for lot in (one.related_lot, *(one.related_lots or ()))]
    return values.once(map(text_of, (*own, *items)))


def _says_something(award: Award) -> bool:
    return bool(award.suppliers or award.value or award.status or award.date)


def _award(
    award: Award, contract: Contract | None, release: Release, lot_ids: tuple[str, ...], setting: Setting
) -> ModelAward:
    lot_id = _lot_id(award, lot_ids, setting)
    date = award.date or (contract.date_signed if contract else None)
    shared = award.subcontracting
    return ModelAward(
        lot_id=lot_id,
        date=values.day(date or None, setting.problems, "/awards/date"),
        contract_id=text_of(contract.id) if contract else None,
        title=words(award.title) or (words(contract.title) if contract else "") or None,
        status=codes.AWARD_STATUS.get(award.status or "") or ("selec-w" if contract else None),
        reason=words(award.description) or None if award.status in ("unsuccessful", "cancelled") else None,
        value=_value(award, contract, setting),
        suppliers=suppliers(award.suppliers or (contract.suppliers if contract else None), setting),
        tenders=_tenders(release, lot_id, lot_ids, setting),
        subcontracted=award.has_subcontracting,
        subcontracted_value=money(shared.value, setting, "/awards/subcontracting") if shared else None,
        subcontracted_share=shared.maximum_percentage if shared else None,
    )


def _value(award: Award, contract: Contract | None, setting: Setting) -> Money | None:
    found = money(award.value, setting, "/awards/value")
    if found or contract is None or len(awards_of(contract)) > 1:
        return found
    return money(contract.value, setting, "/contracts/value")  # of one award: what several cost together is not divided


def _lot_id(award: Award, lot_ids: tuple[str, ...], setting: Setting) -> str | None:
    """The award's lot; None where it names several, as its value cannot be divided among them."""
    found = lots_named(award)
    if len(found) > 1:
        message = (
            f"An award covers the lots {', '.join(found)}; its value is not divided, so it stands at none of them."
        )
        setting.problems.add("award-of-several-lots", message, "/awards/relatedLots")
        return None
    if not found:
        return lot_ids[0] if len(lot_ids) == 1 else None
    return found[0] if found[0] in lot_ids or not lot_ids else None


def _tenders(release: Release, lot_id: str | None, lot_ids: tuple[str, ...], setting: Setting) -> Tenders | None:
    """Tenders received: the extension's statistics, else the tender's count, else the bids that are listed."""
    counts = _statistics(release.bids, lot_id) if release.bids and release.bids.statistics else {}
    if not counts and len(lot_ids) < 2:  # noqa: PLR2004  # a count for the tender is no count for a lot
        total = release.tender.number_of_tenderers if release.tender else None
        counts = {"total": total} if total is not None else {}
    if not counts and release.bids and release.bids.details:
        counts = {"total": float(_listed(release.bids, lot_id))}
    if not counts:
        return None
    whole = {key: values.integer(value, setting.problems, "/bids") for key, value in counts.items()}
    known = {key: value for key, value in whole.items() if value is not None and 0 <= value < _MOST}
    return Tenders(**known) if known else None


def _statistics(bids: Bids, lot_id: str | None) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in bids.statistics or ():
        key = _MEASURES.get(one.measure or "")
        lots = _lots_of((one.related_lot,), one.related_lots)
        if key and one.value is not None and (not lots or lot_id in lots):
            found.setdefault(key, one.value)
    return found


def _listed(bids: Bids, lot_id: str | None) -> int:
    related = (_lots_of((bid.related_lot,), bid.related_lots) for bid in bids.details or ())
    return sum(1 for lots in related if not lots or lot_id in lots)


def _lots_of(one: Iterable[str | int | None], many: Iterable[str | None] | None) -> set[str]:
    return {found for found in map(text_of, (*one, *(many or ()))) if found}
