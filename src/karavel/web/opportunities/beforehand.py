"""Lists that are ranked before somebody asks: those of the users who came last, in their languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

from karavel import texts
from karavel.web import scope
from karavel.web.accounts.models import Membership
from karavel.web.opportunities.listing import SIZE
from karavel.web.opportunities.mine import mine
from karavel.web.workspace.models import CompanyProfile

#: Lists of which each costs a moment after a start and after each commit, and memory.
_LISTS: Final = 4
_MEMBERS: Final = 50


def rank(as_of: date) -> None:
    """Ranks the lists.

    Raises:
        LakeMissing: there is no lake.
    """
    for profile, language in islice(_wanted(), _LISTS):
        with scope.within(profile.organisation), texts.use(language):
            mine(profile, as_of).page(limit=SIZE, facets=True)


def _wanted() -> Iterator[tuple[CompanyProfile, str]]:
    """Companies with the languages in which they are looked at, each once."""
    members = Membership.objects.exclude(user__last_login=None).select_related("user", "organisation")
    seen: set[tuple[int, str]] = set()
    for member in members.order_by("-user__last_login", "pk")[:_MEMBERS]:
        key = member.organisation_id, member.user.language or texts.LANGUAGES[0]
        if key not in seen:
            seen.add(key)
            with scope.within(member.organisation):
                profile = CompanyProfile.objects.select_related("organisation").first()
            if profile:
                yield profile, key[1]
