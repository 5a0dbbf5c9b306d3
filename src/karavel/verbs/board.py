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
from functools import cached_property, partial
from typing import Final, Literal, TypeAlias

import msgspec
import numpy as np
from msgspec import Struct

from karavel.access import Law
from karavel.answers.match import MatchedLot
from karavel.codes.cpv_labels import Labels, compact
from karavel.companies import Company
from karavel.companies.opinions import Rated, heard, hidden
from karavel.lake import Lake
from karavel.matching.awarded import known
from karavel.matching.classified import trades_without_codes
from karavel.matching.columns import Integers
from karavel.matching.desk import Desk
from karavel.matching.entries import Entries, Entry
from karavel.matching.feedback import adjust
from karavel.matching.narrowing import EVERYTHING, Column, Facets, Filters, Mask, Narrowed, Seen
from karavel.matching.open_lots import DAYS, VALUES, OpenLots, same_buyer
from karavel.matching.prospects import Prospects
from karavel.matching.question import Question
from karavel.matching.ranking import Ranked, Standing
from karavel.matching.table import table_of
from karavel.matching.texts import compare
from karavel.money import Rates
from karavel.routes import Decisions, Planner
from karavel.texts import current
from karavel.verbs.matched import matched_lot

__all__ = ["DAYS", "EVERYTHING", "EXACT", "VALUES", "Board", "Facets", "Filters", "Opportunities", "Order", "Page"]
__all__ += ["same_buyer"]

#: In which order a page shows its lots.
Order: TypeAlias = Literal["rank", "deadline", "published", "value"]


class Page(Struct, frozen=True, kw_only=True):
    """A page of opportunities.

    Attributes:
        considered: lots that are open at all.
        total: of these, those that pass the filters.
        left_out: those that would pass, and that the firm has hidden.
        fitting: of those, the lots that fit the firm.
        offset: how many stand before the first one shown.
        lots: those shown, best first unless another order was asked for; their ``rank`` is the place in this list.
        facets: see :class:`Facets`; None where they were not asked for.
    """

    considered: int
    total: int
    left_out: int
    fitting: int
    offset: int
    lots: tuple[MatchedLot, ...]
    facets: Facets | None = None


