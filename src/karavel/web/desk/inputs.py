"""Fields of the desk's forms: texts in several languages, codes, countries, currencies, moments in a zone."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from karavel.codes import countries, cpv, currencies, languages
from karavel.errors import InvalidCode
from karavel.texts import LANGUAGES, language_name
from karavel.web.words import collated, country_name

#: How a field of the browser for a day and a time writes them.
MOMENT: Final = "%Y-%m-%dT%H:%M"
#: Currencies in use, to choose from.
CURRENCIES: Final = [("", ""), *((code, code) for code in sorted(set(currencies.NAMES) - set(currencies.ENDED)))]


def spoken(original: str) -> tuple[str, ...]:
    """The languages in which a call is told: its own first, then those that Karavel speaks."""
    return tuple(dict.fromkeys((original, *LANGUAGES)))


class WordsInput(forms.Widget):
    """A text in each language of a call; ``NAME-pt`` is the Portuguese one."""

    template_name = "forms/words.html"
    use_fieldset = True

    def __init__(self, rows: int = 1, longest: int = 300) -> None:
        super().__init__()
        self.rows, self.longest = rows, longest
        self.languages: tuple[str, ...] = LANGUAGES

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> dict[str, str]:
        """What was said in each language; nothing where it is empty."""
        said = {
            code: str(data.get(f"{name}-{code}", "")).replace("\r\n", "\n").replace("\0", "").strip()
            for code in self.languages
        }
        return {code: text for code, text in said.items() if text}

    def value_omitted_from_data(self, data: Mapping[str, Any], _files: Any, name: str) -> bool:
        """Whether the form has none of its inputs."""
        return not any(f"{name}-{code}" in data for code in self.languages)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The inputs: the call's own language first, the others behind it."""
        context = super().get_context(name, value, attrs)
        said = value if isinstance(value, dict) else {}
        own_id = context["widget"]["attrs"].get("id", f"id_{name}")
        inputs = [(code, f"{name}-{code}", f"{own_id}_{code}", said.get(code, "")) for code in self.languages]
        context["widget"] |= {"own": inputs[0], "others": inputs[1:], "rows": self.rows, "longest": self.longest}
        context["widget"]["open"] = any(text for *_names, text in inputs[1:])
        return context


class WordsField(forms.Field):
    """A text by language (ISO 639-1); where it is required, in the language of the call.

    Args:
        rows: lines of each input; one is a single line.
        longest: letters that each language may have.
    """

    def __init__(self, *, rows: int = 1, longest: int = 300, **options: Any) -> None:
        self.longest = longest
        super().__init__(widget=WordsInput(rows, longest), **options)

    def speak(self, original: str) -> None:
        """Asks for the languages of a call."""
        self.widget = copy.copy(self.widget)
        self.widget.languages = spoken(original)

    def clean(self, value: Any) -> dict[str, str]:
        """The texts.

        Raises:
            ValidationError: it is not there in the call's language though it must be, or is in another; or it is too
                long in one.
        """
        original = self.widget.languages[0]
        if (self.required or value) and not value.get(original):
            raise ValidationError(_("Say it in %(language)s.") % {"language": language_name(original)})
        long = [language_name(code) for code, text in value.items() if len(text) > self.longest]
        if long:
            told = _("At most %(count)s letters in each language; too long in: %(languages)s.")
            raise ValidationError(told % {"count": self.longest, "languages": ", ".join(long)})
        return dict(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether a text is another one."""
        return (initial or {}) != (data or {})


class _Listed(forms.CharField):
    """Codes parted by lines, commas or blanks."""

    def prepare_value(self, value: Any) -> Any:
        """A list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The parts, each once."""
        return list(dict.fromkeys(str(value or "").replace(",", " ").replace(";", " ").split()))

    def validate(self, value: Any) -> None:
        """Something is there where it must be."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """None of its own."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether a code is another one."""
        return bool((initial or []) != self.to_python(data))


class CpvField(_Listed):
    """CPV codes, the main one first."""

    def clean(self, value: Any) -> list[str]:
        """Codes of eight digits.

        Raises:
            ValidationError: each that is none, with the closest one.
        """
        found, wrong = [], []
        for text in super().clean(value):
            try:
                found.append(cpv.require(text))
            except InvalidCode as error:
                wrong.append(str(error))
        if wrong:
            raise ValidationError(wrong)
        return list(dict.fromkeys(found))


class LanguagesField(_Listed):
    """Languages by their codes (ISO 639-1)."""

    def clean(self, value: Any) -> list[str]:
        """Codes of two letters.

        Raises:
            ValidationError: one is no code.
        """
        found = [code.lower() for code in super().clean(value)]
        wrong = unknown(found)
        if wrong:
            told = _("No language of ISO 639-1: %(codes)s. Write en, pt, az.")
            raise ValidationError(told % {"codes": ", ".join(wrong)})
        return found


class AddressesField(_Listed):
    """E-mail addresses, without capitals: mail programs make none of them."""

    def clean(self, value: Any) -> list[str]:
        """The addresses.

        Raises:
            ValidationError: one is none.
        """
        found = [address.lower() for address in super().clean(value)]
        wrong = [address for address in found if not _is_address(address)]
        if wrong:
            raise ValidationError(_("No e-mail address: %(wrong)s.") % {"wrong": ", ".join(wrong)})
        return list(dict.fromkeys(found))


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def unknown(codes: Iterable[str]) -> list[str]:
    """Codes that are no language."""
    return [code for code in codes if code not in languages.NAMES]


def named_countries() -> list[tuple[str, str]]:
    """Every country by its name in the language in use, none first: a form calls this each time that it is made."""
    named = [(code, country_name(code)) for code in countries.NAMES]
    return [("", ""), *sorted(named, key=lambda one: collated(one[1]))]


class CountryField(forms.ChoiceField):
    """A country (ISO 3166 alpha-2), chosen by its name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=named_countries, **options)


class CurrencyField(forms.ChoiceField):
    """A currency in use (ISO 4217)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=CURRENCIES, **options)


class MomentField(forms.DateTimeField):
    """A day and a time, in the zone in force (:func:`django.utils.timezone.override`)."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(widget=widget, input_formats=[MOMENT, f"{MOMENT}:%S"], **options)


class WebField(forms.URLField):
    """An address of the web, of https where it does not say."""

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)
