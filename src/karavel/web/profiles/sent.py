"""What the editor's form says, as ``tomllib`` would read it: places of fields are places of the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final, NamedTuple

from django.http import QueryDict

from karavel.web.profiles.layout import PARTS, Field, Part

#: Rows of one part that a form may have.
MOST: Final = 60


class Sent(NamedTuple):
    """A form.

    Attributes:
        raw: the profile; what was left empty is left out, and so are rows that are wholly empty.
        places: place of each row in the file to its place in the form: ``references[0]`` to ``references[1]``.
    """

    raw: dict[str, Any]
    places: dict[str, str]

    def kept(self, place: str) -> str:
        """The place in the file of a row of the form, or of one of its fields; empty where the row was left out."""
        row, dot, field = place.partition("].")
        row = f"{row}]" if dot else row
        if not row.endswith("]"):
            return place
        found = next((at for at, there in self.places.items() if there == row), "")
        return f"{found}.{field}" if found and dot else found


def read(post: QueryDict) -> Sent:
    """The profile that a form says."""
    raw: dict[str, Any] = {}
    places: dict[str, str] = {}
    for part in PARTS:
        if not part.many:
            raw[part.name] = _table(post, part, part.name)
            continue
        rows = [(n, _table(post, part, f"{part.name}[{n}]")) for n in range(rows_of(post, part))]
        kept = [(n, row) for n, row in rows if row]
        raw[part.name] = [row for _n, row in kept]
        places |= {f"{part.name}[{at}]": f"{part.name}[{n}]" for at, (n, _row) in enumerate(kept)}
    return Sent({name: value for name, value in raw.items() if value}, places)


def rows_of(post: QueryDict, part: Part) -> int:
    """How many rows of a part the form has."""
    said = post.get(f"rows:{part.name}", "0")
    return min(int(said), MOST) if said.isascii() and said.isdecimal() else 0


def _table(post: QueryDict, part: Part, place: str) -> dict[str, Any]:
    found = {field.name: _READERS[field.kind](post, f"{place}.{field.name}") for field in part.fields}
    kept = {name: value for name, value in found.items() if value not in (None, "", [], {})}
    chosen = {field.name for field in part.fields if field.kind in {"choice", "truth"}}  # always say something
    return kept if set(kept) - chosen else {}


def _text(post: QueryDict, place: str) -> str:
    return post.get(place, "").replace("\r\n", "\n").strip()


def _lines(post: QueryDict, place: str) -> list[str]:
    """Values one a line; commas part them too."""
    return [line.strip() for line in _text(post, place).replace(",", "\n").split("\n") if line.strip()]


def _codes(post: QueryDict, place: str) -> list[str]:
    """The codes that are ticked."""
    return list(dict.fromkeys(code for code in post.getlist(place) if code.strip()))


def number(text: str) -> int | float | str:
    """A number as people type it: ``1 200 000``; what is none stays text, of which the check tells."""
    plain = "".join(text.split()).replace("\N{NO-BREAK SPACE}", "")
    for kind in (int, float):
        try:
            return kind(plain)
        except ValueError:
            continue
    return text


def _number(post: QueryDict, place: str) -> int | float | str | None:
    text = _text(post, place)
    return number(text) if text else None


def _truth(post: QueryDict, place: str) -> bool | None:
    return True if post.get(place) else None


def _date(post: QueryDict, place: str) -> date | str | None:
    text = _text(post, place)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return text


def _money(post: QueryDict, place: str) -> dict[str, Any]:
    amount, currency = _number(post, f"{place}.amount"), _text(post, f"{place}.currency").upper()
    if amount is None:
        return {}
    return {"amount": amount, "currency": currency} if currency else {"amount": amount}


def _range(post: QueryDict, place: str) -> dict[str, Any]:
    found = {end: _number(post, f"{place}.{end}") for end in ("min", "max")}
    return {end: value for end, value in found.items() if value is not None}


def _counts(post: QueryDict, place: str) -> dict[str, Any]:
    pairs = (line.rpartition(":") for line in _lines(post, place))
    return {(role or count).strip(): number(count.strip()) if role else "" for role, _colon, count in pairs}


_READERS: Final[dict[str, Callable[[QueryDict, str], Any]]] = {
    "text": _text,
    "long": _text,
    "lines": _lines,
    "codes": _codes,
    "country": _text,
    "number": _number,
    "truth": _truth,
    "choice": _text,
    "money": _money,
    "range": _range,
    "date": _date,
    "counts": _counts,
}


def entered(field: Field, value: Any) -> Any:
    """A value of the file as its field shows it."""
    if value is None:
        return {} if field.kind in {"money", "range"} else [] if field.kind == "codes" else ""
    if field.kind == "lines":
        return "\n".join(str(one) for one in value)
    if field.kind == "counts":
        return "\n".join(f"{role}: {count}" for role, count in value.items())
    return value
