"""A file of CPSV-AP to a catalogue: what was understood, what was wrong, and what no shape has a place for.

Nothing is lost: statements that are not understood travel with the service that they belong to, and are written again.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal
from rdflib.term import Node

from karavel.errors import Mistake
from karavel.services.codes import LISTS
from karavel.services.guarding import Form, Triple, parsed
from karavel.services.naming import named
from karavel.services.shapes import Catalogue, PublicOrganisation, PublicService, Text, settled
from karavel.services.taking import UNDETERMINED, Statements, short
from karavel.services.terms import CV, classes_of
from karavel.texts import gettext as _

#: Statements that are kept with one service; what lies further away stays with the catalogue.
_MOST: Final = 1_000


class Unread(Struct, frozen=True):
    """A property that no shape has a place for, and how many statements have it."""

    property: str
    statements: int


class Reading(Struct, frozen=True):
    """What a file says.

    Attributes:
        form: turtle, json-ld or xml.
        problems: values that could not be taken and what CPSV-AP 3.2 asks for and is missing, each with its place.
        unread: what is kept as it is, by property, most first.
    """

    form: Form
    catalogue: Catalogue
    problems: tuple[Mistake, ...]
    unread: tuple[Unread, ...]


class Gathered(NamedTuple):
    """A problem that a file has in several places.

    Attributes:
        property: of which property; the place itself where it is of none.
        places: the things that have it, in the order of the file's problems.
    """

    property: str
    message: str
    places: tuple[str, ...]


def gathered(problems: Iterable[Mistake]) -> list[Gathered]:
    """Problems of a file, those that say the same of the same property in one."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in problems:
        place, _space, name = one.place.rpartition(" ")
        found.setdefault((name, one.message), []).append(place)
    return [Gathered(name, message, tuple(filter(None, places))) for (name, message), places in found.items()]


def read(data: bytes) -> Reading:
    """Reads Turtle, JSON-LD or RDF/XML; the form is found by looking inside.

    Raises:
        RefusedInput: it is too large, too deep, has a DTD or wants something from elsewhere.
        InvalidInput: it is no RDF.
    """
    found = parsed(data)
    statements = Statements(named(found.triples))
    nodes = statements.of(*classes_of(PublicService))
    services = [_service(statements, node) for node in nodes]
    dataset = _dataset(statements, nodes)
    left = set(statements.left())
    held = [_belonging(statements, node, left, set(nodes)) for node in nodes]
    kept = tuple(replace(one, unread=_lines(lines)) for one, lines in zip(services, held, strict=True))
    catalogue = replace(dataset, services=kept, unread=_lines(left.difference(*held)))
    counted = Counter(short(term) for _subject, term, _value in left)
    unread = tuple(Unread(*one) for one in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
    problems = (*found.mended, *dict.fromkeys(statements.problems))
    return Reading(found.form, settled(catalogue), problems, unread)


def _service(statements: Statements, node: Node) -> PublicService:
    """A service; its level and use from abroad are concepts among its classifications."""
    service = statements.thing(PublicService, node)
    level = _classified(statements, node, service, "level")
    abroad = _classified(statements, node, service, "cross-border")
    ours = {concept.uri for name in ("level", "cross-border") for concept in LISTS[name].values()}
    return replace(
        service,
        level=int(level) if level else None,
        cross_border=None if abroad is None else abroad == "yes",
        classifications=tuple(one for one in service.classifications if one not in ours),
    )


def _classified(statements: Statements, node: Node, service: PublicService, name: str) -> str | None:
    """The code of a list among the classifications; of several, the first of the list: nothing is claimed twice."""
    found = [concept for concept in LISTS[name].values() if concept.uri in service.classifications]
    for concept in found:
        for value in statements.values(node, CV.isClassifiedBy):
            if str(value) == concept.uri:
                statements.name_taken(name, concept.code, value)
    if len(found) > 1:
        statements.wrong(node, CV.isClassifiedBy, _("There are several where one is expected; the first is taken."))
    return found[0].code if found else None


def _dataset(statements: Statements, services: list[Node]) -> Catalogue:
    """The dataset around the services; where a file has several, the first that holds one."""
    datasets = statements.of(DCAT.Dataset)
    holding = [node for node in datasets if set(statements.values(node, DCTERMS.hasPart)) & set(services)]
    node = next(iter(holding or datasets), None)
    if node is None:
        return Catalogue()
    statements.take(node, RDF.type, DCAT.Dataset)
    for service in services:
        statements.take(node, DCTERMS.hasPart, service)
        statements.take(service, DCTERMS.isPartOf, node)
    return Catalogue(
        uri=str(node),
        titles=_words(statements, node, "title"),
        descriptions=_words(statements, node, "description"),
        publisher=_publisher(statements, node),
    )


def _words(statements: Statements, node: Node, name: str) -> tuple[Text, ...]:
    found = [value for value in statements.values(node, DCTERMS[name]) if isinstance(value, Literal)]
    for value in found:
        statements.take(node, DCTERMS[name], value)
    return tuple(Text((value.language or UNDETERMINED).lower(), str(value)) for value in found)


def _publisher(statements: Statements, node: Node) -> PublicOrganisation | None:
    """Who publishes, where that is a public organisation; any other agent stays among what is kept."""
    organisations = set(statements.of(*classes_of(PublicOrganisation)))
    for agent in statements.values(node, DCTERMS.publisher):
        if agent in organisations:
            statements.take(node, DCTERMS.publisher, agent)
            statements.take(agent, RDF.type, FOAF.Agent)
            found = statements.thing(PublicOrganisation, agent)
            for language, text in found.names:
                statements.take(agent, DCTERMS.title, Literal(text, lang=language))
            return found
    return None


def _belonging(statements: Statements, node: Node, left: set[Triple], services: set[Node]) -> set[Triple]:
    """What was left of a service: said of it, of its parts, and of what these lead to, the nearest first.

    It ends at other services, and where more is said than belongs to one service, as in a thesaurus.
    """
    seen, waiting = {node}, deque([node])
    found: set[Triple] = set()
    while waiting and len(found) < _MOST:
        for one in statements.said(waiting.popleft()):
            if one in left:
                found.add(one)
            if one[2] not in seen and one[2] not in services and one[1] != DCTERMS.isPartOf:
                seen.add(one[2])
                waiting.append(one[2])
    return found


def _lines(triples: Iterable[Triple]) -> tuple[str, ...]:
    graph = Graph()
    for one in triples:
        graph.add(one)
    return tuple(sorted(line for line in graph.serialize(format="nt").split("\n") if line))
