"""Reads law and lake in the background: when a worker has started, and again when the lake or the day is another.

Lists can be answered as soon as the open lots are read; those of whoever came last are ranked then, before they ask.
What has been read stays for long, so the garbage collector leaves it alone: looking through it took each worker 0.15 s
again and again, in the middle of a page.

A process that never began (a test, a command) is not warming, and reads what it needs when it is asked.
"""

from __future__ import annotations

import gc
import logging
from datetime import date
from threading import Event, Thread
from typing import Final

from django.db import DatabaseError, connection
from django.utils import timezone

from karavel.errors import KaravelError
from karavel.web import lookups
from karavel.web.board import board
from karavel.web.opportunities import beforehand

_LOOK: Final = 5.0  # seconds between looks at the lake's manifest
_log: Final = logging.getLogger(__name__)


class Warmth:
    """Whether this process has read the lake."""

    def __init__(self) -> None:
        self._thread: Thread | None = None
        self._warm = Event()
        self._read: tuple[object, int, date] | None = None

    def begin(self) -> None:
        """Starts the thread; in each worker, after it has been forked. Once only."""
        if self._thread is None:
            self._thread = Thread(target=self._keep, name="warming", daemon=True)
            self._thread.start()

    @property
    def pending(self) -> bool:
        """Whether the first reading is still under way."""
        return self._thread is not None and not self._warm.is_set()

    def look(self) -> bool:
        """Reads the lake unless it is the one that was read last; whether it did.

        A lake that cannot be read is the pages' to tell.
        """
        before = self._read
        try:
            here, today = board(), timezone.localdate()
            found = here.lake, here.generation(), today
            if found != before:
                self._read = found
                here.warm(today)
                self._warm.set()
                beforehand.rank(today)
                lookups.warm(today)
        except (KaravelError, DatabaseError) as error:
            _log.info("nothing to warm: %s", error)
        finally:
            self._warm.set()
        return self._read != before

    def _keep(self) -> None:
        never = Event()
        while not never.wait(_LOOK if self._warm.is_set() else 0):
            if self.look():
                gc.unfreeze()
                gc.collect()
                gc.freeze()
            connection.close()


warmth: Final = Warmth()
