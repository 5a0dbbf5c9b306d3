"""Figures for Prometheus: requests by view, and how long they took, over all worker processes."""

from __future__ import annotations

import os
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)
_own: Final = CollectorRegistry()
_seconds: Final = Histogram(
    "karavel_request_seconds", "Time to answer, by view.", ["method", "view"], buckets=_BUCKETS, registry=_own
)
_answers: Final = Counter(
    "karavel_requests", "Answers, by view and status.", ["method", "view", "status"], registry=_own
)


def observe(method: str, view: str, status: int, seconds: float) -> None:
    """Counts one answer."""
    _seconds.labels(method, view).observe(seconds)
    _answers.labels(method, view, str(status)).inc()


def shown() -> bytes:
    """All figures in Prometheus' text format; those of all workers where they share a folder."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return generate_latest(_own)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
