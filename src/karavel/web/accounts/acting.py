"""For which organisation a request acts, and in which role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from karavel.web import scope
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
        if acting.role in {Role.OFFICER, Role.ADMINISTRATOR} and acting.organisation.kind == Organisation.Kind.AGENCY
    ]
    if not agencies:
        return []
    places = ProgrammeCompany.everywhere.filter(Q(organisation__in=agencies), agreed__isnull=False)
    companies = Organisation.objects.filter(programmes__in=places).distinct().order_by("name", "pk")
    return [ActingFor(company, Role.OFFICER) for company in companies]


class Acting:
    """Middleware: ``request.acting`` (None for strangers), ``request.acting_choices``, and the scope of owned objects."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers for the organisation chosen, else for the user's first."""
        found = choices(request.user) if isinstance(request.user, User) else []
        chosen = request.session.get(CHOSEN) if found else None
        request.acting_choices = found
        request.acting = next((one for one in found if one.organisation.pk == chosen), found[0] if found else None)
        with scope.within(request.acting.organisation if request.acting else None):
            return self._get_response(request)
