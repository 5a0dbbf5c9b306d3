"""Saves a profile: only one that holds, and never over a change that somebody else has made meanwhile."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from karavel.web.accounts import audit
from karavel.web.requests import Member
from karavel.web.workspace.models import CompanyProfile


class Overtaken(Exception):
    """Somebody else has saved the profile since the form was opened; its text is for people."""


@transaction.atomic
def save(request: Member, profile: CompanyProfile, text: str, seen: str) -> str:
    """Saves a text as a profile's next revision; the same text once more is no revision.

    Args:
        request: who saves it.
        profile: an old one, or one that is not in the database yet.
        text: what it says now.
        seen: the revision that the form showed.

    Returns:
        what this means for the lists, in a sentence.

    Raises:
        Overtaken: the profile has another revision by now.
        InvalidProfile: the text does not hold.
    """
    made = profile.pk is None
    if not made:
        profile = CompanyProfile.objects.select_for_update().get(pk=profile.pk)
        if text == profile.text:
            return _("Nothing was changed.")
        if seen != str(profile.revision):
            raise Overtaken(_("Somebody has saved revision %(number)s in the meantime.") % {"number": profile.revision})
    before = profile.digest
    profile.text, profile.changed_by = text, request.user
    profile.save()
    audit.note(request, "profile.made" if made else "profile.changed", profile, revision=profile.revision)
    return _told(profile, before)


def _told(profile: CompanyProfile, before: str) -> str:
    if profile.digest == before:
        return _("Saved. It says the same as before, so the lists stay as they are.")
    return _("Saved as revision %(number)s. Every list ranks by it from now on.") % {"number": profile.revision}
