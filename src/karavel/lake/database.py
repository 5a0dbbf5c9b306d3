"""DuckDB over the Parquet files of one manifest: a view per table, and one per step when asked for; nothing stored."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import duckdb

from karavel.lake.columns import Table
from karavel.lake.manifest import Manifest
from karavel.lake.part import DATA
from karavel.lake.steps import STEPS
from karavel.lake.tables import TABLES

#: The database never fetches anything: what it cannot do without an extension, Karavel does not ask of it.
_SETTINGS: Final = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}

_TYPES: Final = {
    "string": "VARCHAR",
    "binary": "BLOB",
    "date32[day]": "DATE",
    "double": "DOUBLE",
    "bool": "BOOLEAN",
    "int64": "BIGINT",
    "list<item: string>": "VARCHAR[]",
    "list<item: int64>": "BIGINT[]",
}


def connect(root: Path, manifest: Manifest) -> duckdb.DuckDBPyConnection:
    """A database in memory with the lake's tables as views."""
    database = duckdb.connect(config={**_SETTINGS, "temp_directory": tempfile.gettempdir()})
    for name, table in TABLES.items():
        paths = [str(root / DATA / file.name) for file in manifest.tables.get(name, ())]
        rows = database.read_parquet(paths) if paths else database.sql(_nothing(table))
        rows.create_view(name)
    database.execute("SET VARIABLE as_of = NULL::DATE")
    return database


def add_steps(database: duckdb.DuckDBPyConnection) -> None:
    """The steps as views, to be named in any query; planning each costs more than most queries do."""
    for step in STEPS:
        database.execute(f"CREATE VIEW {step.name} AS {step.sql}")


def _nothing(table: Table) -> str:
    """SQL for no rows of a table's columns."""
    columns = ", ".join(f'NULL::{_TYPES[str(column.type)]} AS "{column.name}"' for column in table.columns)
    return f"SELECT {columns} WHERE false"
