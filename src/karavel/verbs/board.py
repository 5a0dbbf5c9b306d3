"""The board: all open lots of a lake in memory, for many firms, many pages and many threads.

A process that answers people (the web application, a nightly run) keeps one :class:`Board`. It reads the lots, what the
law looks at in them, the text index and the law once for each generation of the lake; a firm's first page then costs
one ranking (some 100 ms for 100,000 lots), every further page, filter or count some milliseconds.

    board = Board(Lake(path), as_of=today)            # reads the lake
    board.refresh(as_of=today)                        # cheap; call it before each request: reads again what is new
    mine = board.opportunities(company)               # ranks; kept for the firms that were asked for last
    page = mine.page(Filters(markets=("PT",)), offset=20, limit=20)
    page.total, page.lots, page.facets                # how many pass, which are shown, what filters leave
    mine.lot("295399-2023", "LOT-0001")               # one lot with its plan, wherever it stands

``company`` is a :class:`karavel.companies.Company`; what is shown is :class:`karavel.answers.match.MatchedLot`, as
``karavel match --json`` prints it. Sentences are in the language that is current (``karavel.texts``): ask for
opportunities and their page in one. Nothing here reads the clock: the day is an argument.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from datetime import date
from functools import partial
from typing import Final, Literal, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from karavel.access import Law, Verdict
from karavel.answers.match import MatchedLot
from karavel.codes.cpv_labels import Labels, compact
from karavel.companies import Company
from karavel.companies.opinions import Rated
from karavel.lake import Lake
from karavel.matching.awarded import known
from karavel.matching.classified import trades_without_codes
from karavel.matching.columns import Integers
from karavel.matching.desk import Desk
from karavel.matching.entries import Entries, Entry
from karavel.matching.feedback import adjust
from karavel.matching.open_lots import OpenLots
from karavel.matching.prospects import Prospects
from karavel.matching.question import Question
from karavel.matching.ranking import Ranked, Standing
from karavel.matching.table import table_of
from karavel.matching.texts import compare
from karavel.money import Rates
from karavel.routes import Decisions, Planner
from karavel.texts import current
from karavel.verbs.matched import matched_lot

#: In which order a page shows its lots.
Order: TypeAlias = Literal["rank", "deadline", "published", "value"]

Mask: TypeAlias = npt.NDArray[np.bool_]

#: Bounds between the classes of value (EUR) and of days left that are counted.
VALUES: Final = (50_000, 140_000, 500_000, 2_000_000, 10_000_000)
DAYS: Final = (7, 14, 30, 60)
#: Down to where the place of one lot is counted as lists count; pages show no more of a list.
_DEEPEST: Final = 500


class Filters(Struct, frozen=True, kw_only=True):
    """Which lots are wanted; what is left empty leaves all.

    Attributes:
        markets: buyer countries, alpha-2.
        direct: verdicts on a bid from home.
        best: verdicts of the best way in that is in time; ``none`` for lots that have none.
        divisions: the first two digits of the main CPV code.
        languages: of the notice, ISO 639-1.
        value_min, value_max: in EUR; a lot of unknown value passes neither.
        deadline_from, deadline_until: first and last day on which it may close.
        published_from: the first day of publication.
        words: that its texts must have some of, as anybody writes them.
        fitting: only lots that fit the firm's trade.
    """

    markets: tuple[str, ...] = ()
    direct: tuple[Verdict, ...] = ()
    best: tuple[Verdict | Literal["none"], ...] = ()
    divisions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    value_min: float | None = None
    value_max: float | None = None
    deadline_from: date | None = None
    deadline_until: date | None = None
    published_from: date | None = None
    words: str = ""
    fitting: bool = False


#: No filter.
EVERYTHING: Final = Filters()


class Facets(Struct, frozen=True, kw_only=True):
    """How many lots each value of a filter would leave, the other filters holding; only values that leave some.

    ``values`` and ``days`` are counted in classes: the key is the lower bound in EUR or days left, ``unknown`` where
    the notice does not say. ``best`` counts ways in as far as requirements have been compared with the firm.
    """

    markets: dict[str, int]
    direct: dict[str, int]
    best: dict[str, int]
    divisions: dict[str, int]
    languages: dict[str, int]
    values: dict[str, int]
    days: dict[str, int]


class Page(Struct, frozen=True, kw_only=True):
    """A page of opportunities.

    Attributes:
        considered: lots that are open at all.
        total: of these, those that pass the filters.
        fitting: of those, the lots that fit the firm.
        offset: how many stand before the first one shown.
        lots: those shown, best first unless another order was asked for; their ``rank`` is the place in this list.
        facets: see :class:`Facets`; None where they were not asked for.
    """

    considered: int
    total: int
    fitting: int
    offset: int
    lots: tuple[MatchedLot, ...]
    facets: Facets | None = None


#: Lots in all rankings that are kept together: some 750 MB.
_RANKED: Final = 3_000_000


class Board:
    """The lots of a lake that are open on a day, kept for many firms. Safe to use from several threads.

    Args:
        lake: where the lots lie.
        as_of: the day to judge by.
        law: the law, the package's by default.
        labels: names of CPV codes; the package's short table by default.
        rates: exchange rates, the package's yearly ones by default.
        every: calls that are closed or published later as well, judged as if there were time.
        firms: how many firms' rankings are kept at most, each some 25 MB for 100,000 lots; of large lakes fewer are.

    Raises:
        LakeMissing: there is no lake.
    """

    def __init__(
        self,
        lake: Lake,
        *,
        as_of: date,
        law: Law | None = None,
        labels: Labels | None = None,
        rates: Rates | None = None,
        every: bool = False,
        firms: int = 8,
    ) -> None:
        self.lake, self.rates, self.labels = lake, rates or Rates(), labels or compact()
        self.law = law or Law.load()
        self._decisions = Decisions(self.law)
        self._every, self._most = every, firms
        self._kept: OrderedDict[Hashable, Opportunities] = OrderedDict()
        self._lock = threading.Lock()
        self._lots = OpenLots(lake, self.law, as_of, every=every)

    @property
    def as_of(self) -> date:
        """The day by which lots are judged."""
        return self._lots.as_of

    @property
    def generation(self) -> tuple[int, date]:
        """What is shown: the number of the lake's commit, and the day. A page made of another one is out of date."""
        return self._lots.generation

    @property
    def considered(self) -> int:
        """How many lots are open."""
        return len(self._lots.lots)

    @property
    def _room(self) -> int:
        """How many firms' rankings are kept."""
        return max(1, min(self._most, _RANKED // max(1, self.considered)))

    def refresh(self, as_of: date | None = None) -> bool:
        """Reads the lake again where something was committed or the day is another one; whether it did.

        Pages that other threads are making are finished from what was there before.

        Raises:
            LakeMissing: the lake is gone.
        """
        day = as_of or self.as_of
        with self._lock:
            if self._lots.still_holds(day):
                return False
            self._lots = OpenLots(self.lake, self.law, day, every=self._every)
            self._kept.clear()
            return True

    def opportunities(self, company: Company, opinions: Sequence[Rated] = ()) -> Opportunities:
        """All lots as they stand for a firm; kept, so that the next call costs nothing.

        Args:
            company: the firm.
            opinions: the firm's own feedback that stands, one a lot at most; it adjusts the ranking.
        """
        key = msgspec.json.encode(company), current(), msgspec.json.encode(opinions)
        with self._lock:
            lots, found = self._lots, self._kept.get(key)
            if found is None:
                found = Opportunities(self, lots, company, tuple(opinions))
                self._kept[key] = found
                while len(self._kept) > self._room:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
        return found

    def planner(self, company: Company) -> Planner:
        """Plans routes for a firm; planners of one board share what the law has said."""
        return Planner(self.law, company, self.as_of, rates=self.rates, decisions=self._decisions)


class Opportunities:
    """All lots of a board as they stand for one firm. Safe to use from several threads."""

    def __init__(self, board: Board, lots: OpenLots, company: Company, opinions: tuple[Rated, ...]) -> None:
        self.company = company
        self._board, self._open, self._opinions = board, lots, opinions
        self._judged = {one.key: one.opinion for one in opinions}
        self._lock = threading.RLock()
        self._ranked: tuple[Prospects, Desk, Standing] | None = None

    def page(
        self,
        filters: Filters = EVERYTHING,
        *,
        offset: int = 0,
        limit: int = 20,
        order: Order = "rank",
        facets: bool = False,
    ) -> Page:
        """A page of the lots that pass the filters.

        Args:
            filters: which lots are wanted.
            offset: how many to leave out from the top.
            limit: how many to show.
            order: ``rank`` best first, ``deadline`` the first to close first, ``published`` the newest first,
                ``value`` the largest first; equal ones by rank.
            facets: count what each filter would leave as well.
        """
        with self._lock:
            _, desk, standing = self._ready()
            mask = self._passing(filters)
            shown = self._shown(mask, filters, offset, limit, order)
            desk.read([each.row for each in shown])
            return Page(
                considered=len(mask),
                total=int(mask.sum()),
                fitting=int((mask & standing.fitting).sum()),
                offset=offset,
                lots=tuple(self._matched(desk, each) for each in shown),
                facets=self.facets(filters) if facets else None,
            )

    def facets(self, filters: Filters = EVERYTHING) -> Facets:
        """How many lots each value of each filter would leave, the other filters holding."""
        with self._lock:
            self._ready()
            lots = self._open

            def count(column: tuple[Integers, Sequence[str]], **without: object) -> dict[str, int]:
                codes, words = column
                passing = self._passing(msgspec.structs.replace(filters, **without))
                found = np.bincount(codes[passing] + 1, minlength=len(words) + 1)[1:]
                return {word: int(number) for word, number in zip(words, found, strict=True) if number}

            return Facets(
                markets=count(lots.markets, markets=()),
                direct=count(self._direct(), direct=()),
                best=count(self._best(), best=()),
                divisions=count(lots.divisions, divisions=()),
                languages=count(lots.languages, languages=()),
                values=count(lots.classes(lots.lots.value_eur, VALUES), value_min=None, value_max=None),
                days=count(lots.classes(lots.days_left, DAYS), deadline_from=None, deadline_until=None),
            )

    def lot(self, notice_id: str, lot_id: str) -> MatchedLot | None:
        """One lot with its plan, None where it is not open; its rank is its place in the list of all lots."""
        with self._lock:
            _, desk, standing = self._ready()
            row = self._open.row(notice_id, lot_id)
            if row is None:
                return None
            place = standing.place(row, desk.enter, _DEEPEST)
            return self._matched(desk, standing.shown([row], place)[0])

    def _ready(self) -> tuple[Prospects, Desk, Standing]:
        if self._ranked is None:
            lots, board = self._open, self._board
            planner = board.planner(self.company)
            prospects = Prospects(planner, lots.situations)
            desk = Desk(lots.view, lots.lots, planner, prospects)
            profile = known(self.company, lots.view, board.rates, lots.as_of)
            texts = compare(profile, board.labels, lots.lots.keys, lots.search)
            trades, entries = trades_without_codes(lots.view, lots.lots, profile), Entries.none(len(lots.lots))
            asked = Question(lots.lots, profile, lots.as_of, texts, entries, trades, desk.words)
            features = adjust(self._opinions, table_of(profile)).table(lots.search)
            self._ranked = prospects, desk, Standing(asked, features, prospects)
        return self._ranked

    def _matched(self, desk: Desk, ranked: Ranked) -> MatchedLot:
        lot = matched_lot(ranked, desk.plan(ranked.row), self._open.lots, self._open.as_of, self._board.rates)
        return msgspec.structs.replace(lot, opinion=self._judged.get((lot.notice_id, lot.lot_id)))

    def _shown(self, mask: Mask, filters: Filters, offset: int, limit: int, order: Order) -> tuple[Ranked, ...]:
        _, desk, standing = self._ready()
        if limit <= 0:  # only counts are wanted
            return ()
        if order == "rank":
            admit = partial(_admitted, filters)
            return standing.best(offset + limit, enter=desk.enter, admit=admit, among=mask).lots[offset:]
        rows = np.flatnonzero(mask)
        rows = rows[np.lexsort((-standing.scores[rows], self._open.order(order)[rows]))][offset : offset + limit]
        standing.enter(standing.unknown(rows), desk.enter)
        return standing.shown(rows.tolist(), offset + 1)

    def _passing(self, filters: Filters) -> Mask:
        mask = self._open.passing(filters.words)
        for (codes, words), wanted in (
            (self._open.markets, filters.markets),
            (self._open.divisions, filters.divisions),
            (self._open.languages, filters.languages),
            (self._direct(), filters.direct),
            (self._best(), filters.best),
        ):
            if wanted:
                mask &= np.array([word in wanted for word in words] + [False])[codes]
        for column, least, most in (
            (self._open.lots.value_eur, filters.value_min, filters.value_max),
            (self._open.lots.deadline, _number(filters.deadline_from), _number(filters.deadline_until)),
            (self._open.lots.published, _number(filters.published_from), None),
        ):
            if least is not None:
                mask &= column >= least
            if most is not None:
                mask &= column <= most
        return mask & self._ready()[2].fitting if filters.fitting else mask

    def _direct(self) -> tuple[Integers, Sequence[str]]:
        prospects = self._ready()[0]
        return _recoded(prospects.outcome, prospects.directly())

    def _best(self) -> tuple[Integers, Sequence[str]]:
        entries = self._ready()[2].entries
        return _recoded(entries.codes, [entry.best or "none" for entry in entries.distinct])


def _admitted(filters: Filters, entry: Entry) -> bool:
    """Whether a lot passes still, now that its way in is known."""
    return not filters.best or (entry.best or "none") in filters.best


def _recoded(codes: Integers, words: Sequence[str]) -> tuple[Integers, Sequence[str]]:
    """Codes of things as codes of words that several things share."""
    distinct = tuple(dict.fromkeys(words))
    return np.array([distinct.index(word) for word in words], dtype=np.int64)[codes], distinct


def _number(day: date | None) -> float | None:
    return None if day is None else float((day - date(1970, 1, 1)).days)
