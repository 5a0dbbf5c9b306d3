"""OCDS releases of our own making, as files to ingest."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def release(number: int, **tender: Any) -> dict[str, Any]:
    """A call for software."""
    given = {
        "id": f"t{number}",
        "title": f"Portal {number}",
        "status": "active",
        "value": {"amount": 1000.0 + number, "currency": "EUR"},
        "tenderPeriod": {"endDate": "2024-06-03T12:00:00+01:00"},
        "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "72200000"}}],
    }
    return {
        "ocid": f"ocds-test00-{number}",
        "id": f"r{number}",
        "date": "2024-05-02T09:00:00Z",
        "tag": ["tender"],
        "initiationType": "tender",
        "language": "en",
        "buyer": {"id": "b", "name": "Ministry of Examples"},
        "parties": [{"id": "b", "name": "Ministry of Examples", "roles": ["buyer"], "address": {"countryName": "PT"}}],
        "tender": given | tender,
    }


def write(path: Path, releases: Iterable[dict[str, Any]]) -> Path:
    """A file of JSON lines."""
    path.write_text("".join(json.dumps(one) + "\n" for one in releases), encoding="utf-8")
    return path
