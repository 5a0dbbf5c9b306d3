"""Mails: text and HTML in the reader's language, and a way out of each."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from karavel.web.accounts.models import User
from karavel.web.alerts import unsubscribing
from karavel.web.alerts.speaking import address, language_of


def send(user: User, subject: str, template: str, about: tuple[str, int, int], **shown: Any) -> None:
    """Sends a mail; call it inside ``speaking(user)``.

    Args:
        user: who gets it.
        subject: its subject; line breaks in it become blanks.
        template: name of the templates, ``alerts/digest`` for ``alerts/digest.txt`` and ``.html``.
        about: what its link unsubscribes from, as for :func:`unsubscribing.link`.
        shown: what the templates are given.

    Raises:
        OSError: the server of mail did not take it (``smtplib``'s errors are such).
    """
    send_out(user, subject, template, unsubscribing.link(*about), **shown)


def send_out(user: User, subject: str, template: str, out: str, **shown: Any) -> None:
    """Sends a mail with its own way out: ``out`` is the signed address that stops such mails.

    Raises:
        OSError: the server of mail did not take it.
    """
    given = {
        "out": out,
        "home": address("/"),
        "language": language_of(user),
        "subject": subject,
        **shown,
    }
    mail = EmailMultiAlternatives(
        " ".join(subject.split()),
        render_to_string(f"{template}.txt", given),
        to=[user.email],
        headers=unsubscribing.headers(out) | {"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string(f"{template}.html", given), "text/html")
    mail.send()
