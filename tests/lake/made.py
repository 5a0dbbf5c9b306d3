"""Notices made for tests, and a lake to put them into."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from karavel.lake import Lake, write_part
from karavel.money import Rates
from karavel.notices import Buyer, Document, Lot, Moment, Money, Notice, Provenance, Reading

RATES = Rates()


def notice(number: str = "1-2024", *, salt: str = "", **fields: Any) -> Notice:
    """A call for software with one open lot; two with different ``salt`` are different documents."""
    digest = hashlib.sha256(f"{number} {salt} {sorted(fields.items(), key=str)}".encode()).hexdigest()
    given: dict[str, Any] = {
        "id": number,
        "format": "eforms",
        "kind": "call",
        "provenance": Provenance(file=f"{number}{salt}.xml", sha256=digest),
        "published": date(2024, 5, 2),
        "title": "Portal",
        "language": "pt",
        "buyers": (Buyer(name="Câmara do Porto", country="PT", level="sub-central"),),
        "cpv": ("72200000",),
        "lots": (lot("1"),),
    }
    return Notice(**given | fields)


def lot(number: str = "1", deadline: str | None = "2024-06-03T12:00+01:00", **fields: Any) -> Lot:
    """A lot with a deadline."""
    given: dict[str, Any] = {"title": f"Lot {number}", "value": Money(100000.0, "EUR")}
    return Lot(id=number, deadline=Moment(deadline) if deadline else None, **given | fields)


def document(made: Notice) -> Document:
    """The document of a notice."""
    return Document(content=made.provenance.sha256.encode(), format=made.format, provenance=made.provenance)


def reading(made: Notice) -> tuple[Document, Reading]:
    """A document as its reader returned it."""
    return document(made), Reading(made)


def fill(root: Path, *commits: Iterable[Notice]) -> Lake:
    """A lake with one ingest a group of notices."""
    for group in commits:
        with Lake(root).writer() as writer:
            part = write_part(root, writer.part_name(), map(reading, group), writer.run, RATES)
            writer.commit([part], finished=True)
    return Lake(root)
