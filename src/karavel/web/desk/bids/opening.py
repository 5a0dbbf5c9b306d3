"""The opening: two members give their keys after the deadline, in either order, at one moment or days apart.

What the first one opens is still sealed to the others, so it may lie in the database until the second comes. The second
half, the reading of all forms and the moves of all states are one transaction: a kill leaves the state after the first
key, and the second member does it again. Of two who come at once one is first.
"""

from __future__ import annotations

from base64 import b64decode, b64encode

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.errors import BrokenSeal, IllegalMove, KaravelError, NotFound, WrongKey
from karavel.procurement import sealing
from karavel.procurement.sealing import Identity, bytes_digest, file_digest, submission_digest
from karavel.procurement.tables import BID, CALL
from karavel.web import scope
from karavel.web.accounts import audit
from karavel.web.desk.bids import minutes
from karavel.web.desk.bids.models import Bid, Offer, OfferFile, OfferLot, Opening, SealedChunk, SealedFile, Submission
from karavel.web.desk.bids.sheets import Sheet, opened_label, opened_sheet
from karavel.web.desk.bids.storing import store
from karavel.web.desk.calls import clock
from karavel.web.desk.calls.checking import may_sit
from karavel.web.desk.calls.models import Call, Seat
from karavel.web.moving import move
from karavel.web.pursuits.files import named
from karavel.web.requests import Member


def give_key(request: Member, call: Call, seat: Seat, identity: Identity) -> Opening:
    """Takes a member's key: the first one's, or the second one's, which opens all bids.

    Raises:
        IllegalMove: the deadline has not passed, the bids are open already, or this member's key was given before.
        WrongKey: it is not the key of this seat.
    """
    CALL.after(clock.settled(call, timezone.now()).state, "open")
    if not may_sit(call, seat.user_id or 0):
        raise WrongKey(_("Your role does not let you open bids any more: no administrator may."))
    if identity.recipient != seat.recipient:
        raise WrongKey(_("This is not the key that you made for this call."))
    opening = Opening.objects.get_or_create(call=call)[0]
    if opening.first_id is None and _came_first(request, opening, seat, identity):
        return opening
    opening.refresh_from_db()
    if opening.first_id == seat.pk:
        raise IllegalMove("opening", "first key given", "give it again")
    return _open(request, opening, seat, identity)


def _came_first(request: Member, opening: Opening, seat: Seat, identity: Identity) -> bool:
    """Keeps the first half for every other member; False where another was faster."""
    others = [one for one in opening.call.seats.all() if one.pk != seat.pk]
    wraps = opening.call.seal.wraps
    half = {
        str(other.pk): b64encode(sealing.first_half(b64decode(wraps[f"{seat.pk}:{other.pk}"]), identity)).decode()
        for other in others
        if f"{seat.pk}:{other.pk}" in wraps
    }
    with transaction.atomic():
        free = Opening.objects.filter(pk=opening.pk, first=None)
        if not free.update(first=seat, first_at=timezone.now(), half=half):
            return False
        audit.note(request, "opening.first-key", opening.call.ocid, seat=seat.pk)
    opening.refresh_from_db()
    return True


@transaction.atomic
def _open(request: Member, opening: Opening, seat: Seat, identity: Identity) -> Opening:
    """Opens all bids, with the second key."""
    half = opening.half.get(str(seat.pk))
    if half is None:
        raise NotFound(_("Your seat has no part in this seal."))
    call = opening.call
    key = sealing.second_half(b64decode(half), identity, call.seal.recipient)
    move(call, CALL, "open")  # the one who moves it opens; whoever comes at the same time is refused here
    now = timezone.now()
    _await(call)
    for number, submission in enumerate(counting(call), start=1):
        _offer(call, number, submission, key)
    opening.second, opening.second_at, opening.completed, opening.secret = seat, now, now, key.secret()
    opening.minutes, opening.minutes_sha256 = minutes.of(opening)
    opening.half = {}
    opening.save()
    audit.note(
        request,
        "opening.completed",
        call.ocid,
        seat=seat.pk,
        offers=call.offers.count(),
        minutes=opening.minutes_sha256,
    )
    return opening


def _await(call: Call) -> None:
    """Waits for whoever is handing in at this moment: what came in time counts, however late it is written."""
    list(Bid.everywhere.select_for_update().filter(call=call).order_by("pk").values_list("pk"))


