"""The editor's table: every key of ``company.toml`` with its label and how it is entered."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Kind = Literal[
    "text", "long", "lines", "codes", "country", "number", "truth", "choice", "money", "range", "date", "counts"
]


class Field(NamedTuple):
    """A key of a table of the file.

    Attributes:
        kind: ``lines`` is a list, one a line; ``codes`` a list of CPV codes; ``counts`` lines of ``role: number``.
        choices: values of a ``choice`` with their words.
    """

    name: str
    label: Promise
    kind: Kind
    help: Promise | str = ""
    choices: tuple[tuple[str, Promise], ...] = ()


class Part(NamedTuple):
    """A table of the file; ``many`` where it may stand several times."""

    name: str
    label: Promise
    fields: tuple[Field, ...]
    many: bool = False
    help: Promise | str = ""


_KINDS: Final = (
    ("head-office", _("head office")),
    ("subsidiary", _("subsidiary")),
    ("branch", _("branch")),
)
_ROLES: Final = (
    ("prime", _("main contractor")),
    ("partner", _("partner")),
    ("subcontractor", _("subcontractor")),
)

PARTS: Final = (
    Part(
        "company",
        _("Who you are"),
        (
            Field("name", _("Name"), "text"),
            Field("country", _("Country"), "country", _("Where the company is registered.")),
            Field("ids", _("Registration numbers"), "lines", _("One a line, the register first: AZ-VOEN 1400057421.")),
            Field("languages", _("Languages"), "lines", _("Those you can write a tender in, best first: az, en, pt.")),
            Field("employees", _("Employees"), "number"),
        ),
    ),
    Part(
        "establishments",
        _("Places"),
        (
            Field("country", _("Country"), "country"),
            Field("kind", _("What it is"), "choice", choices=_KINDS),
            Field("substantive", _("Real business is done there"), "truth"),
        ),
        many=True,
        help=_("At least the head office. Some agreements ask where real business is done."),
    ),
    Part(
        "owners",
        _("Owners"),
        (Field("country", _("Country"), "country"), Field("share", _("Share, per cent"), "number")),
        many=True,
    ),
    Part(
        "capabilities",
        _("What you do"),
        (
            Field("summary", _("In your own words"), "long", _("Two or three sentences, in any language.")),
            Field("cpv", _("CPV codes"), "codes", _("How buyers name what they look for.")),
        ),
    ),
    Part(
        "references",
        _("References"),
        (
            Field("title", _("Title"), "text"),
            Field("cpv", _("CPV codes"), "codes"),
            Field("country", _("Country of the client"), "country"),
            Field("value", _("Value of your part"), "money"),
            Field("role", _("Your role"), "choice", choices=_ROLES),
            Field("ended", _("Ended"), "date"),
        ),
        many=True,
        help=_("Contracts done: what buyers accept as experience."),
    ),
    Part(
        "accounts",
        _("Accounts"),
        (
            Field("year", _("Year"), "number"),
            Field("turnover", _("Turnover"), "money"),
            Field("it_turnover", _("Turnover from IT"), "money"),
            Field("profit", _("Profit"), "money"),
        ),
        many=True,
        help=_("Buyers ask for the last three years."),
    ),
    Part(
        "qualifications",
        _("What you can show"),
        (
            Field("certificates", _("Certificates"), "lines", _("One a line, as printed on them: ISO 27001.")),
            Field("insurance", _("Professional liability insurance"), "money", _("Cover for one claim.")),
            Field("bonding", _("Bank guarantees"), "money", _("What banks would guarantee in all.")),
            Field("staff", _("Staff"), "counts", _("One role a line, with the number: developers: 38.")),
        ),
    ),
    Part(
        "preferences",
        _("What you look for"),
        (
            Field("gateways", _("Gateways"), "lines", _("Countries to go through, one a line: PT. Empty means all.")),
            Field("markets", _("Markets"), "lines", _("Countries to sell to, one a line. Empty means the world.")),
            Field("value_eur", _("Size of contract, EUR"), "range"),
        ),
    ),
)
