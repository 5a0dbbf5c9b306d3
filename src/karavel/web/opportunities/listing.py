"""One page of a company's list, and how to page through it."""

from __future__ import annotations

from typing import Final, NamedTuple, Self

from django.core.paginator import Page as Place
from django.core.paginator import Paginator

from karavel.verbs.board import Facets, Filters, Opportunities, Order, Page

#: Lots on a page.
SIZE: Final = 25
#: How many lots one may page through; whoever wants to see more narrows the list instead.
DEEPEST: Final = 500


class Listing(NamedTuple):
    """A page of lots.

    Attributes:
        found: the lots, and how many there are.
        facets: how many lots each filter would leave.
        page: its place among the pages, for ``components/pages.html``.
    """

    found: Page
    facets: Facets
    page: Place[int]

    @classmethod
    def of(cls, mine: Opportunities, filters: Filters, number: str | None, order: Order = "rank") -> Self:
        """The page with this number, as the address has it; the first or last one where there is none such."""
        counted = mine.page(filters, limit=0, facets=True)
        place: Place[int] = Paginator(range(min(counted.total, DEEPEST)), SIZE).get_page(number)
        found = mine.page(filters, offset=max(place.start_index() - 1, 0), limit=SIZE, order=order)
        assert counted.facets is not None
        return cls(found, counted.facets, place)
