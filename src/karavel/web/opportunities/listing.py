"""One page of a company's list, and how to page through it."""

from __future__ import annotations

from typing import Final, NamedTuple, Self

from django.core.paginator import Page as Place
from django.core.paginator import Paginator

from karavel.verbs.board import Facets, Filters, Opportunities, Order, Page

#: Lots on a page.
SIZE: Final = 25
#: No lake has more pages.
_LAST: Final = 1_000_000


class Listing(NamedTuple):
    """A page of lots.

    Attributes:
        found: the lots, and how many there are.
        facets: how many lots each filter would leave.
        place: among the pages, for ``components/pages.html``.
    """

    found: Page
    facets: Facets
    place: Place[int]

    @classmethod
    def of(cls, mine: Opportunities, filters: Filters, number: str | None, order: Order = "rank") -> Self:
        """The page with this number, as an address has it; the first or last one where there is none such."""
        wanted = int(number) if number and number.isascii() and number.isdecimal() else 1
        wanted = min(max(wanted, 1), _LAST)
        found = mine.page(filters, offset=(wanted - 1) * SIZE, limit=SIZE, order=order, facets=True)
        facets = found.facets or mine.facets(filters)
        place: Place[int] = Paginator(range(found.total), SIZE).get_page(wanted)
        if place.number != wanted:
            found = mine.page(filters, offset=place.start_index() - 1, limit=SIZE, order=order)
        return cls(found, facets, place)
