"""Ranks lots for many firms over one reading of the lake, as a programme of an agency does every night."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from karavel.access import Law
from karavel.answers.match import Match
from karavel.companies import Company
from karavel.lake import Lake
from karavel.verbs.board import Board


def matches(
    lake: Lake, companies: Iterable[Company], as_of: date, *, top: int = 20, law: Law | None = None
) -> Iterator[Match]:
    """The lots that fit each of many firms best, firm by firm, as :func:`karavel.verbs.match.match` gives them for one.

    Args:
        lake: where the lots lie.
        companies: the firms, in the order in which answers are wanted.
        as_of: the day to judge by.
        top: how many lots are wanted for each.
        law: the law, the package's by default.

    Raises:
        LakeMissing: there is no lake.
    """
    board = Board(lake, as_of=as_of, law=law, firms=1)
    for company in companies:
        mine = board.opportunities(company)
        page = mine.page(limit=top)
        yield Match(company.name, as_of, page.considered, page.fitting, page.lots)
