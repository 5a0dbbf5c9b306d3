"""The key of a call, wrapped so that any two members of the committee open it together and none alone.

For the ordered pair (A, B) the secret is sealed to B and the result to A. A opens the outer layer; what is left is
still sealed to B, so it may be kept until B comes. n members make n · (n - 1) wraps of less than 1 KiB each.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import Final

from msgspec import Struct

from karavel.errors import BrokenSeal, NotFound, SealError
from karavel.procurement.sealing import envelope
from karavel.procurement.sealing.identities import Identity
from karavel.texts import gettext as _

_FEWEST: Final = 2
MOST: Final = 25
_HEADER: Final = "KARAVEL-CALL-KEY/1"


class Wrap(Struct, frozen=True):
    """The secret for one ordered pair of seats.

    Attributes:
        first: the seat that opens first; ``second`` the one that opens after it.
        sealed: what the first opens with :func:`first_half`.
    """

    first: str
    second: str
    sealed: bytes


class Seal(Struct, frozen=True):
    """What is kept of a call's key: its public half, and the wraps of its secret one.

    Attributes:
        recipient: ``age1…``, to which bids are sealed.
        wraps: one for each ordered pair of seats.
    """

    recipient: str
    wraps: tuple[Wrap, ...]

    def wrap(self, first: str, second: str) -> Wrap:
        """The wrap of two seats in this order.

        Raises:
            NotFound: one of them is no seat of this call, or both are the same.
        """
        for wrap in self.wraps:
            if (wrap.first, wrap.second) == (first, second):
                return wrap
        raise NotFound(
            _("These two seats do not open this call together."), remedy=_("Two different members must open.")
        )


def new_seal(recipients: Mapping[str, str]) -> Seal:
    """A fresh key for a call, its secret half wrapped for the members and forgotten.

    Args:
        recipients: seat to the public key of its member.

    Raises:
        SealError: fewer than two seats, more than 25, no public key, or one key on two seats: who has it would open
            alone.
    """
    _check(recipients)
    key = Identity.new()
    inner = f"{_HEADER}\n{key.secret()}\n".encode()
    wraps = (
        Wrap(first, second, envelope.closed(recipients[first], envelope.closed(recipients[second], inner)))
        for first, second in permutations(recipients, 2)
    )
    return Seal(key.recipient, tuple(wraps))


def _check(recipients: Mapping[str, str]) -> None:
    if not _FEWEST <= len(recipients) <= MOST:
        raise SealError(_("A call is sealed for 2 to {most} members of its committee.").format(most=MOST))
    keys = {str(envelope.recipient_of(text)) for text in recipients.values()}
    if len(keys) < len(recipients):
        raise SealError(
            _("Two members have the same key, so one person could open alone."),
            remedy=_("Each member makes a key of their own."),
        )


def first_half(wrap: bytes, identity: Identity) -> bytes:
    """The wrap without its outer layer: still sealed to the second member, so it may be kept.

    Raises:
        WrongKey: this member does not open this wrap first.
        BrokenSeal: the wrap was changed or cut off.
    """
    return identity.open(wrap)


def second_half(half: bytes, identity: Identity, recipient: str) -> Identity:
    """The call's key. Keep it only as long as bids are being opened.

    Args:
        half: what :func:`first_half` gave.
        identity: the second member's key.
        recipient: the public half of the key of this call.

    Raises:
        WrongKey: this member is not the second one.
        BrokenSeal: the half was changed or cut off, or holds the key of another call.
    """
    header, _line, secret = identity.open(half).decode("ascii", "replace").partition("\n")
    if header != _HEADER:
        raise BrokenSeal(_("What two members have opened is no key of a call."))
    key = Identity.of(secret)
    if key.recipient != recipient.strip():
        raise BrokenSeal(_("This is the key of another call."))
    return key
