"""From a notice and a company to a situation: what the law needs, and what had to be taken for granted."""

from __future__ import annotations

import re
from datetime import date

from karavel.access.levels import level_of
from karavel.access.loosely import PART_OF
from karavel.access.situation import (
    UNION,
    Bidder,
    Establishment,
    Facts,
    Nature,
    Owner,
    Tender,
    Value,
)
from karavel.companies import Company
from karavel.notices import Lot, Money, Notice, day_of

PROGRAMMES = {"EU-NDICI": re.compile(r"\bNDICI\b"), "EU-IPA-III": re.compile(r"\bIPA\b")}
"""Union programmes (BT-5010, BT-6140) whose own rules on eligibility go before those of the buyer."""


def bidder_of(company: Company) -> Bidder:
    """The company as the law looks at it."""
    return Bidder(
        country=PART_OF.get(company.country, company.country),
        establishments=tuple(
            Establishment(place.country, place.kind, place.substantive) for place in company.establishments
        ),
        owners=tuple(Owner(owner.country, owner.share) for owner in company.owners),
    )


def tender_of(notice: Notice, lot: Lot) -> Tender:
    """A lot as the law looks at it; ``assumed`` holds the ids of what the notice did not say itself.

    The value is that of the whole procedure: thresholds are compared with all lots together (Art. 5(8) of
    Directive 2014/24/EU), and so are the amounts of the International Procurement Instrument.
    """
    level, assumed = level_of(notice)
    start, dated = _start(notice, lot)
    return Tender(
        buyer_country=UNION if level == "eu-institution" else _country(notice),
        buyer_level=level,
        nature=_nature(notice, lot),
        procedure_start=start,
        cpv=next(iter(lot.cpv or notice.cpv), None),
        value=_value(notice, lot),
        facts=_facts(notice, lot),
        award=next((award.date for award in notice.awards if award.date and award.lot_id == lot.id), None),
        deadline=day_of(lot.deadline) if lot.deadline else None,
        assumed=assumed + dated,
    )


def _country(notice: Notice) -> str:
    code = (notice.buyer.country if notice.buyer else None) or ""
    return PART_OF.get(code, code)


def _nature(notice: Notice, lot: Lot) -> Nature:
    return lot.nature or notice.nature or "unknown"


def _start(notice: Notice, lot: Lot) -> tuple[date, tuple[str, ...]]:
    announced = notice.dispatched or notice.published
    return start_of(notice.procedure_start, announced, day_of(lot.deadline) if lot.deadline else None)


def start_of(stated: date | None, announced: date | None, deadline: date | None) -> tuple[date, tuple[str, ...]]:
    """The day on which a procedure starts, with the id of what was taken for granted to find it."""
    if stated:
        return stated, ()
    known = announced or deadline
    return (known, ("assumed-start",)) if known else (date.min, ("assumed-no-date",))


def _value(notice: Notice, lot: Lot) -> Value | None:
    whole = notice.value or _together(notice) or notice.framework_maximum or lot.value or lot.framework_maximum
    return Value(whole.amount, whole.currency) if whole else None


def _together(notice: Notice) -> Money | None:
    """All lots together, where each says its value and in one currency."""
    values = [lot.value for lot in notice.lots if lot.value]
    if len(values) != len(notice.lots) or len({value.currency for value in values}) != 1:
        return None
    return Money(sum(value.amount for value in values), values[0].currency)


def _facts(notice: Notice, lot: Lot) -> Facts:
    programmes = " ".join(lot.eu_programmes)
    return Facts(
        financed_by=next((name for name, word in PROGRAMMES.items() if word.search(programmes)), None),
        electronic_procedure=None if lot.submission is None else lot.submission != "not-allowed",
        gpa_declared=lot.gpa_declared,
        legal_basis=notice.legal_basis,
    )
