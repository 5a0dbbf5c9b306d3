"""For which company and day an operation answers."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, TypeAlias

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query

from karavel.web.api import fresh
from karavel.web.api.problems import Refused
from karavel.web.board import board
from karavel.web.opportunities.mine import opinions
from karavel.web.requests import Member
from karavel.web.workspace.models import CompanyProfile

#: The greatest id that is asked the database for; JSON's numbers are exact up to it.
GREATEST: Final = 2**53 - 1

Company: TypeAlias = Annotated[
    int | None,
    Query(ge=1, le=GREATEST, description="Id of the company (GET companies); the organisation's first by default."),
]
#: Text without the characters that no database keeps.
PLAIN: Final = r"^[^\x00]*$"
NoticeId: TypeAlias = Annotated[str, Query(min_length=1, max_length=200, pattern=PLAIN)]
LotId: TypeAlias = Annotated[
    str | None, Query(min_length=1, max_length=200, pattern=PLAIN, description="The notice's first lot by default.")
]


def today() -> date:
    """The day to judge by."""
    return timezone.localdate()


def profile_of(key: int | None) -> CompanyProfile:
    """The organisation's company with this id, else its first.

    Raises:
        Http404: there is none with this id.
        Refused: 409, the organisation has no company yet.
    """
    found = CompanyProfile.objects.filter(pk=key) if key else CompanyProfile.objects.all()
    profile = found.first()
    if profile is None and key:
        raise Http404
    if profile is None:
        raise Refused(409, _("The organisation has no company profile yet."), _("Write one under Company."))
    return profile


def settled(request: Member, profile: CompanyProfile | None, *others: object) -> None:
    """Names the answer by lake, day and profile with its feedback, and ends the request where the asker has it.

    Raises:
        Unchanged: the asker has it.
        LakeMissing: there is no lake.
    """
    here = board()
    heard = opinions(profile) if profile else ()
    fresh.settle(request, here.lake.sequence(), today(), profile and (profile.pk, profile.digest), heard, *others)
