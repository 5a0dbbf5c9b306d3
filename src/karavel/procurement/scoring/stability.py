"""Whether the order of offers depends on one that may fall away.

Under a relative price formula an excluded, withdrawn or sham bid can decide between two others. Whoever announces or
applies one should know: this ranks again without each offer in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from karavel.procurement.scoring.method import Method, Offer
from karavel.procurement.scoring.ranking import Result, rank


@dataclass(frozen=True, slots=True)
class Change:
    """What would change without one offer.

    Attributes:
        without: the bid that falls away.
        first: the bids that would then share the first place.
        order: all others in their new order.
    """

    without: str
    first: tuple[str, ...]
    order: tuple[str, ...]


def changes(offers: Sequence[Offer], method: Method) -> tuple[Change, ...]:
    """The offers whose falling away would change the order of the others; none under an absolute formula.

    Raises:
        InvalidInput: as :func:`rank`.
    """
    before = rank(offers, method)
    found = []
    for left_out in offers:
        after = rank([offer for offer in offers if offer is not left_out], method)
        if _places(before, left_out.bid) != _places(after, left_out.bid):
            first = tuple(one.bid for one in after.ranked if one.rank == 1)
            found.append(Change(left_out.bid, first, tuple(one.bid for one in after.ranked)))
    return tuple(found)


def _places(result: Result, without: str) -> list[set[str]]:
    """The others by place, the best first; equal ones together."""
    ranks: dict[int, set[str]] = {}
    for one in result.ranked:
        if one.bid != without:
            ranks.setdefault(one.rank, set()).add(one.bid)
    return list(ranks.values())
