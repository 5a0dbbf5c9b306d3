"""The one model of a notice, in OCDS terms. Frozen structs, no I/O.

``model`` holds :class:`Notice` and its parts, ``document`` the official bytes and where they came from,
``reading`` what a reader returns, ``moments`` dates and times as published.
"""

from karavel.notices.document import Document, Found, OfficialFile, Provenance, Skipped, Unreadable
from karavel.notices.model import (
    Award,
    AwardCriterion,
    Buyer,
    Change,
    DocumentLink,
    Duration,
    Format,
    Kind,
    Lot,
    Money,
    Nature,
    Notice,
    Organisation,
    Place,
    Requirement,
    Supplier,
    Tenders,
)
from karavel.notices.moments import Moment, day_of
from karavel.notices.reading import Problem, Reading, Unread

__all__ = [
    "Award",
    "AwardCriterion",
    "Buyer",
    "Change",
    "Document",
    "DocumentLink",
    "Duration",
    "Format",
    "Found",
    "Kind",
    "Lot",
    "Moment",
    "Money",
    "Nature",
    "Notice",
    "OfficialFile",
    "Organisation",
    "Place",
    "Problem",
    "Provenance",
    "Reading",
    "Requirement",
    "Skipped",
    "Supplier",
    "Tenders",
    "Unread",
    "Unreadable",
    "day_of",
]
