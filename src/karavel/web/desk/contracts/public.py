"""Contracts as anybody reads them: who buys what from whom, what is delivered, and which e-services came of it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from karavel.codes.spelling import fold
from karavel.web import scope
from karavel.web.alerts.speaking import address
from karavel.web.desk.contracts import found, telling
from karavel.web.desk.contracts.models import Contract
from karavel.web.desk.fields import said
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Request
from karavel.web.words import collated, country_name

_PAGE: Final = 25
#: Letters with which spreadsheets begin a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
COLUMNS: Final = (
    "number", "title", "buyer", "buyer_country", "supplier", "supplier_country", "foreign", "value", "currency",
    "signed", "starts", "ends", "state", "ended", "ocid", "address",
)  # fmt: skip


class Filters(NamedTuple):
    """What a reader looks for; ``foreign`` is ``yes``, ``no`` or empty."""

    words: str
    country: str
    foreign: str

    @classmethod
    def of(cls, asked: Any) -> Filters:
        """Out of an address."""
        foreign = asked.get("foreign", "")
        return cls(asked.get("q", "")[:200], asked.get("country", "")[:2], foreign if foreign in {"yes", "no"} else "")

    def fits(self, one: Contract) -> bool:
        """Whether a contract is one of those."""
        texts = [*one.title.values(), *one.description.values(), one.buyer, one.supplier, one.number]
        text = fold(" ".join(texts))
        return (
            all(word in text for word in fold(self.words).split())
            and self.country in {"", one.supplier_country}
            and self.foreign in {"", "yes" if one.foreign else "no"}
        )


class Abroad(NamedTuple):
    """The contracts with companies of one foreign country; ``values`` one amount a currency, never added up."""

    country: str
    name: str
    contracts: int
    values: list[tuple[Decimal, str]]


def _rows() -> QuerySet[Contract]:
    return Contract.public.order_by("-signed", "-pk")


@requires(PUBLIC)
@require_safe
def listed(request: Request) -> HttpResponse:
    """All signed contracts, the latest first; those with foreign companies are counted apart, by country."""
    asked, rows = Filters.of(request.GET), list(_rows())
    page = Paginator([one for one in rows if asked.fits(one)], _PAGE).get_page(request.GET.get("page"))
    countries = {one.supplier_country for one in rows if one.supplier_country}
    shown = {
        "page": page,
        "filters": asked,
        "countries": sorted(countries, key=lambda code: collated(country_name(code))),
        "total": len(rows),
        "foreign": sum(one.foreign for one in rows),
        "abroad": abroad(rows),
        "supplies": request.acting is not None and Contract.supplied.to(request.acting.organisation).exists(),
    }
    return render(request, "contracts/contracts.html", shown)


def abroad(rows: Iterable[Contract]) -> list[Abroad]:
    """Contracts with foreign companies by their country, most first."""
    by_country: dict[str, list[Contract]] = defaultdict(list)
    for one in rows:
        if one.foreign:
            by_country[one.supplier_country].append(one)
    told = [Abroad(code, country_name(code), len(several), _values(several)) for code, several in by_country.items()]
    return sorted(told, key=lambda one: (-one.contracts, collated(one.name)))


def _values(rows: Iterable[Contract]) -> list[tuple[Decimal, str]]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in rows:
        sums[one.price_currency] += one.price or Decimal(0)
    return [(amount, currency) for currency, amount in sorted(sums.items())]


@requires(PUBLIC)
@require_safe
def as_csv(request: Request) -> HttpResponse:
    """The contracts that the filters leave, as a table."""
    asked = Filters.of(request.GET)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="contracts.csv"'
    response.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # by which spreadsheets know UTF-8
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for one in _rows().select_related("award__call"):
        if asked.fits(one):
            writer.writerow(_harmless(value) for value in _line(one))
    return response


def _line(one: Contract) -> tuple[object, ...]:
    signed = one.signed.date().isoformat() if one.signed else ""
    return (
        one.number, said(one.title), one.buyer, one.buyer_country, one.supplier, one.supplier_country,
        "yes" if one.foreign else "no", one.price, one.price_currency, signed, one.starts or "", one.ends or "",
        one.state, one.ended, one.award.call.ocid, address(f"/contracts/{one.slug}/"),
    )  # fmt: skip


def _harmless(value: object) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not text.lstrip("-").replace(".", "", 1).isdigit() else text


@requires(PUBLIC)
@require_safe
def page(request: Request, slug: str) -> HttpResponse:
    """A contract: its sides, value, dates, milestones, amendments, payments, services; who signed is not told."""
    contract = found.public(slug)
    with scope.within(contract.organisation_id):
        call = contract.award.call
        shown = {
            "contract": contract,
            "call": call,
            "title": said(contract.title, original=call.language),
            "description": said(contract.description, original=call.language),
            "milestones": contract.milestones.select_related("service", "change"),
            "payments": contract.payments.select_related("milestone"),
            "amendments": [(one, telling.changes(one)) for one in contract.amendments.all()],
            "valid": all(row.valid for row in contract.signatures.all()),
        }
        return render(request, "contracts/public.html", shown)
