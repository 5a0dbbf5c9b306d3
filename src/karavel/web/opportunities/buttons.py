"""The buttons of a row, made of ``opportunities/_acts.html`` once for all rows that have the same ones.

Rows differ by lot and by nothing else: the template is rendered with marks where a lot's names belong, and each row
puts its own there. A page of 25 rows took a third of its time for the same words and addresses 25 times.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from karavel import texts
from karavel.answers.match import MatchedLot
from karavel.web.opportunities.marks import Mark

#: What stands for the notice, the lot, its place on the page, the page to go back to, the token against forgery.
_MARKS: Final = ("mark7notice", "mark7lot", "mark7place", "mark7next", "mark7token")
_ANY: Final = re.compile("|".join(f"({mark})" for mark in _MARKS))


class _Named:
    """A lot as far as its buttons name it."""

    notice_id, lot_id = _MARKS[:2]


class _Asked:
    """A request as far as the buttons look at it."""

    method = "GET"
    get_full_path = _MARKS[3]


def buttons(lot: MatchedLot, place: str, mark: Mark, may: dict[str, bool], back: str, token: str) -> SafeString:
    """The buttons of a lot.

    Args:
        lot: whose they are.
        place: its name in the ids of the page.
        mark: what was done with it.
        may: which buttons there are.
        back: the address of the page.
        token: against forged requests.
    """
    own = tuple(map(escape, (lot.notice_id, lot.lot_id, place, back, token)))
    pieces = _pieces(texts.current(), mark, frozenset(name for name, allowed in may.items() if allowed))
    return SafeString("".join(piece if isinstance(piece, str) else own[piece] for piece in pieces))


@lru_cache(maxsize=256)
def _pieces(language: str, mark: Mark, may: frozenset[str]) -> tuple[str | int, ...]:
    """The template's text, cut at the marks; of these the number stands."""
    del language  # it is what the template speaks, so each has its own
    shown = {
        "lot": _Named,
        "place": _MARKS[2],
        "mark": mark,
        "may": dict.fromkeys(may, True),
        "request": _Asked,
        "csrf_token": _MARKS[4],
    }
    cut = _ANY.split(render_to_string("opportunities/_acts.html", shown))
    return tuple(_MARKS.index(piece) if piece in _MARKS else piece for piece in cut if piece is not None)
