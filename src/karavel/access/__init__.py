"""Who may bid: turns a situation (bidder, buyer, lot, value, day) into a decision, purely."""

from __future__ import annotations

from karavel.access.buckets import Place, days_of, place_of, situation_key, verdict_key
from karavel.access.cases import from_case
from karavel.access.decide import decide, verdict_on
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
from karavel.access.flips import Flip, flips, started
from karavel.access.intake import bidder_of, start_of, tender_of
from karavel.access.law import Law
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
    placed,
)

__all__ = [
    "RANK",
    "Bidder",
    "Condition",
    "Decision",
    "Director",
    "Establishment",
    "Facts",
    "Flip",
    "Law",
    "Member",
    "Origin",
    "Owner",
    "Partner",
    "Place",
    "Reason",
    "Situation",
    "Tender",
    "Value",
    "Verdict",
    "bidder_of",
    "days_of",
    "decide",
    "flips",
    "from_case",
    "improves",
    "newly_possible",
    "place_of",
    "placed",
    "right_gained",
    "situation_key",
    "start_of",
    "started",
    "tender_of",
    "verdict_key",
    "verdict_on",
]
