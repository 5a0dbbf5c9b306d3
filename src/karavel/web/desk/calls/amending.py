"""Changes of a published call: a new version with what has changed and why, or the end of the call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.errors import IllegalMove
from karavel.procurement.releases import tender_amendment, tender_cancellation
from karavel.procurement.tables import CALL
from karavel.web.accounts import audit
from karavel.web.desk.calls import changes
from karavel.web.desk.calls.checking import Problem, problems
from karavel.web.desk.calls.models import Call, CallVersion
from karavel.web.desk.calls.process import AMENDMENT, process_of, publisher
from karavel.web.desk.calls.publishing import NotReady
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.moving import move
from karavel.web.requests import Member

#: Releases of one process are ordered by their moment, to the second.
_SECOND: Final = timedelta(seconds=1)


def amend(
    request: Member, call: Call, reason: str, save: Callable[[Call], None], *, enough_time: bool = False, seen: int = 0
) -> CallVersion:
    """Publishes the next version of a call.

    Args:
        request: whose it is.
        call: that is open for bids.
        reason: why, as told to everybody.
        save: writes the changes into the rows; it is undone where the call would not hold any more.
        enough_time: the officer has said that substantial changes leave bidders time enough.
        seen: the version that the officer has read; 0 where that is not asked.

    Raises:
        NotReady: nothing has changed, or the call does not hold as changed; all reasons are told.
        IllegalMove: bids are not being taken any more.
    """
    now = timezone.now().replace(microsecond=0)
    with transaction.atomic():
        locked = Call.objects.select_for_update().get(pk=call.pk)
        if locked.state != "active" or locked.deadline is None or locked.deadline <= now:
            raise IllegalMove(CALL.name, locked.state, "amend")
        if seen and seen != locked.version:
            raise NotReady([_meanwhile(locked)])
        before, deadline = changes.snapshot(locked), locked.deadline
        save(locked)
        locked.refresh_from_db()
        found = changes.differences(before, changes.snapshot(locked))
        wrong = _wrong(locked, found, deadline, now, enough_time=enough_time)
        if wrong:
            raise NotReady(wrong)
        version = _next(locked, reason, found, now)
        audit.note(request, "call.amended", locked, version=version.number, reason=reason)
    return version


def _meanwhile(call: Call) -> Problem:
    """Somebody else has published a version since the officer began; what it changed."""
    zone = ZoneInfo(call.time_zone)
    told = "; ".join(str(changes.told(one, zone)) for one in call.versions.latest("number").changes)
    return Problem(
        "amendment",
        _("Version %(number)s was published meanwhile (%(changes)s). Look it through; published again, yours counts.")
        % {"number": call.version, "changes": told},
    )


def _wrong(
    call: Call, found: list[dict[str, Any]], deadline: datetime, now: datetime, *, enough_time: bool
) -> list[Problem]:
    wrong = problems(call, now)
    if not found:
        wrong.append(Problem("amendment", _("Nothing has changed.")))
    if call.deadline and call.deadline < deadline:
        wrong.append(Problem("timetable", _("The deadline may be moved to a later moment only: bidders rely on it.")))
    if call.deadline == deadline and changes.substantial(found) and not enough_time:
        wrong.append(Problem("time", _("What bidders must read anew has changed, and the deadline has not.")))
    return wrong


def _next(call: Call, reason: str, found: list[dict[str, Any]], now: datetime) -> CallVersion:
    """The version, then its release, which tells of the version itself; and no two at one moment."""
    number = call.version + 1
    last = call.versions.latest("number").published
    version = CallVersion(
        call=call,
        number=number,
        stage=AMENDMENT,
        published=max(now, last.replace(microsecond=0) + _SECOND),
        reason=reason,
        changes=found,
        release={},
    )
    version.save()
    call.version = number
    call.save(update_fields=["version", "changed"])
    buyer = BuyerProfile.objects.get()
    version.release = tender_amendment(process_of(call, buyer), publisher(buyer))
    version.save(update_fields=["release"])
    return version


@transaction.atomic
def cancel(request: Member, call: Call, reason: str) -> None:
    """Gives a call up, with a reason; what was published stays, and a last version says so.

    Raises:
        IllegalMove: it has ended already, or an award of it stands.
    """
    now = timezone.now().replace(microsecond=0)
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if locked.awards.filter(state__in=("told", "active")).exists():  # an award falls first, with its own reason
        raise IllegalMove(CALL.name, locked.state, "cancel")
    move(locked, CALL, "cancel", reason=reason)
    audit.note(request, "call.cancelled", locked, reason=reason)
    if not locked.published:
        return
    last = locked.versions.latest("number")
    at, buyer = max(now, last.published.replace(microsecond=0) + _SECOND), BuyerProfile.objects.get()
    release = tender_cancellation(process_of(locked, buyer), publisher(buyer), at=at)
    CallVersion(
        call=locked, number=last.number + 1, stage="tenderCancellation", published=at, reason=reason, release=release
    ).save()
    locked.version = last.number + 1
    locked.save(update_fields=["version", "changed"])
