"""Where eForms keeps results (``efac:NoticeResult``): lots, tenders, contracts and tenderers, tied by identifiers."""

from __future__ import annotations

from typing import Final

from karavel.readers.eforms.paths import AMOUNT, LINE, WORDS, line
from karavel.readers.tree import Field, Group

#: ``efac:FieldsPrivacy``: which field is withheld (BT-195) and until when (BT-198).
WITHHELD: Final = (
    Field("efbc:FieldIdentifierCode", "field", "BT-195"),
    Field("efbc:PublicationDate", "until", "BT-198"),
)

_PRIVACY: Final = Group("efac:FieldsPrivacy", "withheld", WITHHELD)

_LOT_RESULT: Final = (
    Field("cbc:ID", "id", "OPT-322"),
    Field("cbc:TenderResultCode", "status", "BT-142"),
    Field("efac:DecisionReason/efbc:DecisionReasonCode", "reason", "BT-144"),
    Field("cbc:HigherTenderAmount", "highest", "BT-711", AMOUNT),
    Field("cbc:LowerTenderAmount", "lowest", "BT-710", AMOUNT),
    Field("efac:TenderLot/cbc:ID", "lot", "BT-13713"),
    Field("efac:LotTender/cbc:ID", "tenders", "OPT-320"),
    Field("efac:SettledContract/cbc:ID", "contracts", "OPT-315"),
    Group(
        "efac:FrameworkAgreementValues",
        "framework_values",
        (Field("cbc:MaximumValueAmount", "maximum", "BT-709", AMOUNT), _PRIVACY),
    ),
    Group(
        "efac:ReceivedSubmissionsStatistics",
        "received",
        (
            Field("efbc:StatisticsCode", "kind", "BT-760"),
            Field("efbc:StatisticsNumeric", "number", "BT-759"),
            _PRIVACY,
        ),
    ),
    _PRIVACY,
)

_TENDER: Final = (
    Field("cbc:ID", "id", "OPT-321"),
    Field("cbc:RankCode", "rank", "BT-171"),
    Field("cac:LegalMonetaryTotal/cbc:PayableAmount", "value", "BT-720", AMOUNT),
    Field("efac:TenderLot/cbc:ID", "lot", "BT-13714"),
    Field("efac:TenderingParty/cbc:ID", "party", "OPT-310"),
    Group(
        "efac:SubcontractingTerm",
        "subcontracting",
        (
            Field("efbc:TermCode", "whether", "BT-773"),
            Field("efbc:TermAmount", "value", "BT-553", AMOUNT),
            Field("efbc:TermPercent", "share", "BT-555"),
            _PRIVACY,
        ),
    ),
    _PRIVACY,
)

_CONTRACT: Final = (
    Field("cbc:ID", "id", "OPT-316"),
    Field("cbc:AwardDate", "decided", "BT-1451"),
    Field("cbc:IssueDate", "concluded", "BT-145"),
    Field("cbc:Title", "title", "BT-721", LINE),
    Field("efac:ContractReference/cbc:ID", "reference", "BT-150", line),
    Field("efac:LotTender/cbc:ID", "tenders", "BT-3202"),
    Field("cac:NoticeDocumentReference/cbc:ID", "previous", "OPT-100"),
    Group(
        "efac:Funding",
        "funding",
        (
            Field("cbc:FundingProgramCode", "programme", "BT-722"),
            Field("efbc:FinancingIdentifier", "identifier", "BT-5011"),
            Field("cbc:Description", "details", "BT-6110", WORDS),
        ),
    ),
)

_PARTY: Final = (
    Field("cbc:ID", "id", "OPT-210"),
    Group(
        "efac:Tenderer",
        "members",
        (Field("cbc:ID", "organisation", "OPT-300"), Field("efbc:GroupLeadIndicator", "leader", "OPT-170")),
    ),
)

RESULT: Final = (
    Field("cbc:TotalAmount", "awarded_value", "BT-161", AMOUNT),
    Field("efbc:OverallMaximumFrameworkContractsAmount", "framework_maximum", "BT-118", AMOUNT),
    Group("efac:LotResult", "results", _LOT_RESULT),
    Group("efac:LotTender", "tenders", _TENDER),
    Group("efac:SettledContract", "contracts", _CONTRACT),
    Group("efac:TenderingParty", "parties", _PARTY),
    _PRIVACY,
)
