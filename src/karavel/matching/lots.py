"""The lots to rank, as columns: what the features compute with, and where their words are found when one is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from karavel.matching.columns import Coded, CodedLists, Floats, Integers, coded, coded_lists, days, floats

#: The columns of the lake's table of lots that ranking reads; nothing else need be loaded.
COLUMNS = (
    "key",
    "sha256",
    "deadline",
    "notice_id",
    "lot_id",
    "published",
    "deadline_day",
    "language",
    "languages",
    "buyer_country",
    "cpv",
    "nature",
    "value_eur",
)

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, eq=False)
class Lots:
    """Lots in the order of their table; each property is a column, made when a feature first asks for it."""

    table: pa.Table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @cached_property
    def keys(self) -> Integers:
        """The lots' keys in the text index."""
        return np.asarray(self.table["key"].to_numpy(), dtype=np.int64)

    @cached_property
    def cpv(self) -> CodedLists:
        """CPV codes, main code first."""
        return coded_lists(self.table["cpv"])

    @cached_property
    def nature(self) -> Coded:
        """What is bought, as the notice says: services, supplies or works."""
        return coded(self.table["nature"])

    @cached_property
    def value_eur(self) -> Floats:
        """The estimate in EUR, NaN where the notice gives none."""
        return floats(self.table["value_eur"])

    @cached_property
    def published(self) -> Floats:
        """Day of publication, in days since 1970."""
        return days(self.table["published"])

    @cached_property
    def deadline(self) -> Floats:
        """Last day, in days since 1970; NaN where the notice gives none."""
        return days(self.table["deadline_day"])

    @cached_property
    def buyer_country(self) -> Coded:
        """The buyer's country, alpha-2."""
        return coded(self.table["buyer_country"])

    @cached_property
    def language(self) -> Coded:
        """The notice's language, ISO 639-1."""
        return coded(self.table["language"])

    @cached_property
    def languages(self) -> CodedLists:
        """The languages in which tenders may be written, ISO 639-1."""
        return coded_lists(self.table["languages"])

    def days_left(self, as_of: date) -> Floats:
        """Days from ``as_of`` (from publication, where that is later) to the deadline; NaN without one."""
        today = float((as_of - _EPOCH).days)
        begin = np.fmax(self.published, today)
        return np.asarray(self.deadline - begin, dtype=np.float64)

    def days_left_of(self, number: int, as_of: date) -> float:
        """The same for one lot: a page asks for a few of very many."""
        begin = np.fmax(self.published[number], float((as_of - _EPOCH).days))
        return float(self.deadline[number] - begin)

    def row(self, number: int) -> dict[str, Any]:
        """One lot as a dict, for the sentences about it."""
        found: dict[str, Any] = self.table.slice(number, 1).to_pylist()[0]
        return found

    def take(self, numbers: Integers) -> Lots:
        """The lots with these numbers, in this order."""
        return Lots(self.table.take(pa.array(numbers)))
