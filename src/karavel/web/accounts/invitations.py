"""Invitations: sent by mail, accepted once by whoever holds the link."""

from __future__ import annotations

from typing import Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.web import scope
from karavel.web.accounts import audit
from karavel.web.accounts.models import Invitation, Membership, User

#: Where the session keeps the token of the invitation that brought a visitor here.
_WAITING: Final = "invitation"


def send(request: HttpRequest, invitation: Invitation) -> None:
    """Saves an invitation and mails its link; one that could not be mailed is not kept.

    Raises:
        OSError: the server of mail did not take it.
    """
    with transaction.atomic():
        token = invitation.new_token()
        invitation.save()
        link = request.build_absolute_uri(reverse("invitation", args=[token]))
        text = render_to_string("accounts/invitation.txt", {"invitation": invitation, "link": link}, request)
        subject = _("%(organisation)s invites you to Karavel") % {"organisation": invitation.organisation.name}
        EmailMessage(" ".join(subject.split()), text, to=[invitation.email]).send()


def remember(request: HttpRequest, token: str) -> None:
    """Keeps the token while the visitor makes an account or logs in."""
    request.session[_WAITING] = token


def waiting(request: HttpRequest) -> Invitation | None:
    """The invitation that brought this visitor here, if it still stands."""
    token = request.session.get(_WAITING)
    return Invitation.standing(token) if token else None


def accept(request: HttpRequest, user: User, invitation: Invitation) -> bool:
    """Makes the user a member; False where somebody was faster with the same link."""
    with transaction.atomic(), scope.within(invitation.organisation):
        taken = Invitation.objects.filter(pk=invitation.pk, accepted=None).update(accepted=timezone.now())
        if not taken:
            return False
        Membership.objects.get_or_create(
            user=user, organisation=invitation.organisation, defaults={"role": invitation.role}
        )
        audit.note_as(invitation.organisation, user, "invitation.accepted", invitation.email)
    request.session.pop(_WAITING, None)
    return True
