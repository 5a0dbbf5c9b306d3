"""Takes from text what a terminal would obey: escape sequences' first characters, other controls, turned directions.

A title may hold ``ESC [2J``, which clears the screen, or U+202E, which turns round what follows it, the next cell of a
table too. JSON keeps every character, written so that it only means itself (RFC 8259, section 7).

Where a terminal's encoding lacks a character (``LANG=C``), the nearest one stands for it: :func:`nearest`.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

#: DEL, C1 (ECMA-48), separators, and the overrides, embeddings and isolates of Unicode's UAX 9.
_BEYOND_C0: Final = "\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069"
#: C0 too, but for tab and line feed.
_STEERING: Final = re.compile(f"[\\x00-\\x08\\x0b-\\x1f{_BEYOND_C0}]")
#: Inside the texts of JSON, C0 is escaped already; between its values, a line feed is ours.
_STEERING_IN_JSON: Final = re.compile(f"[{_BEYOND_C0}]")
_NOT_ASCII: Final = re.compile("[\\x7f-\\U0010ffff]")
#: What stands for signs that have no letter in them; one character each where tables count on it.
_LIKE: Final = str.maketrans(
    {
        "·": "-",
        "…": ".",
        "–": "-",
        "—": "-",
        "─": "-",
        "→": ">",
        "≈": "~",
        "−": "-",
        "×": "x",
        "\u2044": "/",
        "’": "'",
        "“": '"',
    }
    | {
        "”": '"',
        "«": '"',
        "»": '"',
        "€": "EUR",
        "₼": "AZN",
        "ə": "e",
        "Ə": "E",
        "ı": "i",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
    }
    | {"Ø": "O", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE"}
)
#: The name under which :func:`nearest` is known to streams.
NEAREST: Final = "karavel-nearest"
_BASIC: Final = 0xFFFF  # above it, JSON writes two halves


def text(found: str) -> str:
    """Text of which a terminal only prints."""
    return _STEERING.sub("", found)


def nearest(error: UnicodeError) -> tuple[str, int]:
    """An error handler of codecs: letters without their marks, signs that look alike, a question mark for the rest.

    Raises:
        UnicodeError: it is not about writing.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_like, error.object[error.start : error.end])), error.end


def _like(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character.translate(_LIKE)).translate(_LIKE)
    return plain.encode("ascii", "ignore").decode() or "?"


codecs.register_error(NEAREST, nearest)


def json(encoded: str, encoding: str | None) -> str:
    """JSON of the same meaning that a terminal only prints, in characters that an encoding holds."""
    unicode = codecs.lookup(encoding or "utf-8").name.startswith("utf")
    return (_STEERING_IN_JSON if unicode else _NOT_ASCII).sub(_escaped, encoded)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code <= _BASIC:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
