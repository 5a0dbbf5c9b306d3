"""A search that is kept: its words and filters, and what its last run found."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from msgspec import Struct

from karavel.companies import sentences
from karavel.errors import UsageError
from karavel.texts.marking import say

#: Names are names of files: letters of any alphabet, figures, blanks, dots, dashes; no dot in front.
_NAME: Final = re.compile(r"[^\W_][\w .-]{0,59}")


class Criteria(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a search asks for; an empty filter lets everything through.

    Attributes:
        words: ranked by; without any, the newest come first.
        markets: buyer countries, alpha-2.
        cpv: codes; a code stands for its whole branch.
        languages: of the notices, ISO 639-1.
        buyer: words of the buyer's name.
        least_eur, most_eur: of the estimate; a lot without one is left out when either is given.
        closes_from, closes_until: days between which the deadline lies.
        verdicts: on a bid from home, for the company that searches.
        every: closed calls and those published later as well.
    """

    words: str = ""
    markets: tuple[str, ...] = ()
    cpv: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    buyer: str = ""
    least_eur: float | None = None
    most_eur: float | None = None
    closes_from: date | None = None
    closes_until: date | None = None
    verdicts: tuple[str, ...] = ()
    every: bool = False


class SavedSearch(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A search under a name.

    Attributes:
        ran: the day of its last run; None before the first.
        seen: the lots found by its runs so far, ``notice id/lot id``: what is not there is new.
    """

    name: str
    criteria: Criteria
    ran: date | None = None
    seen: tuple[str, ...] = ()


def named(text: str) -> str:
    """A name under which a search can be saved.

    Raises:
        UsageError: it is none.
    """
    name = " ".join(text.split())
    if not _NAME.fullmatch(name):
        raise UsageError(say(sentences.SEARCH_NAME, name=text))
    return name
