"""What is said of a text that is no code: why not, and which code it may have meant."""

from __future__ import annotations

from typing import Any, Final

from karavel.errors import InvalidCode, Mistake
from karavel.texts.marking import N_, say

NO_COUNTRY: Final = N_('"{text}" is not a country code; write two letters of ISO 3166-1, such as "AZ" or "PT"')
COUNTRY_MEANT: Final = N_('"{text}" is not a country code; did you mean "{meant}"?')
NO_CURRENCY: Final = N_('"{text}" is not a currency code; write three letters of ISO 4217, such as "EUR" or "AZN"')
CURRENCY_MEANT: Final = N_('"{text}" is not a currency code; did you mean "{meant}"?')
NO_LANGUAGE: Final = N_('"{text}" is not a language code; write two letters of ISO 639-1, such as "az" or "en"')
LANGUAGE_MEANT: Final = N_('"{text}" is not a language code; did you mean "{meant}"?')
NO_NUTS: Final = N_(
    '"{text}" is not a NUTS code; those are a country (EL, UK, else ISO) and up to three letters or digits'
)

NO_CPV: Final = N_('"{text}" is not a CPV code; CPV codes have 8 digits, such as 72200000')
CPV_SUPPLEMENTARY: Final = N_('"{text}" is a supplementary CPV code; name the subject itself with eight digits')
CPV_ONE_DIGIT: Final = N_('"{text}" has 1 digit; CPV codes have 8')
CPV_DIGITS: Final = N_('"{text}" has {count} digits; CPV codes have 8')
CPV_DIVISION: Final = N_('"{text}" is not a CPV code of 2008: there is no division {division}')
CPV_CHECK_DIGIT: Final = N_(
    '"{text}" has the check digit {written}, but {code} has {right}: one of its digits is wrong'
)
CPV_UNKNOWN: Final = N_('"{text}" is not a CPV code of 2008')
CPV_MEANT: Final = N_("{sentence}: {code} {label}?")

_LONGEST_SHOWN: Final = 60


def invalid(sentence: str, text: object, /, **values: Any) -> InvalidCode:
    """The error for a text that is no code; the text is quoted in the sentence, cut when it is long."""
    shown = str(text)
    shown = shown if len(shown) <= _LONGEST_SHOWN else shown[: _LONGEST_SHOWN - 1] + "…"
    return _told(say(sentence, text=shown, **values))


def with_suggestion(error: InvalidCode, code: str, label: str) -> InvalidCode:
    """The same error, ending with the code that was probably meant."""
    return _told(say(CPV_MEANT, sentence=str(error), code=code, label=label))


def _told(message: str) -> InvalidCode:
    return InvalidCode(message, (Mistake("", message),))
