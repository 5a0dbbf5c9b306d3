"""Forms of a call's sections; the editor shows one a section, an amendment all at once."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from karavel.codes import countries, languages
from karavel.texts import language_name
from karavel.web.desk.calls import formulas, ties
from karavel.web.desk.calls.models import Call, CallLot, Criterion, Requirement
from karavel.web.desk.calls.timetable import FACTS
from karavel.web.desk.calls.unbound import REASONS
from karavel.web.desk.inputs import (
    AddressesField,
    CpvField,
    CurrencyField,
    LanguagesField,
    MomentField,
    WebField,
    WordsField,
)
from karavel.web.words import collated

#: A country's code, or a NUTS code, which begins with it.
_PLACE: Final = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
_MOST_DECIMALS: Final = 6
_DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

#: Kinds of a requirement, as notices have them, with the words for people.
REQUIREMENTS: Final = (
    ("", "–"),
    ("suitability", _("Suitability: registration, permits")),
    ("economic", _("Economic: turnover, insurance")),
    ("technical", _("Technical: references, staff, certificates")),
    ("other", _("Other")),
)


def languages_of_choice() -> list[tuple[str, str]]:
    """Every language with its name in the language in use."""
    named = [(code, language_name(code)) for code in languages.NAMES]
    return sorted(named, key=lambda one: collated(one[1]))


class _Spoken(forms.ModelForm):  # type: ignore[type-arg] # not so at run time
    """A form whose texts are in the languages of a call."""

    language = "en"

    def __init__(self, *args: Any, language: str = "en", **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, WordsField):
                field.speak(language)


class _Priced(_Spoken):
    """A form with an amount and its currency, which go together."""

    def clean(self) -> dict[str, Any]:
        """The whole form; an amount without a currency says nothing."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("value") is not None and not said.get("value_currency"):
            self.add_error("value_currency", str(_("Choose the currency of the amount.")))
        return said


class NewCallForm(_Spoken):
    """What a draft begins with."""

    title = WordsField(label=_("Title"))

    class Meta:
        model = Call
        fields: ClassVar = ["language", "title"]

    def __init__(self, *args: Any, **options: Any) -> None:
        data = args[0] if args else options.get("data")
        chosen = data.get("language", "") if data else options.get("language", "")
        super().__init__(*args, **options | {"language": chosen if chosen in languages.NAMES else "en"})
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the original"), choices=languages_of_choice, initial=options.get("language", "en")
        )


class WhatForm(_Priced):
    """What is bought, by which procedure."""

    title = WordsField(label=_("Title"))
    description = WordsField(label=_("Description"), rows=6, longest=20_000)
    cpv = CpvField(
        label=_("CPV codes"), help_text=_("The main one first, one a line."), widget=forms.Textarea(attrs={"rows": 2})
    )
    value_currency = CurrencyField(label=_("Currency"), required=False)

    class Meta:
        model = Call
        fields: ClassVar = [
            "title",
            "description",
            "reference",
            "category",
            "cpv",
            "value",
            "value_currency",
            "method",
            "method_details",
            "legal_basis",
        ]
        labels: ClassVar = {"value": _("Estimated value, net of tax"), "legal_basis": _("Legal basis")}
        help_texts: ClassVar = {
            "legal_basis": _("CELEX number of an act of the Union, or the national law: 32014L0024."),
            "method_details": _("As the law names it: Concurso público, Açıq tender."),
        }


