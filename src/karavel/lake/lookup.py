"""Looks single rows with bytes up: where they lie is found in one small column, then only their row groups are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from karavel.lake.rows import lot_key
from karavel.notices import Lot, Notice


class _Held(NamedTuple):
    """What one file holds: the digest of each row, and the row with which each row group begins."""

    path: Path
    metadata: pq.FileMetaData
    digests: pa.ChunkedArray
    starts: npt.NDArray[np.int64]


class Bodies:
    """The bodies of notices in Parquet files; where each lies is read once.

    Args:
        files: of the table of notices.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files

    def of(self, digests: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Digest and body of each notice with one of these digests."""
        wanted = pa.array(sorted(digests), pa.string())
        for held in self._held:
            rows = np.flatnonzero(pc.is_in(held.digests, value_set=wanted))
            if len(rows):
                yield from _read(held, rows)

    @cached_property
    def _held(self) -> list[_Held]:
        return [_located(path) for path in self._files]


def _located(path: Path) -> _Held:
    with _opened(path) as file:
        sizes = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64)
        return _Held(path, file.metadata, file.read(["sha256"], use_threads=False)["sha256"], starts)


def _read(held: _Held, rows: npt.NDArray[np.int64]) -> Iterator[tuple[str, bytes]]:
    """Digest and body of these rows: one row group is in memory at a time, which is faster than all that are needed."""
    groups = np.searchsorted(held.starts, rows, side="right") - 1
    with _opened(held.path, held.metadata) as file:
        for number in np.unique(groups).tolist():
            chosen = rows[groups == number]
            bodies = file.read_row_group(number, ["body"], use_threads=False)["body"]
            digests = held.digests.take(pa.array(chosen)).to_pylist()
            yield from zip(digests, bodies.take(pa.array(chosen - held.starts[number])).to_pylist(), strict=True)


def _opened(path: Path, metadata: pq.FileMetaData | None = None) -> pq.ParquetFile:
    return pq.ParquetFile(path, metadata=metadata, memory_map=True, pre_buffer=False)


def lot_of(notice: Notice, key: int) -> Lot:
    """The lot of a notice that has a key of the table of lots."""
    sha256 = notice.provenance.sha256
    return next(lot for number, lot in enumerate(notice.lots) if lot_key(sha256, number) == key)
