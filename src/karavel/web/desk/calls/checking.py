"""What keeps a call from being published: every reason at once, each with the section where it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from karavel.texts import language_name, number
from karavel.web.accounts.models import Membership
from karavel.web.desk.calls import formulas, timetable
from karavel.web.desk.calls.models import Call, CallLot, Criterion
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.permissions import allows

_WHOLE: Final = Decimal(100)
FEWEST_SEATS: Final = 2


class Problem(NamedTuple):
    """A reason why a call may not be published. ``section`` is where it is mended."""

    section: str
    sentence: str


class Facts(NamedTuple):
    """What is looked at: the call, its buyer if there is a profile, and the moment."""

    call: Call
    buyer: BuyerProfile | None
    now: datetime


def problems(call: Call, now: datetime) -> list[Problem]:
    """All that is wrong with a call that is to be public at a moment; call it with its organisation in force."""
    facts = Facts(call, BuyerProfile.objects.first(), now)
    checks = _CHECKS if call.state == "planned" else _STANDING
    return [Problem(section, sentence) for section, check in checks for sentence in check(facts)]


def _buyer(facts: Facts) -> Iterator[str]:
    if facts.buyer is None:
        yield _("There is no buyer's profile yet: say who buys.")


def _texts(facts: Facts) -> Iterator[str]:
    call = facts.call
    for text, sentence in (
        (call.title, _("The title is missing in %(language)s.")),
        (call.description, _("The description is missing in %(language)s.")),
    ):
        if not text.get(call.language):
            yield sentence % {"language": language_name(call.language)}
    if not call.cpv:
        yield _("Choose a CPV code: bidders find calls by it.")
    if call.value is None or not call.value_currency:
        yield _("The estimated value is missing: without it, nobody can say which rules hold.")


def _lots(facts: Facts) -> Iterator[str]:
    lots = list(facts.call.lots.all())
    if not lots:
        yield _("There is no lot; a call without parts has one.")
    for lot in lots:
        if not lot.title.get(facts.call.language):
            yield _("%(lot)s has no title in %(language)s.") % _of(lot, facts)
    priced = [lot for lot in lots if lot.value is not None]
    currencies = {lot.value_currency for lot in priced} | {facts.call.value_currency}
    total = sum((lot.value for lot in priced if lot.value is not None), Decimal())
    if len(priced) == len(lots) > 0 and len(currencies) == 1 and facts.call.value not in (None, total):
        yield _("The lots add up to %(sum)s, the call says %(whole)s.") % {
            "sum": number(float(total)),
            "whole": number(float(facts.call.value or 0)),
        }


def _of(lot: CallLot, facts: Facts) -> dict[str, str]:
    return {"lot": lot.number, "language": language_name(facts.call.language)}


def _criteria(facts: Facts) -> Iterator[str]:
    criteria = list(facts.call.criteria.all())
    for lot in facts.call.lots.all():
        mine = [one for one in criteria if one.lot_id in {None, lot.pk}]
        total = sum((one.weight for one in mine), Decimal())
        if total != _WHOLE:
            yield _("Weights of %(lot)s add up to %(sum)s, not to 100.") % {"lot": lot.number, "sum": f"{total:f}"}
        if sum(one.kind != Criterion.Kind.QUALITY for one in mine) > 1:
            yield _("%(lot)s has two criteria for the price or the cost; keep one.") % {"lot": lot.number}
        if lot.value is None and any(formulas.needs_value(one.formula) for one in mine):
            yield _("%(lot)s needs an estimated value: the price formula counts from it.") % {"lot": lot.number}
        yield from _own_price(facts.call, lot, mine)
    for one in criteria:
        if not one.name.get(facts.call.language):
            yield _("A criterion has no name in %(language)s.") % {"language": language_name(facts.call.language)}


def _own_price(call: Call, lot: CallLot, mine: list[Criterion]) -> Iterator[str]:
    """Portugal: beside quality, a price counts by itself alone (CCP, article 139(1) and (4))."""
    if call.regime == "PT" and len(mine) > 1 and any(formulas.is_relative(one.formula) for one in mine):
        yield _(
            "The price formula of %(lot)s looks at the prices of other bids; beside quality the CCP (article 139) "
            "allows only the bid's own. Choose points below the estimate or the base price."
        ) % {"lot": lot.number}


def _requirements(facts: Facts) -> Iterator[str]:
    if any(not one.text.get(facts.call.language) for one in facts.call.requirements.all()):
        yield _("A requirement has no text in %(language)s.") % {"language": language_name(facts.call.language)}


def _timetable(facts: Facts) -> Iterator[str]:
    yield from order(facts.call, facts.now)
    if facts.call.deadline:
        found = timetable.findings(facts.call, facts.now)
        yield from (one.sentence for one in found if one.status == "short")


def order(call: Call, now: datetime) -> Iterator[str]:
    """What of a call's days is missing, past, or stands before what it must follow."""
    if call.deadline is None:
        yield _("Say until when bids may come.")
    elif call.deadline <= now:
        yield _("The deadline has passed.")
    if call.enquiries_until is None:
        yield _("Say until when questions may be asked.")
    for before, after, sentence in (
        (call.enquiries_until, call.deadline, _("Questions end after bids; they must end before.")),
        (call.deadline, call.opens_at, _("Nothing may be opened before the deadline.")),
        (call.contract_start, call.contract_end, _("The contract ends before it starts.")),
    ):
        if before and after and after < before:
            yield sentence


