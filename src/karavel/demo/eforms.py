"""Writes an invented tender as an eForms notice (SDK 1.15): a contract notice (subtype 16) or its result (29)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from karavel.demo.invention import InventedLot, Tender
from karavel.demo.markup import Markup, joined, nested, tag

_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
_EFORMS: Final = "http://data.europa.eu/p27/eforms-ubl-extension"
_PREFIXES: Final = {
    "xmlns:cac": f"{_UBL}CommonAggregateComponents-2",
    "xmlns:cbc": f"{_UBL}CommonBasicComponents-2",
    "xmlns:ext": f"{_UBL}CommonExtensionComponents-2",
    "xmlns:efac": f"{_EFORMS}-aggregate-components/1",
    "xmlns:efbc": f"{_EFORMS}-basic-components/1",
    "xmlns:efext": f"{_EFORMS}s/1",
}
#: ISO 639-1 to the language codes of eForms.
_LANGUAGES: Final = {
    "en": "ENG", "pt": "POR", "de": "DEU", "fr": "FRA", "es": "SPA", "it": "ITA",
    "pl": "POL", "ro": "RON", "el": "ELL", "lt": "LIT", "et": "EST",
}  # fmt: skip


def write(tender: Tender) -> bytes:
    """The notice as XML."""
    root = "ContractNotice" if tender.stage == "call" else "ContractAwardNotice"
    body = tag(
        root,
        _extension(tender),
        _head(tender),
        _buyer(tender),
        _exclusion_grounds() if tender.stage == "call" else None,
        _process(tender),
        _project(tender, tender.title, tender.value, tender.subject.cpv),
        *(_lot(tender, lot) for lot in tender.lots),
        # The schema wants an award date for the whole notice; eForms gives the real one per contract.
        nested("cac:TenderResult/cbc:AwardDate", "2000-01-01Z") if tender.stage == "award" else None,
        xmlns=f"{_UBL}{root}-2",
        **_PREFIXES,
    )
    return f"<?xml version='1.0' encoding='UTF-8'?>\n<!-- Fictitious: Karavel demo -->\n{body}\n".encode()


def _coded(name: str, code: str, listed: str) -> Markup:
    return tag(f"cbc:{name}", code, listName=listed)


def _text(tender: Tender, name: str, words: str) -> Markup:
    return tag(f"cbc:{name}", words, languageID=_LANGUAGES[tender.country.language])


def _amount(tender: Tender, name: str, amount: float) -> Markup:
    return tag(f"cbc:{name}", f"{amount:.2f}", currencyID=tender.country.currency)


def _identified(name: str, value: str, scheme: str) -> Markup:
    return tag(f"cbc:{name}", value, schemeName=scheme)


def _party(number: int) -> Markup:
    return tag("cac:PartyIdentification", _identified("ID", f"ORG-{number:04}", "organization"))


def _extended(*content: str | None) -> Markup:
    return nested("ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension", *content)


def _day(day: date, like: datetime) -> str:
    return f"{day.isoformat()}{_offset(like)}"


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}{_offset(moment)}"


def _offset(moment: datetime) -> str:
    return moment.isoformat()[-6:]


def _uuid(tender: Tender, role: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"https://karavel.example/demo/{role}/{tender.key}"))


def _extension(tender: Tender) -> Markup:
    awarded = tender.stage == "award"
    subtype = _coded("SubTypeCode", "29" if awarded else "16", "notice-subtype")
    published = tag(
        "efac:Publication",
        tag("efbc:NoticePublicationID", f"{tender.key}", schemeName="ojs-notice-id"),
        tag("efbc:GazetteID", f"{tender.published.timetuple().tm_yday}/{tender.published.year}", schemeName="ojs-id"),
        tag("efbc:PublicationDate", _day(tender.published, tender.deadline)),
    )
    return _extended(
        _changes(tender.changes) if tender.changes else None,
        _result(tender) if awarded else None,
        tag("efac:NoticeSubType", subtype),
        _organisations(tender),
        published,
    )


def _changes(changed: Tender) -> Markup:
    section = nested(
        "efac:Change/efac:ChangedSection/efbc:ChangedSectionIdentifier", f"LOT-{changed.lots[0].number:04}"
    )
    reason = tag("efac:ChangeReason", _coded("ReasonCode", "update-add", "change-corrig-justification"))
    identifier = tag("efbc:ChangedNoticeIdentifier", f"{_uuid(changed, 'notice')}-01", schemeName="notice-id-ref")
    return tag("efac:Changes", identifier, section, reason)


def _organisations(tender: Tender) -> Markup:
    buyer = _organisation(tender, 1, tender.buyer.name, f"FICT-{tender.country.code}-{len(tender.buyer.name):04}")
    review = _organisation(tender, 2, f"{tender.buyer.name} · FICT", f"FICT-{tender.country.code}-0000")
    winner = (
        _organisation(tender, 3, tender.winner, f"FICT-{tender.country.code}-1{len(tender.winner):03}")
        if tender.stage == "award"
        else None
    )
    return tag("efac:Organizations", buyer, review, winner)


def _organisation(tender: Tender, number: int, name: str, register: str) -> Markup:
    country = nested("cac:Country", _coded("IdentificationCode", tender.country.alpha3, "country"))
    address = tag(
        "cac:PostalAddress",
        tag("cbc:CityName", "Karavelia"),
        tag("cbc:PostalZone", "0000"),
        _coded("CountrySubentityCode", tender.country.nuts, "nuts-lvl3"),
        country,
    )
    contact = tag(
        "cac:Contact",
        tag("cbc:Telephone", "+000 000000"),
        tag("cbc:ElectronicMail", f"tenders-{number}@{tender.country.code.lower()}.karavel.example"),
    )
    company = tag(
        "efac:Company",
        _party(number),
        tag("cac:PartyName", _text(tender, "Name", name)),
        address,
        nested("cac:PartyLegalEntity/cbc:CompanyID", register),
        contact,
    )
    return tag("efac:Organization", company)


def _result(tender: Tender) -> Markup:
    lots = [
        joined(*(part(tender, lot) for lot in tender.lots)) for part in (_lot_result, _winning_tender, _signed_contract)
    ]
    tenderer = nested("efac:Tenderer", _identified("ID", "ORG-0003", "organization"))
    party = tag("efac:TenderingParty", _identified("ID", "TPA-0001", "tendering-party"), tenderer)
    return tag("efac:NoticeResult", _amount(tender, "TotalAmount", 0.93 * tender.value), *lots, party)


def _reference(name: str, value: str, scheme: str) -> Markup:
    return tag(f"efac:{name}", _identified("ID", value, scheme))


def _lot_result(tender: Tender, lot: InventedLot) -> Markup:
    received = tag(
        "efac:ReceivedSubmissionsStatistics",
        tag("efbc:StatisticsCode", "tenders", listName="received-submission-type"),
        tag("efbc:StatisticsNumeric", str(tender.tenders_received)),
    )
    return tag(
        "efac:LotResult",
        _identified("ID", f"RES-{lot.number:04}", "result"),
        _coded("TenderResultCode", "selec-w", "winner-selection-status"),
        _reference("LotTender", f"TEN-{lot.number:04}", "tender"),
        received,
        _reference("SettledContract", f"CON-{lot.number:04}", "contract"),
        _reference("TenderLot", f"LOT-{lot.number:04}", "Lot"),
    )


def _winning_tender(tender: Tender, lot: InventedLot) -> Markup:
    return tag(
        "efac:LotTender",
        _identified("ID", f"TEN-{lot.number:04}", "tender"),
        tag("cbc:RankCode", "1"),
        tag("cac:LegalMonetaryTotal", _amount(tender, "PayableAmount", 0.93 * lot.value)),
        _reference("TenderingParty", "TPA-0001", "tendering-party"),
        _reference("TenderLot", f"LOT-{lot.number:04}", "Lot"),
        nested("efac:TenderReference/cbc:ID", f"FICT-{tender.number}-{lot.number}"),
    )


def _signed_contract(tender: Tender, lot: InventedLot) -> Markup:
    signed = tender.published - timedelta(days=12)
    return tag(
        "efac:SettledContract",
        _identified("ID", f"CON-{lot.number:04}", "contract"),
        tag("cbc:IssueDate", _day(signed, tender.deadline)),
        tag("cac:SignatoryParty", _party(1)),
        nested("efac:ContractReference/cbc:ID", f"FICT-C-{tender.number}-{lot.number}"),
        _reference("LotTender", f"TEN-{lot.number:04}", "tender"),
    )


def _head(tender: Tender) -> Markup:
    kind, form = ("result", "can-standard") if tender.stage == "award" else ("competition", "cn-standard")
    sent = tender.published - timedelta(days=2)
    return joined(
        tag("cbc:UBLVersionID", "2.3"),
        tag("cbc:CustomizationID", "eforms-sdk-1.15"),
        _identified("ID", _uuid(tender, "notice"), "notice-id"),
        tag("cbc:ContractFolderID", _uuid(tender.changes or tender, "procedure")),
        tag("cbc:IssueDate", _day(sent, tender.deadline)),
        tag("cbc:IssueTime", f"09:00:00{_offset(tender.deadline)}"),
        tag("cbc:VersionID", "01"),
        tag("cbc:RegulatoryDomain", "32014L0024"),
        _coded("NoticeTypeCode", form, kind),
        tag("cbc:NoticeLanguageCode", _LANGUAGES[tender.country.language]),
    )


def _buyer(tender: Tender) -> Markup:
    return tag(
        "cac:ContractingParty",
        tag("cac:ContractingPartyType", _coded("PartyTypeCode", tender.buyer.legal_type, "buyer-legal-type")),
        tag("cac:ContractingActivity", _coded("ActivityTypeCode", tender.buyer.activity, "authority-activity")),
        tag("cac:Party", _party(1)),
    )


def _required(code: str, listed: str) -> Markup:
    requirement = tag("cac:SpecificTendererRequirement", _coded("TendererRequirementTypeCode", code, listed))
    return tag("cac:TendererQualificationRequest", requirement)


def _exclusion_grounds() -> Markup:
    return tag("cac:TenderingTerms", _required("epo-procurement-document", "exclusion-grounds-source"))


def _process(tender: Tender) -> Markup:
    ordinary = tag("cac:ProcessJustification", _coded("ProcessReasonCode", "false", "accelerated-procedure"))
    return tag(
        "cac:TenderingProcess",
        _coded("ProcedureCode", "open", "procurement-procedure-type"),
        ordinary if tender.stage == "call" else None,
    )


def _project(tender: Tender, title: str, value: int, cpv: tuple[str, ...], number: int | None = None) -> Markup:
    estimate = tag("cac:RequestedTenderTotal", _amount(tender, "EstimatedOverallContractAmount", value))
    main, *others = cpv
    place = tag(
        "cac:Address",
        _coded("CountrySubentityCode", tender.country.nuts, "nuts-lvl3"),
        nested("cac:Country", _coded("IdentificationCode", tender.country.alpha3, "country")),
    )
    length = nested("cac:PlannedPeriod", tag("cbc:DurationMeasure", str(tender.months), unitCode="MONTH"))
    return tag(
        "cac:ProcurementProject",
        _identified("ID", f"FICT-{tender.number}-{number or 0}", "InternalID"),
        _text(tender, "Name", title),
        _text(tender, "Description", tender.description),
        _coded("ProcurementTypeCode", tender.subject.nature, "contract-nature"),
        estimate if tender.stage == "call" else None,
        tag("cac:MainCommodityClassification", _coded("ItemClassificationCode", main, "cpv")),
        *(
            tag("cac:AdditionalCommodityClassification", _coded("ItemClassificationCode", code, "cpv"))
            for code in others
        ),
        tag("cac:RealizedLocation", place),
        length if number else None,
    )


def _lot(tender: Tender, lot: InventedLot) -> Markup:
    return tag(
        "cac:ProcurementProjectLot",
        _identified("ID", f"LOT-{lot.number:04}", "Lot"),
        _lot_terms(tender) if tender.stage == "call" else _award_terms(tender),
        _lot_process(tender),
        _project(tender, lot.title, lot.value, lot.cpv, lot.number),
    )


def _selection(tender: Tender, code: str, words: str) -> Markup:
    return tag(
        "efac:SelectionCriteria",
        _coded("TendererRequirementTypeCode", code, "selection-criterion"),
        _text(tender, "Description", words),
    )


def _criteria() -> Markup:
    return nested(
        "cac:AwardingTerms/cac:AwardingCriterion",
        _criterion("price", "40"),
        _criterion("quality", "60"),
    )


def _criterion(kind: str, weight: str) -> Markup:
    parameter = tag(
        "efac:AwardCriterionParameter",
        tag("efbc:ParameterCode", "per-exa", listName="number-weight"),
        tag("efbc:ParameterNumeric", weight),
    )
    return tag(
        "cac:SubordinateAwardingCriterion",
        _extended(parameter),
        _coded("AwardingCriterionTypeCode", kind, "award-criterion-type"),
        tag("cbc:Description", kind, languageID="ENG"),
    )


def _appeal(tender: Tender) -> Markup:
    return tag(
        "cac:AppealTerms",
        tag("cac:PresentationPeriod", _text(tender, "Description", tender.appeal)),
        tag("cac:AppealReceiverParty", _party(2)),
    )


def _lot_terms(tender: Tender) -> Markup:
    address = f"https://{tender.country.code.lower()}.karavel.example/tenders/{tender.number}"
    requirements = _extended(
        _selection(tender, "slc-stand-to-gen", tender.turnover),
        _selection(tender, "slc-abil-ref-services", tender.references),
        _selection(tender, "slc-sche-qu-cert-indep", tender.certificate) if tender.number % 2 else None,
    )
    documents = tag(
        "cac:CallForTendersDocumentReference",
        tag("cbc:ID", f"DOC-{tender.number}"),
        tag("cbc:DocumentType", "non-restricted-document"),
        nested("cac:Attachment/cac:ExternalReference/cbc:URI", address),
    )
    executed = [
        nested("cac:ContractExecutionRequirement", _coded("ExecutionRequirementCode", code, listed))
        for code, listed in (
            ("no", "reserved-execution"),
            ("required", "einvoicing"),
            ("allowed", "ecatalog-submission"),
        )
    ]
    recipient = tag("cac:TenderRecipientParty", tag("cbc:EndpointID", f"{address}/submit"), _party(1))
    return tag(
        "cac:TenderingTerms",
        requirements,
        _coded("VariantConstraintCode", "not-allowed", "permission"),
        _coded("FundingProgramCode", "eu-funds" if tender.number % 5 == 0 else "no-eu-funds", "eu-funded"),
        documents,
        _required("none", "reserved-procurement"),
        _required("epo-notice", "selection-criteria-source"),
        *executed,
        _criteria(),
        recipient,
        nested("cac:TenderValidityPeriod", tag("cbc:DurationMeasure", "4", unitCode="MONTH")),
        _appeal(tender),
        nested("cac:Language/cbc:ID", _LANGUAGES[tender.country.language]),
        tag(
            "cac:PostAwardProcess",
            tag("cbc:ElectronicOrderUsageIndicator", "true"),
            tag("cbc:ElectronicPaymentUsageIndicator", "true"),
        ),
    )


def _award_terms(tender: Tender) -> Markup:
    return tag(
        "cac:TenderingTerms",
        _coded("FundingProgramCode", "no-eu-funds", "eu-funded"),
        _criteria(),
        _appeal(tender),
    )


def _period(name: str, moment: datetime) -> Markup:
    return tag(f"cac:{name}", tag("cbc:EndDate", _day(moment.date(), moment)), tag("cbc:EndTime", _clock(moment)))


def _lot_process(tender: Tender) -> Markup:
    call = tender.stage == "call"
    due = tender.deadline
    opening = tag(
        "cac:OpenTenderEvent",
        tag("cbc:OccurrenceDate", _day(due.date(), due)),
        tag("cbc:OccurrenceTime", _clock(due + timedelta(hours=1))),
    )
    covered = "true" if tender.subject.nature != "works" else "false"
    return tag(
        "cac:TenderingProcess",
        _coded("SubmissionMethodCode", "required", "esubmission") if call else None,
        tag("cbc:GovernmentAgreementConstraintIndicator", covered),
        _period("TenderSubmissionDeadlinePeriod", due) if call else None,
        _period("AdditionalInformationRequestPeriod", tender.questions) if call else None,
        opening if call else None,
        tag("cac:AuctionTerms", tag("cbc:AuctionConstraintIndicator", "false")),
        tag("cac:ContractingSystem", _coded("ContractingSystemTypeCode", "none", "framework-agreement")),
        tag("cac:ContractingSystem", _coded("ContractingSystemTypeCode", "none", "dps-usage")),
    )
