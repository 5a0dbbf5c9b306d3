"""What comes next for an object of the desk, and who must do it: one sentence a state."""

from __future__ import annotations

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karavel import texts
from karavel.web.desk.calls import checking
from karavel.web.desk.calls.models import Call, CallQuestion
from karavel.web.desk.contracts.models import Contract, Milestone, Signature
from karavel.web.desk.evaluation.models import Award
from karavel.web.desk.fields import said
from karavel.web.desk.needs.models import Need


class Ahead(NamedTuple):
    """What is to be done.

    Attributes:
        who: must do it, as a part that somebody plays; empty where nobody but the clock acts.
        what: in a sentence.
    """

    who: str
    what: str


def of_need(need: Need) -> Ahead | None:
    """What a need waits for; None where a call has taken over, or it was dropped."""
    todo = {
        "draft": _("Describe it, look at the market, then open a consultation or make the call."),
        "consulting": _("Answer questions; close the consultation when its last day is over."),
        "ready": _("Make a call from it."),
    }
    return _officer(todo[need.state]) if need.state in todo else None


def of_call(call: Call, waiting: int) -> Ahead | None:
    """What a call waits for; None once it is over.

    Args:
        call: one of the acting organisation.
        waiting: how many questions have no answer yet.
    """
    if call.state == "planned":
        return _officer(_to_settle(len(checking.problems(call, timezone.now()))))
    if call.state == "active":
        return _while_open(waiting)
    if call.state == "closed":
        return _closed(call)
    if call.state == "opened":
        return Ahead(_("Committee"), _("Check, score and agree."))
    return _decided(call) if call.state in {"evaluated", "complete"} else None


def unanswered(call: Call) -> int:
    """How many questions to a call have no answer yet."""
    return CallQuestion.asked.waiting().get(call.pk, 0)


def of_contract(contract: Contract) -> Ahead | None:
    """What a contract waits for; None once it is over."""
    if contract.state == "pending":
        return _officer(_("Fix the text and offer it for signature."))
    if contract.state == "signing":
        return _signing(contract)
    return _performing(contract) if contract.state == "active" else None


def _officer(what: str) -> Ahead:
    return Ahead(_("Procurement officer"), what)


def _to_settle(count: int) -> str:
    if not count:
        return _("Publish it.")
    told = ngettext(
        "Before it can be published, %(count)s thing is to be settled.",
        "Before it can be published, %(count)s things are to be settled.",
        count,
    )
    return told % {"count": count}


def _while_open(waiting: int) -> Ahead:
    if not waiting:
        return Ahead(_("Bidders"), _("Hand in bids before the deadline; the clock closes the call."))
    told = ngettext("Answer %(count)s question.", "Answer %(count)s questions.", waiting)
    return _officer(told % {"count": waiting})


def _closed(call: Call) -> Ahead:
    if call.seals:
        return Ahead(_("Committee"), _("Two members of the committee open the bids together."))
    return _officer(_("Enter the award of the platform."))


def _decided(call: Call) -> Ahead | None:
    """Awards are proposed, told, then stand, each followed by its contract."""
    awards: list[Award] = [award for award in call.awards.all() if award.state != "cancelled"]
    states = {award.state for award in awards}
    if call.state == "evaluated" and {lot.pk for lot in call.lots.all()} - {award.lot_id for award in awards}:
        return _officer(_("Propose the award of each lot, or say that it ends without result."))
    if "pending" in states:
        return _officer(_("Tell the award; the standstill begins then."))
    if "told" in states:
        return _standing([award for award in awards if award.state == "told"])
    if any(award.state == "active" and not _contracted(award) for award in awards):
        return _officer(_("Draft the contract."))
    return None


def _contracted(award: Award) -> bool:
    return any(contract.state != "cancelled" for contract in award.contracts.all())


def _standing(told: list[Award]) -> Ahead:
    last = max((award.standstill_until for award in told if award.standstill_until), default=None)
    if last and all(award.in_standstill for award in told):
        return Ahead("", _("The standstill ends on %(day)s; the award can stand after it.") % {"day": texts.day(last)})
    return _officer(_("The standstill is over: say that the award stands."))


def _signing(contract: Contract) -> Ahead:
    signatures = list(contract.signatures.all())
    missing = [side for side in Signature.Side if side not in {row.side for row in signatures}]
    if len(missing) > 1:
        return Ahead(_("Buyer and supplier"), _("Both sides sign."))
    if missing:
        return Ahead(str(missing[0].label), _("Sign; the other side has signed."))
    return _officer(_("Take the signature that nobody vouches for, with a reason, or turn it down."))


def _performing(contract: Contract) -> Ahead:
    milestones = list(contract.milestones.all())
    delivered = next((one for one in milestones if one.state == "delivered"), None)
    if delivered:
        told = _("Accept what is delivered for “%(milestone)s”, or say why not.")
        return _officer(told % {"milestone": said(delivered.title)})
    wanted = next((one for one in milestones if one.state in {"scheduled", "notMet"}), None)
    return _to_deliver(wanted) if wanted else _officer(_("All is delivered: say that the contract is fulfilled."))


def _to_deliver(milestone: Milestone) -> Ahead:
    names = {"milestone": said(milestone.title), "day": texts.day(milestone.due) if milestone.due else ""}
    told = _("Deliver “%(milestone)s” by %(day)s.") if milestone.due else _("Deliver “%(milestone)s”.")
    return Ahead(_("Supplier"), told % names)
