"""Opinions on invented lots, and a text index over their titles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from tests.matching.tables import DAY, FIRM, SCHEMA, row

from karavel.companies.opinions import Opinion, Rated, Sketch
from karavel.matching.entries import Entries
from karavel.matching.lots import Lots
from karavel.matching.question import Question
from karavel.matching.texts import Search, Texts

TITLES = {
    0: ("Citizen portal for the city", "72212000", "City of Exampleville"),
    1: ("Citizen portal for the region", "72212000", "Region of Sampleland"),
    2: ("Office licences renewal", "48218000", "City of Exampleville"),
    3: ("Office licences delivery", "48218000", "Harbour Board"),
    4: ("Queue system for service centres", "72262000", "Ministry of Examples"),
    5: ("Bread for schools", "15811000", "Region of Sampleland"),
}

_SCHEMA = SCHEMA.append(pa.field("buyer_name", pa.string()))


def lots(numbers: Any = tuple(TITLES)) -> Lots:
    """The invented lots, with their buyers."""
    rows = [row(number, cpv=[TITLES[number][1]], buyer_name=TITLES[number][2]) for number in numbers]
    return Lots(pa.Table.from_pylist(rows, schema=_SCHEMA))


def search(words: Mapping[str, float]) -> Mapping[int, float]:
    """Ten for each word that a title has, as much as the word counts."""
    found = {
        number: sum(10 * weight for word, weight in words.items() if word in title.lower().split())
        for number, (title, _, _) in TITLES.items()
    }
    return {number: score for number, score in found.items() if score}


def question(numbers: Any = tuple(TITLES)) -> Question:
    """All lots, for a firm whose trade all but the bread are."""
    asked = lots(numbers)
    trade = np.array([0.0 if TITLES[number][1].startswith("15") else 0.4 for number in numbers])
    return Question(
        asked,
        FIRM,
        DAY,
        Texts(trade, tuple(None for _ in FIRM.wins), frozenset()),
        Entries.none(len(asked)),
        said=lambda place: TITLES[numbers[place]][0],
    )


def rated(number: int, opinion: Opinion = "up", **parts: float) -> Rated:
    """An opinion on one of the lots; ``parts`` say how it differed from those that stood first."""
    title, code, buyer = TITLES[number]
    lot = row(number)
    sketch = Sketch(
        title=title,
        words=tuple(word for word in title.lower().split() if word not in {"for", "the"}),
        cpv=(code,),
        buyer=buyer,
        parts={name: 0.5 + value for name, value in parts.items()},
        usual=dict.fromkeys(parts, 0.5),
    )
    return Rated(on=date(2026, 3, 1), notice_id=lot["notice_id"], lot_id=lot["lot_id"], opinion=opinion, lot=sketch)


INDEX: Search = search
