"""What waits for somebody at the desk, as *Today* shows it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Waiting(NamedTuple):
    """Something that waits; ``late`` where its day is over."""

    what: str
    title: str
    address: str
    day: date | None = None
    late: bool = False
