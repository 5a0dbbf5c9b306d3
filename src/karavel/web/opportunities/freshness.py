"""How old the newest tender is: a list that nobody fills any more says so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from karavel.companies import Company
from karavel.web.board import board

#: Markets publish on every working day; after so many days without a new tender something is wrong.
_FRESH: Final = timedelta(days=7)


def stale(company: Company, as_of: date) -> date | None:
    """The day of the newest open lot, where it lies more than a week back; None where all is well."""
    published = board().newest(company, as_of)
    return published if published and as_of - published > _FRESH else None
