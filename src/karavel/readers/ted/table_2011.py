"""Field table of the forms of 2011 (Implementing Regulation (EU) 842/2011), forms 1 to 19, and of free notices.

Each form wraps the same fields in elements of its own (``DESCRIPTION_CONTRACT_INFORMATION_DEFENCE``,
``DESCRIPTION_AWARD_NOTICE_INFORMATION``), so the paths pass through any wrapper (``**``) and name the field, or the
nearest element that gives it its meaning. Keys are those of the later forms, so that one assembly serves both.
"""

from __future__ import annotations

from karavel.readers.ted.codes import RESERVED
from karavel.readers.ted.table_parts import CODE, VALUE, procedures
from karavel.readers.ted.takes import cost, criterion, day_in_parts
from karavel.readers.tree import Field, Group, name, present, prose

_CONTACT: tuple[Field, ...] = (
    Field("**/OFFICIALNAME", "name", "BT-500"),
    Field("**/NATIONALID", "id", "BT-501"),
    Field("**/TOWN", "city", "BT-513"),
    Field("**/COUNTRY", "country", "BT-514", VALUE),
    Field("**/PHONE", "telephone", "BT-503"),
    Field("**/E_MAIL", "email", "BT-506"),
    Field("**/URL", "url", "BT-505"),
)

_BUYER: tuple[Field | Group, ...] = (
    Group("**/CA_CE_CONCESSIONAIRE_PROFILE", "buyers", _CONTACT),
    Group("**/CONTACT_DATA_OTHER_BEHALF_CONTRACTING_AUTORITHY", "buyers", _CONTACT),
    Group("**/CONTACT_DATA", "organisations", _CONTACT),
    Group("**/CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME", "organisations", _CONTACT),
    Group("**/RESPONSIBLE_FOR_APPEAL_PROCEDURES", "organisations", _CONTACT),
    Group("**/SERVICE_FROM_INFORMATION", "organisations", _CONTACT),
    Field("**/URL_GENERAL", "buyer_url", "BT-505"),
    Field("**/URL_BUYER", "buyer_profile", "BT-508"),
    Field("**/URL_INFORMATION", "documents", "BT-15"),
    Field("**/URL_PARTICIPATE", "submission", "BT-18"),
    Field("**/TYPE_OF_CONTRACTING_AUTHORITY", "legal_type", "BT-11", VALUE),
    Field("**/TYPE_OF_ACTIVITY", "activity", "BT-10", VALUE),
    Field("**/ACTIVITY_OF_CONTRACTING_ENTITY", "activity", "BT-610", VALUE),
    Field("**/ACTIVITY_OF_CONTRACTING_ENTITY", "entity", "BT-740", present),
    Field("**/ACTIVITY_OF_CONTRACTING_ENTITY_OTHER", "entity", "BT-740", present),
)

_CPV: tuple[Field, ...] = (
    Field("**/CPV/CPV_MAIN/CPV_CODE", "cpv", "BT-262", CODE),
    Field("**/CPV/CPV_ADDITIONAL/CPV_CODE", "cpv", "BT-263", CODE),
)

_WORK = "**/PERIOD_WORK_DATE_STARTING"
_PERIOD: tuple[Field, ...] = (
    *(
        Field(f"{_WORK}/{unit}S", "duration", "BT-36", lambda element: (element.text, name(element)[:-1]))
        for unit in ("DAY", "MONTH")
    ),
    Field(f"{_WORK}/INTERVAL_DATE/START_DATE", "start_parts", "BT-536", day_in_parts, whole=True),
    Field(f"{_WORK}/INTERVAL_DATE/END_DATE", "end_parts", "BT-537", day_in_parts, whole=True),
)

_PLACE: tuple[Field, ...] = tuple(
    row
    for wrapper in ("LOCATION_NUTS", "SITE_OR_LOCATION")
    for row in (
        Field(f"**/{wrapper}/NUTS", "nuts", "BT-5071", CODE),
        Field(f"**/{wrapper}/LOCATION", "site", "BT-728", prose),
        Field(f"**/{wrapper}/LABEL", "site", "BT-728", prose),
    )
)

_ESTIMATE = Field("**/COSTS_RANGE_AND_CURRENCY", "value", "BT-27", cost, whole=True)

_LOT: tuple[Field | Group, ...] = (
    Field("**/LOT_NUMBER", "number", "BT-137"),
    Field("**/LOT_TITLE", "title", "BT-21", prose),
    Field("**/LOT_DESCRIPTION", "description", "BT-24", prose),
    *_CPV,
    _ESTIMATE,
    *_PERIOD,
    *_PLACE,
)
_LOTS = (
    "LOT_PRIOR_INFORMATION",
    "ANNEX_B_INFORMATION_LOTS_PERIODIC_INDICATIVE",
    *(f"F{form:02}_ANNEX_B" for form in range(1, 20)),
)

