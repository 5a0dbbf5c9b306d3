"""Whether one can win: whom the buyer takes, how many bid, at what price, who is there now and until when."""

from __future__ import annotations

import statistics
from datetime import date
from typing import Any, NamedTuple

from karavel.answers.match import MatchedLot
from karavel.answers.parties import Contract
from karavel.answers.parts import ScorePart
from karavel.answers.similar import SimilarAward
from karavel.web import lookups
from karavel.web.prices import Level, level

_SHOWN = 3  # incumbents


class Chances(NamedTuple):
    """What speaks for and against winning.

    Attributes:
        parts: of the score, those that count, the heaviest first.
        wins: the sentence on past wins; empty where nothing of ours is like it.
        awards: similar past awards, the most similar first.
        incumbents: contracts of this buyer of the same trade that run on.
        tenders: the median of tenders received for similar contracts, ``tendered`` of them.
        level: None where too few say their value.
    """

    parts: list[ScorePart]
    wins: str
    awards: tuple[SimilarAward, ...]
    incumbents: list[Contract]
    tenders: float | None
    tendered: int
    level: Level | None


def chances(notice: dict[str, Any], lot: dict[str, Any], matched: MatchedLot | None, on: date) -> Chances:
    """The chances of a lot; ``matched`` has its score where it is open and there is a company."""
    awards = lookups.similar(notice["id"], lot["id"], on)
    received = [award.tenders for award in awards if award.tenders]
    parts = sorted(matched.parts, key=lambda part: -abs(part.weight * part.value)) if matched else []
    return Chances(
        parts=[part for part in parts if part.weight * part.value],
        wins=next((part.sentence for part in parts if part.feature == "wins" and part.value > 0), ""),
        awards=awards,
        incumbents=_incumbents(notice, lot, on)[:_SHOWN],
        tenders=statistics.median(received) if received else None,
        tendered=len(received),
        level=level([award.value_eur for award in awards if award.value_eur]),
    )


def _incumbents(notice: dict[str, Any], lot: dict[str, Any], on: date) -> list[Contract]:
    buyer, codes = notice["buyer"] or {}, lot["cpv"] or notice["cpv"]
    slug = lookups.buyer_slug(buyer, on)
    if not slug or not codes:
        return []
    divisions = {code[:2] for code in codes}
    running = lookups.party("buyer", slug, on).ending
    found: dict[tuple[object, ...], Contract] = {}
    for one in running:
        if {code[:2] for code in one.cpv} & divisions:
            found.setdefault((one.ends, one.suppliers), one)  # lots of one award that end together are one incumbent
    return list(found.values())
