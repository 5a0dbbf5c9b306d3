"""A lot as messages tell it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from karavel.answers.match import MatchedLot
from karavel.web.alerts.speaking import address
from karavel.web.board import board
from karavel.web.opportunities.addresses import of_notice


class ToldLot(NamedTuple):
    """A lot with its title in the reader's language, where there is one."""

    title: str
    lot: MatchedLot

    @property
    def path(self) -> str:
        """Where it is read, as pages link to it; empty where nobody says."""
        return of_notice(self.lot.notice_id)

    @property
    def address(self) -> str:
        """The same, whole."""
        return address(self.path) if self.path.startswith("/") else self.path


def told(lots: Iterable[MatchedLot]) -> list[ToldLot]:
    """Lots as mails and feeds show them."""
    return [ToldLot(board().title(lot), lot) for lot in lots]


def as_json(lot: MatchedLot) -> dict[str, Any]:
    """A lot as a webhook posts it; keys as ``karavel match`` has them."""
    route = lot.best_route
    return {
        "notice_id": lot.notice_id,
        "lot_id": lot.lot_id,
        "title": lot.title,
        "language": lot.language,
        "buyer": {"name": lot.buyer.name, "country": lot.buyer.country},
        "cpv": list(lot.cpv),
        "value": {"amount": lot.value.amount, "currency": lot.value.currency} if lot.value else None,
        "value_eur": lot.value_eur,
        "published": lot.published.isoformat() if lot.published else None,
        "deadline": lot.deadline,
        "days_left": lot.days_left,
        "url": lot.url,
        "score": lot.score,
        "direct": {"verdict": lot.direct.verdict},
        "best_route": {"kind": route.kind, "via": route.via, "verdict": route.verdict} if route else None,
    }
