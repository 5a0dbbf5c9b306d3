"""A catalogue as RDF: Turtle or JSON-LD that the shapes of CPSV-AP 3.2.0 find nothing wrong with.

Each concept that is used stands in the file with its class and, where it is of our lists, its names: a validator needs
no other file.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any, Final, Literal

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Graph, URIRef
from rdflib import Literal as Words
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node

from karavel.errors import InvalidInput, Mistake
from karavel.services import codes
from karavel.services.addresses import is_address
from karavel.services.shapes import Catalogue, Event, PublicOrganisation, PublicService, Text, Thing
from karavel.services.terms import CLASSES, CV, EVENTS, PREFIXES, TABLES, How, Row
from karavel.texts import gettext as _

Format = Literal["turtle", "json-ld"]


def write(catalogue: Catalogue, form: Format = "turtle") -> str:
    """A catalogue as text.

    Raises:
        InvalidInput: an address in it is none; every place is told.
    """
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    writer = _Writer(graph)
    writer.catalogue(catalogue)
    if writer.mistakes:
        raise InvalidInput(_("The catalogue has addresses that are none."), tuple(writer.mistakes))
    if form == "json-ld":
        context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
        found = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=False))
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    stream = BytesIO()
    _Turtle(graph).serialize(stream)
    return stream.getvalue().decode()


class _Turtle(TurtleSerializer):
    """Turtle that writes numbers out: the short form of rdflib keeps seven digits of a double."""

    def label(self, node: Node, position: int) -> str:
        """A node as text."""
        if isinstance(node, Words):
            return node._literal_n3(qname_callback=lambda uri: self.get_pname(uri, gen_prefix=False))  # noqa: SLF001 - as its parent
        return str(super().label(node, position))


class _Writer:
    """Adds things to a graph, each under its address."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._written: set[Thing] = set()  # authorities and events, which services share
        self._concepts: set[str] = set()
        self.mistakes: list[Mistake] = []

    def catalogue(self, catalogue: Catalogue) -> None:
        """The dataset, its publisher and its services."""
        for service in catalogue.services:
            self._service(service)
        self._unread(catalogue.unread)
        if catalogue.uri is None:
            return
        node = self._node(catalogue.uri, "catalogue")
        self._add(node, RDF.type, DCAT.Dataset)
        self._texts(node, DCTERMS.title, catalogue.titles)
        self._texts(node, DCTERMS.description, catalogue.descriptions)
        for service in catalogue.services:
            self._add(node, DCTERMS.hasPart, URIRef(service.uri))
            self._add(URIRef(service.uri), DCTERMS.isPartOf, node)
        if catalogue.publisher:
            self._publisher(node, catalogue.publisher)

    def _publisher(self, node: URIRef, publisher: PublicOrganisation) -> None:
        """An agent too, which has an identifier and a title of its own (AgentShape)."""
        agent = self._thing(publisher)
        self._add(node, DCTERMS.publisher, agent)
        self._add(agent, RDF.type, FOAF.Agent)
        self._texts(agent, DCTERMS.title, publisher.names)
        if publisher.identifier is None:
            self._add(agent, DCTERMS.identifier, Words(publisher.uri))

    def _service(self, service: PublicService) -> None:
        node = self._thing(service)
        if service.level is not None:
            self._code(node, Row("level", CV.isClassifiedBy, How.CODE, "level", SKOS.Concept), str(service.level))
        if service.cross_border is not None:
            answer = "yes" if service.cross_border else "no"
            self._code(node, Row("", CV.isClassifiedBy, How.CODE, "cross-border", SKOS.Concept), answer)
        self._unread(service.unread)

    def _thing(self, thing: Thing) -> URIRef:
        node = self._node(thing.uri, type(thing).__name__)
        if thing in self._written:
            return node
        self._written.add(thing)
        for kind in CLASSES[type(thing)]:
            self._add(node, RDF.type, kind)
        if isinstance(thing, Event) and thing.kind:
            self._add(node, RDF.type, EVENTS[thing.kind])
        for row in TABLES[type(thing)]:
            value = getattr(thing, row.field)
            for one in value if isinstance(value, tuple) else (value,):
                if one is not None:
                    self._hows[row.how](self, node, row, one)
        return node

    def _text(self, node: URIRef, row: Row, value: str) -> None:
        self._add(node, row.property, Words(value))

    def _texts(self, node: URIRef, term: URIRef, texts: tuple[Text, ...]) -> None:
        for language, text in texts:
            self._add(node, term, Words(text, lang=language))

    def _worded(self, node: URIRef, row: Row, value: Text) -> None:
        self._texts(node, row.property, (value,))

    def _number(self, node: URIRef, row: Row, value: float) -> None:
        self._add(node, row.property, Words(repr(value), datatype=XSD.double))

    def _day(self, node: URIRef, row: Row, value: date) -> None:
        self._add(node, row.property, Words(value.isoformat(), datatype=XSD.date))

    def _duration(self, node: URIRef, row: Row, value: str) -> None:
        self._add(node, row.property, Words(value, datatype=XSD.duration))

    def _document(self, node: URIRef, row: Row, value: str) -> None:
        page = self._node(value, row.field)
        self._add(node, row.property, page)
        self._add(page, RDF.type, FOAF.Document)

    def _link(self, node: URIRef, row: Row, value: str) -> None:
        target = self._node(value, row.field)
        self._add(node, row.property, target)
        if row.typed is not None:
            self._add(target, RDF.type, row.typed)

    def _code(self, node: URIRef, row: Row, value: str) -> None:
        name = str(row.of)
        self._link(node, row, codes.address(name, value))
        concept = codes.concept(name, value)
        if concept and concept.uri not in self._concepts:
            self._concepts.add(concept.uri)
            for language, words in concept.names.items():
                self._add(URIRef(concept.uri), SKOS.prefLabel, Words(words, lang=language))

    def _part(self, node: URIRef, row: Row, value: Thing) -> None:
        self._add(node, row.property, self._thing(value))

    def _unread(self, lines: tuple[str, ...]) -> None:
        if lines:
            self._graph.parse(data="\n".join(lines), format="nt")

    def _node(self, uri: str, place: str) -> URIRef:
        if not is_address(uri):
            self.mistakes.append(Mistake(place, _("{address} is no address.").format(address=repr(uri))))
        return URIRef(uri)

    def _add(self, subject: URIRef, term: URIRef, value: URIRef | Words) -> None:
        self._graph.add((subject, term, value))

    _hows: Final[dict[How, Callable[[_Writer, URIRef, Row, Any], None]]] = {
        How.TEXTS: _worded,
        How.TEXT: _text,
        How.NUMBER: _number,
        How.DAY: _day,
        How.DURATION: _duration,
        How.CODE: _code,
        How.DOCUMENT: _document,
        How.LINK: _link,
        How.PART: _part,
    }
