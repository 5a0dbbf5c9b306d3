"""The company: who it is, where it is established, what it can do and show. Frozen structs, no I/O.

Countries are ISO 3166-1 alpha-2, CPV codes have 8 digits, languages are ISO 639-1; amounts carry their currency.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Literal

import msgspec
from msgspec import Struct

from karavel.notices import Money

EstablishmentKind = Literal["head-office", "subsidiary", "branch"]
Role = Literal["prime", "partner", "subcontractor"]


class Establishment(Struct, frozen=True, kw_only=True):
    """A place of the firm.

    Attributes:
        country: where it is.
        kind: ``subsidiary`` is a company of its own under that country's law, ``branch`` is not.
        substantive: whether real business is done there (staff, premises, turnover), which some agreements ask for.
    """

    country: str
    kind: EstablishmentKind
    substantive: bool = False


class Owner(Struct, frozen=True, kw_only=True):
    """A country whose nationals own part of the firm; ``share`` in per cent, above 0 and up to 100."""

    country: str
    share: float


class Capabilities(Struct, frozen=True, kw_only=True):
    """What the firm can do, in its own words and in CPV codes."""

    summary: str = ""
    cpv: tuple[str, ...] = ()


class Reference(Struct, frozen=True, kw_only=True):
    """A contract done: what buyers accept as experience.

    Attributes:
        country: of the client.
        value: of the firm's own part.
        ended: the day the work was done; None while it goes on or where the profile does not say.
    """

    title: str
    cpv: tuple[str, ...] = ()
    country: str | None = None
    value: Money | None = None
    role: Role = "prime"
    ended: date | None = None


class Account(Struct, frozen=True, kw_only=True):
    """One financial year: turnover in all, in IT, and profit (negative for a loss)."""

    year: int
    turnover: Money | None = None
    it_turnover: Money | None = None
    profit: Money | None = None


class Qualifications(Struct, frozen=True, kw_only=True):
    """What the firm can show.

    Attributes:
        certificates: as printed on them, ``ISO 27001``.
        insurance: professional liability cover for one claim.
        bonding: what banks would guarantee for the firm in all.
        staff: people by role, ``developers`` → 38.
    """

    certificates: tuple[str, ...] = ()
    insurance: Money | None = None
    bonding: Money | None = None
    staff: dict[str, int] = {}


class ValueRange(Struct, frozen=True, kw_only=True):
    """The size of contract that the firm looks for, in euro; None where there is no limit."""

    min: float | None = None
    max: float | None = None


class Preferences(Struct, frozen=True, kw_only=True):
    """What the firm looks for: gateways (empty: all), markets (empty: the world), value in euro."""

    gateways: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    value_eur: ValueRange = ValueRange()


class Company(Struct, frozen=True, kw_only=True):
    """A firm as its ``company.toml`` tells it.

    Attributes:
        country: where it is registered.
        ids: one spelling each, ``AZ-VOEN 1400057421``.
        languages: those it can write a tender in, best first.
        owners: shares add up to 100 at most; what is missing is not known.
        accounts: latest year first.
    """

    name: str
    country: str
    establishments: tuple[Establishment, ...]
    capabilities: Capabilities
    ids: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    employees: int | None = None
    owners: tuple[Owner, ...] = ()
    references: tuple[Reference, ...] = ()
    accounts: tuple[Account, ...] = ()
    qualifications: Qualifications = Qualifications()
    preferences: Preferences = Preferences()

    @property
    def head_office(self) -> Establishment:
        """The head office; a checked company has exactly one."""
        return next(place for place in self.establishments if place.kind == "head-office")

    def established_in(self, country: str) -> tuple[Establishment, ...]:
        """The firm's places in a country."""
        return tuple(place for place in self.establishments if place.country == country)

    def digest(self) -> str:
        """A hash of everything said: the same for two files that say the same, whatever their layout and remarks."""
        return sha256(msgspec.json.encode(self, order="sorted")).hexdigest()
