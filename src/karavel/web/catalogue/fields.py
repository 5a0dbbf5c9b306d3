"""Fields of forms for what the catalogue is made of: texts in three languages, codes, addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from karavel import texts
from karavel.codes import countries, currencies, languages
from karavel.errors import InvalidCode
from karavel.services import codes as lists
from karavel.services.addresses import is_address
from karavel.web.catalogue.speaking import concept_name
from karavel.web.context import OWN_NAMES

_LONGEST: Final = 10_000


class _TextsWidget(forms.MultiWidget):
    """An input a language, each with the language's name before it."""

    template_name = "catalogue/_texts.html"

    def __init__(self, widget: type[forms.Widget], attributes: dict[str, Any]) -> None:
        inner: dict[str, forms.Widget | type[forms.Widget]] = {
            code: widget(attrs=attributes | {"lang": code}) for code in texts.LANGUAGES
        }
        super().__init__(inner)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Gives each input its name in words."""
        context = super().get_context(name, value, attrs)
        for inner, code in zip(context["widget"]["subwidgets"], texts.LANGUAGES, strict=True):
            inner["label"], inner["lang"] = OWN_NAMES[code], code
        return context

    def decompress(self, value: Any) -> list[str]:
        """The first words of each language."""
        first: dict[str, str] = {}
        for language, text in value or ():
            first.setdefault(language, text)
        return [first.get(code, "") for code in texts.LANGUAGES]


class TextsField(forms.MultiValueField):
    """Words in each language; at least in one, where it is required."""

    def __init__(self, *, long: bool = False, **options: Any) -> None:
        inner = [forms.CharField(required=False, max_length=_LONGEST) for _code in texts.LANGUAGES]
        widget = _TextsWidget(forms.Textarea if long else forms.TextInput, {"rows": 3} if long else {})
        super().__init__(inner, require_all_fields=False, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        """Pairs as the inputs show them: a list of words, one a language."""
        pairs = bool(value) and isinstance(value[0], list | tuple)
        return self.widget.decompress(value) if pairs else value

    def compress(self, data_list: Sequence[str]) -> list[list[str]]:
        """Pairs of language and words."""
        return [[code, text] for code, text in zip(texts.LANGUAGES, data_list or (), strict=False) if text]


class KeywordsField(TextsField):
    """Several words in each language, with commas between them."""

    def compress(self, data_list: Sequence[str]) -> list[list[str]]:
        """A pair a word."""
        pairs = super().compress(data_list)
        return [[code, one.strip()] for code, text in pairs for one in text.split(",") if one.strip()]

    def prepare_value(self, value: Any) -> Any:
        """All words of a language in one input."""
        if not value or not isinstance(value[0], list | tuple):
            return value
        together: dict[str, list[str]] = {}
        for language, text in value:
            together.setdefault(language, []).append(text)
        return super().prepare_value([[language, ", ".join(words)] for language, words in together.items()])


class ListField(forms.CharField):
    """Several values with commas or on lines of their own, kept as a list."""

    def prepare_value(self, value: Any) -> Any:
        """The list as it is written."""
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        """The values, each as :meth:`one` takes it."""
        parts = str(value or "").replace("\n", ",").split(",")
        return list(dict.fromkeys(self.one(part.strip()) for part in parts if part.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the list is another."""
        return bool(self.to_python(self.prepare_value(initial)) != self.to_python(data))

    def one(self, text: str) -> str:
        """A value; an address here."""
        if not is_address(text):
            raise ValidationError(_("%(text)s is no address; write it whole, as https://….") % {"text": text})
        return text


class LanguagesField(ListField):
    """Languages by their codes."""

    def one(self, text: str) -> str:
        """A code of ISO 639-1."""
        try:
            return text if is_address(text) else languages.require(text)
        except InvalidCode as error:
            raise ValidationError(str(error)) from error


class PlacesField(ListField):
    """Countries by their codes, or addresses of other places."""

    def one(self, text: str) -> str:
        """A code of ISO 3166-1, or an address."""
        try:
            return text if is_address(text) else countries.require(text)
        except InvalidCode as error:
            raise ValidationError(str(error)) from error


class AddressField(forms.CharField):
    """One address of the web, which may become a link."""

    def clean(self, value: Any) -> Any:
        """The address."""
        text = super().clean(value)
        if text and not (is_address(text) and text.startswith(("https://", "http://"))):
            raise ValidationError(_("%(text)s is no address; write it whole, as https://….") % {"text": text})
        return text


class CurrencyField(forms.CharField):
    """A currency by its code."""

    def clean(self, value: Any) -> Any:
        """A code of ISO 4217."""
        text = super().clean(value)
        if text and not is_address(text) and text.upper() not in currencies.NAMES:
            raise ValidationError(_("%(text)s is no currency; write its code, as EUR.") % {"text": text})
        return text if is_address(text) else text.upper()


class ConceptsField(forms.MultipleChoiceField):
    """Concepts of a list; addresses of others that a row has already stay among the choices."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, name: str, **options: Any) -> None:
        self._list = name
        super().__init__(choices=self._ours, **options)

    def _ours(self) -> list[tuple[str, str]]:
        return [(code, concept_name(self._list, code)) for code in lists.LISTS[self._list]]


class ConceptField(forms.ChoiceField):
    """One concept of a list, or none."""

    def __init__(self, name: str, **options: Any) -> None:
        self._list = name
        super().__init__(choices=self._ours, **options)

    def _ours(self) -> list[tuple[str, str]]:
        found = [(code, concept_name(self._list, code)) for code in lists.LISTS[self._list]]
        return [("", _("not said")), *found]
