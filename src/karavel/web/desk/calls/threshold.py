"""Whether a call's value reaches the Union's threshold: then longer periods hold, whatever its officer says."""

from __future__ import annotations

from datetime import date
from typing import Final

from karavel.verbs.access import reaches_threshold
from karavel.web.board import board
from karavel.web.desk.calls.foreign import notice_of
from karavel.web.desk.calls.models import Call

_UNION: Final = ("EU-STATES",)


def reaches_union(call: Call, today: date) -> bool:
    """Whether it does for sure; call it with the call's organisation in force.

    Args:
        call: a draft is looked at as if it were published today.
        today: the day.
    """
    notice, law = notice_of(call, None, today), board().law
    buyer = notice.buyer
    member = buyer is not None and law.contains(_UNION, buyer.country or "", notice.procedure_start or today)
    return member and reaches_threshold(law, notice) is True
