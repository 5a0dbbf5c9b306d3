"""Reads law and lake in the background: when a worker has started, and again when the lake or the day is another.

A process that never began (a test, a command) is not warming, and reads what it needs when it is asked.
"""

from __future__ import annotations

import logging
from datetime import date
from threading import Event, Thread
from typing import Final

from django.db import DatabaseError, connection
from django.utils import timezone

from karavel.errors import KaravelError
from karavel.web import lookups
from karavel.web.board import board

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

    def look(self) -> None:
        """Reads the lake if it is not the one that was read last. A lake that cannot be read is the pages' to tell."""
        try:
            here, today = board(), timezone.localdate()
            found = here.lake, here.generation(), today
            if found != self._read:
                self._read = found
                here.warm(today)
                lookups.warm(today)
        except (KaravelError, DatabaseError) as error:
            _log.info("nothing to warm: %s", error)
        finally:
            self._warm.set()

    def _keep(self) -> None:
        never = Event()
        while not never.wait(_LOOK if self._warm.is_set() else 0):
            self.look()
            connection.close()


warmth: Final = Warmth()
