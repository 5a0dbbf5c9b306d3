"""Contracts won, as columns: one row a supplier of an award."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from karavel.lake import View
from karavel.matching.columns import Coded, CodedLists, Floats, coded, coded_lists, days, floats
from karavel.notices import Notice

#: The columns of the lake's awards that are read.
COLUMNS: Final = (
    *("sha256", "lot_id", "notice_id", "published", "date", "title", "buyer_name", "buyer_country", "cpv"),
    *("value_eur", "supplier_name", "supplier_country", "supplier_ids", "format", "ocid"),
    *("contract_id", "tenders_total", "procedure"),
)
#: What stands for a natural person whose number Portal BASE hides under data protection law.
REDACTED: Final = "RGPD"

_KINDS: Final = ("award",)


@dataclass(frozen=True, eq=False)
class Contracts:
    """Contracts won; each property is a column, made when it is first asked for.

    Attributes:
        table: the lake's rows, with :data:`COLUMNS`.
    """

    table: pa.Table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @cached_property
    def cpv(self) -> CodedLists:
        """CPV codes of the contract."""
        return coded_lists(self.table["cpv"])

    @cached_property
    def buyer(self) -> Coded:
        """The buyer's name."""
        return coded(self.table["buyer_name"])

    @cached_property
    def value_eur(self) -> Floats:
        """The contract's value in EUR, NaN where unknown."""
        return floats(self.table["value_eur"])

    @cached_property
    def day(self) -> Floats:
        """Day of the award, else of publication, in days since 1970; NaN where unknown."""
        return days(pc.coalesce(self.table["date"], self.table["published"]))

    @cached_property
    def abroad(self) -> npt.NDArray[np.bool_]:
        """Whether supplier and buyer are of different countries, both known."""
        apart = pc.not_equal(self.table["supplier_country"], self.table["buyer_country"])
        return np.asarray(apart.fill_null(False).to_numpy())


@dataclass(frozen=True, eq=False)
class Awards:
    """Contracts beside what is wanted.

    Attributes:
        contracts: what was won.
        scores: BM25 score of each contract's words.
    """

    contracts: Contracts
    scores: Floats

    def __len__(self) -> int:
        return len(self.contracts)

    def take(self, rows: pa.ChunkedArray | npt.NDArray[np.bool_]) -> Awards:
        """The rows for which there is a true."""
        chosen = np.asarray(rows)
        return Awards(Contracts(self.contracts.table.filter(pa.array(chosen))), self.scores[chosen])


class History:
    """The contracts that are known on a day, and the words that the text index knows of them.

    Args:
        view: the lake.
        as_of: the day; None for all that is known.
        besides: ids of notices and of processes (OCID) that are left out: what is wanted may have been awarded already.
    """

    def __init__(self, view: View, as_of: date | None, besides: Collection[str] = ()) -> None:
        self._view = view
        table = view.unordered("current_awards", COLUMNS, as_of)
        told = _told(table, besides)
        # Most lakes tell all; a copy of the whole table takes longer than to find that out.
        self.contracts = Contracts(table if pc.all(told).as_py() else table.filter(told))
        self._lots = view.unordered("lots", ("key", "sha256", "lot_id"))

    def without(self, besides: Collection[str]) -> Self:
        """The same less some notices and processes, without reading the lake again."""
        less = copy(self)
        less.contracts = Contracts(self.contracts.table.filter(_told(self.contracts.table, besides)))
        return less

    def notices(self, digests: Collection[str]) -> Mapping[str, Notice]:
        """The notices behind some contracts, by digest: what no column tells stands there."""
        return self._view.notices_by_digest(digests)

    def beside(self, words: Mapping[str, float], limit: int) -> Awards:
        """The contracts with how well their words match.

        Args:
            words: what is wanted, to how much each counts.
            limit: of lots that the search in the text index brings.

        Raises:
            LakeError: the text index cannot be written.
        """
        found = self._view.scores(words, limit, _KINDS)
        return Awards(self.contracts, _scores(self.contracts.table, self._lots, found))


def _told(table: pa.Table, besides: Collection[str]) -> pa.ChunkedArray:
    """Which rows name a supplier that may be named, and are not those to be left out."""
    hidden = pc.and_(pc.equal(table["format"], "base"), pc.equal(pc.list_value_length(table["supplier_ids"]), 0))
    redacted = pc.or_(hidden, pc.equal(pc.utf8_upper(table["supplier_name"]), REDACTED))
    out = pa.array(sorted(besides), pa.string())
    own = pc.or_(pc.is_in(table["notice_id"], value_set=out), pc.is_in(table["ocid"], value_set=out))
    named = pc.is_valid(table["supplier_name"])
    return pc.and_(named, pc.invert(pc.or_(redacted.fill_null(False), own)))


def _scores(table: pa.Table, lots: pa.Table, found: Mapping[int, float]) -> Floats:
    """Scores by lot, brought to the rows of their awards; an award that names no lot has its notice's best."""
    lots = lots.filter(pc.is_in(lots["key"], value_set=pa.array(list(found), pa.int64())))
    by_lot: dict[tuple[str, str | None], float] = {}
    for lot in lots.to_pylist():
        for name in (lot["lot_id"], None):
            by_lot[lot["sha256"], name] = max(found[lot["key"]], by_lot.get((lot["sha256"], name), 0.0))
    scores = np.zeros(table.num_rows)
    rows = np.flatnonzero(pc.is_in(table["sha256"], value_set=lots["sha256"].combine_chunks()))
    named = table.select(["sha256", "lot_id"]).take(pa.array(rows)).to_pylist()
    scores[rows] = [by_lot.get((row["sha256"], row["lot_id"]), 0.0) for row in named]
    return scores
