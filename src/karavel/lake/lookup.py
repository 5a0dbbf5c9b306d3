"""Looks single rows with bytes up: where they lie is found in one small column, then only their row groups are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


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
        for path, (held, groups) in zip(self._files, self._places, strict=True):
            found = np.unique(groups[np.flatnonzero(pc.is_in(held, value_set=wanted))]).tolist()
            if found:
                yield from _read(path, found, wanted)

    @cached_property
    def _places(self) -> list[tuple[pa.ChunkedArray, npt.NDArray[np.int64]]]:
        """For each file the digest of each row, and its row group."""
        return [_located(path) for path in self._files]


def _located(path: Path) -> tuple[pa.ChunkedArray, npt.NDArray[np.int64]]:
    with pq.ParquetFile(path, memory_map=True) as file:
        sizes = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
        return file.read(["sha256"], use_threads=False)["sha256"], np.repeat(np.arange(len(sizes)), sizes)


def _read(path: Path, groups: list[int], wanted: pa.Array) -> Iterator[tuple[str, bytes]]:
    with pq.ParquetFile(path, memory_map=True) as file:
        rows = file.read_row_groups(groups, ["sha256", "body"], use_threads=False)
    rows = rows.filter(pc.is_in(rows["sha256"], value_set=wanted))
    yield from zip(rows["sha256"].to_pylist(), rows["body"].to_pylist(), strict=True)
