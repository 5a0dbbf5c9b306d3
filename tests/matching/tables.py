"""Invented lots for the tests of ranking: rows as dicts with sensible defaults, made into the lake's table of lots."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from karavel.matching.columns import Floats
from karavel.matching.entries import Entries
from karavel.matching.lots import Lots
from karavel.matching.profile import Profile, Win
from karavel.matching.question import Question
from karavel.matching.texts import Texts

DAY = date(2026, 3, 2)

SCHEMA = pa.schema(
    {
        "key": pa.int64(),
        "notice_id": pa.string(),
        "lot_id": pa.string(),
        "published": pa.date32(),
        "deadline_day": pa.date32(),
        "language": pa.string(),
        "languages": pa.list_(pa.string()),
        "buyer_country": pa.string(),
        "cpv": pa.list_(pa.string()),
        "nature": pa.string(),
        "value_eur": pa.float64(),
    }
)

FIRM = Profile(
    summary="Citizen portals, case management and payment integration for ministries.",
    cpv=("72200000", "72212000", "48000000"),
    wins=(Win("Tax portal", ("72212000",), country="GE", value_eur=400_000.0, ended=date(2025, 9, 30)),),
    countries=frozenset({"AZ"}),
    languages=frozenset({"az", "en", "ru"}),
    smallest_eur=20_000.0,
    largest_eur=2_000_000.0,
)


def row(number: int = 0, **changes: Any) -> dict[str, Any]:
    """One lot."""
    plain = {
        "key": number,
        "notice_id": f"{number:06d}-2026",
        "lot_id": "LOT-0001",
        "published": date(2026, 2, 1),
        "deadline_day": date(2026, 4, 1),
        "language": "en",
        "languages": ["en"],
        "buyer_country": "MT",
        "cpv": ["72212000"],
        "nature": "services",
        "value_eur": 300_000.0,
    }
    return plain | changes


def lots(*rows: dict[str, Any]) -> Lots:
    """The table of these lots."""
    return Lots(pa.Table.from_pylist(list(rows), schema=SCHEMA))


def texts(size: int, profile: Profile = FIRM, trade: Floats | None = None) -> Texts:
    """Words that tell nothing, unless a likeness is given."""
    alike = np.zeros(size) if trade is None else trade
    return Texts(alike, tuple(None for _ in profile.wins), frozenset())


def ask(*rows: dict[str, Any], profile: Profile = FIRM, trade: Floats | None = None, as_of: date = DAY) -> Question:
    """A question about these lots."""
    return Question(lots(*rows), profile, as_of, texts(len(rows), profile, trade), Entries.none(len(rows)))
