"""Looks single rows with bytes up: where they lie is found in one small column, then only their row groups are read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


def bodies(files: Iterable[Path], digests: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Digest and body of each notice with one of these digests, from Parquet files of the table of notices."""
    wanted = pa.array(sorted(digests), pa.string())
    for path in files:
        with pq.ParquetFile(path, memory_map=True) as file:
            yield from _bodies(file, wanted)


def _bodies(file: pq.ParquetFile, wanted: pa.Array) -> Iterator[tuple[str, bytes]]:
    held = pc.is_in(file.read(["sha256"], use_threads=False)["sha256"], value_set=wanted).to_numpy()
    ends = np.cumsum([file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)])
    groups = np.unique(np.searchsorted(ends, np.flatnonzero(held), side="right")).tolist()
    if groups:
        rows = file.read_row_groups(groups, ["sha256", "body"], use_threads=False)
        rows = rows.filter(pc.is_in(rows["sha256"], value_set=wanted))
        yield from zip(rows["sha256"].to_pylist(), rows["body"].to_pylist(), strict=True)