class TimetableForm(_Spoken):
    """Days and times, all in one zone."""

    enquiries_until = MomentField(label=_("Questions until"), required=False)
    deadline = MomentField(label=_("Bids until"), required=False)
    opens_at = MomentField(label=_("Opening"), required=False)
    facts = forms.MultipleChoiceField(
        label=_("What the periods depend on"),
        choices=FACTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Call
        fields: ClassVar = [
            "time_zone",
            "regime",
            "facts",
            "enquiries_until",
            "deadline",
            "opens_at",
            "award_planned",
            "contract_start",
            "contract_end",
            "standstill_days",
        ]
        widgets: ClassVar = dict.fromkeys(("award_planned", "contract_start", "contract_end"), _DAY)

    def __init__(self, *args: Any, regimes: list[tuple[str, str]] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["time_zone"] = forms.ChoiceField(label=_("Time zone"), choices=_zones)
        self.fields["regime"] = forms.ChoiceField(
            label=_("Rules for periods"),
            choices=[("", _("none: nothing is checked")), *(regimes or [])],
            required=False,
        )
        self.zone = self._zone()
        self._local()

    def _zone(self) -> ZoneInfo:
        asked = str(self.data.get(self.add_prefix("time_zone"), "")) or self.instance.time_zone
        return ZoneInfo(asked if asked in available_timezones() else "UTC")

    def _local(self) -> None:
        """Moments as the clocks of the zone show them."""
        for name in ("enquiries_until", "deadline", "opens_at"):
            moment = self.initial.get(name)
            if moment:
                self.initial[name] = moment.astimezone(self.zone).replace(tzinfo=None)

    def full_clean(self) -> None:
        """Checks the form with its own zone in force."""
        with timezone.override(self.zone):
            super().full_clean()


def _zones() -> list[tuple[str, str]]:
    return [(name, name) for name in sorted(available_timezones()) if "/" in name and not name.startswith("Etc/")] + [
        ("UTC", "UTC")
    ]


class WhoForm(_Spoken):
    """Who may bid, in which languages, and where bids go."""

    eligibility = WordsField(label=_("Who may bid"), rows=4, longest=10_000)
    bid_languages = LanguagesField(
        label=_("Languages of bids"), help_text=_("Codes: en, pt, az."), widget=forms.TextInput()
    )
    invited = AddressesField(
        label=_("Invited firms, by e-mail address"),
        help_text=_("For limited and direct procedures: one a line. They are invited by mail and never published."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unbound_reason = forms.ChoiceField(
        label=_("Why bids may come in here"), choices=[("", _("they may not")), *REASONS], required=False
    )

    class Meta:
        model = Call
        fields: ClassVar = [
            "eligibility",
            "bid_languages",
            "seals",
            "unbound_reason",
            "invited",
            "platform",
            "platform_url",
        ]
        field_classes: ClassVar = {"platform_url": WebField}


class DecisionForm(_Spoken):
    """How the points are rounded, equal offers parted, and lots shared out."""

    class Meta:
        model = Call
        fields: ClassVar = ["decimals", "lots_most"]
        help_texts: ClassVar = {
            "decimals": _("0 to 6, half up, of each criterion before it is weighed; empty: points stay exact."),
            "lots_most": _("Lots are awarded in the order of their numbers; empty: a bidder may win all of them."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["decimals"].validators.append(MaxValueValidator(_MOST_DECIMALS))
        self.fields["lots_most"].validators.append(MinValueValidator(1))
        choices, chosen = ties.choices(self.instance), ties.standing(self.instance)
        for place in range(ties.MOST):
            first = chosen[place] if place < len(chosen) else ""
            label = _("Equal offers: rule %(number)s") % {"number": place + 1}
            self.fields[f"tie_{place + 1}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=first
            )
            self.initial[f"tie_{place + 1}"] = first

    def clean(self) -> dict[str, Any]:
        """The whole form; a rule stands once."""
        given: dict[str, Any] = super().clean() or {}
        rules = [rule for place in range(ties.MOST) if (rule := given.get(f"tie_{place + 1}"))]
        self.instance.ties = list(dict.fromkeys(rules))
        return given


class LotForm(_Priced):
    """A lot."""

    title = WordsField(label=_("Title"))
    description = WordsField(label=_("Description"), rows=3, longest=10_000, required=False)
    cpv = CpvField(label=_("CPV codes"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    value_currency = CurrencyField(label=_("Currency"), required=False)

    class Meta:
        model = CallLot
        fields: ClassVar = ["title", "description", "cpv", "value", "value_currency", "place"]
        labels: ClassVar = {"value": _("Estimated value, net of tax")}
        help_texts: ClassVar = {"place": _("NUTS code where there is one, else the country's: PT170, AZ.")}

    def clean_place(self) -> str:
        """A code that begins with a country."""
        place = str(self.cleaned_data["place"]).strip().upper()
        known = {"EL": "GR"}.get(place[:2], place[:2]) in countries.NAMES
        if place and not (known and _PLACE.fullmatch(place)):
            raise forms.ValidationError(str(_("Write a NUTS code or a country's code: PT170, AZ.")))
        return place


class _OfLot(_Spoken):
    """A row that is for one lot, or for all."""

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        super().__init__(*args, **options)
        # Django asks a model's rows for its field while the module is loaded, when no organisation is in force.
        self.fields["lot"] = forms.ModelChoiceField(
            label=_("Lot"),
            queryset=CallLot.objects.filter(call=call),
            required=False,
            empty_label=_("every lot"),
            initial=self.instance.lot_id,
        )

    def clean(self) -> dict[str, Any]:
        """The whole form."""
        said: dict[str, Any] = super().clean() or {}
        self.instance.lot = said.get("lot")
        return said


class CriterionForm(_OfLot):
    """An award criterion."""

    name = WordsField(label=_("Name"))
    description = WordsField(label=_("How it is judged"), rows=3, longest=5000, required=False)
    formula = forms.ChoiceField(label=_("Formula"), choices=formulas.choices, required=False)
    weight = forms.DecimalField(label=_("Weight, per cent"), min_value=0, max_value=100, max_digits=5, decimal_places=2)

    class Meta:
        model = Criterion
        fields: ClassVar = ["name", "kind", "weight", "description", "formula", "per_percent", "highest", "threshold"]

    def clean(self) -> dict[str, Any]:
        """The whole form; prices need a formula with its figure, and the fewest points lie below the most."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("kind") in {Criterion.Kind.PRICE, Criterion.Kind.COST} and not said.get("formula"):
            self.add_error("formula", str(_("Choose how a price becomes points.")))
        if said.get("formula") in {"per-percent", "base-price"} and not said.get("per_percent"):
            self.add_error("per_percent", str(_("Say how many points each per cent gives.")))
        if said.get("threshold") is not None and said["threshold"] > (said.get("highest") or 0):
            self.add_error("threshold", str(_("That is more than the highest points.")))
        return said


class RequirementForm(_OfLot):
    """What a bidder must show."""

    text = WordsField(label=_("Requirement"), rows=2, longest=5000)
    kind = forms.ChoiceField(label=_("Kind"), choices=REQUIREMENTS)

    class Meta:
        model = Requirement
        fields: ClassVar = ["text", "kind", "mandatory"]
