"""What the market says of a need: comparable contracts with winners and prices, firms that could deliver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from karavel.access import Reason, Verdict
from karavel.answers.access import RouteAnswer
from karavel.answers.similar import Comparable
from karavel.answers.suppliers import RankedFirm
from karavel.companies import Capabilities, Company, Establishment
from karavel.errors import LakeMissing
from karavel.notices import Notice
from karavel.web import lookups
from karavel.web.accounts.models import Organisation, ProgrammeCompany
from karavel.web.desk.needs.asking import LOT
from karavel.web.workspace.models import CompanyProfile

#: Contracts that are compared; firms that are listed, out of how many, and how many of them of one country at most.
COMPARED: Final = 40
LISTED, _LOOKED_AT, _OF_ONE_COUNTRY = 12, 60, 8


class Known(NamedTuple):
    """A company of the agency's programmes that agreed to be seen."""

    organisation: Organisation
    company: Company


class Listed(NamedTuple):
    """A firm that could deliver.

    Attributes:
        firm: with the contracts that prove it; None of them for a company that stands here by its profile alone.
        known: its organisation and profile, where it is in a programme of the agency.
        verdict, reasons: of its own bid to this buyer; None where its country is not known.
        route: the best way in where that is another than its own bid.
    """

    firm: RankedFirm
    known: Known | None
    verdict: Verdict | None
    reasons: tuple[Reason, ...]
    route: RouteAnswer | None


def comparables(notice: Notice, on: date) -> tuple[Comparable, ...]:
    """Past contracts like the need, the most similar first; none where there is no lake."""
    try:
        return lookups.comparables(notice, LOT, on, COMPARED)
    except LakeMissing:
        return ()


def programme_companies() -> list[Known]:
    """Companies whose agency the organisation in force is, by the first profile of each."""
    places = ProgrammeCompany.objects.exclude(agreed=None).select_related("company")
    organisations = {place.company_id: place.company for place in places}
    profiles = CompanyProfile.everywhere.filter(organisation__in=organisations).order_by("organisation", "pk")
    first: dict[int, Known] = {}
    for profile in profiles:
        first.setdefault(profile.organisation_id, Known(organisations[profile.organisation_id], profile.company))
    return list(first.values())


def longlist(notice: Notice, on: date) -> list[Listed]:
    """Firms at home and abroad that could deliver, best first, each with whether and how it may bid to this buyer."""
    companies = programme_companies()
    known = {name: one for one in companies for name in (one.company.name, *one.company.ids)}
    firms = lookups.able(notice, LOT, on, [one.company for one in companies], _LOOKED_AT)
    return [_listed(firm, _known(firm, known), notice, on) for firm in _spread(firms)]


def _spread(firms: Sequence[RankedFirm]) -> list[RankedFirm]:
    """The first firms, with room for other countries where one has most: who looks abroad is to see who is there."""
    counted: Counter[str | None] = Counter()
    kept = []
    for firm in firms:
        counted[firm.country] += 1
        if counted[firm.country] <= _OF_ONE_COUNTRY:
            kept.append(firm)
    first = {firm.rank for firm in (kept if len(kept) >= LISTED else firms)[:LISTED]}
    return [firm for firm in firms if firm.rank in first]


def _known(firm: RankedFirm, known: Mapping[str, Known]) -> Known | None:
    return next((known[name] for name in (firm.name, *firm.ids) if name in known), None)


def _listed(firm: RankedFirm, known: Known | None, notice: Notice, on: date) -> Listed:
    company = known.company if known else _plain(firm.country)
    if company is None:
        return Listed(firm, known, None, (), None)
    verdict, reasons, route = _judged(company, notice, on)
    return Listed(firm, known, verdict, reasons, route)


def _plain(country: str | None) -> Company | None:
    """A firm of which only the country is known: established, and doing business, there alone."""
    if country is None:
        return None
    office = Establishment(country=country, kind="head-office", substantive=True)
    return Company(name=country, country=country, establishments=(office,), capabilities=Capabilities())


def _judged(company: Company, notice: Notice, on: date) -> tuple[Verdict, tuple[Reason, ...], RouteAnswer | None]:
    lot = lookups.access(company, notice, on).lots[0]
    direct = next(route for route in lot.routes if route.kind == "direct")
    best = next((route for route in lot.routes if route.best and route is not direct), None)
    return direct.verdict, direct.reasons, best if best and best.verdict != direct.verdict else None
