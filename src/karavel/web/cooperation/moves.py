"""Moves of commitments, each with its line in the history."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from karavel.errors import IllegalMove
from karavel.web.accounts import audit
from karavel.web.cooperation import states
from karavel.web.cooperation.models import Commitment, CommitmentMove
from karavel.web.cooperation.states import TABLE
from karavel.web.moving import move
from karavel.web.requests import Member

_DAY = timedelta(days=1)


class Refused(Exception):
    """A move that is not made; its text is for people."""


def settle(today: date) -> None:
    """Writes down which of the organisation's commitments the clock has made late; pages do not depend on it."""
    for one in Commitment.objects.filter(state=states.OPEN, due__lt=today):
        with suppress(IllegalMove), transaction.atomic():  # somebody else may look at the same time
            before = one.state
            move(one, TABLE, "pass")
            CommitmentMove(
                commitment=one, move="pass", before=before, after=one.state, on=one.due + _DAY, due=one.due
            ).save()


@transaction.atomic
def make(request: Member, one: Commitment, name: str, today: date, reason: str = "", due: date | None = None) -> None:
    """Makes a move, with its line in the history; ``due`` is the new day, for moves that need one.

    Raises:
        Refused: the reason or the day is missing, or the day does not lie ahead.
        IllegalMove: the table has no such move, or somebody else has moved it first.
    """
    if name != "fulfil" and not reason:
        raise Refused(_("Give a reason: it stays in the history."))
    dated = name in {"postpone", "reopen"}
    if dated and (due is None or due < today):
        raise Refused(_("Choose a day that lies ahead."))
    before, changes = one.state, {"due": due} if dated else {}
    move(one, TABLE, name, **changes)
    CommitmentMove(
        commitment=one,
        user=request.user,
        move=name,
        before=before,
        after=one.state,
        on=today,
        due=one.due,
        reason=reason,
    ).save()
    audit.note(
        request, f"commitment.{name}", one, before=before, after=one.state, due=one.due.isoformat(), reason=reason
    )
