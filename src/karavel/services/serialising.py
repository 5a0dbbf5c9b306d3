"""Statements as Turtle (RDF 1.1 Turtle) and JSON-LD 1.1, in one order, without a graph in between.

Subjects and properties are addresses, values addresses or words: what Karavel writes needs no more, and a catalogue of
thousands of services is written in a second. What was kept as N-Triples is Turtle as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import msgspec
from rdflib import RDF, Graph
from rdflib import Literal as Words

from karavel.services.terms import PREFIXES


class Said(NamedTuple):
    """Words: with a language, or with the address of a datatype."""

    text: str
    language: str = ""
    datatype: str = ""


Value = str | Said
#: By subject and property; the values of a property are keys, each once.
Statements = Mapping[str, Mapping[str, Mapping[Value, None]]]

_TYPE: Final = str(RDF.type)
_NAMESPACES: Final = {str(namespace): prefix for prefix, namespace in PREFIXES.items()}
_SPLIT: Final = re.compile(r"(.*[/#])([A-Za-z][A-Za-z0-9_]*)", re.DOTALL)
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


@lru_cache(maxsize=20_000)
def _named(address: str) -> str:
    """An address in Turtle, by its prefix where it has one."""
    found = _SPLIT.fullmatch(address)
    prefix = _NAMESPACES.get(found[1]) if found else None
    return f"{prefix}:{found[2]}" if found and prefix else f"<{address}>"


def _written(value: Value) -> str:
    if isinstance(value, str):
        return _named(value)
    words = f'"{value.text.translate(_ESCAPES)}"'
    if value.language:
        return f"{words}@{value.language}"
    return f"{words}^^<{value.datatype}>" if value.datatype else words


def _ordered(terms: Mapping[str, Mapping[Value, None]]) -> list[tuple[str, list[Value]]]:
    """Properties by name, classes before all others; values by what they say."""
    names = sorted(terms, key=lambda term: (term != _TYPE, term))
    return [
        (name, sorted(terms[name], key=lambda value: (value,) if isinstance(value, str) else value)) for name in names
    ]


def turtle(statements: Statements, kept: Sequence[str]) -> Iterator[str]:
    """Blocks of Turtle, a subject each; ``kept`` are lines of N-Triples."""
    yield "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    for subject in sorted(statements):
        lines = [
            f"{'a' if term == _TYPE else _named(term)} {', '.join(map(_written, values))}"
            for term, values in _ordered(statements[subject])
        ]
        yield f"\n{_named(subject)} " + " ;\n    ".join(lines) + " .\n"
    if kept:
        yield "\n" + "".join(f"{line}\n" for line in sorted(set(kept)))


def json_ld(statements: Statements, kept: Sequence[str]) -> str:
    """One JSON document; no value is made a number of JSON, which would change how it is written."""
    whole = {subject: {term: dict(values) for term, values in terms.items()} for subject, terms in statements.items()}
    for subject, term, value in _parsed(kept):
        whole.setdefault(subject, {}).setdefault(term, {})[value] = None
    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    nodes = [_node(subject, whole[subject]) for subject in sorted(whole)]
    written = msgspec.json.encode({"@context": context, "@graph": nodes})
    return msgspec.json.format(written, indent=1).decode() + "\n"


def _parsed(kept: Sequence[str]) -> Iterator[tuple[str, str, Value]]:
    graph = Graph()
    graph.parse(data="\n".join(kept), format="nt")
    for subject, term, value in graph:
        said = Said(str(value), value.language or "", str(value.datatype or "")) if isinstance(value, Words) else ""
        yield str(subject), str(term), said or str(value)


def _node(subject: str, terms: Mapping[str, Mapping[Value, None]]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": subject}
    for term, values in _ordered(terms):
        if term == _TYPE and all(isinstance(value, str) for value in values):
            node["@type"] = [_short(str(value)) for value in values]
        else:
            node[_short(term)] = [_value(value) for value in values]
    return node


def _short(address: str) -> str:
    found = _named(address)
    return address if found.startswith("<") else found


def _value(value: Value) -> dict[str, str]:
    if isinstance(value, str):
        return {"@id": value}
    if value.language:
        return {"@value": value.text, "@language": value.language}
    return {"@value": value.text} | ({"@type": value.datatype} if value.datatype else {})
