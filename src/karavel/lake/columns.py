"""A table of the lake as rows of :class:`Column`: name, type, where the value comes from, how it is laid down.

A column is built by one pass over the items of a table (``attrgetter`` runs in C), not by a dict a row: this is what
keeps writing small beside parsing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa

Take: TypeAlias = Callable[[Any], Any]

_TEXT: Final = pa.string()
_LIST: Final = pa.list_(_TEXT)
_COUNTS: Final = pa.list_(pa.int64())
_BYTES: Final = pa.binary()
_LOOKED_UP: Final = 256  # rows with bytes that lie together: whoever looks one up reads them all


class Column(NamedTuple):
    """One column.

    Attributes:
        name: as it stands in Parquet.
        type: Arrow type. Days are local days; moments are ISO text of the precision that was published.
        take: item to value.
        repeats: values repeat, so a dictionary of them pays; prose, bytes and digests would make one in vain.
    """

    name: str
    type: pa.DataType
    take: Take
    repeats: bool = False


def code(name: str, source: str | Take | None = None) -> Column:
    """Text that repeats: a code, a country, a name."""
    return Column(name, _TEXT, _take(name, source), repeats=True)


def code_bytes(name: str, source: str | Take | None = None) -> Column:
    """Bytes that repeat, never absent: something encoded that many rows share."""
    return Column(name, _BYTES, _take(name, source), repeats=True)


def prose(name: str, source: str | Take | None = None) -> Column:
    """Text that hardly repeats: a title, a digest, an address."""
    return Column(name, _TEXT, _take(name, source))


def texts(name: str, source: str | Take | None = None) -> Column:
    """A list of texts."""
    return Column(name, _LIST, _take(name, source))


def day(name: str, source: str | Take | None = None) -> Column:
    """A calendar day."""
    return Column(name, pa.date32(), _take(name, source), repeats=True)


def number(name: str, source: str | Take | None = None) -> Column:
    """An amount."""
    return Column(name, pa.float64(), _take(name, source))


def count(name: str, source: str | Take | None = None) -> Column:
    """A count."""
    return Column(name, pa.int64(), _take(name, source))


def flag(name: str, source: str | Take | None = None) -> Column:
    """Yes, no, or not said."""
    return Column(name, pa.bool_(), _take(name, source))


def counts(name: str, source: str | Take | None = None) -> Column:
    """A list of counts."""
    return Column(name, _COUNTS, _take(name, source))


def raw(name: str, source: str | Take | None = None) -> Column:
    """Bytes as they are, never absent."""
    return Column(name, _BYTES, _take(name, source))


def _take(name: str, source: str | Take | None) -> Take:
    return source if callable(source) else attrgetter(source or name)


class Table:
    """A table: its name and columns, its Arrow schema, its Parquet options."""

    def __init__(self, name: str, *columns: Column) -> None:
        self.name = name
        self.columns = columns
        self.schema = pa.schema([(column.name, column.type) for column in columns])

    def build(self, items: Sequence[Any]) -> pa.Table:
        """The items as an Arrow table, one pass a column."""
        arrays = [_array(list(map(column.take, items)), column.type) for column in self.columns]
        return pa.Table.from_arrays(arrays, schema=self.schema)

    @property
    def group(self) -> int | None:
        """Rows that lie in one row group; few where they hold bytes, which are looked up one by one."""
        single = any(column.type == _BYTES and not column.repeats for column in self.columns)
        return _LOOKED_UP if single else None

    @cached_property
    def options(self) -> dict[str, Any]:
        """How the table is laid down: zstd throughout, dictionaries and statistics only where they help."""
        return {
            "compression": "zstd",
            "compression_level": 1,
            "use_dictionary": _names(column for column in self.columns if column.repeats),
            "write_statistics": _names(column for column in self.columns if _ordered(column)),
            "data_page_size": 4 << 20,
            "store_schema": False,
        }


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    """The values of a column; bytes are laid end to end in one go, as they are most of what is written."""
    if kind != _BYTES:
        return pa.array(values, kind)
    ends = np.cumsum([0, *map(len, values)], dtype=np.int32)
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(ends), pa.py_buffer(b"".join(values))])


def _names(columns: Iterable[Column]) -> list[str]:
    return [column.name for column in columns]


def _ordered(column: Column) -> bool:
    """Whether a reader may skip row groups by this column's least and greatest value."""
    return column.repeats and column.type != _BYTES
