"""Field table of the forms of 2015 (Regulation (EU) 2015/1986): F01 to F25 and the transport forms T01 and T02.

They share one grammar, so one table reads them all; paths are relative to the form's element (``F02_2014``, ``MOVE``).
"""

from __future__ import annotations

from karavel.readers.ted.codes import RESERVED
from karavel.readers.ted.table_parts import (
    ADDRESS,
    DIRECTIVES,
    PERIOD,
    PLACE,
    VALUE,
    cpv,
    criteria,
    procedures,
    suppliers,
    tenders,
    values,
)
from karavel.readers.ted.takes import amount, amount_range
from karavel.readers.tree import Field, Group, attribute, name, present, prose, with_attribute

_BODY = "CONTRACTING_BODY"
_PROCEDURE = "PROCEDURE"
_INFO = "COMPLEMENTARY_INFO"

BUYER: tuple[Field | Group, ...] = (
    Group(f"{_BODY}/ADDRESS_CONTRACTING_BODY", "buyers", ADDRESS),
    Group(f"{_BODY}/ADDRESS_CONTRACTING_BODY_ADDITIONAL", "buyers", ADDRESS),
    Group(f"{_BODY}/ADDRESS_FURTHER_INFO", "organisations", ADDRESS),
    Group(f"{_BODY}/ADDRESS_PARTICIPATION", "organisations", ADDRESS),
    Field(f"{_BODY}/CA_TYPE", "legal_type", "BT-11", VALUE),
    Field(f"{_BODY}/CA_ACTIVITY", "activity", "BT-10", VALUE),
    Field(f"{_BODY}/CE_ACTIVITY", "activity", "BT-610", VALUE),
    Field(f"{_BODY}/CE_ACTIVITY", "entity", "BT-740", present),
    Field(f"{_BODY}/CE_ACTIVITY_OTHER", "entity", "BT-740", present),
    Field(f"{_BODY}/URL_DOCUMENT", "documents", "BT-15"),
    Field(f"{_BODY}/DOCUMENT_FULL", "documents_full", "BT-14", present),
    Field(f"{_BODY}/DOCUMENT_RESTRICTED", "documents_restricted", "BT-14", present),
    Field(f"{_BODY}/URL_PARTICIPATION", "submission", "BT-18"),
    Field(f"{_BODY}/ADDRESS_PARTICIPATION", "submission_address", "BT-17", present),
    Field(f"{_BODY}/ADDRESS_PARTICIPATION_IDEM", "submission_address", "BT-17", present),
)

LOT: tuple[Field | Group, ...] = (
    Field("TITLE", "title", "BT-21", prose),
    Field("LOT_NO", "number", "BT-137"),
    cpv("CPV_ADDITIONAL"),
    *PLACE,
    Field("SHORT_DESCR", "description", "BT-24", prose),
    *criteria("", *(f"{directive}/" for directive in DIRECTIVES)),
    Field("VAL_OBJECT", "value", "BT-27", amount),
    *PERIOD,
    Field("QS/DATE_START", "start", "BT-536"),
    Field("QS/DATE_END", "end", "BT-537"),
    Field("NO_RENEWAL", "renewals_maximum", "BT-58", lambda _element: "0"),
    Field("RENEWAL_DESCR", "renewals", "BT-57", prose),
    Field("OPTIONS_DESCR", "options", "BT-54", prose),
    Field("ACCEPTED_VARIANTS", "variants", "BT-63", name),
    Field("NO_ACCEPTED_VARIANTS", "variants", "BT-63", name),
    Field("EU_PROGR_RELATED", "eu_funds", "BT-60", lambda element: (True, prose(element)), whole=True),
    Field("NO_EU_PROGR_RELATED", "eu_funds", "BT-60", lambda _element: (False, None)),
)

OBJECT: tuple[Field | Group, ...] = (
    Field("TITLE", "title", "BT-21", prose),
    cpv("CPV_MAIN"),
    Field("TYPE_CONTRACT", "nature", "BT-23", attribute("CTYPE")),
    Field("SHORT_DESCR", "description", "BT-24", prose),
    Field("VAL_ESTIMATED_TOTAL", "value", "BT-27", amount),
    Field("VAL_TOTAL", "awarded", "BT-161", amount),
    Field("VAL_RANGE_TOTAL", "awarded_range", "BT-161", amount_range, whole=True),
    Group("OBJECT_DESCR", "lots", LOT),
)

