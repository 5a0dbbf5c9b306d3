"""For which company a request looks at the world: the one chosen, else the organisation's first."""

from __future__ import annotations

from typing import Final

from karavel.web.requests import Member
from karavel.web.workspace.models import CompanyProfile

_CHOSEN: Final = "profile"


def current(request: Member) -> CompanyProfile | None:
    """The profile in use; None while the organisation has none."""
    profiles = list(CompanyProfile.objects.all())
    chosen = request.session.get(_CHOSEN)
    return next((one for one in profiles if one.pk == chosen), profiles[0] if profiles else None)


def choose(request: Member, profile: CompanyProfile) -> None:
    """Looks at the world for this company from here on."""
    request.session[_CHOSEN] = profile.pk
