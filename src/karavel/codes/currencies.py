"""Currencies: ISO 4217, with the SDR of the IMF (``XDR``) and the historic ones that old notices carry.

A symbol is read only where one currency alone bears it: ``$`` and ``£`` are never guessed.
"""

from __future__ import annotations

from functools import lru_cache

from karavel.codes.sentences import CURRENCY_MEANT, NO_CURRENCY, invalid
from karavel.codes.spelling import by_name, closest, fold
from karavel.codes.tables import rows

_TABLE = rows("karavel.codes", "currencies.csv")
NAMES: dict[str, str] = {row["code"]: row["name"] for row in _TABLE}
"""Code → English name, current and historic."""

ENDED: dict[str, int] = {row["code"]: int(row["until"]) for row in _TABLE if row["until"]}
"""Historic code → the year in which another currency replaced it."""

_SYMBOLS = {"€": "EUR", "₼": "AZN", "₾": "GEL", "₴": "UAH", "₸": "KZT", "₽": "RUB", "֏": "AMD", "₺": "TRY", "₪": "ILS"}
_SPELLINGS = by_name((code, (code, name)) for code, name in NAMES.items()) | {
    "euros": "EUR",
    "sdr": "XDR",
    "manat": "AZN",
    "lei moldovenesti": "MDL",
}

_LONGEST_CODE = 3


@lru_cache(maxsize=4_096)
def from_any(text: str | None) -> str | None:
    """The ISO 4217 code of a code, name or unambiguous symbol; None where it is unknown, never a guess."""
    if not text:
        return None
    if text in NAMES:
        return text
    return _SYMBOLS.get(text.strip()) or _SPELLINGS.get(fold(text))


def require(text: str) -> str:
    """The canonical code of a code; raises InvalidCode with the closest currency for a name or anything else."""
    code = from_any(text) if len(text) <= _LONGEST_CODE else None
    if code is None:
        meant = suggest(text)
        raise invalid(CURRENCY_MEANT if meant else NO_CURRENCY, text, meant=meant)
    return code


def suggest(text: str) -> str | None:
    """The currency that a misspelt text was meant to be (``"EURO"`` → ``"EUR"``), or None."""
    return from_any(text) or closest(text, _SPELLINGS)


def is_historic(code: str, year: int) -> bool:
    """Whether a known currency had been replaced before that year began."""
    return ENDED.get(code, year + 1) < year
