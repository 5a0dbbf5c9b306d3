"""Where OCDS keeps what the model holds: path in a release, field of the model, business term of eForms.

The structures in ``shapes`` read these paths; this table says what becomes of each, so that a writer can go the other
way. Paths under ``/tender`` that lots have too (the eForms profile) are read at both places, the lot's own first.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Row(NamedTuple):
    """One path, the field of the model (``lots.deadline``), and the business term, where eForms has one."""

    path: str
    field: str
    bt: str = ""


#: At the tender, for the whole notice.
_NOTICE: Final = (
    Row("/ocid", "ocid"),
    Row("/id", "notice_id", "BT-701"),
    Row("/date", "published", "OPP-012"),
    Row("/tag", "kind", "OPP-070"),
    Row("/language", "language", "BT-702"),
    Row("/version", "standard"),
    Row("/relatedProcesses/identifier", "previous", "BT-125"),
    Row("/tender/id", "procedure_id", "BT-04"),
    Row("/tender/title", "title", "BT-21"),
    Row("/tender/description", "description", "BT-24"),
    Row("/tender/status", "status"),
    Row("/tender/value", "value", "BT-27"),
    Row("/tender/mainProcurementCategory", "nature", "BT-23"),
    Row("/tender/additionalProcurementCategories", "additional_natures", "BT-531"),
    Row("/tender/classification/id", "cpv", "BT-262"),
    Row("/tender/additionalClassifications/id", "cpv", "BT-263"),
    Row("/tender/procurementMethod", "procedure", "BT-105"),
    Row("/tender/procurementMethodDetails", "procedure_text", "BT-88"),
    Row("/tender/procedure/isAccelerated", "accelerated", "BT-106"),
    Row("/tender/legalBasis/id", "legal_basis", "BT-01"),
    Row("/tender/documents/url", "documents", "BT-15"),
    Row("/tender/amendments/amendsReleaseID", "changes", "BT-758"),
    Row("/tender/amendments/rationale", "changes", "BT-140"),
    Row("/tender/datePublished", "procedure_start", "BT-05"),
)

#: Parties in the roles of buyer, supplier and others.
_PARTIES: Final = (
    Row("/parties/name", "buyers.name", "BT-500"),
    Row("/parties/identifier/id", "buyers.ids", "BT-501"),
    Row("/parties/address/country", "buyers.country", "BT-514"),
    Row("/parties/address/countryName", "buyers.country", "BT-514"),
    Row("/parties/address/addressDetails/country/id", "buyers.country", "BT-514"),
    Row("/parties/address/addressDetails/locality/description", "buyers.place", "BT-513"),
    Row("/parties/address/locality", "buyers.place", "BT-513"),
    Row("/parties/address/region", "buyers.place", "BT-507"),
    Row("/parties/contactPoint/email", "buyers.email", "BT-506"),
    Row("/parties/contactPoint/telephone", "buyers.telephone", "BT-503"),
    Row("/parties/details/url", "buyers.url", "BT-505"),
    Row("/parties/details/classifications", "buyers.legal_type", "BT-11"),
    Row("/parties/details/typeOfBuyer", "buyers.legal_type", "BT-11"),
    Row("/parties/identifier/legalName", "buyers.name", "BT-500"),
    Row("/parties/details/scale", "awards.suppliers.size", "BT-165"),
    Row("/parties/beneficialOwners/nationalities", "awards.suppliers.owners", "BT-706"),
)

#: At a lot, or at the tender for all its lots; written here below ``/tender/lots``.
_LOTS: Final = (
    Row("/tender/lots/id", "lots.id", "BT-137"),
    Row("/tender/lots/title", "lots.title", "BT-21"),
    Row("/tender/lots/description", "lots.description", "BT-24"),
    Row("/tender/lots/mainProcurementCategory", "lots.nature", "BT-23"),
    Row("/tender/items/classification/id", "lots.cpv", "BT-262"),
    Row("/tender/items/additionalClassifications/id", "lots.cpv", "BT-263"),
    Row("/tender/lots/value", "lots.value", "BT-27"),
    Row("/tender/lots/techniques/frameworkAgreement/value", "lots.framework_maximum", "BT-271"),
    Row("/tender/lots/techniques/frameworkAgreement/method", "lots.framework", "BT-765"),
    Row("/tender/lots/techniques/frameworkAgreement/maximumParticipants", "lots.framework_participants", "BT-113"),
    Row("/tender/lots/techniques/dynamicPurchasingSystem/type", "lots.dps", "BT-766"),
    Row("/tender/items/deliveryAddresses", "lots.place", "BT-5071"),
    Row("/tender/lots/tenderPeriod/endDate", "lots.deadline", "BT-131"),
    Row("/tender/lots/enquiryPeriod/endDate", "lots.questions_deadline", "BT-13"),
    Row("/tender/lots/bidOpening/date", "lots.opening", "BT-132"),
    Row("/tender/lots/contractPeriod/durationInDays", "lots.duration", "BT-36"),
    Row("/tender/lots/contractPeriod/startDate", "lots.start", "BT-536"),
    Row("/tender/lots/contractPeriod/endDate", "lots.end", "BT-537"),
    Row("/tender/lots/options/description", "lots.options", "BT-54"),
    Row("/tender/lots/renewal/description", "lots.renewals", "BT-57"),
    Row("/tender/lots/renewal/maximumRenewals", "lots.renewals_maximum", "BT-58"),
    Row("/tender/lots/submissionTerms/languages", "lots.languages", "BT-97"),
    Row("/tender/lots/submissionTerms/electronicSubmissionPolicy", "lots.submission", "BT-17"),
    Row("/tender/lots/submissionMethodDetails", "lots.submission_url", "BT-18"),
    Row("/tender/lots/submissionTerms/advancedElectronicSignatureRequired", "lots.electronic_signature", "BT-744"),
    Row("/tender/lots/submissionTerms/variantPolicy", "lots.variants", "BT-63"),
    Row("/tender/lots/submissionTerms/bidValidityPeriod/durationInDays", "lots.tender_validity", "BT-98"),
    Row("/tender/lots/submissionTerms/depositsGuarantees", "lots.guarantee", "BT-75"),
    Row("/tender/lots/submissionTerms/subcontractingClauses", "lots.subcontracting", "BT-65"),
    Row("/tender/lots/awardCriteria/criteria/type", "lots.criteria", "BT-539"),
    Row("/tender/lots/awardCriteria/criteria/name", "lots.criteria", "BT-734"),
    Row("/tender/lots/awardCriteria/criteria/description", "lots.criteria", "BT-540"),
    Row("/tender/lots/awardCriteria/criteria/numbers/number", "lots.criteria", "BT-541"),
    Row("/tender/lots/selectionCriteria/criteria/type", "lots.requirements", "BT-747"),
    Row("/tender/lots/selectionCriteria/criteria/description", "lots.requirements", "BT-750"),
    Row("/tender/lots/otherRequirements/reservedParticipation", "lots.reserved", "BT-71"),
    Row("/tender/lots/suitability/sme", "lots.sme_suitable", "BT-726"),
    Row("/tender/lots/coveredBy", "lots.gpa_declared", "BT-115"),
)

_RESULTS: Final = (
    Row("/awards/relatedLots", "awards.lot_id", "BT-13713"),
    Row("/awards/relatedLot", "awards.lot_id", "BT-13713"),
    Row("/awards/contractPeriod/startDate", "lots.start", "BT-536"),
    Row("/awards/contractPeriod/endDate", "lots.end", "BT-537"),
    Row("/contracts/period/startDate", "lots.start", "BT-536"),
    Row("/contracts/period/endDate", "lots.end", "BT-537"),
    Row("/awards/date", "awards.date", "BT-1451"),
    Row("/awards/title", "awards.title", "BT-721"),
    Row("/awards/status", "awards.status", "BT-142"),
    Row("/awards/value", "awards.value", "BT-720"),
    Row("/awards/suppliers", "awards.suppliers", "BT-500"),
    Row("/awards/hasSubcontracting", "awards.subcontracted", "BT-773"),
    Row("/awards/subcontracting/value", "awards.subcontracted_value", "BT-553"),
    Row("/awards/subcontracting/maximumPercentage", "awards.subcontracted_share", "BT-555"),
    Row("/contracts/id", "awards.contract_id", "BT-150"),
    Row("/contracts/dateSigned", "awards.date", "BT-145"),
    Row("/bids/statistics/value", "awards.tenders", "BT-759"),
    Row("/bids/statistics/measure", "awards.tenders", "BT-760"),
)

TABLE: Final = (*_NOTICE, *_PARTIES, *_LOTS, *_RESULTS)
