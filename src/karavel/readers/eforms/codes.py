"""What the codes of eForms mean for the model: kind of notice, buyer's level, kinds of criteria, notice subtypes.

Code lists are those of the eForms SDK (Publications Office, authority tables). Where a code was renamed between SDK
versions both stand here.
"""

from __future__ import annotations

from typing import Final

from karavel.notices import Kind
from karavel.notices.model import CriterionKind, Level, Nature, Permission, RequirementKind, Unit

#: Form type (``listName`` of BT-02) to what the notice does.
KIND_BY_FORM_TYPE: Final[dict[str, Kind]] = {
    "planning": "planning",
    "consultation": "planning",
    "competition": "call",
    "result": "award",
    "dir-awa-pre": "award",
    "completion": "award",
    "cont-modif": "change",
    "change": "change",
    "bri": "registration",
}

#: Notice type (BT-02) to the same, for documents whose code carries no form type.
KIND_BY_TYPE: Final[dict[str, Kind]] = {
    "pin-buyer": "planning",
    "pin-only": "planning",
    "pin-rtl": "planning",
    "pin-tran": "planning",
    "pmc": "planning",
    "pin-cfc-standard": "call",
    "pin-cfc-social": "call",
    "qu-sy": "call",
    "cn-standard": "call",
    "cn-social": "call",
    "cn-desg": "call",
    "subco": "call",
    "veat": "award",
    "can-standard": "award",
    "can-social": "award",
    "can-desg": "award",
    "can-tran": "award",
    "compl": "award",
    "can-modif": "change",
    "corr": "change",
    "brin-eeig": "registration",
    "brin-ecs": "registration",
}

#: Document type to the same, where neither code is known.
KIND_BY_ROOT: Final[dict[str, Kind]] = {
    "PriorInformationNotice": "planning",
    "ContractNotice": "call",
    "ContractAwardNotice": "award",
    "BusinessRegistrationInformationNotice": "registration",
}

#: Notice subtypes (OPP-070). National profiles put a letter before the number (``N16`` in Norway) or use ``99``.
SUBTYPES: Final = frozenset(
    (*map(str, range(1, 41)), "CEI", "E1", "E2", "E3", "E4", "E5", "E6", "T01", "T02", "X01", "X02")
)

PROCEDURES: Final = frozenset(
    {
        "open",
        "restricted",
        "neg-w-call",
        "neg-wo-call",
        "comp-dial",
        "innovation",
        "comp-tend",
        "exp-int-rail",
        "oth-single",
        "oth-mult",
    }
)

#: Buyer legal type (BT-11) to level. Bodies governed by public law are sub-central whoever controls them: Directive
#: 2014/24/EU, Article 2(1)(3), and Annex 2 of the EU's GPA schedule. Public undertakings and holders of special rights
#: are contracting entities of Directive 2014/25/EU. A subsidised organisation, a defence contractor, a group of
#: authorities may be of any level: not settled.
LEVELS: Final[dict[str, Level]] = {
    "cga": "central",
    "ra": "sub-central",
    "la": "sub-central",
    "rl-aut": "sub-central",
    "body-pl": "sub-central",
    "body-pl-cga": "sub-central",
    "body-pl-la": "sub-central",
    "body-pl-ra": "sub-central",
    "pub-undert": "utility",
    "pub-undert-cga": "utility",
    "pub-undert-la": "utility",
    "pub-undert-ra": "utility",
    "spec-rights-entity": "utility",
    "eu-ins-bod-ag": "eu-institution",
    "int-org": "international",
}

#: All legal types, those of unsettled level too.
LEGAL_TYPES: Final = frozenset((*LEVELS, "def-cont", "grp-p-aut", "org-sub", "org-sub-cga", "org-sub-la", "org-sub-ra"))
SIZES: Final = frozenset({"micro", "small", "medium", "large", "sme"})
FRAMEWORKS: Final = frozenset({"fa-mix", "fa-w-rc", "fa-wo-rc", "none"})
DPS: Final = frozenset({"dps-list", "dps-nlist", "none"})
STATUSES: Final = frozenset({"selec-w", "clos-nw", "open-nw"})
SUBCONTRACTING: Final = frozenset({"none", "subc-chng", "subc-min", "subc-oblig-2009-81"})

NATURES: Final[dict[str, Nature]] = {"services": "services", "supplies": "supplies", "works": "works"}
PERMISSIONS: Final[dict[str, Permission]] = {
    "required": "required",
    "allowed": "allowed",
    "not-allowed": "not-allowed",
}
UNITS: Final[dict[str, Unit]] = {"DAY": "day", "WEEK": "week", "MONTH": "month", "YEAR": "year"}
CRITERIA: Final[dict[str, CriterionKind]] = {"price": "price", "cost": "cost", "quality": "quality"}

#: Which of several numbers of one award criterion is its weight: a weight before a fixed value before a threshold.
PARAMETERS: Final = ("number-weight", "number-fixed", "number-threshold")

#: Selection criterion (BT-747 until SDK 1.9) to kind of requirement.
REQUIREMENTS: Final[dict[str, RequirementKind]] = {
    "sui-act": "eligibility",
    "ef-stand": "economic",
    "tp-abil": "technical",
    "other": "other",
}
#: Opening of a finer code (BT-809 from SDK 1.10) to kind of requirement.
FINER_REQUIREMENTS: Final[dict[str, RequirementKind]] = {
    "slc-suit": "eligibility",
    "slc-stand": "economic",
    "slc-abil": "technical",
    "slc-sche": "technical",
}

#: BT-760 to the field of Tenders.
RECEIVED: Final = {
    "tenders": "total",
    "t-sme": "sme",
    "t-oth-eea": "other_eu",
    "t-no-eea": "non_eu",
    "t-esubm": "electronic",
}

SUBCONTRACTED: Final = {"yes": True, "no": False, "not-known": None}
EU_FUNDED: Final = {"eu-funds": True, "no-eu-funds": False}
RESTRICTED: Final = {"restricted-document": True, "non-restricted-document": False}


def requirement_kind(code: str | None) -> RequirementKind:
    """The kind of a selection criterion given by its code of any SDK version."""
    if code is None:
        return "other"
    return REQUIREMENTS.get(code) or FINER_REQUIREMENTS.get(_branch(code), "other")


def _branch(code: str) -> str:
    """``slc-stand-to-gen`` → ``slc-stand``."""
    return "-".join(code.split("-")[:2])
