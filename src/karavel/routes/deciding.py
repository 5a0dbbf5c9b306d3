"""What the law says, asked once for each firm and each situation that it can tell apart for that firm."""

from __future__ import annotations

from collections.abc import Hashable
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
    verdict_on,
)
from karavel.texts import current

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
        return self.verdict_at(place_of(self._law, placed(tender), bidder), bidder, tender)

    def verdict_at(self, place: Place, bidder: Bidder, tender: Tender) -> Verdict:
        """As :meth:`verdict`, where the tender's place in the law for this firm is known."""
        key = bidder, place.key(tender)
        found = self._verdicts.get(key)
        if found is None:
            if len(self._verdicts) >= _MOST:
                self._verdicts.clear()
            found = self._verdicts[key] = verdict_on(self._law, Situation(bidder, tender))
        return found
