"""Where eForms keeps what a lot (``cac:ProcurementProjectLot``) says, and what it shares with the procedure."""

from __future__ import annotations

from typing import Final

from karavel.readers.eforms.paths import AMOUNT, EXTENSION, LINE, LISTED, MEASURE, SCHEMED, WORDS, line
from karavel.readers.eforms.table_result import WITHHELD
from karavel.readers.tree import Field, Group, under, where

#: ``cac:ProcurementProject``: of the procedure, and of each lot.
PROJECT: Final = (
    Field("cbc:Name", "title", "BT-21", LINE),
    Field("cbc:Description", "description", "BT-24", WORDS),
    Field("cbc:ProcurementTypeCode", "nature", "BT-23"),
    Field(
        "cac:ProcurementAdditionalType/cbc:ProcurementTypeCode",
        "additional_natures",
        "BT-531",
        where("listName", "contract-nature"),
    ),
    Field("cac:MainCommodityClassification/cbc:ItemClassificationCode", "cpv", "BT-262"),
    Field("cac:AdditionalCommodityClassification/cbc:ItemClassificationCode", "additional_cpv", "BT-263"),
    Field("cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount", "value", "BT-27", AMOUNT),
    Field(f"cac:RequestedTenderTotal/{EXTENSION}/efbc:FrameworkMaximumAmount", "framework_maximum", "BT-271", AMOUNT),
    Group(
        "cac:RealizedLocation",
        "places",
        (
            Field("cbc:Description", "text", "BT-728", WORDS),
            Field("cac:Address/cbc:StreetName", "street", "BT-5101", line),
            Field("cac:Address/cbc:AdditionalStreetName", "street", "BT-5101", line),
            Field("cac:Address/cac:AddressLine/cbc:Line", "street", "BT-5101", line),
            Field("cac:Address/cbc:CountrySubentityCode", "nuts", "BT-5071"),
            Field("cac:Address/cbc:CityName", "city", "BT-5131", line),
            Field("cac:Address/cac:Country/cbc:IdentificationCode", "country", "BT-5141"),
        ),
    ),
)

_TIME: Final = (
    Field("cac:PlannedPeriod/cbc:DurationMeasure", "duration", "BT-36", MEASURE),
    Field("cac:PlannedPeriod/cbc:StartDate", "start", "BT-536"),
    Field("cac:PlannedPeriod/cbc:EndDate", "end", "BT-537"),
    Field("cac:ContractExtension/cbc:OptionsDescription", "options", "BT-54", WORDS),
    Field("cac:ContractExtension/cbc:MaximumNumberNumeric", "renewals_maximum", "BT-58"),
    Field("cac:ContractExtension/cac:Renewal/cac:Period/cbc:Description", "renewals", "BT-57", WORDS),
    Field("cbc:SMESuitableIndicator", "sme_suitable", "BT-726"),
)

_CRITERION: Final = (
    Field("cbc:AwardingCriterionTypeCode", "kind", "BT-539"),
    Field("cbc:Name", "name", "BT-734", LINE),
    Field("cbc:Description", "description", "BT-540", WORDS),
    Group(
        f"{EXTENSION}/efac:AwardCriterionParameter",
        "parameters",
        (
            Field("efbc:ParameterCode", "code", "BT-5421 BT-5422 BT-5423", LISTED),
            Field("efbc:ParameterNumeric", "number", "BT-541"),
            Group("efac:FieldsPrivacy", "withheld", WITHHELD),
        ),
    ),
    Group(f"{EXTENSION}/efac:FieldsPrivacy", "withheld", WITHHELD),
)

_REQUIREMENT: Final = (
    Field("cbc:CriterionTypeCode", "code", "BT-747"),  # until SDK 1.9
    Field("cbc:TendererRequirementTypeCode", "code", "BT-809"),  # from SDK 1.10
    Field("cbc:CalculationExpressionCode", "usage", "BT-748"),
    Field("cbc:Name", "name", "BT-749", LINE),
    Field("cbc:Description", "description", "BT-750", WORDS),
)

_DOCUMENT: Final = (
    Field("cbc:DocumentType", "access", "BT-14"),
    Field("cac:Attachment/cac:ExternalReference/cbc:URI", "url", "BT-15 BT-615"),
    Field("cbc:LanguageID", "languages", "BT-708"),  # before SDK 1.3
    Field(f"{EXTENSION}/efac:OfficialLanguages/cac:Language/cbc:ID", "languages", "BT-708"),
)

