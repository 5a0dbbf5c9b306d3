"""Reasons as they were kept on the day of the advice."""

from __future__ import annotations

import msgspec

from karavel.access import Reason
from karavel.web.desk.evaluation.models import Admission


def reasons_of(row: Admission | None) -> list[Reason]:
    """The engine's reasons for an offer and a lot, in its order."""
    return msgspec.convert(row.reasons, list[Reason]) if row else []
