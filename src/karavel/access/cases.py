"""Law cases in, answers out: the pure part of ``karavel access --cases``."""

from __future__ import annotations

from typing import Any

import msgspec

from karavel.access.decide import decide
from karavel.access.law import Law
from karavel.access.situation import from_case


def answer(law: Law, case: dict[str, Any]) -> dict[str, Any]:
    """The output line of a case: id, verdict, threshold_reached, reasons, conditions, assumed, missing.

    Raises:
        InvalidInput: the case lacks a key or has one of the wrong kind.
    """
    decision: dict[str, Any] = msgspec.to_builtins(decide(law, from_case(case)))
    return {"id": case.get("id"), **decision}