def counting(call: Call) -> list[Submission]:
    """The submissions that count, in the order of receipt: rows of the bidders, read for the buyer at the opening."""
    found = []
    for bid in Bid.everywhere.filter(call=call, state="submitted"):
        last = Submission.everywhere.filter(bid=bid).select_related("bid__call").order_by("-number").first()
        if last:
            found.append(last)
    return sorted(found, key=lambda one: (one.received, one.pk))


def _offer(call: Call, number: int, submission: Submission, key: Identity) -> Offer:
    """What a bid says; one that cannot be read or kept stands in the list with why, and stops no other."""
    problem, sheet = _changed(submission), None
    try:
        sheet = opened_sheet(key, submission.bid, submission.number, submission.form)
        with transaction.atomic():
            offer = _kept(call, number, submission, problem, key, sheet)
    except (KaravelError, DatabaseError, ValueError, ArithmeticError) as error:
        why = problem or (str(error) if isinstance(error, KaravelError) else _("It says what cannot be kept."))
        offer = _kept(call, number, submission, why, key, None)
    move(submission.bid, BID, "open")
    return offer


def _kept(call: Call, number: int, submission: Submission, problem: str, key: Identity, sheet: Sheet | None) -> Offer:
    """The offer with its prices and the list of its files; ``sheet`` None where nobody can read it."""
    bid = submission.bid
    offer = Offer(
        call=call,
        submission=submission,
        number=number,
        received=submission.received,
        bidder=sheet.bidder if sheet else str(bid.organisation),
        problem=problem,
        **(_told(sheet) if sheet else {}),
    )
    offer.save()
    if sheet:
        _prices(call, offer, sheet)
    missing = [_file(offer, bid, file, key) for file in SealedFile.everywhere.filter(submissions=submission)]
    if any(missing):
        offer.problem = "; ".join(filter(None, (problem, *missing)))[:500]
        offer.save(update_fields=["problem"])
    return offer


def _changed(submission: Submission) -> str:
    """What is wrong where the form, or a file, is not what the receipt names: whoever has the public key can seal."""
    try:
        form = bytes_digest(b64decode(submission.form))
    except ValueError:
        form = ""
    files = list(SealedFile.everywhere.filter(submissions=submission).order_by("pk"))
    whole = all(file.digest == file_digest(_stored(file)) for file in files)
    if whole and submission_digest([form, *(file.digest for file in files)]) == submission.digest:
        return ""
    return _("It is not what the receipt names.")


def _stored(file: SealedFile) -> list[str]:
    """The digests of a file's sealed chunks, in order."""
    return list(SealedChunk.everywhere.filter(file=file).order_by("number").values_list("sealed", flat=True))


def _told(sheet: Sheet) -> dict[str, object]:
    return {
        "country": sheet.country,
        "ids": list(sheet.ids),
        "email": sheet.email,
        "route_kind": sheet.route_kind,
        "route_via": sheet.route_via,
        "profile": sheet.profile,
        "answers": sheet.answers,
    }


def _prices(call: Call, offer: Offer, sheet: Sheet) -> None:
    for lot in call.lots.all():
        price = sheet.prices.get(lot.number)
        if price:
            cost = sheet.costs.get(lot.number)
            OfferLot(offer=offer, lot=lot, price=price.amount, price_currency=price.currency, cost=cost).save()


def _file(offer: Offer, bid: Bid, file: SealedFile, key: Identity) -> str:
    """A file in the list of the offer; returns what is wrong with it, if anything is."""
    problem = ""
    try:
        label = opened_label(key, bid, str(file.key), file.label)
        name, kind = named(label.name), label.kind
    except BrokenSeal as error:
        name, kind, problem = str(file.key), "", str(error)
    OfferFile(offer=offer, source=file, name=name[:255], kind=kind, bytes=file.bytes).save()
    if store().missing(_stored(file)):
        problem = _("Parts of “%(name)s” are not on the disk any more.") % {"name": name}
    return problem


def seat_of(request: Member, call: Call) -> Seat | None:
    """The seat of whoever asks, on the committee of a call of the organisation in force."""
    with scope.within(call.organisation_id):
        return Seat.objects.filter(call=call, user=request.user).first()
