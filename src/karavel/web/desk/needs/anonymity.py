"""What in a question tells who asks: their names, addresses, numbers. Answers are public, askers are not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from karavel.partners.names import key, plain

#: Addresses of mail and of the web, and telephone numbers in international form.
_ADDRESSES: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|\bhttps?://\S+|\bwww\.\S+|\+\d[\d ()-]{6,}\d", re.IGNORECASE)
_SHORTEST: Final = 4  # letters of a name that is looked for: shorter ones stand in other words


def telling(text: str, names: Iterable[str]) -> list[str]:
    """What tells who asks: addresses as they stand in the text, names as they are known.

    Args:
        text: the question.
        names: of the company and of the person; legal forms of companies are left aside.
    """
    found = [match.group() for match in _ADDRESSES.finditer(text)]
    return list(dict.fromkeys([*found, *(name for name in names if _is_named(name, text))]))


def _is_named(name: str, text: str) -> bool:
    """Whether a name stands in a text: one word only where it has a capital, as firms are called like things."""
    capitals = " ".join(word for word in text.split() if word[:1].isupper())
    for bare in (plain(name), key(name)):
        if len(bare) >= _SHORTEST and f" {bare} " in f" {plain(text if ' ' in bare else capitals)} ":
            return True
    return False
