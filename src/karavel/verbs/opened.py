"""What gateways would have opened, month by month: calls whose verdict a company there improves, for any of some firms.

Calls are taken as they were published, open or closed by now, each under the law of its own day, as if there were time:
the question is what a corridor is for, not what can still be reached.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from karavel.access import Law, Verdict, improves
from karavel.answers.opened import OpenedLot, OpenedPage
from karavel.answers.similar import Buyer
from karavel.companies import Company
from karavel.lake import Lake
from karavel.lake.lookup import lot_of
from karavel.matching.columns import Integers
from karavel.matching.prospects import Outcome, Prospects
from karavel.matching.situations import COLUMNS, VERDICTS, Situations
from karavel.routes import Decisions, Planner

_NONE: Final = -1
_Numbers = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Opened:
    """The calls that any gateway opens; those that none opens are not kept.

    Attributes:
        gateways: alpha-2, the one that opens most first.
        keys: of the lots in the lake, the newest first; ``months`` of their publication, as ``2026-11``.
        before: the verdict on a bid from home, as its place in ``VERDICTS``.
        after: gateway to the best verdict through it, -1 for lots that it does not open.
    """

    gateways: tuple[str, ...]
    keys: Integers
    months: tuple[str, ...]
    before: _Numbers
    after: dict[str, _Numbers]

    def by_month(self, gateway: str) -> dict[str, int]:
        """How many lots a gateway opened in each month."""
        rows = self._rows(gateway, "")
        months, counts = np.unique([self.months[row] for row in rows], return_counts=True)
        return dict(zip(months.tolist(), counts.tolist(), strict=True))

    def page(self, lake: Lake, gateway: str, month: str = "", *, offset: int = 0, limit: int = 25) -> OpenedPage:
        """The lots behind a number, the newest first; every month's without one.

        Raises:
            LakeMissing: the lake is gone.
        """
        rows = self._rows(gateway, month)
        return OpenedPage(total=len(rows), lots=tuple(self._read(lake, rows[offset : offset + limit], gateway)))

    def _rows(self, gateway: str, month: str) -> list[int]:
        after = self.after.get(gateway)
        rows = [] if after is None else np.flatnonzero(after != _NONE).tolist()
        return [row for row in rows if not month or self.months[row] == month]

    def _read(self, lake: Lake, rows: Sequence[int], gateway: str) -> Iterable[OpenedLot]:
        with lake.view() as view:
            table = view.unordered("calls", ("key", "sha256"))
            wanted = pa.array(self.keys[list(rows)])
            held = table.filter(pc.is_in(table["key"], value_set=wanted)).to_pydict()
            digests = dict(zip(held["key"], held["sha256"], strict=True))
            notices = view.notices_by_digest(set(digests.values()))
        for row in rows:
            key = int(self.keys[row])
            if key not in digests:  # a newer version has taken its place since
                continue
            notice = notices[digests[key]]
            lot, buyer = lot_of(notice, key), notice.buyer
            yield OpenedLot(
                notice_id=notice.id,
                lot_id=lot.id,
                title=lot.title or notice.title,
                language=notice.language,
                buyer=Buyer(buyer.name, buyer.country) if buyer else Buyer(None, None),
                published=notice.published,
                deadline=lot.deadline,
                value=lot.value or notice.value,
                direct=VERDICTS[self.before[row]],
                via=VERDICTS[self.after[gateway][row]],
            )


def opened(lake: Lake, companies: Iterable[Company], since: date, as_of: date, *, law: Law | None = None) -> Opened:
    """Calls published from one day to another that some gateway opens for some of the firms.

    Args:
        lake: where the calls lie.
        companies: the firms; those that the law cannot tell apart are asked for once.
        since: the first day of publication.
        as_of: the last one.
        law: the law, the package's by default.

    Raises:
        LakeMissing: there is no lake.
    """
    law = law or Law.load()
    with lake.view() as view:
        table = view.situated("calls", (*COLUMNS, "published"), None)
        between = pc.and_(pc.greater_equal(table["published"], since), pc.less_equal(table["published"], as_of))
        table = table.filter(between).sort_by([("published", "descending"), ("key", "ascending")])
        situations, decisions, asked = Situations(law, table), Decisions(law), set()
        size = table.num_rows
        before, after = np.full(size, _NONE, dtype=np.int8), dict[str, _Numbers]()
        for company in companies:
            planner = Planner(law, company, as_of, decisions=decisions)
            same = planner.bidder, company.preferences.gateways
            if same not in asked:
                asked.add(same)
                _hear(Prospects(planner, situations), planner.ways.gateways, before, after)
    return _kept(table, before, after)


def _hear(prospects: Prospects, gateways: Collection[str], before: _Numbers, after: dict[str, _Numbers]) -> None:
    """Takes down what gateways open for one firm, where they opened it for none before."""
    for number, outcome in enumerate(prospects.outcomes):
        found = _improved(outcome, gateways)
        rows = np.flatnonzero(prospects.outcome == number) if found else ()
        for gateway, verdict in found.items():
            column = after.setdefault(gateway, np.full(len(before), _NONE, dtype=np.int8))
            new = np.asarray(rows)[column[rows] == _NONE]
            column[new] = VERDICTS.index(verdict)
            before[new] = VERDICTS.index(outcome.verdicts[0])


def _improved(outcome: Outcome, gateways: Collection[str]) -> dict[str, Verdict]:
    """Gateway to the best verdict through it, where that is better than on a bid from home."""
    direct, found = outcome.verdicts[0], dict[str, Verdict]()
    for way, verdict in zip(outcome.ways, outcome.verdicts, strict=True):
        if way.via and way.via in gateways and improves(found.get(way.via, direct), verdict):
            found[way.via] = verdict
    return found


def _kept(table: pa.Table, before: _Numbers, after: dict[str, _Numbers]) -> Opened:
    rows = np.flatnonzero(before != _NONE)
    most = sorted(after, key=lambda gateway: (-int((after[gateway] != _NONE).sum()), gateway))
    months = pc.strftime(table["published"].take(pa.array(rows)), format="%Y-%m").to_pylist()
    keys = np.asarray(table["key"].to_numpy()[rows], dtype=np.int64)
    return Opened(tuple(most), keys, tuple(months), before[rows], {gateway: after[gateway][rows] for gateway in most})
