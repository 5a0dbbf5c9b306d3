"""From documents to parts: batches go out to an executor, a bounded number at a time, and parts come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from karavel.errors import LakeError
from karavel.lake import Part, Writer
from karavel.notices import Document, Unreadable
from karavel.verbs.batches import Batch, Read, read_batch


class Pipeline:
    """Reads documents in batches.

    Args:
        writer: of the lake into which the parts go.
        executor: does the work.
        read: reads one document.
        done: is given each part as it is written, before the next batch goes out.
        workers: how many the executor has; it bounds the batches on their way, and with them the memory.
        rates: the file of dated exchange rates, if there is one.
        anew: what is in quarantine is to be kept again, as the parts take the place of all that there is.
    """

    def __init__(
        self,
        writer: Writer,
        executor: Executor,
        read: Read,
        done: Callable[[Part], None],
        *,
        workers: int = 1,
        rates: Path | None = None,
        anew: bool = False,
    ) -> None:
        self._writer = writer
        self.executor = executor
        self._read = read
        self._done = done
        self._ahead = workers if workers == 1 else 2 * workers
        self._rates = rates
        self._known = frozenset() if anew else frozenset(writer.known_unreadable())
        self._running: set[Future[Part]] = set()
        self._batch: Batch | None = None

    def add(self, found: Document | Unreadable, run: int | None = None) -> None:
        """Adds something to read or to keep.

        Args:
            found: the document, or what could not be taken apart.
            run: of the ingest that brought it, when it was not this one.

        Raises:
            LakeError: a part could not be written, or a worker process died.
        """
        run = self._writer.run if run is None else run
        if self._batch is not None and self._batch.run != run:
            self._send()
        if self._batch is None:
            self._batch = self._new_batch(run)
        self._batch.add(found)
        if self._batch.is_full():
            self._send()

    def drain(self) -> None:
        """Waits until everything that was added is written.

        Raises:
            LakeError: as :meth:`add`.
        """
        while self._batch is not None or self._running:
            self._send()
            self._collect()

    def stop(self) -> None:
        """Gives up what is not begun."""
        for future in self._running:
            future.cancel()

    def _new_batch(self, run: int) -> Batch:
        name = self._writer.part_name()
        return Batch(root=self._writer.root, name=name, run=run, known=self._known, rates=self._rates)

    def _send(self) -> None:
        if self._batch is None:
            return
        while len(self._running) >= self._ahead:
            self._collect()
        batch, self._batch = self._batch, None
        self._running.add(self.executor.submit(read_batch, batch, self._read))

    def _collect(self) -> None:
        """Takes in what has been written, waiting for something if need be."""
        if not self._running:
            return
        for future in self._finished():
            self._running.discard(future)
            try:
                part = future.result()
            except BrokenProcessPool as error:
                raise LakeError(
                    "A worker process died, perhaps for want of memory. What was committed stays.",
                    remedy="Run the same command again with fewer --workers: it goes on from what is committed.",
                ) from error
            self._done(part)

    def _finished(self) -> Iterator[Future[Part]]:
        finished, _ = wait(self._running, return_when=FIRST_COMPLETED)
        return iter(finished)
