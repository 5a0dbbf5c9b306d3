"""Which keys of a release the shapes do not read, by path; lists add nothing to a path."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from msgspec import inspect

from karavel.readers.ocds.shapes import Release

#: Keys that say nothing about the tender, or that another room reads: marks of the package, links, checksums.
_KNOWN = ("uri", "initiationType", "publisher", "packageInfo", "license", "validationErrors", "links", "extensions")


_REMEMBERED: Final = 4096  # sets of keys per object; a hostile file must not grow it without end


class Branch(dict[str, "Branch | None"]):
    """The keys of an object that are read; None where what stands below is read whole.

    Publishers write the same keys again and again, so what to do with a set of keys is remembered.
    """

    __slots__ = ("path", "plans")

    def __init__(self, path: str, branches: Iterable[tuple[str, Branch | None]]) -> None:
        super().__init__(branches)
        self.path = path
        self.plans: dict[tuple[str, ...], Plan] = {}

    def plan(self, keys: tuple[str, ...]) -> Plan:
        """Which of the keys are not read, and which lead further down."""
        nested = ((key, self.get(key)) for key in keys)
        made = Plan(
            tuple(key for key in keys if key not in self), tuple((key, below) for key, below in nested if below)
        )
        if len(self.plans) < _REMEMBERED:
            self.plans[keys] = made
        return made


class Plan(NamedTuple):
    """What to do with an object of certain keys."""

    unread: tuple[str, ...]
    nested: tuple[tuple[str, Branch], ...]


@lru_cache
def known() -> Branch:
    """The keys of a release."""
    found = _branch(inspect.type_info(Release), "")
    assert found is not None
    return found


def count(raw: dict[str, Any], branch: Branch, found: dict[str, int]) -> None:
    """Counts in ``found`` the keys of ``raw`` that no branch reads, unless they hold nothing."""
    waiting = [(raw, branch)]  # a loop, as a call for each of a release's objects takes longer than to read it
    while waiting:
        this, branch = waiting.pop()
        keys = tuple(this)
        unread, nested = branch.plans.get(keys) or branch.plan(keys)
        for key in unread:
            if this[key] is not None:
                place = f"{branch.path}/{key}"
                found[place] = found.get(place, 0) + 1
        for key, below in nested:
            value = this[key]
            if type(value) is dict:
                waiting.append((value, below))
            elif type(value) is list:
                waiting += [(one, below) for one in value if type(one) is dict]


def _branch(wanted: inspect.Type, path: str) -> Branch | None:
    match wanted:
        case inspect.UnionType():
            branches = (_branch(one, path) for one in wanted.types)
            return next((branch for branch in branches if branch is not None), None)
        case inspect.ListType():
            return _branch(wanted.item_type, path)
        case inspect.StructType():
            own = [(one.encode_name, _branch(one.type, f"{path}/{one.encode_name}")) for one in wanted.fields]
            whole = _KNOWN if wanted.cls is Release else ()
            return Branch(path, [*own, *((key, None) for key in whole)])
    return None
