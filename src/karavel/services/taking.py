"""Takes shapes out of statements by the field tables, and remembers which statements were taken."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final, TypeVar

from msgspec import NODEFAULT
from msgspec.structs import fields as fields_of
from rdflib import FOAF, RDF, RDFS, SKOS, TIME, Literal, URIRef
from rdflib.term import Node

from karavel.errors import Mistake
from karavel.services import codes
from karavel.services.addresses import is_address
from karavel.services.guarding import Triple
from karavel.services.shapes import Event, PublicOrganisation, Text, Thing
from karavel.services.terms import CLASSES, EVENTS, OLDER, PREFIXES, TABLES, How, Row
from karavel.texts import gettext as _

_Kind = TypeVar("_Kind", bound=Thing)

_DURATION: Final = re.compile(r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
#: Letters of a text that somebody may still read.
LONGEST: Final = 10_000
#: BCP 47's tag for a language that nobody names.
UNDETERMINED: Final = "und"


class _Wrong(ValueError):
    """A value that does not fit its property; its text says why."""


class Statements:
    """The statements of a file by subject and property.

    Attributes:
        problems: what did not fit; the statements concerned are not taken.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._by_subject: dict[Node, dict[Node, list[Node]]] = {}
        for subject, term, value in sorted(triples, key=lambda one: [part.n3() for part in one]):
            self._by_subject.setdefault(subject, {}).setdefault(term, []).append(value)
        self._taken: set[Triple] = set()
        self.problems: list[Mistake] = []

    def of(self, *kinds: URIRef) -> list[Node]:
        """The subjects of one of some classes; one whose address is too long for any page is told and left."""
        found = [node for node, terms in self._by_subject.items() if {*kinds} & {*terms.get(RDF.type, ())}]
        for node in found:
            if not is_address(str(node)):
                self.wrong(str(node)[:200], RDF.type, _("Its address is longer than an address can be here."))
        return [node for node in found if is_address(str(node))]

    def values(self, subject: Node, term: URIRef) -> list[Node]:
        """What a subject says by a property."""
        return list(self._by_subject.get(subject, {}).get(term, ()))

    def said(self, subject: Node) -> Iterator[Triple]:
        """All that a subject says."""
        for term, values in self._by_subject.get(subject, {}).items():
            for value in values:
                yield subject, term, value

    def left(self) -> Iterator[Triple]:
        """The statements that were not taken."""
        for subject in self._by_subject:
            yield from (one for one in self.said(subject) if one not in self._taken)

    def take(self, subject: Node, term: Node, value: Node) -> None:
        """Marks a statement as understood."""
        self._taken.add((subject, term, value))

    def taken(self, one: Triple) -> bool:
        """Whether a statement was understood."""
        return one in self._taken

    def wrong(self, subject: Node | str, term: URIRef, message: str) -> None:
        """Notes a problem."""
        self.problems.append(Mistake(f"{subject} {short(term)}", message))

    def thing(self, kind: type[_Kind], node: Node) -> _Kind:
        """A shape out of what is said about a node."""
        for each in (*CLASSES[kind], *OLDER.get(kind, ())):
            self.take(node, RDF.type, each)
        fields = {row.field: self._field(node, row, many=row.field in _MANY[kind]) for row in TABLES[kind]}
        if kind is Event:
            fields["kind"] = self._kind_of_event(node)
        if kind is PublicOrganisation and fields["identifier"] == str(node):
            fields["identifier"] = None  # what we write of a publisher that has none, as SHACL asks for one
        return kind(uri=str(node), **fields)

    def _kind_of_event(self, node: Node) -> str:
        for name, kind in EVENTS.items():
            if kind in self.values(node, RDF.type):
                self.take(node, RDF.type, kind)
                return name
        return ""

    def _field(self, node: Node, row: Row, *, many: bool) -> Any:
        given = [(term, value) for term in (row.property, *row.older) for value in self.values(node, term)]
        found = [each for term, value in given for each in self._fitting(node, row, term, value)]
        if row.needed and not given:
            self.wrong(node, row.property, _("CPSV-AP asks for it, and it is not there."))
        if not many and len({taken for _term, _value, taken in found}) > 1:
            self.wrong(node, row.property, _("There are several where one is expected; the first is taken."))
            found = found[:1]
        for term, value, _taken in found:
            self.take(node, term, value)
        if many:
            return tuple(taken for _term, _value, taken in found)
        return found[0][2] if found else None

    def _fitting(self, node: Node, row: Row, term: URIRef, value: Node) -> Iterator[tuple[URIRef, Node, Any]]:
        try:
            yield term, value, _TAKERS[row.how](self, row, value)
        except _Wrong as wrong:
            self.wrong(node, term, str(wrong))

    def _part(self, row: Row, value: Node) -> Thing:
        _addressed(value)
        return self.thing(row.of, value)  # type: ignore[arg-type]  # the table gives a shape for a part

    def _document(self, _row: Row, value: Node) -> str:
        self.take(value, RDF.type, FOAF.Document)
        return _addressed(value)

    def _link(self, row: Row, value: Node) -> str:
        if row.typed is not None:
            self.take(value, RDF.type, row.typed)
        return _addressed(value)

    def _code(self, row: Row, value: Node) -> str:
        """A code; files of CPSV-AP 1 and 2 write languages, countries and currencies as words too."""
        spelled = codes.spelled(str(row.of), str(value)) if isinstance(value, Literal) else None
        if spelled:
            return spelled
        address = self._link(row, value)
        found = codes.code(str(row.of), address)
        if row.of == "status" and found == address:
            raise _Wrong(_("{value} is no status of ADMS.").format(value=address))
        self.name_taken(str(row.of), found, value)
        return found

    def name_taken(self, name: str, code: str, value: Node) -> None:
        """Takes the names of a concept of ours, where the file gives the same as we do."""
        concept = codes.concept(name, code)
        for language, words in concept.names.items() if concept else ():
            self.take(value, SKOS.prefLabel, Literal(words, lang=language))


