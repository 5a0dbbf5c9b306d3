"""Files of others before and while they are parsed: how large, how deep, and nothing from anywhere else.

A catalogue is a file by itself. What would make a parser fetch, expand or recurse is refused before it is parsed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import urljoin
from xml.parsers import expat

import msgspec
import rdflib
from rdflib import Graph, URIRef
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.term import Node

from karavel.errors import InvalidInput, KaravelError, Mistake, RefusedInput
from karavel.services.addresses import BASE, mended
from karavel.services.contexts import WORDS, context_of, is_known
from karavel.texts import gettext as _

Form = Literal["turtle", "json-ld", "xml"]
Triple = tuple[Node, Node, Node]

#: Bytes of a file, statements in it, and how many levels things may lie inside each other.
LARGEST: Final = 16_000_000
MOST: Final = 300_000
DEEPEST: Final = 60

#: A language as RDF writes it; what is none would be dropped without a word.
_TAG: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
#: How XML begins, as opposed to an address in Turtle.
_XML: Final = re.compile(r"\s*<(\?xml|!DOCTYPE|!--|([\w.-]+:)?RDF\b|[\w.:-]+\s[^>]*\bxmlns\b)")
# Numbers and days stay as they are written: as a value, 1E999999999 would be a text of a gigabyte.
rdflib.NORMALIZE_LITERALS = False
# What it would write to the log of addresses and values is told as problems of the file.
logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)


class Parsed(NamedTuple):
    """A file's form, found by looking inside, its statements, and the addresses that had to be mended."""

    form: Form
    triples: list[Triple]
    mended: tuple[Mistake, ...]


def parsed(data: bytes) -> Parsed:
    """The statements of a file, each of which can be written again.

    Raises:
        RefusedInput: it is too large or too deep, has a DTD, or wants a context from elsewhere.
        InvalidInput: it is no RDF of its form.
    """
    if len(data) > LARGEST:
        raise RefusedInput(_("The file is larger than {most} MB.").format(most=LARGEST // 1_000_000))
    text = _decoded(data)
    form = form_of(text)
    found = _statements(text, form)
    told: dict[str, Mistake] = {}
    triples = [_writable(one, told) for one in found]
    return Parsed(form, triples, tuple(told[place] for place in sorted(told)))


def form_of(text: str) -> Form:
    """Turtle, JSON-LD or RDF/XML, by how the text begins."""
    if text.lstrip()[:1] in {"{", "["} and not text.lstrip().startswith("[]"):
        return "json-ld"
    return "xml" if _XML.match(text) else "turtle"


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told = _("The file is not UTF-8: byte {place}.").format(place=error.start)
        raise InvalidInput(told, remedy=_("Save it as UTF-8.")) from error
    if "\0" in text:
        raise _has_nul()
    return text


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
        raise _has_nul()
    if any(isinstance(subject, rdflib.Literal) for subject, _term, _value in found):
        raise InvalidInput(_("The file says something of a text; only what has an address can be spoken of."))
    return found


def _has_nul() -> RefusedInput:
    return RefusedInput(_("A text holds the character NUL, which no database keeps."))


def _writable(one: Triple, told: dict[str, Mistake]) -> Triple:
    subject, term, value = (_node(node, told) for node in one)
    return subject, term, value


def _node(node: Node, told: dict[str, Mistake]) -> Node:
    """A node that can be written; where its address cannot, it is mended and told once."""
    if not isinstance(node, URIRef):
        return node
    better = mended(str(node))
    if better != str(node):
        told[str(node)] = Mistake(better, _("It is written as {given}, which is no address.").format(given=node[:200]))
    return URIRef(better)


def _turtle(text: str, graph: Graph) -> None:
    graph.parse(data=text, format="turtle", publicID=BASE)


def _xml(text: str, graph: Graph) -> None:
    _look_through_xml(text)
    graph.parse(data=text, format="xml", publicID=BASE)


def _json(text: str, graph: Graph) -> None:
    """Named graphs are merged into the one that there is; members that no context explains are kept as words."""
    whole = msgspec.json.decode(text)
    _look_through_json(whole)
    if not isinstance(whole, dict | list):
        raise InvalidInput(_("The file is no {form}: {told}").format(form="json-ld", told=str(whole)[:100]))
    words = {name for name, _value in _members(whole, 0)}
    to_rdf(_explained(whole, context_of(words)), graph, base=BASE, context_data=WORDS)


def _explained(value: Any, context: dict[str, Any]) -> Any:
    """The same file, the contexts of CPSV-AP that it names by their addresses written into it."""
    if isinstance(value, list):
        return [_explained(one, context) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: [context if is_known(one) else one for one in _each(inner)]
        if name == "@context"
        else _explained(inner, context)
        for name, inner in value.items()
    }


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
        if name == "@id" and isinstance(value, str) and mended(value) not in {value, urljoin(BASE, value)}:
            raise InvalidInput(
                _("{address} is no address.").format(address=value[:200]), remedy=_("Write a blank in it as %20.")
            )
        if name == "@language" and isinstance(value, str) and not _TAG.fullmatch(value):
            raise InvalidInput(
                _("{tag} is no language.").format(tag=value[:40]), remedy=_("Write its code, as pt or pt-BR.")
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
    return isinstance(context, str) and not is_known(context)


_PARSERS: Final[dict[Form, Callable[[str, Graph], None]]] = {"turtle": _turtle, "xml": _xml, "json-ld": _json}
