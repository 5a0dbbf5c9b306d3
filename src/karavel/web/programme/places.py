"""Companies of programmes, from both sides: the agency that asks, and the company that agrees.

An agency sees a company's work only once the company has agreed, and no longer once it has left.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from karavel.web.accounts.models import Membership, Organisation, Programme, ProgrammeCompany
from karavel.web.permissions import Role
from karavel.web.requests import Member


def agreed() -> QuerySet[ProgrammeCompany]:
    """The agency's places of companies that have agreed."""
    rows = ProgrammeCompany.objects.exclude(agreed=None).select_related("company", "programme")
    return rows.order_by("company__name", "pk")


def asked() -> QuerySet[ProgrammeCompany]:
    """The agency's places of companies that have not answered yet."""
    return ProgrammeCompany.objects.filter(agreed=None).select_related("company", "programme")


def ask(programme: Programme, email: str) -> int:
    """Asks the companies that a user administers; whether there is such a user is told to nobody.

    Returns:
        how many places are new.
    """
    administers = Membership.objects.filter(
        user__email__iexact=email, role=Role.ADMINISTRATOR, organisation__kind=Organisation.Kind.COMPANY
    )
    made = [
        ProgrammeCompany.objects.get_or_create(
            organisation_id=programme.organisation_id, programme=programme, company=row.organisation
        )[1]
        for row in administers.select_related("organisation")
    ]
    return sum(made)


def about_us(request: Member) -> QuerySet[ProgrammeCompany]:
    """What agencies ask of the organisation that the user acts for. The rows are the agencies'."""
    rows = ProgrammeCompany.everywhere.filter(company=request.acting.organisation)
    return rows.select_related("organisation", "programme").order_by("organisation__name", "pk")


def agree(place: ProgrammeCompany) -> None:
    """The agency may see the company's work from now on."""
    if place.agreed is None:
        place.agreed = timezone.now()
        place.save(update_fields=["agreed"])
