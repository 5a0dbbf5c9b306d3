"""The forms by which an award of another platform is entered."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from karavel.web.desk.calls.forms import languages_of_choice
from karavel.web.desk.calls.models import CallLot
from karavel.web.desk.evaluation.elsewhere import Ran, Won
from karavel.web.desk.inputs import CountryField, CpvField, CurrencyField, WebField

MOST_LOTS: Final = 50


class RanForm(forms.Form):
    """The procedure."""

    title = forms.CharField(label=_("Title"), max_length=300)
    language = forms.ChoiceField(label=_("Language of its texts"), choices=languages_of_choice)
    platform = forms.CharField(label=_("Platform on which it ran"), max_length=300)
    platform_url = WebField(
        label=_("Its address there"), max_length=500, required=False, validators=[URLValidator(("http", "https"))]
    )
    reference = forms.CharField(label=_("Its number there"), max_length=60, required=False)
    cpv = CpvField(label=_("CPV codes"), required=False)
    notice_id = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    ours = forms.BooleanField(
        label=_("This award is ours, although its notice names another buyer."),
        help_text=_("Your name is kept beside it in the audit log."),
        required=False,
    )

    def __init__(self, *args: Any, other: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if not other:
            del self.fields["ours"]

    def ran(self) -> Ran:
        """The procedure, of a form that holds."""
        given = self.cleaned_data
        return Ran(**(given | {"cpv": tuple(given["cpv"])}))


class WonForm(forms.Form):
    """A lot and who won it."""

    title = forms.CharField(label=_("What was awarded"), max_length=300)
    supplier = forms.CharField(label=_("Winner, by its official name"), max_length=300)
    country = CountryField(label=_("Country of the winner"), required=False)
    number = forms.CharField(label=_("Registration number"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    price = forms.DecimalField(
        label=_("Price, without value added tax"), min_value=0, max_digits=15, decimal_places=2, required=False
    )
    currency = CurrencyField(label=_("Currency"), required=False)
    decided = forms.DateField(
        label=_("Day of the award"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reasons = forms.CharField(
        label=_("Reasons"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    notice_lot = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    cpv = CpvField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The whole form; an amount without a currency says nothing."""
        given = super().clean() or {}
        if given.get("price") is not None and not given.get("currency"):
            self.add_error("currency", gettext("Choose the currency of the amount."))
        return given

    def won(self, lot: CallLot | None) -> Won:
        """The lot, of a form that holds."""
        given = self.cleaned_data
        currency = given["currency"] if given["price"] is not None else ""
        return Won(**(given | {"cpv": tuple(given["cpv"]), "currency": currency}), lot=lot)


WonForms = forms.formset_factory(WonForm, extra=0, min_num=1, max_num=MOST_LOTS, validate_min=True, validate_max=True)
