"""What awards and contracts say of lots: which there are where no tender says so, and how long their contracts run."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from karavel.notices import Lot
from karavel.readers.ocds.assemble_awards import awards_of, lots_named
from karavel.readers.ocds.assemble_terms import contract_period
from karavel.readers.ocds.setting import Setting, cpvs, text_of, words
from karavel.readers.ocds.shapes import Item, Period, Release
from karavel.readers.values import Problems

_WHOLE: Final = "1"


def stand_ins(release: Release, setting: Setting) -> tuple[Lot, ...]:
    """The lots of a release without a tender: those that its awards name, else one, so that every notice has one."""
    items: dict[str, list[Item]] = {}
    for award in release.awards or ():
        for lot in lots_named(award):
            items.setdefault(lot, []).extend(award.items or ())
    if items:
        return tuple(Lot(id=lot, cpv=cpvs(mine, (), setting, "/awards/items")) for lot, mine in items.items())
    parts = (*(release.awards or ()), *(release.contracts or ()))
    whole = [item for part in parts for item in part.items or ()]
    return (Lot(id=_WHOLE, title=planned_title(release), cpv=cpvs(whole, (), setting, "/awards/items")),)


def planned_title(release: Release) -> str:
    """What a plan, or an award without a tender, calls itself."""
    for one in (*(release.awards or ()), *(release.contracts or ())):
        if words(one.title):
            return words(one.title)
    budget = release.planning.budget if release.planning else None
    return words(budget.description or budget.project) if budget else ""


def dated(lots: tuple[Lot, ...], release: Release, problems: Problems) -> tuple[Lot, ...]:
    """The lots with the period of their contract, where only the award or the contract tells it."""
    if not (release.awards or release.contracts):
        return lots
    periods = _periods(release, lots)
    return tuple([_dated(lot, periods.get(lot.id), problems) for lot in lots]) if periods else lots


def _dated(lot: Lot, period: Period | None, problems: Problems) -> Lot:
    if period is None or lot.start or lot.end or lot.duration:
        return lot
    return replace(lot, **contract_period(period, problems, "/contracts/period"))


def _periods(release: Release, lots: tuple[Lot, ...]) -> dict[str, Period]:
    """Lot to the period of the first contract for it, else of its award."""
    signed: dict[str | None, Period] = {}
    for contract in release.contracts or ():
        if contract.period:
            signed = dict.fromkeys(awards_of(contract), contract.period) | signed
    alone = (lots[0].id,) if len(lots) == 1 else ()
    found: dict[str, Period] = {}
    for award in release.awards or ():
        period = signed.get(text_of(award.id)) or award.contract_period
        if period:
            found = dict.fromkeys(lots_named(award) or alone, period) | found
    if signed and not found:
        return dict.fromkeys(alone, next(iter(signed.values())))
    return found
