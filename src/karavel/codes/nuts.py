"""NUTS: the EU's codes of statistical regions, from the country (level 0) to small regions (level 3).

Read by syntax, not by a list: NUTS is revised every few years (2013, 2016, 2021, 2024) and old notices keep old codes.
Also the codes that TED used for other countries (``US``, ``TR``, ``MK00``), and ``Z`` codes for places outside
any region (``PTZZZ``). From the second level on a code has a digit, which tells it from a city in capitals: ``ROMA``,
``PARIS`` and ``LIMA`` are no regions of Romania, Panama and Liechtenstein. Regulation (EC) No 1059/2003, Article 3 and
Annex I.
"""

from __future__ import annotations

import re
from functools import lru_cache

from karavel.codes import countries
from karavel.codes.sentences import NO_NUTS, invalid

_SYNTAX = re.compile(r"([A-Z]{2}|1A)([0-9A-Z]?|(?=[A-Z]*\d)[0-9A-Z]{2,3}|Z{2,3})")
_EU_PREFIX = {"GR": "EL", "GB": "UK", "1A": "XK"}


@lru_cache(maxsize=16_384)
def normalise(text: str | None) -> str | None:
    """The code in capitals with NUTS's own country prefix (``gr300`` → ``EL300``), or None where it is no NUTS code."""
    match = _SYNTAX.fullmatch(text.strip().upper()) if text else None
    if match is None or countries.from_any(match[1]) is None:
        return None
    return _EU_PREFIX.get(match[1], match[1]) + match[2]


def require(text: str) -> str:
    """As ``normalise``; raises InvalidCode saying why the text is no NUTS code."""
    code = normalise(text)
    if code is None:
        raise invalid(NO_NUTS, text)
    return code


def country(code: str | None) -> str | None:
    """The country of a NUTS code as canonical alpha-2 (``EL300`` → ``GR``), or None."""
    known = normalise(code)
    return countries.from_any(known[:2]) if known else None


def level(code: str) -> int:
    """0 for a country, 1 for a group of regions, 2 for a region, 3 for a small region, of a normalised code."""
    return len(code) - 2


def is_within(code: str, region: str) -> bool:
    """Whether a normalised code lies in a region or is that region."""
    return code.startswith(region)
