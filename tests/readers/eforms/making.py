"""Makes small eForms notices of our own for one promise at a time."""

from __future__ import annotations

from tests.readers.eforms.conftest import document

from karavel.notices import Reading
from karavel.readers import eforms
from karavel.readers.eforms.paths import NAMESPACES

_PREFIXES = " ".join(f'xmlns:{prefix}="{uri}"' for uri, prefix in NAMESPACES.items())
_EXTENDED = ["ext:UBLExtensions", "ext:UBLExtension", "ext:ExtensionContent", "efext:EformsExtension"]

ORGANISATION = """
<efac:Organizations><efac:Organization><efac:Company>
  <cac:PartyIdentification><cbc:ID schemeName="organization">ORG-0001</cbc:ID></cac:PartyIdentification>
  <cac:PartyName><cbc:Name languageID="POR">Câmara de Exemplo</cbc:Name></cac:PartyName>
  <cac:PostalAddress><cac:Country><cbc:IdentificationCode>PRT</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
</efac:Company></efac:Organization></efac:Organizations>
"""
BUYER = """
<cac:ContractingParty>
  <cac:Party><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification></cac:Party>
</cac:ContractingParty>
"""
SUBJECT = """
<cac:ProcurementProject>
  <cbc:Name languageID="POR">Portal</cbc:Name><cbc:Description languageID="POR">Um portal</cbc:Description>
  <cbc:ProcurementTypeCode listName="contract-nature">services</cbc:ProcurementTypeCode>
  <cac:MainCommodityClassification><cbc:ItemClassificationCode>72200000</cbc:ItemClassificationCode>
  </cac:MainCommodityClassification>
</cac:ProcurementProject>
"""


def extended(content: str) -> str:
    """Wraps content in the long extension."""
    opened = "".join(f"<{name}>" for name in _EXTENDED)
    closed = "".join(f"</{name}>" for name in reversed(_EXTENDED))
    return opened + content + closed


def lot(terms: str = "", process: str = "", identifier: str = "LOT-0001", scheme: str = "Lot") -> str:
    return f"""
    <cac:ProcurementProjectLot><cbc:ID schemeName="{scheme}">{identifier}</cbc:ID>
      <cac:TenderingTerms>{terms}</cac:TenderingTerms><cac:TenderingProcess>{process}</cac:TenderingProcess>{SUBJECT}
    </cac:ProcurementProjectLot>"""


def notice(  # the parts of a notice
    *lots: str,
    form: str = "16",
    kind: str = "competition",
    code: str = "cn-standard",
    extension: str = ORGANISATION,
    procedure: str = "<cac:TenderingProcess><cbc:ProcedureCode>open</cbc:ProcedureCode></cac:TenderingProcess>",
    root: str = "ContractNotice",
    subject: str = SUBJECT,
    publication: str = "00123456-2024",
) -> bytes:
    head = f"""
    <cbc:CustomizationID>eforms-sdk-1.13</cbc:CustomizationID>
    <cbc:ID schemeName="notice-id">c0ffee00-0000-4000-8000-000000000001</cbc:ID>
    <cbc:ContractFolderID>c0ffee00-0000-4000-8000-000000000002</cbc:ContractFolderID>
    <cbc:IssueDate>2024-03-01+01:00</cbc:IssueDate><cbc:VersionID>01</cbc:VersionID>
    <cbc:RegulatoryDomain>32014L0024</cbc:RegulatoryDomain>
    <cbc:NoticeTypeCode listName="{kind}">{code}</cbc:NoticeTypeCode>
    <cbc:NoticeLanguageCode>POR</cbc:NoticeLanguageCode>"""
    published = f"""<efac:Publication>
    <efbc:NoticePublicationID schemeName="ojs-notice-id">{publication}</efbc:NoticePublicationID>
    <efbc:PublicationDate>2024-03-04+01:00</efbc:PublicationDate></efac:Publication>"""
    subtype = f"<efac:NoticeSubType><cbc:SubTypeCode>{form}</cbc:SubTypeCode></efac:NoticeSubType>"
    body = extended(f"{extension}{subtype}{published}") + head + BUYER + procedure + subject + "".join(lots)
    uri = f"urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="{uri}" {_PREFIXES}>{body}</{root}>'.encode()


def reading(content: bytes) -> Reading:
    return eforms.read(document(content))