_AWARD: tuple[Field | Group, ...] = (
    Field("**/LOT_NUMBER", "number", "BT-13713"),
    Field("**/CONTRACT_NUMBER", "contract", "BT-150"),
    Field("**/CONTRACT_NO", "contract", "BT-150"),
    Field("**/CONTRACT_TITLE", "title", "BT-721", prose),
    Field("**/TITLE_CONTRACT", "title", "BT-721", prose),
    Field("**/CONTRACT_AWARD_DATE", "date_parts", "BT-1451", day_in_parts, whole=True),
    Field("**/DATE_OF_CONTRACT_AWARD", "date_parts", "BT-1451", day_in_parts, whole=True),
    Field("**/OFFERS_RECEIVED_NUMBER", "tenders_total", "BT-759"),
    Field("**/OFFERS_RECEIVED_NUMBER_MEANING", "tenders_electronic", "BT-759"),
    Group("**/ECONOMIC_OPERATOR_NAME_ADDRESS", "suppliers", _CONTACT),
    Group("**/CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP", "suppliers", _CONTACT),
    Group("**/NAME_ADDRESS_WINNER", "winners", _CONTACT),
    Field("**/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE", "value", "BT-720", cost, whole=True),
    Field("**/INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT", "estimate", "BT-27", cost, whole=True),
    Field("**/CONTRACT_LIKELY_SUB_CONTRACTED", "subcontracted", "BT-773", present),
    Field("**/CONTRACT_LIKELY_SUB_CONTRACTED_WITH_DEFENCE", "subcontracted", "BT-773", present),
    Field("**/NO_CONTRACT_LIKELY_SUB_CONTRACTED", "not_subcontracted", "BT-773", present),
)
_AWARDS = ("AWARD_OF_CONTRACT", "AWARD_OF_CONTRACT_DEFENCE", "AWARD_AND_CONTRACT_VALUE", "RESULT_CONTEST")

_CONDITIONS: tuple[Field, ...] = (
    Field("**/DEPOSITS_GUARANTEES_REQUIRED", "guarantee", "BT-75", prose),
    Field("**/ECONOMIC_OPERATORS_PERSONAL_SITUATION", "suitability", "BT-750", prose),
    Field("**/EAF_CAPACITY_INFORMATION", "economic", "BT-750", prose),
    Field("**/EAF_CAPACITY_MIN_LEVEL", "economic_minimum", "BT-750", prose),
    Field("**/T_CAPACITY_INFORMATION", "technical", "BT-750", prose),
    Field("**/T_CAPACITY_MIN_LEVEL", "technical_minimum", "BT-750", prose),
    Field("**/ECONOMIC_OPERATORS_PERSONAL_SITUATION_SUBCONTRACTORS", "other", "BT-750", prose),
    Field("**/F17_ECONOMIC_FINANCIAL_CAPACITY_SUBCONTRACTORS/EAF_CAPACITY_INFORMATION", "other", "BT-750", prose),
    Field("**/F17_ECONOMIC_FINANCIAL_CAPACITY_SUBCONTRACTORS/EAF_CAPACITY_MIN_LEVEL", "other", "BT-750", prose),
    Field("**/TECHNICAL_CAPACITY_LEFTI_SUBCONTRACTORS/T_CAPACITY_INFORMATION", "other", "BT-750", prose),
    Field("**/TECHNICAL_CAPACITY_LEFTI_SUBCONTRACTORS/T_CAPACITY_MIN_LEVEL", "other", "BT-750", prose),
    *(Field(f"**/{element}", "reserved", "BT-71", name) for element in RESERVED),
)

_FORMS_WITH_OWN_PROCEDURES = ("", *(f"F{form:02}_" for form in range(1, 20)))


def _framework(path: str) -> tuple[Field, ...]:
    """What a form says of its framework agreement."""
    return (
        Field(path, "framework", "BT-765", present),
        Field(f"{path}/SINGLE_OPERATOR", "framework_single", "BT-113", present),
        Field(f"{path}/DURATION_FRAMEWORK_YEAR", "duration", "BT-36", lambda element: (element.text, "YEAR")),
        Field(f"{path}/DURATION_FRAMEWORK_MONTH", "duration", "BT-36", lambda element: (element.text, "MONTH")),
        Field(f"{path}/SEVERAL_OPERATORS/NUMBER_PARTICIPANTS", "framework_participants", "BT-113"),
        Field(f"{path}/SEVERAL_OPERATORS/MAX_NUMBER_PARTICIPANTS", "framework_participants", "BT-113"),
        Field(f"{path}/TOTAL_ESTIMATED/COSTS_RANGE_AND_CURRENCY", "framework_value", "BT-271", cost, whole=True),
    )


