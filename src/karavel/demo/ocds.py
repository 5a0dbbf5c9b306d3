"""Writes an invented tender as an OCDS 1.1 release with the lots extension: a call or its award."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import msgspec

from karavel.demo.invention import InventedLot, Tender

_PREFIX: Final = "ocds-karavel"  # no registered prefix: a demo is no publisher
_EXTENSIONS: Final = [
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/v1.1.5/extension.json",
]
_CATEGORY: Final = {"services": "services", "supplies": "goods", "works": "works"}


def write(tender: Tender) -> bytes:
    """The release in a package of its own, as JSON."""
    package = {
        "uri": f"https://{tender.country.code.lower()}.karavel.example/releases/{tender.number}",
        "version": "1.1",
        "extensions": _EXTENSIONS,
        "publishedDate": _midnight(tender.published),
        "publisher": {"name": "Karavel demo (fictitious)", "uri": "https://karavel.example"},
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "releases": [_release(tender)],
    }
    return msgspec.json.encode(package)


def _midnight(day: date) -> str:
    return datetime.combine(day, time(), UTC).isoformat().replace("+00:00", "Z")


def _release(tender: Tender) -> dict[str, Any]:
    awarded = tender.stage == "award"
    process = tender.changes or tender
    release = {
        "ocid": f"{_PREFIX}-{process.number}",
        "id": f"{_PREFIX}-{process.number}-{2 if tender.changes else 1}",
        "date": _midnight(tender.published),
        "language": tender.country.language,
        "tag": ["award" if awarded else "tenderUpdate" if tender.changes else "tender"],
        "initiationType": "tender",
        "buyer": {"id": "BUYER", "name": tender.buyer.name},
        "parties": _parties(tender),
        "tender": _tender(tender),
    }
    return release | ({"awards": [_award(tender, lot) for lot in tender.lots]} if awarded else {})


def _parties(tender: Tender) -> list[dict[str, Any]]:
    buyer = _party(tender, "BUYER", tender.buyer.name, "buyer")
    buyer["details"] = {"classifications": [{"scheme": "eu-buyer-legal-type", "id": tender.buyer.legal_type}]}
    if tender.stage == "call":
        return [buyer]
    return [buyer, _party(tender, "WINNER", tender.winner, "supplier")]


def _party(tender: Tender, key: str, name: str, role: str) -> dict[str, Any]:
    return {
        "id": key,
        "name": name,
        "identifier": {"scheme": "XX-FICT", "id": f"{tender.country.code}-{len(name):04}", "legalName": name},
        "address": {"locality": "Karavelia", "countryName": tender.country.code},
        "contactPoint": {"email": f"{role}@{tender.country.code.lower()}.karavel.example"},
        "roles": [role],
    }


def _money(tender: Tender, amount: float) -> dict[str, Any]:
    return {"amount": round(amount, 2), "currency": tender.country.currency}


def _tender(tender: Tender) -> dict[str, Any]:
    address = f"https://{tender.country.code.lower()}.karavel.example/tenders/{tender.number}"
    open_call = tender.stage == "call"
    return {
        "id": f"T-{(tender.changes or tender).number}",
        "title": tender.title,
        "description": tender.description,
        "status": "active" if open_call else "complete",
        "procurementMethod": "open",
        "mainProcurementCategory": _CATEGORY[tender.subject.nature],
        "value": _money(tender, tender.value),
        "tenderPeriod": {"startDate": _midnight(tender.published), "endDate": tender.deadline.isoformat()},
        "enquiryPeriod": {"startDate": _midnight(tender.published), "endDate": tender.questions.isoformat()},
        "eligibilityCriteria": f"{tender.turnover} {tender.references} {tender.certificate}",
        "submissionMethod": ["electronicSubmission"],
        "submissionMethodDetails": f"{address}/submit",
        "documents": [
            {"id": "1", "documentType": "biddingDocuments", "url": address, "language": tender.country.language}
        ],
        "lots": [_lot(tender, lot) for lot in tender.lots],
        "items": [_item(lot) for lot in tender.lots],
    }


def _lot(tender: Tender, lot: InventedLot) -> dict[str, Any]:
    return {
        "id": str(lot.number),
        "title": lot.title,
        "description": tender.description,
        "value": _money(tender, lot.value),
        "contractPeriod": {"durationInDays": 30 * tender.months},
    }


def _item(lot: InventedLot) -> dict[str, Any]:
    main, *others = ({"scheme": "CPV", "id": code} for code in lot.cpv)
    return {
        "id": str(lot.number),
        "description": lot.title,
        "classification": main,
        "additionalClassifications": others,
        "relatedLot": str(lot.number),
    }


def _award(tender: Tender, lot: InventedLot) -> dict[str, Any]:
    return {
        "id": f"A-{lot.number}",
        "title": lot.title,
        "status": "active",
        "date": _midnight(tender.published - timedelta(days=12)),
        "value": _money(tender, 0.93 * lot.value),
        "suppliers": [{"id": "WINNER", "name": tender.winner}],
        "relatedLots": [str(lot.number)],
    }
