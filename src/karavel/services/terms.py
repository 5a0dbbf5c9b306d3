"""Field tables: which property of CPSV-AP 3.2 each field of a shape is, and how its value is written.

One table serves writing and reading, so the two cannot part. Properties that CPSV-AP has no word for (level, use from
abroad, the day of a status) are told by concepts under ``cv:isClassifiedBy`` and by one property of our own.
"""

from __future__ import annotations

import enum
from typing import Final, NamedTuple

from rdflib import DCAT, DCTERMS, FOAF, ORG, RDFS, SKOS, Namespace, URIRef

from karavel.services import shapes

CPSV: Final = Namespace("http://purl.org/vocab/cpsv#")
CV: Final = Namespace("http://data.europa.eu/m8g/")
ADMS: Final = Namespace("http://www.w3.org/ns/adms#")
ELI: Final = Namespace("http://data.europa.eu/eli/ontology#")
OURS: Final = Namespace("urn:x-karavel:")


def _schema(name: str) -> tuple[URIRef, ...]:
    """A term of schema.org, which is written with and without the s of https."""
    return URIRef(f"http://schema.org/{name}"), URIRef(f"https://schema.org/{name}")


#: Prefixes of what is written.
PREFIXES: Final = {
    "adms": ADMS,
    "cpsv": CPSV,
    "cv": CV,
    "dcat": DCAT,
    "dct": DCTERMS,
    "eli": ELI,
    "foaf": FOAF,
    "org": ORG,
    "skos": SKOS,
}


class How(enum.Enum):
    """How a value stands in RDF."""

    TEXTS = "texts with a language"
    TEXT = "a plain text"
    NUMBER = "xsd:double"
    DAY = "xsd:date"
    DURATION = "xsd:duration"
    CODE = "a concept of a list"
    DOCUMENT = "the address of a page"
    LINK = "the address of something"
    PART = "another shape"


class Row(NamedTuple):
    """A field of a shape.

    Attributes:
        of: the list of a code, or the shape of a part.
        typed: the class that SHACL asks of what the property leads to, where the shape does not say it itself.
        needed: whether SHACL asks for at least one.
        older: properties that say the same in files of CPSV-AP 1 and 2; they are read, never written.
    """

    field: str
    property: URIRef
    how: How
    of: str | type[shapes.Thing] = ""
    typed: URIRef | None = None
    needed: bool = False
    older: tuple[URIRef, ...] = ()


#: The classes that each shape is; an organisation is also the agent and the organisation that other properties ask for.
CLASSES: Final[dict[type[shapes.Thing], tuple[URIRef, ...]]] = {
    shapes.PublicService: (CPSV.PublicService,),
    shapes.PublicOrganisation: (CV.PublicOrganisation, ORG.Organization),
    shapes.ContactPoint: (CV.ContactPoint,),
    shapes.Channel: (CV.Channel,),
    shapes.Event: (CV.Event,),
    shapes.Evidence: (CV.Evidence,),
    shapes.Output: (CV.Output,),
    shapes.Cost: (CV.Cost,),
    shapes.LegalResource: (ELI.LegalResource,),
    shapes.Rule: (CPSV.Rule,),
}
#: Classes of the same things in files of CPSV-AP 1 and 2.
OLDER: Final[dict[type[shapes.Thing], tuple[URIRef, ...]]] = {
    shapes.PublicService: (CV.PublicService,),
    shapes.ContactPoint: _schema("ContactPoint"),
    shapes.Evidence: (CPSV.Input,),
    shapes.Output: (CPSV.Output,),
}
#: Kinds of events and their classes.
EVENTS: Final = {"life": CV.LifeEvent, "business": CV.BusinessEvent}

_IDENTIFIER: Final = Row("identifier", DCTERMS.identifier, How.TEXT, needed=True)
_OPTIONAL: Final = _IDENTIFIER._replace(needed=False)
_TITLES: Final = Row("titles", DCTERMS.title, How.TEXTS, needed=True)
_DESCRIPTIONS: Final = Row("descriptions", DCTERMS.description, How.TEXTS)
_LANGUAGES: Final = Row("languages", DCTERMS.language, How.CODE, "language", DCTERMS.LinguisticSystem)
_SPATIAL: Final = Row("spatial", DCTERMS.spatial, How.CODE, "country", DCTERMS.Location)


