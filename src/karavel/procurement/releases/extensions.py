"""Whose extensions a release uses, found by its fields; a package names those, and no other.

Each row is an extension with its official address and the fields of it that we write: the object that holds the field,
as its key is called, and the field. All are among those that the eForms profile of OCDS brings together.
https://extensions.open-contracting.org/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

_OFFICIAL: Final = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_{}_extension/{}/extension.json"


class Extension(NamedTuple):
    """An extension: where its description lies, and what we write of it as (object, field)."""

    url: str
    fields: frozenset[tuple[str, str]]


def _official(name: str, *fields: str, version: str = "master") -> Extension:
    holders = (field.partition(".") for field in fields)
    return Extension(_OFFICIAL.format(name, version), frozenset((holder, field) for holder, _, field in holders))


EXTENSIONS: Final = (
    _official(
        "lots",
        "tender.lots",
        "items.relatedLot",
        "documents.relatedLots",
        "awards.relatedLots",
        "details.relatedLots",
        "relatedProcesses.relatedLots",
        "statistics.relatedLot",
    ),
    _official("bid", ".bids", "awards.relatedBids"),
    _official("awardCriteria", "lots.awardCriteria"),
    _official("selectionCriteria", "tender.selectionCriteria", "lots.selectionCriteria"),
    _official("submissionTerms", "tender.submissionTerms"),
    _official("bidOpening", "tender.bidOpening"),
    _official("location", "items.deliveryAddresses"),
    _official("countryCode", "address.country", "deliveryAddresses.country"),
    _official("coveredBy", "tender.coveredBy"),
    _official("procedure", "tender.procedure"),
    _official("legalBasis", "tender.legalBasis", version="1.1"),
    _official("organizationClassification", "details.classifications", version="1.1"),
    _official("partyDetails_scale", "details.scale"),
    _official("transactions_relatedMilestone", "transactions.relatedImplementationMilestone"),
    _official("eu", "details.rank"),
    Extension(
        "https://gitlab.com/dncp-opendata/ocds_statusdetails_extension/-/raw/master/extension.json",
        frozenset({("tender", "statusDetails"), ("contracts", "statusDetails")}),
    ),
)


def declared(releases: Iterable[dict[str, Any]]) -> list[str]:
    """The addresses of the extensions whose fields stand in any of the releases, in the order of the table."""
    used: set[tuple[str, str]] = set()
    for release in releases:
        _gather(release, "", used)
    return [one.url for one in EXTENSIONS if not one.fields.isdisjoint(used)]


def _gather(value: Any, holder: str, used: set[tuple[str, str]]) -> None:
    if isinstance(value, list):
        for one in value:
            _gather(one, holder, used)
    elif isinstance(value, dict):
        for key, below in value.items():
            used.add((holder, key))
            _gather(below, key, used)
