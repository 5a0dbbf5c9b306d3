"""The officer's Monday, each company, every list behind a number, and the tenders at home."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from karavel.answers.match import MatchedLot
from karavel.codes import countries
from karavel.errors import LakeMissing, NotFound
from karavel.verbs.board import Filters
from karavel.verbs.suppliers import partners, suppliers
from karavel.web.accounts.models import Organisation, Programme, ProgrammeCompany
from karavel.web.alerts.lots_told import told
from karavel.web.board import board
from karavel.web.fences import requires
from karavel.web.programme import figures, places
from karavel.web.programme.fitting import Fit, fit, last_friday, pairs, profile_of
from karavel.web.pursuits.columns import value_of
from karavel.web.requests import Member
from karavel.web.routes.views import gateways
from karavel.web.words import collated, country_name


class Ours(NamedTuple):
    """A company of the programme, and a lot as it stands for it."""

    place: ProgrammeCompany
    lot: MatchedLot


_SHOWN: Final = 25  # lots of a company
_HOME: Final = 50
_FIRMS: Final = 40


@requires("programme.view")
@require_safe
def programme(request: Member) -> HttpResponse:
    """The agency's page; for a company, what agencies ask of it."""
    if request.acting.organisation.kind != Organisation.Kind.AGENCY:
        shown = {"about": places.about_us(request), "may_agree": request.acting.may("organisation.edit")}
        return render(request, "programme/ours.html", shown)
    try:
        return render(request, "programme/programme.html", _monday())
    except LakeMissing:
        return redirect("setup-data") if request.user.is_superuser else render(request, "opportunities/no_data.html")


def _monday() -> dict[str, Any]:
    today = timezone.localdate()
    here = list(places.agreed())
    fits = [fit(place, today) for place in here]
    found = figures.happenings(here)
    by_company, months = figures.by_company(found, here), figures.by_month(found, today)
    return {
        "programmes": Programme.objects.order_by("name", "pk"),
        "since": last_friday(today),
        "rows": [(one, by_company[one.place.company_id]) for one in fits],
        "new": sum(one.new for one in fits),
        "fitting": sum(one.fitting for one in fits),
        "pairs": pairs(fits),
        "asked": places.asked(),
        "months": months,
        "markets": figures.by_market(found),
        "total": figures.total(found),
        "whats": [words for words, _state in figures.WHATS.values()],
        "chart": {
            "width": figures.STEP * len(months),
            "floor": figures.FLOOR,
            "bar": figures.BAR,
            "step": figures.STEP,
        },
    }


def _fit(pk: int, today: date) -> Fit:
    try:
        return fit(get_object_or_404(places.agreed(), pk=pk), today)
    except LakeMissing as error:
        raise Http404 from error


@requires("programme.view")
@require_safe
def company(request: Member, pk: int) -> HttpResponse:
    """A company of the programme: what fits it, what it pursues."""
    found = _fit(pk, timezone.localdate())
    happened = [one for one in figures.happenings([found.place]) if one.what == "pursued"]
    shown = {
        "fit": found,
        "titles": told(found.lots[:_SHOWN]),
        "export": f"place={pk}",
        "countries": _gateways(found, timezone.localdate()),
        "pursuits": happened,
        "may_edit": request.acting.may("programme.edit"),
    }
    return render(request, "programme/company.html", shown)


@requires("programme.view")
@require_safe
def listed(request: Member) -> HttpResponse:
    """The pursuits behind a number."""
    choice, happened = figures.asked(request.GET), figures.happenings(places.agreed())
    found = figures.chosen(request.GET, happened)
    shown = {
        "found": [(one, value_of(one.pursuit)) for one in found],
        "choice": choice,
        "what": figures.WHATS[choice.what][0] if choice.what in figures.WHATS else "",
        "company": next((one.company for one in happened if str(one.company.pk) == choice.company), None),
    }
    return render(request, "programme/listed.html", shown)


@requires("programme.view")
@require_safe
def home(request: Member) -> HttpResponse:
    """Open tenders at home, for partners abroad; the companies' own country unless another is asked for."""
    try:
        return render(request, "programme/home.html", _at_home(request.GET.get("country", "")))
    except LakeMissing:  # the programme's page says what is missing
        return redirect("programme")


def _at_home(asked: str) -> dict[str, Any]:
    today = timezone.localdate()
    profiles = [one.profile for one in (fit(place, today) for place in places.agreed()) if one.profile]
    country = asked or next((one.country for one in profiles), "")
    lots = board().page(profiles[0].company, today, Filters(markets=(country,)), limit=_HOME) if profiles else None
    return {
        "country": country,
        "lots": told(lots.lots) if lots else [],
        "total": lots.total if lots else 0,
    }


@requires("programme.view")
@require_safe
def abroad(request: Member) -> HttpResponse:
    """Firms of other countries that could deliver a lot at home, by what they won before."""
    today, notice_id, lot_id = timezone.localdate(), request.GET.get("notice", ""), request.GET.get("lot", "")
    at = board()
    try:
        notice = at.notice(notice_id)
        found = at.kept(
            ("abroad", notice_id, lot_id, today),
            lambda: suppliers(at.lake, notice_id, lot_id or None, today, top=_FIRMS),
        )
    except (LakeMissing, NotFound) as error:
        raise Http404 from error
    country = (notice["buyer"] or {}).get("country")
    shown = {
        "found": found,
        "firms": [firm for firm in found.suppliers if firm.country != country],
        "country": country,
        "ours": _ours(notice_id, found.lot_id, today),
    }
    return render(request, "programme/abroad.html", shown)


def _ours(notice_id: str, lot_id: str, today: date) -> list[Ours]:
    """The programme's companies that a lot at home fits: whom a firm abroad could team up with, the best first."""
    found = []
    for place in places.agreed():
        profile = profile_of(place)
        lot = board().lot(profile.company, today, notice_id, lot_id) if profile else None
        if lot and lot.fits:
            found.append(Ours(place, lot))
    return sorted(found, key=lambda one: -one.lot.score)


@requires("programme.view")
@require_safe
def allies(request: Member, pk: int) -> HttpResponse:
    """Firms of another country that a company could team up with, by what they won before; ``?country=PT``."""
    place, today = get_object_or_404(places.agreed(), pk=pk), timezone.localdate()
    profile, country = profile_of(place), request.GET.get("country", "").upper()
    if profile is None or country not in countries.NAMES:
        raise Http404
    at = board()
    try:
        found = at.kept(
            ("allies", profile.digest, country, today),
            lambda: partners(at.lake, profile.company, country, today, top=_FIRMS),
        )
    except LakeMissing as error:
        raise Http404 from error
    return render(request, "programme/allies.html", {"place": place, "country": country, "firms": found.partners})


def _gateways(found: Fit, today: date) -> list[tuple[str, str]]:
    """Countries where a company may look for partners, by name."""
    known = gateways(found.profile.company, today) if found.profile else ()
    return sorted(((code, country_name(code)) for code in known), key=lambda pair: collated(pair[1]))
