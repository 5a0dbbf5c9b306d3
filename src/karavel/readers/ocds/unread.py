"""Which keys of a release the shapes do not read, by path; lists add nothing to a path."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from msgspec import inspect

from karavel.readers.ocds.shapes import Release

#: Keys that say nothing about the tender, or that another room reads: marks of the package, links, checksums.
_KNOWN = ("uri", "initiationType", "publisher", "packageInfo", "license", "validationErrors", "links", "extensions")


class Branch(dict[str, "Branch | None"]):
    """The keys of an object that are read; None where what stands below is read whole."""


@lru_cache
def known() -> Branch:
    """The keys of a release."""
    return _branch(inspect.type_info(Release)) or Branch()


def count(raw: dict[str, Any], branch: Branch, path: str, found: dict[str, int]) -> None:
    """Counts in ``found`` the keys of ``raw`` that no branch reads."""
    for key, value in raw.items():
        if key not in branch:
            if value is not None:
                place = f"{path}/{key}"
                found[place] = found.get(place, 0) + 1
            continue
        below = branch[key]
        if below is None:
            continue
        if type(value) is dict:
            count(value, below, f"{path}/{key}", found)
        elif type(value) is list:
            for one in value:
                if type(one) is dict:
                    count(one, below, f"{path}/{key}", found)


def _branch(wanted: inspect.Type) -> Branch | None:
    match wanted:
        case inspect.UnionType():
            branches = (_branch(one) for one in wanted.types)
            return next((branch for branch in branches if branch is not None), None)
        case inspect.ListType():
            return _branch(wanted.item_type)
        case inspect.StructType():
            branch = Branch((field.encode_name, _branch(field.type)) for field in wanted.fields)
            if wanted.cls is Release:
                branch.update(dict.fromkeys(_KNOWN))
            return branch
    return None
