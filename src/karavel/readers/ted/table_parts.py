"""Rows that several TED forms share: addresses, criteria, winners, values, numbers of tenders."""

from __future__ import annotations

from karavel.readers.ted.codes import PROCEDURES
from karavel.readers.ted.takes import amount, amount_range, criterion, hidden
from karavel.readers.tree import Field, Group, attribute, name, present, prose

VALUE = attribute("VALUE")
CODE = attribute("CODE")
DIRECTIVES = ("DIRECTIVE_2014_23_EU", "DIRECTIVE_2014_24_EU", "DIRECTIVE_2014_25_EU", "DIRECTIVE_2009_81_EC")

ADDRESS: tuple[Field, ...] = (
    Field("OFFICIALNAME", "name", "BT-500"),
    Field("NATIONALID", "id", "BT-501"),
    Field("TOWN", "city", "BT-513"),
    Field("COUNTRY", "country", "BT-514", VALUE),
    Field("PHONE", "telephone", "BT-503"),
    Field("E_MAIL", "email", "BT-506"),
    Field("NUTS", "nuts", "BT-507", CODE),
    Field("URL", "url", "BT-505"),
    Field("URL_GENERAL", "url", "BT-505"),
    Field("URL_BUYER", "profile", "BT-508"),
)

SUPPLIER: tuple[Field, ...] = (
    *(
        Field(f"{wrapper}/{row.path}", row.key, row.bt, row.take)
        for wrapper in ("ADDRESS_CONTRACTOR", "ADDRESS_WINNER")
        for row in ADDRESS
    ),
    Field("SME", "sme", "BT-165", present),
    Field("NO_SME", "no_sme", "BT-165", present),
)


def criteria(*wrappers: str) -> tuple[Field, ...]:
    """Award criteria below any of the wrappers, in the order in which they stand."""
    kinds = ("AC_PRICE", "AC_COST", "AC_QUALITY", "AC_CRITERIA", "AC_CRITERION")
    return tuple(
        Field(f"{wrapper}{inner}{kind}", "criteria", "BT-539", criterion, whole=True)
        for wrapper in wrappers
        for inner in ("", "AC/")
        for kind in kinds
    )


def procedures(*wrappers: str) -> tuple[Field, ...]:
    """Every element that names a procedure, below any of the wrappers."""
    kinds = tuple(kind for kind in PROCEDURES if kind.startswith("PT_"))
    return tuple(Field(f"{wrapper}{kind}", "procedure", "BT-105", name) for wrapper in wrappers for kind in kinds)


def values(*wrappers: str) -> tuple[Field, ...]:
    """The value of a contract: final, as a range of offers, and as first estimated."""
    rows = tuple(
        row
        for wrapper in wrappers
        for row in (
            Field(f"{wrapper}VAL_TOTAL", "value", "BT-720", amount),
            Field(f"{wrapper}VAL_RANGE_TOTAL", "value_range", "BT-710", amount_range, whole=True),
            Field(f"{wrapper}VAL_ESTIMATED_TOTAL", "estimate", "BT-27", amount),
        )
    )
    wrapped = tuple(wrapper.rstrip("/") for wrapper in wrappers if wrapper)
    return rows + tuple(Field(wrapper, "hidden", take=hidden) for wrapper in wrapped)


def tenders(prefix: str, *wrappers: str) -> tuple[Field, ...]:
    """How many tenders (or participants) there were, by kind."""
    kinds = {"": "total", "_SME": "sme", "_OTHER_EU": "other_eu", "_NON_EU": "non_eu", "_EMEANS": "electronic"}
    return tuple(
        Field(f"{wrapper}{prefix}{kind}", f"tenders_{key}", "BT-759")
        for wrapper in wrappers
        for kind, key in kinds.items()
    )


def cpv(path: str) -> Field:
    """CPV code below a path; the supplementary vocabulary is left unread."""
    return Field(f"{path}/CPV_CODE", "cpv", "BT-262", CODE)


def suppliers(*paths: str, key: str = "suppliers") -> tuple[Group, ...]:
    """Winners at any of the paths."""
    return tuple(Group(path, key, SUPPLIER) for path in paths)


PERIOD: tuple[Field, ...] = (
    Field("DURATION", "duration", "BT-36", lambda element: (element.text, element.get("TYPE"))),
    Field("DATE_START", "start", "BT-536"),
    Field("DATE_END", "end", "BT-537"),
)

PLACE: tuple[Field, ...] = (
    Field("NUTS", "nuts", "BT-5071", CODE),
    Field("MAIN_SITE", "site", "BT-728", prose),
)
