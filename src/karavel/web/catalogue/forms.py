"""Forms of the catalogue's desk. What an imported file said beyond a form's fields stays as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from karavel import texts
from karavel.services import SERVICE, move_to
from karavel.services.codes import LEVELS, LISTS
from karavel.web.catalogue.fields import (
    AddressField,
    ConceptField,
    ConceptsField,
    CurrencyField,
    KeywordsField,
    LanguagesField,
    ListField,
    PlacesField,
    TextsField,
)
from karavel.web.catalogue.importing import Plan, homeless, placeless
from karavel.web.catalogue.models import CompetentAuthority, PublicService, ServiceChange, ServicePart
from karavel.web.catalogue.speaking import concept_name

_DURATION: Final = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")
_DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class _Keeping(forms.ModelForm):  # type: ignore[type-arg]  # not so at run time
    """A form that leaves alone what its fields cannot show: words in other languages, concepts of others."""

    def clean(self) -> dict[str, Any]:
        """Adds what the row had and the form could not show."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if name in found and isinstance(field, TextsField | ConceptsField):
                found[name] = [*found[name], *self._beyond(name, field)]
        return found

    def _beyond(self, name: str, field: forms.Field) -> list[Any]:
        before = getattr(self.instance, name, None) or []
        if isinstance(field, ConceptsField):
            known = {code for code, _words in field.choices}  # type: ignore[union-attr, misc]  # pairs
            return [one for one in before if one not in known]
        if isinstance(field, KeywordsField):
            return [pair for pair in before if pair[0] not in texts.LANGUAGES]
        shown: set[str] = set()
        left = []
        for language, text in before:
            if language not in texts.LANGUAGES or language in shown:
                left.append([language, text])
            shown.add(language)
        return left


class AuthorityForm(_Keeping):
    """An authority."""

    names = TextsField(label=_("Name"))
    spatial = PlacesField(label=_("Countries"), help_text=_("Codes with commas: AZ, PT."))
    homepage = AddressField(label=_("Homepage"), required=False, max_length=2000)

    class Meta:
        model = CompetentAuthority
        fields = ("names", "identifier", "spatial", "homepage")


class ServiceForm(_Keeping):
    """What a service says of itself; its level and state have a form of their own."""

    titles = TextsField(label=_("Title"))
    descriptions = TextsField(label=_("Description"), long=True)
    keywords = KeywordsField(label=_("Keywords"), required=False, help_text=_("Several with commas."))
    languages = LanguagesField(label=_("Languages"), required=False, help_text=_("Codes with commas: az, pt, en."))
    spatial = PlacesField(label=_("Where"), required=False, help_text=_("Codes with commas: AZ, PT."))
    audience = ConceptsField("audience", label=_("For whom"), required=False)
    types = ConceptsField("type", label=_("Function of government"), required=False)
    life = ConceptsField("life", label=_("Life events"), required=False)
    business = ConceptsField("business", label=_("Business events"), required=False)
    pages = ListField(label=_("Pages about it"), required=False)
    processing_time = forms.CharField(
        label=_("Processing time"),
        required=False,
        max_length=40,
        help_text=_("As ISO 8601 has it: P5D is five days, PT2H two hours."),
    )

    class Meta:
        model = PublicService
        fields = (
            "titles",
            "descriptions",
            "identifier",
            "keywords",
            "languages",
            "spatial",
            "cross_border",
            "audience",
            "types",
            "life",
            "business",
            "pages",
            "processing_time",
        )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            held = list(self.instance.events.values_list("kind", "uri"))
            for kind in ("life", "business"):
                ours = {concept.uri: code for code, concept in LISTS[kind].items()}
                self.fields[kind].initial = [ours[uri] for of, uri in held if of == kind and uri in ours]

    def clean_processing_time(self) -> str:
        """Refuses what is no duration."""
        text: str = self.cleaned_data["processing_time"].strip().upper()
        if text and not _DURATION.fullmatch(text):
            raise ValidationError(_("%(text)s is no duration; write five days as P5D.") % {"text": text})
        return text

    def clean_identifier(self) -> str:
        """Refuses an identifier that another service of the organisation has."""
        text: str = self.cleaned_data["identifier"]
        if PublicService.objects.filter(identifier=text).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another service has this identifier."))
        return text


class WhyForm(forms.Form):
    """Why something is changed, and from which day on."""

    cause = forms.ChoiceField(label=_("Cause"), choices=ServiceChange.Cause.choices, initial="own-work")
    reference = forms.CharField(
        label=_("Reference"),
        required=False,
        max_length=500,
        help_text=_("Which contract and milestone, which article of a law, what was wrong."),
    )
    on = forms.DateField(
        label=_("From"),
        widget=_DAY,
        initial=timezone.localdate,
        help_text=_("A correction may lie in the past: it holds until the next change after that day."),
    )


