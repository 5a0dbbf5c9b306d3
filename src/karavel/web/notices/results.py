"""Who won what: the result that an award notice tells."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from karavel.answers.parties import PartyName
from karavel.notices import Money
from karavel.web import lookups
from karavel.web.notices.telling import amount


class Result(NamedTuple):
    """An award: its lot, its winners (none where nobody won), its value, how many tenders came in, its day (ISO)."""

    lot: str | None
    winners: list[PartyName]
    value: Money | None
    tenders: int | None
    day: str | None


def results(notice: dict[str, Any], on: date) -> list[Result]:
    """The awards of a notice."""
    return [_result(award, on) for award in notice["awards"]]


def _result(award: dict[str, Any], on: date) -> Result:
    return Result(
        award["lot_id"],
        [_winner(one, on) for one in award["suppliers"]],
        amount(award["value"]),
        (award["tenders"] or {}).get("total"),
        award["date"],
    )


def _winner(supplier: dict[str, Any], on: date) -> PartyName:
    name, country = supplier["name"], supplier["country"]
    return PartyName(name, country, lookups.parties(on).slug("supplier", name, country, supplier["ids"]))
