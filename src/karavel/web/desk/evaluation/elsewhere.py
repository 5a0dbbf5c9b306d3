"""An award that was made on another platform goes on from here: entered by hand, or out of a published notice."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.procurement.tables import AWARD, CALL
from karavel.web.accounts import audit
from karavel.web.desk.calls import drafting
from karavel.web.desk.calls.models import Call, CallLot
from karavel.web.desk.evaluation import awarding, publishing, taking
from karavel.web.desk.evaluation.models import Award
from karavel.web.desk.evaluation.refused import Refused
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.moving import move
from karavel.web.requests import Member


class Won(NamedTuple):
    """A lot and who won it.

    Attributes:
        number: of the register, as the supplier writes it; empty where it is not known.
        notice_lot: its id in the notice that the award was published in.
        lot: of a call of ours that it is; None for a call that ran elsewhere altogether.
    """

    title: str
    supplier: str
    country: str
    decided: date
    price: Decimal | None = None
    currency: str = ""
    number: str = ""
    email: str = ""
    reasons: str = ""
    notice_lot: str = ""
    cpv: tuple[str, ...] = ()
    lot: CallLot | None = None


class Ran(NamedTuple):
    """A procedure that ran on another platform.

    Attributes:
        notice_id: of the notice of its award, where there is one.
        ours: the officer says that this buyer bought, although the notice names another.
    """

    title: str
    language: str
    platform: str
    platform_url: str = ""
    reference: str = ""
    cpv: tuple[str, ...] = ()
    notice_id: str = ""
    ours: bool = False


def enter(request: Member, ran: Ran, lots: list[Won]) -> Call:
    """Makes the call, complete, its lots and their awards, in force.

    Raises:
        Refused: nobody said who buys, the notice names another buyer and nobody said that it is this one, or an award
            of that notice was entered before.
    """
    with transaction.atomic():
        buyer = BuyerProfile.objects.select_for_update().first()  # two who enter one notice come one after the other
        if buyer is None:
            raise Refused(_("Say first who buys; calls name the buyer."))
        notice = taking.notice(ran.notice_id) if ran.notice_id else None
        other = taking.other_buyer(notice, buyer)
        if other and not ran.ours:
            raise Refused(_("The notice names another buyer: say that the award is yours, if it is."))
        _once(ran, lots)
        call = drafting.blank({ran.language: ran.title}, ran.language, request.user)
        call.lots.all().delete()
        call.criteria.all().delete()
        now = timezone.now().replace(microsecond=0)
        _fill(call, ran)
        move(call, CALL, "enter", published=now, buyer=buyer.name, buyer_country=buyer.country)
        for number, won in enumerate(lots, start=1):
            _awarded(call, _lot(call, number, won), won, ran.notice_id, (notice and notice.ocid) or "")
        _told(request, call, now, notice=ran.notice_id, buyer_there=other, said_ours=ran.ours)
    return call


def enter_for(request: Member, call: Call, lots: list[Won]) -> Call:
    """The awards of a call of ours whose bids went to another platform; of the lots that have none that stands.

    Raises:
        IllegalMove: it takes none; Refused: its bids came in here, or a lot of it is missing.
    """
    with transaction.atomic():
        locked = Call.objects.select_for_update().get(pk=call.pk)
        if locked.seals:
            raise Refused(_("Bids of this call came in here: it is evaluated here."))
        if {won.lot.pk for won in lots if won.lot} != {lot.pk for lot in awarding.open_lots(locked)}:
            raise Refused(_("Say for every lot who won it."))
        move(locked, CALL, "enter")
        for won in lots:
            if won.lot:
                _awarded(locked, won.lot, won, "", "")
        _told(request, locked, timezone.now())
    return locked


def _told(request: Member, call: Call, now: datetime, **said: Any) -> None:
    again = call.versions.filter(stage="award").exists()
    publishing.awards(call, "awardUpdate" if again else "award", now)
    audit.note(request, "award.entered", call.ocid, lots=call.lots.count(), **said)


def _once(ran: Ran, lots: list[Won]) -> None:
    """No lot of a notice is entered twice."""
    if not ran.notice_id:
        return
    before = Award.objects.filter(notice_id=ran.notice_id).exclude(state="cancelled")
    twice = set(before.values_list("notice_lot", flat=True)) & {won.notice_lot for won in lots}
    if twice:
        told = _("The award of %(lots)s of this notice was entered before.")
        raise Refused(told % {"lots": ", ".join(sorted(twice))})


def _fill(call: Call, ran: Ran) -> None:
    call.reference, call.cpv = ran.reference[:60], list(ran.cpv)
    call.platform, call.platform_url = ran.platform, ran.platform_url
    call.unbound_reason, call.seals = "", False
    call.save()


def _lot(call: Call, number: int, won: Won) -> CallLot:
    lot = CallLot(
        call=call,
        number=f"LOT-{number:04}",
        title={call.language: won.title},
        cpv=list(won.cpv or call.cpv),
    )
    lot.save()
    return lot


def _awarded(call: Call, lot: CallLot, won: Won, notice_id: str, ocid: str) -> Award:
    given: dict[str, Any] = {
        "supplier": won.supplier,
        "supplier_country": won.country,
        "supplier_ids": [won.number] if won.number else [],
        "supplier_email": won.email,
        "price": won.price,
        "price_currency": won.currency,
        "decided": won.decided,
        "reasons": won.reasons,
        "notice_id": notice_id,
        "notice_ocid": ocid[:200],
        "notice_lot": won.notice_lot,
    }
    award = Award(call=call, lot=lot, **given)
    award.save()
    move(award, AWARD, "enter")
    return award
