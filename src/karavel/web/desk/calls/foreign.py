"""What a foreign bidder sees: the verdict by route for a call as it stands, before it is published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from karavel.answers.access import LotAccess
from karavel.companies import Capabilities, Company, Establishment, Owner
from karavel.notices import Buyer, Lot, Money, Notice, Provenance
from karavel.routes import Planner
from karavel.verbs.access import of_notice
from karavel.web.board import board
from karavel.web.desk.calls.models import Call, CallLot
from karavel.web.desk.fields import said
from karavel.web.desk.inputs import CountryField, CurrencyField
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.words import country_name

_NATURES: Final[dict[str, Any]] = {"services": "services", "goods": "supplies", "works": "works"}


class ForeignForm(forms.Form):
    """Whose eyes to look with, and at what value."""

    country = CountryField(label=_("Bidder from"))
    value = forms.DecimalField(label=_("Value"), min_value=0, max_digits=18, decimal_places=2, required=False)
    currency = CurrencyField(label=_("Currency"), required=False)

    def clean(self) -> dict[str, Any]:
        """The whole form; an amount without a currency says nothing."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("value") is not None and not given.get("currency"):
            self.add_error("currency", str(_("Choose the currency of the amount.")))
        return given


def bidder(country: str) -> Company:
    """A firm of a country as plain as can be: owned, seated and at work there."""
    return Company(
        name=country_name(country),
        country=country,
        establishments=(Establishment(country=country, kind="head-office", substantive=True),),
        capabilities=Capabilities(),
        owners=(Owner(country=country, share=100),),
    )


def seen(call: Call, country: str, value: Money | None, today: date) -> tuple[LotAccess, ...]:
    """The verdict by route for each lot, for a plain firm of a country; call it with the call's organisation in force.

    Args:
        call: as it stands, published or not.
        country: the firm's (alpha-2).
        value: of the whole procedure, where it is to be another than the call's own.
        today: the day on which the firm would begin.
    """
    planner = Planner(board().law, bidder(country), today)
    return of_notice(planner, notice_of(call, value, today)).lots


def notice_of(call: Call, value: Money | None, today: date) -> Notice:
    """The call as the law looks at it, before there is a release."""
    start = call.day_of(call.published) if call.published else today
    return Notice(
        id=call.ocid,
        format="ocds",
        kind="call",
        provenance=Provenance(file="", sha256=""),
        ocid=call.ocid,
        language=call.language,
        published=start,
        procedure_start=start,
        legal_basis=call.legal_basis or None,
        buyers=_buyers(),
        title=said(call.title, original=call.language),
        nature=_NATURES[call.category],
        cpv=tuple(call.cpv),
        value=value or _money(call.value, call.value_currency),
        lots=tuple(_lot(call, lot) for lot in call.lots.all()),
    )


def _buyers() -> tuple[Buyer, ...]:
    found = BuyerProfile.objects.first()
    if found is None:
        return ()
    return (Buyer(name=found.name, country=found.country, level=found.level or None),)  # type: ignore[arg-type]


def _lot(call: Call, lot: CallLot) -> Lot:
    return Lot(
        id=lot.number,
        title=said(lot.title, original=call.language),
        nature=_NATURES[call.category],
        cpv=tuple(lot.cpv or call.cpv),
        value=_money(lot.value, lot.value_currency),
        deadline=call.deadline.isoformat() if call.deadline else None,  # type: ignore[arg-type]
        deadline_for="tenders",
        languages=tuple(call.bid_languages),
        submission="required",
    )


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return Money(float(amount), currency) if amount is not None and currency else None