_TERMS: tuple[Field, ...] = (
    *procedures(*(f"**/{form}" for form in _FORMS_WITH_OWN_PROCEDURES)),
    *(row for form in range(1, 20) for row in _framework(f"**/F{form:02}_FRAMEWORK")),
    Field("**/FRAMEWORK_AGREEMENT", "framework_asked", "BT-765", VALUE),
    Field("**/ESTABLISHMENT_FRAMEWORK_AGREEMENT", "framework", "BT-765", present),
    Field("**/ESTABLISHMENT_DPS", "dps", "BT-766", present),
    Field("**/CONTRACT_COVERED_GPA", "gpa", "BT-115", lambda element: element.get("VALUE") == "YES"),
    Field("**/ACCEPTED_VARIANTS", "variants_asked", "BT-63", VALUE),
    Field("**/LOWEST_PRICE", "criteria", "BT-539", criterion, whole=True),
    Field("**/CRITERIA_DEFINITION", "criteria", "BT-539", criterion, whole=True),
    Field("**/RECEIPT_LIMIT_DATE", "deadline_parts", "BT-131", day_in_parts, whole=True),
    Field("**/TIME_LIMIT_CHP", "deadline_parts", "BT-131", day_in_parts, whole=True),
    Field("**/F11_TIME_LIMIT_TYPE/TIME_LIMIT", "deadline_parts", "BT-131", day_in_parts, whole=True),
    Field("**/LANGUAGE_EC", "languages", "BT-97", VALUE),
    Field("**/MINIMUM_TIME_MAINTAINING_TENDER/UNTIL_DATE", "valid_until_parts", "BT-98", day_in_parts, whole=True),
    *(
        Field(f"**/MINIMUM_TIME_MAINTAINING_TENDER/PERIOD_{unit}", "validity", "BT-98", lambda e: (e.text, name(e)[7:]))
        for unit in ("DAY", "MONTH")
    ),
    Field("**/CONDITIONS_FOR_OPENING_TENDERS/DATE_TIME", "opening_parts", "BT-132", day_in_parts, whole=True),
    Field("**/NOTICE_NUMBER_OJ", "previous", "BT-125"),
    Field("**/SUBCONTRACT_SHARE", "subcontracting", "BT-65", name),
    Field("**/SUBCONTRACT_AWARD_PART", "subcontracting_part", "BT-65", VALUE),
    Field("**/INDICATE_ANY_CHANGE", "subcontracting_change", "BT-65", VALUE),
)

_SUBJECT: tuple[Field, ...] = (
    *(
        Field(f"**/{element}", "title", "BT-21", prose)
        for element in ("TITLE_CONTRACT", "TITLE_DESIGN_CONTACT_NOTICE", "TITLE_QUALIFICATION_SYSTEM", "TI_DOC")
    ),
    *(
        Field(f"**/{element}", "description", "BT-24", prose)
        for element in (
            "SHORT_CONTRACT_DESCRIPTION",
            "SHORT_DESCRIPTION",
            "SHORT_DESCRIPTION_CONTRACT",
            "DESCRIPTION_OF_CONTRACT",
            "DESCRIPTION",
            "CONTENTS",
        )
    ),
)

FORM_2011: tuple[Field | Group, ...] = (
    *_BUYER,
    *_SUBJECT,
    Field("**/TOTAL_QUANTITY_OR_SCOPE", "scope", "BT-24", prose),
    Field("**/TYPE_CONTRACT", "nature", "BT-23", VALUE),
    *_CPV,
    *_PLACE,
    _ESTIMATE,
    Field("**/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE", "awarded", "BT-161", cost, whole=True),
    *_PERIOD,
    Field("**/OPTION_DESCRIPTION", "options", "BT-54", prose),
    Field("**/NUMBER_POSSIBLE_RENEWALS", "renewals_maximum", "BT-58"),
    Field("**/RELATES_TO_EU_PROJECT_YES", "eu_funds", "BT-60", lambda element: (True, prose(element)), whole=True),
    Field("**/RELATES_TO_EU_PROJECT_NO", "eu_funds", "BT-60", lambda _element: (False, None)),
    *_CONDITIONS,
    *_TERMS,
    *(Group(f"**/{lot}", "lots", _LOT) for lot in _LOTS),
    *(Group(f"**/{award}", "awards", _AWARD) for award in _AWARDS),
    Field("**/NOTICE_DISPATCH_DATE", "dispatched_parts", "BT-05", day_in_parts, whole=True),
)

#: What is read of a form in another language than the original.
OTHER_LANGUAGE: tuple[Field | Group, ...] = (
    *_SUBJECT,
    *(
        Group(
            f"**/{lot}",
            "lots",
            (
                Field("**/LOT_TITLE", "title", "BT-21", prose),
                Field("**/LOT_DESCRIPTION", "description", "BT-24", prose),
            ),
        )
        for lot in _LOTS
    ),
)
