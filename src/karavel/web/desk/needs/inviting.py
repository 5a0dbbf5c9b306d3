"""Firms are told of a consultation by mail, each by its own, in a language of theirs, with a link of its own.

Nobody is flooded: an address is told of a consultation once, a buyer tells so many a day, and whoever wants no
invitations says so by one click (RFC 8058) and is left alone by all buyers here.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from django.core import signing
from django.core.mail import EmailMessage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from karavel import texts
from karavel.web import languages
from karavel.web.accounts import audit
from karavel.web.alerts.speaking import address
from karavel.web.alerts.unsubscribing import headers
from karavel.web.desk.fields import said
from karavel.web.desk.needs.models import BuyerProfile, Consultation, Invitation, NoInvitations
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Member

#: Invitations that one buyer sends within a day.
A_DAY: Final = 200
#: Of the signature of the way out.
SALT: Final = "karavel.consultations.no-more"


class Sent(NamedTuple):
    """What became of addresses.

    Attributes:
        reached: how many were told.
        failed: the server of mail did not take them.
        passed: told of this consultation before, or wanting no invitations: nobody learns which.
        over: left for tomorrow, as the day's number is reached.
    """

    reached: int
    failed: list[str]
    passed: list[str]
    over: list[str]


def invite(request: Member, consultation: Consultation, addresses: Iterable[str], language: str) -> Sent:
    """Mails the consultation's address with a link of each firm's own."""
    wanted = [one.lower() for one in addresses]
    passed = [one for one in wanted if _is_passed(consultation, one)]
    asked = [one for one in wanted if one not in passed]
    room = max(A_DAY - _sent_today(), 0)
    now, over = asked[:room], asked[room:]
    failed = [one for one in now if not _told(request, consultation, one, language)]
    reached = [one for one in now if one not in failed]
    consultation.need.longlist.filter(email__in=reached).update(invited=timezone.now())
    audit.note(request, "consultation.invited", consultation, sent=len(reached), failed=len(failed))
    return Sent(len(reached), failed, passed, over)


def _is_passed(consultation: Consultation, email: str) -> bool:
    return (
        consultation.invitations.filter(email=email).exists()
        or NoInvitations.objects.filter(digest=_digest(email)).exists()
    )


def _sent_today() -> int:
    """Of the organisation in force."""
    return Invitation.objects.filter(sent__gt=timezone.now() - timedelta(days=1)).count()


def _told(request: Member, consultation: Consultation, email: str, language: str) -> bool:
    """Whether a firm was told; its link is good only where it was."""
    secret = secrets.token_urlsafe(32)
    kept = Invitation(consultation=consultation, email=email, language=language, key=key_of(secret))
    kept.save()
    out = address(reverse("consultations-no-more", args=[signing.dumps(email, salt=SALT)]))
    with translation.override(languages.DJANGO.get(language, language)), texts.use(language):
        subject, text = _mail(request, consultation, language, secret, out)
    try:
        EmailMessage(subject, text, to=[email], headers=headers(out)).send()
    except OSError:  # smtplib's errors are such
        kept.delete()
        return False
    return True


def _mail(request: Member, consultation: Consultation, language: str, secret: str, out: str) -> tuple[str, str]:
    title = said(consultation.title, language, consultation.need.language)
    given = {
        "title": title,
        "buyer": BuyerProfile.objects.first() or request.acting.organisation,
        "closes": consultation.closes,
        "link": request.build_absolute_uri(reverse("consultations-one", args=[consultation.slug])),
        "own": request.build_absolute_uri(reverse("consultations-guest", args=[consultation.slug, secret])),
        "out": out,
    }
    return " ".join(title.split()), render_to_string("consultations/invitation.txt", given)


def key_of(secret: str) -> str:
    """The digest under which a link's secret is kept: who reads the database cannot take part for others."""
    return sha256(secret.encode()).hexdigest()


def _digest(email: str) -> str:
    return salted_hmac(SALT, email.lower(), algorithm="sha256").hexdigest()


@csrf_exempt  # a mail program posts here, without a cookie; the signature stands for it
@requires(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def no_more(request: HttpRequest, signed: str) -> HttpResponse:
    """Stops invitations to an address, from all buyers here: asks on GET, acts on POST."""
    try:
        email = signing.loads(signed, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    if request.method == "POST":
        NoInvitations.objects.get_or_create(digest=_digest(email))
    return render(request, "consultations/no_more.html", {"email": email, "done": request.method == "POST"})
