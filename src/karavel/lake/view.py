"""View: what a lake holds at one moment. Nothing that a writer does meanwhile changes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from msgspec.structs import replace

from karavel.errors import NotFound
from karavel.lake.database import add_steps, connect
from karavel.lake.lookup import Bodies
from karavel.lake.manifest import PinnedManifest
from karavel.lake.nearest import NEAREST, slips
from karavel.lake.part import DATA
from karavel.lake.search import Hit, Seen, TextIndex, weigh
from karavel.lake.situated import beside, read_situations, situations_of
from karavel.lake.steps import (
    COUNTS,
    DAYS,
    DOCUMENT,
    FORMATS,
    HITS,
    LATEST,
    MOVED,
    NOTICE,
    NUMBERED,
    PROBLEMS,
    PROCEDURE,
    chained,
)
from karavel.lake.tables import LOTS
from karavel.notices import Document, Moment, Notice, Provenance, Unreadable

_decode = msgspec.msgpack.Decoder(Notice).decode

_BATCH = 256  # rows with bytes that are held at a time


class View:
    """A lake to look into. Used as a context manager, or closed.

    Args:
        root: the lake's folder.

    Raises:
        LakeMissing: there is no lake there yet.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._pinned = PinnedManifest(root)
        self.manifest = self._pinned.manifest
        self._index = TextIndex(root)

    def close(self) -> None:
        """Lets go of the files."""
        if "_database" in self.__dict__:
            self._database.close()
        self._index.close()
        self._pinned.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def notice(self, notice_id: str, as_of: date | None = None) -> Notice:
        """The notice that holds under an id, with the deadlines that hold; else a version that another has replaced.

        Args:
            notice_id: publication number (leading zeros allowed), BT-701 or OCID.
            as_of: the day to look from; None for all that is known.

        Raises:
            NotFound: the lake has none.
        """
        found = self.sql(NOTICE, as_of, id=notice_id).fetchone()
        if not found:
            raise NotFound(
                f"No notice {notice_id} in the lake at {self.root}.",
                remedy=self._remedy(notice_id, as_of),
            )
        sha256, body = found
        return _moved(_decode(body), dict(self.sql(MOVED, as_of, sha256=sha256).fetchall()))

    def _remedy(self, notice_id: str, as_of: date | None) -> str:
        """The ids that may have been meant, or how to find one, or how to fill a lake that is empty."""
        if not self.sql("SELECT count(*) FROM newest", as_of).fetchall()[0][0]:
            return "It is empty: karavel ingest PATH... reads notices into it, karavel demo makes some to try."
        near = self.sql(NEAREST, as_of, id=notice_id, most=slips(notice_id)).fetchall()
        if near:
            return f"Did you mean {' or '.join(row[0] for row in near)}?"
        return 'Ids are publication numbers such as 295399-2023; karavel lake search "words" finds some.'

    def latest(self, notice_id: str) -> Notice:
        """The newest version of a notice as it was published: faster than :meth:`notice`, deadlines may have moved.

        Raises:
            NotFound: the lake has none.
        """
        cursor, asked = self._database.cursor(), {"id": notice_id}
        if numbered := cursor.execute(NUMBERED, asked).fetchone():
            return _decode(numbered[0])
        found = cursor.execute(LATEST, asked).fetchone()
        if not found:
            return self.notice(notice_id)  # which has none either, and says which ids may have been meant
        return self.notices_by_digest(found)[found[0]]

    def procedure(self, sha256: str, as_of: date | None = None) -> frozenset[str]:
        """Digests of all notices of the procedure that a document belongs to, itself among them, as known on a day."""
        return frozenset(row[0] for row in self.sql(PROCEDURE, as_of, sha256=sha256).fetchall())

    def document(self, sha256: str) -> Document | None:
        """One document as published; None where the lake has none with this digest."""
        answer = self.sql(DOCUMENT, sha256=sha256)
        names = [name for name, *_ in answer.description]
        row = answer.fetchone()
        return _document(dict(zip(names, row, strict=True))) if row else None

    def notices(self, *, every_version: bool = False) -> Iterator[Notice]:
        """Every notice that holds, or every version of every notice, in no order."""
        step = "notices" if every_version else "current_notices"
        wanted = {row[0] for row in self.cursor().view(step).select("sha256").fetchall()}
        return (_decode(row["body"]) for row in self._rows("notices", ["sha256", "body"]) if row["sha256"] in wanted)

    def notices_by_digest(self, digests: Collection[str]) -> dict[str, Notice]:
        """The notices of documents with these digests, by digest; much faster for many than one by one."""
        return {sha256: _decode(body) for sha256, body in self._bodies.of(digests)}

    def lots(self, as_of: date | None = None, *, all_: bool = False, columns: Sequence[str] = ()) -> pa.Table:
        """Lots that are open on a day, or with ``all_`` every call's lots, open or closed, published whenever.

        Args:
            as_of: the day; needed unless ``all_``.
            all_: take closed calls and those published after the day as well.
            columns: of the table of lots; all when empty. Fewer are read faster.

        Returns:
            One row a lot, ordered by publication (the newest first), notice and lot.
        """
        if as_of is None and not all_:
            raise ValueError("lots that are open need a day on which they are")
        query = chained("calls" if all_ else "open_calls", columns or LOTS.schema.names)
        ordered = f"{query} ORDER BY published DESC, notice_id, lot_id, key"
        return _on(None if all_ else as_of, self._database).sql(ordered).to_arrow_table()

    def unordered(self, step: str, columns: Sequence[str], as_of: date | None = None) -> pa.Table:
        """Some columns of a step as it stands on a day (None: all that is known), in any order; the fastest read."""
        return _on(as_of, self._database).sql(chained(step, columns)).to_arrow_table()

    def with_situations(self, lots: pa.Table) -> pa.Table:
        """Some lots (with ``key`` and ``sha256``), in their order, beside what the law looks at in each."""
        return beside(lots, self._situations(lots))

    def situated(self, step: str, columns: Sequence[str], as_of: date | None = None) -> pa.Table:
        """Some columns of lots of a step as they stand on a day, beside what the law looks at in each.

        Args:
            step: ``open_calls``, ``calls`` or ``current_lots``.
            columns: of the table of lots.
            as_of: the day; None for all that is known.

        Returns:
            One row a lot in any order: ``key``, ``sha256``, the columns, and those of the table of situations. Lots of
            a part that an older Karavel wrote, which kept none, have theirs worked out from their notices.
        """
        return self.with_situations(self.unordered(step, tuple(dict.fromkeys(("key", "sha256", *columns))), as_of))

    def awards(self, as_of: date | None = None) -> pa.Table:
        """Awards known on a day (by default all), one row a supplier, ordered by publication and notice."""
        query = "SELECT * FROM current_awards ORDER BY published, notice_id, lot_id, supplier_name"
        return self.table(query, as_of)

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Lots of notices that hold whose words match best, by BM25.

        Raises:
            LakeError: the text index, which is made when it is missing, cannot be written.
        """
        wanted = limit
        while True:
            scores = self.scores(weigh(text), wanted)
            hits = self._hits(scores, limit)
            if len(hits) == limit or len(scores) < wanted:
                return hits
            wanted *= 4  # older versions of notices took the first places

    def scores(self, weights: Mapping[str, float], limit: int, kinds: Collection[str] = ()) -> dict[int, float]:
        """Lots whose words match best: ``key`` of the table of lots to BM25 score, older versions included.

        Args:
            weights: words, as anybody writes them, to how much each counts.
            limit: of lots.
            kinds: of notices, such as ``call``; all when there is none.

        Raises:
            LakeError: the text index, which is made when it is missing, cannot be written.
        """
        return self.index().scores(weights, limit, kinds)

    def index(self) -> TextIndex:
        """The text index, extended by what has come since; one of a later lake is left as it is.

        Where the lake may not be written, an index of this view's own is extended instead, and the lake's left alone.

        Raises:
            LakeError: it cannot be written.
        """
        index = self._index
        wanted = Seen(self.manifest.sequence, frozenset(self.manifest.parts))
        while (seen := index.seen()).sequence < wanted.sequence and seen.parts != wanted.parts:
            if not index.writable:
                before, index = index, TextIndex.beside(index)
                before.close()
                self._index = index
            missing = wanted.parts - seen.parts if seen.parts <= wanted.parts else wanted.parts
            index.extend(seen, wanted, self._notices_of(missing))
        return index

    def documents(self) -> Iterator[tuple[int, Document]]:
        """Every document as published, with the number of its ingest."""
        return ((row["run"], _document(row)) for row in self._rows("documents"))

    def quarantined(self) -> Iterator[tuple[int, Document | Unreadable]]:
        """What could not be read, with the number of its ingest: documents, and files that could not be taken apart."""
        unreadable = {row[0] for row in self.sql("SELECT sha256 FROM unreadable").fetchall()}
        for row in self._rows("quarantine"):
            if row["sha256"] in unreadable:
                found = Unreadable(row["file"], row["code"], row["reason"], row["raw"])
                yield row["run"], _document(row) if row["format"] else found

    def problems(self) -> Iterator[dict[str, Any]]:
        """Every problem: file, notice_id, code, message, place, severity; by file and place."""
        answer = self.sql(PROBLEMS)
        columns = [name for name, *_ in answer.description]
        while row := answer.fetchone():
            yield dict(zip(columns, row, strict=True))

    def status(self) -> dict[str, Any]:
        """What the lake holds, in numbers: of what holds now, but ``documents`` counts every version."""
        files = [file for files in self.manifest.tables.values() for file in files]
        formats: dict[str, dict[str, int]] = {}
        for name, kind, count in self.sql(FORMATS).fetchall():
            formats.setdefault(name, {})[kind] = count
        return {
            "lake": str(self.root),
            **self._one(COUNTS),
            "formats": formats,
            "published": self._one(DAYS),
            "files": len(files),
            "bytes": sum(file.bytes for file in files),
            "commits": self.manifest.sequence,
            "finished": self.manifest.finished,
        }

    def cursor(self, as_of: date | None = None) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the tables and steps as they stand on a day (None: all that is known)."""
        return _on(as_of, self._with_steps)

    def sql(self, query: str, as_of: date | None = None, **values: Any) -> duckdb.DuckDBPyConnection:
        """Runs a query over the tables and steps as they stand on a day; ``values`` are its ``$names``."""
        return self.cursor(as_of).execute(query, values)

    def table(self, query: str, as_of: date | None = None) -> pa.Table:
        """The answer to a query over the tables and steps as they stand on a day."""
        return self.cursor(as_of).sql(query).to_arrow_table()

    @cached_property
    def _bodies(self) -> Bodies:
        return Bodies([self.root / DATA / file.name for file in self.manifest.tables.get("notices", ())])

    def _situations(self, lots: pa.Table) -> pa.Table:
        """The situations of lots at least; more may be among them."""
        known = read_situations([self.root / DATA / file.name for file in self.manifest.tables.get("situations", ())])
        missing = lots["sha256"].filter(pc.invert(pc.is_in(lots["key"], value_set=known["key"])))
        if not len(missing):
            return known
        notices = self.notices_by_digest(set(missing.to_pylist())).values()
        return pa.concat_tables([known, situations_of(notices)]).unify_dictionaries()

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        return connect(self.root, self.manifest)

    @cached_property
    def _with_steps(self) -> duckdb.DuckDBPyConnection:
        """The database with the steps as views, made when the first query may name one."""
        add_steps(self._database)
        return self._database

    def _one(self, query: str) -> dict[str, Any]:
        answer = self.sql(query)
        return dict(zip((name for name, *_ in answer.description), answer.fetchone() or (), strict=True))

    def _hits(self, scores: Mapping[int, float], limit: int) -> list[Hit]:
        keys, values = pa.array(scores.keys(), pa.int64()), pa.array(scores.values(), pa.float64())
        cursor = self.cursor()
        cursor.register("found", pa.table({"key": keys, "score": values}))
        return [Hit(*row) for row in cursor.execute(HITS, {"limit": limit}).fetchall()]

    def _notices_of(self, parts: frozenset[str]) -> Iterator[Notice]:
        return (_decode(row["body"]) for row in self._rows("notices", ["part", "body"]) if row["part"] in parts)

    def _rows(self, table: str, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a table as they lie, in constant memory."""
        for file in self.manifest.tables.get(table, ()):
            with pq.ParquetFile(self.root / DATA / file.name) as parquet:
                for batch in parquet.iter_batches(_BATCH, columns=columns):
                    yield from batch.to_pylist()


def _on(as_of: date | None, database: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A connection of its own to a database as it stands on a day."""
    cursor = database.cursor()
    cursor.execute("SET VARIABLE as_of = $day::DATE", {"day": as_of})
    return cursor


def _moved(notice: Notice, deadlines: Mapping[str, Moment]) -> Notice:
    """The notice with deadlines that were moved; the empty name stands for all lots."""
    if not deadlines:
        return notice
    lots = (replace(lot, deadline=deadlines.get(lot.id) or deadlines.get("", lot.deadline)) for lot in notice.lots)
    return replace(notice, lots=tuple(lots))


def _document(row: Mapping[str, Any]) -> Document:
    provenance = Provenance(
        file=row["file"],
        sha256=row["sha256"],
        address=row["address"],
        fetched=datetime.fromisoformat(row["fetched"]) if row["fetched"] else None,
        publisher=row["publisher"],
        licence=row["licence"],
    )
    return Document(content=row["raw"], format=row["format"], provenance=provenance)