CONDITIONS: tuple[Field, ...] = (
    Field("LEFTI/SUITABILITY", "suitability", "BT-750", prose),
    Field("LEFTI/PARTICULAR_PROFESSION", "suitability", "BT-750", prose),
    Field("LEFTI/REFERENCE_TO_LAW", "suitability", "BT-750", prose),
    Field("LEFTI/ECONOMIC_FINANCIAL_INFO", "economic", "BT-750", prose),
    Field("LEFTI/ECONOMIC_FINANCIAL_MIN_LEVEL", "economic_minimum", "BT-750", prose),
    Field("LEFTI/TECHNICAL_PROFESSIONAL_INFO", "technical", "BT-750", prose),
    Field("LEFTI/TECHNICAL_PROFESSIONAL_MIN_LEVEL", "technical_minimum", "BT-750", prose),
    Field("LEFTI/RULES_CRITERIA", "other", "BT-750", prose),
    Field("LEFTI/CRITERIA_SELECTION", "other", "BT-750", prose),
    Field("LEFTI/QUALIFICATION/CONDITIONS", "other", "BT-750", prose),
    Field("LEFTI/QUALIFICATION/METHODS", "other_minimum", "BT-750", prose),
    Field("LEFTI/DEPOSIT_GUARANTEE_REQUIRED", "guarantee", "BT-75", prose),
    *(Field(f"LEFTI/{element}", "reserved", "BT-71", name) for element in RESERVED),
)

TERMS: tuple[Field, ...] = (
    *procedures(f"{_PROCEDURE}/", *(f"{_PROCEDURE}/{directive}/" for directive in DIRECTIVES)),
    Field(f"{_PROCEDURE}/ACCELERATED_PROC", "accelerated", "BT-106", present),
    Field(f"{_PROCEDURE}/FRAMEWORK", "framework", "BT-765", present),
    Field(f"{_PROCEDURE}/FRAMEWORK/SINGLE_OPERATOR", "framework_single", "BT-113", present),
    Field(f"{_PROCEDURE}/FRAMEWORK/NB_PARTICIPANTS", "framework_participants", "BT-113"),
    Field(f"{_PROCEDURE}/DPS", "dps", "BT-766", present),
    Field(f"{_PROCEDURE}/DPS_ADDITIONAL_PURCHASERS", "dps_others", "BT-766", present),
    Field(f"{_PROCEDURE}/CONTRACT_COVERED_GPA", "gpa", "BT-115", lambda _element: True),
    Field(f"{_PROCEDURE}/NO_CONTRACT_COVERED_GPA", "gpa", "BT-115", lambda _element: False),
    Field(f"{_PROCEDURE}/CRITERIA_EVALUATION", "evaluation", "BT-540", prose),
    Field(f"{_PROCEDURE}/MAIN_FEATURES_AWARD", "features", "BT-88", prose),
    Field(f"{_PROCEDURE}/DATE_RECEIPT_TENDERS", "deadline", "BT-131"),
    Field(f"{_PROCEDURE}/TIME_RECEIPT_TENDERS", "deadline_time", "BT-131"),
    Field(f"{_PROCEDURE}/LANGUAGES/LANGUAGE", "languages", "BT-97", VALUE),
    Field(f"{_PROCEDURE}/DURATION_TENDER_VALID", "validity", "BT-98", with_attribute("TYPE")),
    Field(f"{_PROCEDURE}/DATE_TENDER_VALID", "valid_until", "BT-98"),
    Field(f"{_PROCEDURE}/OPENING_CONDITION/DATE_OPENING_TENDERS", "opening", "BT-132"),
    Field(f"{_PROCEDURE}/OPENING_CONDITION/TIME_OPENING_TENDERS", "opening_time", "BT-132"),
    Field(f"{_PROCEDURE}/NOTICE_NUMBER_OJ", "previous", "BT-125"),
)

_AWARDED = "AWARDED_CONTRACT/"
AWARD: tuple[Field | Group, ...] = (
    Field("LOT_NO", "number", "BT-13713"),
    Field("CONTRACT_NO", "contract", "BT-150"),
    Field("TITLE", "title", "BT-721", prose),
    Field("AWARDED_CONTRACT", "awarded", "BT-142", present),
    Field("NO_AWARDED_CONTRACT", "not_awarded", "BT-142", present),
    Field("NO_AWARDED_CONTRACT/PROCUREMENT_UNSUCCESSFUL", "reason", "BT-144", name),
    Field("NO_AWARDED_CONTRACT/PROCUREMENT_DISCONTINUED", "reason", "BT-144", name),
    Field(f"{_AWARDED}DATE_CONCLUSION_CONTRACT", "date", "BT-145"),
    *tenders("NB_TENDERS_RECEIVED", _AWARDED, f"{_AWARDED}TENDERS/"),
    *suppliers(f"{_AWARDED}CONTRACTOR", f"{_AWARDED}CONTRACTORS/CONTRACTOR"),
    *values(_AWARDED, f"{_AWARDED}VALUES/", f"{_AWARDED}VALUE/"),
    Field(f"{_AWARDED}LIKELY_SUBCONTRACTED", "subcontracted", "BT-773", present),
    Field(f"{_AWARDED}VAL_SUBCONTRACTING", "subcontracted_value", "BT-730", amount),
    Field(f"{_AWARDED}PCT_SUBCONTRACTING", "subcontracted_share", "BT-731"),
)