def _who(facts: Facts) -> Iterator[str]:
    call = facts.call
    if not call.eligibility.get(call.language):
        yield _("Say in %(language)s who may bid.") % {"language": language_name(call.language)}
    if not call.bid_languages:
        yield _("Say in which languages bids are read.")
    if call.seals:
        yield from _unbound(facts)
    elif not call.platform:
        yield _("Say on which platform bids come in; this call takes none here.")


def _unbound(facts: Facts) -> Iterator[str]:
    if facts.call.method == Call.Method.SELECTIVE:
        yield _(
            "A selective procedure chooses candidates before they bid; Karavel takes no bids in two stages. "
            "Choose another procedure, or a platform."
        )
    if facts.call.invites and not facts.call.invited:
        yield _("Name the firms that are invited: this procedure is by invitation.")
    if facts.buyer and facts.buyer.platform:
        told = _("Bids cannot come in here: %(buyer)s is bound to %(platform)s.")
        yield told % {"buyer": facts.buyer.name, "platform": facts.buyer.platform}
    if not facts.call.unbound_reason:
        yield _("Say why bids may come in here; the reason is told on the call's page.")


def _committee(facts: Facts) -> Iterator[str]:
    seats = list(facts.call.seats.select_related("user"))
    if facts.call.seals and len(seats) < FEWEST_SEATS:
        yield _("Two members of the committee at least must open the bids together; there are %(count)s.") % {
            "count": len(seats)
        }
    for seat in seats:
        if facts.call.seals and not seat.recipient:
            yield _("%(name)s has not made a key yet.") % {"name": seat.name}
        if not seat.conflict_free:
            yield _("%(name)s has not declared to be free of conflicts of interest.") % {"name": seat.name}
        if seat.user is None or not may_sit(call=facts.call, user=seat.user_id or 0):
            yield _("%(name)s may not sit on the committee: the role does not allow it.") % {"name": seat.name}
    keys = [seat.recipient for seat in seats if seat.recipient]
    if len(set(keys)) < len(keys):
        yield _("Two members have the same key, so one person could open alone.")


def may_sit(call: Call, user: int) -> bool:
    """Whether a user's role lets them open bids: no administrator's does, nor does the operator of the installation."""
    held = Membership.objects.filter(organisation=call.organisation_id, user=user, user__is_superuser=False)
    roles = list(held.values_list("role", flat=True))
    return bool(roles) and all(allows("committee.open", role) for role in roles)


_Check = Callable[[Facts], Iterator[str]]
#: What must hold as long as a call is public; the committee is settled once it is.
_STANDING: Final[tuple[tuple[str, _Check], ...]] = (
    ("buyer", _buyer),
    ("what", _texts),
    ("lots", _lots),
    ("criteria", _criteria),
    ("requirements", _requirements),
    ("timetable", _timetable),
    ("who", _who),
)
_CHECKS: Final = (*_STANDING, ("committee", _committee))
