"""Words of the core as pages say them: verdicts, routes, countries, in the language in use."""

from __future__ import annotations

import unicodedata
from typing import Final

from django.utils.translation import gettext as _

from karavel import texts
from karavel.codes import country_names


def verdict_words(verdict: str) -> str:
    """A verdict in users' words."""
    return {
        "guaranteed": _("right to bid"),
        "open": _("admitted"),
        "discretionary": _("buyer decides"),
        "unknown": _("not settled"),
        "excluded": _("excluded"),
    }[verdict]


def route_words(kind: str, via: str | None = None) -> str:
    """A route in users' words, with the country that it leads through."""
    names = {
        "direct": _("direct"),
        "bank-financed": _("through the bank's rules"),
        "framework-entry": _("dynamic purchasing system"),
        "consortium": _("consortium"),
        "subcontract": _("subcontract"),
        "branch": _("branch"),
        "subsidiary": _("subsidiary"),
        "subsidiary-with-parent": _("subsidiary with its parent"),
    }
    return f"{names[kind]} · {country_name(via)}" if via else names[kind]


def gateway_words(kind: str, via: str | None) -> str:
    """A route as it is compared over all markets: where it leads through no gateway, it is in each buyer's country."""
    placed = {"subsidiary", "subsidiary-with-parent", "branch", "consortium", "subcontract"}
    if via is None and kind in placed:
        return _("%(route)s · each buyer's country") % {"route": route_words(kind)}
    return route_words(kind, via)


def country_name(code: str) -> str:
    """A country (alpha-2) by its name in the language in use."""
    return country_names.name_in(code, texts.current())


#: Letters of Azerbaijani that stand in their own place and not beside the letter they look like.
_AZERBAIJANI: Final = {letter: place for place, letter in enumerate("abcçdeəfgğhxıijkqlmnoöprsştuüvyz")}

#: Letters that Unicode does not take apart, and what people look for them under.
_UNMARKED: Final = {"ə": "e", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "s"}


def collated(text: str) -> tuple[tuple[int, str], ...]:
    """A key to sort names by, as people look for them in the language in use.

    Latin before Cyrillic and the rest; accents and capitals count nothing, except that Azerbaijani's own letters stand
    where its alphabet has them (``ə`` after ``e``, ``x`` after ``h``, ``ı`` before ``i``).
    """
    own = texts.current() == "az"
    if own:
        text = text.replace("I", "ı").replace("İ", "i")
    return tuple(_place(letter, own=own) for letter in text.lower() if letter.isalnum() or letter.isspace())


def _place(letter: str, *, own: bool) -> tuple[int, str]:
    if own and letter in _AZERBAIJANI:
        return 1, chr(ord("a") + _AZERBAIJANI[letter])
    plain = _UNMARKED.get(letter) or unicodedata.normalize("NFD", letter)[0]
    if own and plain in _AZERBAIJANI:
        plain = chr(ord("a") + _AZERBAIJANI[plain])
    return _script(plain), plain


def _script(letter: str) -> int:
    """Figures and blanks first, then Latin, then the rest in the order of Unicode's blocks (Greek, Cyrillic, …)."""
    if not letter.isalpha():
        return 0
    return 1 if unicodedata.name(letter, "").startswith("LATIN") else 2
