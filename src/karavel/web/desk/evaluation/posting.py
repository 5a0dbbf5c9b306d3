"""Letters go out by mail, each once, however often and from wherever this runs; a failed one is tried again later."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.web import scope
from karavel.web.alerts import claims
from karavel.web.alerts.speaking import address
from karavel.web.desk.bids.models import Submission
from karavel.web.desk.calls.models import Call
from karavel.web.desk.evaluation.models import AwardLetter
from karavel.web.desk.fields import said
from karavel.web.languages import speaking

_log: Final = logging.getLogger("karavel.web.desk")


def send(call: Call) -> list[str]:
    """Sends the letters of a call that have not gone out; what failed, empty where nothing did."""
    return [why for why in _send(AwardLetter.everywhere.filter(call=call)) if why]


def send_due() -> tuple[int, list[str]]:
    """Sends the letters of all calls that have not gone out; how many, and what failed."""
    outcomes = list(_send(AwardLetter.everywhere.all()))
    return sum(not why for why in outcomes), [why for why in outcomes if why]


def _send(letters: QuerySet[AwardLetter]) -> Iterator[str]:
    waiting = letters.filter(sent=None).exclude(offer__email="").select_related("offer", "call").order_by("pk")
    for letter in waiting:
        with scope.within(letter.organisation_id), speaking(letter.language):
            yield from _one(letter)


def _one(letter: AwardLetter) -> Iterator[str]:
    """Sends a letter where nobody else is at it; gives why not, empty for success."""
    delivery = claims.take(f"award-letter:{letter.pk}", "letter", None)
    if delivery is None:
        return
    try:
        _mail(letter)
    except OSError as error:
        claims.failed(delivery, str(error), timezone.now())
        _log.warning("letter on an award not sent", extra={"key": delivery.key, "error": str(error)})
        yield f"{delivery.key}: {error}"
        return
    with transaction.atomic():
        AwardLetter.objects.filter(pk=letter.pk).update(sent=timezone.now())
        claims.done(delivery, timezone.now())
    yield ""


def _mail(letter: AwardLetter) -> None:
    title = said(letter.call.title, letter.language, letter.call.language)
    subject = _("Decision on “%(title)s”") % {"title": title}
    bid = Submission.everywhere.get(pk=letter.offer.submission_id).bid_id
    here = _("This letter also stands on your page: %(url)s") % {
        "url": address(reverse("evaluation-outcome", args=[bid]))
    }
    EmailMessage(
        " ".join(subject.split()),
        f"{letter.text}\n{here}\n",
        to=[letter.offer.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
