"""A mail of the desk goes out once, however often and from wherever this runs; one that fails is tried again later."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from karavel.web.alerts import claims

_log: Final = logging.getLogger("karavel.web.desk")


def once(key: str, kind: str, post: Callable[[], None], kept: Callable[[], object]) -> Iterator[str]:
    """Sends where nobody else is at it; gives why not, empty for success, nothing where it went before.

    Args:
        key: names the mail among all of the installation.
        kind: of its delivery.
        post: sends it.
        kept: notes that it went, in the transaction that ends the delivery.
    """
    delivery = claims.take(key, kind, None)
    if delivery is None:
        return
    try:
        post()
    except OSError as error:
        claims.failed(delivery, str(error), timezone.now())
        _log.warning("mail of the desk not sent", extra={"key": delivery.key, "error": str(error)})
        yield f"{delivery.key}: {error}"
        return
    with transaction.atomic():
        kept()
        claims.done(delivery, timezone.now())
    yield ""


def plain(subject: str, text: str, to: str) -> None:
    """Sends a plain mail that no program answers."""
    EmailMessage(" ".join(subject.split()), text, to=[to], headers={"Auto-Submitted": "auto-generated"}).send()
