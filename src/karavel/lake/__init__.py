"""The lake: Store, Writer, View over a folder of Parquet files.

A :class:`Lake` is a place; its :class:`Writer` is the one process that may change it; a :class:`View` is what it holds
at one moment. Worker processes write parts (:class:`PartBuilder`, :func:`write_part`), the writer commits them by a
manifest that names all live files. DuckDB reads them, Tantivy finds words in them; both are derived.
"""

from karavel.lake.digests import Digests
from karavel.lake.manifest import Manifest
from karavel.lake.part import Part, PartBuilder, digest_of, write_part
from karavel.lake.search import Hit
from karavel.lake.steps import STEPS, Step
from karavel.lake.store import Lake
from karavel.lake.view import View
from karavel.lake.writer import Writer

__all__ = [
    "STEPS",
    "Digests",
    "Hit",
    "Lake",
    "Manifest",
    "Part",
    "PartBuilder",
    "Step",
    "View",
    "Writer",
    "digest_of",
    "write_part",
]
