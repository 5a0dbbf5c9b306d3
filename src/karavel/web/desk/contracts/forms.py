"""Forms of a contract: its draft with milestones, signatures, deliveries, payments, amendments."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from karavel.texts import LANGUAGES
from karavel.web.catalogue.forms import levels
from karavel.web.catalogue.models import PublicService
from karavel.web.desk.choices import spoken
from karavel.web.desk.contracts.models import Contract, Milestone, Payment
from karavel.web.desk.inputs import CountryField, CurrencyField, WebField, WordsField

#: Milestones of one contract.
MOST: Final = 50


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _speak(form: forms.BaseForm, language: str) -> None:
    """Asks for texts in a call's own language, and in those that Karavel speaks."""
    for field in form.fields.values():
        if isinstance(field, WordsField):
            field.speak(language)


class ContractForm(forms.ModelForm):  # type: ignore[type-arg] # not so at run time
    """The draft of a contract."""

    title = WordsField(label=_("Title"))
    description = WordsField(label=_("What is done"), rows=6, longest=20_000)
    price = forms.DecimalField(label=_("Price, net of tax"), max_digits=15, decimal_places=2, min_value=0)
    price_currency = CurrencyField(label=_("Currency"))
    starts = forms.DateField(label=_("Starts"), required=False, widget=_day())
    ends = forms.DateField(label=_("Ends"), required=False, widget=_day())
    governing_law = CountryField(label=_("Governing law"))
    languages = forms.MultipleChoiceField(
        label=_("Languages of the text"),
        choices=spoken,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The language of the call prevails where it is among them, else the first."),
    )
    terms = WordsField(label=_("Terms of this contract"), rows=6, longest=20_000, required=False)
    courts = WordsField(label=_("Who decides disputes"), required=False)

    class Meta:
        model = Contract
        fields: ClassVar = [
            "number",
            "title",
            "description",
            "terms",
            "price",
            "price_currency",
            "starts",
            "ends",
            "governing_law",
            "courts",
            "languages",
            "buyer_signatory",
            "buyer_capacity",
            "supplier_address",
            "supplier_signatory",
            "supplier_capacity",
        ]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.original = self.instance.award.call.language
        _speak(self, self.original)

    def clean_languages(self) -> list[str]:
        """The languages, that of the call first: the first one prevails."""
        chosen = self.cleaned_data["languages"]
        return [code for code in dict.fromkeys((self.original, *LANGUAGES)) if code in chosen]

    def clean_number(self) -> str:
        """A number that no other contract of the buyer has."""
        number = str(self.cleaned_data["number"]).strip()
        if Contract.objects.filter(number=number).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_now("Another contract has this number."))
        return number

    def clean(self) -> dict[str, Any]:
        """The whole form; it ends after it starts."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("starts") and said.get("ends") and said["ends"] < said["starts"]:
            self.add_error("ends", _now("The contract ends before it starts."))
        return said


def _level_or_none() -> list[tuple[Any, str]]:
    return [("", "–"), *levels()]


class MilestoneForm(forms.ModelForm):  # type: ignore[type-arg] # not so at run time
    """A milestone; where it names a service, its acceptance puts that online."""

    title = WordsField(label=_("Title"))
    due = forms.DateField(label=_("Due"), widget=_day())
    price = forms.DecimalField(
        label=_("Price, net of tax"), max_digits=15, decimal_places=2, min_value=0, required=False
    )
    service: forms.ModelChoiceField[PublicService] = forms.ModelChoiceField(
        label=_("E-service that goes online with it"),
        queryset=None,  # of the buyer in force, once there is one
        required=False,
        help_text=_("One of your catalogue, planned or to be raised; describe a new one there first."),
    )
    level = forms.TypedChoiceField(
        label=_("Level that it reaches"), choices=_level_or_none, coerce=int, empty_value=None, required=False
    )

    class Meta:
        model = Milestone
        fields: ClassVar = ["title", "due", "price", "level"]

    def __init__(self, *args: Any, language: str = "en", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["service"].queryset = PublicService.objects.exclude(state="withdrawn")  # type: ignore[attr-defined]
        _speak(self, language)

    def made(self) -> Milestone:
        """The milestone, not saved yet."""
        row: Milestone = self.save(commit=False)
        row.service = self.cleaned_data["service"]
        return row


MilestoneForms = forms.formset_factory(MilestoneForm, extra=1, max_num=MOST, validate_max=True, can_delete=True)


def milestones_of(contract: Contract, data: Any = None) -> Any:
    """The milestones of a draft as forms, and an empty one for the next."""
    names = ("title", "due", "price", "service", "level")
    first = [{name: getattr(one, name) for name in names} for one in contract.milestones.select_related("service")]
    language = contract.award.call.language
    return MilestoneForms(data, prefix="milestones", initial=first, form_kwargs={"language": language})


class ReasonForm(forms.Form):
    """Why; it stands beside what was done."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class KeyForm(forms.Form):
    """A key and its passphrase, which are forgotten once the contract is signed."""

    key = forms.FileField(label=_("Your key (.p12 or .pfx)"))
    passphrase = forms.CharField(
        label=_("Its passphrase"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )


class SignedForm(forms.Form):
    """The contract as it was signed elsewhere."""

    file = forms.FileField(label=_("The signed PDF"), widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}))


