"""What a call says, as words of several kinds; buyers, places and codes are words too."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from karavel.codes.cpv_labels import compact
from karavel.matching.cpv.grams import folded
from karavel.matching.history.contracts import Call

#: Digits at which two codes may agree: division, group, class, category, all.
_LEVELS: Final = (2, 3, 4, 5, 8)
_GROUP: Final = 3
_SHORTEST: Final = 2
_SHORTEST_NAME: Final = 3
_GRAMS: Final = (3, 4, 5)
_LANGUAGE: Final = "pt"  # the register's

#: Words of firms' names that tell their form or country, not their trade.
_FORMS: Final = frozenset(
    {
        *("lda", "sociedade", "unipessoal", "portugal", "portuguesa", "limitada", "filhos", "cia", "empresa"),
        *("companhia", "comercio", "spa", "sucursal", "representacao", "quotas", "grupo", "group"),
        *("dos", "das", "para", "por"),
    }
)


def title(call: Call) -> list[str]:
    """The title's words."""
    return _words(call.title)


def subject(call: Call) -> list[str]:
    """The title's words and those of its main code's name."""
    return [*title(call), *(word for code in call.cpv[:1] for word in _named(code))]


def buyer(call: Call) -> list[str]:
    """The words of the buyer's name, which tell its kind and place, and the whole of it."""
    return [*_words(call.buyer), f"buyer:{folded(call.buyer)}"]


def same_buyer(call: Call) -> list[str]:
    """The buyer alone."""
    return [folded(call.buyer)]


def codes(call: Call) -> list[str]:
    """Its codes at every level."""
    return [f"cpv:{code[:digits]}" for code in call.cpv for digits in _LEVELS]


def groups(call: Call) -> list[str]:
    """The groups of its codes, three digits."""
    return [code[:_GROUP] for code in call.cpv]


def whole(call: Call) -> list[str]:
    """Title, codes and buyer together."""
    return [*title(call), *codes(call), *buyer(call)]


def spelling(call: Call) -> list[str]:
    """Character n-grams within the title's words: brand names survive endings and hyphens."""
    words = [f" {word} " for word in folded(call.title).split()]
    return [word[at : at + size] for word in words for size in _GRAMS for at in range(len(word) - size + 1)]


def place(call: Call) -> list[str]:
    """The district."""
    return [call.district] if call.district else []


def procedure(call: Call) -> list[str]:
    """The kind of procedure."""
    return [call.kind] if call.kind else []


def framework(call: Call) -> list[str]:
    """The framework agreement."""
    return [call.framework] if call.framework else []


def name(text: str) -> list[str]:
    """The words of a firm's name that tell it or its trade."""
    return [word for word in folded(text).split() if len(word) >= _SHORTEST_NAME and word not in _FORMS]


@lru_cache(maxsize=10_000)
def _named(code: str) -> tuple[str, ...]:
    return tuple(_words(compact().describe(code, _LANGUAGE)))


def _words(text: str) -> list[str]:
    return [word for word in folded(text).split() if len(word) >= _SHORTEST]
