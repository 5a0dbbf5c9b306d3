"""How releases become one: the rules of OCDS 1.1 for the lists that we write.

Lists of objects with ids are merged by id, lists of texts are replaced as a whole; both need no rule. These are the
lists of objects that are replaced as a whole: the schema marks them (``wholeListMerge``), or their objects have no ids.
https://standard.open-contracting.org/1.1/en/schema/merging/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ocdsmerge import Merger

_OMITTED: Final = ("id", "date", "tag")
_WHOLE: Final = (
    "parties/additionalIdentifiers",
    "parties/details/classifications",
    "tender/selectionCriteria/criteria",
    "tender/lots/awardCriteria/criteria",
    "tender/lots/selectionCriteria/criteria",
    "tender/items/additionalClassifications",
    "tender/items/deliveryAddresses",
)

RULES: Final[dict[tuple[str, ...], str]] = {
    **{(field,): "omitWhenMerged" for field in _OMITTED},
    **{tuple(path.split("/")): "wholeListMerge" for path in _WHOLE},
}


def merged(releases: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The compiled release of the releases of one process, in the order of their dates."""
    found: dict[str, Any] = Merger(merge_rules=RULES).create_compiled_release(list(releases))
    return found
