"""Situations as a table: read from the lake's files, or worked out from notices, and brought beside their lots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from karavel.lake.rows import lot_key
from karavel.lake.situations import SituationRow, situation_rows
from karavel.lake.tables import SITUATIONS
from karavel.money import Rates
from karavel.notices import Notice

#: Columns that are read; the text and bytes among them as dictionaries.
_COLUMNS: Final = [name for name in SITUATIONS.schema.names if name != "part"]
_CODED: Final = ["facts", "currency"]


def read_situations(paths: Sequence[Path]) -> pa.Table:
    """All situations in these files, versions and all."""
    read = [pq.read_table(path, columns=_COLUMNS, read_dictionary=_CODED) for path in paths]
    return pa.concat_tables([_table([]), *read]).unify_dictionaries()


def situations_of(notices: Iterable[Notice]) -> pa.Table:
    """The situations of all lots of some notices, in euro at the package's rates."""
    rates = Rates()
    return _table([row for notice in notices for row in _rows(notice, rates)])


def _rows(notice: Notice, rates: Rates) -> Iterable[SituationRow]:
    sha256 = notice.provenance.sha256
    return situation_rows(notice, (lot_key(sha256, number) for number in count()), "", rates)


def _table(rows: list[SituationRow]) -> pa.Table:
    table = SITUATIONS.build(rows).select(_COLUMNS)
    for name in _CODED:
        place = table.schema.get_field_index(name)
        table = table.set_column(place, name, table[name].dictionary_encode())
    return table


def beside(lots: pa.Table, situations: pa.Table) -> pa.Table:
    """The lots, in their order, with the columns of their situations; both know a lot by ``key``."""
    keys = situations["key"].to_numpy()
    order = np.argsort(keys)
    places = order[np.searchsorted(keys, lots["key"].to_numpy(), sorter=order)] if len(keys) else order
    for name in _COLUMNS[1:]:
        lots = lots.append_column(name, situations[name].combine_chunks().take(pa.array(places)))
    return lots.combine_chunks()  # rows of tables in many pieces are slow to pick
