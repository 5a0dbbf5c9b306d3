"""A signer's key and certificate out of a PKCS#12 file, in memory only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from asn1crypto.pkcs12 import Pfx, SafeContents
from pyhanko.sign.signers import SimpleSigner

from karavel.errors import RefusedInput, SigningError
from karavel.procurement.signing.people import person
from karavel.texts import gettext as _

_LARGEST: Final = 1024 * 1024  # bytes; a key with its chain has some ten thousand
_MOST_ROUNDS: Final = 5_000_000  # a passphrase stretched more often would hold a worker for seconds


@dataclass(frozen=True, slots=True)
class SignerKey:
    """What signs. Keep it as long as one signature takes.

    Attributes:
        subject: whose certificate it is, for people.
        signer: the library's object, which holds the key; not shown.
    """

    subject: str
    signer: Any = field(repr=False)


def read_key(content: bytes, passphrase: str, at: datetime) -> SignerKey:
    """The key of a PKCS#12 file (``.p12``, ``.pfx``).

    Args:
        content: the file.
        passphrase: of the file.
        at: now; the certificate must be in force.

    Raises:
        RefusedInput: it is larger than such files are, or asks for more work than we do.
        SigningError: the passphrase does not open it, it holds no key, or its certificate is not in force.
    """
    _refuse_bombs(content)
    try:
        signer = SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=passphrase.encode())
        certificate = signer.signing_cert
    except (ValueError, AttributeError, TypeError):
        raise SigningError(
            _("The passphrase does not open the file, or the file holds no key with its certificate."),
            remedy=_("Use the PKCS#12 file (.p12 or .pfx) of your certification authority."),
        ) from None
    if certificate is None or not certificate.not_valid_before <= at <= certificate.not_valid_after:
        raise SigningError(_("The certificate is not in force today."), remedy=_("Ask its authority for a new one."))
    return SignerKey(person(certificate.subject), signer)


def _refuse_bombs(content: bytes) -> None:
    if len(content) > _LARGEST:
        raise RefusedInput(_("A file with a key is much smaller than this one."))
    try:
        rounds = max(_rounds(Pfx.load(content)), default=0)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise SigningError(
            _("This is no PKCS#12 file."), remedy=_("Its name ends in .p12 or .pfx; others have to be converted.")
        ) from None
    if rounds > _MOST_ROUNDS:
        raise RefusedInput(_("The passphrase of this file asks for more work than we do."))


def _rounds(file: Any) -> Iterator[int]:
    """How often the passphrase is stretched, in each place of the file that says so outside of what is encrypted."""
    if file["mac_data"].native:
        yield file["mac_data"]["iterations"].native
    for part in file.authenticated_safe:
        if part["content_type"].native == "encrypted_data":
            yield _kdf(part["content"]["encrypted_content_info"]["content_encryption_algorithm"])
        elif part["content_type"].native == "data":
            yield from _shrouded(part["content"].native)


def _shrouded(content: bytes) -> Iterator[int]:
    for bag in SafeContents.load(content):
        if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
            yield _kdf(bag["bag_value"]["encryption_algorithm"])


def _kdf(algorithm: Any) -> int:
    return int(algorithm.kdf_iterations or 0)
