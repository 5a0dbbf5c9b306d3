"""What the committee asks a bidder after the opening, and the bidder's one answer before the moment that was set.

Directive 2014/24/EU: Article 56(3) lets the buyer ask for documents that are missing, incomplete or unclear, treating
all alike; Article 57(6) hears a bidder on what it did about a ground for exclusion; Article 69 on a low price.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.web import scope
from karavel.web.accounts import audit
from karavel.web.desk.bids.models import Bid, Offer
from karavel.web.desk.calls.models import Call, CallLot, Requirement
from karavel.web.desk.evaluation.found import held
from karavel.web.desk.evaluation.models import AnswerFile, Clarification, LowPrice
from karavel.web.desk.evaluation.refused import Refused
from karavel.web.pursuits import files
from karavel.web.requests import Member

#: Days that a bidder has where the committee sets no others.
DAYS: Final = 5
#: Files of one answer.
MOST: Final = 10


def usual(call: Call) -> datetime:
    """The moment that is proposed: the end of a day by the clocks of the call."""
    day = call.day_of(timezone.now()) + timedelta(days=DAYS)
    return datetime.combine(day, time(23, 59), ZoneInfo(call.time_zone))


def ask(
    request: Member,
    call: Call,
    offer: Offer,
    kind: str,
    text: str,
    until: datetime,
    *,
    requirement: Requirement | None = None,
    lot: CallLot | None = None,
) -> Clarification:
    """Asks a bidder; it is told by mail and on its page.

    Raises:
        IllegalMove: the bids are not being judged; Refused: the moment has passed.
    """
    with held(call, "opened") as locked:
        if until <= timezone.now():
            raise Refused(_("The bidder needs time to answer: set a moment that lies ahead."))
        row = Clarification(
            offer=offer, kind=kind, text=text, until=until, requirement=requirement, lot=lot, user=request.user
        )
        row.save()
        told = {"offer": offer.number, "kind": kind, "until": until.isoformat()}
        audit.note(request, "bidder.asked", locked.ocid, **told)
    return row


def of_bid(bid: Bid) -> list[Clarification]:
    """What a bidder is asked, the latest first; call it with the buyer's organisation in force."""
    rows = Clarification.objects.filter(offer__submission__bid=bid).select_related("requirement", "lot", "offer")
    return list(rows.prefetch_related("files").order_by("-pk"))


def answer(request: Member, bid: Bid, row: Clarification, text: str, given: Iterable[UploadedFile[Any]]) -> None:
    """Keeps a bidder's answer, with files; once.

    Raises:
        Refused: the moment has passed, it was answered, or a file is not taken.
    """
    sent = list(given)
    if len(sent) > MOST:
        raise Refused(_("An answer has %(count)s files at most.") % {"count": MOST})
    with transaction.atomic():
        with scope.within(bid.call.organisation_id):
            locked = Clarification.objects.select_for_update().get(pk=row.pk)
            now = timezone.now()
            if locked.answered or now >= locked.until:
                raise Refused(_("It is answered already, or the time to answer is over. Nothing was changed."))
            for file in sent:
                _keep(locked, file)
            locked.answer, locked.answered = text, now
            locked.save(update_fields=["answer", "answered"])
            _explain(locked)
        for organisation in sorted({bid.organisation_id, bid.call.organisation_id}):  # in the order that the log asks
            actor = request.user if organisation == bid.organisation_id else None
            audit.note_as(organisation, actor, "bidder.answered", bid.call.ocid, question=row.pk, files=len(sent))


def _explain(row: Clarification) -> None:
    """An answer on a price is the explanation that the committee weighs."""
    if row.kind == Clarification.Kind.PRICE:
        LowPrice.objects.filter(offer=row.offer_id, lot=row.lot_id, explanation="").update(explanation=row.answer)


def _keep(row: Clarification, given: UploadedFile[Any]) -> None:
    name = files.named(given.name or "")
    try:
        kind = files.kind_of(name, given)
    except files.Refused as why:
        raise Refused(f"{name}: {why}") from why
    hashed = sha256()
    for chunk in given.chunks():
        hashed.update(chunk)
    given.seek(0)
    file = AnswerFile(clarification=row, name=name, media_type=kind, bytes=given.size or 0, sha256=hashed.hexdigest())
    file.organisation_id = row.organisation_id
    if not default_storage.exists(place(file)):
        default_storage.save(place(file), given)
    file.save()


def place(file: AnswerFile) -> str:
    """Where its bytes are: under their digest, apart from what is public."""
    return f"answers/{file.organisation_id}/{file.sha256}"


def running(call: Call, offer: Offer | None = None) -> list[Clarification]:
    """Questions whose time to answer runs, of a call or of one offer."""
    rows = Clarification.objects.filter(offer__call=call, answered=None, until__gt=timezone.now())
    return list(rows.filter(offer=offer) if offer else rows)


def running_on_price(offer: Offer, lot: CallLot) -> QuerySet[Clarification]:
    """The question on a price whose time to answer runs."""
    rows = Clarification.objects.filter(offer=offer, lot=lot, kind=Clarification.Kind.PRICE)
    return rows.filter(answered=None, until__gt=timezone.now())


def heard(offer: Offer) -> bool:
    """Whether a bidder was asked about a ground for exclusion, and answered or let its time pass."""
    rows = Clarification.objects.filter(offer=offer, kind=Clarification.Kind.CLEANING)
    return any(row.answered or row.until <= timezone.now() for row in rows)
