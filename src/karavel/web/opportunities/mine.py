"""All open lots as they stand for a company of the organisation; every list, feed and answer ranks by it."""

from __future__ import annotations

from datetime import date

from karavel.verbs.board import Opportunities
from karavel.web.board import board
from karavel.web.workspace.models import CompanyProfile


def mine(profile: CompanyProfile, as_of: date) -> Opportunities:
    """The open lots of a day, ranked for a company.

    Raises:
        LakeMissing: there is no lake.
    """
    return board().opportunities(profile.company, as_of)
