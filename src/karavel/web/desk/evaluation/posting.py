"""Letters go out by mail, each once, however often and from wherever this runs; a failed one is tried again later."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.web import scope
from karavel.web.alerts.speaking import address
from karavel.web.desk import mailing
from karavel.web.desk.bids.models import Offer, Submission
from karavel.web.desk.bids.times import exactly
from karavel.web.desk.calls.models import Call
from karavel.web.desk.evaluation.letters import language_of
from karavel.web.desk.evaluation.models import AwardLetter, Clarification
from karavel.web.desk.fields import said
from karavel.web.languages import speaking


def send(call: Call) -> list[str]:
    """Sends the letters of a call that have not gone out; what failed, empty where nothing did."""
    return [why for why in _send(AwardLetter.everywhere.filter(call=call)) if why]


def send_due() -> tuple[int, list[str]]:
    """Sends the letters of all calls, and questions to bidders, that have not gone out; how many, and what failed."""
    outcomes = [*_send(AwardLetter.everywhere.all()), *_ask()]
    return sum(not why for why in outcomes), [why for why in outcomes if why]


def _send(letters: QuerySet[AwardLetter]) -> Iterator[str]:
    waiting = letters.filter(sent=None).exclude(offer__email="").select_related("offer", "call").order_by("pk")
    for letter in waiting:
        with scope.within(letter.organisation_id), speaking(letter.language):
            yield from _one(letter)


def _ask() -> Iterator[str]:
    """Sends questions that bidders may still answer."""
    waiting = Clarification.everywhere.filter(sent=None, answered=None, until__gt=timezone.now())
    for row in waiting.exclude(offer__email="").select_related("offer__call").order_by("pk"):
        with scope.within(row.organisation_id), speaking(language_of(row.offer)):
            kept = partial(Clarification.objects.filter(pk=row.pk).update, sent=timezone.now())
            yield from mailing.once(f"clarification:{row.pk}", "letter", partial(_question, row), kept)


def _question(row: Clarification) -> None:
    call, offer = row.offer.call, row.offer
    title = said(call.title, language_of(offer), call.language)
    subject = _("A question on your bid: “%(title)s”") % {"title": title}
    until = _("Answer until %(moment)s on your page: %(url)s") % {
        "moment": exactly(call, row.until),
        "url": _page(offer),
    }
    mailing.plain(subject, f"{row.text}\n\n{until}\n", offer.email)


def _one(letter: AwardLetter) -> Iterator[str]:
    kept = partial(AwardLetter.objects.filter(pk=letter.pk).update, sent=timezone.now())
    return mailing.once(f"award-letter:{letter.pk}", "letter", partial(_mail, letter), kept)


def _page(offer: Offer) -> str:
    bid = Submission.everywhere.get(pk=offer.submission_id).bid_id
    return address(reverse("evaluation-outcome", args=[bid]))


def _mail(letter: AwardLetter) -> None:
    title = said(letter.call.title, letter.language, letter.call.language)
    subject = _("Decision on “%(title)s”") % {"title": title}
    here = _("This letter also stands on your page: %(url)s") % {"url": _page(letter.offer)}
    mailing.plain(subject, f"{letter.text}\n{here}\n", letter.offer.email)
