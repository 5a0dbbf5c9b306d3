"""From a company's profile to what ranking knows of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from karavel.companies import Company, Reference
from karavel.matching.profile import Profile, Win
from karavel.matching.texts import latest_first
from karavel.money import Rates
from karavel.notices import Money

#: How far a reference is the firm's own work.
SHARES: Final = {"prime": 1.0, "partner": 0.8, "subcontractor": 0.6}

#: Without a range in the profile: the smallest and largest past contract, and room below and above them.
_ROOM: Final = 4.0

#: Buyers may ask for a yearly turnover of at most twice the contract's value (Directive 2014/24/EU, Art. 58(3)), so
#: half of a firm's turnover is a contract that it can always carry.
_TURNOVER: Final = 0.5


def profile_of(company: Company, rates: Rates, on: date) -> Profile:
    """The firm as ranking sees it; amounts in EUR at the rates of the day a reference ended, else of ``on``."""
    wins = latest_first(_win(reference, rates, on) for reference in company.references)
    smallest, largest = _range(company, wins, rates, on)
    return Profile(
        summary=company.capabilities.summary,
        cpv=company.capabilities.cpv,
        wins=wins,
        countries=frozenset({company.country, *(place.country for place in company.establishments)}),
        languages=frozenset(company.languages),
        markets=frozenset(company.preferences.markets),
        smallest_eur=smallest,
        largest_eur=largest,
    )


def _win(reference: Reference, rates: Rates, on: date) -> Win:
    return Win(
        title=reference.title,
        cpv=reference.cpv,
        country=reference.country,
        value_eur=_euros(reference.value, rates, reference.ended or on),
        ended=reference.ended,
        share=SHARES[reference.role],
    )


def _range(company: Company, wins: tuple[Win, ...], rates: Rates, on: date) -> tuple[float | None, float | None]:
    """The range that the firm names, else one that its past contracts and its turnover suggest."""
    wanted = company.preferences.value_eur
    sizes = [win.value_eur for win in wins if win.value_eur]
    turnovers = [_euros(account.turnover, rates, on) for account in company.accounts]
    carried = [turnover * _TURNOVER for turnover in turnovers if turnover]
    smallest = min(sizes) / _ROOM if sizes else None
    largest = max([size * _ROOM for size in sizes] + carried, default=None)
    if wanted.min is None and wanted.max is None:
        return smallest, largest
    return wanted.min, wanted.max


def _euros(money: Money | None, rates: Rates, on: date) -> float | None:
    if money is None:
        return None
    converted = rates.convert(money.amount, money.currency, "EUR", on=on)
    return converted.amount if converted else None
