"""What each route and gateway opens among the open lots, on a map and in a table."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from karavel import texts
from karavel.answers.routes import OpeningAnswer
from karavel.companies import Company
from karavel.errors import LakeMissing
from karavel.web.board import board
from karavel.web.charts import Figure, bars
from karavel.web.fences import requires
from karavel.web.requests import Member
from karavel.web.routes import world
from karavel.web.words import collated, country_name, gateway_words
from karavel.web.workspace import profiles

_MARKETS: Final = 15


class Row(NamedTuple):
    """A route in the table."""

    key: str
    opening: OpeningAnswer
    chosen: bool


class Gateway(NamedTuple):
    """A country to choose."""

    code: str
    name: str
    chosen: bool


@requires("market.view")
@require_safe
def routes(request: Member) -> HttpResponse:
    """Gateways side by side; ``?via=PT&via=GE`` chooses them, ``?route=`` the one on the map."""
    profile = profiles.current(request)
    if profile is None:
        return render(request, "opportunities/no_profile.html")
    on, company = timezone.localdate(), profile.company
    try:
        known = gateways(company, on)
        asked = tuple(code for code in known if code in request.GET.getlist("via"))
        answer = board().routes(company, on, asked)
    except LakeMissing:
        return redirect("opportunities")
    openings = [one for one in answer.routes if one.kind != "direct"]
    chosen = next((one for one in openings if _key(one) == request.GET.get("route")), None) or _first(openings)
    shown = {
        "profile": profile,
        "answer": answer,
        "direct": next((one for one in answer.routes if one.kind == "direct"), None),
        "rows": [Row(_key(one), one, one is chosen) for one in openings if one.opens.lots],
        "idle": [Row(_key(one), one, one is chosen) for one in openings if not one.opens.lots],
        "gateways": _choices(known, asked),
        "asked": asked,
        "query": urlencode({"via": asked}, doseq=True),
        "chosen": chosen,
        "map": _map(openings, chosen),
        "markets": _markets(chosen),
        "as_of": on,
    }
    return render(request, "routes/routes.html", shown)


def gateways(company: Company, on: date) -> tuple[str, ...]:
    """The countries that a company may choose from, in the order of their codes.

    Raises:
        LakeMissing: there is no lake.
    """
    here = board()
    return here.kept(("gateways", company.digest(), on), lambda: _gateways(here.routes(company, on).routes))


def _gateways(openings: tuple[OpeningAnswer, ...]) -> tuple[str, ...]:
    return tuple(sorted({one.via for one in openings if one.via}))


def _choices(known: tuple[str, ...], asked: tuple[str, ...]) -> list[Gateway]:
    found = [Gateway(code, country_name(code), code in asked) for code in known]
    return sorted(found, key=lambda gateway: collated(gateway.name))


def _key(one: OpeningAnswer) -> str:
    return f"{one.kind}-{one.via or ''}"


def _first(openings: list[OpeningAnswer]) -> OpeningAnswer | None:
    """The gateway that opens most: routes by each buyer's own country have no place on a map."""
    return next((one for one in openings if one.via), openings[0] if openings else None)


def _map(openings: list[OpeningAnswer], chosen: OpeningAnswer | None) -> world.Map | None:
    if chosen is None:
        return None
    lots = {code: market.lots for code, market in chosen.opens.by_market.items()}
    told = _("Lots that %(route)s opens, by market: %(markets)s") % {
        "route": gateway_words(chosen.kind, chosen.via),
        "markets": ", ".join(f"{country_name(code)} {texts.number(count)}" for code, count in lots.items()) or "–",
    }
    return world.drawn(lots, list(_gateways(tuple(openings))), chosen.via, told)


def _markets(chosen: OpeningAnswer | None) -> list[object]:
    if chosen is None:
        return []
    figures = [
        Figure(country_name(code), market.lots, _said(market.lots, market.value_eur))
        for code, market in list(chosen.opens.by_market.items())[:_MARKETS]
    ]
    return list(bars(figures))


def _said(lots: int, value: float) -> str:
    told = ngettext("%(lots)d lot", "%(lots)d lots", lots) % {"lots": lots}
    return f"{told} · {texts.compact_money(value, 'EUR')}" if value else told
