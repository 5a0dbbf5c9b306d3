"""Law cases in, answers out: the pure part of ``karavel access --cases``."""

from __future__ import annotations

from typing import Any

import msgspec

from karavel.access.decide import decide
from karavel.access.law import Law
from karavel.access.loosely import company_of, tender_of_case
from karavel.access.situation import Bidder, Situation, Tender
from karavel.errors import InvalidInput, Mistake


def answer(law: Law, case: dict[str, Any]) -> dict[str, Any]:
    """The output line of a case: id, verdict, threshold_reached, reasons, conditions, assumed, missing.

    Raises:
        InvalidInput: the case lacks a key or has one of the wrong kind.
    """
    decision: dict[str, Any] = msgspec.to_builtins(decide(law, from_case(case)))
    return {"id": case.get("id"), **decision}


def from_case(case: dict[str, Any]) -> Situation:
    """The situation of a law case: a dict with ``company`` and ``tender``, keys as in the law cases' format.

    Only the countries of bidder and buyer are needed; the rest counts as not known where it is left out.

    Raises:
        InvalidInput: a key is missing or a value has the wrong kind; the message names it.
    """
    try:
        company, tender = company_of(case["company"]), tender_of_case(case["tender"])
        return Situation(msgspec.convert(company, Bidder, strict=False), msgspec.convert(tender, Tender, strict=False))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        name = str(case.get("id", "?"))
        raise InvalidInput(
            f"Case {name} cannot be decided: {error}.",
            (Mistake(name, str(error)),),
            remedy="Compare its keys with the format of the law cases.",
        ) from error
