"""The minutes of an opening: who opened what when, and what each bid asks. Text, with its digest in the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from django.utils.translation import gettext as _

from karavel.web.desk.bids.models import Bid, Offer, Opening


def of(opening: Opening) -> tuple[str, str]:
    """The minutes and their SHA-256."""
    text = "\n".join(_lines(opening)) + "\n"
    return text, sha256(text.encode()).hexdigest()


def _lines(opening: Opening) -> Iterator[str]:
    call = opening.call
    yield _("Opening of bids")
    yield ""
    yield _("Call: %(ocid)s, %(title)s") % {"ocid": call.ocid, "title": call}
    yield _("Deadline: %(moment)s") % {"moment": call.deadline.isoformat() if call.deadline else "–"}
    for seat, at in ((opening.first, opening.first_at), (opening.second, opening.second_at)):
        if seat and at:
            yield _("Key of %(name)s: %(moment)s") % {"name": seat.name, "moment": at.isoformat(timespec="seconds")}
    withdrawn = Bid.everywhere.filter(call=call, state="withdrawn").count()
    yield _("Bids that were withdrawn before the deadline: %(count)d") % {"count": withdrawn}
    offers = list(call.offers.select_related("submission").prefetch_related("prices__lot", "files"))
    yield _("Bids opened: %(count)d") % {"count": len(offers)}
    for offer in offers:
        yield ""
        yield from _offer(offer)


def _offer(offer: Offer) -> Iterator[str]:
    yield f"{offer.number}. {offer.bidder} ({offer.country or '–'})"
    yield _("Received: %(moment)s") % {"moment": offer.received.isoformat(timespec="seconds")}
    yield _("Digest of the submission (SHA-256): %(digest)s") % {"digest": offer.submission.digest}
    for price in offer.prices.all():
        yield f"{price.lot.number}: {price.price} {price.price_currency}"
        if price.cost is not None:
            yield _("Cost over the whole life: %(cost)s") % {"cost": f"{price.cost} {price.price_currency}"}
    yield _("Files: %(count)d") % {"count": len(offer.files.all())}
    if offer.problem:
        yield _("Could not be read in full: %(problem)s") % {"problem": offer.problem}
