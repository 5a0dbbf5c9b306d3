"""How releases become one: the rules of OCDS 1.1 for the lists that we write.

Lists of objects with ids are merged by id; these are replaced as a whole. The rules are those that the schema marks
(``omitWhenMerged``, ``wholeListMerge``) or that follow from it, as a list of texts or of objects without ids has
nothing to merge by. https://standard.open-contracting.org/1.1/en/schema/merging/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ocdsmerge import Merger

_OMITTED: Final = ("id", "date", "tag")
_CRITERIA: Final = ("awardCriteria/criteria", "selectionCriteria/criteria")
_WHOLE: Final = (
    "parties/additionalIdentifiers",
    "parties/roles",
    "parties/details/classifications",
    "planning/documents/relatedLots",
    "tender/submissionMethod",
    "tender/coveredBy",
    "tender/submissionTerms/languages",
    "tender/selectionCriteria/criteria",
    *(f"tender/lots/{criteria}" for criteria in _CRITERIA),
    "tender/items/additionalClassifications",
    "tender/items/deliveryAddresses",
    "tender/documents/relatedLots",
    "bids/details/relatedLots",
    "bids/details/documents/relatedLots",
    "awards/relatedLots",
    "awards/relatedBids",
    "awards/documents/relatedLots",
    "contracts/documents/relatedLots",
    "contracts/implementation/documents/relatedLots",
)

RULES: Final[dict[tuple[str, ...], str]] = {
    **{(field,): "omitWhenMerged" for field in _OMITTED},
    **{tuple(path.split("/")): "wholeListMerge" for path in _WHOLE},
}


def merged(releases: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The compiled release of the releases of one process, in the order of their dates."""
    found: dict[str, Any] = Merger(merge_rules=RULES).create_compiled_release(list(releases))
    return found
