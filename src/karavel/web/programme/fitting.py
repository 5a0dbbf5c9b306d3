"""What fits the companies of a programme, and where two of them could join forces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations
from typing import Final, NamedTuple

from karavel.answers.match import MatchedLot
from karavel.routes.needs import Answer
from karavel.verbs.board import Filters, Opportunities
from karavel.web import scope
from karavel.web.accounts.models import ProgrammeCompany
from karavel.web.board import board
from karavel.web.opportunities.addresses import of_notice
from karavel.web.workspace.models import CompanyProfile

#: Lots of each company that are looked at for pairs, best first.
_DEEP: Final = 60
_PAIRS: Final = 30
_FRIDAY: Final = 4


class Fit(NamedTuple):
    """What fits a company.

    Attributes:
        profile: the one it is judged by, its first.
        fitting: how many open lots; ``new`` of these published since Friday.
        lots: the best of them.
    """

    place: ProgrammeCompany
    profile: CompanyProfile | None
    fitting: int
    new: int
    lots: tuple[MatchedLot, ...]


class Pair(NamedTuple):
    """Two companies that bring to a lot together what neither has alone.

    Attributes:
        covered: requirements that one of them meets at least; ``asked`` how many there are.
        whole: whether that is all of them.
        by_first, by_second: what only the one of them meets, each a sentence.
    """

    lot: MatchedLot
    first: ProgrammeCompany
    second: ProgrammeCompany
    covered: int
    asked: int
    whole: bool
    by_first: list[str]
    by_second: list[str]

    @property
    def address(self) -> str:
        """Where the lot is read."""
        return of_notice(self.lot.notice_id)


def last_friday(today: date) -> date:
    """The Friday before, or the same day a week ago on a Friday: on Monday the officer looks at the weekend."""
    return today - timedelta(days=(today.weekday() - _FRIDAY - 1) % 7 + 1)


def profile_of(place: ProgrammeCompany) -> CompanyProfile | None:
    """The profile by which a company is judged, its first; None while it has none."""
    with scope.within(place.company):
        return CompanyProfile.objects.first()


def fit(place: ProgrammeCompany, today: date) -> Fit:
    """What fits a company of the programme.

    Raises:
        LakeMissing: there is no lake.
    """
    profile = profile_of(place)
    if profile is None:
        return Fit(place, None, 0, 0, ())
    company = profile.company
    since = last_friday(today)
    fitting, new, lots = board().kept(
        ("programme", profile.digest, today), lambda: _counted(board().opportunities(company, today), since)
    )
    return Fit(place, profile, fitting, new, lots)


def _counted(mine: Opportunities, since: date) -> tuple[int, int, tuple[MatchedLot, ...]]:
    page = mine.page(Filters(fitting=True), limit=_DEEP)
    new = mine.page(Filters(fitting=True, published_from=since), limit=0)
    return page.total, new.total, page.lots


def pairs(fits: Iterable[Fit]) -> list[Pair]:
    """Lots where two companies could join forces, the most complete first."""
    seen: dict[tuple[str, str], list[tuple[ProgrammeCompany, MatchedLot]]] = defaultdict(list)
    for one in fits:
        for lot in one.lots:
            seen[lot.notice_id, lot.lot_id].append((one.place, lot))
    found = [pair for both in seen.values() for a, b in combinations(both, 2) if (pair := _pair(*a, *b))]
    return sorted(found, key=lambda pair: (not pair.whole, -pair.covered / pair.asked, pair.lot.days_left or 0))[
        :_PAIRS
    ]


def _pair(first: ProgrammeCompany, lot: MatchedLot, second: ProgrammeCompany, other: MatchedLot) -> Pair | None:
    """The pair where each brings something that the other lacks; None otherwise."""
    mine, theirs = lot.qualifies.requirements, other.qualifies.requirements
    if len(mine) != len(theirs) or first.company_id == second.company_id:
        return None
    by_first = [a.need for a, b in zip(mine, theirs, strict=True) if a.met and _lacks(b)]
    by_second = [b.need for a, b in zip(mine, theirs, strict=True) if b.met and _lacks(a)]
    if not by_first or not by_second:
        return None
    covered = sum(bool(a.met or b.met) for a, b in zip(mine, theirs, strict=True))
    return Pair(lot, first, second, covered, len(mine), covered == len(mine), by_first, by_second)


def _lacks(answer: Answer) -> bool:
    """Whether a company itself lacks something, also where some partner could bring it."""
    return answer.met is False or answer.by_partner
