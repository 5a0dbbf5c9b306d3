"""Which keys of a release the shapes do not read, by path; lists add nothing to a path."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, NamedTuple

from msgspec import inspect

from karavel.readers.ocds.shapes import Release

#: Keys that say nothing about the tender, or that another room reads: marks of the package, links, checksums.
_KNOWN = ("uri", "initiationType", "publisher", "packageInfo", "license", "validationErrors", "links", "extensions")


_REMEMBERED: Final = 4096  # sets of keys per object; a hostile file must not grow it without end


class Plan(NamedTuple):
    """What to do with an object of certain keys: which are not read, with their paths, and which lead further down."""

    unread: tuple[tuple[str, str], ...]
    nested: tuple[tuple[str, Branch], ...]


class Branch(dict[tuple[str, ...], Plan]):
    """The plans of the objects at one path, by their keys: publishers write the same keys again and again.

    Args:
        path: of the objects.
        read: the keys that are read; None where what stands below is read whole.
    """

    __slots__ = ("_path", "read", "whole")

    def __init__(self, path: str, read: dict[str, Branch | None]) -> None:
        super().__init__()
        self._path = path
        self.read = read
        self.whole = frozenset(key for key, below in read.items() if below is None)

    def __missing__(self, keys: tuple[str, ...]) -> Plan:
        """The plan of keys that were not met before."""
        nested = ((key, self.read.get(key)) for key in keys)
        made = Plan(
            tuple((key, f"{self._path}/{key}") for key in keys if key not in self.read),
            tuple((key, below) for key, below in nested if below is not None),
        )
        if len(self) < _REMEMBERED:
            self[keys] = made
        return made


@lru_cache
def known() -> Branch:
    """The keys of a release."""
    found = _branch(inspect.type_info(Release), "")
    assert found is not None
    return found


def count(raw: dict[str, Any], branch: Branch, found: dict[str, int]) -> None:
    """Counts in ``found`` the keys of ``raw`` that no branch reads, unless they hold nothing."""
    waiting = [(raw, branch)]  # a loop, as a call for each of a release's objects takes longer than to read it
    for this, plans in waiting:
        unread, nested = plans[tuple(this)]
        for key, path in unread:
            if this[key] is not None:
                found[path] = found.get(path, 0) + 1
        for key, below in nested:
            value = this[key]
            objects = value if type(value) is list else (value,)
            for one in objects:
                if type(one) is dict and not one.keys() <= below.whole:  # most objects are read whole
                    waiting.append((one, below))  # noqa: PERF401  # a list for each list takes longer


def _branch(wanted: inspect.Type, path: str) -> Branch | None:
    match wanted:
        case inspect.UnionType():
            branches = (_branch(one, path) for one in wanted.types)
            return next((branch for branch in branches if branch is not None), None)
        case inspect.ListType():
            return _branch(wanted.item_type, path)
        case inspect.StructType():
            own = {one.encode_name: _branch(one.type, f"{path}/{one.encode_name}") for one in wanted.fields}
            whole = _KNOWN if wanted.cls is Release else ()
            return Branch(path, own | dict.fromkeys(whole))
    return None
