"""Whether a clause that names lots speaks of the lot that is looked at."""

from __future__ import annotations

import re

from karavel.routes.requirements.pattern import Pattern

_LOT = (
    r"lots?|lose?|lotes?|lott[oi]|lotul\w*|loturi\w*|część|części|perce(?:el|len)|част|osa|část|časť"
    r"|delaftale|delkontrakt|anbudsområde"
)
_NUMBERS = Pattern(
    rf"(?<![^\W_])(?:{_LOT})\s(?:n\s?[oº°]?s?\.?\s|nos\.?\s|nr\.?\s|nº\s)?"
    r"(?P<numbers>\d{1,3}(?:\s?(?:,|-|–|/|&|et|und|and|e|y|i|à|bis|to|a|oraz|și)\s?\d{1,3})*)(?![\d.,]*\d)"
    r"(?!\s(?:últim|mejor|primer|años|ejercicios|meses|siguient))",  # "los 3 últimos años" is no German "Los 3"
    re.IGNORECASE,
)
_RANGE = Pattern(r"(\d+)\s?(?:-|–|à|bis|to|a)\s?(\d+)", re.IGNORECASE)


def concerns(clause: str, lot_id: str, *, one_figure: bool = False) -> bool:
    """Whether a clause holds for a lot: it names none by number, or this one and no others with terms of their own.

    With ``one_figure`` the clause has one figure only, which then holds for every lot that it names.
    """
    named = [_expand(match["numbers"]) for match in _NUMBERS.finditer(clause)]
    own = re.search(r"(\d+)$", lot_id)
    if not named or own is None:
        return True
    every = {number for group in named for number in group}
    return (len(named) == 1 or one_figure) and int(own[1]) in every


def _expand(numbers: str) -> list[int]:
    found = [int(number) for number in re.findall(r"\d+", numbers)]
    for first, last in _RANGE.findall(numbers):
        found.extend(range(int(first), int(last) + 1))
    return found
