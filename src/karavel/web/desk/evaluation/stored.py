"""Reasons as they were kept on the day of the advice, said in the reader's language where the law data still can."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from karavel import texts
from karavel.access import Law, Reason
from karavel.access.words import say
from karavel.web.board import board
from karavel.web.desk.evaluation.models import Admission


def reasons_of(row: Admission | None) -> list[Reason]:
    """The engine's reasons for an offer and a lot, in its order."""
    if row is None or not row.reasons:
        return []
    law = board().law
    return [_said(law, one) for one in msgspec.convert(row.reasons, list[Reason])]


def _said(law: Law, one: Reason) -> Reason:
    """The reason in the language in use; as it was kept where its sentence is not in the law data any more."""
    sentence = say(law, one.message, dict(one.values), texts.current()) if one.message else ""
    return one if sentence in {"", one.message} else replace(one, sentence=sentence)
