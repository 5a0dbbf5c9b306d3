"""Merges the releases of a process into its compiled release, by the rules of OCDS 1.1.

https://standard.open-contracting.org/1.1/en/schema/merging/ ; the clause that each branch follows stands beside it.
Conformance: the fixtures of ocds-merge, all compiled releases, OCDS 1.1.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

#: Lists of objects that are replaced as a whole, by their key and the key of the object that holds them (empty: any).
#: ``wholeListMerge`` in the release schema of OCDS 1.1.5 and of the eForms profile's extensions.
_WHOLE_LISTS = frozenset(
    {
        "additionalClassifications",
        "additionalIdentifiers",
        "criteria",
        "customerServices",
        "dates",
        "deliveryAddresses",
        "deliveryLocations",
        "essentialAssets",
        "identifiers",
        "juryMembers",
        "legislativeReferences",
        "numbers",
        "procurementMethodRationaleClassifications",
        "rationaleClassifications",
        "sustainability",
    }
)
_WHOLE_IN = {"details": frozenset({"classifications"})}
_OMITTED = frozenset({"id", "date", "tag"})  # omitWhenMerged, of the release itself only


def compiled(releases: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The compiled release of one process; an empty object when there is no release.

    Args:
        releases: releases of one ocid, in any order.
    """
    merged: dict[str, Any] = {}
    # "order the releases by date": https://standard.open-contracting.org/1.1/en/schema/merging/#merging-specification
    ordered = sorted(releases, key=lambda release: str(release.get("date") or ""))
    if not ordered:
        return {}
    for release in ordered:
        # "omitWhenMerged": .../merging/#discarded-fields
        kept = {key: value for key, value in release.items() if key not in _OMITTED}
        _merge(merged, kept, "")
    # "set the tag, id and date": .../merging/#releases-and-records (a compiled release)
    last = ordered[-1]
    return {"tag": ["compiled"], "id": f"{last.get('ocid')}-{last.get('date')}", "date": last.get("date"), **merged}


def _merge(target: dict[str, Any], source: dict[str, Any], holder: str) -> None:
    for key, value in source.items():
        if value is None:
            # "a null value removes the field": .../merging/#null-values
            target.pop(key, None)
        elif isinstance(value, dict):
            # "objects are merged field by field": .../merging/#object-values
            _merge_object(target, key, value)
        elif isinstance(value, list) and _by_id(key, value, holder):
            # "identifier merge": .../merging/#array-values
            _merge_list(target, key, value)
        else:
            # "literal values and whole lists replace": .../merging/#literal-values, #whole-list-merge
            target[key] = _clean(value)


def _merge_object(target: dict[str, Any], key: str, value: dict[str, Any]) -> None:
    before = target.get(key)
    merged: dict[str, Any] = before if isinstance(before, dict) else {}
    _merge(merged, value, key)
    if merged:
        target[key] = merged


def _by_id(key: str, value: list[Any], holder: str) -> bool:
    """Whether the objects of a list are told apart by their ids."""
    whole = key in _WHOLE_LISTS or key in _WHOLE_IN.get(holder, ())
    return not whole and all(isinstance(one, dict) for one in value)


def _merge_list(target: dict[str, Any], key: str, value: list[dict[str, Any]]) -> None:
    before = target.get(key)
    merged: list[Any] = before if isinstance(before, list) else []
    places = {str(one["id"]): place for place, one in enumerate(merged) if isinstance(one, dict) and "id" in one}
    for one in value:
        identifier = str(one["id"]) if one.get("id") is not None else None
        if identifier is not None and identifier in places:
            _merge(merged[places[identifier]], one, key)
            continue
        # "objects without an id are appended": .../merging/#identifier-merge
        fresh: dict[str, Any] = {}
        _merge(fresh, one, key)
        if identifier is not None:
            places[identifier] = len(merged)
        merged.append(fresh)
    if merged:
        target[key] = merged


def _clean(value: Any) -> Any:
    """A replaced list without the nulls of its objects."""
    if not isinstance(value, list):
        return value
    return [
        {key: held for key, held in one.items() if held is not None} if isinstance(one, dict) else one for one in value
    ]
