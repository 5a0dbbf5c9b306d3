"""Companies and lots for the tests of this room."""

from __future__ import annotations

from datetime import date
from typing import Any

from karavel.companies import (
    Account,
    Capabilities,
    Company,
    Establishment,
    Owner,
    Preferences,
    Qualifications,
    Reference,
)
from karavel.notices import Buyer, Lot, Moment, Money, Notice, Provenance, Requirement

AS_OF = date(2026, 11, 23)


def firm(country: str = "AZ", **others: Any) -> Company:
    given: dict[str, Any] = {
        "name": "Xəzər Systems MMC",
        "country": country,
        "establishments": (Establishment(country=country, kind="head-office", substantive=True),),
        "owners": (Owner(country=country, share=100),),
        "capabilities": Capabilities(summary="Portals", cpv=("72200000",)),
        "languages": ("az", "en"),
        "employees": 60,
        "references": (
            Reference(title="Tax portal", cpv=("72212000",), country=country, ended=date(2024, 9, 30)),
            Reference(title="Old portal", cpv=("72200000",), country=country, ended=date(2012, 1, 31)),
            Reference(title="Cleaning", cpv=("90910000",), country=country, ended=date(2025, 1, 31)),
        ),
        "accounts": tuple(
            Account(year=year, turnover=Money(amount, "EUR"))
            for year, amount in ((2025, 900_000), (2024, 800_000), (2023, 400_000))
        ),
        "qualifications": Qualifications(
            certificates=("ISO 9001:2015",), insurance=Money(500_000, "EUR"), bonding=Money(200_000, "EUR")
        ),
        "preferences": Preferences(gateways=("PT", "EE")),
    }
    return Company(**(given | others))


def lot(**others: Any) -> Lot:
    given: dict[str, Any] = {
        "id": "LOT-0001",
        "title": "Portal de serviços",
        "nature": "services",
        "cpv": ("72212000",),
        "value": Money(310_000, "EUR"),
        "deadline": Moment("2027-02-15T12:00+00:00"),
        "deadline_for": "tenders",
        "languages": ("pt",),
    }
    return Lot(**(given | others))


def notice(*lots: Lot, country: str | None = "PT", **others: Any) -> Notice:
    given: dict[str, Any] = {
        "id": "1-2026",
        "format": "eforms",
        "kind": "call",
        "provenance": Provenance(file="1.xml", sha256="0" * 64),
        "language": "pt",
        "published": date(2026, 11, 16),
        "dispatched": date(2026, 11, 14),
        "procedure_start": date(2026, 11, 14),
        "legal_basis": "32014L0024",
        "buyers": (
            Buyer(name="Câmara Municipal", country=country, legal_type="la", level="sub-central", email="x@example.pt"),
        ),
        "title": "Portal de serviços",
        "nature": "services",
        "cpv": ("72212000",),
        "lots": lots or (lot(),),
    }
    return Notice(**(given | others))


def requirement(text: str) -> Requirement:
    return Requirement(kind="technical", text=text)
