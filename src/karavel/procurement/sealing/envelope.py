"""The one place that calls age: seals bytes to a recipient and opens them, and turns its errors into ours."""

from __future__ import annotations

from typing import Any

import pyrage
from pyrage import x25519

from karavel.errors import BrokenSeal, SealError, WrongKey
from karavel.texts import gettext as _

_NOT_FOR_THIS_KEY = "No matching keys found"  # how the age library says it


def recipient_of(text: str) -> Any:
    """A recipient (``age1…``) as the library takes it.

    Raises:
        SealError: it is none.
    """
    try:
        return x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise SealError(
            _("This is no public key of age; one begins with age1."),
            remedy=_("Copy the whole line that begins with age1."),
        ) from error


def closed(recipient: str, data: bytes) -> bytes:
    """Bytes sealed to a recipient, each time anew.

    Raises:
        SealError: the recipient is none.
    """
    sealed: bytes = pyrage.encrypt(data, [recipient_of(recipient)])
    return sealed


def opened(key: Any, sealed: bytes) -> bytes:
    """The bytes inside a seal.

    Args:
        key: an identity of the library.
        sealed: what was sealed, whole.

    Raises:
        WrongKey: it is sealed to another key.
        BrokenSeal: it was changed, cut off, or is no sealed file at all.
    """
    try:
        inner: bytes = pyrage.decrypt(sealed, [key])
    except pyrage.DecryptError as error:
        if _NOT_FOR_THIS_KEY in str(error):
            raise WrongKey(
                _("This key does not open it: it is sealed to another."),
                remedy=_("Use the key of the seat that it was sealed for."),
            ) from None
        raise BrokenSeal(_("The seal is broken: the bytes were changed or cut off.")) from None
    return inner
