"""Publishers' data into the types of the schema: a number written as text, one object where a list belongs, and so on.

What can be mended without guessing is mended in silence when nothing is lost by it; what is left out is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from karavel.readers.ocds.shapes import Shape
from karavel.readers.values import Problems

S = TypeVar("S", bound=Shape)

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"([+-]?\d{1,3}([,.' \u00a0\u202f])\d{3}(?:\2\d{3})*)(?:([.,])(\d+))?")
_FLAGS = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
_NAMES = ("id", "lotId", "lotID", "name", "title", "description")  # what an object is called, where a text belongs
_SHOWN = 40
_LARGEST = 1 << 1023  # a double holds no more


def shaped(raw: dict[str, Any], shape: type[S], problems: Problems) -> S:
    """The raw object as a shape; data that follows the schema takes the fast way."""
    try:
        return msgspec.convert(raw, shape)
    except (msgspec.ValidationError, OverflowError):
        return msgspec.convert(_struct(raw, _type(shape), "", problems), shape)


@lru_cache
def _type(shape: type[Shape]) -> inspect.Type:
    return inspect.type_info(shape)


def _mended(value: Any, wanted: inspect.Type, place: str, problems: Problems) -> Any:
    """The value in the wanted type, None where that loses it."""
    if value is None or value == "":
        return None
    mend = _MENDERS.get(type(wanted))
    return mend(value, wanted, place, problems) if mend else value


def _union(value: Any, wanted: Any, place: str, problems: Problems) -> Any:
    return _mended(value, _closest(value, wanted), place, problems)


def _list(value: Any, wanted: Any, place: str, problems: Problems) -> list[Any]:
    """A list; a single value where a list belongs becomes one, what cannot be mended in it is left out."""
    listed = value if isinstance(value, list) else [value]
    mended = (_mended(one, wanted.item_type, f"{place}/{number}", problems) for number, one in enumerate(listed))
    return [one for one in mended if one is not None]


def _closest(value: Any, union: inspect.UnionType) -> inspect.Type:
    """The alternative that a value looks like, else the first: lists and objects before texts."""
    alternatives = [one for one in union.types if not isinstance(one, inspect.NoneType)]
    structs = [one for one in alternatives if isinstance(one, inspect.StructType)]
    texts = [one for one in alternatives if isinstance(one, inspect.StrType)]
    if structs and isinstance(value, dict):
        return structs[0]
    if texts and not isinstance(value, dict | list):
        return texts[0]
    return alternatives[0]


def _struct(value: Any, wanted: Any, place: str, problems: Problems) -> dict[str, Any] | None:
    if isinstance(value, list) and value:
        if len(value) > 1:
            _tell(problems, "an object", f"a list of {len(value)}, of which the first was taken", place)
        value = value[0]
    if not isinstance(value, dict):
        _tell(problems, "an object", f"{_short(value)}, which was left out", place)
        return None
    found = {}
    for field in wanted.fields:
        mended = _mended(value.get(field.encode_name), field.type, f"{place}/{field.encode_name}", problems)
        if mended is not None:
            found[field.encode_name] = mended
    return found


def _number(value: Any, _wanted: Any, place: str, problems: Problems) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST:
        return float(value)
    text = value.strip() if isinstance(value, str) else ""
    if _NUMBER.fullmatch(text):
        return float(text)
    plain = _ungrouped(text)
    if plain is not None:
        return float(plain)
    _tell(problems, "a number", f"{_short(value)}, which was left out", place)
    return None


def _ungrouped(text: str) -> str | None:
    """A number whose thousands are grouped, where its decimal sign is beyond doubt: in ``1,200`` it is not."""
    parts = _GROUPED.fullmatch(text)
    if parts is None:
        return None
    whole, sign, mark, decimals = parts.groups()
    doubtful = sign == mark or (mark is None and sign in ",." and whole.count(sign) == 1)
    return None if doubtful else f"{whole.replace(sign, '')}.{decimals or 0}"


def _flag(value: Any, _wanted: Any, place: str, problems: Problems) -> bool | None:
    found = value if isinstance(value, bool) else _FLAGS.get(str(value).strip().lower())
    if found is None:
        _tell(problems, "true or false", f"{_short(value)}, which was left out", place)
    return found


def _text(value: Any, _wanted: Any, place: str, problems: Problems) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        called = next((value[name] for name in _NAMES if isinstance(value.get(name), str)), None)
        if called:
            return str(called)
    _tell(problems, "a text", f"{_short(value)}, which was left out", place)
    return None


_MENDERS: dict[type[inspect.Type], Callable[[Any, Any, str, Problems], Any]] = {
    inspect.UnionType: _union,
    inspect.StructType: _struct,
    inspect.ListType: _list,
    inspect.FloatType: _number,
    inspect.BoolType: _flag,
    inspect.StrType: _text,
}


def _tell(problems: Problems, wanted: str, found: str, place: str) -> None:
    problems.add("wrong-type", f"Here should stand {wanted}, not {found}.", place)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
