"""The firm that looks for tenders: its model, and the reading and checking of ``company.toml``."""

from karavel.companies.model import (
    Account,
    Capabilities,
    Company,
    Establishment,
    EstablishmentKind,
    Owner,
    Preferences,
    Qualifications,
    Reference,
    Role,
    ValueRange,
)
from karavel.companies.profile import load, parse

__all__ = [
    "Account",
    "Capabilities",
    "Company",
    "Establishment",
    "EstablishmentKind",
    "Owner",
    "Preferences",
    "Qualifications",
    "Reference",
    "Role",
    "ValueRange",
    "load",
    "parse",
]
