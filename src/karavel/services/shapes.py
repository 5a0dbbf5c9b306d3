"""A catalogue of public services in the terms of CPSV-AP 3.2 (https://semiceu.github.io/CPSV-AP/releases/3.2.0/).

Frozen, no I/O. A thing is named by ``uri``. Codes are short where a list of :mod:`karavel.services.codes` has them
(``pt``, ``AZ``, ``EUR``, ``website``) and otherwise the address of the concept that its source gave: nothing is lost.
What is many is a tuple in a fixed order (:func:`settled`), so that two catalogues that say the same are equal.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

_Thing = TypeVar("_Thing", bound=Struct)


class Text(NamedTuple):
    """Words in a language: a BCP 47 tag in lower case, ``und`` where the source names none."""

    language: str
    text: str


Texts = tuple[Text, ...]
Names = tuple[str, ...]


class Thing(Struct, frozen=True, kw_only=True):
    """Anything with an address of its own."""

    uri: str


class PublicOrganisation(Thing, frozen=True, kw_only=True):
    """``cv:PublicOrganisation``: who answers for a service. ``spatial`` says where: at least one (SHACL)."""

    names: Texts = ()
    identifier: str | None = None
    spatial: Names = ()
    homepage: str | None = None


class ContactPoint(Thing, frozen=True, kw_only=True):
    """``cv:ContactPoint``: whom users ask."""

    email: str | None = None
    telephone: str | None = None
    page: str | None = None


class Channel(Thing, frozen=True, kw_only=True):
    """``cv:Channel``: a way to the service; ``page`` is where it is used, if on the web."""

    identifier: str | None = None
    type: str | None = None
    descriptions: Texts = ()
    page: str | None = None


class Event(Thing, frozen=True, kw_only=True):
    """What makes somebody need the service; ``kind`` is ``life``, ``business``, or empty for a plain ``cv:Event``."""

    kind: str = ""
    identifier: str | None = None
    titles: Texts = ()
    descriptions: Texts = ()
    types: Names = ()


class Evidence(Thing, frozen=True, kw_only=True):
    """``cv:Evidence``: an input, what users must bring."""

    identifier: str | None = None
    titles: Texts = ()
    descriptions: Texts = ()
    type: str | None = None
    languages: Names = ()
    pages: Names = ()


class Output(Thing, frozen=True, kw_only=True):
    """``cv:Output``: what users get."""

    identifier: str | None = None
    titles: Texts = ()
    descriptions: Texts = ()
    types: Names = ()
    languages: Names = ()


class Cost(Thing, frozen=True, kw_only=True):
    """``cv:Cost``: what users pay; ``value`` in units of ``currency`` (ISO 4217)."""

    identifier: str | None = None
    descriptions: Texts = ()
    value: float | None = None
    currency: str | None = None


class LegalResource(Thing, frozen=True, kw_only=True):
    """``eli:LegalResource``: the law that the service rests on."""

    titles: Texts = ()


class Rule(Thing, frozen=True, kw_only=True):
    """``cpsv:Rule``: by what the service proceeds; ``implements`` are addresses of legal resources."""

    identifier: str | None = None
    titles: Texts = ()
    descriptions: Texts = ()
    languages: Names = ()
    implements: Names = ()


class PublicService(Thing, frozen=True, kw_only=True):
    """``cpsv:PublicService``.

    Attributes:
        status: a state of :data:`karavel.services.lifecycle.SERVICE`; None where the source names none that is known.
        status_since: the day on which it came into that state.
        level: of online sophistication, 1 to 5 (:data:`karavel.services.codes.LEVELS`); None where nobody has said.
        cross_border: whether somebody abroad can use it whole; None where nobody has said.
        processing_time: ISO 8601 duration (``P5D``).
        unread: statements of the source that no shape here has, as N-Triples; written out again unchanged.
    """

    identifier: str | None = None
    titles: Texts = ()
    descriptions: Texts = ()
    keywords: Texts = ()
    authorities: tuple[PublicOrganisation, ...] = ()
    contact_points: tuple[ContactPoint, ...] = ()
    channels: tuple[Channel, ...] = ()
    events: tuple[Event, ...] = ()
    inputs: tuple[Evidence, ...] = ()
    outputs: tuple[Output, ...] = ()
    costs: tuple[Cost, ...] = ()
    legal_resources: tuple[LegalResource, ...] = ()
    rules: tuple[Rule, ...] = ()
    languages: Names = ()
    spatial: Names = ()
    sectors: Names = ()
    themes: Names = ()
    types: Names = ()
    audience: Names = ()
    classifications: Names = ()
    pages: Names = ()
    processing_time: str | None = None
    status: str | None = None
    status_since: date | None = None
    level: int | None = None
    cross_border: bool | None = None
    unread: Names = ()


class Catalogue(Struct, frozen=True, kw_only=True):
    """A file of services. Where ``uri`` is None it describes no ``dcat:Dataset`` around them.

    Attributes:
        publisher: who answers for the dataset.
        unread: statements that belong to no service, as N-Triples.
    """

    uri: str | None = None
    titles: Texts = ()
    descriptions: Texts = ()
    publisher: PublicOrganisation | None = None
    services: tuple[PublicService, ...] = ()
    unread: Names = ()


def settled(thing: _Thing) -> _Thing:
    """The same, with everything that is many in its one order and without repetitions."""
    found = {name: _settled(getattr(thing, name)) for name in thing.__struct_fields__}
    return replace(thing, **found)


def _settled(value: Any) -> Any:
    if isinstance(value, Struct):
        return settled(value)
    if not isinstance(value, tuple) or isinstance(value, Text):
        return value
    once = dict.fromkeys(_settled(one) for one in value)
    return tuple(sorted(once, key=lambda one: one.uri if isinstance(one, Thing) else one))
