"""Handing in, replacing and withdrawing a bid. Each leaves a receipt, and a line in the logs of both sides."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.errors import IllegalMove, InvalidInput, RefusedInput
from karavel.procurement.sealing import submission_digest
from karavel.procurement.tables import BID
from karavel.web.accounts import audit
from karavel.web.accounts.models import Membership
from karavel.web.desk.bids import uploading
from karavel.web.desk.bids.models import Bid, SealedFile, Submission
from karavel.web.desk.bids.sheets import Sheet, sealed_sheet
from karavel.web.desk.bids.times import refuse_late
from karavel.web.desk.calls.models import Call
from karavel.web.moving import move
from karavel.web.requests import Member

_RECEIPT_BYTES = 10


def begin(request: Member, call: Call) -> Bid:
    """The company's bid to a call; there is one, so a second click finds the first.

    Raises:
        IllegalMove: the call takes no bids.
        RefusedInput: whoever asks belongs to the buyer, or is not invited where the call is by invitation.
    """
    refuse_own(request, call)
    bid = Bid.objects.filter(call=call).first()
    if bid:
        return bid
    bid = Bid(call=call, user=request.user)
    refuse_late(bid)
    if call.invites and not _invited(request, call):
        raise RefusedInput(_("Only invited firms bid to this call; your address is not among those invited."))
    try:
        with transaction.atomic():
            bid.save()
            audit.note(request, "bid.begun", call.ocid)
    except IntegrityError:
        return Bid.objects.get(call=call)
    return bid


def _invited(request: Member, call: Call) -> bool:
    """Whether a confirmed address of the user is invited; who holds none proves to be nobody."""
    mine = EmailAddress.objects.filter(user=request.user, verified=True).values_list("email", flat=True)
    return any(address.lower() in call.invited for address in mine)


def refuse_own(request: Member, call: Call) -> None:
    """Who buys does not bid: neither the buyer itself nor anybody who works for it, under whatever firm's name.

    Raises:
        RefusedInput: they do.
    """
    ours = Membership.objects.filter(organisation=call.organisation_id, user=request.user.pk)
    if request.acting.organisation.pk == call.organisation_id or ours.exists():
        raise RefusedInput(_("You belong to the buyer of this call, so you cannot bid to it."))


def submit(request: Member, bid: Bid, sheet: Sheet) -> Submission:
    """Hands the bid in, or replaces what was handed in; the form is sealed, the files are already.

    Raises:
        InvalidInput: a file is not complete, or the call was amended since the bidder read it.
        IllegalMove: the deadline has passed, or the same bid is being handed in at this moment.
        RefusedInput: whoever hands it in belongs to the buyer.
    """
    refuse_own(request, bid.call)
    try:
        with transaction.atomic():
            locked = Bid.objects.select_for_update().select_related("call").get(pk=bid.pk)
            files = _complete(locked)
            now = timezone.now()  # one moment decides and is told: no receipt names one after the deadline
            _read_anew(sheet, refuse_late(locked, now))
            return _submitted(request, locked, sheet, files, now)
    except IntegrityError as error:  # SQLite locks no row: the number of the submission tells two apart
        raise IllegalMove(BID.name, "submitted", "replace") from error


def _read_anew(sheet: Sheet, call: Call) -> None:
    """Answers and prices belong to the version that they were written to: an amendment may ask something else."""
    if sheet.version != call.version:
        told = _("The call was amended while you wrote: this is version %(version)d. Read what changed, then hand in.")
        raise InvalidInput(told % {"version": call.version})


def _complete(bid: Bid) -> list[SealedFile]:
    files = list(uploading.next_files(bid))
    waiting = [file for file in files if not (file.digest or uploading.finish(file))]
    if waiting:
        raise InvalidInput(
            _("Files that have not arrived in full: %(count)d. Upload or remove them.") % {"count": len(waiting)}
        )
    return files


def _submitted(request: Member, bid: Bid, sheet: Sheet, files: list[SealedFile], now: datetime) -> Submission:
    number = (bid.submissions.aggregate(last=models.Max("number"))["last"] or 0) + 1
    form, digest = sealed_sheet(bid.call.seal.recipient, bid, number, sheet)
    made = Submission(
        bid=bid,
        user=request.user,
        number=number,
        received=now,
        digest=submission_digest([digest, *(file.digest for file in files)]),
        receipt=secrets.token_hex(_RECEIPT_BYTES),
        form=form,
    )
    made.save()
    made.files.set(files)
    move(bid, BID, "replace" if bid.state == "submitted" else "submit")
    _noted(request, bid, "bid.received", made.digest, receipt=made.receipt)
    return made


@transaction.atomic
def withdraw(request: Member, bid: Bid) -> None:
    """Takes the bid back; until the deadline another may be handed in.

    Raises:
        IllegalMove: nothing was handed in, or the deadline has passed.
    """
    locked = Bid.objects.select_for_update().select_related("call").get(pk=bid.pk)
    refuse_late(locked)
    move(locked, BID, "withdraw")
    last = locked.submissions.order_by("-number").first()
    _noted(request, locked, "bid.withdrawn", last.digest if last else "")


@transaction.atomic
def discard(request: Member, bid: Bid) -> None:
    """Throws a draft away with its files, at any time: nothing of it was ever handed in.

    Raises:
        IllegalMove: it was handed in, so the buyer must keep it.
    """
    locked = Bid.objects.select_for_update().select_related("call").get(pk=bid.pk)
    throw_away(locked)
    audit.note(request, "bid.discarded", locked.call.ocid)


def throw_away(bid: Bid) -> None:
    """Deletes a draft with its files.

    Raises:
        IllegalMove: it was handed in.
    """
    if bid.state != BID.initial or bid.submissions.exists():
        raise IllegalMove(BID.name, bid.state, "discard")
    uploading.clear(bid)
    bid.delete()


def _noted(request: Member, bid: Bid, action: str, digest: str, **details: Any) -> None:
    """Notes in the bidder's log who did it, in the buyer's only the digest; in the order of keys, as the log asks."""
    for organisation in sorted({bid.organisation_id, bid.call.organisation_id}):
        if organisation == bid.organisation_id:
            audit.note(request, action, bid.call.ocid, digest=digest, **details)
        else:
            audit.note_as(organisation, None, action, digest)
