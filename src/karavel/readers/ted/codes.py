"""TED's own codes as the codes of the model: eForms code lists, CELEX numbers, OCDS natures.

Sources: the code lists inside the TED schemas R2.0.8 and R2.0.9, the standard forms of Regulation (EU) 2015/1986 and
of its predecessor 842/2011, and the eForms code lists that they became (Regulation (EU) 2019/1780).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from karavel.notices.model import Kind, Level, Nature

#: ``CA_TYPE``, ``TYPE_OF_CONTRACTING_AUTHORITY`` to ``buyer-legal-type``. TED's "regional or local" is eForms' ``ra``.
LEGAL_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "MINISTRY": "cga",
        "NATIONAL_AGENCY": "cga",
        "REGIONAL_AUTHORITY": "ra",
        "REGIONAL_AGENCY": "ra",
        "BODY_PUBLIC": "body-pl",
        "EU_INSTITUTION": "eu-ins-bod-ag",
        "1": "cga",
        "N": "cga",
        "3": "ra",
        "R": "ra",
        "6": "body-pl",
        "5": "eu-ins-bod-ag",
    }
)

#: ``CA_ACTIVITY``, ``CE_ACTIVITY``, ``TYPE_OF_ACTIVITY`` to ``main-activity``.
ACTIVITIES: Mapping[str, str] = MappingProxyType(
    {
        "GENERAL_PUBLIC_SERVICES": "gen-pub",
        "DEFENCE": "defence",
        "PUBLIC_ORDER_AND_SAFETY": "pub-os",
        "ENVIRONMENT": "env-pro",
        "ECONOMIC_AND_FINANCIAL_AFFAIRS": "econ-aff",
        "HEALTH": "health",
        "HOUSING_AND_COMMUNITY_AMENITIES": "hc-am",
        "SOCIAL_PROTECTION": "soc-pro",
        "RECREATION_CULTURE_AND_RELIGION": "rcr",
        "EDUCATION": "education",
        "PRODUCTION_TRANSPORT_DISTRIBUTION_GAS_HEAT": "gas-heat",
        "ELECTRICITY": "electricity",
        "EXPLORATION_EXTRACTION_GAS_OIL": "gas-oil",
        "EXPLORATION_EXTRACTION_COAL_OTHER_SOLID_FUEL": "solid-fuel",
        "WATER": "water",
        "POSTAL_SERVICES": "post",
        "RAILWAY_SERVICES": "rail",
        "URBAN_RAILWAY_TRAMWAY_TROLLEYBUS_BUS_SERVICES": "urttb",
        "URBAN_RAILWAY_LIGHT_RAIL_METRO_TRAMWAY_TROLLEYBUS_BUS_SERVICES": "urttb",
        "PORT_RELATED_ACTIVITIES": "port",
        "AIRPORT_RELATED_ACTIVITIES": "airport",
    }
)
#: Forms of contracting entities (Directive 2014/25/EU), and what ``AA_AUTHORITY_TYPE`` calls one.
UTILITY_FORMS = frozenset({"F04", "F05", "F06", "F07", "F22"})
UTILITY_TYPE = "4"

_LEVELS: Mapping[str, Level] = MappingProxyType(
    {
        "cga": "central",
        "ra": "sub-central",
        "body-pl": "sub-central",
        "eu-ins-bod-ag": "eu-institution",
        "int-org": "international",
    }
)


def level(legal_type: str | None, *, utility: bool) -> Level | None:
    """The buyer's level: a contracting entity buys as a utility, else its legal type settles it."""
    return "utility" if utility else _LEVELS.get(legal_type or "")


#: ``DIRECTIVE`` to the CELEX number that eForms writes.
CELEX: Mapping[str, str] = MappingProxyType(
    {
        "2014/23/EU": "32014L0023",
        "2014/24/EU": "32014L0024",
        "2014/25/EU": "32014L0025",
        "2009/81/EC": "32009L0081",
        "2004/17/EC": "32004L0017",
        "2004/18/EC": "32004L0018",
        "92/13/EEC": "31992L0013",
        "93/38/EEC": "31993L0038",
    }
)

NATURES: Mapping[str, Nature] = MappingProxyType(
    {
        "WORKS": "works",
        "SUPPLIES": "supplies",
        "SERVICES": "services",
        "1": "works",
        "2": "supplies",
        "4": "services",
    }
)

