"""Hypothesis strategies for the model: any notice that its types allow."""

from __future__ import annotations

import types
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from karavel.notices import Document, Moment, Notice, Problem, Provenance, Reading, Unread

S = TypeVar("S", bound=msgspec.Struct)

#: Any text that UTF-8 can hold.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
DAYS = st.dates(date(2015, 1, 1), date(2027, 12, 31))
MOMENTS = st.builds(
    lambda day, tail: Moment(day.isoformat() + tail), DAYS, st.sampled_from(["", "T12:00", "T12:00+01:00", "T23:59Z"])
)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    bytes: st.binary(max_size=20),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: DAYS,
    datetime: st.datetimes(),
    Moment: MOMENTS,
}


def of(hint: Any) -> st.SearchStrategy[Any]:
    """A strategy for a type of the model."""
    origin, args = get_origin(hint), get_args(hint)
    composed: dict[Any, Callable[[], st.SearchStrategy[Any]]] = {
        Literal: lambda: st.sampled_from(args),
        Union: lambda: st.one_of(*map(of, args)),
        types.UnionType: lambda: st.one_of(*map(of, args)),
        tuple: lambda: st.lists(of(args[0]), max_size=2).map(tuple),
        dict: lambda: st.dictionaries(of(args[0]), of(args[1]), max_size=2),
    }
    if hint is type(None):
        return st.none()
    if origin in composed:
        return composed[origin]()
    return struct(hint) if hint not in _PLAIN else _PLAIN[hint]


def struct(kind: type[S], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[S]:
    """A strategy for a struct of the model, with some of its fields given."""
    hints = get_type_hints(kind)
    fields = {name: given[name] if name in given else of(hint) for name, hint in hints.items()}
    return st.builds(kind, **fields)


DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
PROVENANCES = struct(Provenance, sha256=DIGESTS)
NOTICES = struct(Notice, provenance=PROVENANCES)


@st.composite
def readings(draw: st.DrawFn) -> tuple[Document, Reading]:
    """A document with what its reader returned."""
    notice = draw(NOTICES)
    document = Document(content=draw(st.binary(max_size=50)), format=notice.format, provenance=notice.provenance)
    problems = draw(st.lists(struct(Problem), max_size=2))
    unread = draw(st.lists(struct(Unread), max_size=2))
    return document, Reading(notice, tuple(problems), tuple(unread))
