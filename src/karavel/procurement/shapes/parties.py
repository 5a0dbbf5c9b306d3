"""Who takes part: organisations with the number of a register, as org-id.guide lists them."""

from __future__ import annotations

import re
from typing import Final, Literal

from karavel.codes import countries
from karavel.errors import InvalidInput, Mistake
from karavel.procurement.shapes.base import Shape
from karavel.texts.marking import N_, say

_NO_NUMBER: Final = N_("{number} is no number of a register.")
_ORG_ID: Final = N_("write country and register as org-id.guide does: PT-NIF, AZ-VOEN")
_NO_COUNTRY: Final = N_("{code} is no country code.")
_ALPHA_2: Final = N_("write ISO 3166-1 alpha-2: PT, AZ")
_NO_ID: Final = N_("{name} has no number of a register.")
_GIVE_ID: Final = N_("give the number, or a local id where there is none")
_SCHEME: Final = re.compile(r"[A-Z]{2}-[A-Z0-9_]{2,12}")


class Identifier(Shape, frozen=True):
    """A number in a register.

    Attributes:
        scheme: the register, as org-id.guide names it or in its manner: ``PT-NIF``, ``AZ-VOEN``, ``XI-LEI``.
        id: the number.
        legal_name: as the register has it.
        uri: of the entry, where the register has addresses.

    Raises:
        InvalidInput: the scheme is no country (or ``XI``, ``XR`` for international ones) with a register.
    """

    scheme: str
    id: str
    legal_name: str | None = None
    uri: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not _SCHEME.fullmatch(self.scheme) or not self.id.strip():
            message = say(_NO_NUMBER, number=f"{self.scheme} {self.id}")
            raise InvalidInput(message, (Mistake("Identifier.scheme", say(_ORG_ID)),))


class Address(Shape, frozen=True):
    """Where an organisation is, or a contract is performed.

    Attributes:
        country: ISO 3166-1 alpha-2.
        region: a NUTS code where there is one, else its name.

    Raises:
        InvalidInput: the country is no code.
    """

    country: str
    region: str | None = None
    locality: str | None = None
    postal_code: str | None = None
    street: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.country not in countries.NAMES:
            raise InvalidInput(say(_NO_COUNTRY, code=self.country), (Mistake("Address.country", say(_ALPHA_2)),))


class Contact(Shape, frozen=True):
    """Whom to ask; a role's address rather than a person's, as releases are kept for ever; ``url`` is the site."""

    name: str | None = None
    email: str | None = None
    telephone: str | None = None
    url: str | None = None


class Organisation(Shape, frozen=True):
    """A buyer, a bidder, a supplier.

    Attributes:
        name: as it calls itself.
        address: its seat.
        identifier: its number; without one ``local_id`` tells it apart within the process.
        others: further numbers.
        legal_type: a buyer's, eForms BT-11 (``cga``, ``la``, ``body-pl``).
        scale: a bidder's, OCDS ``partyScale``.

    Raises:
        InvalidInput: it has neither number nor local id.
    """

    name: str
    address: Address
    identifier: Identifier | None = None
    local_id: str = ""
    others: tuple[Identifier, ...] = ()
    contact: Contact | None = None
    legal_type: str | None = None
    scale: Literal["micro", "sme", "small", "medium", "large", "selfEmployed"] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.identifier is None and not self.local_id:
            raise InvalidInput(say(_NO_ID, name=self.name), (Mistake("Organisation.identifier", say(_GIVE_ID)),))

    @property
    def id(self) -> str:
        """Its id in releases: register and number, which stays the same across processes and publishers."""
        return f"{self.identifier.scheme}-{self.identifier.id}" if self.identifier else self.local_id

    @property
    def country(self) -> str:
        """Of its seat."""
        return self.address.country
