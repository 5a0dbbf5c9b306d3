"""Forms of the record."""

from __future__ import annotations

import copy
import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from karavel.codes import countries, currencies
from karavel.web.accounts.models import Organisation, User
from karavel.web.catalogue.models import PublicService
from karavel.web.context import OWN_NAMES
from karavel.web.cooperation.models import (
    Agreement,
    Commitment,
    CooperationProgramme,
    Event,
    Outcome,
    Participation,
)
from karavel.web.desk.contracts.models import Contract
from karavel.web.words import collated, country_name
from karavel.web.workspace.models import Pursuit

#: How a field of another language ends.
_OTHER: Final = re.compile(rf"_({'|'.join(OWN_NAMES)})")


def _of_other(name: str) -> bool:
    return bool(_OTHER.search(name[-3:]))


_DAY_FIELDS: Final = ("began", "ends", "signed", "until", "first_day", "last_day", "due", "since", "on")
_COUNTRY_FIELDS: Final = ("first_country", "second_country", "country")


def country_choices() -> list[tuple[str, str]]:
    """All countries by their names in the language in use."""
    named = [(code, country_name(code)) for code in countries.NAMES]
    return [("", "–"), *sorted(named, key=lambda one: collated(one[1]))]


def _asked(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """A field of a form; one that names owned rows offers none until it is told which, addresses are of https."""
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    if isinstance(field, models.ForeignKey):
        options["queryset"] = field.remote_field.model._base_manager.none()  # noqa: SLF001 - it knows no scope
        return forms.ModelChoiceField(required=not field.blank, label=field.verbose_name, **options)
    return field.formfield(**options)


class RowForm(forms.ModelForm):  # type: ignore[type-arg] # generic only in the stubs
    """A form whose days are picked, whose countries are chosen by name, and whose long texts are small at first."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if name in _DAY_FIELDS:
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            elif name in _COUNTRY_FIELDS:
                self.fields[name] = forms.ChoiceField(label=field.label, choices=country_choices)
            elif isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4

        self._languages = [code for code in OWN_NAMES if code != self._own()]
        for code in self._languages:
            self.fields |= {f"{name}_{code}": self._told_in(name, code) for name in self.told}

    @property
    def told(self) -> tuple[str, ...]:
        """The fields that are words, and may be told in other languages."""
        return tuple(name for name in self.instance.TOLD if name in (self._meta.fields or ()))

    def _own(self) -> str:
        """The language that the row is written in first."""
        programme = getattr(self.instance, "programme", self.instance)
        return str(programme.language)

    def _told_in(self, name: str, code: str) -> forms.Field:
        """The same field for another language, which need not be filled."""
        field = copy.deepcopy(self.fields[name])
        field.required, field.help_text = False, ""
        field.initial = self.instance.others.get(code, {}).get(name, "")
        field.widget.attrs["lang"] = code
        return field

    def main(self) -> list[forms.BoundField]:
        """The fields that are not of another language."""
        return [self[name] for name in self.fields if not _of_other(name)]

    def others(self) -> list[tuple[str, str, list[forms.BoundField], bool]]:
        """Of each other language: code, name, fields, and whether anything is told or wrong in it."""
        found = []
        for code in self._languages:
            fields = [self[f"{name}_{code}"] for name in self.told]
            found.append((code, OWN_NAMES[code], fields, any(field.value() or field.errors for field in fields)))
        return found

    def clean(self) -> dict[str, Any]:
        """Another language says all that is written, or nothing: a page never mixes two in one row."""
        said = super().clean() or self.cleaned_data
        for code in self._languages:
            given = {name: said.get(f"{name}_{code}", "") for name in self.told}
            lacking = [name for name, text in given.items() if said.get(name) and not text]
            for name in lacking if any(given.values()) else ():
                self.add_error(f"{name}_{code}", _("Say this in this language too, or leave all of it empty."))
        return said

    def save(self, commit: bool = True) -> Any:
        """Saves the row with what it says in other languages."""
        said = self.cleaned_data
        by_language = {code: {name: said.get(f"{name}_{code}", "") for name in self.told} for code in self._languages}
        told = {code: given for code, given in by_language.items() if any(given.values())}
        told.pop(self._own(), None)  # a programme may have been given another language just now
        self.instance.others = told
        return super().save(commit)

    def _ordered(self, first: str, last: str) -> None:
        """Refuses a last day before the first."""
        said = self.cleaned_data
        if said.get(first) and said.get(last) and said[last] < said[first]:
            self.add_error(last, _("This day lies before the first."))


class ProgrammeForm(RowForm):
    """A programme."""

    class Meta:
        model = CooperationProgramme
        fields = (
            "title",
            "language",
            "first_country",
            "first_agency",
            "second_country",
            "second_agency",
            "summary",
            "began",
            "ends",
            "public",
        )

    def clean(self) -> dict[str, Any]:
        """Two countries, and an end after the beginning."""
        said = super().clean() or self.cleaned_data
        self._ordered("began", "ends")
        if said.get("first_country") and said.get("first_country") == said.get("second_country"):
            self.add_error("second_country", _("A cooperation needs two countries."))
        return said


class AgreementForm(RowForm):
    """An agreement."""

    class Meta:
        model = Agreement
        fields = ("kind", "title", "signed", "place", "until", "address", "public")
        formfield_callback = _asked

    def clean(self) -> dict[str, Any]:
        """It ends after it was signed."""
        said = super().clean() or self.cleaned_data
        self._ordered("signed", "until")
        return said


class EventForm(RowForm):
    """An event."""

    class Meta:
        model = Event
        fields = ("kind", "title", "place", "first_day", "last_day", "participants", "result", "public")

    def clean(self) -> dict[str, Any]:
        """It ends after it began."""
        said = super().clean() or self.cleaned_data
        self._ordered("first_day", "last_day")
        return said


class CommitmentForm(RowForm):
    """A commitment; its day is changed by postponing it, so that the history knows."""

    class Meta:
        model = Commitment
        fields = ("text", "owner", "user", "due", "public")

    def __init__(self, *args: Any, people: list[User], **options: Any) -> None:
        super().__init__(*args, **options)
        within = User.objects.filter(pk__in=[user.pk for user in people])
        self.fields["user"].queryset = within  # type: ignore[attr-defined] # a field of models
        if self.instance.pk:
            del self.fields["due"]


class ParticipationForm(RowForm):
    """A company: one of those that have agreed to be seen, or a name and a country."""

    class Meta:
        model = Participation
        fields = ("company", "name", "country", "since", "about", "public")

    def __init__(self, *args: Any, companies: list[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        within = Organisation.objects.filter(pk__in=[one.pk for one in companies])
        self.fields["company"].queryset = within  # type: ignore[attr-defined] # a field of models
        self.fields["company"].help_text = _("One that takes part in a programme of your agency, where it is here.")
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        """A name is needed; a company here gives its own."""
        said = super().clean() or self.cleaned_data
        if not said.get("name") and said.get("company"):
            said["name"] = said["company"].name
        if not said.get("name"):
            self.add_error("name", _("Name the company, or choose one that is here."))
        return said


class OutcomeForm(RowForm):
    """What came of it."""

    class Meta:
        model = Outcome
        fields = (
            "kind",
            "label",
            "on",
            "event",
            "participation",
            "pursuit",
            "contract",
            "service",
            "amount",
            "currency",
            "address",
            "public",
        )
        formfield_callback = _asked

    def __init__(self, *args: Any, programme: CooperationProgramme, pursuits: list[Pursuit], **options: Any) -> None:
        super().__init__(*args, **options)
        theirs = Participation.objects.filter(programme=programme)
        self.fields["participation"].queryset = theirs  # type: ignore[attr-defined] # a field of models
        offered = {
            "pursuit": Pursuit.everywhere.filter(pk__in=[one.pk for one in pursuits]),
            "event": Event.objects.filter(programme=programme),
            "contract": Contract.objects.exclude(state="pending"),
            "service": PublicService.objects.all(),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["label"].required = False

    def clean_currency(self) -> str:
        """Refuses what is no currency (ISO 4217)."""
        given = str(self.cleaned_data["currency"] or "").upper()
        if given and given not in currencies.NAMES:
            raise ValidationError(_("“%(code)s” is no currency; write EUR, AZN, USD and the like.") % {"code": given})
        return given

    def clean(self) -> dict[str, Any]:
        """A label is needed; a pursuit gives its title. An amount needs its currency."""
        said = super().clean() or self.cleaned_data
        named = next((said[name] for name in ("contract", "service", "pursuit") if said.get(name)), None)
        if not said.get("label") and named:
            said["label"] = getattr(named, "title", "") if isinstance(named, Pursuit) else str(named)
            said["label"] = said["label"][:500]
        if not said.get("label"):
            self.add_error("label", _("Say what it is, or choose a pursuit, a contract or an e-service."))
        if said.get("amount") is not None and not said.get("currency"):
            self.add_error("currency", _("An amount needs its currency."))
        return said


class MoveForm(forms.Form):
    """Why a commitment is moved, and to which day."""

    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
    due = forms.DateField(label=_("New day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
