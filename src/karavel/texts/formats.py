"""Money, numbers and dates as the reader's locale writes them (Unicode CLDR, through Babel)."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_currency, format_currency, format_decimal

from karavel.texts.language import current

#: Language to CLDR locale: Portuguese is Portugal's.
_LOCALES: Final = {"en": "en", "pt": "pt_PT", "az": "az"}
#: A currency of letters beside a figure. CLDR sets them apart (its pattern ``alphaNextToNumber``), babel does not.
_TOUCHING: Final = re.compile(r"(?<=[^\W\d_])(?=\d)")
_ROUND_FROM = 1000  # cents say nothing beside thousands


def _locale() -> str:
    return _LOCALES[current()]


def money(amount: float, currency: str) -> str:
    """An amount with its currency: ``€310,000`` or ``310 000 €``; cents only below a thousand."""
    return _money(amount, currency, current())


@lru_cache(maxsize=4096)
def _money(amount: float, currency: str, language: str) -> str:
    """Remembered, as the fees of one plan stand in thousands of others."""
    digits = abs(amount) < _ROUND_FROM and amount != int(amount)
    pattern = None if digits else "¤#,##0" if language == "en" else "#,##0\N{NO-BREAK SPACE}¤"
    return _apart(format_currency(amount, currency, pattern, locale=_LOCALES[language], currency_digits=digits))


def compact_money(amount: float, currency: str) -> str:
    """An amount for a narrow column: ``€310K``, ``€1.2M``."""
    return _compact(amount, currency, current())


@lru_cache(maxsize=4096)
def _compact(amount: float, currency: str, language: str) -> str:
    return _apart(format_compact_currency(amount, currency, locale=_LOCALES[language], fraction_digits=_digits(amount)))


def _apart(text: str) -> str:
    """``GEL 340K`` instead of ``GEL340K``, with a blank that does not break."""
    return _TOUCHING.sub("\N{NO-BREAK SPACE}", text)


def _digits(amount: float) -> int:
    """One decimal where it says something: for millions below ten."""
    return int(1_000_000 <= abs(amount) < 10_000_000)  # noqa: PLR2004 - said in the docstring


def number(value: float) -> str:
    """A number with the locale's separators."""
    return _number(value, current())


@lru_cache(maxsize=4096)
def _number(value: float, language: str) -> str:
    return str(format_decimal(value, locale=_LOCALES[language]))


def day(value: date) -> str:
    """A day in the locale's medium form: ``24 Nov 2026``."""
    return _day(value, current())


@lru_cache(maxsize=4096)
def _day(value: date, language: str) -> str:
    return str(format_date(value, "d MMM y" if language == "en" else "medium", locale=_LOCALES[language]))


def month(value: date) -> str:
    """The month of a day, short, as it stands alone: ``Nov``."""
    return str(format_date(value, "LLL", locale=_locale()))


def language_name(code: str) -> str:
    """A language (ISO 639-1) as the reader calls it: ``Portuguese``, ``português``; the code where CLDR has no name."""
    return _language_name(code, current())


@lru_cache(maxsize=4096)
def _language_name(code: str, language: str) -> str:
    return str(Locale.parse(_LOCALES[language]).languages.get(code, code))


def exact_money(amount: float, currency: str) -> str:
    """An amount to the cent, with the currency's code: ``310,000.00 EUR``; for contracts and receipts."""
    return str(format_currency(amount, currency, "#,##0.00 ¤¤", locale=_locale()))
