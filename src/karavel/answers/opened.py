"""The lots that a gateway would have opened, as a programme's page shows them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from karavel.access import Verdict
from karavel.answers.similar import Buyer
from karavel.notices import Moment, Money


class OpenedLot(Struct, frozen=True, kw_only=True):
    """A lot that a gateway opens: ``direct`` is the verdict on a bid from home, ``via`` that through the gateway."""

    notice_id: str
    lot_id: str
    title: str
    language: str | None
    buyer: Buyer
    published: date | None
    deadline: Moment | None
    value: Money | None
    direct: Verdict
    via: Verdict


class OpenedPage(Struct, frozen=True, kw_only=True):
    """Some of the lots behind a number, and how many there are."""

    total: int
    lots: tuple[OpenedLot, ...]
