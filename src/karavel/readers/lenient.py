"""JSON that strict parsers refuse and lenient ones write, read as far as nothing is guessed.

Publishers leave line breaks and tabs bare in texts, cut a text in the middle of a character (half a surrogate pair),
write ``NaN`` for a number that they do not have. One such place must not hide the notice, nor the hundred others of
its package. What a database cannot keep (the character NUL) goes as well.
"""

from __future__ import annotations

import json
import math
from typing import Any, Final, NamedTuple

import msgspec

TOLD: Final = "A strict parser refuses this JSON (control or half characters, NaN); it was read as a lenient one does."

_NUL: Final = b"\\u0000"  # as JSON writes it; bare it is refused like other control characters
_LARGEST: Final = 1 << 1023  # what no double holds
_DECODE: Final = msgspec.json.Decoder().decode


class Decoded(NamedTuple):
    """A JSON value, and whether only lenient parsers read it."""

    value: Any
    leniently: bool


def decoded(content: bytes) -> Decoded:
    """The value of a JSON text.

    Raises:
        UnicodeDecodeError: it is not in UTF-8.
        msgspec.DecodeError, RecursionError: it is no JSON, for a lenient parser either.
    """
    try:
        if _NUL not in content:
            return Decoded(_DECODE(content), leniently=False)
        strict = mended(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        strict = mended(content)
        if strict is None:
            content.decode()  # says where it is no UTF-8
            raise
    return Decoded(_DECODE(content if strict is None else strict), leniently=True)


def mended(content: bytes) -> bytes | None:
    """The same JSON as a strict parser takes it; None when it is none for a lenient parser either.

    Control characters in texts stay (NUL goes), half a character becomes U+FFFD, a number that is none becomes null.
    """
    try:
        found = json.loads(content.decode(), strict=False, parse_constant=_nothing, parse_float=_finite)
        return msgspec.json.encode(_clean(found))
    except (ValueError, RecursionError):
        return None


def _nothing(_text: str) -> None:
    return None


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(held) for key, held in value.items()}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _LARGEST:
        return None
    return value
