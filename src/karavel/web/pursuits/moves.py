"""From which state to which a pursuit may go: one table, which docs/pursuits.md shows. Nothing else changes a state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from karavel.web.accounts import audit
from karavel.web.requests import Member
from karavel.web.workspace.models import Pursuit, PursuitMove

_State = Pursuit.State

#: State to those that may follow. A result can be taken back, and so can a bid before its deadline.
MOVES: Final[Mapping[str, tuple[str, ...]]] = {
    _State.WATCHING: (_State.QUALIFYING,),
    _State.QUALIFYING: (_State.BIDDING, _State.WATCHING),
    _State.BIDDING: (_State.SUBMITTED, _State.QUALIFYING),
    _State.SUBMITTED: (_State.WON, _State.LOST, _State.BIDDING),
    _State.WON: (_State.SUBMITTED,),
    _State.LOST: (_State.SUBMITTED,),
}

#: States in which the company may still say go or no-go.
UNDECIDED: Final = frozenset({_State.WATCHING, _State.QUALIFYING})


class Refused(Exception):
    """A change that the table does not allow; its text is for people."""


def onward(pursuit: Pursuit) -> tuple[str, ...]:
    """The states that a pursuit may go to now. Bidding, and what follows it, needs a go."""
    ways = MOVES[pursuit.state]
    if pursuit.decision == Pursuit.Decision.GO:
        return ways
    return tuple(state for state in ways if state in UNDECIDED)


@transaction.atomic
def move(request: Member, pk: int, after: str, before: str = "") -> Pursuit:
    """Moves a pursuit; to where it is already is no change.

    Args:
        request: who moves it.
        pk: which one.
        after: where to.
        before: where the user saw it; empty where that does not matter.

    Raises:
        Refused: the table does not allow it, or somebody else was faster.
        Pursuit.DoesNotExist: the organisation has no such pursuit.
    """
    pursuit = Pursuit.objects.select_for_update().get(pk=pk)
    if pursuit.state == after:
        return pursuit
    if before and pursuit.state != before:
        raise Refused(_("Somebody has moved it in the meantime: it is now under %(state)s.") % _named(pursuit.state))
    if after not in onward(pursuit):
        raise Refused(_why_not(pursuit, after))
    moved = PursuitMove(pursuit=pursuit, user=request.user, before=pursuit.state, after=after)
    pursuit.state = after
    pursuit.save(update_fields=["state", "changed"])
    moved.save()
    audit.note(request, "pursuit.moved", pursuit, before=moved.before, after=after)
    return pursuit


def _why_not(pursuit: Pursuit, after: str) -> str:
    if after in MOVES[pursuit.state]:
        return _("Decide first: a bid needs a go.")
    named = {"before": _State(pursuit.state).label, "after": _label(after)}
    return _("From %(before)s nothing goes to %(after)s.") % named


def _label(state: str) -> str:
    return str(_State(state).label) if state in _State.values else state[:20]


def _named(state: str) -> dict[str, str]:
    return {"state": _label(state)}


@transaction.atomic
def decide(request: Member, pk: int, decision: str, reason: str) -> Pursuit:
    """Says go or no-go, or takes it back, with the reasons.

    Raises:
        Refused: the company bids already, or a decision has no reason.
        Pursuit.DoesNotExist: the organisation has no such pursuit.
    """
    pursuit = Pursuit.objects.select_for_update().get(pk=pk)
    if pursuit.state not in UNDECIDED and decision != Pursuit.Decision.GO:
        raise Refused(_("The company bids already. Take the pursuit back to Qualifying first."))
    if decision and not reason.strip():
        raise Refused(_("Say why: whoever reads this in a year will want to know."))
    before = pursuit.decision
    pursuit.decision, pursuit.decision_reason = decision, reason.strip()
    pursuit.save(update_fields=["decision", "decision_reason", "changed"])
    audit.note(request, "pursuit.decided", pursuit, before=before, after=decision)
    return pursuit
