"""Tenders forwarded by the agency to a company: a mail for each who works on bids there, with the brief of each tender.

Mail and briefs are in the reader's own language, or in the one that the officer has chosen for all.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from hashlib import sha256
from typing import Final, NamedTuple

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import ngettext

from karavel.answers.match import MatchedLot
from karavel.errors import NotFound
from karavel.web import scope
from karavel.web.accounts.models import Membership, ProgrammeCompany, User
from karavel.web.alerts import claims
from karavel.web.alerts.lots_told import told
from karavel.web.alerts.speaking import address, speaking
from karavel.web.notices.brief import pdf
from karavel.web.notices.sheet import Sheet
from karavel.web.permissions import ACTIONS
from karavel.web.programme.fitting import profile_of
from karavel.web.requests import Member

#: Tenders in one mail: each brings a brief of two pages.
MOST: Final = 10
_LONGEST: Final = 2000  # letters of a word from the officer


class Order(NamedTuple):
    """What the officer sends: lots, a word with them, and a language; empty for each reader's own."""

    lots: list[MatchedLot]
    word: str
    language: str


def readers(place: ProgrammeCompany) -> list[User]:
    """Who gets them: those of the company who may work on pursuits."""
    rows = Membership.objects.filter(organisation=place.company, role__in=ACTIONS["pursuit.edit"])
    return [row.user for row in rows.select_related("user").order_by("user__email") if row.user.is_active]


def forward(request: Member, place: ProgrammeCompany, order: Order, today: date) -> tuple[int, int]:
    """Mails lots to a company; the same order on the same day goes once.

    Returns:
        how many were sent, and how many could not be.
    """
    sent = failed = 0
    papers: dict[tuple[str, str], list[_Paper]] = {}
    for user in readers(place):
        delivery = claims.take(_key(place, user, order, today), "brief", None)
        if delivery is None:
            continue
        try:
            _mail(request, place, user, order, papers)
        except OSError as error:
            claims.failed(delivery, str(error), timezone.now())
            failed += 1
        else:
            claims.done(delivery, timezone.now())
            sent += 1
    return sent, failed


def _key(place: ProgrammeCompany, user: User, order: Order, today: date) -> str:
    said = repr(([(lot.notice_id, lot.lot_id) for lot in order.lots], order.word, order.language))
    return f"brief:{place.pk}:{user.pk}:{today.isoformat()}:{sha256(said.encode()).hexdigest()[:24]}"


class _Paper(NamedTuple):
    """A brief as a file."""

    name: str
    content: bytes


def _papers(place: ProgrammeCompany, user: User, lots: list[MatchedLot]) -> list[_Paper]:
    """The briefs of some lots for a company, in the language in use; without those of notices that have gone."""
    profile, made = profile_of(place), []
    with scope.within(place.company):
        for lot in lots:
            with suppress(NotFound):
                sheet = Sheet.told(profile, user.time_zone, lot.notice_id, lot.lot_id)
                made.append(_Paper(get_valid_filename(f"{lot.notice_id}-{lot.lot_id}.pdf"), pdf(sheet)))
    return made


def _mail(
    request: Member, place: ProgrammeCompany, user: User, order: Order, papers: dict[tuple[str, str], list[_Paper]]
) -> None:
    """Sends one mail; ``papers`` keeps briefs by language and zone, as colleagues mostly share both."""
    with speaking(user, order.language) as language:
        key = language, user.time_zone
        if key not in papers:
            papers[key] = _papers(place, user, order.lots)
        count = len(order.lots)
        named = {"count": count, "agency": request.acting.organisation.name}
        subject = (
            ngettext("%(agency)s: %(count)s tender for you", "%(agency)s: %(count)s tenders for you", count) % named
        )
        shown = {
            "subject": subject,
            "language": language,
            "lots": told(order.lots),
            "word": order.word[:_LONGEST],
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
        for paper in papers[key]:
            mail.attach(paper.name, paper.content, "application/pdf")
        mail.send()
