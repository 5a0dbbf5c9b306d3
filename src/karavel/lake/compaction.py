"""Merging small files: every ingest leaves small ones, and a lake of a thousand days must still open at once.

Files of one size class are merged when enough of them have gathered, so each row is rewritten only a few times in its
life. Tables of raw documents are merged only while their files are small: their bytes are looked up one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from karavel.lake.part import DATA, TableFile, write_safely
from karavel.lake.tables import RAW, TABLES

_FAN_IN: Final = 16  # files of one size class that become one
_CLASSES: Final = (1 << 20, 8 << 20, 64 << 20)  # upper bounds in bytes; larger files stay as they are
_RAW_CLASSES: Final = (1 << 19,)
_ROW_GROUP: Final = 8 << 20  # bytes in memory that become one row group


def due(table: str, files: Sequence[TableFile]) -> list[tuple[TableFile, ...]]:
    """The groups of files to merge."""
    classes: defaultdict[int, list[TableFile]] = defaultdict(list)
    bounds = _RAW_CLASSES if table in RAW else _CLASSES
    for file in files:
        size_class = sum(file.bytes > bound for bound in bounds)
        if size_class < len(bounds):
            classes[size_class].append(file)
    return [tuple(group) for group in classes.values() if len(group) >= _FAN_IN]


def merge(root: Path, table: str, name: str, files: Sequence[TableFile]) -> TableFile:
    """Writes the rows of several files into one, in constant memory.

    Raises:
        LakeError: it could not be written; the files stay as they are.
    """
    path = root / DATA / f"{name}.{table}.parquet"

    def write() -> None:
        with pq.ParquetWriter(path, TABLES[table].schema, **TABLES[table].options) as writer:
            for group in _row_groups(root, files):
                writer.write_table(group, row_group_size=TABLES[table].group or len(group))

    size = write_safely(path, write)
    return TableFile(path.name, sum(file.rows for file in files), size)


def _row_groups(root: Path, files: Sequence[TableFile]) -> Iterator[pa.Table]:
    gathered: list[pa.Table] = []
    held = 0
    for file in files:
        with pq.ParquetFile(root / DATA / file.name) as parquet:
            table = parquet.read(use_threads=False)
        gathered.append(table)
        held += table.nbytes
        if held >= _ROW_GROUP:
            yield pa.concat_tables(gathered)
            gathered, held = [], 0
    if gathered:
        yield pa.concat_tables(gathered)
