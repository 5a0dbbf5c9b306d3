"""Where eForms keeps what the model holds: path, key in the record, business term.

Paths are those of the eForms SDK 1.3 to 1.15 (``fields.json``, ``xpathAbsolute``) relative to the root, whichever of
the four document types it is. A row without a model field of its own serves the assembly: identifiers that join tenders
to contracts and organisations, and codes of fields withheld from publication. What has no row is reported as unread.
"""

from __future__ import annotations

from typing import Final

from karavel.readers.eforms.paths import EXTENSION, LINE, LISTED, NAMESPACES, SCHEMED, WORDS, line
from karavel.readers.eforms.table_lot import LOT, PROJECT
from karavel.readers.eforms.table_result import RESULT, WITHHELD
from karavel.readers.tree import Field, Group, compile_table, under, where

_HEAD: Final = (
    Field("cbc:CustomizationID", "standard", "OPT-002"),
    Field("cbc:ID", "notice_id", "BT-701"),
    Field("cbc:ContractFolderID", "procedure_id", "BT-04"),
    Field("cbc:IssueDate", "dispatched", "BT-05"),
    Field("cbc:VersionID", "version", "BT-757"),
    Field("cbc:RegulatoryDomain", "legal_basis", "BT-01"),
    Field("cbc:NoticeTypeCode", "type", "BT-02", LISTED),
    Field("cbc:NoticeLanguageCode", "language", "BT-702"),
    Field("cac:AdditionalNoticeLanguage/cbc:ID", "languages", "BT-702"),
)

_BUYER: Final = Group(
    "cac:ContractingParty",
    "buyers",
    (
        Field("cbc:BuyerProfileURI", "profile", "BT-508"),
        Field(
            "cac:ContractingPartyType/cbc:PartyTypeCode",
            "legal_type",
            "BT-11",
            where("listName", "buyer-legal-type"),
        ),
        Field(
            "cac:ContractingPartyType/cbc:PartyTypeCode",
            "contracting",
            "BT-740",
            where("listName", "buyer-contracting-type"),
        ),
        Field(
            "cac:ContractingActivity/cbc:ActivityTypeCode",
            "authority",
            "BT-10",
            where("listName", "authority-activity"),
        ),
        Field("cac:ContractingActivity/cbc:ActivityTypeCode", "entity", "BT-610", where("listName", "entity-activity")),
        Field("cac:Party/cac:PartyIdentification/cbc:ID", "party", "OPT-300"),
    ),
)

_PROCEDURE: Final = (
    Group("cac:ProcurementProject", "project", PROJECT),
    Group(
        "cac:TenderingProcess",
        "process",
        (
            Field("cbc:ProcedureCode", "procedure", "BT-105"),
            Field("cbc:Description", "features", "BT-88", WORDS),
            Field(
                "cac:ProcessJustification/cbc:ProcessReasonCode",
                "accelerated",
                "BT-106",
                where("listName", "accelerated-procedure"),
            ),
            Field("cac:NoticeDocumentReference/cbc:ID", "previous", "OPP-090"),
            Group(f"{EXTENSION}/efac:FieldsPrivacy", "withheld", WITHHELD),
        ),
    ),
    Field("cac:TenderingTerms/cac:LotDistribution/cbc:MaximumLotsAwardedNumeric", "lots_awarded", "BT-33"),
    Group("cac:ProcurementProjectLot", "lots", LOT),
)

#: How an organisation, a business or a touch point is reached.
_CONTACT: Final = (
    Field("cac:Contact/cbc:ElectronicMail", "email", "BT-506"),
    Field("cac:Contact/cbc:Telephone", "telephone", "BT-503"),
    Field("cbc:WebsiteURI", "url", "BT-505"),
)
_REACHED: Final = (
    Field("cac:PostalAddress/cbc:CityName", "city", "BT-513", line),
    Field("cac:PostalAddress/cbc:CountrySubentityCode", "nuts", "BT-507"),
    Field("cac:PostalAddress/cac:Country/cbc:IdentificationCode", "country", "BT-514"),
    *_CONTACT,
)

_ORGANISATION: Final = (
    *under(
        "efac:Company",
        (
            Field("cac:PartyIdentification/cbc:ID", "id", "OPT-200"),
            Field("cac:PartyName/cbc:Name", "name", "BT-500", LINE),
            Field("cac:PartyLegalEntity/cbc:CompanyID", "ids", "BT-501"),
            *_REACHED,
            Field("efbc:CompanySizeCode", "size", "BT-165"),
        ),
    ),
    Field("efac:UltimateBeneficialOwner/cbc:ID", "owners", "OPT-302"),
    Field("efbc:GroupLeadIndicator", "leads", "OPP-050"),
    Group(
        "efac:TouchPoint",
        "points",
        (
            Field("cac:PartyIdentification/cbc:ID", "id", "OPT-201"),
            *_CONTACT,
        ),
    ),
)

_BUSINESS: Final = Group(
    "cac:BusinessParty",
    "business",
    (
        Field("cac:PartyLegalEntity/cbc:RegistrationName", "name", "BT-500", LINE),
        Field("cac:PartyLegalEntity/cbc:CompanyID", "ids", "BT-501"),
        *_REACHED,
    ),
)

_CHANGES: Final = (
    Group(
        "efac:Changes",
        "changes",
        (
            Field("efbc:ChangedNoticeIdentifier", "notice", "BT-758"),
            Field("efac:ChangeReason/cbc:ReasonCode", "reason", "BT-140"),
            Field("efac:ChangeReason/efbc:ReasonDescription", "why", "BT-762", WORDS),
            Group("efac:Change", "parts", (Field("efbc:ChangeDescription", "what", "BT-141", WORDS),)),
        ),
    ),
    Group(
        "efac:ContractModification",
        "changes",
        (
            Field("efbc:ChangedNoticeIdentifier", "notice", "BT-1501"),
            Field("efac:ChangeReason/cbc:ReasonCode", "reason", "BT-200"),
            Field("efac:ChangeReason/efbc:ReasonDescription", "why", "BT-201", WORDS),
            Group("efac:Change", "parts", (Field("efbc:ChangeDescription", "what", "BT-202", WORDS),)),
        ),
    ),
)

_EXTENDED: Final = under(
    EXTENSION,
    (
        Field("efac:NoticeSubType/cbc:SubTypeCode", "form", "OPP-070"),
        Field("efac:Publication/efbc:NoticePublicationID", "publication", "OPP-010", SCHEMED),
        Field("efac:Publication/efbc:PublicationDate", "published", "OPP-012"),
        Group("efac:Organizations/efac:Organization", "organisations", _ORGANISATION),
        Group(
            "efac:Organizations/efac:UltimateBeneficialOwner",
            "owners",
            (
                Field("cbc:ID", "id", "OPT-202"),
                Field("efac:Nationality/cbc:NationalityID", "nationality", "BT-706"),
            ),
        ),
        Group("efac:NoticeResult", "result", RESULT),
        *_CHANGES,
    ),
)

TABLE: Final = (*_HEAD, _BUYER, *_PROCEDURE, _BUSINESS, *_EXTENDED)
TREE: Final = compile_table(TABLE, NAMESPACES)
