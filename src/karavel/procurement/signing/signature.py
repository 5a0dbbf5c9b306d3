"""Signs a contract: PAdES B-B, or B-T where a time stamping authority is given. A second signature only adds bytes."""

from __future__ import annotations

import io
from typing import Final

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError as PadesError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.stamp import TextStampStyle

from karavel.errors import SigningError
from karavel.procurement.signing import hostile
from karavel.procurement.signing.apart import apart
from karavel.procurement.signing.keys import SignerKey
from karavel.texts import gettext as _

#: What is printed in the place to sign. The name stands above it; the letters of this font are those of English.
_STAMP: Final = TextStampStyle(stamp_text="Signed electronically\n%(ts)s", timestamp_format="%Y-%m-%d %H:%M %Z")


def sign(pdf: bytes, side: str, key: SignerKey, *, reason: str = "", authority: TimeStamper | None = None) -> bytes:
    """The contract with the signature of one side, in its field.

    Args:
        pdf: what :func:`draft` gave, or what the other side has signed.
        side: the name of the field: ``buyer`` or ``supplier``.
        key: the signer's.
        reason: why it is signed, for readers of the signature.
        authority: gives time stamps (RFC 3161) and with them B-T; without, the signature is B-B and its moment is what
            the signer says.

    Raises:
        RefusedInput: the file is hostile.
        SigningError: there is no such field, it is signed already, or the authority gives no time stamp.
    """
    hostile.refuse(pdf)
    _refuse_signed(pdf, side)
    what = PdfSignatureMetadata(
        field_name=side, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=reason or None
    )
    signer = PdfSigner(what, signer=key.signer, timestamper=authority, stamp_style=_STAMP)
    written = io.BytesIO()
    try:
        apart(signer.sign_pdf, IncrementalPdfFileWriter(io.BytesIO(pdf)), output=written)
    except TimestampRequestError as error:
        raise SigningError(
            _("The time stamping authority gave no time stamp."), remedy=_("Try again later; nothing was signed.")
        ) from error
    except (PdfError, PadesError, ValueError) as error:
        raise SigningError(_("The contract could not be signed: {why}.").format(why=error)) from error
    return written.getvalue()


def _refuse_signed(pdf: bytes, side: str) -> None:
    fields = {name: value for name, value, _field in enumerate_sig_fields(hostile.opened(pdf))}
    if side not in fields:
        raise SigningError(_("The document has no place for a signature of this side."))
    if fields[side] is not None:
        raise SigningError(_("This side has signed already."))
