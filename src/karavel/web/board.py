"""The lake as pages see it: one board a process over the verbs, which keeps what is costly to work out.

``board()`` gives it. Lists come from :class:`karavel.verbs.board.Board`, which is read again when something was
committed to the lake or the day is another one; other answers are kept by the lake's generation (the number of its
manifest), the digest of the company's profile, the day and the language. So nothing has to be told when any of these
changes: what is old is simply not asked for any more. Days are arguments: pages pass ``timezone.localdate()``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Final, TypeVar

from karavel import texts
from karavel.access import Law
from karavel.answers.access import Access
from karavel.answers.match import MatchedLot
from karavel.answers.routes import Routes
from karavel.codes.cpv_labels import compact
from karavel.companies import Company
from karavel.companies.opinions import Rated, Sketch
from karavel.errors import LakeMissing, NotFound
from karavel.lake import Lake
from karavel.matching.feedback.sketching import sketch
from karavel.matching.open_lots import OpenLots
from karavel.matching.similar.choosing import chosen
from karavel.money import Rates
from karavel.notices import Notice
from karavel.verbs.access import access
from karavel.verbs.board import EVERYTHING, Filters, Opportunities, Order, Page
from karavel.verbs.board import Board as OpenBoard
from karavel.verbs.routes import routes
from karavel.verbs.show import show
from karavel.web import environment
from karavel.web.accounts.models import Installation

_Made = TypeVar("_Made")

_KEPT: Final = 500  # answers besides lists
#: Firms whose lists a process keeps; some 10 MB each for 100,000 lots, and a worker is to stay under 600 MB.
_FIRMS: Final = 8


class Board:
    """What one lake holds, for all who ask in this process; its methods may be called from several threads.

    Each method but :meth:`generation` raises :class:`karavel.errors.LakeMissing` where there is no lake yet.

    Args:
        root: the lake's folder, which need not be there yet.
    """

    def __init__(self, root: Path) -> None:
        self.lake = Lake(root)
        self._open: OpenBoard | None = None
        self._opening = Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._locks: dict[Hashable, Lock] = {}
        self._lock = Lock()

    @cached_property
    def law(self) -> Law:
        """The law, read once."""
        return Law.load()

    def generation(self) -> int:
        """The number of the lake's manifest; 0 where there is no lake.

        Raises:
            LakeError: the lake cannot be read.
        """
        try:
            return self.lake.sequence()
        except LakeMissing:
            return 0

    def opportunities(self, company: Company, as_of: date, opinions: Sequence[Rated] = ()) -> Opportunities:
        """All open lots as they stand for a company; ``page``, ``facets`` and ``lot`` of it cost milliseconds.

        ``opinions`` are the company's own, which its ranking hears; pages ask ``opportunities.mine`` for these.
        """
        return self._opened(as_of).opportunities(company, opinions=opinions)

    def open_lots(self, as_of: date) -> OpenLots:
        """All open lots, for other questions about them; whoever holds them keeps them readable."""
        return self._opened(as_of).open_lots

    def warm(self, as_of: date) -> None:
        """Reads law and open lots, so that the next request does not wait for them."""
        self._opened(as_of)

    def page(
        self,
        company: Company,
        as_of: date,
        filters: Filters = EVERYTHING,
        *,
        offset: int = 0,
        limit: int = 20,
        order: Order = "rank",
        facets: bool = False,
    ) -> Page:
        """A page of a company's opportunities; arguments as for :meth:`karavel.verbs.board.Opportunities.page`."""
        mine = self.opportunities(company, as_of)
        return mine.page(filters, offset=offset, limit=limit, order=order, facets=facets)

    def lot(self, company: Company, as_of: date, notice_id: str, lot_id: str) -> MatchedLot | None:
        """One lot with its way in and score; None where it is not open."""
        return self.opportunities(company, as_of).lot(notice_id, lot_id)

    def notice(self, notice_id: str) -> dict[str, Any]:
        """A notice as ``karavel show`` gives it.

        Raises:
            NotFound: the lake has no such notice.
        """
        return self._keep(("notice", notice_id), lambda: show(self.lake, notice_id))

    def latest(self, notice_ids: Collection[str]) -> dict[str, Notice]:
        """The newest versions of notices as published, by the ids given; without those that the lake does not have.

        Much faster than :meth:`notice`; the deadlines that hold are those of :meth:`lot`.
        """
        return self._keep(("latest", frozenset(notice_ids)), lambda: dict(self._latest(sorted(notice_ids))))

    def _latest(self, notice_ids: Sequence[str]) -> Iterator[tuple[str, Notice]]:
        if notice_ids:
            with self.lake.view() as view:
                for notice_id in notice_ids:
                    with suppress(NotFound):
                        yield notice_id, view.latest(notice_id)

    def access(self, company: Company, notice_id: str, as_of: date) -> Access:
        """The decision for each lot and route of a notice.

        Raises:
            NotFound: the lake has no such notice.
        """
        key = ("access", company.digest(), notice_id, as_of)
        return self._keep(key, lambda: access(self.lake, company, notice_id, as_of, self.law))

    def routes(self, company: Company, as_of: date, via: tuple[str, ...] = ()) -> Routes:
        """What each route and gateway opens for a company among the open lots, as ``karavel routes`` gives it."""
        key = ("routes", company.digest(), as_of, via)
        return self._keep(key, lambda: routes(self.lake, company, as_of, via=via, law=self.law))

    def newest(self, company: Company, as_of: date) -> date | None:
        """The day of publication of the newest open lot, the same for every company; None where none is open."""

        def look() -> date | None:
            lots = self.page(company, as_of, limit=1, order="published").lots
            return lots[0].published if lots else None

        return self._keep(("newest", as_of), look)

    @staticmethod
    def title(lot: MatchedLot) -> str:
        """A lot's title in the language in use where its notice is called by the lot's title and has a translation."""
        if lot.language == texts.current() or lot.title != lot.notice_title:
            return lot.title
        return lot.titles.get(texts.current()) or lot.title

    def sketch(self, company: Company, notice_id: str, lot_id: str, on: date) -> Sketch:
        """What a company's opinion remembers of a lot.

        Raises:
            NotFound: the lake has no such notice, or the notice no such lot.
        """
        with self.lake.view() as view:
            notice = view.latest(notice_id)
            return sketch(view, company, notice, chosen(notice, lot_id), on, compact(), Rates())

    def kept(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """What a page works out of the lake: made once a generation and language, by its key.

        Raises:
            LakeMissing: there is no lake.
        """
        return self._keep(key, make)

    def _opened(self, as_of: date) -> OpenBoard:
        """The open lots of today's lake; read by one thread while others wait for it."""
        with self._opening:
            if self._open is None:
                self._open = OpenBoard(self.lake, as_of=as_of, law=self.law, firms=_FIRMS)
            else:
                self._open.refresh(as_of)
            return self._open

    def _keep(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """What was made for a key in this generation and language; made by one thread while others wait for it."""
        whole = (self.generation(), texts.current(), key)
        with self._lock:
            making = self._locks.setdefault(whole, Lock())
        with making:
            found: _Made = self._kept[whole] if whole in self._kept else self._put(whole, make())
        with self._lock:
            self._locks.pop(whole, None)
        return found

    def _put(self, key: Hashable, value: _Made) -> _Made:
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return value


@cache
def _board(root: Path) -> Board:
    return Board(root)


def lake_folder() -> Path:
    """The lake chosen in the browser, else the one of the environment."""
    chosen = Installation.here().lake
    return Path(chosen) if chosen else environment.folder("KARAVEL_LAKE")


def board() -> Board:
    """The board of this installation's lake."""
    return _board(lake_folder())
