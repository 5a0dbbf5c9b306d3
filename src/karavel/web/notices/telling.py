"""What a notice says, in the reader's language where it has words in it."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from karavel import texts
from karavel.codes.cpv_labels import compact
from karavel.notices import Money

_SENTENCES: Final = 2
_LONGEST: Final = 420  # characters of two sentences
_END: Final = re.compile(r"(?<=[.!?…])\s+(?=\S)")


class Told(NamedTuple):
    """A text and its language; ``translated`` where it is not the original's."""

    text: str
    language: str
    translated: bool


def told(said: dict[str, Any], language: str | None, name: str, names: str) -> Told:
    """A field of a notice or lot: the reader's language first, else the original."""
    own = texts.current()
    other = said.get(names, {}).get(own, "")
    if other and own != language:
        return Told(other, own, translated=True)
    return Told(said.get(name) or "", language or "", translated=False)


def title(notice: dict[str, Any], lot: dict[str, Any] | None = None) -> Told:
    """The title of a notice, or of one of its lots."""
    found = told(lot or notice, notice["language"], "title", "titles")
    return found if found.text or lot is None else title(notice)


def description(notice: dict[str, Any], lot: dict[str, Any] | None = None) -> Told:
    """What is wanted, in full."""
    return told(lot or notice, notice["language"], "description", "descriptions")


def brief(text: str) -> str:
    """The first two sentences, cut at a word where they are long."""
    first = " ".join(_END.split(" ".join(text.split()))[:_SENTENCES])
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST].rsplit(' ', 1)[0]}…"


def amount(value: dict[str, Any] | None) -> Money | None:
    """An amount of an answer."""
    return Money(value["amount"], value["currency"]) if value else None


class Trade(NamedTuple):
    """A CPV code with its name."""

    code: str
    label: str


def trades(codes: list[str] | tuple[str, ...]) -> list[Trade]:
    """CPV codes by their names in the reader's language; a code that nobody knows stands alone."""
    labels = compact()
    said = ((code, labels.describe(code, texts.current())) for code in codes)
    return [Trade(code, label if label != code else "") for code, label in said]