_TERMS: Final = (
    Field("cbc:FundingProgramCode", "eu_funded", "BT-60"),
    Group(
        f"{EXTENSION}/efac:Funding",
        "funding",
        (
            Field("cbc:FundingProgramCode", "programme", "BT-7220"),
            Field("efbc:FinancingIdentifier", "identifier", "BT-5010"),
            Field("cbc:Description", "details", "BT-6140", WORDS),
        ),
    ),
    Field("cbc:VariantConstraintCode", "variants", "BT-63"),
    Group("cac:AwardingTerms/cac:AwardingCriterion/cac:SubordinateAwardingCriterion", "criteria", _CRITERION),
    Group(f"{EXTENSION}/efac:SelectionCriteria", "requirements", _REQUIREMENT),
    Group("cac:CallForTendersDocumentReference", "documents", _DOCUMENT),
    Field(
        "cac:TendererQualificationRequest/cac:SpecificTendererRequirement/cbc:TendererRequirementTypeCode",
        "reserved",
        "BT-71",
        where("listName", "reserved-procurement"),
    ),
    Field(
        "cac:RequiredFinancialGuarantee/cbc:GuaranteeTypeCode",
        "guarantee_required",
        "BT-751",
        where("listName", "tender-guarantee-required"),
    ),
    Field("cac:RequiredFinancialGuarantee/cbc:Description", "guarantee", "BT-75", WORDS),
    Field("cac:TenderValidityPeriod/cbc:DurationMeasure", "tender_validity", "BT-98", MEASURE),
    Field("cac:Language/cbc:ID", "languages", "BT-97"),
    Field("cac:TenderRecipientParty/cbc:EndpointID", "submission_url", "BT-18"),
    Field(
        "cac:AllowedSubcontractTerms/cbc:SubcontractingConditionsCode",
        "subcontracting",
        "BT-65",
        where("listName", "subcontracting-obligation"),
    ),
    Field("cac:ContractExecutionRequirement/cbc:ExecutionRequirementCode", "fsr", "BT-681", where("listName", "fsr")),
    Field(
        "cac:ContractExecutionRequirement/cbc:ExecutionRequirementCode",
        "electronic_signature",
        "BT-744",
        where("listName", "esignature-submission"),
    ),
)

_INTEREST: Final = f"{EXTENSION}/efac:InterestExpressionReceptionPeriod"

_PROCESS: Final = (
    Field("cbc:SubmissionMethodCode", "submission", "BT-17", where("listName", "esubmission")),
    Field("cbc:GovernmentAgreementConstraintIndicator", "gpa_declared", "BT-115"),
    Field("cac:TenderSubmissionDeadlinePeriod/cbc:EndDate", "tenders_day", "BT-131"),
    Field("cac:TenderSubmissionDeadlinePeriod/cbc:EndTime", "tenders_time", "BT-131"),
    Field("cac:ParticipationRequestReceptionPeriod/cbc:EndDate", "requests_day", "BT-1311"),
    Field("cac:ParticipationRequestReceptionPeriod/cbc:EndTime", "requests_time", "BT-1311"),
    Field(f"{_INTEREST}/cbc:EndDate", "interest_day", "BT-630"),
    Field(f"{_INTEREST}/cbc:EndTime", "interest_time", "BT-630"),
    Field("cac:AdditionalInformationRequestPeriod/cbc:EndDate", "questions_day", "BT-13"),
    Field("cac:AdditionalInformationRequestPeriod/cbc:EndTime", "questions_time", "BT-13"),
    Field("cac:OpenTenderEvent/cbc:OccurrenceDate", "opening_day", "BT-132"),
    Field("cac:OpenTenderEvent/cbc:OccurrenceTime", "opening_time", "BT-132"),
    Field(
        "cac:ContractingSystem/cbc:ContractingSystemTypeCode",
        "framework",
        "BT-765",
        where("listName", "framework-agreement"),
    ),
    Field("cac:ContractingSystem/cbc:ContractingSystemTypeCode", "dps", "BT-766", where("listName", "dps-usage")),
    Field("cac:FrameworkAgreement/cbc:MaximumOperatorQuantity", "framework_participants", "BT-113"),
    Field("cac:NoticeDocumentReference/cbc:ID", "previous", "BT-125"),
)

LOT: Final = (
    Field("cbc:ID", "id", "BT-137", SCHEMED),
    *under("cac:ProcurementProject", PROJECT),
    *under("cac:ProcurementProject", _TIME),
    *under("cac:TenderingTerms", _TERMS),
    *under("cac:TenderingProcess", _PROCESS),
)
