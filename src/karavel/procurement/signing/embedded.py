"""What a signed document carries beside its signatures: certificates, and who said that one is revoked or is not.

It stands in the document's security store (ETSI EN 319 142-1, 5.4.2) and in Adobe's attribute of a signature. Whether
it holds, the validator says: an answer counts only where an authority of the trust list stands behind it.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import OCSPResponse
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError, ValidationInfoReadingError

from karavel.errors import SigningError
from karavel.texts import gettext as _

#: Objects of a kind that are looked at: a contract with two signatures has a dozen.
_MOST: Final = 100
_ADOBE: Final = "adobe_revocation_info_archival"


class Embedded(NamedTuple):
    """Certificates, lists of revoked ones (CRL), and answers of authorities (OCSP)."""

    certificates: tuple[Certificate, ...] = ()
    lists: tuple[CertificateList, ...] = ()
    answers: tuple[OCSPResponse, ...] = ()


def embedded(reader: Any, signatures: list[EmbeddedPdfSignature]) -> Embedded:
    """All that a document carries.

    Raises:
        SigningError: its security store is damaged, or larger than a contract's.
    """
    try:
        store = _store(reader)
        archives = [found for one in signatures for found in _archives(one)]
        lists = [CertificateList.load(each.get_object().data) for each in (store.crls if store else ())]
        answers = [OCSPResponse.load(each.get_object().data) for each in (store.ocsps if store else ())]
        found = Embedded(
            tuple(store.load_certs()) if store else (),
            (*lists, *(each for one in archives for each in one["crl"] or ())),
            (*answers, *(each for one in archives for each in one["ocsp"] or ())),
        )
    except (PdfError, ValidationInfoReadingError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SigningError(_("What the document carries of certificates cannot be read.")) from error
    if any(len(kind) > _MOST for kind in found):
        raise SigningError(_("The document carries more certificates than a contract."))
    return found


def _store(reader: Any) -> DocumentSecurityStore | None:
    try:
        return DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return None


def _archives(one: EmbeddedPdfSignature) -> list[Any]:
    """Adobe's attribute of a signature; none where it has no such."""
    attributes = one.signer_info["signed_attrs"]
    return [value for each in attributes if each["type"].native == _ADOBE for value in each["values"]]