def classes_of(kind: type[shapes.Thing]) -> tuple[URIRef, ...]:
    """The classes that things of a shape have in files, old and new, the one that tells them apart first."""
    return (CLASSES[kind][0], *OLDER.get(kind, ()))


def _concepts(field: str, term: URIRef, name: str) -> Row:
    return Row(field, term, How.CODE, name, SKOS.Concept)


#: The properties of each shape, in the order of its fields.
TABLES: Final[dict[type[shapes.Thing], tuple[Row, ...]]] = {
    shapes.PublicOrganisation: (
        Row("names", SKOS.prefLabel, How.TEXTS, needed=True, older=(DCTERMS.title, FOAF.name, RDFS.label)),
        _OPTIONAL,
        _SPATIAL._replace(needed=True, older=(CV.spatial,)),
        Row("homepage", FOAF.homepage, How.DOCUMENT),
    ),
    shapes.ContactPoint: (
        Row("email", CV.email, How.TEXT, older=_schema("email")),
        Row("telephone", CV.telephone, How.TEXT, older=_schema("telephone")),
        Row("page", CV.contactPage, How.DOCUMENT, older=(*_schema("url"), FOAF.page)),
    ),
    shapes.Channel: (
        _IDENTIFIER,
        _concepts("type", DCTERMS.type, "channel"),
        _DESCRIPTIONS,
        Row("page", FOAF.page, How.DOCUMENT),
    ),
    shapes.Event: (_IDENTIFIER, _TITLES, _DESCRIPTIONS, _concepts("types", DCTERMS.type, "")),
    shapes.Evidence: (
        _IDENTIFIER,
        _TITLES,
        _DESCRIPTIONS,
        _concepts("type", DCTERMS.type, ""),
        _LANGUAGES,
        Row("pages", FOAF.page, How.DOCUMENT),
    ),
    shapes.Output: (_IDENTIFIER, _TITLES, _DESCRIPTIONS, _concepts("types", DCTERMS.type, ""), _LANGUAGES),
    shapes.Cost: (
        _IDENTIFIER,
        _DESCRIPTIONS,
        Row("value", CV.hasValue, How.NUMBER, older=(CV.value,)),
        _concepts("currency", CV.currency, "currency"),
    ),
    shapes.LegalResource: (_TITLES._replace(needed=False),),
    shapes.Rule: (
        _IDENTIFIER,
        _TITLES,
        _DESCRIPTIONS._replace(needed=True),
        _LANGUAGES,
        Row("implements", CPSV.implements, How.LINK, typed=ELI.LegalResource),
    ),
    shapes.PublicService: (
        _IDENTIFIER,
        _TITLES,
        _DESCRIPTIONS._replace(needed=True),
        Row("keywords", DCAT.keyword, How.TEXTS),
        Row("authorities", CV.hasCompetentAuthority, How.PART, shapes.PublicOrganisation, needed=True),
        Row("contact_points", CV.contactPoint, How.PART, shapes.ContactPoint, older=(CV.hasContactPoint,)),
        Row("channels", CV.hasChannel, How.PART, shapes.Channel),
        Row("events", CV.isGroupedBy, How.PART, shapes.Event),
        Row("inputs", CPSV.hasInput, How.PART, shapes.Evidence),
        Row("outputs", CPSV.produces, How.PART, shapes.Output),
        Row("costs", CV.hasCost, How.PART, shapes.Cost),
        Row("legal_resources", CV.hasLegalResource, How.PART, shapes.LegalResource, older=(CV.hasFormalFramework,)),
        Row("rules", CPSV.follows, How.PART, shapes.Rule),
        _LANGUAGES,
        _SPATIAL,
        _concepts("sectors", CV.sector, ""),
        _concepts("themes", CV.thematicArea, ""),
        _concepts("types", DCTERMS.type, "type"),
        _concepts("audience", DCTERMS.audience, "audience"),
        _concepts("classifications", CV.isClassifiedBy, ""),
        Row("pages", FOAF.page, How.DOCUMENT),
        Row("processing_time", CV.processingTime, How.DURATION),
        _concepts("status", ADMS.status, "status"),
        Row("status_since", OURS.statusSince, How.DAY),
    ),
}
