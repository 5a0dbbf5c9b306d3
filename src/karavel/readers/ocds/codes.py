"""What the codes of OCDS mean for the model.

Code lists: https://standard.open-contracting.org/1.1/en/schema/codelists/ and the eForms profile's; the deprecated
codes of OCDS 1.0 stand beside them.
"""

from __future__ import annotations

from typing import Final

from karavel.notices.model import CriterionKind, Level, Nature, Permission, RequirementKind

NATURES: Final[dict[str, Nature]] = {
    "goods": "supplies",
    "supplies": "supplies",
    "services": "services",
    "consultingServices": "services",
    "works": "works",
}

#: Code list ``method`` to BT-105. ``selective`` is any procedure in which candidates are chosen after a public call.
PROCEDURES: Final = {"open": "open", "selective": "restricted", "limited": "neg-wo-call", "direct": "neg-wo-call"}
BY_INVITATION: Final = {"open": False, "restricted": True, "neg-wo-call": True}

PERMISSIONS: Final[dict[str, Permission]] = {
    "required": "required",
    "allowed": "allowed",
    "notAllowed": "not-allowed",
}

#: Code list ``tenderStatus``: of tenders that have ended, whatever their deadline says.
OVER: Final = frozenset({"complete", "cancelled", "unsuccessful", "withdrawn"})

#: Code list ``awardStatus`` to BT-142.
AWARD_STATUS: Final = {
    "active": "selec-w",
    "unsuccessful": "clos-nw",
    "cancelled": "clos-nw",
    "pending": "open-nw",
}

REQUIREMENTS: Final[dict[str, RequirementKind]] = {
    "economic": "economic",
    "technical": "technical",
    "suitability": "eligibility",
}

CRITERIA: Final[dict[str, CriterionKind]] = {"price": "price", "cost": "cost", "quality": "quality"}

#: Core code list ``awardCriteria``, where it says of what kind the one criterion is.
WHOLE_CRITERIA: Final[dict[str, CriterionKind]] = {
    "priceOnly": "price",
    "lowestCost": "price",
    "costOnly": "cost",
    "qualityOnly": "quality",
}

#: Code list ``frameworkAgreementMethod`` to BT-765.
FRAMEWORKS: Final = {
    "withReopeningCompetition": "fa-w-rc",
    "withoutReopeningCompetition": "fa-wo-rc",
    "withAndWithoutReopeningCompetition": "fa-mix",
}

#: Code list ``dynamicPurchasingSystemType`` to BT-766: open to buyers that the notice does not list, or not.
SYSTEMS: Final = {"open": "dps-nlist", "closed": "dps-list"}

#: Words for buyers in the classification schemes ``TED_CA_TYPE``, ``eu-buyer-legal-type`` and ``UK_CA_TYPE``, and in
#: Moldova's ``typeOfBuyer``, to BT-11.
LEGAL_TYPES: Final = {
    "ministry or any other national or federal authority, including their regional or local subdivisions": "cga",
    "ministry or any other national or federal authority": "cga",
    "publicauthoritycentralgovernment": "cga",
    "publicundertaking": "pub-undert",
    "privateutility": "spec-rights-entity",
    "ministry": "cga",
    "national or federal agency/office": "cga",
    "national_agency": "cga",
    "regional or local authority": "ra",
    "regional_authority": "ra",
    "regional or local agency/office": "ra",
    "regional_agency": "ra",
    "body governed by public law": "body-pl",
    "body_public": "body-pl",
    "european institution/agency or international organisation": "eu-ins-bod-ag",
    "eu_institution": "eu-ins-bod-ag",
}

#: Words that say a buyer's level without saying its legal type.
BUYER_LEVELS: Final[dict[str, Level]] = {"publicauthoritysubcentralgovernment": "sub-central"}

#: Names under which publishers write CPV. Ukraine's DK 021:2015 and Kyrgyzstan's OKGZ are CPV 2008 code by code.
CPV_SCHEMES: Final = frozenset(
    {"CPV", "CPV 2008", "CPV2008", "CPVS", "DK021", "ДК021", "DK 021", "ДК 021", "ДК021:2015", "OKGZ", "ОКГЗ"}
)

#: Country of a publisher by its ocid prefix (https://standard.open-contracting.org/latest/en/schema/identifiers/ocid/),
#: for releases whose buyer has no address. Only publishers that publish for one country.
PUBLISHERS: Final = {
    "ocds-03ad3f": "PY",
    "ocds-b3wdp1": "MD",
    "ocds-b5fd17": "GB",
    "ocds-be6bcu": "UA",
    "ocds-gyl66f": "NG",
    "ocds-h6vhtk": "GB",
    "ocds-k50g02": "CO",
    "ocds-kuma6s": "GB",
    "ocds-ngfbwp": "MD",
    "ocds-r6ebe6": "GB",
    "AM-PPS": "AM",
}
