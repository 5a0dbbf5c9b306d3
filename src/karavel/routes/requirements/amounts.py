"""Sums of money in running text: ``150 000 EUR``, ``€1.2 million``, ``1 200 хил. лв``, ``3 Mio. Euro``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from karavel.routes.requirements.pattern import Pattern

# Words for powers of ten; longer ones first, so that "millions" is not read as "mil" (a thousand in Portuguese).
_SCALES = (
    (r"milliards?|billion|miliard\w*|mld\.?|mrd\.?|bn", 1e9),
    (
        r"milli?on\w*|millones|mill?ón|milh(?:ões|ão)|mil[ij]o\w+|mio\.?|mln\.?|млн\.?|milj\.?|mill\.?|εκατ\w*\.?|m",
        1e6,
    ),
    (r"tausend|thousand|tys\.?|хил\.?|тыс\.?|tis\.?|mille|mii|mila|mil|duizend|t|k", 1e3),
)
_SCALE = Pattern("|".join(f"(?P<s{n}>{words})" for n, (words, _) in enumerate(_SCALES)))
_POUNDS = frozenset({"gbp", "£"})

#: Words and signs that mean one currency only.
CURRENCIES = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "eiro": "EUR",
    "eurų": "EUR",
    "eurot": "EUR",
    "ευρώ": "EUR",
    "zł": "PLN",
    "złotych": "PLN",
    "pln": "PLN",
    "kč": "CZK",
    "czk": "CZK",
    "sek": "SEK",
    "nok": "NOK",
    "dkk": "DKK",
    "ron": "RON",
    "mdl": "MDL",
    "ft": "HUF",
    "huf": "HUF",
    "лв": "BGN",
    "bgn": "BGN",
    "лева": "BGN",
    "gbp": "GBP",
    "usd": "USD",
    "chf": "CHF",
    "azn": "AZN",
    "manat": "AZN",
    "грн": "UAH",
    "uah": "UAH",
    "try": "TRY",
    "kzt": "KZT",
    "brl": "BRL",
    "r$": "BRL",
    "hrk": "HRK",
    "kn": "HRK",
}
#: Signs that several currencies bear, each read only as the lot's own currency.
SHARED = {
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "lei": ("RON", "MDL"),
    "£": ("GBP",),
    "$": ("USD", "CAD", "AUD", "NZD"),
}

_SIGN = "|".join(sorted(map(re.escape, (*CURRENCIES, *SHARED)), key=len, reverse=True))
_NUMBER = r"0[.,]\d{1,4}(?!\d)|\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
_WORDS = "|".join(words for words, _ in _SCALES)
_AFTER = rf"(?P<number>{_NUMBER})(?:[.,]?[-–—])?\s?(?P<scale>(?:{_WORDS})(?![^\W\d_]))?\s?(?P<sign>{_SIGN})(?![^\W\d_])"
_BEFORE = (
    rf"(?<![^\W_])(?P<sign2>{_SIGN})\.?\s?(?P<number2>{_NUMBER})\s?(?P<scale2>(?:{_WORDS})(?![^\W\d_]))?(?![^\W_])"
)
_MONEY = Pattern(f"{_AFTER}|{_BEFORE}")


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount found in a text; ``currency`` is None where its sign belongs to several."""

    amount: float
    currency: str | None


def sums(text: str, currency: str | None = None) -> Iterator[Sum]:
    """Every sum of money in a text; ``currency`` is the lot's own, which settles signs that several share."""
    for match in _MONEY.finditer(text.lower()):
        number = match["number"] or match["number2"]
        scale = match["scale"] or match["scale2"]
        sign = match["sign"] or match["sign2"]
        yield Sum(plain(number) * _times(scale, sign), _currency(sign, currency))


def plain(number: str) -> float:
    """A number as written in any of Europe's ways: ``1.200.000,50``, ``1,200,000.50``, ``1 200 000``, ``1,5``."""
    digits = re.sub(r"[ '’\u00a0\u202f]", "", number)
    if digits.startswith(("0.", "0,")):
        return float(digits.replace(",", "."))
    decimal = re.search(r"[.,](\d{1,2})$", digits)
    whole = digits[: decimal.start()] if decimal else digits
    return float(re.sub(r"[.,]", "", whole) + (f".{decimal[1]}" if decimal else ""))


def _times(scale: str | None, sign: str) -> float:
    if scale == "mil" and sign in _POUNDS:
        return 1e6  # a thousand in Portuguese and Spanish, short for million in Britain
    found = _SCALE.fullmatch(scale) if scale else None
    if found is None or found.lastgroup is None:
        return 1.0
    return _SCALES[int(found.lastgroup[1:])][1]


def _currency(sign: str, own: str | None) -> str | None:
    if sign in CURRENCIES:
        return CURRENCIES[sign]
    shared = SHARED[sign]
    if own in shared:
        return own
    return shared[0] if len(shared) == 1 else None
