"""A member's key: made once, shown once, kept by the member; the server keeps its public half only."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Final, Self

import pyrage
from pyrage import passphrase, x25519

from karavel.errors import RefusedInput, SealError, WrongKey
from karavel.procurement.sealing import envelope
from karavel.texts import gettext as _

_LARGEST: Final = 64 * 1024  # bytes of a file with a key; real ones have a few hundred
_SECRET: Final = re.compile(r"^AGE-SECRET-KEY-1[0-9A-Z]+$", re.MULTILINE | re.IGNORECASE)
_ARMOUR: Final = re.compile(rb"-----BEGIN AGE ENCRYPTED FILE-----(.*?)-----END AGE ENCRYPTED FILE-----", re.DOTALL)
_MAGIC: Final = b"age-encryption.org/v1"
_STRETCHED: Final = re.compile(rb"\A" + re.escape(_MAGIC) + rb"\n-> scrypt [A-Za-z0-9+/]+ ([0-9]{1,3})\n")

#: The hardest passphrase that is worked on: 2^20 needs 1 GiB of memory, and age's own tools ask for 2^18.
HARDEST: Final = 20


class Identity:
    """Both halves of a key. It never shows its secret half by itself; ask for :meth:`secret`, and forget it soon."""

    __slots__ = ("_key",)

    def __init__(self, key: Any) -> None:
        self._key = key

    @classmethod
    def new(cls) -> Self:
        """A fresh key from the system's source of chance."""
        return cls(x25519.Identity.generate())

    @classmethod
    def of(cls, secret: str) -> Self:
        """The key whose secret half is ``AGE-SECRET-KEY-1…``.

        Raises:
            SealError: it is none, or has a mistake of copying.
        """
        try:
            return cls(x25519.Identity.from_str(secret.strip()))
        except pyrage.IdentityError:
            raise SealError(
                _("This is no secret key of age, or not a whole one."),
                remedy=_("Copy the whole line that begins with AGE-SECRET-KEY-1."),
            ) from None

    @property
    def recipient(self) -> str:
        """The public half, ``age1…``: what others seal to."""
        return str(self._key.to_public())

    def secret(self) -> str:
        """The secret half, ``AGE-SECRET-KEY-1…``."""
        return str(self._key)

    def open(self, sealed: bytes) -> bytes:
        """What is inside a seal to this key.

        Raises:
            WrongKey: it is sealed to another key.
            BrokenSeal: it was changed or cut off.
        """
        return envelope.opened(self._key, sealed)

    def __repr__(self) -> str:
        return f"Identity({self.recipient})"

    def __reduce__(self) -> str:
        raise TypeError("A key is not written down by accident.")


def identity_file(identity: Identity) -> str:
    """The file that a member keeps, in the form that ``age -i`` reads."""
    return f"# public key: {identity.recipient}\n{identity.secret()}\n"


def protected_file(identity: Identity, phrase: str) -> bytes:
    """The same file behind a passphrase (age, armoured): ``age -d`` opens it. Takes about a second, on purpose."""
    content: bytes = passphrase.encrypt(identity_file(identity).encode(), phrase, armored=True)
    return content


def read_identity(content: bytes, phrase: str = "") -> Identity:
    """The key of a file: a plain one, or one behind a passphrase (age, armoured or not).

    Raises:
        RefusedInput: it is larger than any file of a key, or asks for more work than we do for a passphrase.
        WrongKey: the passphrase is another.
        SealError: there is no key in it, or more than one.
    """
    if len(content) > _LARGEST:
        raise RefusedInput(_("A file with a key is much smaller than this one."))
    armoured = _ARMOUR.search(content)
    if armoured or content.startswith(_MAGIC):
        content = _unprotected(_unarmoured(armoured[1]) if armoured else content, phrase)
    found = _SECRET.findall(content.decode("ascii", "replace").replace("\r", ""))
    if len(found) != 1:
        raise SealError(
            _("The file must hold one secret key of age; this one holds {count}.").format(count=len(found)),
            remedy=_("Choose the file that was downloaded when the key was made."),
        )
    return Identity.of(found[0].upper())


def _unarmoured(body: bytes) -> bytes:
    try:
        return base64.b64decode(b"".join(body.split()), validate=True)
    except binascii.Error:
        raise SealError(_("The file with the key is damaged.")) from None


def _unprotected(content: bytes, phrase: str) -> bytes:
    stretched = _STRETCHED.match(content)
    if not stretched:
        raise SealError(_("The file is sealed by age, but not with a passphrase."))
    if int(stretched[1]) > HARDEST:
        raise RefusedInput(
            _("The passphrase of this file asks for more memory than we give."),
            remedy=_("Open it on your own machine with age -d, and use the key inside."),
        )
    try:
        inner: bytes = passphrase.decrypt(content, phrase)
    except pyrage.DecryptError:
        raise WrongKey(_("The passphrase does not open the file, or the file is damaged.")) from None
    return inner