_PRIZE = "AWARDED_PRIZE/"
PRIZE: tuple[Field | Group, ...] = (
    Field("AWARDED_PRIZE", "awarded", "BT-142", present),
    Field("NO_AWARDED_PRIZE", "not_awarded", "BT-142", present),
    Field("NO_AWARDED_PRIZE/PROCUREMENT_UNSUCCESSFUL", "reason", "BT-144", name),
    Field("NO_AWARDED_PRIZE/PROCUREMENT_DISCONTINUED", "reason", "BT-144", name),
    Field(f"{_PRIZE}DATE_DECISION_JURY", "date", "BT-1451"),
    *tenders("NB_PARTICIPANTS", _PRIZE, f"{_PRIZE}PARTICIPANTS/"),
    *suppliers(f"{_PRIZE}WINNER", f"{_PRIZE}WINNERS/WINNER", key="winners"),
    Field(f"{_PRIZE}VAL_PRIZE", "value", "BT-720", amount),
)

_MODIFIED = "DESCRIPTION_PROCUREMENT/"
MODIFICATION: tuple[Field | Group, ...] = (
    Field("INFO_MODIFICATIONS/SHORT_DESCR", "text", "BT-202", prose),
    Field("INFO_MODIFICATIONS/ADDITIONAL_NEED", "reason", "BT-200", name),
    Field("INFO_MODIFICATIONS/ADDITIONAL_NEED", "reason_text", "BT-201", prose),
    Field("INFO_MODIFICATIONS/UNFORESEEN_CIRCUMSTANCE", "reason", "BT-200", name),
    Field("INFO_MODIFICATIONS/UNFORESEEN_CIRCUMSTANCE", "reason_text", "BT-201", prose),
    *(
        Field(f"INFO_MODIFICATIONS/{wrapper}VAL_TOTAL_{when}", f"value_{when.lower()}", "BT-161", amount)
        for wrapper in ("", "VALUES/")
        for when in ("BEFORE", "AFTER")
    ),
    *suppliers(f"{_MODIFIED}CONTRACTOR", f"{_MODIFIED}CONTRACTORS/CONTRACTOR"),
)

CHANGE: tuple[Field | Group, ...] = (
    Field("WHERE/SECTION", "section", "BT-719"),
    Field("WHERE/LABEL", "label"),
    Field("WHERE/LOT_NO", "number", "BT-13716"),
    *(
        row
        for side, key in (("OLD_VALUE", "old"), ("NEW_VALUE", "new"))
        for row in (
            Field(f"{side}/DATE", f"{key}_date", "BT-718"),
            Field(f"{side}/TIME", f"{key}_time", "BT-718"),
            Field(f"{side}/TEXT", f"{key}_text", "BT-141", prose),
            Field(f"{side}/CPV_MAIN/CPV_CODE", f"{key}_cpv", "BT-141", attribute("CODE")),
            Field(f"{side}/CPV_ADDITIONAL/CPV_CODE", f"{key}_cpv", "BT-141", attribute("CODE")),
        )
    ),
)

FORM_2014: tuple[Field | Group, ...] = (
    Field("LEGAL_BASIS", "legal_basis", "BT-01", VALUE),
    Field("DIRECTIVE", "directive", "BT-01", VALUE),
    Field("NOTICE", "notice_type", "BT-02", attribute("TYPE")),
    *BUYER,
    Group("OBJECT_CONTRACT", "objects", OBJECT),
    *CONDITIONS,
    *TERMS,
    Group("AWARD_CONTRACT", "awards", AWARD),
    Group("RESULTS", "awards", PRIZE),
    Group("MODIFICATIONS_CONTRACT", "modifications", MODIFICATION),
    Group("CHANGES/CHANGE", "changes", CHANGE),
    Field("CHANGES/MODIFICATION_ORIGINAL", "change_reason", "BT-140", name),
    Field("CHANGES/PUBLICATION_TED", "change_reason", "BT-140", name),
    Field("CHANGES/INFO_ADD", "change_text", "BT-762", prose),
    Field(f"{_INFO}/NOTICE_NUMBER_OJ", "changed", "BT-758"),
    Field(f"{_INFO}/DATE_DISPATCH_NOTICE", "dispatched", "BT-05"),
    Group(f"{_INFO}/ADDRESS_REVIEW_BODY", "organisations", ADDRESS),
    Group(f"{_INFO}/ADDRESS_REVIEW_INFO", "organisations", ADDRESS),
    Group(f"{_INFO}/ADDRESS_MEDIATION_BODY", "organisations", ADDRESS),
)

#: What is read of a form in another language than the original: its titles and descriptions.
OTHER_LANGUAGE: tuple[Field | Group, ...] = (
    Group(
        "OBJECT_CONTRACT",
        "objects",
        (
            Field("TITLE", "title", "BT-21", prose),
            Field("SHORT_DESCR", "description", "BT-24", prose),
            Group(
                "OBJECT_DESCR",
                "lots",
                (Field("TITLE", "title", "BT-21", prose), Field("SHORT_DESCR", "description", "BT-24", prose)),
            ),
        ),
    ),
)