def _addressed(value: Node) -> str:
    if not isinstance(value, URIRef) or not is_address(str(value)):
        raise _Wrong(_("{value} is no address.").format(value=str(value)[:200]))
    return str(value)


def _literal(value: Node) -> Literal:
    if not isinstance(value, Literal):
        raise _Wrong(_("{value} is an address; words are expected.").format(value=str(value)[:200]))
    return value


def _text(_statements: Statements, _row: Row, value: Node) -> str:
    return str(_words(value))


def _words(value: Node) -> Literal:
    words = _literal(value)
    if len(words) > LONGEST:
        raise _Wrong(_("A text of more than {most} letters is kept, but not shown.").format(most=LONGEST))
    return words


def _texts(_statements: Statements, _row: Row, value: Node) -> Text:
    words = _words(value)
    return Text((words.language or UNDETERMINED).lower(), str(words))


def _number(_statements: Statements, _row: Row, value: Node) -> float:
    try:
        found = float(str(_literal(value)))
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise _Wrong(_("{value} is no number.").format(value=str(value)[:200]))
    return found


def _day(_statements: Statements, _row: Row, value: Node) -> date:
    try:
        return date.fromisoformat(str(_literal(value)))
    except ValueError as error:
        raise _Wrong(_("{value} is no day; write it as 2026-11-24.").format(value=str(value)[:200])) from error


def _duration(_statements: Statements, _row: Row, value: Node) -> str:
    text = str(_literal(value))
    if not _DURATION.fullmatch(text):
        raise _Wrong(_("{value} is no duration; write five days as P5D.").format(value=text[:200]))
    return text


_Taker = Callable[[Statements, Row, Node], Any]
_TAKERS: Final[dict[How, _Taker]] = {
    How.TEXTS: _texts,
    How.TEXT: _text,
    How.NUMBER: _number,
    How.DAY: _day,
    How.DURATION: _duration,
    How.CODE: Statements._code,  # noqa: SLF001 - of this module
    How.DOCUMENT: Statements._document,  # noqa: SLF001
    How.LINK: Statements._link,  # noqa: SLF001
    How.PART: Statements._part,  # noqa: SLF001
}
#: Of each shape, the fields that are many.
_MANY: Final = {
    kind: {one.name for one in fields_of(kind) if one.default is not NODEFAULT and one.default == ()} for kind in TABLES
}


#: Prefixes by which properties are told, those that Karavel writes and those that it leaves as they are.
_SHORT: Final = {
    **PREFIXES,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": "http://schema.org/",
    "time": TIME,
    "locn": "http://www.w3.org/ns/locn#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}


def short(term: Node) -> str:
    """A property with its prefix: ``dct:title``."""
    for prefix, namespace in _SHORT.items():
        if str(term).startswith(str(namespace)):
            return f"{prefix}:{str(term).removeprefix(str(namespace))}"
    return str(term)
