"""Forms of needs and consultations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from karavel.web.catalogue.forms import levels
from karavel.web.desk.choices import spoken
from karavel.web.desk.inputs import (
    AddressesField,
    CountryField,
    CpvField,
    CurrencyField,
    LanguagesField,
    MomentField,
    WordsField,
)
from karavel.web.desk.needs import further
from karavel.web.desk.needs.abilities import ABILITIES
from karavel.web.desk.needs.anonymity import telling
from karavel.web.desk.needs.models import Consultation, Interest, Need

_INVITED: Final = 50  # addresses in one go


class NewNeedForm(forms.ModelForm):  # type: ignore[type-arg] # not so at run time
    """What is needed, in three sentences."""

    level = forms.TypedChoiceField(label=gettext_lazy("Level wanted"), choices=levels, coerce=int, initial=4)
    language = forms.ChoiceField(label=gettext_lazy("Language of this text"), choices=spoken)

    class Meta:
        model = Need
        fields = ("title", "text", "language", "level", "cross_border")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "text": gettext_lazy(
                "Three sentences are enough: who needs which service, what they can do today, "
                "what they shall be able to do online."
            )
        }


class NeedForm(NewNeedForm):
    """All of a need."""

    cpv = CpvField(
        label=gettext_lazy("CPV codes, the main one first"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    budget_currency = CurrencyField(label=gettext_lazy("Currency"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        further.add(self.fields, self.instance)

    class Meta:
        model = Need
        fields = (
            *("title", "text", "language", "level", "cross_border"),
            *("cpv", "budget", "budget_currency", "service_uri", "outline"),
        )
        widgets = {"text": forms.Textarea(attrs={"rows": 5}), "outline": forms.Textarea(attrs={"rows": 16})}
        labels = {
            "budget": gettext_lazy("Budget, without value added tax"),
            "service_uri": gettext_lazy("Address of the service in the catalogue, if it exists already"),
        }

    def clean(self) -> dict[str, Any]:
        """An amount has a currency."""
        said = super().clean() or {}
        if said.get("budget") and not said.get("budget_currency") and "budget_currency" not in self.errors:
            self.add_error("budget_currency", _("Say the currency of the budget: EUR, AZN, USD."))
        for name, fault in further.faults(said):
            self.add_error(name, fault)
        return said

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc] # the stubs leave it out
        if not self.errors:
            further.keep(self.cleaned_data, self.instance)


class ConsultationForm(forms.ModelForm):  # type: ignore[type-arg] # not so at run time
    """What the market is told, until when it may answer."""

    title = WordsField(label=gettext_lazy("Title"))
    text = WordsField(label=gettext_lazy("Text"), rows=8, longest=10_000)
    closes = MomentField(label=gettext_lazy("Last moment"))

    class Meta:
        model = Consultation
        fields = ("title", "text", "closes")

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("title", "text"):
            self.fields[name].speak(language)  # type: ignore[attr-defined] # a field of words

    def clean_closes(self) -> Any:
        """A moment that lies ahead."""
        closes = self.cleaned_data["closes"]
        if closes <= timezone.now():
            raise ValidationError(_("The last moment lies in the past: choose a later one."))
        return closes


class QuestionForm(forms.Form):
    """A question, which is published without a name; it must not tell itself who asks.

    Args:
        names: of the company and of who asks, which must not stand in it.
    """

    text = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "It is published with its answer, without your name. Write nothing that tells who you are."
        ),
    )

    def __init__(self, *args: Any, names: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self._names = names

    def clean_text(self) -> str:
        """The question.

        Raises:
            ValidationError: it tells who asks; says by what.
        """
        text: str = self.cleaned_data["text"]
        if told := telling(text, self._names):
            raise ValidationError(
                _("This would tell everybody who asks: “%(what)s”. Leave it out.") % {"what": "”, “".join(told)}
            )
        return text


class AnswerForm(forms.Form):
    """The answer to a question, in the languages at hand."""

    answer = WordsField(label=gettext_lazy("Answer"), rows=4, longest=5000)

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].speak(language)  # type: ignore[attr-defined] # a field of words


class InterestForm(forms.ModelForm):  # type: ignore[type-arg] # not so at run time
    """What a company could deliver."""

    country = CountryField(label=gettext_lazy("Country"))
    abilities = forms.MultipleChoiceField(
        label=gettext_lazy("What you would do yourself"),
        choices=ABILITIES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = LanguagesField(label=gettext_lazy("Languages you can work in"), required=False)
    price_currency = CurrencyField(label=gettext_lazy("Currency"), required=False)

    class Meta:
        model = Interest
        fields = (
            *("name", "country", "summary", "abilities", "references", "staff", "certificates", "languages"),
            *("months", "price_min", "price_max", "price_currency", "remarks"),
        )
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "remarks": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "price_min": gettext_lazy("A price from, binding nobody"),
            "price_max": gettext_lazy("to"),
        }

    def clean(self) -> dict[str, Any]:
        """A range goes upwards and has a currency."""
        said = super().clean() or {}
        low, high = said.get("price_min"), said.get("price_max")
        if low is not None and high is not None and low > high:
            self.add_error("price_max", _("The range ends below where it begins."))
        if (low or high) and not said.get("price_currency") and "price_currency" not in self.errors:
            self.add_error("price_currency", _("Say the currency of the range: EUR, AZN, USD."))
        return said


class InviteForm(forms.Form):
    """Addresses of firms that are invited."""

    addresses = AddressesField(
        label=gettext_lazy("E-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line. Each firm gets its own mail."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail"), choices=spoken)

    def clean_addresses(self) -> list[str]:
        """Not too many in one go.

        Raises:
            ValidationError: they are.
        """
        found: list[str] = self.cleaned_data["addresses"]
        if len(found) > _INVITED:
            raise ValidationError(_("At most %(count)d addresses in one go.") % {"count": _INVITED})
        return found


class ReportForm(forms.Form):
    """What came of a consultation, and what changes because of it."""

    report = WordsField(label=gettext_lazy("Report"), rows=10, longest=20_000)
    lessons = WordsField(
        label=gettext_lazy("What changes because of it"),
        rows=5,
        longest=10_000,
        required=False,
        help_text=gettext_lazy("Each change to the need, and the answers that led to it. It is public, without names."),
    )

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("report", "lessons"):
            self.fields[name].speak(language)  # type: ignore[attr-defined] # a field of words


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)
