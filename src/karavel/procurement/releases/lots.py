"""The lots of a call, what is bought in them, and what they ask.

Extensions: lots, award criteria, selection criteria, location.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from karavel.procurement.releases.parties import address
from karavel.procurement.releases.parts import number, period, texts, told, value
from karavel.procurement.shapes import Call, Criterion, Lot, Requirement


def lots(call: Call, language: str) -> list[dict[str, Any]]:
    """The lots, in their order."""
    return [_lot(lot, call, language) for lot in call.lots]


def _lot(lot: Lot, call: Call, language: str) -> dict[str, Any]:
    return told(
        id=lot.id,
        **texts("title", lot.title, language),
        **texts("description", lot.description, language),
        status=lot.status or call.status,
        value=value(lot.value),
        contractPeriod=period(lot.contract_period),
        awardCriteria=told(criteria=[_criterion(one, language) for one in lot.criteria]),
        selectionCriteria=selection(lot.requirements, language),
    )


def _criterion(one: Criterion, language: str) -> dict[str, Any]:
    numbers = [{"number": number(one.weight), "weight": "percentageExact"}]
    if one.threshold is not None:
        numbers.append({"number": number(one.threshold), "threshold": "minimumScore"})
    return told(
        type=one.kind,
        **texts("name", one.name, language),
        **texts("description", one.description, language),
        numbers=numbers,
    )


def selection(requirements: Iterable[Requirement], language: str) -> dict[str, Any]:
    """What a bidder must show."""
    found = [
        told(type=one.kind, **texts("description", one.description, language), minimum=one.minimum)
        for one in requirements
    ]
    return told(criteria=found)


def items(call: Call, language: str) -> list[dict[str, Any]]:
    """One item a lot, which carries its CPV codes and its place: a service is not counted in pieces."""
    return [_item(lot, language) for lot in call.lots]


def _item(lot: Lot, language: str) -> dict[str, Any]:
    main, *others = ({"scheme": "CPV", "id": code} for code in lot.cpv)
    return told(
        id=f"{lot.id}-1",
        **texts("description", lot.title, language),
        classification=main,
        additionalClassifications=others,
        relatedLot=lot.id,
        deliveryAddresses=[address(lot.place)] if lot.place else None,
    )
