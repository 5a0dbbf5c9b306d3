"""A catalogue as RDF: Turtle or JSON-LD that the shapes of CPSV-AP 3.2.0 find nothing wrong with.

Each concept that is used stands in the file with its class and, where it is of our lists, its names: a validator needs
no other file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, Literal

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD

from karavel.errors import InvalidInput, Mistake
from karavel.services import codes
from karavel.services.addresses import is_address
from karavel.services.serialising import Said, Value, json_ld, turtle
from karavel.services.shapes import Catalogue, Event, PublicOrganisation, PublicService, Text, Thing
from karavel.services.terms import CLASSES, CV, EVENTS, TABLES, How, Row
from karavel.texts import gettext as _

Format = Literal["turtle", "json-ld"]
_DOUBLE, _DATE, _DURATION = str(XSD.double), str(XSD.date), str(XSD.duration)


def write(catalogue: Catalogue, form: Format = "turtle") -> str:
    """A catalogue as text.

    Raises:
        InvalidInput: an address in it is none; every place is told.
    """
    writer = _Writer()
    writer.catalogue(catalogue)
    if writer.mistakes:
        raise InvalidInput(_("The catalogue has addresses that are none."), tuple(writer.mistakes))
    if form == "json-ld":
        return json_ld(writer.statements, writer.kept)
    return "".join(turtle(writer.statements, writer.kept))


def write_concepts(lists: Iterable[str], scheme: str, form: Format = "turtle") -> str:
    """Code lists of :data:`karavel.services.codes.LISTS` as concepts of one SKOS scheme, named by an address."""
    statements: dict[str, dict[str, dict[Value, None]]] = {scheme: {str(RDF.type): {str(SKOS.ConceptScheme): None}}}
    for concept in (concept for name in lists for concept in codes.LISTS[name].values()):
        statements[concept.uri] = {
            str(RDF.type): {str(SKOS.Concept): None},
            str(SKOS.inScheme): {scheme: None},
            str(SKOS.notation): {Said(concept.code): None},
            str(SKOS.prefLabel): {Said(words, language): None for language, words in concept.names.items()},
        }
    return json_ld(statements, ()) if form == "json-ld" else "".join(turtle(statements, ()))


class _Writer:
    """Says things, each under its address."""

    def __init__(self) -> None:
        self.statements: dict[str, dict[str, dict[Value, None]]] = {}
        self.kept: list[str] = []
        self._written: set[Thing] = set()  # authorities and events, which services share
        self._concepts: set[str] = set()
        self.mistakes: list[Mistake] = []

    def catalogue(self, catalogue: Catalogue) -> None:
        """The dataset, its publisher and its services."""
        for service in catalogue.services:
            self._service(service)
        self.kept += catalogue.unread
        if catalogue.uri is None:
            return
        node = self._node(catalogue.uri, "catalogue")
        self._add(node, RDF.type, DCAT.Dataset)
        self._texts(node, DCTERMS.title, catalogue.titles)
        self._texts(node, DCTERMS.description, catalogue.descriptions)
        for service in catalogue.services:
            self._add(node, DCTERMS.hasPart, service.uri)
            self._add(service.uri, DCTERMS.isPartOf, node)
        if catalogue.publisher:
            self._publisher(node, catalogue.publisher)

    def _publisher(self, node: str, publisher: PublicOrganisation) -> None:
        """An agent too, which has an identifier and a title of its own (AgentShape)."""
        agent = self._thing(publisher)
        self._add(node, DCTERMS.publisher, agent)
        self._add(agent, RDF.type, FOAF.Agent)
        self._texts(agent, DCTERMS.title, publisher.names)
        if publisher.identifier is None:
            self._add(agent, DCTERMS.identifier, Said(publisher.uri))

    def _service(self, service: PublicService) -> None:
        node = self._thing(service)
        if service.level is not None:
            self._code(node, Row("level", CV.isClassifiedBy, How.CODE, "level", SKOS.Concept), str(service.level))
        if service.cross_border is not None:
            answer = "yes" if service.cross_border else "no"
            self._code(node, Row("", CV.isClassifiedBy, How.CODE, "cross-border", SKOS.Concept), answer)
        self.kept += service.unread

    def _thing(self, thing: Thing) -> str:
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

    def _text(self, node: str, row: Row, value: str) -> None:
        self._add(node, row.property, Said(value))

    def _texts(self, node: str, term: str, texts: tuple[Text, ...]) -> None:
        for language, text in texts:
            self._add(node, term, Said(text, language))

    def _worded(self, node: str, row: Row, value: Text) -> None:
        self._texts(node, row.property, (value,))

    def _number(self, node: str, row: Row, value: float) -> None:
        self._add(node, row.property, Said(repr(value), datatype=_DOUBLE))

    def _day(self, node: str, row: Row, value: date) -> None:
        self._add(node, row.property, Said(value.isoformat(), datatype=_DATE))

    def _duration(self, node: str, row: Row, value: str) -> None:
        self._add(node, row.property, Said(value, datatype=_DURATION))

    def _document(self, node: str, row: Row, value: str) -> None:
        page = self._node(value, row.field)
        self._add(node, row.property, page)
        self._add(page, RDF.type, FOAF.Document)

    def _link(self, node: str, row: Row, value: str) -> None:
        target = self._node(value, row.field)
        self._add(node, row.property, target)
        if row.typed is not None:
            self._add(target, RDF.type, row.typed)

    def _code(self, node: str, row: Row, value: str) -> None:
        name = str(row.of)
        self._link(node, row, codes.address(name, value))
        concept = codes.concept(name, value)
        if concept and concept.uri not in self._concepts:
            self._concepts.add(concept.uri)
            for language, words in concept.names.items():
                self._add(concept.uri, SKOS.prefLabel, Said(words, language))

    def _part(self, node: str, row: Row, value: Thing) -> None:
        self._add(node, row.property, self._thing(value))

    def _node(self, uri: str, place: str) -> str:
        if not is_address(uri):
            self.mistakes.append(Mistake(place, _("{address} is no address.").format(address=repr(uri))))
        return uri

    def _add(self, subject: str, term: str, value: Value) -> None:
        self.statements.setdefault(subject, {}).setdefault(str(term), {})[
            value if isinstance(value, Said) else str(value)
        ] = None

    _hows: Final[dict[How, Callable[[_Writer, str, Row, Any], None]]] = {
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
