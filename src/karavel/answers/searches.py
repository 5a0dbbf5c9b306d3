"""The answers of ``karavel search`` and ``karavel searches``: lots that pass a search's filters, best first.

Keys are a promise to users' scripts: they are added, never renamed.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from karavel.answers.similar import Buyer
from karavel.companies.searches import Criteria


class FoundLot(Struct, frozen=True, kw_only=True):
    """A lot that was found.

    Attributes:
        score: BM25; only the order within one search means something. None for a search without words.
        verdict: on a bid from home, where the search names verdicts; else None.
        new: whether no run of the saved search found it before; None for a search that is not saved.
    """

    rank: int
    score: float | None
    notice_id: str
    lot_id: str
    kind: str
    title: str
    language: str | None
    buyer: Buyer
    cpv: tuple[str, ...]
    value_eur: float | None
    published: date | None
    deadline: str | None
    url: str | None
    verdict: str | None
    new: bool | None


class Search(Struct, frozen=True, kw_only=True):
    """What a search found: ``matching`` counts the lots that pass all filters but verdicts; ``new`` those of them that
    no run of the saved search found before, None for a search that is not saved.
    """

    name: str | None
    criteria: Criteria
    as_of: date
    matching: int
    new: int | None
    lots: tuple[FoundLot, ...]


class Saved(Struct, frozen=True, kw_only=True):
    """A saved search: what it asks for, the day of its last run, and how many lots that found."""

    name: str
    criteria: Criteria
    ran: date | None
    found: int


class Searches(Struct, frozen=True, kw_only=True):
    """A company's saved searches; ``runs`` is empty where they were only listed."""

    company: str
    searches: tuple[Saved, ...]
    runs: tuple[Search, ...]
