"""Tenders forwarded by the agency to a company: one mail for each who works on bids there, in their own language."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Final

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import ngettext

from karavel.answers.match import MatchedLot
from karavel.web.accounts.models import Membership, ProgrammeCompany, User
from karavel.web.alerts import claims
from karavel.web.alerts.lots_told import told
from karavel.web.alerts.speaking import address, speaking
from karavel.web.permissions import ACTIONS
from karavel.web.requests import Member

_LONGEST: Final = 2000  # letters of a word from the officer


def readers(place: ProgrammeCompany) -> list[User]:
    """Who gets them: those of the company who may work on pursuits."""
    rows = Membership.objects.filter(organisation=place.company, role__in=ACTIONS["pursuit.edit"])
    return [row.user for row in rows.select_related("user").order_by("user__email") if row.user.is_active]


def forward(
    request: Member, place: ProgrammeCompany, lots: list[MatchedLot], word: str, today: date
) -> tuple[int, int]:
    """Mails lots to a company; the same ones with the same word on the same day go once.

    Returns:
        how many were sent, and how many could not be.
    """
    sent = failed = 0
    for user in readers(place):
        delivery = claims.take(_key(place, user, lots, word, today), "brief", None)
        if delivery is None:
            continue
        try:
            _mail(request, place, user, lots, word[:_LONGEST])
        except OSError as error:
            claims.failed(delivery, str(error), timezone.now())
            failed += 1
        else:
            claims.done(delivery, timezone.now())
            sent += 1
    return sent, failed


def _key(place: ProgrammeCompany, user: User, lots: list[MatchedLot], word: str, today: date) -> str:
    said = repr(([(lot.notice_id, lot.lot_id) for lot in lots], word))
    return f"brief:{place.pk}:{user.pk}:{today.isoformat()}:{sha256(said.encode()).hexdigest()[:24]}"


def _mail(request: Member, place: ProgrammeCompany, user: User, lots: list[MatchedLot], word: str) -> None:
    with speaking(user) as language:
        count = len(lots)
        named = {"count": count, "agency": request.acting.organisation.name}
        subject = (
            ngettext("%(agency)s: %(count)s tender for you", "%(agency)s: %(count)s tenders for you", count) % named
        )
        shown = {
            "subject": subject,
            "language": language,
            "lots": told(lots),
            "word": word,
            "company": place.company.name,
            "agency": request.acting.organisation.name,
            "home": address("/"),
            "page": address("/opportunities/"),
        }
        mail = EmailMultiAlternatives(
            " ".join(subject.split()),
            render_to_string("programme/brief.txt", shown),
            to=[user.email],
            reply_to=[request.user.email],
        )
        mail.attach_alternative(render_to_string("programme/brief.html", shown), "text/html")
        mail.send()
