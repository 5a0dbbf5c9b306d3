"""Firms are told of a consultation by mail, each by its own, in a language of theirs."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from karavel import texts
from karavel.web import languages
from karavel.web.accounts import audit
from karavel.web.desk.fields import said
from karavel.web.desk.needs.models import BuyerProfile, Consultation
from karavel.web.requests import Member


def invite(
    request: Member, consultation: Consultation, addresses: Iterable[str], language: str
) -> tuple[int, list[str]]:
    """Mails the consultation's address.

    Returns:
        how many were sent, and the addresses that the server of mail did not take.
    """
    with translation.override(languages.DJANGO.get(language, language)), texts.use(language):
        subject, text = _mail(request, consultation, language)
    failed = [address for address in addresses if not _sent(subject, text, address)]
    reached = [address for address in addresses if address not in failed]
    consultation.need.longlist.filter(email__in=reached).update(invited=timezone.now())
    audit.note(request, "consultation.invited", consultation, sent=len(reached), failed=len(failed))
    return len(reached), failed


def _mail(request: Member, consultation: Consultation, language: str) -> tuple[str, str]:
    title = said(consultation.title, language, consultation.need.language)
    given = {
        "title": title,
        "buyer": BuyerProfile.objects.first() or request.acting.organisation,
        "closes": consultation.closes,
        "link": request.build_absolute_uri(reverse("consultations-one", args=[consultation.slug])),
    }
    return " ".join(title.split()), render_to_string("consultations/invitation.txt", given)


def _sent(subject: str, text: str, address: str) -> bool:
    try:
        EmailMessage(subject, text, to=[address]).send()
    except OSError:  # smtplib's errors are such
        return False
    return True
