"""Contracts: drawn up from data, signed by both sides as PAdES (ETSI EN 319 142-1), and validated.

Keys of signers pass through memory once and are kept nowhere; who wants to keep theirs away from the server signs
elsewhere and uploads the signed file, which must be our bytes and signatures added to them.
"""

from karavel.procurement.recognition import Recognition, recognition
from karavel.procurement.signing.contract import BUYER, SUPPLIER, Annex, Contract, Milestone, Party
from karavel.procurement.signing.drafting import draft
from karavel.procurement.signing.keys import SignerKey, read_key
from karavel.procurement.signing.signature import sign
from karavel.procurement.signing.trust import TrustEntry, TrustList, read_trust
from karavel.procurement.signing.validation import SignatureReport, SigningReport, examine, validate

__all__ = [
    "BUYER",
    "SUPPLIER",
    "Annex",
    "Contract",
    "Milestone",
    "Party",
    "Recognition",
    "SignatureReport",
    "SignerKey",
    "SigningReport",
    "TrustEntry",
    "TrustList",
    "draft",
    "examine",
    "read_key",
    "read_trust",
    "recognition",
    "sign",
    "validate",
]
