"""Writes a profile as TOML 1.0, its tables in the order of the editor's table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from karavel.web.profiles.layout import PARTS

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def written(raw: Mapping[str, Any]) -> str:
    """The text of a profile.

    Args:
        raw: what ``tomllib`` would read: tables, lists of tables, and in them texts, numbers, dates, lists, tables.
    """
    return "\n".join(_tables(raw))


def _tables(raw: Mapping[str, Any]) -> Iterator[str]:
    for part in PARTS:
        for table in raw.get(part.name, ()) if part.many else [raw.get(part.name)]:
            if table:
                yield f"[[{part.name}]]" if part.many else f"[{part.name}]"
                yield from (f"{_key(name)} = {_value(value)}" for name, value in table.items())
                yield ""


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    """A basic string: JSON's rules, but for one control character that JSON lets stand."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(name)} = {_value(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return repr(value)
