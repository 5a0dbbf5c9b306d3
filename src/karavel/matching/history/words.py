"""What a contract says, as words of several kinds; buyers and codes are words too."""

from __future__ import annotations

from typing import Final

from karavel.matching.cpv.grams import folded
from karavel.matching.history.contracts import Contract

#: Digits at which two codes may agree: division, group, class, category, all.
_LEVELS: Final = (2, 3, 4, 5, 8)
_SHORTEST: Final = 2
_GRAMS: Final = (3, 4, 5)


def title(contract: Contract) -> list[str]:
    """The title's words."""
    return _words(contract.title)


def buyer(contract: Contract) -> list[str]:
    """The words of the buyer's name, which tell its kind and place, and the whole of it."""
    return [*_words(contract.buyer), f"buyer:{folded(contract.buyer)}"]


def codes(contract: Contract) -> list[str]:
    """Its codes at every level."""
    return [f"cpv:{code[:digits]}" for code in contract.cpv for digits in _LEVELS]


def whole(contract: Contract) -> list[str]:
    """Title, codes and buyer together."""
    return [*title(contract), *codes(contract), *buyer(contract)]


def same_buyer(contract: Contract) -> list[str]:
    """The buyer alone."""
    return [folded(contract.buyer)]


def grams(text: str) -> list[str]:
    """Character n-grams within words: brand names and firms' names survive endings and hyphens."""
    words = [f" {word} " for word in folded(text).split()]
    return [word[at : at + size] for word in words for size in _GRAMS for at in range(len(word) - size + 1)]


def _words(text: str) -> list[str]:
    return [word for word in folded(text).split() if len(word) >= _SHORTEST]
