"""The form of a bid, made from its call: a price a lot, an answer a requirement, who bids and how."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from karavel.web.desk.bids.sheets import Price, Sheet
from karavel.web.desk.calls.models import Call, CallLot, Criterion, Requirement
from karavel.web.desk.fields import said
from karavel.web.desk.inputs import CountryField, CurrencyField
from karavel.web.words import route_words
from karavel.web.workspace.models import CompanyProfile

_ROUTES = ("direct", "subsidiary", "subsidiary-with-parent", "branch", "consortium")


def _routes() -> list[tuple[str, str]]:
    return [(kind, route_words(kind)) for kind in _ROUTES]


class BidForm(forms.Form):
    """All of a bid but its files. Nothing of it is kept unsealed, so it is filled in anew for a replacement."""

    bidder = forms.CharField(label=gettext_lazy("Bidder, by its official name"), max_length=300)
    country = CountryField(label=gettext_lazy("Country"))
    ids = forms.CharField(label=gettext_lazy("Registration number"), max_length=100, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address for this procedure"))
    route_kind = forms.ChoiceField(label=gettext_lazy("How you bid"), choices=_routes)
    route_via = CountryField(label=gettext_lazy("Through which country, if not directly"), required=False)
    enclose = forms.BooleanField(
        label=gettext_lazy("Enclose the company profile, so that the buyer is advised on your right to bid"),
        required=False,
        initial=True,
    )
    currency = CurrencyField(label=gettext_lazy("Currency of the prices"))
    true = forms.BooleanField(label=gettext_lazy("What this bid says is true, and it binds the bidder."))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, call: Call, profile: CompanyProfile | None, **options: Any) -> None:
        self._profile, self._lots, self._version = profile, list(call.lots.all()), call.version
        self._requirements = list(call.requirements.all())
        self._by_cost = [lot for lot in self._lots if judges_cost(lot)]
        company = profile.company if profile else None
        options.setdefault("initial", {})
        options["initial"] |= {"currency": call.value_currency or "EUR", "version": call.version} | (
            {"bidder": company.name, "country": company.country, "ids": ", ".join(company.ids)} if company else {}
        )
        super().__init__(*args, **options)
        for lot in self._lots:
            self.fields[_priced(lot)] = _price_field(lot, only=len(self._lots) == 1, language=call.language)
        for lot in self._by_cost:
            self.fields[_whole(lot)] = _cost_field(lot, only=len(self._lots) == 1, language=call.language)
        for one in self._requirements:
            self.fields[_answered(one)] = _answer_field(one, call.language)
        amounts = [name for lot in self._lots for name in (_priced(lot), _whole(lot))]
        self.order_fields([*amounts, "currency", *map(_answered, self._requirements)])

    def clean(self) -> dict[str, Any]:
        """A price for one lot at least; a way through a country names it."""
        given = super().clean() or {}
        if not any(given.get(_priced(lot)) for lot in self._lots) and not self.errors:
            raise ValidationError(_("Say a price for one lot at least."))
        for lot in self._by_cost:
            self._includes(lot, given.get(_priced(lot)), given.get(_whole(lot)))
        if given.get("route_kind") not in {None, "direct", "consortium"} and not given.get("route_via"):
            self.add_error("route_via", _("Name the country of your subsidiary or branch."))
        return given

    def _includes(self, lot: CallLot, price: Decimal | None, cost: Decimal | None) -> None:
        """A cost goes with its price, which it includes."""
        if (price is None) != (cost is None):
            self.add_error(_whole(lot), _("Price and cost of a lot go together."))
        elif price is not None and cost is not None and cost < price:
            self.add_error(_whole(lot), _("The cost over the whole life includes the price: it is not less."))

    def sheet(self) -> Sheet:
        """What is handed in, of a form that holds."""
        given = self.cleaned_data
        return Sheet(
            bidder=given["bidder"],
            country=given["country"],
            ids=tuple(filter(None, (one.strip() for one in given["ids"].split(",")))),
            email=given["email"],
            route_kind=given["route_kind"],
            route_via=given["route_via"],
            profile=self._profile.text if self._profile and given["enclose"] else "",
            prices=dict(self._prices()),
            costs={lot.number: cost for lot in self._lots if (cost := given.get(_whole(lot))) is not None},
            answers={str(one.pk): given[_answered(one)] for one in self._requirements if given[_answered(one)]},
            version=given["version"] or 0,
        )

    def current(self) -> BidForm:
        """The same, as written to the call that is shown now; for who was told that it was amended."""
        self.data = {**self.data, "version": str(self._version)}
        return self

    def _prices(self) -> Iterator[tuple[str, Price]]:
        for lot in self._lots:
            amount: Decimal | None = self.cleaned_data[_priced(lot)]
            if amount is not None:
                yield lot.number, Price(amount, self.cleaned_data["currency"])


def _priced(lot: CallLot) -> str:
    return f"price-{lot.pk}"


def _whole(lot: CallLot) -> str:
    return f"cost-{lot.pk}"


def judges_cost(lot: CallLot) -> bool:
    """Whether offers for a lot are judged by their cost over the whole life (Directive 2014/24/EU, Article 68)."""
    return Criterion.objects.filter(Q(lot=None) | Q(lot=lot), call=lot.call_id, kind=Criterion.Kind.COST).exists()


def _answered(requirement: Requirement) -> str:
    return f"answer-{requirement.pk}"


def _price_field(lot: CallLot, *, only: bool, language: str) -> forms.DecimalField:
    title = said(lot.title, original=language)
    label = (
        _("Price, without value added tax")
        if only
        else _("Price of %(lot)s, without value added tax") % {"lot": f"{lot.number} {title}".strip()}
    )
    help_text = "" if only else _("Leave it empty for a lot that you do not bid for.")
    return forms.DecimalField(
        label=label, help_text=help_text, min_value=Decimal("0.01"), max_digits=15, decimal_places=2, required=only
    )


def _cost_field(lot: CallLot, *, only: bool, language: str) -> forms.DecimalField:
    title = f"{lot.number} {said(lot.title, original=language)}".strip()
    label = _("Cost over the whole life") if only else _("Cost over the whole life of %(lot)s") % {"lot": title}
    return forms.DecimalField(
        label=label,
        help_text=_("By the method of the documents, without value added tax; it includes the price."),
        min_value=Decimal("0.01"),
        max_digits=15,
        decimal_places=2,
        required=only,
    )


def _answer_field(requirement: Requirement, language: str) -> forms.CharField:
    return forms.CharField(
        label=said(requirement.text, original=language),
        max_length=5000,
        required=requirement.mandatory,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Say how you meet it, and in which file it is shown."),
    )


class KeyForm(forms.Form):
    """A member's key, as it was downloaded."""

    key = forms.FileField(label=gettext_lazy("The file with your key"))
    phrase = forms.CharField(
        label=gettext_lazy("Its passphrase, if it has one"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
