"""Times a reference and several candidates in turns, so that a busy machine disturbs all of them alike.

The cycle collector rests in every run: an ingest lets it rest while it reads, so a reference that it may interrupt
would be slower for a reason of its own.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

Run = Callable[[], object]


class Times(NamedTuple):
    """Seconds of one candidate, one a run."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)


class Figure(NamedTuple):
    """One line of the table.

    Attributes:
        name: what was measured.
        reference, ours: seconds, or megabytes for memory; medians.
        ratio: the one number that must hold.
        limit: it must not pass this; or, when ``at_least``, reach it.
        spread: least and greatest ratio of single runs.
        unit: of ``reference`` and ``ours``.
    """

    name: str
    reference: float
    ours: float
    ratio: float
    limit: float
    spread: tuple[float, float]
    at_least: bool = False
    unit: str = "s"

    @property
    def holds(self) -> bool:
        """Whether the limit is kept."""
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit


def in_turns(runs: Mapping[str, Run], times: int) -> dict[str, Times]:
    """Runs each candidate so many times, one after the other, round by round."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(times):
        for name, run in runs.items():
            seconds[name].append(_timed(run))
    return {name: Times(tuple(found)) for name, found in seconds.items()}


def _timed(run: Run) -> float:
    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()
        run()
        return time.perf_counter() - began
    finally:
        gc.enable()


def ratio(name: str, reference: Times, ours: Times, limit: float, *, at_least: bool = False) -> Figure:
    """Ours over the reference (``at_least``: the reference over ours, how many times faster we are)."""
    pairs = list(zip(reference.seconds, ours.seconds, strict=True))
    single = [theirs / mine if at_least else mine / theirs for theirs, mine in pairs]
    medians = reference.median / ours.median if at_least else ours.median / reference.median
    return Figure(name, reference.median, ours.median, medians, limit, (min(single), max(single)), at_least)
