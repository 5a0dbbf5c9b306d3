"""Dates and times as a notice gives them: nothing added, nothing guessed.

A :data:`Moment` is ISO 8601 text of the precision that was published: ``2022-01-20``, ``2022-01-20T12:00`` (local
time, the notice names no zone, as in TED XML) or ``2022-01-20T12:00+01:00`` (eForms). Its first ten characters are
always the local day, so moments compare by day as text; a zone is never invented.
"""

from __future__ import annotations

from datetime import date
from typing import NewType

Moment = NewType("Moment", str)

_DAY = 10  # characters of an ISO day


def day_of(moment: Moment) -> date:
    """The local calendar day of a moment."""
    return date.fromisoformat(moment[:_DAY])