#: Elements ``PT_*`` (a leading ``F02_`` and the like dropped) and coded ``PR_PROC`` to ``procurement-procedure-type``.
PROCEDURES: Mapping[str, str] = MappingProxyType(
    {
        "PT_OPEN": "open",
        "PT_RESTRICTED": "restricted",
        "PT_ACCELERATED_RESTRICTED": "restricted",
        "PT_ACCELERATED_RESTRICTED_CHOICE": "restricted",
        "PT_COMPETITIVE_NEGOTIATION": "neg-w-call",
        "PT_INVOLVING_NEGOTIATION": "neg-w-call",
        "PT_NEGOTIATED": "neg-w-call",
        "PT_NEGOTIATED_CHOICE": "neg-w-call",
        "PT_NEGOTIATED_WITH_PRIOR_CALL": "neg-w-call",
        "PT_NEGOTIATED_WITH_COMPETITION": "neg-w-call",
        "PT_NEGOTIATED_WITH_PUBLICATION_CONTRACT_NOTICE": "neg-w-call",
        "PT_NEGOTIATED_WITH_COMPETITION_CONTRACT_NOTICE": "neg-w-call",
        "PT_ACCELERATED_NEGOTIATED": "neg-w-call",
        "PT_AWARD_CONTRACT_WITH_PRIOR_PUBLICATION": "neg-w-call",
        "PT_COMPETITIVE_DIALOGUE": "comp-dial",
        "PT_INNOVATION_PARTNERSHIP": "innovation",
        "PT_NEGOTIATED_WITHOUT_COMPETITION": "neg-wo-call",
        "PT_NEGOTIATED_WITHOUT_PUBLICATION": "neg-wo-call",
        "PT_NEGOTIATED_WITHOUT_PUBLICATION_CONTRACT_NOTICE": "neg-wo-call",
        "PT_AWARD_CONTRACT_WITHOUT_CALL": "neg-wo-call",
        "PT_AWARD_CONTRACT_WITHOUT_PUBLICATION": "neg-wo-call",
        "PT_COMPETITIVE_TENDERING": "comp-tend",
        "PT_REQUEST_EXPRESSION_INTEREST": "exp-int-rail",
        "PT_DA_INTERNAL_OPERATOR": "neg-wo-call",
        "PT_DA_SMALL_CONTRACT": "neg-wo-call",
        "PT_DA_MEDIUM_ENTERPRISE": "neg-wo-call",
        "PT_DA_RAILWAY_TRANSPORT": "neg-wo-call",
        "1": "open",
        "2": "restricted",
        "3": "restricted",
        "4": "neg-w-call",
        "6": "neg-w-call",
        "B": "neg-w-call",
        "C": "comp-dial",
        "G": "innovation",
        "A": "neg-wo-call",
        "F": "neg-wo-call",
        "T": "neg-wo-call",
        "V": "neg-wo-call",
    }
)
ACCELERATED = frozenset(
    {"PT_ACCELERATED_RESTRICTED", "PT_ACCELERATED_RESTRICTED_CHOICE", "PT_ACCELERATED_NEGOTIATED", "3", "6"}
)


def procedure_name(element_name: str) -> str:
    """``F17_PT_ACCELERATED_NEGOTIATED`` without the form that it begins with."""
    return element_name[element_name.find("PT_") :] if "PT_" in element_name else element_name


#: ``TD_DOCUMENT_TYPE`` to what the notice does.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "0": "planning",  # prior information without call
        "1": "change",  # corrigendum
        "2": "change",  # additional information
        "3": "call",  # contract notice
        "4": "call",  # prequalification
        "5": "call",  # request for proposals
        "6": "planning",  # general information
        "7": "award",  # contract award
        "A": "call",  # prior information with call
        "B": "planning",  # buyer profile
        "C": "call",  # works concession
        "D": "call",  # design contest
        "E": "call",  # works contracts awarded by the concessionaire
        "F": "call",  # subcontract
        "H": "call",  # services concession
        "I": "call",  # expressions of interest
        "J": "award",  # concession award
        "K": "change",  # modification of a contract during its term
        "M": "call",  # periodic indicative notice with call
        "O": "call",  # qualification system with call
        "P": "planning",  # periodic indicative notice without call
        "Q": "planning",  # qualification system without call
        "R": "award",  # results of a design contest
        "V": "award",  # voluntary ex ante transparency
        "Y": "call",  # dynamic purchasing system
    }
)

#: Forms that do one thing only, whatever the coded document type says.
KINDS_OF_FORMS: Mapping[str, Kind] = MappingProxyType(
    {
        "F02": "call",
        "F03": "award",
        "F05": "call",
        "F06": "award",
        "F08": "planning",
        "F10": "call",
        "F11": "call",
        "F12": "call",
        "F13": "award",
        "F14": "change",
        "F15": "award",
        "F16": "planning",
        "F17": "call",
        "F18": "award",
        "F19": "call",
        "F20": "change",
        "F24": "call",
        "F25": "award",
        "T01": "planning",
        "T02": "award",
    }
)

_ASK_SYSTEMS = frozenset({"F02", "F03", "F05", "F06"})
_ASK_IN_CALLS = frozenset({"F01", "F04"})

#: Forms whose section V.2.5 asks whether the contract is likely to be subcontracted.
ASKS_SUBCONTRACTING = frozenset({"F03", "F06", "F21", "F22"})


def asks_systems(form: str, kind: Kind) -> bool:
    """Section IV.1.3 asks for a framework agreement or a dynamic purchasing system, so that an empty box says no."""
    return form in _ASK_SYSTEMS or (form in _ASK_IN_CALLS and kind == "call")


#: Elements of sections III.1.5 and III.1.6 to ``reserved-procurement``.
RESERVED: Mapping[str, str] = MappingProxyType(
    {
        "RESTRICTED_SHELTERED_WORKSHOP": "res-ws",
        "RESTRICTED_SHELTERED_PROGRAM": "res-ws",
        "RESTRICTED_TO_SHELTERED_WORKSHOPS": "res-ws",
        "RESTRICTED_TO_FRAMEWORK": "res-ws",
        "RESERVED_ORGANISATIONS_SERVICE_MISSION": "res-pub-ser",
    }
)

#: Why nobody was chosen. TED's first reason stands for two of eForms (``no-rece``, ``all-rej``), so it keeps its name.
REASONS: Mapping[str, str] = MappingProxyType(
    {"PROCUREMENT_UNSUCCESSFUL": "no-rece-or-all-rej", "PROCUREMENT_DISCONTINUED": "other"}
)
