"""What time alone does at the desk: what is over closes, news and letters go out. Safe to run as often as one likes."""

from __future__ import annotations

from django.utils import timezone
from msgspec import Struct

from karavel.web.cooperation import reminding
from karavel.web.desk.calls import clock, telling
from karavel.web.desk.contracts import posting as contract_posting
from karavel.web.desk.evaluation import posting
from karavel.web.desk.needs import consulting
from karavel.web.newsroom import counting


class Ticked(Struct, frozen=True):
    """A run.

    Attributes:
        closed: ocids of calls whose deadline had passed.
        sent: mails that went out; ``failed`` those that did not, tried again later.
    """

    closed: tuple[str, ...]
    sent: int
    failed: tuple[str, ...]


def tick() -> Ticked:
    """Does all that is due now."""
    consulting.settle()
    counting.forget(timezone.now().date())
    closed = tuple(call.ocid for call in clock.close_due(timezone.now()))
    told = (
        telling.send_due(),
        telling.invite_due(),
        posting.send_due(),
        contract_posting.send_due(),
        reminding.send_due(),
    )
    return Ticked(closed, sum(sent for sent, _failed in told), tuple(one for _sent, failed in told for one in failed))
