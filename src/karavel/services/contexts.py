"""What the words of a JSON-LD file mean where it names the context that CPSV-AP publishes: no file is fetched.

The published contexts (3.0 to 3.2, and 2.2.1) give each word the property of the same name; the few that are called
otherwise stand in a table. A word that no context explains becomes an address under :data:`WORDS`: it is kept and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from rdflib import DCAT, DCTERMS, FOAF, ORG, RDFS, SKOS, XSD

from karavel.services.terms import ADMS, CPSV, CV, ELI

_LOCN: Final = "http://www.w3.org/ns/locn#"
#: The context of every file: words without a meaning.
WORDS: Final = {"@vocab": "urn:x-karavel:word:"}
#: Where SEMIC publishes contexts, in every release and under the names of its repositories.
_KNOWN: Final = re.compile(
    r"https?://(semiceu\.github\.io|raw\.githubusercontent\.com/SEMICeu)/[\w./-]*"
    r"CPSV-AP/[\w./-]*releases/[\w./-]+\.jsonld",
    re.IGNORECASE,
)

_PREFIXES: Final = {
    "adms": str(ADMS),
    "cpsv": str(CPSV),
    "cv": str(CV),
    "dcat": str(DCAT),
    "dct": str(DCTERMS),
    "eli": str(ELI),
    "foaf": str(FOAF),
    "locn": _LOCN,
    "org": str(ORG),
    "rdfs": str(RDFS),
    "schema": "https://schema.org/",
    "skos": str(SKOS),
    "xsd": str(XSD),
}
#: Classes and properties by their namespaces, each under its own name.
_CLASSES: Final = {
    _LOCN: "Address",
    FOAF: "Agent Document",
    CV: "BusinessEvent Channel ContactPoint Cost CriterionRequirement Event Evidence EvidenceType LifeEvent Output "
    "Participation PublicOrganisation PublicServiceDataset Requirement ServiceConcessionContract",
    SKOS: "Collection Concept",
    DCAT: "Dataset",
    ELI: "LegalResource",
    DCTERMS: "LinguisticSystem Location",
    ORG: "Organization",
    CPSV: "PublicService Rule",
}
#: Properties that lead to something, and those that say something.
_LINKS: Final = {
    ADMS: "status",
    CPSV: "follows hasInput implements produces",
    CV: "contactPage contactPoint currency hasAddress hasChannel hasCompetentAuthority hasContactPoint hasCost "
    "hasCriterion hasInputType hasLegalResource hasParticipant hasParticipation hasRelatedService holdsRequirement "
    "hasSupportingEvidence ifAccessedThrough isClassifiedBy isDefinedBy isDescribedAt isGroupedBy openingHours "
    "ownedBy participates playsRole relatedService role sector specialOpeningHoursSpecification "
    "supportsRequirement thematicArea",
    DCAT: "landingPage",
    DCTERMS: "audience conformsTo hasPart isPartOf language publisher relation requires spatial type",
    FOAF: "homepage page",
    SKOS: "member",
}
_SAID: Final = {
    CV: "email hasValue processingTime telephone value",
    DCAT: "keyword",
    DCTERMS: "description identifier title",
    SKOS: "prefLabel",
    _LOCN: "addressArea addressId adminUnitL1 adminUnitL2 fullAddress locatorDesignator locatorName poBox postCode "
    "postName thoroughfare",
}
#: Words that are called otherwise than what they mean.
_OTHERWISE: Final = {
    "PublicOrganization": "PublicOrganisation",
    "Code": "Concept",
    "addressee": "audience",
    "administrativeUnitLevel1": "adminUnitL1",
    "administrativeUnitLevel2": "adminUnitL2",
    "availabilityRestriction": "specialOpeningHoursSpecification",
    "functionsOfGovernment": "type",
    "hasEmail": "email",
    "hasTelephone": "telephone",
    "isConformantTo": "conformsTo",
    "name": "title",
    "postOfficeBox": "poBox",
    "preferredLabel": "prefLabel",
    "related": "relation",
    "relatedDocumentation": "page",
}


def _meanings(names: dict[Any, str], **more: str) -> dict[str, dict[str, str]]:
    return {name: {"@id": f"{namespace}{name}", **more} for namespace, each in names.items() for name in each.split()}


_MEANINGS: Final = {**_meanings(_CLASSES), **_meanings(_LINKS, **{"@type": "@id"}), **_meanings(_SAID)}


def is_known(context: Any) -> bool:
    """Whether a context is the address of one that CPSV-AP publishes."""
    return isinstance(context, str) and bool(_KNOWN.fullmatch(context))


def context_of(words: Iterable[str]) -> dict[str, Any]:
    """A context that explains what is known of some words, as ``Channel.type`` or ``type``, and every class."""
    classes = {name: _MEANINGS[name] for each in _CLASSES.values() for name in each.split()}
    aliases = {name: _MEANINGS[of] for name, of in _OTHERWISE.items() if of in classes}
    explained = {word: meaning for word in words if (meaning := _meaning(word.rpartition(".")[2]))}
    return {**_PREFIXES, "id": "@id", "isTypeOf": "@type", **classes, **aliases, **explained}


def _meaning(name: str) -> dict[str, str] | None:
    return _MEANINGS.get(_OTHERWISE.get(name, name))
