"""What became of it: lots taken up, bids and wins by month, company and market. Each number is a list of pursuits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karavel import texts
from karavel.web import scope
from karavel.web.accounts.models import Organisation, ProgrammeCompany
from karavel.web.workspace.models import Pursuit

_State = Pursuit.State
#: Column to its words, and the state that a move into makes it count.
WHATS: Final[dict[str, tuple[Promise, str]]] = {
    "pursued": (_("taken up"), ""),
    "submitted": (_("bids"), _State.SUBMITTED),
    "won": (_("won"), _State.WON),
}
MONTHS: Final = 12
_FEWEST: Final = 6  # months of a young programme's chart


class Happening(NamedTuple):
    """Something that happened to a pursuit of a company: taken up, bid for, won."""

    what: str
    on: date
    pursuit: Pursuit
    company: Organisation


class Cell(NamedTuple):
    """A number with the address of its list."""

    number: int
    address: str


class Line(NamedTuple):
    """A month, company or market with its numbers; ``eur`` is what was won, ``bars`` the drawing of a month."""

    name: str
    cells: list[Cell]
    eur: float
    bars: list[tuple[int, int, int]]

    @property
    def month(self) -> str:
        """The name of a month as the reader's calendar shortens it."""
        return texts.month(date.fromisoformat(f"{self.name}-01"))

    @property
    def drawn(self) -> list[tuple[Cell, tuple[int, int, int]]]:
        """Each number with its bar."""
        return list(zip(self.cells, self.bars, strict=True))


class Choice(NamedTuple):
    """Which happenings are wanted; what is empty leaves all."""

    what: str = ""
    month: str = ""
    market: str = ""
    company: str = ""

    def holds(self, one: Happening) -> bool:
        """Whether a happening is among them."""
        said = (one.what, f"{one.on:%Y-%m}", one.pursuit.buyer_country, str(one.company.pk))
        return all(not wanted or wanted == value for wanted, value in zip(self, said, strict=True))

    @property
    def address(self) -> str:
        """The query of the list."""
        return urlencode({name: value for name, value in zip(self._fields, self, strict=True) if value})


def chosen(query: QueryDict, happened: list[Happening]) -> list[Happening]:
    """The happenings behind a number, by the query of its list."""
    choice = asked(query)
    return [one for one in happened if choice.holds(one) and (choice.what or one.what == "pursued")]


def asked(query: QueryDict) -> Choice:
    """Which happenings a query names."""
    return Choice(*(query.get(name, "") for name in Choice._fields))


def happenings(places: Iterable[ProgrammeCompany]) -> list[Happening]:
    """What happened in the companies of a programme, the latest first; each once for a pursuit, at its last time."""
    found: list[Happening] = []
    for company in {place.company_id: place.company for place in places}.values():
        with scope.within(company):
            pursuits = Pursuit.objects.select_related("owner").prefetch_related("moves")
            found += [one for pursuit in pursuits for one in _of(pursuit, company)]
    return sorted(found, key=lambda one: (one.on, one.pursuit.pk), reverse=True)


def _of(pursuit: Pursuit, company: Organisation) -> list[Happening]:
    moves = list(pursuit.moves.all())
    found = [Happening("pursued", timezone.localdate(pursuit.created), pursuit, company)]
    for what, (_words, state) in WHATS.items():
        when = [move.created for move in moves if state and move.after == state]
        if when and _still(what, pursuit):
            found.append(Happening(what, timezone.localdate(max(when)), pursuit, company))
    return found


def _still(what: str, pursuit: Pursuit) -> bool:
    """A result that was taken back is none."""
    standing = {"submitted": (_State.SUBMITTED, _State.WON, _State.LOST), "won": (_State.WON,)}
    return pursuit.state in standing[what]


def by_month(found: list[Happening], today: date) -> list[Line]:
    """The last twelve months, this one last; a programme that began later leaves out months before it, down to six."""
    names = [f"{month:%Y-%m}" for month in months(today)]
    lines = [_line(name, found, Choice(month=name)) for name in names]
    began = next((at for at, line in enumerate(lines) if any(cell.number for cell in line.cells)), MONTHS)
    return _with_bars(lines[min(began, MONTHS - _FEWEST) :])


def by_company(found: list[Happening], places: Iterable[ProgrammeCompany]) -> dict[int, Line]:
    """Company to its numbers."""
    return {
        place.company_id: _line(place.company.name, found, Choice(company=str(place.company_id))) for place in places
    }


def by_market(found: list[Happening]) -> list[Line]:
    """Buyer countries, the most pursued first."""
    markets = sorted({one.pursuit.buyer_country for one in found if one.pursuit.buyer_country})
    lines = [_line(market, found, Choice(market=market)) for market in markets]
    return sorted(lines, key=lambda line: (-line.cells[0].number, line.name))


def total(found: list[Happening]) -> Line:
    """All of it."""
    return _line("", found, Choice())


def _line(name: str, found: list[Happening], choice: Choice) -> Line:
    inside = [one for one in found if choice.holds(one)]
    cells = [Cell(sum(one.what == what for one in inside), choice._replace(what=what).address) for what in WHATS]
    eur = sum(one.pursuit.amount_eur or 0 for one in inside if one.what == "won")
    return Line(name, cells, eur, [])


def months(today: date) -> list[date]:
    """The first days of the last twelve months, this one last."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


#: The chart, in units of its drawing: a month's width, the height of the tallest bar, where the bars stand.
STEP, HEIGHT, FLOOR, BAR = 56, 110, 124, 12


def _with_bars(lines: list[Line]) -> list[Line]:
    """Lines with the left edge, top and height of each bar."""
    most = max((cell.number for line in lines for cell in line.cells), default=0) or 1
    return [
        line._replace(bars=[_bar(n, at, cell.number, most) for at, cell in enumerate(line.cells)])
        for n, line in enumerate(lines)
    ]


def _bar(month: int, at: int, count: int, most: int) -> tuple[int, int, int]:
    height = round(HEIGHT * count / most)
    return month * STEP + 6 + at * (BAR + 2), FLOOR - height, height
