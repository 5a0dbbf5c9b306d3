"""Releases made for tests: a whole one, and ways to change a part of it."""

from __future__ import annotations

import json
from typing import Any

from karavel.notices import Document, Notice, Provenance, Reading
from karavel.readers import ocds


def release(**more: Any) -> dict[str, Any]:
    """A plain call of one buyer; keyword arguments replace its parts."""
    base: dict[str, Any] = {
        "ocid": "ocds-test01-7",
        "id": "7-tender",
        "date": "2025-03-01T10:00:00Z",
        "tag": ["tender"],
        "language": "en",
        "buyer": {"id": "B1", "name": "City of Test"},
        "parties": [
            {
                "id": "B1",
                "name": "City of Test",
                "identifier": {"scheme": "GB-COH", "id": "01234567"},
                "address": {"countryName": "England", "locality": "Leeds", "region": "UKE42"},
                "details": {"classifications": [{"scheme": "TED_CA_TYPE", "id": "Regional or local authority"}]},
                "roles": ["buyer"],
            },
            {"id": "S1", "name": "Winner Ltd", "address": {"countryName": "Portugal"}, "roles": ["supplier"]},
        ],
        "tender": tender(),
    }
    return {key: value for key, value in {**base, **more}.items() if value is not ...}


def tender(**more: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "id": "T7",
        "title": "Portal",
        "description": "A portal.",
        "status": "active",
        "procurementMethod": "open",
        "mainProcurementCategory": "goods",
        "value": {"amount": 1000, "currency": "GBP"},
        "tenderPeriod": {"startDate": "2025-03-02T00:00:00Z", "endDate": "2025-04-01T12:00:00+01:00"},
        "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "72212000-4"}}],
    }
    return {key: value for key, value in {**base, **more}.items() if value is not ...}


def reading(raw: Any) -> Reading:
    content = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    return ocds.read(Document(content=content, format="ocds", provenance=Provenance(file="f", sha256="ab" * 32)))


def notice(raw: Any) -> Notice:
    found = reading(raw).notice
    assert found is not None
    return found


def problems(raw: Any) -> list[str]:
    return [problem.code for problem in reading(raw).problems]
