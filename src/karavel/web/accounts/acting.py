"""For which organisations a user may act, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from karavel.web.accounts.models import Membership, Organisation, ProgrammeCompany, User
from karavel.web.permissions import Role, allows

#: Where the session keeps the organisation that was chosen.
CHOSEN: Final = "organisation"


@dataclass(frozen=True, slots=True)
class ActingFor:
    """An organisation and the user's role there.

    Attributes:
        membership: None where an officer looks into a company of the agency's programme.
    """

    organisation: Organisation
    role: Role
    membership: Membership | None = None

    @property
    def agency(self) -> bool:
        """Whether the organisation is an agency: it has no company of its own to rank lots for."""
        return self.organisation.kind == Organisation.Kind.AGENCY

    def may(self, action: str) -> bool:
        """Whether the role may do an action of :data:`karavel.web.permissions.ACTIONS`."""
        return allows(action, self.role)


def choices(user: User) -> list[ActingFor]:
    """The organisations that a user may act for: their own, then companies of programmes where they are an officer."""
    own = [
        ActingFor(membership.organisation, Role(membership.role), membership)
        for membership in user.memberships.select_related("organisation").order_by("organisation__name", "pk")
    ]
    seen = {acting.organisation.pk for acting in own}
    return own + [acting for acting in _of_programmes(own) if acting.organisation.pk not in seen]


def _of_programmes(own: list[ActingFor]) -> list[ActingFor]:
    agencies = [
        acting.organisation.pk
        for acting in own
        if acting.may("programme.view") and acting.organisation.kind == Organisation.Kind.AGENCY
    ]
    if not agencies:
        return []
    places = ProgrammeCompany.everywhere.filter(Q(organisation__in=agencies), agreed__isnull=False)
    companies = Organisation.objects.filter(programmes__in=places).distinct().order_by("name", "pk")
    return [ActingFor(company, Role.OFFICER) for company in companies]
