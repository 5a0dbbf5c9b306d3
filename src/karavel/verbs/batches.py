"""Batches of documents: what one process reads and writes at a time, at home or anywhere else."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import lru_cache
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar

from msgspec import Struct

from karavel.lake import Part, PartBuilder
from karavel.money import Rates
from karavel.notices import Document, Reading, Unreadable

P = ParamSpec("P")
T = TypeVar("T")

Read: TypeAlias = Callable[[Document], Reading]

#: A batch is as large as it may be without its reading holding much memory.
BYTES: Final = 12 << 20
DOCUMENTS: Final = 2000


class Batch(Struct, kw_only=True):
    """Documents to read, and where to write what they say.

    Attributes:
        root: the lake's folder.
        name: of the part that it becomes.
        run: of the ingest.
        known: what the lake keeps in quarantine already; see :class:`PartBuilder`.
        rates: the file of dated exchange rates, if there is one.
        documents: to read.
        unreadable: to be kept as they are.
        size: bytes in it.
    """

    root: Path
    name: str
    run: int
    known: frozenset[str]
    rates: Path | None = None
    documents: list[Document] = []
    unreadable: list[Unreadable] = []
    size: int = 0

    def is_full(self) -> bool:
        """Whether it is time to read it."""
        return self.size >= BYTES or len(self.documents) + len(self.unreadable) >= DOCUMENTS

    def add(self, found: Document | Unreadable) -> None:
        """Adds something to read or to keep."""
        self.size += len(found.content)
        if isinstance(found, Document):
            self.documents.append(found)
        else:
            self.unreadable.append(found)


def read_batch(batch: Batch, read: Read) -> Part:
    """Reads every document and writes the part.

    Raises:
        LakeError: the part could not be written.
    """
    builder = PartBuilder(batch.name, batch.run, _rates(batch.rates), batch.known)
    with _no_collection():
        for document in batch.documents:
            builder.add(document, read(document))
        for found in batch.unreadable:
            builder.add_unreadable(found)
        return builder.write(batch.root)


@lru_cache(maxsize=2)
def _rates(path: Path | None) -> Rates:
    return Rates.load(path) if path else Rates()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the cycle collector: notices have no cycles, and there are very many of them at once."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Here(Executor):
    """An executor that does the work at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Calls ``fn`` now."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # as every executor does, it keeps whatever was raised for the caller
            future.set_exception(error)
        return future


def process_pool(workers: int) -> Executor:
    """Worker processes on this machine; one worker needs none. They end with this process, however it ends."""
    if workers == 1:
        return Here()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in _METHODS else "spawn")
    if "forkserver" in _METHODS:
        context.set_forkserver_preload(["karavel.readers.reading", __name__])
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)
    threading.Thread(target=_wake, args=(pool, workers), daemon=True).start()
    return pool


def _wake(pool: Executor, workers: int) -> None:
    """Lets the workers start, which takes them half a second, while the first documents are being looked for."""
    with suppress(RuntimeError):  # the pool was closed before it was needed
        for _ in range(workers):
            pool.submit(int)


_METHODS: Final = multiprocessing.get_all_start_methods()


def _end_with_parent() -> None:
    """Watches the parent, as a killed one cannot tell its workers to stop; an interrupted one can, and does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
