"""What the law says, asked once for each firm and each situation that it can tell apart for that firm."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

from karavel.access import (
    Bidder,
    Decision,
    Law,
    Place,
    Situation,
    Tender,
    Verdict,
    decide,
    place_of,
    placed,
    situation_key,
)
from karavel.texts import current

_FEW: Final = 2
_MOST: Final = 50_000  # decisions that are kept; a process that serves many firms for months begins anew then


class Decisions:
    """Decisions that are kept, by firm, situation and the language of their sentences.

    Planners of one law may share them, also in several threads: firms that the law cannot tell apart (most firms of
    one country whose owners are at home) then share every answer.

    Args:
        law: the law.
    """

    def __init__(self, law: Law) -> None:
        self._law = law
        self._known: dict[tuple[Hashable, ...], Decision] = {}
        self._verdicts: dict[tuple[Hashable, ...], Verdict] = {}

    def on(self, bidder: Bidder, tender: Tender, key: Hashable | None = None) -> Decision:
        """What the law says to a firm's bid; ``key`` is the tender's situation key where it is known."""
        known = bidder, current(), situation_key(self._law, tender) if key is None else key
        found = self._known.get(known)
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            found = self._known[known] = decide(self._law, Situation(bidder, tender), current())
        return found

    def verdict(self, bidder: Bidder, tender: Tender) -> Verdict:
        """The verdict alone, which is the same for far more tenders than all that can be said about it."""
        return self._at(place_of(self._law, placed(tender), bidder), bidder, tender)

    def verdicts(self, bidder: Bidder, tenders: Sequence[Tender]) -> list[Verdict]:
        """The verdict on each of several tenders of one buyer country, level, nature, span of days, year and currency.

        To find what can tell for a firm costs about as much as to decide once or twice, so few are decided one by one.
        """
        if len(tenders) <= _FEW:
            return [decide(self._law, Situation(bidder, tender)).verdict for tender in tenders]
        place = place_of(self._law, placed(tenders[0]), bidder)
        return [self._at(place, bidder, tender) for tender in tenders]

    def _at(self, place: Place, bidder: Bidder, tender: Tender) -> Verdict:
        key = bidder, place.key(tender)
        found = self._verdicts.get(key)
        if found is None:
            if len(self._verdicts) >= _MOST:
                self._verdicts.clear()
            found = self._verdicts[key] = decide(self._law, Situation(bidder, tender)).verdict
        return found
