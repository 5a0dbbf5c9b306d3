"""Files of others before and while they are parsed: how large, how deep, and nothing from anywhere else.

A catalogue is a file by itself. What would make a parser fetch, expand or recurse is refused before it is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, Literal
from xml.parsers import expat

import msgspec
import rdflib
from rdflib import Graph
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.term import Node

from karavel.errors import InvalidInput, KaravelError, RefusedInput
from karavel.texts import gettext as _

Form = Literal["turtle", "json-ld", "xml"]
Triple = tuple[Node, Node, Node]

#: Bytes of a file, statements in it, and how many levels things may lie inside each other.
LARGEST: Final = 16_000_000
MOST: Final = 300_000
DEEPEST: Final = 60

#: How XML begins, as opposed to an address in Turtle.
_XML: Final = re.compile(r"\s*<(\?xml|!DOCTYPE|!--|([\w.-]+:)?RDF\b|[\w.:-]+\s[^>]*\bxmlns\b)")
#: What addresses in a file are relative to, where it does not say it.
_BASE: Final = "urn:x-karavel:file"
# Numbers and days stay as they are written: as a value, 1E999999999 would be a text of a gigabyte.
rdflib.NORMALIZE_LITERALS = False


def parsed(data: bytes) -> tuple[Form, list[Triple]]:
    """The form of a file, found by looking inside, and its statements.

    Raises:
        RefusedInput: it is too large or too deep, has a DTD, or wants a context from elsewhere.
        InvalidInput: it is no RDF of its form.
    """
    if len(data) > LARGEST:
        raise RefusedInput(_("The file is larger than {most} MB.").format(most=LARGEST // 1_000_000))
    text = _decoded(data)
    form = form_of(text)
    return form, _statements(text, form)


def form_of(text: str) -> Form:
    """Turtle, JSON-LD or RDF/XML, by how the text begins."""
    if text.lstrip()[:1] in {"{", "["} and not text.lstrip().startswith("[]"):
        return "json-ld"
    return "xml" if _XML.match(text) else "turtle"


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(_("The file is not UTF-8: byte {place}.").format(place=error.start)) from error


def _statements(text: str, form: Form) -> list[Triple]:
    graph = Graph()
    try:
        _PARSERS[form](text, graph)
    except KaravelError:
        raise
    except RecursionError as error:
        raise _too_deep() from error
    except Exception as error:  # whatever the parsers of three forms raise
        told = " ".join(str(error).split())[:300]
        raise InvalidInput(_("The file is no {form}: {told}").format(form=form, told=told)) from error
    if len(graph) > MOST:
        raise RefusedInput(_("The file has more than {most} statements.").format(most=MOST))
    found = [(one[0], one[1], one[2]) for one in graph.triples((None, None, None))]
    if any("\0" in str(value) for _subject, _term, value in found):
        raise RefusedInput(_("A text holds the character NUL, which no database keeps."))
    return found


def _turtle(text: str, graph: Graph) -> None:
    graph.parse(data=text, format="turtle", publicID=_BASE)


def _xml(text: str, graph: Graph) -> None:
    _look_through_xml(text)
    graph.parse(data=text, format="xml", publicID=_BASE)


def _json(text: str, graph: Graph) -> None:
    """Named graphs are merged into the one that there is."""
    whole = msgspec.json.decode(text)
    _look_through_json(whole)
    to_rdf(whole, graph, base=_BASE)


def _too_deep() -> RefusedInput:
    return RefusedInput(_("Things lie inside each other more than {most} times.").format(most=DEEPEST))


def _look_through_xml(text: str) -> None:
    """Refuses what a DTD can do (entities of entities, files of the server), and depth."""
    parser, depth = expat.ParserCreate(), 0

    def begin(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _too_deep()

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_told: Any) -> None:
        raise RefusedInput(
            _("The file has a DTD (<!DOCTYPE>), which could hide entities."), remedy=_("Write its entities out.")
        )

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = begin, end, doctype
    parser.Parse(text, True)


def _look_through_json(whole: Any) -> None:
    """Refuses contexts from elsewhere, wherever they stand, and depth."""
    for name, value in _members(whole, 0):
        if name == "@import" or (name == "@context" and any(map(_is_remote, _each(value)))):
            raise RefusedInput(
                _("The file wants a context from elsewhere: {context}").format(context=str(value)[:200]),
                remedy=_("Write the context into the file."),
            )


def _members(value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > DEEPEST:
        raise _too_deep()
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name, inner
            yield from _members(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _members(inner, depth + 1)


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_remote(context: Any) -> bool:
    return isinstance(context, str)


_PARSERS: Final[dict[Form, Callable[[str, Graph], None]]] = {"turtle": _turtle, "xml": _xml, "json-ld": _json}