def levels() -> list[tuple[int, str]]:
    """The levels of an e-service, as forms of every room offer them."""
    return [(level, f"{level} · {concept_name('level', str(level))}") for level in LEVELS]


class ChangeForm(WhyForm):
    """A service's new level, state and authority."""

    level = forms.TypedChoiceField(label=_("Level"), choices=levels, coerce=int)
    status = forms.ChoiceField(label=_("State"))
    authority: forms.ModelChoiceField[CompetentAuthority] = forms.ModelChoiceField(label=_("Authority"), queryset=None)
    field_order = ("level", "status", "authority", "cause", "reference", "on")

    def __init__(self, *args: Any, service: PublicService | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["authority"].queryset = CompetentAuthority.objects.all()  # type: ignore[attr-defined]
        states = SERVICE.states if service is None else _reached(service.state)
        self.fields["status"].choices = [(state, concept_name("status", state)) for state in states]  # type: ignore[attr-defined]
        if service is not None:
            now = {"level": service.level, "status": service.state, "authority": service.authority_id}
            self.initial = {**now, **self.initial}


def _reached(state: str) -> list[str]:
    return [one for one in SERVICE.states if one == state or move_to(state, one)]


class UploadForm(forms.Form):
    """A file of CPSV-AP."""

    file = forms.FileField(label=_("CPSV-AP file"), help_text=_("Turtle, JSON-LD or RDF/XML, up to 16 MB."))


class TakeForm(forms.Form):
    """Whether to take a file over, and what holds where it says nothing of state, authority or country."""

    authority: forms.ModelChoiceField[CompetentAuthority] = forms.ModelChoiceField(
        label=_("Services of which the file names no authority belong to"),
        queryset=None,
        required=False,
        empty_label=_("Leave them out"),
    )
    spatial = PlacesField(
        label=_("Authorities of which the file names no country are in"),
        required=False,
        help_text=_("Codes with commas: AZ, PT."),
    )
    status = forms.ChoiceField(
        label=_("Services of which the file names no state are"), widget=forms.RadioSelect, initial="planned"
    )
    on = forms.DateField(label=_("From"), widget=_DAY, initial=timezone.localdate)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        pairs = [(state, concept_name("status", state)) for state in ("planned", "active")]
        self.fields["status"].choices = pairs  # type: ignore[attr-defined]
        self.fields["authority"].queryset = CompetentAuthority.objects.all()  # type: ignore[attr-defined]

    def only_what_lacks(self, plans: Sequence[Plan]) -> None:
        """Asks for nothing that the file says itself."""
        if not homeless(plans):
            del self.fields["authority"]
        if not placeless(plans):
            del self.fields["spatial"]


#: Parts that SHACL asks a title of.
_TITLED: Final = frozenset({"ServiceInput", "ServiceOutput", "ServiceRule"})
#: The fields of parts by the names of their columns; a part's form has those that its model has.
_PART_FIELDS: Final[dict[str, Any]] = {
    "titles": lambda model: TextsField(label=_("Title"), required=model in _TITLED),
    "descriptions": lambda _model: TextsField(label=_("Description"), required=False, long=True),
    "languages": lambda _model: LanguagesField(
        label=_("Languages"), required=False, help_text=_("Codes with commas: az, pt, en.")
    ),
    "pages": lambda _model: ListField(label=_("Pages about it"), required=False),
    "implements": lambda _model: ListField(label=_("Addresses of the laws"), required=False),
    "page": lambda _model: AddressField(label=_("Page"), required=False, max_length=2000),
    "currency": lambda _model: CurrencyField(label=_("Currency"), required=False, max_length=2000),
}
#: Columns of parts that people fill in, in their order.
_ASKED: Final = (
    "type",
    "titles",
    "descriptions",
    "value",
    "currency",
    "email",
    "telephone",
    "page",
    "languages",
    "pages",
    "implements",
    "uri",
    "identifier",
)


def part_form(model: type[ServicePart]) -> type[_Keeping]:
    """The form of a kind of part."""
    columns = {field.name for field in model._meta.get_fields()}  # noqa: SLF001 - Django's public API in all but name
    fields: dict[str, Any] = {name: make(model.__name__) for name, make in _PART_FIELDS.items() if name in columns}
    if model.__name__ == "ServiceChannel":
        fields["type"] = ConceptField("channel", label=_("Kind"), required=False)
    if model.__name__ == "ServiceLaw":
        fields["uri"] = AddressField(label=_("Address of the law"), max_length=2000)
    asked = [name for name in _ASKED if name in columns and (name != "uri" or name in fields)]
    asked = [name for name in asked if name != "type" or name in fields]
    if "identifier" not in model.shape.__struct_fields__:
        asked.remove("identifier")
    meta = type("Meta", (), {"model": model, "fields": asked})
    return type(f"{model.__name__}Form", (_Keeping,), fields | {"Meta": meta})