class Several(forms.FileField):
    """Several files, or none."""

    def __init__(self, **options: Any) -> None:
        widget = forms.ClearableFileInput()
        widget.allow_multiple_selected = True
        widget.attrs["multiple"] = True
        super().__init__(widget=widget, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of them."""
        return [super(Several, self).clean(one, initial) for one in data or []]


class DeliveryForm(forms.Form):
    """What is delivered."""

    text = forms.CharField(label=_("What is delivered"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    url = WebField(label=_("Its address on the web"), max_length=500, required=False)
    attachments = Several(label=_("Files"), required=False)


class PaymentForm(forms.ModelForm):  # type: ignore[type-arg] # not so at run time
    """A payment."""

    paid = forms.DateField(label=_("Paid on"), widget=_day())
    price = forms.DecimalField(label=_("Amount; negative where it came back"), max_digits=15, decimal_places=2)
    price_currency = CurrencyField(label=_("Currency"))
    number = forms.TypedChoiceField(label=_("For milestone"), coerce=int, empty_value=None, required=False)

    class Meta:
        model = Payment
        fields: ClassVar = ["paid", "price", "price_currency", "reference"]

    def __init__(self, *args: Any, contract: Contract, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("price_currency", contract.price_currency)
        self.milestones = {one.number: one for one in contract.milestones.all()}
        self.fields["number"].choices = [("", "–"), *((number, str(one)) for number, one in self.milestones.items())]  # type: ignore[attr-defined]

    def clean_paid(self) -> Any:
        """A day that is not ahead."""
        if self.cleaned_data["paid"] > timezone.localdate():
            raise forms.ValidationError(_now("The day lies ahead; note payments once they are made."))
        return self.cleaned_data["paid"]

    def made(self) -> Payment:
        """The payment, not saved yet."""
        row: Payment = self.save(commit=False)
        row.milestone = self.milestones.get(self.cleaned_data["number"])
        return row


class AmendmentForm(forms.Form):
    """What both sides agreed on after they had signed."""

    agreed = forms.DateField(label=_("Agreed on"), widget=_day())
    reason = forms.CharField(label=_("Why"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    legal_basis = forms.CharField(
        label=_("Legal basis"), max_length=300, help_text=_("The article that allows the change, or the clause.")
    )
    ends = forms.DateField(label=_("New end"), required=False, widget=_day())
    price = forms.DecimalField(
        label=_("New price, net of tax"), max_digits=15, decimal_places=2, min_value=0, required=False
    )
    drop = forms.TypedMultipleChoiceField(
        label=_("Milestones that are dropped"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    terms = forms.CharField(
        label=_("What else changes"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    document = forms.FileField(label=_("The signed amendment"), required=False)

    def __init__(self, *args: Any, contract: Contract, **options: Any) -> None:
        super().__init__(*args, **options)
        left = contract.milestones.filter(state__in=("scheduled", "notMet"))
        self.fields["drop"].choices = [(one.number, str(one)) for one in left]  # type: ignore[attr-defined]
        self.starts = contract.starts

    def clean_agreed(self) -> Any:
        """A day that is not ahead."""
        if self.cleaned_data["agreed"] > timezone.localdate():
            raise forms.ValidationError(_now("The day lies ahead; enter what was agreed."))
        return self.cleaned_data["agreed"]

    def clean_ends(self) -> Any:
        """A day after the start."""
        ends = self.cleaned_data["ends"]
        if ends and self.starts and ends < self.starts:
            raise forms.ValidationError(_now("The contract ends before it starts."))
        return ends
