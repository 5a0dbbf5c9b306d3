"""The forms of an evaluation: points, agreement, prices, decisions."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar, Final
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import CallLot, Criterion
from karavel.web.desk.evaluation import asking, checks
from karavel.web.desk.evaluation.models import Clarification, ExchangeRate, LowPrice, Score
from karavel.web.desk.fields import said
from karavel.web.desk.inputs import MomentField, WordsField

_ROWS: Final = {"rows": 2}


class PointsForm(forms.Form):
    """Points and a reason for one criterion; the member's own, or what the committee agrees on."""

    points = forms.DecimalField(label=_("Points"), min_value=0, max_digits=6, decimal_places=2)
    reason = forms.CharField(label=_("Reason"), max_length=5000, widget=forms.Textarea(attrs=_ROWS))

    def __init__(self, *args: Any, criterion: Criterion, draft: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        highest, points = criterion.highest, self.fields["points"]
        points.validators.append(MaxValueValidator(highest))
        points.widget.attrs |= {"max": f"{highest:f}", "step": "0.01"}
        points.help_text = gettext("0 to %(highest)s") % {"highest": f"{highest.normalize():f}"}
        self.criterion = criterion
        if draft:
            for field in self.fields.values():
                field.required = False


class ScoresForm:
    """A member's points for all offers of a lot: a form an offer and criterion, sent together."""

    def __init__(self, lot: CallLot, offers: Iterable[Offer], criteria: list[Criterion], own: Iterable[Score]) -> None:
        self._lot, self._offers, self._criteria = lot, list(offers), criteria
        self._own = {(one.offer_id, one.criterion_id): one for one in own}
        self.parts: list[tuple[Offer, list[PointsForm]]] = []

    def show(self) -> ScoresForm:
        """With what was saved."""
        return self._made(None, draft=True)

    def take(self, sent: Any, *, draft: bool) -> ScoresForm:
        """As it was sent; a draft may have gaps."""
        return self._made(sent, draft=draft)

    def _made(self, sent: Any, *, draft: bool) -> ScoresForm:
        self.parts = [
            (offer, [self._one(offer, criterion, sent, draft=draft) for criterion in self._criteria])
            for offer in self._offers
        ]
        return self

    def _one(self, offer: Offer, criterion: Criterion, sent: Any, *, draft: bool) -> PointsForm:
        own = self._own.get((offer.pk, criterion.pk))
        first = {"points": own.points, "reason": own.reason} if own else {}
        return PointsForm(sent, criterion=criterion, draft=draft, initial=first, prefix=f"s{offer.pk}-{criterion.pk}")

    def is_valid(self) -> bool:
        """Whether every part holds."""
        forms_ = [form for _offer, part in self.parts for form in part]
        return not any(form.errors for form in forms_)

    @property
    def given(self) -> dict[tuple[int, int], tuple[Decimal, str]]:
        """What was given, without gaps."""
        return {
            (offer.pk, form.criterion.pk): (form.cleaned_data["points"], form.cleaned_data["reason"])
            for offer, part in self.parts
            for form in part
            if form.cleaned_data.get("points") is not None
        }


class LowPriceForm(forms.ModelForm):  # type: ignore[type-arg]
    """The bidder's explanation of a low price, and what the committee makes of it."""

    accepted = forms.TypedChoiceField(
        label=_("It accounts for the price"),
        choices=[("", _("not decided")), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )

    class Meta:
        model = LowPrice
        fields: ClassVar = ["explanation", "accepted", "reason"]
        widgets: ClassVar = {"explanation": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.accepted is not None:
            self.initial["accepted"] = "yes" if self.instance.accepted else "no"

    def clean(self) -> dict[str, Any]:
        """A price is judged with a reason, and turned down only once the bidder was heard."""
        given = super().clean() or {}
        if given.get("accepted") is not None and not given.get("reason"):
            self.add_error("reason", gettext("Say why; the reason is kept with the award."))
        if given.get("accepted") is False and not given.get("explanation"):
            told = gettext("Keep what the bidder explains first, or that it explained nothing in the time it had.")
            self.add_error("explanation", told)
        return given


class RateForm(forms.ModelForm):  # type: ignore[type-arg]
    """The rate of a day for a currency of prices."""

    class Meta:
        model = ExchangeRate
        fields: ClassVar = ["rate", "on", "source"]
        widgets: ClassVar = {"on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_rate(self) -> Decimal:
        """A rate above zero."""
        rate: Decimal = self.cleaned_data["rate"]
        if rate <= 0:
            raise forms.ValidationError(gettext("A rate is above zero."))
        return rate


class ReasonForm(forms.Form):
    """Why; bidders read it."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs=_ROWS))


class AskForm(forms.Form):
    """A question to a bidder; the moment by the clocks of the call."""

    kind = forms.ChoiceField(
        label=_("What for"), choices=[one for one in Clarification.Kind.choices if one[0] != Clarification.Kind.PRICE]
    )
    text = forms.CharField(
        label=_("Question, as the bidder reads it"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    until = MomentField(label=_("Answer until"))

    def __init__(self, data: Any = None, *, offer: Offer) -> None:
        self._zone = ZoneInfo(offer.call.time_zone)
        local = asking.usual(offer.call).replace(tzinfo=None)
        super().__init__(data, initial={"until": local}, prefix=f"ask{offer.pk}")
        asked = {str(one.pk): one for one in checks.asked(offer)}
        named = [(key, said(one.text, original=offer.call.language)[:100]) for key, one in asked.items()]
        self.fields["requirement"] = forms.TypedChoiceField(
            label=_("Requirement"),
            choices=[("", "–"), *named],
            required=False,
            coerce=asked.get,
            empty_value=None,
        )
        self.order_fields(["kind", "requirement", "text", "until"])

    def full_clean(self) -> None:
        """Checks the form with the zone of its call in force."""
        with timezone.override(self._zone):
            super().full_clean()


class AnswerForm(forms.Form):
    """A bidder's answer."""

    text = forms.CharField(label=_("Your answer"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))


class RecusalForm(forms.Form):
    """Why a member steps back; kept in the log."""

    recusal = forms.CharField(label=_("Your conflict of interest"), max_length=1000, widget=forms.Textarea(attrs=_ROWS))


class ProposeForm(forms.Form):
    """Why the first of the ranking wins."""

    reasons = forms.CharField(
        label=_("Why it wins: what is better in it than in the others"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Every bidder reads it (Directive 2014/24/EU, Article 55(2)(c))."),
    )


#: What a letter says of remedies until the buyer says it better; each language by itself, as letters have one.
REMEDIES: Final = {
    "en": "You may ask the buyer for further reasons, and ask the review body of the buyer's country to review this "
    "decision. The days to do so are counted from this letter.",
    "pt": "Pode pedir mais fundamentos à entidade adjudicante e impugnar esta decisão junto da instância de recurso do "
    "país da entidade adjudicante. Os prazos contam-se a partir desta carta.",
    "az": "Satınalandan əlavə əsaslandırma istəyə və satınalanın ölkəsindəki şikayət orqanından bu qərara yenidən "
    "baxılmasını xahiş edə bilərsiniz. Müddətlər bu məktubdan hesablanır.",
}


class TellForm(forms.Form):
    """What the letters say besides."""

    remedies = WordsField(
        label=_("Remedies: whom to complain to, until when, by which law"), rows=4, longest=2000, initial=REMEDIES
    )
    withhold = forms.CharField(
        label=_("Withhold the winner's price, because"),
        max_length=500,
        required=False,
        help_text=_("Only where telling it would harm lawful interests (Article 55(3)); empty: it is told."),
    )

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["remedies"].speak(language)  # type: ignore[attr-defined]
