"""Countries: ISO 3166-1 alpha-2, out of what notices write (alpha-3, the EU's own codes, names).

Canonical is ISO 3166-1 with ``XK`` for Kosovo, a user-assigned code that the EU uses as well. The EU writes ``UK`` and
``EL`` where ISO has ``GB`` and ``GR``; TED wrote ``1A`` and eForms ``1A0`` or ``XKX`` for Kosovo.
Names here are English, official and native forms of our own choosing; ``country_names`` knows every language of CLDR.
Who belongs to the EU or the EEA on a day is law, not a code: it is not here.
"""

from __future__ import annotations

from functools import lru_cache

from karavel.codes.sentences import COUNTRY_MEANT, NO_COUNTRY, invalid
from karavel.codes.spelling import by_name, closest, fold
from karavel.codes.tables import rows

_TABLE = rows("karavel.codes", "countries.csv")
NAMES: dict[str, str] = {row["alpha2"]: row["name"] for row in _TABLE}
"""Canonical code → English name."""

_ALPHA3 = {row["alpha2"]: row["alpha3"] for row in _TABLE}
_SPELLINGS = by_name(
    (row["alpha2"], (row["alpha2"], row["alpha3"], row["name"], *row["also"].split("|"))) for row in _TABLE
)
_EU = {"GB": "UK", "GR": "EL"}

_LONGEST_CODE = 3


@lru_cache(maxsize=16_384)
def from_any(text: str | None) -> str | None:
    """The canonical code of a country code or name, or None: ``"PRT"``, ``"UK"``, ``"1A0"``, ``"England"``."""
    if not text:
        return None
    return text if text in NAMES else _SPELLINGS.get(fold(text))


def require(text: str) -> str:
    """The canonical code of a code; raises InvalidCode with the closest country for a name or anything else."""
    code = from_any(text) if len(text) <= _LONGEST_CODE else None
    if code is None:
        meant = suggest(text)
        raise invalid(COUNTRY_MEANT if meant else NO_COUNTRY, text, meant=meant)
    return code


def suggest(text: str) -> str | None:
    """The country that a misspelt text was meant to be: ``"Azerbajan"`` → ``"AZ"``; None when nothing is near."""
    return from_any(text) or closest(text, _SPELLINGS)


def name(code: str) -> str:
    """The English name of a canonical code; the code itself where it is unknown."""
    return NAMES.get(code, code)


def to_alpha3(code: str) -> str | None:
    """ISO 3166-1 alpha-3 of a canonical code, as eForms writes it (``XKX`` for Kosovo)."""
    return _ALPHA3.get(code)


def to_eu(code: str) -> str:
    """The code as EU statistics, VAT and NUTS write it: ``GR`` → ``EL``, ``GB`` → ``UK``, all others unchanged."""
    return _EU.get(code, code)
