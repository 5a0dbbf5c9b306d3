"""The lake as pages see it: one service a process over the verbs, which keeps what is costly to work out.

Results are kept by the lake's generation (the number of its manifest), the digest of the company's profile, the day and
the language, so nothing has to be told when any of these changes: what is old is simply not asked for any more.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple, TypeVar

from karavel import texts
from karavel.access import Law
from karavel.answers.access import Access
from karavel.answers.match import Match, MatchedLot
from karavel.companies import Company
from karavel.errors import LakeMissing
from karavel.lake import Lake
from karavel.verbs.access import access
from karavel.verbs.match import match
from karavel.verbs.show import show
from karavel.web import environment
from karavel.web.accounts.models import Installation

_Made = TypeVar("_Made")

#: Lots that are ranked for a list; whoever pages further narrows the list instead.
DEEPEST: Final = 300
_KEPT: Final = 500  # results


class Query(NamedTuple):
    """What a list is narrowed to.

    Attributes:
        markets: buyer countries (alpha-2); none for all.
        verdicts: of the bid from home; none for all.
    """

    markets: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()


class Ranked(NamedTuple):
    """A ranked list.

    Attributes:
        lots: best first, at most :data:`DEEPEST`.
        considered: open lots that were looked at; ``fitting`` those that fit.
        markets: country to lots of the list before it was narrowed to markets, most first.
    """

    lots: tuple[MatchedLot, ...]
    considered: int
    fitting: int
    markets: dict[str, int]


class Board:
    """What one lake holds, for all who ask in this process; its methods may be called from several threads.

    Args:
        root: the lake's folder, which need not be there yet.
    """

    def __init__(self, root: Path) -> None:
        self.lake = Lake(root)
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
            with self.lake.view() as view:
                return view.manifest.sequence
        except LakeMissing:
            return 0

    def ranked(self, company: Company, as_of: date, query: Query = Query()) -> Ranked:  # noqa: B008 - a tuple
        """The open lots that fit a company best.

        Raises:
            LakeMissing: there is no lake.
        """
        whole = self._match(company, as_of, query._replace(markets=()))
        found = self._match(company, as_of, query) if query.markets else whole
        markets = Counter(lot.buyer.country for lot in whole.lots if lot.buyer.country)
        return Ranked(found.lots, found.considered, found.fitting, dict(markets.most_common()))

    def _match(self, company: Company, as_of: date, query: Query) -> Match:
        def work_out() -> Match:
            return match(
                self.lake,
                company,
                as_of,
                top=DEEPEST,
                markets=query.markets,
                verdicts=query.verdicts,  # type: ignore[arg-type]  # the form gives verdicts only
                law=self.law,
            )

        return self._keep(("match", company.digest(), as_of, query), work_out)

    def notice(self, notice_id: str) -> dict[str, Any]:
        """A notice as ``karavel show`` gives it.

        Raises:
            LakeMissing: there is no lake; NotFound: it has no such notice.
        """
        return self._keep(("notice", notice_id), lambda: show(self.lake, notice_id))

    def access(self, company: Company, notice_id: str, as_of: date) -> Access:
        """The decision for each lot and route of a notice.

        Raises:
            LakeMissing: there is no lake; NotFound: it has no such notice.
        """
        key = ("access", company.digest(), notice_id, as_of)
        return self._keep(key, lambda: access(self.lake, company, notice_id, as_of, self.law))

    def title(self, lot: MatchedLot) -> str:
        """A lot's title in the language in use where its notice is called by the lot's title and has a translation."""
        if lot.language == texts.current():
            return lot.title
        titles: dict[str, str] = self.notice(lot.notice_id)["titles"]
        own = titles.get(texts.current())
        return own if own and lot.title == lot.notice_title else lot.title

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
