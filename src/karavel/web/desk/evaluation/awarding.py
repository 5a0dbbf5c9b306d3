"""The award of each lot: proposed, told to every bidder, standing after the standstill, or fallen.

Of two who act at once exactly one does: every act holds the call, states move by one compared update, and the database
lets one award a lot stand.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.errors import IllegalMove
from karavel.procurement.tables import AWARD, CALL
from karavel.web.accounts import audit
from karavel.web.desk.bids.models import Bid, Offer
from karavel.web.desk.bids.opening import counting
from karavel.web.desk.calls.models import Call, CallLot
from karavel.web.desk.evaluation import (
    agreeing,
    asking,
    blind,
    drawing,
    letters,
    low,
    prices,
    publishing,
    race,
    winners,
)
from karavel.web.desk.evaluation.found import held
from karavel.web.desk.evaluation.models import Award, AwardLetter
from karavel.web.desk.evaluation.ranking import ranked
from karavel.web.desk.evaluation.refused import Refused
from karavel.web.desk.evaluation.standstill import standstill
from karavel.web.moving import move
from karavel.web.requests import Member


def standing(call: Call) -> list[Award]:
    """Awards of a call that were not cancelled, by lot."""
    rows = Award.objects.filter(call=call).exclude(state="cancelled")
    return list(rows.select_related("lot__call", "offer", "call").order_by("lot__number"))


def obstacles(call: Call) -> list[str]:
    """What has to be settled before the evaluation can be concluded."""
    waiting = (
        [_("A bidder was asked and may still answer: wait until its time is over.")] if asking.running(call) else []
    )
    lots = [f"{lot.number}: {told}" for lot in call.lots.select_related("call") for told in _obstacles(lot)]
    return [*waiting, *lots]


def _obstacles(lot: CallLot) -> list[str]:
    if race.undecided(lot):
        return [_("Decide on every bid whether it is admitted.")]
    found = []
    if blind.waiting(lot):
        found.append(_("Members have not handed in their points yet."))
    if agreeing.lacking(lot):
        found.append(_("The committee has not agreed on every bid and criterion yet."))
    if low.open_questions(lot):
        found.append(_("Say whether each price that was asked about is accounted for."))
    if low.rejected(lot):
        found.append(_("A bid whose price is not accounted for is still admitted: leave it out, or accept the price."))
    problem = ranked(lot).problem
    return found or ([problem] if problem else [])


def conclude(request: Member, call: Call) -> None:
    """The evaluation is done: nothing of it changes from here on.

    Raises:
        IllegalMove: the bids are not being judged; Refused: something is not settled.
    """
    with held(call, "opened") as locked:
        found = obstacles(locked)
        if found:
            raise Refused(" ".join(found))
        move(locked, CALL, "conclude")
        audit.note(request, "evaluation.concluded", locked.ocid)


def reconsider(request: Member, call: Call) -> None:
    """Opens the evaluation again; proposed awards fall, those that bidders were told of must have been cancelled first.

    Raises:
        IllegalMove: it is not concluded; Refused: an award that stands was told.
    """
    with held(call, "evaluated") as locked:
        rows = standing(locked)
        if any(row.state in {"told", "active"} for row in rows):
            raise Refused(_("Bidders were told of an award: cancel it with a reason first."))
        reason = _("The evaluation was opened again.")
        for row in rows:
            if row.state != "pending":
                raise Refused(_("A lot was declared without result; that stands."))
            move(row, AWARD, "cancel", reason=reason)
        move(locked, CALL, "reconsider")
        audit.note(request, "evaluation.reconsidered", locked.ocid)


def propose(request: Member, call: Call, lot: CallLot, reasons: str) -> Award:
    """Proposes the award of a lot to the first of its ranking, or to the one that was drawn among several.

    Args:
        request: whose it is.
        call: that is evaluated.
        lot: of it.
        reasons: why it wins, as every bidder reads it.

    Raises:
        IllegalMove: the evaluation is not concluded, or the lot has an award that stands.
        Refused: there is no ranking, nobody is first alone and no draw was witnessed, or a lot before it is open.
    """
    with held(call, "evaluated"):
        winner = drawing.winner(lot)
        award = _award(call, lot, reasons=reasons, **_of(winner, lot))
        audit.note(request, "award.proposed", call.ocid, lot=lot.number, offer=winner.number, award=award.pk)
    return award


def open_lots(call: Call) -> list[CallLot]:
    """Lots without a decision that stands."""
    taken = [row.lot_id for row in standing(call)]
    return list(call.lots.exclude(pk__in=taken).select_related("call"))


def _of(winner: Offer, lot: CallLot) -> dict[str, Any]:
    """The winner as the award names it."""
    line = next(line for line in ranked(lot).lines if line.offer == winner)
    price = prices.asked(lot, [winner])[str(winner.pk)]
    bid = Bid.everywhere.get(submissions=winner.submission_id)
    return {
        "offer": winner,
        "company_id": bid.organisation_id,
        "supplier": winner.bidder,
        "supplier_country": winner.country,
        "supplier_ids": winner.ids,
        "supplier_email": winner.email,
        "price": price.amount,
        "price_currency": price.currency,
        "points": line.total,
        "abnormally_low": low.told(winner, lot),
    }


def _award(call: Call, lot: CallLot, **given: Any) -> Award:
    """A pending award; of two for one lot the database takes the first."""
    award = Award(call=call, lot=lot, decided=today(call), **given)
    try:
        with transaction.atomic():
            award.save()
    except IntegrityError as error:
        raise IllegalMove(AWARD.name, "pending", "propose") from error
    return award


def today(call: Call) -> date:
    """The day by the clocks of the call."""
    return call.day_of(timezone.now())


def fail(request: Member, call: Call, lot: CallLot, reason: str) -> Award:
    """Declares a lot without result, with the reason.

    Raises:
        IllegalMove: the evaluation is not concluded, or the lot has an award that stands.
        Refused: a bid is in the race.
    """
    with held(call, "evaluated"):
        if winners.first(lot):
            raise Refused(_("A bid is in the race for this lot: it wins, or the award is cancelled with a reason."))
        award = _award(call, lot, reasons=reason)
        move(award, AWARD, "fail", reason=reason)
        audit.note(request, "lot.failed", call.ocid, lot=lot.number, reason=reason)
    return award


def fail_call(request: Member, call: Call, reason: str) -> None:
    """Ends a call to which no bid came, with the reason. Where bids came, their lots are declared without result.

    Raises:
        IllegalMove: it is neither closed nor opened; Refused: a bid is there.
    """
    with held(call, "closed", "opened") as locked:
        if locked.offers.exists() or (locked.state == "closed" and locked.seals and counting(locked)):
            raise Refused(_("Bids came in: open and judge them, then declare lots without result."))
        move(locked, CALL, "fail", reason=reason)
        publishing.failed(locked, timezone.now(), reason)
        audit.note(request, "call.failed", locked.ocid, reason=reason)


def telling(call: Call) -> list[Award]:
    """The decisions that bidders would be told of now: proposed awards, and lots without result.

    Raises:
        Refused: a lot has neither, or there is nothing new to tell.
    """
    rows = standing(call)
    if {row.lot_id for row in rows} != set(call.lots.values_list("pk", flat=True)):
        raise Refused(
            _("Propose an award for every lot first, or declare it without result: each bidder gets one letter.")
        )
    new = [row for row in rows if row.told is None]
    if not new:
        raise Refused(_("There is no decision that bidders were not told of."))
    return new


def tell(request: Member, call: Call, how: letters.How) -> list[AwardLetter]:
    """Tells all bidders of all new decisions: letters, releases, states and the standstill, in one transaction.

    Raises:
        IllegalMove: the evaluation is not concluded, or somebody else has just told; Refused: as :func:`telling`.
    """
    now = timezone.now()
    with held(call, "evaluated") as locked:
        new, until = telling(locked), standstill(locked, today(locked)).until
        for row in new:
            _tell(row, now, until, how.withhold)
        written = letters.write(locked, how, until)
        publishing.opened(locked, now)
        publishing.awards(locked, "award", now)
        told = {"awards": [row.pk for row in new], "letters": len(written), "standstill_until": until.isoformat()}
        audit.note(request, "awards.told", locked.ocid, **told)
        _finish(request, locked)
    return written


def _tell(row: Award, now: datetime, until: date, withheld: str) -> None:
    """A proposed award moves; a lot without result is told of and has nothing to wait for."""
    if row.state == "pending":
        move(row, AWARD, "tell", told=now, standstill_until=until, withheld=withheld)
    else:
        row.told = now
        row.save(update_fields=["told"])


def stand(request: Member, award: Award) -> None:
    """The award stands; where it was the last open lot, the call is complete.

    Raises:
        IllegalMove: it was not told, or somebody else moved it; Refused: the standstill is not over.
    """
    with held(award.call, "evaluated") as locked:
        if award.in_standstill:
            raise Refused(_("The standstill is not over: no contract may be signed yet."))
        move(award, AWARD, "stand")
        audit.note(request, "award.stands", locked.ocid, award=award.pk)
        publishing.awards(locked, "awardUpdate", timezone.now())
        _finish(request, locked)


def cancel(request: Member, award: Award, reason: str, *, fell: bool = False) -> None:
    """Cancels an award, with a reason; the lot may be awarded again, also where its call was complete.

    Args:
        request: whose it is.
        award: that is cancelled.
        reason: why, as it is published.
        fell: the bidder fell away, so that the lot goes to the next of the ranking.

    Raises:
        IllegalMove: it has ended; Refused: a contract was signed, or is being signed.
    """
    with held(award.call, "evaluated", "complete") as locked:
        before = award.state
        if award.contracts.filter(state__in=("signing", "active", "terminated")).exists():
            raise Refused(_("A contract was offered for signature: cancel that first."))
        move(award, AWARD, "cancel", reason=reason, fell=fell)
        if locked.state == "complete":
            move(locked, CALL, "resume")
        audit.note(request, "award.cancelled", locked.ocid, award=award.pk, reason=reason, fell=fell)
        if before != "pending":
            publishing.awards(locked, "awardCancellation", timezone.now(), reason)


def _finish(request: Member, call: Call) -> None:
    """Completes a call of which every lot has an award that stands or none, or ends it where no lot has one."""
    rows = standing(call)
    done = {row.lot_id for row in rows if row.told and row.state in {"active", "unsuccessful"}}
    if done != set(call.lots.values_list("pk", flat=True)):
        return
    won = any(row.state == "active" for row in rows)
    if won:
        move(call, CALL, "complete")
    else:
        move(call, CALL, "fail", reason=rows[0].reason)
    audit.note(request, "call.completed" if won else "call.failed", call.ocid)