#: Places of a ranked list that are exact; beyond, lots stand by their score as far as it is known without reading what
#: each asks, so that whoever pages to the end waits no longer than at the beginning.
EXACT: Final = 500
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
        self._kept: OrderedDict[Hashable, _Ranking] = OrderedDict()
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
    def open_lots(self) -> OpenLots:
        """The lots, for other questions about them: whoever holds them keeps them readable."""
        return self._lots

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
            opinions: the firm's own feedback that stands, one a lot at most; it adjusts the ranking, and what is
                hidden is left out.
        """
        listened = heard(opinions)
        key = msgspec.json.encode(company), current(), msgspec.json.encode(listened)
        with self._lock:
            lots, found = self._lots, self._kept.get(key)
            if found is None:
                found = self._kept[key] = _Ranking(self, lots, company, listened)
                while len(self._kept) > self._room:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            if found.shown is None or found.shown.hidden != hidden(opinions):
                found.shown = Opportunities(self, lots, found, opinions)
            return found.shown

    def planner(self, company: Company) -> Planner:
        """Plans routes for a firm; planners of one board share what the law has said."""
        return Planner(self.law, company, self.as_of, rates=self.rates, decisions=self._decisions)


class _Ranking:
    """All lots ranked for one firm with the opinions that its ranking hears; made when it is first asked for."""

    def __init__(self, board: Board, lots: OpenLots, company: Company, opinions: tuple[Rated, ...]) -> None:
        self.company, self.lock = company, threading.RLock()
        self._board, self._open, self._opinions = board, lots, opinions
        self.shown: Opportunities | None = None  # with what the firm has hidden by now

    @cached_property
    def prospects(self) -> Prospects:
        """The ways into all lots as far as they are known without reading what is asked."""
        return Prospects(self._board.planner(self.company), self._open.situations)

    @cached_property
    def desk(self) -> Desk:
        """Plans of the lots that were looked into."""
        return Desk(self._open.view, self._open.lots, self._board.planner(self.company), self.prospects)

    @cached_property
    def standing(self) -> Standing:
        """Where all lots stand."""
        lots, board = self._open, self._board
        profile = known(self.company, lots.view, board.rates, lots.as_of)
        texts = compare(profile, board.labels, lots.lots.keys, lots.search)
        trades, entries = trades_without_codes(lots.view, lots.lots, profile), Entries.none(len(lots.lots))
        asked = Question(lots.lots, profile, lots.as_of, texts, entries, trades, self.desk.words)
        features = adjust(self._opinions, table_of(profile)).table(lots.search)
        return Standing(asked, features, self.prospects)

    @cached_property
    def direct(self) -> Column:
        """The verdict on a bid from home for each lot."""
        return _recoded(self.prospects.outcome, self.prospects.directly())

    @property
    def best(self) -> Column:
        """The verdict of the best way into each lot, as far as it is known."""
        entries = self.standing.entries
        return _recoded(entries.codes, [entry.best or "none" for entry in entries.distinct])


class Opportunities:
    """All lots of a board as they stand for one firm, without those that it has hidden. Safe to use from threads."""

    def __init__(self, board: Board, lots: OpenLots, ranking: _Ranking, opinions: Sequence[Rated]) -> None:
        self.company = ranking.company
        self._board, self._open, self._ranking = board, lots, ranking
        self._judged = {one.key: one.opinion for one in opinions}
        self.hidden = hidden(opinions)
        self._hidden = lots.rows_of(self.hidden)

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
            order: ``rank`` best first (exact for the first :data:`EXACT`), ``deadline`` the first to close first,
                ``published`` the newest first, ``value`` the largest first; equal ones by rank.
            facets: count what each filter would leave as well.
        """
        with self._ranking.lock:
            desk, standing = self._ranking.desk, self._ranking.standing
            narrowed = self._narrowed(filters)
            rows = self._rows(narrowed.mask, filters, offset, limit, order)
            desk.read(rows)
            return Page(
                considered=len(narrowed.mask),
                total=int(narrowed.mask.sum()),
                left_out=narrowed.left_out,
                fitting=int((narrowed.mask & standing.fitting).sum()),
                offset=offset,
                lots=tuple(self._matched(desk, each) for each in standing.shown(rows, offset + 1)),
                facets=self._narrowed(filters).facets() if facets else None,
            )

    def facets(self, filters: Filters = EVERYTHING) -> Facets:
        """How many lots each value of each filter would leave, the other filters holding."""
        with self._ranking.lock:
            return self._narrowed(filters).facets()

    def buyers(self, words: str, filters: Filters = EVERYTHING, *, most: int = 20) -> dict[str, int]:
        """Buyers by words of their names, with how many lots each would leave, the other filters holding."""
        with self._ranking.lock:
            return self._narrowed(filters).buyers(words, most)

    def lot(self, notice_id: str, lot_id: str) -> MatchedLot | None:
        """One lot with its plan, None where it is not open; its rank is its place in the list of all lots."""
        with self._ranking.lock:
            desk, standing = self._ranking.desk, self._ranking.standing
            row = self._open.row(notice_id, lot_id)
            if row is None:
                return None
            place = standing.place(row, desk.enter, EXACT)
            return self._matched(desk, standing.shown([row], place)[0])

    def _narrowed(self, filters: Filters) -> Narrowed:
        ranking = self._ranking
        seen = Seen(ranking.direct, ranking.best, ranking.standing.fitting, self._hidden)
        return Narrowed(self._open, seen, filters)

    def _matched(self, desk: Desk, ranked: Ranked) -> MatchedLot:
        lot = matched_lot(ranked, desk.plan(ranked.row), self._open.lots, self._open.as_of, self._board.rates)
        return msgspec.structs.replace(lot, opinion=self._judged.get((lot.notice_id, lot.lot_id)))

    def _rows(self, mask: Mask, filters: Filters, offset: int, limit: int, order: Order) -> list[int]:
        """The lots of a page, in their order, each with its way in worked out."""
        if limit <= 0:  # only counts are wanted
            return []
        if order == "rank":
            return self._best(mask, filters, offset, offset + limit)
        rows, column, end = np.flatnonzero(mask), self._open.order(order), offset + limit
        if len(rows) > end:  # sorting all of them would cost more than the rest of the page
            rows = rows[column[rows] <= np.partition(column[rows], end - 1)[end - 1]]
        rows = rows[np.lexsort((-self._ranking.standing.scores[rows], column[rows]))]
        return self._entered(rows[offset:end])

    def _best(self, mask: Mask, filters: Filters, offset: int, end: int) -> list[int]:
        """The lots from one place of the ranked list to another."""
        standing, admit = self._ranking.standing, partial(_admitted, filters)
        best = standing.highest(min(end, EXACT), enter=self._ranking.desk.enter, admit=admit, among=mask)
        if end <= EXACT or len(best) < EXACT:
            return list(best[offset:].tolist())
        others = mask.copy()
        others[best] = False
        rest = standing.foreseen(others)[max(offset - EXACT, 0) : end - EXACT]
        return [*best[offset:].tolist(), *self._entered(rest)]

    def _entered(self, rows: Integers) -> list[int]:
        standing = self._ranking.standing
        standing.enter(standing.unknown(rows), self._ranking.desk.enter)
        return list(rows.tolist())


def _admitted(filters: Filters, entry: Entry) -> bool:
    """Whether a lot passes still, now that its way in is known."""
    return not filters.best or (entry.best or "none") in filters.best


def _recoded(codes: Integers, words: Sequence[str]) -> Column:
    """Codes of things as codes of words that several things share."""
    distinct = tuple(dict.fromkeys(words))
    return np.array([distinct.index(word) for word in words], dtype=np.int64)[codes], distinct
