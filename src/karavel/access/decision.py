"""What the law says about a bid: verdict, reasons, conditions. These shapes leave the project as they are.

The keys are those of ``karavel access --json``; a key may be added, none is renamed.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

import msgspec

Verdict: TypeAlias = Literal["guaranteed", "open", "discretionary", "unknown", "excluded"]
Confidence: TypeAlias = Literal["high", "medium", "low"]
ConditionKind: TypeAlias = Literal["preference", "filing", "barrier", "bond", "offset", "substance", "ownership", "tax"]

RANK: dict[Verdict, int] = {"excluded": 0, "discretionary": 1, "open": 2, "guaranteed": 3}
"""The order in which a verdict improves. ``unknown`` has no place in it: it is counted apart."""


def improves(before: Verdict, after: Verdict) -> bool:
    """Whether ``after`` stands higher than ``before``; ``unknown`` on either side is no improvement."""
    if before not in RANK or after not in RANK:
        return False
    return RANK[after] > RANK[before]


def right_gained(before: Verdict, after: Verdict) -> bool:
    """Whether a bid the buyer could refuse becomes a right to bid (discretionary to guaranteed)."""
    return before == "discretionary" and after == "guaranteed"


def newly_possible(before: Verdict, after: Verdict) -> bool:
    """Whether a forbidden bid becomes possible at all (excluded to anything that is settled)."""
    return before == "excluded" and improves(before, after)


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One rule that was applied: where it stands, what it says in a sentence of ours, and when it holds.

    ``valid_until`` is the last day in force, None while it is open. ``message`` is the stable id of the sentence
    and ``values`` what was filled into it, so that the sentence can be said in another language.
    """

    instrument: str
    article: str
    sentence: str
    valid_from: date | None = None
    valid_until: date | None = None
    url: str | None = None
    confidence: Confidence = "medium"
    message: str = ""
    values: tuple[tuple[str, str], ...] = ()


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """Something that stands beside the verdict and does not change it: a margin, a filing, a barrier, a tax."""

    kind: ConditionKind
    sentence: str
    url: str | None = None
    message: str = ""
    values: tuple[tuple[str, str], ...] = ()


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one situation. It cannot be built without a reason.

    ``threshold_reached`` is None where no threshold matters or the value is not known. ``assumed`` are sentences
    on what was taken for granted, ``missing`` what would have to be known to settle the answer and whom to ask.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    threshold_reached: bool | None = None
    conditions: tuple[Condition, ...] = ()
    assumed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an answer that cannot say why."""
        if not self.reasons:
            msg = f"a decision ({self.verdict}) needs at least one reason"
            raise ValueError(msg)
