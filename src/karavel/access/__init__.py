"""Who may bid: turns a situation (bidder, buyer, lot, value, day) into a decision, purely."""

from __future__ import annotations

from karavel.access.decision import (
    RANK,
    Condition,
    Decision,
    Reason,
    Verdict,
    improves,
    newly_possible,
    right_gained,
)
from karavel.access.situation import (
    Bidder,
    Director,
    Establishment,
    Facts,
    Member,
    Origin,
    Owner,
    Partner,
    Situation,
    Tender,
    Value,
    from_case,
)

__all__ = [
    "RANK",
    "Bidder",
    "Condition",
    "Decision",
    "Director",
    "Establishment",
    "Facts",
    "Member",
    "Origin",
    "Owner",
    "Partner",
    "Reason",
    "Situation",
    "Tender",
    "Value",
    "Verdict",
    "from_case",
    "improves",
    "newly_possible",
    "right_gained",
]
