"""How much and how often a program may ask. Counts are a process's own: each worker counts for itself."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from threading import Lock
from typing import Final

#: The largest body, bytes.
LARGEST: Final = 256 * 1024
#: The longest query, letters.
LONGEST_QUERY: Final = 8192
#: Askers that are remembered.
_REMEMBERED: Final = 10_000


class Buckets:
    """A bucket of requests for each asker, which fills again at a steady rate.

    Args:
        per_minute: how many requests a minute; so many at once where there was a pause. 0 for no limit.
        clock: seconds, never going back.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._rate, self._clock = float(per_minute), per_minute / 60, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, asker: str) -> int:
        """Takes one request out of an asker's bucket; the seconds to wait where it is empty, else 0."""
        if not self._most:
            return 0
        with self._lock:
            now = self._clock()
            left, then = self._left.pop(asker, (self._most, now))
            left = min(self._most, left + (now - then) * self._rate)
            admitted = left >= 1
            self._left[asker] = (left - 1 if admitted else left, now)
            while len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
        return 0 if admitted else ceil((1 - left) / self._rate)
